"""A clause's numbers as candidates: each with the words of its list item before and behind it.

新增孵化机构20家、创业企业1000家 -> two items, (新增孵化机构, 20家) and (创业企业, 1000家), which share the verb 新增.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..numerals import Number
from ..sentences import Sentence, protected
from .indicators import find_indicator

_CONNECTOR = re.compile(r"\s?(?:[、，,;；]|以及|[和及与](?!其))")
_COUNTED = frozenset(("count", "money", "rate", "area", "measure", "ratio", "duration"))
_NOUN_BREAK = re.compile(r"[、和与及]")
_DISTRIBUTED = re.compile(r"分别|各自")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A number with its list item: `lead` before it, `tail` behind it, `governed` by the words of earlier items."""

    number: Number
    clause: Sentence
    lead: str
    tail: str
    governed: str
    before: str
    indicator: str
    describes: bool
    matched: bool = True


def find_candidates(text: str, sentence: Sentence, clause: Sentence, numbers: list[Number]) -> Iterator[Candidate]:
    """The numbers of the clause that can count something, each with its item; numbers in brackets or quotes are left out."""
    closed = protected(text, clause.start, clause.end)
    open_numbers = [n for n in numbers if n.kind in _COUNTED and n.reach <= clause.end and not _is_inside(n, closed)]
    shared = _shared_nouns(text, clause, open_numbers)
    begin, previous = clause.start, ""
    for at, number in enumerate(open_numbers):
        after = open_numbers[at + 1] if at + 1 < len(open_numbers) else None
        gap = text[number.reach : after.start] if after else ""
        describes = after is not None and _describes(number, after, gap)
        lead, tail = text[begin : number.start], text[number.reach : _tail_end(clause, after, describes)]
        indicator = shared[at] if shared else find_indicator(lead, tail) or previous
        yield Candidate(
            number=number, clause=clause, lead=lead, tail=tail, governed=text[clause.start : number.start],
            before=text[sentence.start : number.start], indicator=indicator, describes=describes,
            matched=bool(shared) or not _is_distributed(text, clause, open_numbers),
        )  # fmt: skip
        if after and _CONNECTOR.match(gap):
            begin = number.reach
        elif after and _CONNECTOR.search(gap) and not describes:
            begin = number.reach + _CONNECTOR.search(gap).end()  # type: ignore[union-attr]
        previous = indicator


def _describes(number: Number, after: Number, gap: str) -> bool:
    """年销售额1000万元以上的网商800家: the first number only describes what the second counts."""
    return after.kind == "count" and number.kind != "count" and not _CONNECTOR.search(gap)


def _tail_end(clause: Sentence, after: Number | None, describes: bool) -> int:
    return clause.end if after is None or describes else after.start


def _is_inside(number: Number, spans: list[tuple[int, int]]) -> bool:
    return any(start < number.start < end for start, end in spans)


def _is_distributed(text: str, clause: Sentence, numbers: list[Number]) -> bool:
    """Whether 分别 deals out several figures: 孵化器、加速器分别达到10家和5家."""
    if len(numbers) < 2:
        return False
    return _DISTRIBUTED.search(text, clause.start, numbers[0].start) is not None


def _shared_nouns(text: str, clause: Sentence, numbers: list[Number]) -> list[str]:
    """The nouns that 分别 deals the figures out to, empty when there is no 分别 or the counts differ."""
    if not _is_distributed(text, clause, numbers):
        return []
    match = _DISTRIBUTED.search(text, clause.start, numbers[0].start)
    lead = text[clause.start : match.start()] if match else ""
    nouns = [find_indicator(noun, "") for noun in _NOUN_BREAK.split(lead.strip()) if noun.strip()]
    return nouns if len(nouns) == len(numbers) and all(nouns) else []
