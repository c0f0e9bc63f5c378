"""What the structural readers hand to the readers of numbers: the clean text with its head, outline and no-go spans."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from .numerals import Number, find_numbers
from .parts import Citation, Genre, Header, Heading, Responsibility
from .reference import Reference
from .sentences import Sentence, split

Span = tuple[int, int]  # start and end offsets into the clean text
BLOT = "□"  # stands for a character that is no prose: a title in 《》, a bracket naming bodies in charge
LONGEST_SENTENCE = 20_000  # characters; a table on one line is shorter
_SIGN = re.compile(r"\S")


@dataclass(frozen=True, kw_only=True)
class Scan:
    """A text whose structure is known. `excluded` holds what is no prose: head, imprint, annex list, titles in 《》, brackets
    that name bodies in charge; sorted, without overlaps. `body_start` and `body_end` bound the prose.
    """

    text: str
    genre: Genre = "policy"
    header: Header = field(default_factory=Header)
    outline: tuple[Heading, ...] = ()
    body_start: int = 0
    body_end: int = 0
    citations: tuple[Citation, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    reference: Reference = field(default_factory=Reference)
    excluded: tuple[Span, ...] = ()

    def heading_at(self, offset: int) -> Heading | None:
        """The heading in force at an offset, the innermost one; None before the first and after the last has ended."""
        place = bisect_right(self._heading_starts, offset) - 1
        while place >= 0 and offset >= self.outline[place].until:
            if self.outline[place].depth == 1:
                return None
            place -= 1
        return self.outline[place] if place >= 0 else None

    def provision_at(self, offset: int) -> str | None:
        """The path of the heading in force at an offset ("二、（八）"); None before the first."""
        heading = self.heading_at(offset)
        return heading.path if heading else None

    def is_excluded(self, start: int, end: int | None = None) -> bool:
        """Whether start..end (one character without `end`) touches a span that holds no prose."""
        end = start + 1 if end is None else end
        place = bisect_right(self._excluded_starts, max(start, end - 1)) - 1
        return place >= 0 and self.excluded[place][1] > start

    @cached_property
    def prose(self) -> str:
        """The text with what is no prose blotted out, as long as the text; blanks stay."""
        pieces, last = [], 0
        for start, end in self.excluded:
            pieces += [self.text[last:start], _SIGN.sub(BLOT, self.text[start:end])]
            last = end
        return "".join([*pieces, self.text[last:]])

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers with a unit between `body_start` and `body_end`, found once for all who ask."""
        return tuple(number for start, end in self._legible() for number in find_numbers(self.text, start, end))

    def _legible(self) -> Iterable[Span]:
        """The body without stretches that no stop divides: a wall of figures is damage, and takes its time for nothing."""
        start = self.body_start
        for sentence in self.sentences:
            if sentence.end - sentence.start > LONGEST_SENTENCE:
                yield start, sentence.start
                start = sentence.end
        yield start, self.body_end

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences between `body_start` and `body_end`, cut once for all who ask."""
        return tuple(split(self.text, self.body_start, self.body_end))

    def numbers_in(self, start: int, end: int) -> tuple[Number, ...]:
        """The numbers of the body that begin in start..end."""
        return self.numbers[bisect_left(self._number_starts, start) : bisect_left(self._number_starts, end)]

    @cached_property
    def _number_starts(self) -> list[int]:
        return [number.start for number in self.numbers]

    @cached_property
    def _heading_starts(self) -> list[int]:
        return [heading.start for heading in self.outline]

    @cached_property
    def _excluded_starts(self) -> list[int]:
        return [start for start, _ in self.excluded]


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, overlapping ones made one, empty ones dropped."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
