"""What a person asks, as a frozen Query; what a person types, as words. Nothing typed is ever a syntax error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from policies.reading.numbers import Number, canonical_number, find_numbers

from . import tokens

LONGEST = 300  # characters of what was typed that are searched for: a long title has 100
MOST_WORDS = 20

# Field words as they are typed, before a colon.
FIELDS = {
    "标题": "title", "title": "title",
    "文号": "number", "number": "number",
    "机关": "body", "body": "body",
    "地区": "region", "region": "region",
    "年": "year", "年份": "year", "year": "year",
}
# "…" · “…” · 「…」, with - before it to exclude, with a field word before it; or anything up to the next space
TYPED = re.compile(
    r"""
    (?P<minus>-)?
    (?:(?P<field>[a-z\u4e00-\u9fff]{1,6}):\s{0,3}(?=\S))?
    (?:"(?P<straight>[^"]+)" | “(?P<curved>[^”]+)” | 「(?P<corner>[^」]+)」 | (?P<bare>\S+))
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word or quoted phrase; `field` restricts it to a part of the record, `excluded` asks for its absence.

    `number` is the key of the document number that the word is: "国办发|2015|9".
    """

    text: str
    field: str = ""
    excluded: bool = False
    number: str = ""

    def __str__(self) -> str:
        """As it can be typed again."""
        return f"{'-' if self.excluded else ''}{f'{self.field}:' if self.field else ''}\"{self.text}\""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, as words; `cut_short` where it was too long to be searched for whole."""

    words: tuple[Word, ...] = ()
    cut_short: bool = False

    @property
    def wanted(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if not word.excluded)

    @property
    def unwanted(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.excluded)

    @property
    def marks(self) -> tuple[str, ...]:
        """The words that an excerpt shows marked."""
        return tuple(word.text for word in self.wanted if word.field in ("", "title"))


@dataclass(frozen=True)
class Query:
    """A question to the index: words, filters by name, the day that validity is asked for, order and page."""

    kind: str = "document"  # or "clause"
    words: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    on: date | None = None  # None: today
    order: str = "relevance"
    page: int = 1
    size: int = 20

    @cached_property
    def typed(self) -> Typed:
        return parse(self.words)

    @property
    def reach(self) -> str:
        """How far a question about a region goes; from above too unless it says otherwise."""
        return (*self.filters.get("reach", ()), "applies")[0]

    @property
    def key(self) -> tuple[object, ...]:
        """What decides which entries match: the question without order and page."""
        return self.kind, self.words, tuple(sorted(self.filters.items()))

    def without(self, *names: str) -> Query:
        """The same question without these filters."""
        return replace(self, filters={name: values for name, values in self.filters.items() if name not in names})


def parse(words: str) -> Typed:
    """What a person typed, as words; a quote that is not closed or an unknown field is a plain word."""
    short = words[:LONGEST].encode("utf-8", "replace").decode().replace("\0", " ")
    text, number = _with_number_apart(tokens.fold(short))
    found = tuple(_words(text, number))
    return Typed(found[:MOST_WORDS], len(words) > LONGEST or len(found) > MOST_WORDS)


def _with_number_apart(text: str) -> tuple[str, Number | None]:
    """The text with its first document number written as one word, and that number."""
    place = next(find_numbers(text), None)
    if place:
        before, after = text[: place.start], text[place.end :]
        glue = "" if before.endswith((":", '"', "“", "「", "-")) else " "
        tail = "" if after.startswith(('"', "”", "」")) else " "
        return f"{before}{glue}{place.number}{tail}{after}", place.number
    number = canonical_number(text)
    return (str(number), number) if number else (text, None)


def _words(text: str, number: Number | None) -> Iterator[Word]:
    for match in TYPED.finditer(text):
        value = match["straight"] or match["curved"] or match["corner"] or match["bare"] or ""
        name = FIELDS.get(match["field"] or "", "")
        if match["field"] and not name:
            value = f"{match['field']} {value}"  # 附件:表 is no field: both are looked for, one behind the other
        if any(True for _ in tokens.runs(value)):
            key = number.key if number and str(number) in value else ""
            yield Word(value, name, match["minus"] is not None, key)
