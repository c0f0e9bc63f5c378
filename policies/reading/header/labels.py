"""Facts that a web page states about a document in a table of labels: [发文机构] …, 索引号：…, 发布日期：…."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ..parts import Place
from ..tables import rows
from .lines import Line

LONGEST_VALUE = 120


def find_labels(lines: Sequence[Line]) -> dict[str, list[Place]]:
    """What the head's labels say, a list of places for each field, in order of the page."""
    facts: dict[str, list[Place]] = {}
    skip: Line | None = None
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        for field, fact in _facts_of(line, following) if line is not skip else ():
            facts.setdefault(field, []).append(fact)
            if following and fact.start >= following.start:
                skip = following
    return facts


def is_label_line(line: str) -> bool:
    """Whether a line states a fact of the page rather than of the document's text."""
    return len(line) <= 300 and _labels().match(line) is not None


def _facts_of(line: Line, following: Line | None) -> list[tuple[str, Place]]:
    if len(line.text) > 300 or not _labels().match(line.text):
        return []
    found = list(_labels().finditer(line.text))
    facts = []
    for number, match in enumerate(found):
        stop = found[number + 1].start() if number + 1 < len(found) else len(line.text)
        fact = _value(line, match.end(), stop)
        if fact is None and following is not None and number + 1 == len(found) and not _labels().match(following.text):
            fact = _value(following, 0, len(following.text))
        if fact is not None:
            facts.append((_fields()[re.sub(r"\s", "", match["label"])], fact))
    return facts


def _value(line: Line, start: int, stop: int) -> Place | None:
    raw = line.text[start:stop]
    value = raw.strip(" \u3000\xa0|｜;；【[-").removesuffix("【")
    if not value or len(value) > LONGEST_VALUE:
        return None
    begin = line.start + start + raw.index(value)
    return Place(start=begin, end=begin + len(value), quote=value)


@cache
def _fields() -> dict[str, str]:
    return {row["label"]: row["field"] for row in rows("header_labels")}


@cache
def _labels() -> re.Pattern[str]:
    """A label at a line's start or after a gap, in brackets or before a colon: [成文日期] · 索 引 号： · 来源:."""
    words = "|".join(r"[ \u3000]{0,6}".join(label) for label in sorted(_fields(), key=len, reverse=True))
    return re.compile(rf"(?:^[-•·*\s]{{0,4}}|(?<=[\s|｜\]】）)])|(?<=[局厅部委府网]))[\[【［]?(?P<label>{words})(?:[\]】］]\s?[：:]?|\s?[：:]|\s?[|｜]|(?=\t))\s?")
