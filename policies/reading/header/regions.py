"""Level and region of a document: from the issuing body, the number code, the title and the text, in that order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from ..numbers import Number
from ..parts import Level
from ..reference import Reference, RegionName

# The place stands behind the system's name: 国家税务总局浙江省税务局, 中共柳河县委
PREFIX = re.compile(r"中共|中国共产党|国家税务总局|中华人民共和国|国家统计局|中国人民银行|共青团")
PLACED = re.compile(r"(?:省|市|区|县|州|旗|镇|[\u4e00-\u9fff]{2,7}(?:省|市|区|县|州))(?:人民政府|委|[\u4e00-\u9fff]{2,})")
NAMED_PLACE = re.compile(r"(?:中共)?[\u4e00-\u9fff]{2,7}[省市区县州旗]")
FULL, CUT_SHORT = "省市县区州旗盟", frozenset("省市县州盟旗镇乡村街")  # 石龙 in 石龙镇 is no county
NO_NAME = frozenset("级属内外")  # 区级 behind a word that ends like a name: 新建区级园区
FURTHEST = 200  # characters of a running text
TRUSTED = 0.5  # a code that was seen once or twice may belong to another place as well
LONGEST_NAME = 20
NARROW = ("town", "county", "zone", "city", "province", "country")  # narrowest first
SIGNS: tuple[tuple[Level, tuple[str, ...]], ...] = (
    ("zone", ("管理委员会", "管委会", "开发区", "高新区", "新区", "示范区")),
    ("national", ("国务院", "中共中央", "全国人大", "全国人民代表大会")),
    ("province", ("省", "自治区")),
)
MINISTRY_STARTS = ("国家", "中国", "中华人民共和国")


def find_region(
    bodies: Sequence[str], number: Number | None, texts: Iterable[str], reference: Reference, day: date | None = None
) -> tuple[Level | None, tuple[str, ...]]:
    """The level, and the names from the province down; () for national papers and where nothing is known.

    `texts` are looked through in order where bodies and number tell nothing: interpreter, title, publisher, opening.
    Names mean the regions of `day`, today's where it is not known.
    """
    texts = list(texts)
    level = _level_of_name((*bodies, *texts[:2])[0]) if bodies or texts else None
    if level == "national":
        return level, ()
    if bodies and _is_ministry(bodies[0], reference):
        return "ministry", ()
    of_code = [] if bodies and NAMED_PLACE.match(bodies[0]) else _bodies_of_code(number, reference)
    named = [region_of_body(name, reference, day) for name in (*bodies, *of_code)]
    for region in (*named, *(region_in(text, reference, day) for text in texts)):
        if region is not None:
            return _level(level, region), reference.path(region)
    return level, ()


def _is_ministry(body: str, reference: Reference) -> bool:
    """A body of the State Council: no place before it, 部 or 总局 behind it, or 国家 in front."""
    if region_of_body(body, reference) is not None or PLACED.match(body):
        return False
    return body.startswith(MINISTRY_STARTS) or body.endswith(("部", "总局", "总署"))


def region_of_body(name: str, reference: Reference, day: date | None = None) -> RegionName | None:
    """The narrowest region that a body's name begins with: 杭州市拱墅区人民政府办公室 -> 拱墅区 of 杭州市."""
    place = len(prefix[0]) if (prefix := PREFIX.match(name)) else 0
    return _from(name, place, reference, day)


def region_in(text: str, reference: Reference, day: date | None = None) -> RegionName | None:
    """The region that a running text begins with or names first in full; 资源 in 人力资源 is none."""
    found = _from(text, 0, reference, day)
    place = 0
    while found is None and place < min(len(text), FURTHEST):
        place += 1
        if _names_in_full(text, place, reference):
            found = _from(text, place, reference, day)
    return found


def _names_in_full(text: str, place: int, reference: Reference) -> bool:
    """Whether a region's full name stands at a place inside a text."""
    if text[place : place + 2] not in reference.openings:
        return False
    for end in range(place + 3, min(place + 9, len(text) + 1)):
        if text[end - 1] in FULL and text[place:end] in reference.by_name and text[end : end + 1] not in NO_NAME:
            return True
    return False


def _from(text: str, place: int, reference: Reference, day: date | None) -> RegionName | None:
    """The names from a place on, each below the one before: 浙江省, 杭州市, 拱墅区."""
    found: RegionName | None = None
    while True:
        step, length = _at(text, place, found, reference, day)
        if step is None:
            return found
        found, place = step, place + length


def _at(text: str, place: int, above: RegionName | None, reference: Reference, day: date | None) -> tuple[RegionName | None, int]:
    """The region whose name stands at a place, below `above` where one was read before; the longest name wins."""
    if text[place : place + 2] not in reference.openings:
        return None, 0
    for length in range(min(LONGEST_NAME, len(text) - place), 1, -1):
        name = text[place : place + length]
        if name not in reference.by_name or (text[place + length : place + length + 1] in CUT_SHORT and name[-1] not in FULL):
            continue
        regions = reference.by_name[name]
        fitting = [region for region in regions if region.kind != "country" and (above is None or _is_below(region, above, reference))]
        standing = _of_day(fitting, day)
        if standing and len({region.parent for region in standing}) == 1:
            return standing[0], length
    return None, 0


def _of_day(regions: Sequence[RegionName], day: date | None) -> Sequence[RegionName]:
    """Those that bore their name on the day: one that was to end later, else those that stand today, else the last."""
    of_then = [region for region in regions if day and region.until and day <= region.until]
    standing = [region for region in regions if not region.is_former]
    last = max((region.until for region in regions if region.until), default=None)
    return of_then or standing or [region for region in regions if region.until == last]


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
    known = (code for code in reference.codes.get(number.code, ()) if code.confidence >= TRUSTED)
    return [code.body for code in sorted(known, key=lambda code: -code.confidence)[:1]]


def _level(of_name: Level | None, region: RegionName) -> Level:
    if of_name == "zone" or region.kind == "zone":
        return "zone"
    if region.kind == "town":
        return "county"
    return "province" if region.kind == "country" else region.kind


def _level_of_name(name: str) -> Level | None:
    return next((level for level, words in SIGNS if any(word in name for word in words)), None)
