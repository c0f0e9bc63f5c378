"""The same list with facets, by the portal and by Datasette 0.65 over SQLite FTS5, on the same documents and the same machine.

    pip install -e '.[bench]'
    PORTAL_DATA=/tmp/grown python -m tests.benchmarks.bench_datasette [--calls 200]

Both get two processes and four readers. Datasette is asked twice: with five facets, each a plain column, and for the same list,
with the ten facets that the portal counts, validity being what it is today. Themes, kinds of support and forms are several for a
document: as arrays (`_facet_array`) Datasette does not count them within a minute, so that it gets the several in one word, which
is less work than the portal's. Regions are a tree in the portal and a flat column there; excerpts it has none.
Datasette's table has its columns indexed and the trigram tokenizer, which finds
Chinese strings of three characters and more, so only such are asked for. Its limits of time are raised: by default it leaves
out a facet that takes longer than 200 ms, and a page that takes longer than a second is an error. Sorted as it sorts: by rank
where words are asked for.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from .measuring import SERVER, Timing, address, free_port, prepare, print_table, read_pages, serving, strings

WARM = 20
FEW = ("level", "region", "body", "kind", "year")
SEVERAL = ("theme", "support", "form")
ALL = (*FEW, "genre", "validity", *SEVERAL)
LIMITS = {"sql_time_limit_ms": 60_000, "facet_time_limit_ms": 60_000, "facet_suggest_time_limit_ms": 1, "suggest_facets": "off"}
TABLE = """
CREATE TABLE documents (id INTEGER PRIMARY KEY, number TEXT, title TEXT, level TEXT, region TEXT, body TEXT, kind TEXT, year TEXT, genre TEXT,
  validity TEXT, theme TEXT, support TEXT, form TEXT, issued_on TEXT, text TEXT);
CREATE VIRTUAL TABLE documents_fts USING fts5 (number, title, text, content=documents, content_rowid=id, tokenize=trigram);
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, default=200)
    options = parser.parse_args()
    prepare()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "papers.db"
        before = time.perf_counter()
        print(f"{copy_documents(database):,} documents copied in {time.perf_counter() - before:.0f} s, {database.stat().st_size / 1e6:.0f} MB")
        rare = strings(options.calls + WARM, (3, 6), seed=11)
        for title, words in (("strings cut at random, which few papers hold", rare), ("words of headings, which many papers hold", common_words(len(rare)))):
            print_table(f"search page with facets, 4 readers at once: {title}", [read_portal(words), *(read_datasette(database, words, facets) for facets in (FEW, ALL))])


def common_words(count: int) -> list[str]:
    from policies.models import Provision  # noqa: PLC0415

    headings = Provision.objects.order_by("pk").values_list("heading", flat=True)[: count * 3 : 3]
    return [heading[:4] for heading in headings]


def read_portal(words: list[str]) -> Timing:
    port = free_port()
    with serving([sys.executable, *SERVER, "--bind", f"127.0.0.1:{port}"], port):
        addresses = [address("/documents/", {"q": f'"{word}"'}) for word in words]
        read_pages("warm", [port], addresses[:WARM])
        return read_pages("the portal (10 facets)", [port], addresses[WARM:])


def read_datasette(database: Path, words: list[str], counted: Sequence[str]) -> Timing:
    ports = [free_port(), free_port()]
    settings = [part for name, value in LIMITS.items() for part in ("--setting", name, str(value))]
    with ExitStack() as stack:
        for port in ports:
            stack.enter_context(serving([sys.executable, "-m", "datasette", "serve", str(database), "--port", str(port), *settings], port))
        facets = "&".join(f"_facet={name}" for name in counted)
        table = f"/papers/documents?_size=20&_nocol=text&{facets}"
        addresses = [f"{table}&{address('', {'_search': word})[1:]}" for word in words]
        read_pages("warm", ports, addresses[:WARM])
        return read_pages(f"Datasette ({len(counted)} facets)", ports, addresses[WARM:])


def copy_documents(database: Path) -> int:
    from policies.models import Document  # noqa: PLC0415

    target = sqlite3.connect(database)
    target.executescript(TABLE)
    columns = ("pk", "number", "title", "level", "region__slug", "lead_body__name", "kind", "number_year", "genre", "validity_state")
    rows = Document.objects.published().in_collection().with_validity_state(date.today()).order_by("pk")
    several = _several()
    for pk, *plain, issued, text in rows.values_list(*columns, "issued_on", "current__text").iterator(chunk_size=1000):
        joined = ["、".join(sorted(several[name].get(pk, ()))) for name in SEVERAL]
        values = [pk, *map(_plain, plain), *joined, _plain(issued), text or ""]
        target.execute(f"INSERT INTO documents VALUES ({', '.join('?' * len(values))})", values)
    target.execute("INSERT INTO documents_fts (documents_fts) VALUES ('rebuild')")
    for name in ALL:
        target.execute(f"CREATE INDEX documents_{name} ON documents ({name})")
    target.commit()
    count = target.execute("SELECT count(*) FROM documents").fetchone()[0]
    target.close()
    os.sync()
    return count


def _several() -> dict[str, dict[int, set[str]]]:
    """Facet -> document -> its values."""
    from policies.models import Provision, SubsidyClause  # noqa: PLC0415

    clauses = SubsidyClause.objects.public().order_by()
    asked = {
        "theme": Provision.objects.filter(themes__isnull=False).order_by().values_list("document", "themes__slug"),
        "support": clauses.filter(kind_rows__isnull=False).values_list("document", "kind_rows__kind"),
        "form": clauses.exclude(form="").values_list("document", "form"),
    }
    found: dict[str, dict[int, set[str]]] = {name: {} for name in SEVERAL}
    for name, rows in asked.items():
        for document, value in rows.iterator(chunk_size=10_000):
            found[name].setdefault(document, set()).add(value)
    return found


def _plain(value: object) -> str:
    return str(value or "")


if __name__ == "__main__":
    main()
