"""What reports tell of a place, for the pages of places, which know nothing of spaces."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django import template

from policies.models import Region

from ..models import Space

register = template.Library()

SPACES_SHOWN = 12


class Told(NamedTuple):
    """How many spaces a place has by the reports in the collection, and the first of them."""

    total: int
    spaces: list[Space]


@register.simple_tag
def spaces_in(region: Region, on: date | None = None) -> Told:
    """Spaces of the place and of those below it; as of a day, those that reports known by then name."""
    told = Space.objects.public().here_and_below(region)
    told = told.known_by(on) if on else told
    spaces = list(told.only("name", "kind")[: SPACES_SHOWN + 1])
    return Told(len(spaces) if len(spaces) <= SPACES_SHOWN else told.count(), spaces[:SPACES_SHOWN])
