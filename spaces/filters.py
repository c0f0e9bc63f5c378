"""The filter of the page: a region, and how far the question goes."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext as _

from policies.models import Reach, Region


class PlaceFilter:
    """region=<code, slug or name> and reach=only|below; what cannot be used is said in `ignored`."""

    def __init__(self, data: QueryDict) -> None:
        self.ignored: list[str] = []
        self.region = self._region(data.get("region", "").strip())
        self.reach = self._reach(data.get("reach", "").strip())

    def apply(self, facts):
        return facts.reaching(self.region, self.reach) if self.region else facts

    def _region(self, key: str) -> Region | None:
        if not key:
            return None
        region = Region.objects.named(key).first() if "\x00" not in key else None
        if region is None:
            self.ignored.append(_("No region “%(key)s” is known; all regions are shown.") % {"key": key[:40]})
        return region

    def _reach(self, value: str) -> str:
        if value and value not in Reach:
            self.ignored.append(_("“%(value)s” is no reach; here and below is shown.") % {"value": value[:40]})
        return value if value in Reach else Reach.BELOW
