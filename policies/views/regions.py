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

from policies.models import Document, Genre, IssuingBody, Level, Reach, Region, Theme
from policies.models.holdings import Holding
from policies.search.engine import search
from policies.search.query import Query

from .kept import Kept
from .questions import regions as questions
from .questions.addresses import strange, typed
from .subsidies.records import find_listed
from .validity import day_asked, states_shown

LONGEST_NAME = 60  # as long as a slug; an address of three levels fits
REGIONS_FOUND = 60  # 城关区 and 鼓楼区 exist four times; "县" alone would list a thousand
CLAUSES_SHOWN = 6

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
    words, cut = typed(request, "q", LONGEST_NAME)
    counts = Kept()("down-the-tree", documents().counts_down_the_tree)
    zones = Region.objects.zones().select_related("parent")
    context = {
        "words": words,
        "ignored": [*strange(request, "q"), *cut],
        "found": find(words),
        "areas": by_area(tiles(Region.objects.provinces(), counts)),
        "zones": tiles(zones, counts),
    }
    return render(request, "policies/regions/list.html", context)


def region_detail(request: HttpRequest, key: str) -> HttpResponse:
    region = questions.find_region(key.strip())
    if region is None:
        return elsewhere(request, key.strip()[:LONGEST_NAME])
    above = questions.find_above(region)
    on, ignored = day_asked(request)
    kept = Kept()
    held = kept(f"held-{region.pk}-{on}", lambda: documents().applying_in(region).known_by(on).held_by_place())
    context = {
        "region": region,
        "trail": [(reverse("policies:region-list"), _("Regions")), *((place.get_absolute_url(), place.name) for place in above[:-1])],
        "on": on,
        "asked": on if on != timezone.localdate() else None,
        "ignored": [*strange(request, "on"), *ignored],
        "is_former": region.is_former(timezone.localdate()),
        "layers": layers(above, on, held),
        "levels": Level.labels,
        "below": below(region, kept),
        "bodies": bodies(region, kept),
        "themes": themes(region, on, kept),
        **clauses_applying(region, on),
        **promised_and_reported(region, on),
        **overlapping(region),
        **covered(region, held),
    }
    return render(request, "policies/regions/detail.html", context)


def elsewhere(request: HttpRequest, key: str) -> HttpResponse:
    """A code or a name that only one region has leads to its page; what is no region at all gives what could be meant."""
    if region := Region.objects.filter(code=key).first() if key else None:
        return redirect(region, permanent=True)
    if len(named := Region.objects.filter(name=key, valid_to=None)[:2]) == 1:
        return redirect(named[0])
    return render(request, "policies/regions/unknown.html", {"words": key, "found": find(key)}, status=404)


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


def layers(above: list[Region], on: date, held: list[Holding]) -> list[Layer]:
    """What applied in the place on the day, level by level, the narrowest first; a report applies nowhere."""
    counts: Counter[int | None] = Counter()
    for holding in held:
        counts[holding.region] += holding.number * (holding.genre == Genre.POLICY)
    newest: dict[int, list[Document]] = {}
    for document in questions.find_newest(above, on):
        newest.setdefault(document.region_id, []).append(document)
    return [Layer(place, counts[place.pk], newest.get(place.pk, [])) for place in reversed(above)]


def below(region: Region, kept: Kept) -> list[Tile]:
    """The places below it, each with the documents there and further below."""
    children = questions.find_below(region)
    slugs = {child.slug for child in children}

    def count() -> Counter[str]:
        counts = documents().here_and_below(region).counts_down_the_tree()
        return Counter({slug: counts[slug] for slug in slugs})

    return tiles(children, kept(f"below-{region.pk}", count)) if children else []


def bodies(region: Region, kept: Kept) -> list[IssuingBody]:
    """The bodies of the place that issued something public, each with how much."""
    counts = kept(f"bodies-{region.pk}", lambda: IssuingBody.objects.only_in(region).counts())
    found = [body for body in questions.find_bodies(region) if body.pk in counts] if counts else []
    for body in found:
        body.document_count = counts[body.pk]
    return found


def themes(region: Region, on: date, kept: Kept) -> list[tuple[Theme, int]]:
    """What the documents that apply in the place speak of; the index knows those of today, the database those known by another day."""
    known = questions.find_themes()
    if on == timezone.localdate():
        found = search(Query(kind="document", filters={"region": (region.slug,), "reach": (Reach.APPLIES,)}, size=0))
        counted = {choice.value: choice.count for choice in found.facets.get("theme", ())}
        counts = {theme.pk: counted.get(theme.slug, 0) for theme in known}
    else:
        counts = questions.count_themes(kept(f"themes-{region.pk}", lambda: questions.days_of_themes(region)), on)
    return [(theme, counts[theme.pk]) for theme in known if counts.get(theme.pk)]


def covered(region: Region, held: list[Holding]) -> dict[str, object]:
    """How much of the place is in the collection: years and levels, the last capture, what is cited but missing."""
    return {
        "years": by_year(held),
        "captured": max((holding.checked for holding in held), default=None),
        "missing": questions.find_missing(region),
    }


def by_year(held: list[Holding]) -> list[tuple[str, list[int]]]:
    """Each year with its number of documents at each level from the nation down; the newest first, undated ones last."""
    columns = list(Level)
    years: dict[str, list[int]] = {}
    for holding in held:
        if holding.level in columns:
            years.setdefault(holding.year, [0] * len(columns))[columns.index(holding.level)] += holding.number
    return sorted(years.items(), reverse=True)


def clauses_applying(region: Region, on: date) -> dict[str, object]:
    """The narrowest place's largest clauses, in the order of the list that they lead to; none that was repealed by the day."""
    asked = on if on != timezone.localdate() else None
    filters = {"region": (region.slug,), "validity": states_shown(asked)}
    found = search(Query(kind="clause", filters=filters, on=on, size=CLAUSES_SHOWN), with_facets=False)
    return {"clause_count": found.total, "clauses": find_listed(found.ids)}


def promised_and_reported(region: Region, on: date) -> dict[str, object]:
    """What the place itself promised by the day, and what was reported of it: two lists, for one is no measure of the other."""
    return {
        "targets": questions.find_targets(region, on, is_today=on == timezone.localdate()),
        "figures": questions.find_figures(region, on),
    }


def overlapping(region: Region) -> dict[str, object]:
    lies_across, zones_across = questions.find_overlaps(region)
    return {"lies_across": lies_across, "zones_across": zones_across}
