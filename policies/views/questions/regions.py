"""What the page of one region asks: its places, the newest papers of each level, its bodies, targets, figures and gaps."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.db.models import DateField, QuerySet
from django.db.models.functions import Coalesce

from policies.models import Document, IssuingBody, Region, RegionOverlap, ReportedFigure, Target, Theme
from policies.models.prepared import Asked, AskedDay, Prepared, any_of, at_places, on_day

from ..found import STANDING, with_states

STEPS = 6  # from a town up to the nation, and one to spare
DOCUMENTS_A_LEVEL = 6
PAPERS_LOOKED_AT = 30  # for the newest targets of a place with thousands
TARGETS_SHOWN = 12
MISSING_SHOWN = 8


def find_region(slug: str) -> Region | None:
    """The region of an address, with the one that it lies in."""
    found = REGION.records(slug=slug)
    return found[0] if found else None


def find_above(region: Region) -> list[Region]:
    """The region itself and everything above it, from the nation down."""
    return ABOVE.records(**at_places(region.path.strip("/").split("/"), STEPS))


def find_newest(above: Sequence[Region], on: date) -> list[Document]:
    """The newest policies of each of the places known by the day, with the body that leads and their validity then."""
    keys = _newest_keys(above, on, DOCUMENTS_A_LEVEL)
    return with_states(NEWEST.records(**at_places(keys, STEPS * DOCUMENTS_A_LEVEL)), on) if keys else []


def find_below(region: Region) -> list[Region]:
    return BELOW.records(region=region.pk)


def find_bodies(region: Region) -> list[IssuingBody]:
    """All bodies of the place by name, those of which nothing is here too."""
    return BODIES.records(region=region.pk)


def days_of_themes(region: Region) -> dict[int, array[int]]:
    """Key of a theme -> the day from which each document that speaks of it and applies in the place was known, the first first.

    For all days at once, as the ordinals of the calendar with 0 for undated papers: 16,000 papers take a third of a second, a day of them none.
    """
    applying = Document.objects.published().in_collection().applying_in(region).order_by()
    known = dict(applying.values_list("pk", Coalesce("issued_on", "printed_on", "published_on")))
    days: defaultdict[int, array[int]] = defaultdict(lambda: array("l"))
    for key, theme in applying.filter(provisions__themes__isnull=False).values_list("pk", "provisions__themes").distinct():
        days[theme].append(day.toordinal() if (day := known.get(key)) else 0)
    return {theme: array("l", sorted(these)) for theme, these in days.items()}


def count_themes(days: dict[int, array[int]], on: date) -> dict[int, int]:
    """Key of a theme -> how many of these documents were known by the day, where any was."""
    return {theme: number for theme, these in days.items() if (number := bisect_right(these, on.toordinal()))}


def find_themes() -> list[Theme]:
    return THEMES.records()


def find_targets(region: Region, on: date, *, is_today: bool) -> list[Target]:
    """Targets of the place known and not repealed by the day, each with its `validity_state` then.

    Those of its newest papers come first; all papers are looked at only where the newest hold too few.
    """
    newest = _newest_keys([region], on, PAPERS_LOOKED_AT)
    rows = TARGETS_OF_NEWEST.rows(region=region.pk, on=on, **at_places(newest, PAPERS_LOOKED_AT)) if newest else []
    if len(rows) < TARGETS_SHOWN:
        rows = (TARGETS_OF_PLACE if is_today else TARGETS_BY_DAY).rows(region=region.pk, on=on)
    keys = [key for (key,) in rows]
    found = {target.pk: target for target in TARGETS.records(**on_day(on), **at_places(keys))} if keys else {}
    return [found[key] for key in keys if key in found]


def find_figures(region: Region, on: date) -> list[ReportedFigure]:
    """What documents known by the day report of the place."""
    return FIGURES.records(region=region.pk, on=on)


def find_missing(region: Region) -> list[Document]:
    """The stubs of the place that most public papers cite, each with `citing`."""
    return MISSING.records(region=region.pk)


def find_overlaps(region: Region) -> tuple[list[RegionOverlap], list[RegionOverlap]]:
    """The districts that it lies across, and the zones that lie across it."""
    return LIES_ACROSS.records(region=region.pk), ZONES_ACROSS.records(region=region.pk)


# --- the questions ----------------------------------------------------------------------------------------------------------
def _known() -> QuerySet[Document]:
    return Document.objects.published().in_collection().known_by(Asked("on", DateField()))


def _newest_keys(places: Sequence[Region], on: date, limit: int) -> list[int]:
    """Keys of the newest documents of each place: of one place all that have a text, down the levels policies only."""
    values = {f"place{number}": place.pk for number, place in enumerate(places)}
    return [key for (key,) in _newest(len(places), limit).rows(on=on, **values)]


@lru_cache(2 * STEPS)
def _newest(places: int, limit: int) -> Prepared:
    documents = _known if limit == PAPERS_LOOKED_AT else lambda: _known().policies()
    return Prepared(lambda: documents().newest_in_each([Asked(f"place{number}") for number in range(places)], limit), ["pk"])


def _targets() -> QuerySet[Target]:
    return Target.objects.public().filter(region=Asked("region")).not_repealed(Asked("on", DateField()))


def _overlaps(side: str, other: str) -> Prepared:
    return Prepared(
        lambda: RegionOverlap.objects.filter(**{side: Asked("region")}).select_related(other),
        ["id", "note", f"{other}_id", f"{other}__id", f"{other}__slug", f"{other}__name"],
    )


PLACE = ("id", "slug", "code", "name", "short_name", "kind", "parent_id", "path", "depth", "valid_from", "valid_to", "source")
SOURCE = ("document_id", "document__id", "document__slug", "document__number", "document__title")
SENTENCE = ("id", "start", "quote", "provision_id", "provision__id", "provision__anchor", "provision__path", *SOURCE)

REGION = Prepared(lambda: Region.objects.filter(slug=Asked("slug")), PLACE)
ABOVE = Prepared(lambda: Region.objects.filter(any_of("slug", STEPS)).order_by("depth"), PLACE)
BELOW = Prepared(lambda: Region.objects.filter(parent=Asked("region")), ["id", "slug", "name", "short_name"])
BODIES = Prepared(lambda: IssuingBody.objects.filter(region=Asked("region")).order_by("name"), ["id", "slug", "name"])
THEMES = Prepared(Theme.objects.all, ["id", "slug", "name_zh", "name_en"])
TARGETS_OF_NEWEST = Prepared(lambda: _targets().filter(any_of("document_id", PAPERS_LOOKED_AT))[:TARGETS_SHOWN], ["pk"])
TARGETS_OF_PLACE = Prepared(lambda: _targets()[:TARGETS_SHOWN], ["pk"])
TARGETS_BY_DAY = Prepared(
    lambda: _targets().filter(document__in=_known().filter(region=Asked("region")).order_by().values("pk"))[:TARGETS_SHOWN], ["pk"]
)
FIGURES = Prepared(
    lambda: ReportedFigure.objects.public().filter(region=Asked("region")).known_by(Asked("on", DateField())).for_list()[:TARGETS_SHOWN],
    [*SENTENCE, "indicator", "quantity", "unit", "qualifier", "as_of"],
)
MISSING = Prepared(
    lambda: Document.objects.published().stubs().filter(region=Asked("region")).most_cited()[:MISSING_SHOWN],
    ["id", "slug", "number", "title", "citing"],
)
NEWEST = Prepared(lambda: Document.objects.published().in_collection().filter(any_of("pk", STEPS * DOCUMENTS_A_LEVEL)).newest(), STANDING)
TARGETS = Prepared(
    lambda: Target.objects.filter(any_of("pk")).with_validity_state(AskedDay("on")).order_by(),
    [
        *SENTENCE, "indicator", "scope", "comparator", "low", "high", "unit",
        "deadline", "deadline_precision", "deadline_quote", "certainty", "validity_state",
    ],
)  # fmt: skip
LIES_ACROSS, ZONES_ACROSS = _overlaps("zone", "region"), _overlaps("region", "zone")
