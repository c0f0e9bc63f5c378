"""What people accepted, entered or rejected outlives a new text: it is found again by its quote, and not proposed twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from policies.models import (
    AmountTerm,
    Citation,
    Document,
    ReportedFigure,
    Responsibility,
    SubsidyClause,
    Target,
    ValidityFact,
)
from policies.models.evidence import Finding
from policies.reading.parts import Flag

from .rows import MODELS, Tree

# What tells two findings with one quote apart: four targets may stand in one sentence.
TELLING = {
    Citation: ("title", "number"),
    Target: ("indicator", "low", "unit"),
    SubsidyClause: ("beneficiary", "form"),
    Responsibility: ("body_name",),
    ReportedFigure: ("indicator", "quantity", "unit"),
    ValidityFact: ("fact", "value"),
}


class Kept:
    """The findings of a document that a re-reading must not overwrite; the others are gone once this exists."""

    def __init__(self, document: Document) -> None:
        self._rows: dict[type[Finding], list[Finding]] = {}
        for model in MODELS:
            rows = model.objects.filter(document=document)
            rows.replaceable().delete()
            self._rows[model] = list(rows.select_related("provision"))

    def anchor(self, text: str, tree: Tree) -> list[Flag]:
        """Give each its place in the new text, or none and a flag."""
        flags: list[Flag] = []
        for model, rows in self._rows.items():
            shifts = {row.pk: _move(row, text, tree) for row in rows}
            flags += [_lost(row) for row in rows if row.quote and not row.is_placed]
            model.objects.bulk_update(rows, ["start", "end", "provision"], batch_size=100)
            if model is SubsidyClause:
                _shift_amounts(shifts)
        return flags

    def without_repeats(self, proposed: Sequence[Finding]) -> list[Finding]:
        """The findings proposed that no person has judged yet, of one model."""
        if not proposed:
            return []
        kept = self._rows.get(type(proposed[0]), [])
        same = Counter(_signature(row) for row in kept)
        left = [row for row in proposed if not _take(same, _signature(row))]
        # A person may have corrected the values; then only the words are still the same.
        quotes = Counter(quote for quote, *_ in same.elements())
        return [row for row in left if not _take(quotes, row.quote)]


def _signature(row: Finding) -> tuple[object, ...]:
    return (row.quote, *(getattr(row, name) for name in TELLING[type(row)]))


def _take(counts: Counter, key: object) -> bool:
    """Whether one of these is left; it is used up."""
    if counts[key] <= 0:
        return False
    counts[key] -= 1
    return True


def _move(row: Finding, text: str, tree: Tree) -> int | None:
    """Move the row to where its quote stands now, the nearest to where it stood; by how much, None where it is lost."""
    before = row.start
    place = nearest(text, row.quote, before or 0) if row.quote else -1
    if place < 0:
        row.start = row.end = None
        row.provision = tree.find(row.provision.path if row.provision else None, 0)
        return None
    row.start, row.end, row.provision = place, place + len(row.quote), tree.around(place)
    return place - before if before is not None else None


def nearest(text: str, words: str, start: int) -> int:
    """Where the words stand nearest to a place; -1 where they do not stand at all."""
    after = text.find(words, start)
    before = text.rfind(words, 0, start + len(words))
    found = [place for place in (before, after) if place >= 0]
    return min(found, key=lambda place: abs(place - start), default=-1)


def _shift_amounts(shifts: dict[int, int | None]) -> None:
    """Amounts move with their clause."""
    rows = list(AmountTerm.objects.filter(clause__in=shifts, start__isnull=False))
    for row in rows:
        shift = shifts[row.clause_id]
        row.start, row.end = (None, None) if shift is None else (row.start + shift, row.end + shift)
    AmountTerm.objects.bulk_update(rows, ["start", "end"], batch_size=100)


def _lost(row: Finding) -> Flag:
    words = row.quote if len(row.quote) <= 40 else f"{row.quote[:40]}…"
    return Flag(rule="kept_without_place", message=f"A {row._meta.model_name} kept from an older text is no longer in the text: “{words}”.")
