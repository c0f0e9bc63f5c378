"""A reading -> unsaved rows: provisions and everything that hangs on them. Nothing here asks the database."""

from __future__ import annotations

import calendar
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from policies.models import (
    AmountTerm,
    Citation,
    CitedPart,
    ClauseKind,
    ConditionTerm,
    Document,
    IssuingBody,
    Precision,
    Provision,
    Region,
    ReportedFigure,
    Responsibility,
    Role,
    SubsidyClause,
    Target,
    ValidityFact,
)
from policies.models.evidence import Finding
from policies.reading import parts

from .keys import anchors, fitted

LARGEST = Decimal(10) ** 17  # the columns hold eighteen digits before the point; a larger number was misread
EXACT = Decimal("0.000001")
PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}
MODELS = (Citation, Target, SubsidyClause, Responsibility, ReportedFigure, ValidityFact)


class Tree:
    """The provisions of a document in order, found by path or place."""

    def __init__(self, provisions: Iterable[Provision] = ()) -> None:
        self.rows = sorted(provisions, key=lambda row: row.order)
        self._starts = [row.start for row in self.rows]
        self._by_path: dict[str, list[Provision]] = {}
        for row in self.rows:
            self._by_path.setdefault(row.path, []).append(row)

    def find(self, path: str | None, start: int) -> Provision | None:
        """The provision of a path; where two bear it, the one around the place. Without a path there is none."""
        named = self._by_path.get(path or "", [])
        around = [row for row in named if row.start <= start < row.until]
        return (around or named or [None])[-1 if around else 0]

    def around(self, start: int) -> Provision | None:
        """The innermost provision around a place in the text."""
        place = bisect_right(self._starts, start) - 1
        while place >= 0 and self.rows[place].until <= start:
            place -= 1
        return self.rows[place] if place >= 0 else None


@dataclass(frozen=True, kw_only=True)
class Context:
    """What rows need beside the reading: their document, whose regions and bodies are known by the names printed."""

    document: Document
    tree: Tree
    reader_version: str = ""
    regions: dict[object, Region | None] = field(default_factory=dict)
    bodies: dict[str, IssuingBody | None] = field(default_factory=dict)

    def region(self, printed: object) -> Region | None:
        """The region of its own, as printed; the document's where it has none or an unknown one."""
        return self.regions.get(printed) or self.document.region


@dataclass
class Clause:
    """A clause and the rows under it, which get their key when the clause has been saved."""

    row: SubsidyClause
    kinds: list[ClauseKind]
    amounts: list[AmountTerm]
    conditions: list[ConditionTerm]


# --- provisions ---------------------------------------------------------------------------------------------------------
def provisions_of(document: Document, outline: Iterable[parts.Heading]) -> list[Provision]:
    """The outline in order, without parents."""
    outline = sorted(outline, key=lambda heading: heading.start)
    ids = anchors([heading.path for heading in outline])
    return [
        fitted(
            Provision, document=document, marker=heading.marker, heading=heading.heading, depth=heading.depth, order=order,
            path=heading.path, anchor=anchor, start=heading.start, end=max(heading.start, heading.end),
            until=max(heading.until, heading.end, heading.start),
        )
        for order, (heading, anchor) in enumerate(zip(outline, ids, strict=True))
    ]


def parent_places(provisions: list[Provision]) -> list[int | None]:
    """For each provision the place of the one above it in the list: the last before it of a smaller depth."""
    found: list[int | None] = []
    open_: list[int] = []
    for place, row in enumerate(provisions):
        while open_ and provisions[open_[-1]].depth >= row.depth:
            open_.pop()
        found.append(open_[-1] if open_ else None)
        open_.append(place)
    return found


def tree_depths(provisions: list[Provision]) -> list[int]:
    """How many provisions stand above each."""
    depths: list[int] = []
    for parent in parent_places(provisions):
        depths.append(0 if parent is None else depths[parent] + 1)
    return depths


# --- findings -----------------------------------------------------------------------------------------------------------
def _common(context: Context, found: parts.Finding | parts.Responsibility) -> dict[str, object]:
    return {
        "document": context.document, "provision": context.tree.find(found.provision, found.start), "start": found.start,
        "end": max(found.start, found.end), "quote": found.evidence, "confidence": found.confidence,
        "reader_version": context.reader_version,
    }


def citations_of(context: Context, reading: parts.Reading) -> list[Citation]:
    return [
        fitted(
            Citation, **_common(context, found), title=found.title, number=found.number, attributed_to=found.attributed_to,
            alias=found.alias, relation=found.relation,
        )
        for found in reading.citations
    ]


def cited_parts_of(citations: Iterable[Citation], reading: parts.Reading) -> list[CitedPart]:
    """The parts meant by the citations that were saved; `citations` are those of `citations_of`."""
    pairs = zip(citations, reading.citations, strict=True)
    return [
        fitted(CitedPart, citation=row, order=order, printed=part.printed, marker=part.marker, relation=part.relation)
        for row, found in pairs
        if row.pk
        for order, part in enumerate(found.parts)
    ]


def targets_of(context: Context, reading: parts.Reading) -> list[Target]:
    return [_target(context, found) for found in reading.targets if is_storable(found.quantity)]


def _target(context: Context, found: parts.Target) -> Target:
    high = found.quantity_max
    if high is not None and (not is_storable(high) or high < found.quantity):
        high = None
    return fitted(
        Target, **_common(context, found), indicator=found.indicator, scope=found.scope, region=context.document.region,
        comparator=found.comparator, low=found.quantity.quantize(EXACT), high=high, unit=found.unit, change=found.change,
        deadline=found.deadline, deadline_on=last_day(found.deadline), deadline_precision=precision(found.deadline),
        deadline_quote=found.deadline_evidence, certainty="striving" if found.striving else "firm",
    )


def figures_of(context: Context, reading: parts.Reading) -> list[ReportedFigure]:
    return [
        fitted(
            ReportedFigure, **_common(context, found), indicator=found.indicator, region=context.region(found.region),
            quantity=found.quantity.quantize(EXACT), unit=found.unit, qualifier=found.qualifier, as_of=found.as_of,
            as_of_on=last_day(found.as_of),
        )
        for found in reading.reported_figures
        if is_storable(found.quantity)
    ]


def validity_of(context: Context, reading: parts.Reading) -> list[ValidityFact]:
    return [fitted(ValidityFact, **_common(context, found), fact=found.fact, value=found.value) for found in reading.validity]


def responsibilities_of(context: Context, reading: parts.Reading) -> list[Responsibility]:
    """One row a body, the lead first."""
    return [
        fitted(
            Responsibility, **_common(context, found), body_name=name, body=context.bodies.get(name),
            is_lead=order == 0 and found.lead is not None, order=order,
        )
        for found in reading.responsibilities
        for order, name in enumerate(dict.fromkeys(filter(None, (found.lead, *found.others))))
    ]


def clauses_of(context: Context, reading: parts.Reading) -> list[Clause]:
    return [_clause(context, found) for found in reading.subsidies]


def _clause(context: Context, found: parts.Subsidy) -> Clause:
    amounts = list(_amounts(found.amounts))
    sums = [row.value for row in amounts if row.unit == "元" and row.role not in (Role.FLOOR, Role.FUND)]
    row = fitted(
        SubsidyClause, **_common(context, found), beneficiary=found.beneficiary, region=context.region(found.region),
        form=found.form, stacking=found.stacking, delivery=found.delivery, has_amount=bool(amounts),
        largest=max(sums, default=None),
    )
    conditions = [
        fitted(
            ConditionTerm, order=order, subject=term.subject, comparator=term.comparator, unit=term.unit,
            value=term.value if term.value is not None and is_storable(term.value) else None,
        )
        for order, term in enumerate(found.conditions)
    ]
    kinds = [fitted(ClauseKind, kind=kind) for kind in dict.fromkeys(found.kinds)]
    return Clause(row, kinds, amounts, conditions)


def _amounts(terms: Iterable[parts.Amount]) -> Iterator[AmountTerm]:
    for order, term in enumerate(term for term in terms if is_storable(term.value) and term.value >= 0):
        role = Role.FIXED if term.role == Role.TIER and not term.tier else term.role  # a tier without a name is a sum
        placed = {"start": term.start, "end": term.end} if term.end > term.start else {}
        yield fitted(
            AmountTerm, order=order, role=role, value=term.value.quantize(EXACT), unit=term.unit, tier=term.tier, per=term.per,
            base=term.base, scope=term.scope, **placed,
        )


def is_storable(value: Decimal) -> bool:
    return value.is_finite() and abs(value) < LARGEST


def unstorable(reading: parts.Reading) -> list[parts.Flag]:
    """A flag for each number that the reader gave and no column holds, so that none is lost without a word."""
    found = [(item.quantity, item) for item in (*reading.targets, *reading.reported_figures)]
    found += [(term.value, item) for item in reading.subsidies for term in item.amounts]
    return [
        parts.Flag(rule="number_too_large", message=f"The number {value} is too large or not a number.", start=item.start, end=item.end)
        for value, item in found
        if not is_storable(value)
    ]


def quoted_only(rows: Iterable[Finding]) -> list[Finding]:
    """The rows that have a quote; a finding without its words proves nothing."""
    return [row for row in rows if row.quote]


# --- dates --------------------------------------------------------------------------------------------------------------
def last_day(day: str | None) -> date | None:
    """The last day of "2020", "2020-06" or "2020-06-30"; None where it is no date."""
    try:
        numbers = [int(part) for part in (day or "").split("-")]
        year, month = numbers[0], numbers[1] if len(numbers) > 1 else 12
        return date(year, month, numbers[2] if len(numbers) > 2 else calendar.monthrange(year, month)[1])
    except (ValueError, IndexError):
        return None


def precision(day: str | None) -> str:
    return PRECISIONS.get(len(day), "") if day else ""


def months_later(start: date, months: int) -> date | None:
    """The last day of a term of so many months from the day on: two years from 2016-02-01 end on 2018-01-31."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return None
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    first_after = date(year, month + 1, day)
    return date.fromordinal(first_after.toordinal() - 1) if day == start.day else first_after
