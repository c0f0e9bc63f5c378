"""Subsidy clauses of several places side by side: one column a place, one row a kind of support, amounts made comparable.

An amount stated per day or month is taken for a year of 365 days or 12 months, and marked; what the clause does not allow
to be taken so is left as it stands. Only amounts of one unit share a chart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from policies.models import AmountTerm, Region, Role, SubsidyClause, SupportKind, ValidityState
from policies.search.engine import search
from policies.search.query import Query

FEWEST, MOST = 2, 5  # places side by side
MOST_CLAUSES = 60  # of one place; the narrowest filters show the rest
GONE = (ValidityState.REPEALED, ValidityState.EXPIRED)
STANDING = tuple(str(state) for state in ValidityState if state not in GONE)

A_YEAR = {"年": Decimal(1), "月": Decimal(12), "季度": Decimal(4), "天": Decimal(365), "日": Decimal(365)}
PAID = (Role.FIXED, Role.TIER, Role.PER_UNIT, Role.STEP)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What a clause gives from `low` to `high` of `unit`: 元, 元/平方米, or % of a base.

    `times` is what a stated amount was multiplied by to make it a year's, None where it stands as stated.
    `is_cap` marks a clause that says only what it gives at most.
    """

    low: Decimal
    high: Decimal
    unit: str
    is_yearly: bool = False
    times: Decimal | None = None
    is_cap: bool = False


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A clause with its figure; without one it names no amount."""

    clause: SubsidyClause
    figure: Figure | None


@dataclass(frozen=True, kw_only=True)
class Column:
    """A place and its measures; `more` is how many clauses it has beyond those shown."""

    region: Region
    measures: tuple[Measure, ...]
    more: int = 0


@dataclass(frozen=True, kw_only=True)
class Row:
    """A kind of support, and for each column its measures."""

    kind: str
    label: str
    cells: tuple[tuple[Measure, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One figure drawn: where it begins and how long it is, in hundredths of the longest."""

    measure: Measure
    region: Region
    start: Decimal
    length: Decimal


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Figures of one unit as bars."""

    unit: str
    is_yearly: bool
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Comparison:
    """The columns by level and place, the rows that they share, the charts of what can be compared."""

    columns: tuple[Column, ...] = ()
    kinds: tuple[str, ...] = field(default=())

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        found = {kind for column in self.columns for measure in column.measures for kind in measure.clause.kinds}
        shown = [kind for kind in SupportKind if kind in found and (not self.kinds or kind in self.kinds)]
        return tuple(Row(kind=str(kind), label=str(kind.label), cells=tuple(map(_of_kind(kind), self.columns))) for kind in shown)

    @cached_property
    def charts(self) -> tuple[Chart, ...]:
        """One chart a unit, the one with the most bars first; a single bar compares nothing."""
        groups: dict[tuple[str, bool], list[tuple[Region, Measure]]] = defaultdict(list)
        for column in self.columns:
            for measure in column.measures:
                if measure.figure:
                    groups[measure.figure.unit, measure.figure.is_yearly].append((column.region, measure))
        charts = [_chart(unit, is_yearly, pairs) for (unit, is_yearly), pairs in groups.items() if len(pairs) > 1]
        return tuple(sorted(charts, key=lambda chart: -len(chart.bars)))

    @property
    def clauses(self) -> list[SubsidyClause]:
        """All clauses, place by place."""
        return [measure.clause for column in self.columns for measure in column.measures]


def compare(regions: Iterable[Region], kinds: Sequence[str] = (), on: date | None = None) -> Comparison:
    """The clauses that each place issued itself, in force or not proved otherwise on the day; from above stands in its own column."""
    places = sorted(regions, key=lambda region: (region.depth, region.path))[:MOST]
    found = {place: _found(place, kinds, on) for place in places}
    keys = [pk for result in found.values() for pk in result.ids]
    rows = SubsidyClause.objects.public().for_export().order_by().in_bulk(keys)
    columns = tuple(
        Column(region=place, measures=tuple(measure(rows[pk]) for pk in result.ids if pk in rows), more=result.total - len(result.ids))
        for place, result in found.items()
    )
    return Comparison(columns, tuple(kinds))


def _found(place: Region, kinds: Sequence[str], on: date | None):
    filters = {"region": (place.slug,), "reach": ("only",), "validity": STANDING, **({"support": tuple(kinds)} if kinds else {})}
    return search(Query(kind="clause", filters=filters, on=on, order="amount", size=MOST_CLAUSES), with_facets=False)


# --- figures ------------------------------------------------------------------------------------------------------------
def measure(clause: SubsidyClause) -> Measure:
    """The clause with the figure that can stand beside those of others."""
    return Measure(clause=clause, figure=_paid(clause) or _most(clause) or _rate(clause))


def _paid(clause: SubsidyClause) -> Figure | None:
    """The sums that it names, from the smallest to the largest tier; sums of several units are not one figure."""
    terms = [term for term in clause.terms(*PAID) if term.unit == "元"]
    return _figure(terms) if len({term.per for term in terms}) == 1 and not _has_steps(terms) else None


def _has_steps(terms: Iterable[AmountTerm]) -> bool:
    return any(term.role == Role.STEP for term in terms)


def _most(clause: SubsidyClause) -> Figure | None:
    """The lowest cap in yuan, of clauses that name no sum of their own: a rate, 最高不超过100万元."""
    caps = [term for term in clause.caps if term.unit == "元"]
    if not caps or clause.terms(Role.FIXED, Role.TIER, Role.PER_UNIT):
        return None
    return _figure([min(caps, key=lambda term: term.value)], is_cap=True)


def _figure(terms: Sequence[AmountTerm], *, is_cap: bool = False) -> Figure:
    units = [unit for unit in terms[0].per.replace("/", "·").split("·") if unit]
    time = next((unit for unit in units if unit in A_YEAR), None)
    times = A_YEAR[time] if time else Decimal(1)
    values = [term.value * times for term in terms]
    rest = "·".join(unit for unit in units if unit != time)
    return Figure(
        low=Decimal(0) if is_cap else min(values), high=max(values), unit=f"元/{rest}" if rest else "元",
        is_yearly=time is not None, times=times if time and times != 1 else None, is_cap=is_cap,
    )  # fmt: skip


def _rate(clause: SubsidyClause) -> Figure | None:
    """A share of something, where no cap in yuan is named."""
    values = [term.value * 100 for term in clause.terms(Role.RATE)]
    return Figure(low=min(values), high=max(values), unit="%") if values else None


# --- rows and charts ----------------------------------------------------------------------------------------------------
def _of_kind(kind: str):
    def cell(column: Column) -> tuple[Measure, ...]:
        return tuple(map(_in_a_row, (measure for measure in column.measures if kind in measure.clause.kinds)))

    return cell


def _in_a_row(measure: Measure) -> Measure:
    """Without its figure where the clause gives sums for one kind and shares of another: none of them stands for each row."""
    clause = measure.clause
    is_mixed = len(clause.kinds) > 1 and clause.terms(*PAID) and clause.terms(Role.RATE)
    return replace(measure, figure=None) if is_mixed else measure


def _chart(unit: str, is_yearly: bool, pairs: Sequence[tuple[Region, Measure]]) -> Chart:
    longest = max((measure.figure.high for _region, measure in pairs), default=Decimal(0)) or Decimal(1)
    bars = (_bar(region, measure, longest) for region, measure in pairs)
    return Chart(unit=unit, is_yearly=is_yearly, bars=tuple(bars))


def _bar(region: Region, measure: Measure, longest: Decimal) -> Bar:
    """A sum as a bar from nothing; a range from its lower end; a cap from nothing to the cap."""
    figure = measure.figure
    start = figure.low if figure.low != figure.high else Decimal(0)
    scale = Decimal(100) / longest
    return Bar(measure=measure, region=region, start=start * scale, length=max(Decimal("0.5"), (figure.high - start) * scale))
