"""Where a paper begins on a page that introduces it: a headline and a few sentences of news, then the whole paper."""

from __future__ import annotations

from collections.abc import Sequence

from ..numbers import find_numbers
from .bodies import is_salutation
from .labels import is_label_line
from .lines import Line, document_kind, is_heading, is_prose

DEEPEST = 60  # lines: no introduction is longer
LONGEST_INTRODUCTION = 8  # lines of sentences
MOST_BEHIND = 6  # lines of a head behind its number: the title may stand below it
ABOUT = ("关于", "印发", "转发", "批转")


def find_opening(lines: Sequence[Line]) -> int:
    """The index of the paper's first line: 0, unless news stand above a whole head of title, number and salutation."""
    prose = 0
    for place, line in enumerate(lines[:DEEPEST]):
        if _opens_paper(line.text) and (prose or not is_salutation(line.text) or _is_title(_joined(lines[:place]))):
            return _first_of_head(lines, place) if prose else 0
        if is_heading(line.text) or prose > LONGEST_INTRODUCTION or (not prose and _is_title(line.text)):
            return 0
        prose += is_prose(line.text)
    return 0


def _opens_paper(line: str) -> bool:
    """A number on a line of its own, a salutation."""
    return is_salutation(line) or (len(line) <= 40 and any(found.end - found.start >= len(line) - 4 for found in find_numbers(line)))


def _is_title(line: str) -> bool:
    """A complete title with its 关于: above the first sentence it is the paper's own."""
    return "。" not in line and any(word in line for word in ABOUT) and document_kind(line) is not None


def _first_of_head(lines: Sequence[Line], place: int) -> int:
    """The first line behind the last sentence of the introduction, where a title stands between; else 0."""
    first = place
    while first and not is_prose(lines[first - 1].text) and not is_label_line(lines[first - 1].text):
        first -= 1
    head = lines[first : place + MOST_BEHIND]
    last = next((at for at, line in enumerate(head) if is_prose(line.text) or is_heading(line.text)), len(head))
    named = any(word in line.text for line in head[:last] for word in ABOUT)
    return first if named and any(document_kind(line.text) for line in head[:last]) else 0


def _joined(lines: Sequence[Line]) -> str:
    return "".join(line.text for line in lines)
