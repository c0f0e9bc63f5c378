"""The documents of fixtures and what the reader must find in each; `python -m tests.reading.readings` writes the latter anew.

Read the differences before committing them: a changed reading is a change in what the portal tells people.
"""

import json
from pathlib import Path

from policies.management.commands.read import as_plain
from policies.reading import Reference, read

FIXTURES = Path(__file__).parents[2] / "fixtures"
DOCUMENTS = sorted((FIXTURES / "documents").glob("*.txt"))


def reading_of(document):
    """The reading of a document as plain values, without its text."""
    reference = Reference.from_csv(FIXTURES / "regions.csv", FIXTURES / "number_codes.csv")
    plain = as_plain(read(document.read_text(encoding="utf-8"), reference))
    return {part: value for part, value in plain.items() if part != "text"}


def expected_path(document):
    """Where the expected reading of a document is kept."""
    return FIXTURES / "readings" / f"{document.stem}.json"


def write_all():
    """Write the expected reading of each document from what the reader finds today."""
    for document in DOCUMENTS:
        text = json.dumps(reading_of(document), ensure_ascii=False, indent=1)
        expected_path(document).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_all()
