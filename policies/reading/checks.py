"""What does not add up: clauses whose figures were not all matched, and totals that are not the sum of their parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import accumulate

from .numerals import Number
from .parts import Flag, Subsidy
from .scan import Scan
from .sentences import Sentence

# "省级出资1550万元，市级出资1050万元，合计2600万元" -> what stands right before the total
_TOTAL = re.compile(r"(?:合计|共计|总计|形成)(?:投入|安排|为|达|达到)?$")
MOST_PARTS = 20  # a longer enumeration is a table, whose rows are not parts of one total


def find_flags(scan: Scan, subsidies: Iterable[Subsidy]) -> Iterator[Flag]:
    """Flags of clauses that are to be checked and of totals that their parts do not reach, each with its place."""
    for clause in subsidies:
        if clause.confidence == "check":
            message = "The figures of this clause could not all be matched with what they are for; check each amount."
            yield Flag(rule="clause-parts", message=message, start=clause.start, end=clause.end)
    for sentence in scan.sentences:
        yield from _unreached_totals(scan, sentence)


def _unreached_totals(scan: Scan, sentence: Sentence) -> Iterator[Flag]:
    numbers = scan.numbers_in(sentence.start, sentence.end)[:MOST_PARTS]
    for at, total in enumerate(numbers):
        parts = [number for number in numbers[:at] if number.unit == total.unit]
        if len(parts) < 2 or not total.unit or not _TOTAL.search(scan.text[max(sentence.start, total.start - 8) : total.start]):
            continue
        # A number further left may be a condition and no part: any run of two or more right before the total will do.
        if total.low not in _sums(parts):
            said = "、".join(part.raw for part in parts)
            message = f"The parts {said} do not add up to {total.raw}."
            yield Flag(rule="sum", message=message, start=parts[0].start, end=total.end)


def _sums(parts: list[Number]) -> set[Decimal]:
    """The sums of the last two, three and more parts."""
    return set(list(accumulate(part.low for part in reversed(parts)))[1:])
