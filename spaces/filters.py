"""What the page understands: a region, how far the question about it goes, and a page."""

from __future__ import annotations

from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from policies.filters import Address
from policies.models import Reach, Region
from policies.parameters import Number, One, Place

from .models import FactQuerySet, Space


class OnePlace(Place):
    most = 1


class PlaceFilter(Address):
    """region=<code, slug or name>, reach=only|applies (here and below, by default) and page=; what cannot be used is said in `ignored`."""

    region = OnePlace(label=_("Region"))
    reach = One(_("Reach"), Reach.choices)
    page = Number(label=_("Page"))

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, Space.objects.none())

    def apply(self, facts: FactQuerySet) -> FactQuerySet:
        return facts.reaching(self.place, self.how_far) if self.place else facts

    @cached_property
    def place(self) -> Region | None:
        return Region.objects.filter(slug=self._first("region")).first()

    @property
    def how_far(self) -> str:
        return self._first("reach") or self.usual_reach

    @property
    def page_asked(self) -> int:
        return int(self._first("page") or 1)
