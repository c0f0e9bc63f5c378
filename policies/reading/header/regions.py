"""Level and region of a document: from the issuing body, the number code, the title and the text, in that order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..numbers import Number
from ..parts import Level
from ..reference import Reference, RegionName

LONGEST_NAME = 20
NARROW = ("town", "county", "zone", "city", "province", "country")  # narrowest first
SIGNS: tuple[tuple[Level, tuple[str, ...]], ...] = (
    ("zone", ("管理委员会", "管委会", "开发区", "高新区", "新区", "示范区")),
    ("national", ("国务院", "中共中央", "全国人大", "全国人民代表大会")),
    ("province", ("省", "自治区")),
)
MINISTRY_STARTS = ("国家", "中国", "中华人民共和国")


def find_region(bodies: Sequence[str], number: Number | None, texts: Iterable[str], reference: Reference) -> tuple[Level | None, tuple[str, ...]]:
    """The level, and the names from the province down; () for national papers and where nothing is known."""
    level = _level_of_name(bodies[0]) if bodies else None
    if level == "national":
        return level, ()
    for name in (*bodies, *_bodies_of_code(number, reference), *texts):
        region = region_in(name, reference)
        if region is not None:
            return _level(level, region), reference.path(region)
    if level is None and bodies and (bodies[0].startswith(MINISTRY_STARTS) or bodies[0].endswith(("部", "总局", "总署"))):
        return "ministry", ()
    return level, ()


def region_in(text: str, reference: Reference) -> RegionName | None:
    """The narrowest region that a name begins with or holds: 杭州市拱墅区人民政府办公室 -> 拱墅区 of 杭州市."""
    found: RegionName | None = None
    place = 0
    while place < min(len(text), 60):
        step, length = _at(text, place, found, reference)
        if step is not None:
            found, place = step, place + length
        elif found is not None and place > 0 and not text[place].isspace():
            return found
        else:
            place += 1
    return found


def _at(text: str, place: int, above: RegionName | None, reference: Reference) -> tuple[RegionName | None, int]:
    """The region whose name stands at a place, below `above` where one was read before; the longest name wins."""
    for length in range(min(LONGEST_NAME, len(text) - place), 1, -1):
        regions = reference.by_name.get(text[place : place + length], ())
        fitting = [region for region in regions if region.kind != "country" and (above is None or _is_below(region, above, reference))]
        if len(fitting) == 1 or (fitting and above is None and length > 2):
            return fitting[0] if len(fitting) == 1 else None, length
    return None, 0


def _is_below(region: RegionName, above: RegionName, reference: Reference) -> bool:
    step = reference.regions.get(region.parent) if region.parent else None
    while step is not None:
        if step.slug == above.slug:
            return True
        step = reference.regions.get(step.parent) if step.parent else None
    return False


def _bodies_of_code(number: Number | None, reference: Reference) -> list[str]:
    if number is None:
        return []
    return [code.body for code in sorted(reference.codes.get(number.code, ()), key=lambda code: -code.confidence)[:1]]


def _level(of_name: Level | None, region: RegionName) -> Level:
    if of_name == "zone" or region.kind == "zone":
        return "zone"
    if region.kind == "town":
        return "county"
    return "province" if region.kind == "country" else region.kind


def _level_of_name(name: str) -> Level | None:
    return next((level for level, words in SIGNS if any(word in name for word in words)), None)
