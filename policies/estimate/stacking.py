"""Rules over several clauses: what may not be had together is taken off the plain sum, and said.

Two clauses touch where they support the same thing: they share a kind of support other than "other".
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from .parts import Adjustment, Line

ZERO = Decimal(0)
# 就高不重复 and its kin: of clauses that touch, only the best is paid.
EXCLUSIVE = {"highest_only": "highest_only", "no_repeat": "no_repeat"}


def stack(lines: Iterable[Line]) -> tuple[Adjustment, ...]:
    """What stacking takes off, the same whatever the order of the lines."""
    ordered = sorted(lines, key=lambda line: line.clause.key)
    counted = [line for line in ordered if line.is_counted]
    found: list[Adjustment] = []
    left = {line.clause.key: line for line in counted}
    for line in counted:
        if line.clause.key in left:
            found.extend(_apply(line, left))
    for line in ordered:
        if line.is_ceiling and line.state == "computed":
            found.extend(_limit_together(line, left))
    return tuple(found)


def _apply(line: Line, left: dict[str, Line]) -> Iterable[Adjustment]:
    rule = line.clause.terms.stacking or ""
    if rule in EXCLUSIVE:
        yield from _keep_best(EXCLUSIVE[rule], _touching(line, left.values()), left)
    elif rule in ("no_upper_level", "includes_upper"):
        above = [other for other in left.values() if other.clause.rank < line.clause.rank]
        yield from _keep_best(rule, _touching(line, above), left)


def _limit_together(ceiling: Line, left: dict[str, Line]) -> Iterable[Adjustment]:
    """合计不超过…: what the other clauses of its document give for the same things is cut to the ceiling."""
    under = [line for line in _touching(ceiling, left.values()) if line is not ceiling and line.clause.document == ceiling.clause.document]
    low, high = sum((line.low for line in under), ZERO), sum((line.high for line in under), ZERO)
    if high > ceiling.high:
        keys = tuple(sorted(line.clause.key for line in under))
        yield Adjustment(code="overall_cap", clauses=keys, low=max(ZERO, low - ceiling.high), high=high - ceiling.high)


def _touching(line: Line, others: Iterable[Line]) -> list[Line]:
    """The line and those that support the same thing; nothing where it stands alone."""
    kinds = set(line.clause.terms.kinds) - {"other"}
    touching = [other for other in others if other is not line and kinds & set(other.clause.terms.kinds)]
    return [line, *touching] if touching else []


def _keep_best(code: str, group: list[Line], left: dict[str, Line]) -> Iterable[Adjustment]:
    """Of a group only the best is paid; the rest leaves the sum."""
    if not group:
        return
    best = max(group, key=lambda line: (line.high, line.low, line.clause.key))
    rest = [line for line in group if line is not best]
    for line in rest:
        left.pop(line.clause.key, None)
    low, high = sum((line.low for line in rest), ZERO), sum((line.high for line in rest), ZERO)
    # The best by its upper end may be the worse by its lower: never take off more than leaves the best lower end.
    low = min(low, sum((line.low for line in group), ZERO) - max(line.low for line in group))
    yield Adjustment(code=code, clauses=tuple(sorted(line.clause.key for line in rest)), low=low, high=high)
