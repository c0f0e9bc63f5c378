"""Rules over several clauses: what may not be had together is taken off the plain sum, and said.

Two clauses touch where they support the same thing: they share a kind of support other than "other". What a rule leaves of
a group stands in the sum as one line, so that a later rule limits what is left and nothing is taken off twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from policies.reading.subsidies.stacking import read_stacking

from .parts import Adjustment, Line

ZERO = Decimal(0)
Left = dict[str, Line]  # by the key of their clause: what the rules so far leave in the sum


def stack(lines: Iterable[Line]) -> tuple[Adjustment, ...]:
    """What stacking takes off, the same whatever the order of the lines."""
    ordered = sorted(lines, key=lambda line: line.clause.key)
    left = {line.clause.key: line for line in ordered if line.is_counted}
    found: list[Adjustment] = []
    for key in tuple(left):
        if key in left:
            found.extend(_apply(left[key], left))
    for ceiling in _ceilings(ordered):
        found.extend(_limit_together(ceiling, left))
    return tuple(found)


def _apply(line: Line, left: Left) -> Iterable[Adjustment]:
    """What the rule of a clause does to those that it touches."""
    rule, others = line.clause.terms.stacking or "", [other for other in left.values() if other is not line]
    touching = [other for other in others if _shared(line, other)]
    if rule == "highest_only":
        return _keep_highest([line, *touching], left)
    if rule == "no_repeat":
        return _keep_one(rule, [line, *touching], left)
    if rule == "once_only":
        return _keep_one(rule, _granted_once(line, left), left)
    if rule in ("no_upper_level", "includes_upper"):
        return _keep_better(rule, line, [other for other in touching if other.clause.rank < line.clause.rank], left)
    return ()


def _shared(one: Line, other: Line) -> set[str]:
    """The kinds of support that two clauses share."""
    return set(one.clause.terms.kinds) & set(other.clause.terms.kinds) - {"other"}


# --- one of a group -------------------------------------------------------------------------------------------------------
def _keep_highest(group: list[Line], left: Left) -> Iterable[Adjustment]:
    """就高不重复: of a group only the highest is paid; at its lower end that may be another one than at its upper end."""
    best = max(group, key=_by_sum)
    kept = replace(best, low=max(line.low for line in group))
    return _replace_by("highest_only", group, [kept], left, named=[line for line in group if line is not best])


def _keep_one(rule: str, group: list[Line], left: Left) -> Iterable[Adjustment]:
    """不重复享受, 只享受一次: one of a group is paid, and the text does not say which: from the lowest to the highest of them."""
    kept = replace(max(group, key=_by_sum), low=min(line.low for line in group))
    return _replace_by(rule, group, [kept], left, named=group)


def _keep_better(rule: str, line: Line, above: list[Line], left: Left) -> Iterable[Adjustment]:
    """不与上级叠加: the clause or what the levels above it give together, whichever is more."""
    total = sum((other.high for other in above), ZERO)
    kept, dropped = ([line], above) if line.high >= total else (above, [line])
    return _replace_by(rule, [line, *above], kept, left, named=dropped)


def _replace_by(code: str, group: list[Line], kept: list[Line], left: Left, *, named: list[Line]) -> Iterable[Adjustment]:
    """Leave of a group what is kept, and tell what that takes off."""
    if len(group) < 2:
        return
    for line in group:
        del left[line.clause.key]
    left.update({line.clause.key: line for line in kept})
    low, high = (sum(ends, ZERO) for ends in zip(*((line.low, line.high) for line in group), strict=True))
    low, high = low - sum((line.low for line in kept), ZERO), high - sum((line.high for line in kept), ZERO)
    yield Adjustment(code=code, clauses=tuple(sorted(line.clause.key for line in named)), low=low, high=high)


def _by_sum(line: Line) -> tuple[Decimal, Decimal, str]:
    return line.high, line.low, line.clause.key


# --- once only ------------------------------------------------------------------------------------------------------------
def _granted_once(line: Line, left: Left) -> list[Line]:
    """The clause and all that its rule of once only joins it to, directly or through others."""
    group, rest = [line], [other for other in left.values() if other is not line]
    for member in group:
        joined = [other for other in rest if _is_same_support(member, other)]
        rest = [other for other in rest if other not in joined]
        group.extend(joined)
    return group


def _is_same_support(one: Line, other: Line) -> bool:
    """Whether one rule grants two clauses once: a rule reaches as far as its paper.

    A clause that says it of itself (每家企业只奖励一次) speaks of its own award; that another is an award too makes them no
    one support, as sharing rent or broadband does.
    """
    rules = {line.clause.terms.stacking for line in (one, other)}
    if rules != {"once_only"} or one.clause.document != other.clause.document:
        return False
    says_it_itself = any(read_stacking(line.clause.terms.evidence) == "once_only" for line in (one, other))
    return bool(_shared(one, other) - ({"award"} if says_it_itself else set()))


# --- ceilings -------------------------------------------------------------------------------------------------------------
def _ceilings(lines: Iterable[Line]) -> list[Line]:
    """The clauses that limit others, the narrowest first: a ceiling for rent holds inside one for rent and awards."""
    ceilings = [line for line in lines if line.is_ceiling and line.state == "computed"]
    return sorted(ceilings, key=lambda line: (len(line.clause.terms.kinds), line.high, line.clause.key))


def _limit_together(ceiling: Line, left: Left) -> Iterable[Adjustment]:
    """合计不超过…: what the other clauses of its document give for the same things is cut to the ceiling."""
    under = [line for line in left.values() if line.clause.document == ceiling.clause.document and _shared(ceiling, line)]
    low, high = sum((line.low for line in under), ZERO), sum((line.high for line in under), ZERO)
    if high <= ceiling.high:
        return
    for line in under:
        del left[line.clause.key]
    kinds = tuple(sorted({kind for line in under for kind in line.clause.terms.kinds}))
    first = replace(under[0].clause, terms=replace(under[0].clause.terms, kinds=kinds))
    left[first.key] = replace(under[0], clause=first, low=min(low, ceiling.high), high=ceiling.high)
    keys = tuple(sorted(line.clause.key for line in under))
    yield Adjustment(code="overall_cap", clauses=keys, low=max(ZERO, low - ceiling.high), high=high - ceiling.high)
