"""Regions: the tree of places, and one place with all that applies there."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policies.models import (
    Document,
    IssuingBody,
    Level,
    Reach,
    Region,
    RegionOverlap,
    ReportedFigure,
    SubsidyClause,
    Target,
    Theme,
)
from policies.search.engine import search
from policies.search.query import Query

from .validity import day_asked

LONGEST_NAME = 60  # as long as a slug; an address of three levels fits
REGIONS_FOUND = 60  # 城关区 and 鼓楼区 exist four times; "县" alone would list a thousand
DOCUMENTS_A_LEVEL = 6
CLAUSES_SHOWN = 6
TARGETS_SHOWN = 12
MISSING_SHOWN = 8

# The first digit of a GB/T 2260 code is one of the large areas of the country.
AREAS = {
    "1": _("North"), "2": _("Northeast"), "3": _("East"), "4": _("Central and South"), "5": _("Southwest"), "6": _("Northwest"),
    "7": _("Taiwan"), "8": _("Hong Kong and Macao"),
}


class Tile(NamedTuple):
    """A region and how many documents are there or below it."""

    region: Region
    count: int


class Layer(NamedTuple):
    """A level that applies in a place: its region, how many documents it issued, the newest of them."""

    region: Region
    count: int
    documents: list[Document]


def region_list(request: HttpRequest) -> HttpResponse:
    words = typed(request.GET.get("q", ""))
    counts = documents().counts_down_the_tree()
    zones = Region.objects.zones().select_related("parent")
    context = {
        "words": words,
        "found": find(words),
        "areas": by_area(tiles(Region.objects.provinces(), counts)),
        "zones": tiles(zones, counts),
    }
    return render(request, "policies/regions/list.html", context)


def region_detail(request: HttpRequest, key: str) -> HttpResponse:
    region = Region.objects.select_related("parent").filter(slug=typed(key)).first()
    if region is None:
        return elsewhere(request, typed(key))
    above = list(Region.objects.above(region))
    on, ignored = day_asked(request)
    context = {
        "region": region,
        "trail": [(reverse("policies:region-list"), _("Regions")), *((place.get_absolute_url(), place.name) for place in above[:-1])],
        "on": on,
        "is_another_day": on != timezone.localdate(),
        "ignored": ignored,
        "is_former": region.is_former(timezone.localdate()),
        "layers": layers(region, above, on),
        "levels": Level.labels,
        "below": tiles(region.children.all(), documents().here_and_below(region).counts_down_the_tree()),
        "bodies": IssuingBody.objects.only_in(region).with_documents(),
        **clauses_applying(region),
        **promised_and_reported(region),
        **overlapping(region),
        **covered(region, on),
    }
    return render(request, "policies/regions/detail.html", context)


def elsewhere(request: HttpRequest, key: str) -> HttpResponse:
    """A code that is not the slug leads to the page; what is no region at all gives what could be meant."""
    region = Region.objects.filter(code=key).first() if key else None
    if region is not None:
        return redirect(region, permanent=True)
    return render(request, "policies/regions/unknown.html", {"words": key, "found": find(key)}, status=404)


def typed(text: str) -> str:
    """What a person typed, as far as it can name a region; PostgreSQL refuses NUL in any text."""
    return text.replace("\0", "").strip()[:LONGEST_NAME]


def documents():
    """The documents that pages of places count: public ones whose text is here."""
    return Document.objects.published().in_collection()


def find(words: str):
    return Region.objects.matching(words).select_related("parent__parent")[:REGIONS_FOUND] if words else Region.objects.none()


def tiles(regions, counts: Counter[str]) -> list[Tile]:
    return [Tile(region, counts[region.slug]) for region in regions]


def by_area(provinces: list[Tile]) -> dict[str, list[Tile]]:
    areas: dict[str, list[Tile]] = {}
    for tile in provinces:
        areas.setdefault(AREAS.get(tile.region.code[:1], _("Elsewhere")), []).append(tile)
    return areas


def layers(region: Region, above: list[Region], on: date) -> list[Layer]:
    """What applied in the place on the day, level by level, the narrowest first; a report applies nowhere."""
    applying = documents().policies().applying_in(region).known_by(on)
    counts = applying.counts_by_region()
    keys = list(applying.newest_of_each_region(DOCUMENTS_A_LEVEL).values_list("pk", flat=True))
    standing = {row.pk: row for row in documents().filter(pk__in=keys).select_related("lead_body").with_validity_state(on)}
    newest: dict[int, list[Document]] = {}
    for document in (standing[key] for key in keys if key in standing):
        newest.setdefault(document.region_id, []).append(document)
    return [Layer(place, counts.get(place.pk, 0), newest.get(place.pk, [])) for place in reversed(above)]


def covered(region: Region, on: date) -> dict[str, object]:
    """How much of the place is in the collection: themes, years and levels, the last capture, what is cited but missing."""
    found = search(Query(kind="document", filters={"region": (region.slug,), "reach": (Reach.APPLIES,)}, size=1))
    counts = {choice.value: choice.count for choice in found.facets.get("theme", ())}
    applying = documents().applying_in(region).known_by(on)
    return {
        "themes": [(theme, counts[theme.slug]) for theme in Theme.objects.filter(slug__in=counts)],
        "years": by_year(applying.counts_by_year_and_level()),
        "captured": applying.last_captured(),
        "missing": Document.objects.published().stubs().only_in(region).most_cited()[:MISSING_SHOWN],
    }


def by_year(counts: Counter[tuple[int | None, str]]) -> list[tuple[int | None, list[int]]]:
    """Each year with its number of documents at each level from the nation down; the newest first, undated ones last."""
    columns = list(Level)
    years: dict[int | None, list[int]] = {}
    for (year, level), count in counts.items():
        if level in columns:
            years.setdefault(year, [0] * len(columns))[columns.index(level)] += count
    return sorted(years.items(), key=lambda item: -(item[0] or 0))


def clauses_applying(region: Region) -> dict[str, object]:
    clauses = SubsidyClause.objects.public().applying_in(region)
    return {"clause_count": clauses.count(), "clauses": first_of(clauses.narrowest_then_largest(), CLAUSES_SHOWN)}


def promised_and_reported(region: Region) -> dict[str, object]:
    """What the place itself promised, and what was reported of it: two lists, for one is no measure of the other."""
    return {
        "targets": first_of(Target.objects.public().only_in(region), TARGETS_SHOWN),
        "figures": ReportedFigure.objects.public().only_in(region).for_list()[:TARGETS_SHOWN],
    }


def first_of(findings, number: int) -> list[object]:
    """The first findings with all that a list shows: their keys are sorted alone, for whole rows take thrice the time."""
    keys = list(findings.values_list("pk", flat=True)[:number])
    found = findings.model.objects.for_list().in_bulk(keys)
    return [found[key] for key in keys if key in found]


def overlapping(region: Region) -> dict[str, object]:
    return {
        "lies_across": RegionOverlap.objects.filter(zone=region).select_related("region"),
        "zones_across": RegionOverlap.objects.filter(region=region).select_related("zone"),
    }
