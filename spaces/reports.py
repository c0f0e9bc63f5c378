"""Reports become records: the facts of a report (fixtures/reports), each tied to the report that tells it.

The words of a report are not ours to print, so these findings have a source and a day but no quote.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from policies.models import (
    AmountTerm,
    Citation,
    ClauseKind,
    ConditionTerm,
    Document,
    Genre,
    Origin,
    Region,
    Relation,
    ReportedFigure,
    SubsidyClause,
)

from .models import Event, Platform, PlatformFigure, Programme, Space

SPACE_KINDS = {"众创空间": Space.Kind.MAKERSPACE, "孵化器": Space.Kind.INCUBATOR, "科技园": Space.Kind.PARK}


class UnknownRegion(ValueError):
    """A report names a region that the table of regions does not hold."""


def load_reports(folder: Path) -> Iterator[tuple[Document, bool]]:
    """Each report of the folder as (document, whether it is new); loading again changes nothing."""
    for path in sorted(folder.glob("*.json")):
        yield load_report(json.loads(path.read_text(encoding="utf-8")))


@transaction.atomic
def load_report(facts: dict) -> tuple[Document, bool]:
    """One report as a draft document with its facts; UnknownRegion names a slug that is not in the table."""
    slug = f"report-{facts['date_published']}-{facts['region_slug']}"
    if existing := Document.objects.filter(slug=slug).first():
        return existing, False
    places = _places(facts)
    report = Document.objects.create(
        slug=slug,
        title=facts["title"],
        genre=Genre.REPORT,
        region=places[facts["region_slug"]],
        page_on=date.fromisoformat(facts["date_published"]),
        source_name=facts["source"] or facts.get("source_note", ""),
        source_url=facts.get("source_address", ""),
        source_kind="report",
    )
    _store_mentions(report, facts["mentions"])
    _store_figures(report, facts["figures"], places)
    for clause in facts["subsidies"]:
        _store_clause(report, clause, places)
    _store_scene(report, facts, places)
    return report, True


def _places(facts: dict) -> dict[str, Region]:
    """The regions that a report names, by slug."""
    rows = [row for part in ("figures", "spaces", "platforms", "programmes", "events", "subsidies") for row in facts[part]]
    slugs = {facts["region_slug"], *(row["region_slug"] for row in rows)}
    slugs |= {pilot for programme in facts["programmes"] for pilot in programme["pilots"]}
    places = {region.slug: region for region in Region.objects.filter(slug__in=slugs)}
    if missing := slugs - places.keys():
        raise UnknownRegion(f"“{facts['title']}” names regions that are not in the table: {', '.join(sorted(missing))}")
    return places


def _store_mentions(report: Document, mentions: list[dict]) -> None:
    Citation.objects.bulk_create(
        Citation(
            document=report,
            origin=Origin.ENTERED,
            relation=Relation.REFERS_TO,
            title=mention["title"] or mention["alias"] or "",
            number=mention["number"] or "",
            alias=mention["alias"] or "",
            attributed_to=mention["issuer"] or "",
        )
        for mention in mentions
    )


def _store_figures(report: Document, figures: list[dict], places: dict[str, Region]) -> None:
    ReportedFigure.objects.bulk_create(
        ReportedFigure(
            document=report,
            origin=Origin.ENTERED,
            indicator=figure["indicator"],
            quantity=Decimal(str(figure["quantity"])),
            unit=figure["unit"],
            qualifier=figure["qualifier"] or "",
            as_of=figure["as_of"] or "",
            region=places[figure["region_slug"]],
        )
        for figure in figures
    )


def _store_clause(report: Document, facts: dict, places: dict[str, Region]) -> None:
    clause = SubsidyClause.objects.create(
        document=report,
        origin=Origin.ENTERED,
        beneficiary=facts["beneficiary"],
        form=facts["form"],
        region=places[facts["region_slug"]],
    )
    ClauseKind.objects.bulk_create(ClauseKind(clause=clause, kind=kind) for kind in facts["kinds"])
    AmountTerm.objects.bulk_create(
        AmountTerm(clause=clause, order=order, role=term["role"], value=Decimal(str(term["value"])), unit=term["unit"], per=term.get("per") or "")
        for order, term in enumerate(facts["amounts"])
    )
    ConditionTerm.objects.bulk_create(
        ConditionTerm(
            clause=clause, order=order, subject=term["subject"], comparator=term["comparator"], value=Decimal(str(term["value"])), unit=term["unit"]
        )
        for order, term in enumerate(facts["conditions"])
    )
    clause.sum_up()


def _store_scene(report: Document, facts: dict, places: dict[str, Region]) -> None:
    """Spaces, platforms, programmes and events."""
    Space.objects.bulk_create(
        Space(report=report, name=row["name"], region=places[row["region_slug"]], kind=_space_kind(row["name"])) for row in facts["spaces"]
    )
    Event.objects.bulk_create(
        Event(report=report, name=row["name"], region=places[row["region_slug"]], year=row.get("year")) for row in facts["events"]
    )
    for row in facts["platforms"]:
        platform = Platform.objects.create(report=report, name=row["name"], region=places[row["region_slug"]])
        PlatformFigure.objects.bulk_create(
            PlatformFigure(platform=platform, order=order, **(figure | {"qualifier": figure["qualifier"] or ""}))
            for order, figure in enumerate(row["figures"])
        )
    for row in facts["programmes"]:
        programme = Programme.objects.create(
            report=report, name=row["name"], region=places[row["region_slug"]], year=row.get("start_year")
        )
        programme.places.set(places[slug] for slug in row["pilots"])


def _space_kind(name: str) -> str:
    """The kind that a name states itself; 创客空间 and the like stay open."""
    return next((kind for word, kind in SPACE_KINDS.items() if word in name), Space.Kind.UNKNOWN)
