"""Tiers by threshold: 营业收入1000万元以上的奖励10万元，5000万元以上的奖励30万元. The figure tells the tier, nobody has to.

A tier is derived only where each tier of the clause names a number with a unit and a condition of the clause says of what;
everything else is asked. 以上, 以下, 以内 and 至 include the number, 超过 and 不满 do not (Civil Code, article 1259).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from policies.reading.numerals import Number, find_numbers
from policies.reading.parts import Amount, Condition, Subsidy

ZERO = Decimal(0)
_INCLUDED = r"[（(](?P<{0}>不?含)[）)]"
# Behind a number: 以上, 及以上, （含）以上, 以上（不含）, 以下, 以内, or nothing.
_BEHIND = re.compile(rf"^(?:{_INCLUDED.format('mark')})?(?:及?以(?P<side>[上下内]))?(?:{_INCLUDED.format('late')})?$")
# Between the ends of a band: 至, 及以上至, （不含）-, 以上不满.
_BETWEEN = re.compile(rf"^(?:{_INCLUDED.format('mark')})?(?:及?以上)?(?:{_INCLUDED.format('late')})?(?P<to>至|到|不满|不足|低于|[-—－~～]{{1,2}})$")
_BEFORE = {"": "", "超过": "more_than", "突破": "more_than", "达到": "at_least", "不满": "less_than", "不足": "less_than", "低于": "less_than"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The figures of one tier, from `low` to `high`; an end that is None is open."""

    tier: str
    low: Decimal | None = None
    high: Decimal | None = None
    has_low: bool = True  # whether the end itself belongs to the tier
    has_high: bool = True

    def holds(self, figure: Decimal) -> bool:
        above = self.low is None or figure > self.low or (self.has_low and figure == self.low)
        return above and (self.high is None or figure < self.high or (self.has_high and figure == self.high))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The tiers of a clause by one figure, the lowest first; `condition` names the figure and its unit."""

    condition: Condition
    spans: tuple[Span, ...]

    def reached(self, figure: Decimal) -> Span | None:
        """The tier of a figure; where two tiers share a number, the higher one, for 以上 includes it."""
        return next((span for span in reversed(self.spans) if span.holds(max(ZERO, figure))), None)

    def next(self, figure: Decimal) -> Span | None:
        """The first tier that begins above the figure."""
        return next((span for span in self.spans if span.low is not None and span.low >= figure and not span.holds(figure)), None)

    def has_step(self, condition: Condition) -> bool:
        """Whether a condition only repeats an end of a tier."""
        ends = {end for span in self.spans for end in (span.low, span.high)}
        return _names_same(condition, self.condition) and condition.value in ends


def scale_of(terms: Subsidy) -> Scale | None:
    """The scale that the tiers of a clause make; None where any of them is no plain number of one thing."""
    names = tier_names(terms.amounts)
    if len(names) < 2 or not _only_tiers(terms.amounts):
        return None
    found = {name: find_numbers(name) for name in names}
    numbers = [number for each in found.values() for number in each]
    steps = [condition for condition in terms.conditions if any(_is_end(condition, number) for number in numbers)]
    if not steps or any(not _names_same(step, steps[0]) for step in steps) or {number.unit for number in numbers} != {steps[0].unit}:
        return None
    spans = [_span(name, found[name], steps) for name in names]
    whole = [span for span in spans if span is not None]
    if len(whole) < len(spans):
        return None
    return Scale(condition=steps[0], spans=tuple(sorted(whole, key=lambda span: (span.low or ZERO, -(span.high or ZERO)))))


def tier_names(amounts: Iterable[Amount]) -> tuple[str, ...]:
    """The tiers to choose from, each once."""
    return tuple(dict.fromkeys(amount.tier for amount in amounts if amount.tier and not is_part(amount)))


def is_part(amount: Amount) -> bool:
    """A plain sum with a name of its own (生活补助8万元) is one part of what is paid, not a tier to choose."""
    return amount.role == "fixed" and amount.tier is not None


def _only_tiers(amounts: Iterable[Amount]) -> bool:
    """Whether every sum hangs on a tier, and none is paid for each of several firms, which may stand on different tiers."""
    paid = [amount for amount in amounts if amount.role in ("fixed", "tier", "per_unit", "step", "rate")]
    return all(amount.tier for amount in paid) and not any(amount.role == "per_unit" for amount in paid)


def _names_same(one: Condition, other: Condition) -> bool:
    return (one.subject, one.unit) == (other.subject, other.unit)


def _is_end(condition: Condition, number: Number) -> bool:
    return condition.unit == number.unit and condition.value is not None and condition.value in (number.low, number.high)


# --- one tier in words ----------------------------------------------------------------------------------------------------
def _span(name: str, numbers: list[Number], steps: list[Condition]) -> Span | None:
    """The figures that the words of a tier mean; None where a word is left that is not understood."""
    if not numbers or len(numbers) > 2:
        return None
    before = name[: numbers[0].start].removeprefix(steps[0].subject)
    if len(numbers) == 2:
        return _band(name, numbers[0], numbers[1]) if not _BEFORE.get(before, "-") else None
    number = numbers[0]
    behind = _BEHIND.match(name[number.end :])
    if before not in _BEFORE or behind is None:
        return None
    if number.high is not None:
        return Span(tier=name, low=number.low, high=number.high, has_high=_has(behind)) if not before else None
    return _half_open(name, number.low, _comparator(before, behind, number.low, steps))


def _comparator(before: str, behind: re.Match[str], value: Decimal, steps: list[Condition]) -> str:
    """How a tier of one number compares: by its own words, else as the condition with the number does."""
    if behind["side"] == "上":
        return "at_least" if _has(behind) else "more_than"
    if behind["side"]:
        return "at_most" if _has(behind) else "less_than"
    own = _BEFORE[before] or next((step.comparator for step in steps if step.value == value), "at_least")
    return {"more_than": "at_least", "less_than": "at_most"}.get(own, own) if behind["mark"] == "含" else own


def _half_open(name: str, value: Decimal, comparator: str) -> Span:
    if comparator in ("at_most", "less_than"):
        return Span(tier=name, high=value, has_high=comparator == "at_most")
    return Span(tier=name, low=value, has_low=comparator != "more_than")


def _band(name: str, first: Number, last: Number) -> Span | None:
    between, behind = _BETWEEN.match(name[first.end : last.start]), _BEHIND.match(name[last.end :])
    if between is None or behind is None or behind["side"] == "上" or first.low >= last.low or first.high or last.high:
        return None
    is_short = between["to"] in ("不满", "不足", "低于")
    return Span(tier=name, low=first.low, high=last.low, has_low=_has(between), has_high=_has(behind) and (not is_short or behind["mark"] == "含"))


def _has(words: re.Match[str]) -> bool:
    """Whether the number itself belongs: not where （不含） says so."""
    return "不含" not in (words["mark"], words["late"])
