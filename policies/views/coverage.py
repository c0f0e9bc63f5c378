"""Coverage and trust: what is in the collection and from where, what people reviewed, what is missing or was not understood."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from policies.models import (
    Citation,
    Document,
    Finding,
    Genre,
    Level,
    ReportedFigure,
    Resolution,
    Responsibility,
    SubsidyClause,
    Target,
    ValidityFact,
)

from .kept import Kept
from .questions.addresses import strange

MOST_MISSING, MOST_UNEXPLAINED, MOST_SOURCES = 30, 10, 40
FINDINGS: tuple[tuple[type[Finding], object], ...] = (
    (Citation, _("Citations")),
    (SubsidyClause, _("Subsidy clauses")),
    (Target, _("Targets")),
    (Responsibility, _("Responsible bodies")),
    (ReportedFigure, _("Reported figures")),
    (ValidityFact, _("Facts about validity")),
)


class Reviewed(NamedTuple):
    """Findings of one kind: how many are public, how many of them a person accepted or entered."""

    label: object
    total: int
    by_person: int

    @property
    def share(self) -> int:
        return round(100 * self.by_person / self.total) if self.total else 0


class Held(NamedTuple):
    """Papers of one level: how many have a text, how many are known only from citations, how far numbers were explained."""

    level: str
    label: object
    texts: int
    missing: int
    found: int
    explained: int

    @property
    def share(self) -> int | None:
        return round(100 * self.explained / self.found) if self.found else None


def coverage(request: HttpRequest) -> HttpResponse:
    return render(request, "policies/coverage.html", {**measured(), "ignored": strange(request)})


def measured() -> dict[str, object]:
    """All figures of the page, counted anew when something public has changed."""
    return Kept()("coverage", count_everything)


def count_everything() -> dict[str, object]:
    held = by_level()
    texts = Document.objects.from_end_to_end().in_collection()
    return {
        "held": held,
        "texts": sum(row.texts for row in held),
        "stubs": sum(row.missing for row in held),
        "found": sum(row.found for row in held),
        "explained": sum(row.explained for row in held),
        "genres": [(Genre(genre).label, count) for genre, count in sorted(texts.counts_of("genre").items())],
        "sources": list(texts.by_source()[:MOST_SOURCES]),
        "missing": list(Document.objects.from_end_to_end().stubs().most_cited()[:MOST_MISSING]),
        "unexplained": list(texts.least_explained()[:MOST_UNEXPLAINED]),
        "reviewed": [reviewed(model, label) for model, label in FINDINGS],
        "open": Citation.objects.public().filter(resolution=Resolution.NONE).count(),
    }


def by_level() -> list[Held]:
    """The papers of each level, from the nation down, those of no known level last."""
    rows = {row["level"]: row for row in Document.objects.from_end_to_end().held_by_level()}
    labels = [*Level.choices, ("", _("Level not known"))]
    return [
        Held(level, label, row["texts"], row["missing"], row["found"] or 0, row["explained"] or 0)
        for level, label in labels
        if (row := rows.get(level))
    ]


def reviewed(model: type[Finding], label: object) -> Reviewed:
    total, by_person = model.objects.count_reviewed()
    return Reviewed(label, total, by_person)
