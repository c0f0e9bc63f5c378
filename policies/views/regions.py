"""Regions: the tree of places, and one place with all that applies there."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policies.models import Document, IssuingBody, Region, RegionOverlap, ReportedFigure, SubsidyClause, Target

LONGEST_NAME = 60  # as long as a slug; an address of three levels fits
REGIONS_FOUND = 60  # 城关区 and 鼓楼区 exist four times; "县" alone would list a thousand
DOCUMENTS_A_LEVEL = 6
CLAUSES_SHOWN = 6
TARGETS_SHOWN = 12

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
    return render(request, "policies/region_list.html", context)


def region_detail(request: HttpRequest, key: str) -> HttpResponse:
    region = Region.objects.select_related("parent").filter(slug=typed(key)).first()
    if region is None:
        return elsewhere(request, typed(key))
    above = list(Region.objects.above(region))
    context = {
        "region": region,
        "trail": [(reverse("policies:region-list"), _("Regions")), *((place.get_absolute_url(), place.name) for place in above[:-1])],
        "is_former": region.is_former(timezone.localdate()),
        "layers": layers(region, above),
        "below": tiles(region.children.all(), documents().here_and_below(region).counts_down_the_tree()),
        "bodies": IssuingBody.objects.only_in(region).with_documents(),
        **clauses_applying(region),
        **promised_and_reported(region),
        **overlapping(region),
    }
    return render(request, "policies/region_detail.html", context)


def elsewhere(request: HttpRequest, key: str) -> HttpResponse:
    """A code that is not the slug leads to the page; what is no region at all gives what could be meant."""
    region = Region.objects.filter(code=key).first() if key else None
    if region is not None:
        return redirect(region, permanent=True)
    return render(request, "policies/region_unknown.html", {"words": key, "found": find(key)}, status=404)


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


def layers(region: Region, above: list[Region]) -> list[Layer]:
    """What applies in the place, level by level, the narrowest first; a report applies nowhere."""
    applying = documents().policies().applying_in(region)
    counts = applying.counts_by_region()
    newest: dict[int, list[Document]] = {}
    standing = applying.with_validity_state(timezone.localdate()).newest_of_each_region(DOCUMENTS_A_LEVEL)
    for document in standing.select_related("lead_body"):
        newest.setdefault(document.region_id, []).append(document)
    return [Layer(place, counts.get(place.pk, 0), newest.get(place.pk, [])) for place in reversed(above)]


def clauses_applying(region: Region) -> dict[str, object]:
    clauses = SubsidyClause.objects.public().applying_in(region)
    return {"clause_count": clauses.count(), "clauses": clauses.for_list().narrowest_then_largest()[:CLAUSES_SHOWN]}


def promised_and_reported(region: Region) -> dict[str, object]:
    """What the place itself promised, and what was reported of it: two lists, for one is no measure of the other."""
    return {
        "targets": Target.objects.public().only_in(region).for_list()[:TARGETS_SHOWN],
        "figures": ReportedFigure.objects.public().only_in(region).for_list()[:TARGETS_SHOWN],
    }


def overlapping(region: Region) -> dict[str, object]:
    return {
        "lies_across": RegionOverlap.objects.filter(zone=region).select_related("region"),
        "zones_across": RegionOverlap.objects.filter(region=region).select_related("zone"),
    }
