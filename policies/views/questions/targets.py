"""What the pages of targets ask: targets by their keys, and the figures reported in places or under names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import F, Q
from django.db.models.lookups import In

from policies.models import ReportedFigure, Target
from policies.models.prepared import Asked, AskedDay, Prepared, any_of, at_places, on_day

MOST_TARGETS = 60  # of a page
PLACES = MOST_TARGETS  # regions of a page
NAMES = 64  # printings of an indicator
SOURCE = ("document_id", "document__id", "document__slug", "document__number", "document__title")
PLACE = ("region_id", "region__id", "region__slug", "region__name", "region__kind")
SENTENCE = ("id", "start", "quote", "indicator", "unit", *SOURCE, *PLACE)
PROVISION = ("provision_id", "provision__id", "provision__anchor", "provision__path")


def find_targets(keys: Sequence[int], on: date) -> list[Target]:
    """The targets that visitors may see of these keys, in their order, each with its `validity_state` on the day."""
    found = {target.pk: target for target in TARGETS.records(**on_day(on), **at_places(keys, MOST_TARGETS))} if keys else {}
    return [found[key] for key in keys if key in found]


def find_figures_in(regions: Sequence[int]) -> list[ReportedFigure]:
    """All figures reported of these regions, the latest first."""
    return FIGURES_IN.records(**at_places(regions, PLACES)) if regions else []


def find_figures_of(names: Sequence[str], regions: Sequence[int]) -> list[ReportedFigure]:
    """The figures of an indicator, by its printings, that were reported of these regions."""
    if not names or not regions:
        return []
    asked = {f"name{number}": names[number] if number < len(names) else names[0] for number in range(NAMES)}
    return FIGURES_OF.records(**asked, **at_places(regions, PLACES))


def _figures(condition: object) -> Prepared:
    figures = ReportedFigure.objects.public().filter(any_of("region_id", PLACES))
    return Prepared(lambda: figures.filter(condition).for_list(), [*SENTENCE, *PROVISION, "quantity", "qualifier", "as_of"])


FIGURES_IN = _figures(Q())
FIGURES_OF = _figures(In(F("indicator"), [Asked(f"name{number}") for number in range(NAMES)]))
TARGETS = Prepared(
    lambda: Target.objects.public().filter(any_of("pk", MOST_TARGETS)).with_validity_state(AskedDay("on")).order_by(),
    [
        *SENTENCE, *PROVISION, "scope", "comparator", "low", "high", "change",
        "deadline", "deadline_on", "deadline_precision", "deadline_quote", "certainty", "validity_state",
    ],
)  # fmt: skip
