"""How much of a text's numbers was understood: the honest measure of a reading.

A number counts when it carries a unit (30家, 15万元, 50%, 2020年, 3年); markers, ordinals, numbers of papers and small
counts in characters, a manner of speaking (一个体系, 四个全面, 十九届), do not. It is explained when it lies inside the evidence of a finding, of a condition, or is a date.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from .numerals import Number
from .parts import Coverage, Finding, Place, Responsibility, Subsidy
from .scan import Scan, Span, merge_spans

_SPOKEN_UNITS = frozenset("届条位类种")


def measure(scan: Scan, *findings: Iterable[Finding | Responsibility]) -> Coverage:
    """How many numbers of the body were explained by the findings, and the places of those that were not."""
    every: Iterable[Finding | Responsibility] = chain.from_iterable(findings)
    spans = merge_spans(chain(_spans(every), scan.excluded))
    numbers = [number for number in scan.numbers if _counts(number)]
    left = _outside(numbers, spans)
    return Coverage(numbers=len(numbers), explained=len(numbers) - len(left), left=tuple(_place(scan.text, n) for n in left))


def _spans(findings: Iterable[Finding | Responsibility]) -> Iterable[Span]:
    for finding in findings:
        yield finding.start, finding.end
        if isinstance(finding, Subsidy):
            yield from ((condition.start, condition.end) for condition in finding.conditions)


def _counts(number: Number) -> bool:
    if number.kind in ("ordinal", "level") or (number.kind == "plain" and not number.bare):
        return False
    spoken = number.low < 10 or number.printed_unit in _SPOKEN_UNITS
    return not (number.written_out and number.kind == "count" and number.comparator == "exact" and spoken)


def _outside(numbers: list[Number], spans: tuple[Span, ...]) -> list[Number]:
    """The numbers that touch no span and are no dates; numbers and spans both run in order."""
    left, at = [], 0
    for number in numbers:
        while at < len(spans) and spans[at][1] <= number.start:
            at += 1
        touched = at < len(spans) and spans[at][0] < number.end
        if number.kind != "date" and not touched:
            left.append(number)
    return left


def _place(text: str, number: Number) -> Place:
    return Place(start=number.start, end=number.end, quote=text[number.start : number.end])
