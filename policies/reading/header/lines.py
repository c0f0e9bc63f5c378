"""Lines of the clean text with their places, and what a line by itself shows."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from ..parts import Place
from ..tables import column, rows

HEADING = re.compile(r"(?:[（(]?[一二三四五六七八九十]{1,3}[、）)]|第[一二三四五六七八九十百零\d]{1,5}[章条节]|\d{1,2}[.．、](?!\d))")
VERSION = re.compile(r"[（(\[【〔][^（）()]{1,14}[）)\]】〕]$")
BODY_LINE = re.compile(r"[\u4e00-\u9fff（）()·、 \u3000]{2,80}")
SEAL = re.compile(r"[（(](?:公?章|盖章|印章|代章|印)[）)]")
AND_OTHERS = re.compile(r"等[\u4e00-\u9fff\d]{1,4}(?:部门|单位|机关|部委)$")
REMEMBERED = 2048  # titles: the same few are asked about again and again
GAPS = re.compile(r"[ \u3000\xa0]+")


class Line(NamedTuple):
    """One line and the offsets of its first character and its end."""

    start: int
    end: int
    text: str

    @property
    def place(self) -> Place:
        return Place(start=self.start, end=self.end, quote=self.text)


def split_lines(text: str) -> list[Line]:
    """The lines of a text in order, with their offsets."""
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(Line(start, start + len(line), line))
        start += len(line) + 1
    return lines


def is_prose(line: str) -> bool:
    """Whether a line is running text: a full stop inside, or longer than any title."""
    return "。" in line or len(line) > 120


def is_heading(line: str) -> bool:
    """Whether a line opens with a heading's marker."""
    return HEADING.match(line) is not None


def without_version(title: str) -> str:
    """A title without what stands in brackets at its end: （试行）, （征求意见稿）, （2019年修订）."""
    shorter = VERSION.sub("", title.strip())
    return without_version(shorter) if shorter != title.strip() else shorter


@lru_cache(maxsize=REMEMBERED)
def document_kind(title: str) -> str | None:
    """The plain kind word (文种) that a title ends in; None where it ends in none.

    >>> document_kind("关于加快发展的若干意见（试行）")
    '意见'
    """
    bare = without_version(GAPS.sub("", title)).rstrip("》〉”")
    if not bare.endswith(column("document_kinds", "suffix")):
        return None
    found = next((suffix for suffix in column("document_kinds", "suffix") if bare.endswith(suffix)), None)
    return _kinds()[found] if found and len(bare) > len(found) else None


@cache
def _kinds() -> dict[str, str]:
    return {row["suffix"]: row["kind"] for row in rows("document_kinds")}


@cache
def body_suffixes() -> tuple[str, ...]:
    """The words that names of bodies end in, longest first."""
    return column("body_suffixes", "suffix")


def is_body(name: str) -> bool:
    """Whether a name is that of a body: it ends as one and is no sentence."""
    bare = VERSION.sub("", name)
    return len(bare) > 2 and len(name) <= 40 and (name.endswith(body_suffixes()) or bare.endswith(body_suffixes()))


def bodies_of_line(line: str) -> list[str]:
    """The bodies that a line names, if it names nothing else: two of a joint paper stand apart by spaces."""
    if not BODY_LINE.fullmatch(line) or len(line) > 80:
        return []
    names = [name for name in re.split(r"[ \u3000\xa0、]+", AND_OTHERS.sub("", SEAL.sub("", line.strip()))) if name]
    if all(len(name) == 1 for name in names):  # a name spaced out to fill the line: 市 财 政 局
        names = ["".join(names)]
    return names if names and all(map(is_body, names)) else []
