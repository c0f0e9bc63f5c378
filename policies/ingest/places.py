"""Names of places in a text -> rows of the table of regions, through the reader's reference; no query in a loop."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from policies.models import Level, Region
from policies.reading.header.regions import region_in
from policies.reading.reference import Reference, RegionName

NATIONAL = ("国务院", "中共中央", "中华人民共和国", "全国", "国家", "中国", "最高人民")
# 财政部, 住房和城乡建设部办公厅, 国家税务总局: without a place before them; every committee of the party has an 组织部.
MINISTRY = re.compile(r"^[\u4e00-\u9fff]{2,12}(?:部|总局|总署)(?:办公厅)?$")
LOCAL_PARTY = re.compile(r"(?:组织|宣传|统战|武装|俱乐|干|支|总|分)部")
LEVEL_OF_KIND = {"province": Level.PROVINCE, "city": Level.CITY, "county": Level.COUNTY, "town": Level.COUNTY, "zone": Level.ZONE}


class Places:
    """The regions of one paper: asked for by slug first, fetched in one query, then given by slug."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self._rows: dict[str, Region] = {}

    def fetch(self, slugs: Iterable[str]) -> None:
        missing = {slug for slug in slugs if slug} - self._rows.keys()
        if missing:
            self._rows |= {region.slug: region for region in Region.objects.filter(slug__in=missing)}

    def get(self, slug: str) -> Region | None:
        return self._rows.get(slug)

    def chain(self, slug: str) -> tuple[RegionName, ...]:
        """The region and what is above it, the narrowest first."""
        steps: list[RegionName] = []
        step = self.reference.regions.get(slug)
        while step is not None:
            steps.append(step)
            step = self.reference.regions.get(step.parent) if step.parent else None
        return tuple(steps)


def slug_of_path(path: tuple[str, ...], reference: Reference) -> str:
    """The slug of ("浙江省", "杭州市", "拱墅区"); empty where the path names no region or more than one."""
    if not path:
        return ""
    named = reference.by_name.get(path[-1], ())
    exact = [region.slug for region in named if reference.path(region) == path]
    found = exact or [region.slug for region in named if set(path[:-1]) <= set(reference.path(region))]
    return found[0] if len(found) == 1 or exact else ""


def slug_of_name(name: str, reference: Reference, *, near: str = "") -> str:
    """The slug of the region that a name begins with or holds, with a region near by to end a doubt; empty where none is."""
    if name.startswith(NATIONAL):
        return "cn" if "cn" in reference.regions else ""
    if region := region_in(name, reference):
        return region.slug
    if MINISTRY.search(name) and not LOCAL_PARTY.search(name):
        return "cn" if "cn" in reference.regions else ""
    return _own_zone(name, reference, near)


def _own_zone(name: str, reference: Reference, near: str) -> str:
    """开发区管理委员会 in a paper of a zone is that zone's."""
    region = reference.regions.get(near)
    return near if region and region.kind == "zone" and any(other in name for other in region.names) else ""


def valid_on(regions: Iterable[Region], day: date | None) -> list[Region]:
    """Those that existed on the day; today's where the day is not known."""
    if day is None:
        return [region for region in regions if region.valid_to is None]
    return [
        region
        for region in regions
        if (region.valid_from is None or region.valid_from <= day) and (region.valid_to is None or region.valid_to > day)
    ]


def level_of(region: Region | None, body_name: str) -> str:
    """The level of a paper of the body: its region's; of the nation's papers those of a ministry are apart."""
    if region is None:
        return ""
    if region.kind == "country":
        is_top = not body_name or body_name.startswith(("国务院", "中共中央", "中华人民共和国", "全国人民代表大会"))
        return Level.NATIONAL if is_top else Level.MINISTRY
    return LEVEL_OF_KIND.get(region.kind, "")
