"""Which tier each sum of a list belongs to: 国家级、省级、市级…分别给予100万元、30万元、15万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from policies.reading.subsidies.roles import Figure, of_part
from policies.reading.subsidies.views import View
from policies.reading.subsidies.words import compiled, framed

_SPLIT = re.compile(r"[、/]|以及|和|或者|或|及(?!以)|与")
# "3A—5A级": a run of grades written by its ends
_GRADES = re.compile(
    r"(?P<low>\d)(?P<sign>[A-Z星]{0,2})(?:级)?[-—－~～至]{1,2}(?P<high>\d)(?P<sign2>[A-Z星]{1,2})(?P<tail>级)?"
)
# What stands before the first tier in its phrase: 对新认定为, 首次获评, 主导制订
_LEAD = re.compile(
    r"^.*(?:认定为|评为|评定为|列入|获评|获得|晋升为|达到|突破|超过|培育一家|引进一家|制订|制定|获批|新入选|入选"
    r"|荣获|取得|认定|成为|属于|通过|每(?:新)?[引培新认][一-鿿]{1,3}[一1]?家?|对|为|其中|的)"
)
# A tier that says itself before its own sum: 本科生2万元, 国家级100万元, 第一年奖励5万元
_LABEL = re.compile(
    r"(?:^|[、，：（和及]|其中)(?P<label>[一-鿿A-Z\d“”]{1,12}?)"
    r"(?:的|为|每[人年家月]|分别|给予|奖励|补助|补贴|资助|最高|：|一次性|可享受|可|按|(?<=给予)企业|(?<=奖励)企业)*$"
)
# A grade that ends the first word of a list, whatever leads to it: 对举办国家级, 考核优秀
_LEVEL = re.compile(
    r"(?:国家级|国际级|世界级|省部级|部级|省级|市级|区级|县级|国际|国家|全国|优秀|良好|合格|特等奖|一等奖|二等奖|三等奖|金奖|银奖|铜奖|博士|硕士|本科|[A-E]类|\dA级)$"
)
# 前三名, 前5位: each of the sums is for one place
_RANKS = re.compile(r"前(?P<count>\d{1,2}|[二两三四五六七八九十])(?:名|位)")
_HAN = "零一二三四五六七八九十"
_LEVELS = r"(?:国家|省|市|区|县)级?"
_FALLING = re.compile(r"(?P<count>[二两三四五])年(?:递减|逐年)")
_PURPOSE_BEHIND = re.compile(r"的?(?:一次性)?(?P<what>[一-鿿]{2,6}(?:补贴|补助|经费|津贴|资助|奖励))")
_PURPOSE_BEFORE = re.compile(r"(?:给予|一次性|和|及|、|以及)(?P<what>[一-鿿]{2,6}?(?:补贴|补助|经费|津贴|费))$")
_BOUND_TAIL = re.compile(r"（不?含）(?:美元|元)?(?:及?以[上下内])?|及?以[上下内](?:（不?含）)?|部分")
_NO_LABEL = re.compile(
    r"给予|奖励|补助|补贴|资助|不超过|最高|一次性|每|按|金额|总额|合计|累计|另|再|可|单|对|由|同时|达到|以上|财政|政府"
)


@dataclass(frozen=True)
class Tiers:
    """The tier of each sum by its place; `uneven` where 分别 has more or fewer sums than names.

    `is_graded` tells tiers of one award (国家级, 省级) from several awards that only carry a name (科研经费, 安家补贴).
    """

    names: dict[int, str] = field(default_factory=dict)
    uneven: bool = False
    is_graded: bool = True

    def of(self, figure: Figure) -> str | None:
        return self.names.get(figure.start)


def read_tiers(view: View, figures: tuple[Figure, ...]) -> Tiers:
    """The tiers of a promise: the list before 分别 matched one to one, else the label before each sum."""
    names: dict[int, str] = {}
    uneven = False
    for group in _sum_groups(figures):
        if len(group) < 2:
            continue
        listed = _names_before(view, figures, group)
        if listed == []:
            uneven = True
        elif listed is not None and len(listed) == len(group):
            names.update({figure.start: name for figure, name in zip(group, listed, strict=True)})
        elif "分别" in view.open[: group[0].start]:
            uneven = True
    if names or uneven:
        return Tiers(names, uneven)
    labels, thresholds = _labels(view, figures), _by_condition(view, figures)
    # A threshold names its tier more exactly than the words around it, but a grade beside it names the tier itself.
    labels = thresholds if thresholds and all(framed(r"\d").search(label) for label in labels.values()) else labels
    return Tiers(labels) if labels else Tiers(_purposes(view, figures), is_graded=False)


def _sum_groups(figures: tuple[Figure, ...]) -> Iterator[list[Figure]]:
    """The sums awarded in one list; 4万元、8万元和最高不超过40万元 is one list with a cap at its end."""
    row: list[Figure] = []
    for figure in of_part(figures, "award", "cap"):
        if figure.number.kind not in ("money", "rate") or figure.number.high is not None:
            continue
        joined = (
            bool(row)
            and figure.number.kind == row[-1].number.kind
            and (
                figure.group == row[-1].group
                or framed(r"[、和及或](?:最高|不超过|最多)*").fullmatch(figure.before) is not None
            )
        )
        if row and not joined:
            yield row
            row = []
        row.append(figure)
    if row:
        yield row


def _names_before(view: View, figures: tuple[Figure, ...], group: list[Figure]) -> list[str] | None:
    """The tiers named before a list of sums: a list of thresholds, of grades, or of words."""
    count, start = len(group), group[0].start
    marked = view.open.rfind("分别", 0, start)
    border = marked if marked >= 0 else start
    thresholds = _thresholds(view, figures, border, count)
    if thresholds:
        return thresholds
    first_years = framed(r"前(?P<count>[二两三四五])年").search(view.open[:border]) or _FALLING.search(view.open, start)
    if first_years and "二三四五".find(first_years["count"].replace("两", "二")) + 2 == count:
        return [f"第{number}年" for number in "一二三四五"[:count]]
    for low, high in reversed(_outer_before(view, border)):
        stretch = view.bare_slice(low, high)
        graded = _grades(stretch)
        if graded:
            return graded if len(graded) == count else []
        listed = _ranked(stretch, count) or _levels(stretch, count) or _listed(_before_holder(stretch), count) or _listed(stretch, count)
        if listed:
            return listed
    return None


def _ranked(stretch: str, count: int) -> list[str] | None:
    """在全区排前三名的街道 -> 第一名, 第二名, 第三名, where there is a sum for each."""
    found = _RANKS.search(stretch)
    if found is None or count > 10:
        return None
    places = int(found["count"]) if found["count"].isdigit() else _HAN.find(found["count"].replace("两", "二"))
    return [f"第{_HAN[place]}名" for place in range(1, count + 1)] if places == count else None


def _levels(stretch: str, count: int) -> list[str] | None:
    """国家级、省级重点企业或重点项目 -> the levels, which stand for everything named behind them."""
    found = framed(rf"{_LEVELS}(?:(?:[、和及或与/]|以及){_LEVELS})+").search(stretch)
    names = re.split(r"以及|[、和及或与/]", found[0]) if found else []
    if len(names) != count or not names[-1].endswith("级"):
        return None
    return [name if name.endswith("级") else f"{name}级" for name in names]


def _thresholds(view: View, figures: tuple[Figure, ...], border: int, count: int) -> list[str] | None:
    """首次突破2000万元、5000万元、1亿元的 -> the thresholds as printed."""
    by_group: dict[int, list[Figure]] = {}
    for figure in of_part(figures, "condition"):
        if figure.end <= border and figure.number.kind in ("money", "area", "count"):
            by_group.setdefault(figure.group, []).append(figure)
    rows = [row for row in by_group.values() if len(row) == count]
    if rows:
        return [view.text[figure.start : figure.end] for figure in rows[-1]]
    loose = [figure for row in by_group.values() for figure in row if figure.number.kind == "money"]
    if len(by_group) > 1 and len({view.phrase_at(figure.start) for figure in loose}) == 1:
        return _bands(view, loose, border, count)
    return None


def _bands(view: View, loose: list[Figure], border: int, count: int) -> list[str] | None:
    """1000万元及以上至5000万元、5000万元以上至1亿元、1亿元以上的 -> the bands as printed."""
    _, end = view.phrase_at(loose[0].start)
    parts = view.text[loose[0].start : min(end, border)].removesuffix("的").split("、")
    return parts if len(parts) == count else None


def _outer_before(view: View, border: int) -> list[tuple[int, int]]:
    spans, start = [], 0
    for at, sign in enumerate(view.open[:border] + "，"):
        if sign in "，：；。":
            if at > start:
                spans.append((start, at))
            start = at + 1
    return spans[-3:]


def _grades(stretch: str) -> list[str] | None:
    found = _GRADES.search(stretch)
    if found is None or int(found["low"]) >= int(found["high"]):
        return None
    return [
        f"{grade}{found['sign2']}{found['tail'] or ''}" for grade in range(int(found["low"]), int(found["high"]) + 1)
    ]


def _listed(stretch: str, count: int) -> list[str] | None:
    """The last `count` words of a list without what leads to and follows them; [] for a longer list."""
    parts = _SPLIT.split(stretch)
    if count < 2 or len(parts) < count:
        return None
    surplus, parts = parts[:-count], parts[-count:]
    if surplus and _LEAD.search(parts[0]) is None and _level(parts[0]) == parts[0]:
        return []
    parts = [framed(r"^.*身体|^(?:按照|按)|[两三四五六]个(?:环节|阶段|等次|档次|级别|层次)$|(?:状况|情况)$").sub("", part) for part in parts]
    middle = parts[1:-1]
    first = _first(parts[0], middle)
    last = _last(parts[-1], [first, *middle])
    names = [first, *middle, last]
    if all(len(name) == 1 for name in names[:-1]) and names[-1][0] in "一二三四五六ABCDE":
        names = [f"{name}{names[-1][1:]}" for name in names[:-1]] + names[-1:]
    return names if all(0 < len(name) <= 24 and "%" not in name for name in names) else None


def _before_holder(stretch: str) -> str:
    """国际、国家和行业标准的企业、机构 -> the part before 的, where the list stands that is graded."""
    left, mark, right = stretch.rpartition("的")
    tails = {part[-4:] for part in _SPLIT.split(right)} if mark else set()
    if len(tails) == 1 and len(_SPLIT.split(right)) > 1:
        return right  # 列入…目录的重点推荐项目和推荐项目: two sorts of one thing
    return left if mark and compiled("holder").search(right) else stretch


def _level(part: str) -> str | None:
    found = _LEVEL.search(part)
    return found[0] if found else None


def _first(part: str, middle: list[str]) -> str:
    cut = _level(part) or _LEAD.sub("", part) or part
    if _level(part):
        return cut
    if middle and len(cut) > len(middle[0]) + 2 and cut[-1:] == middle[0][-1:]:
        return cut[-len(middle[0]) :]
    if middle and len(cut) > 2 * len(middle[0]):
        return cut[-len(middle[0]) :]
    return cut


def _last(part: str, others: list[str]) -> str:
    """市级众创空间 beside 省级 -> 市级; 行业标准的企业 beside 国家 -> 行业."""
    part = framed(r"(?:的|企业奖励|，).*$").sub("", part) or part
    place = framed(r"国家|省|市|区|县").match(part)
    if place and all(framed(r"国家|省|市|区|县").fullmatch(name) for name in others):
        return place[0]
    tails = {name[-1:] for name in others}
    if len(tails) == 1:
        tail = tails.pop()
        at = part.find(tail)
        if 0 < at <= 6:
            return part[: at + 1]
    length = max(len(name) for name in others)
    return part[:length] if len(part) > length + 2 and length <= 4 and tails_differ(part, others) else part


def tails_differ(part: str, others: list[str]) -> bool:
    """Whether the last word ends unlike all before it, so that what follows the tier has to be cut off."""
    return all(part[-1:] != name[-1:] for name in others)


def _labels(view: View, figures: tuple[Figure, ...]) -> dict[int, str]:
    """本科生2万元，硕士研究生4万元: the label right before each sum; one label alone grades nothing."""
    found: dict[int, str] = {}
    earlier = 0
    for figure in of_part(figures, "award", "cap", "quota"):
        label = _LABEL.search(view.text[max(0, figure.start - 24) : figure.start])
        name = label["label"].removeprefix("其中").removesuffix("的").rpartition("的")[2] if label else ""
        if not name or _NO_LABEL.search(name) or name.isdigit():
            name = _level_named(view.open[earlier : figure.start])
        if name:
            found[figure.start] = name
        earlier = figure.end
    return found if len(set(found.values())) > 1 else {}


def _level_named(lead: str) -> str:
    """对新认定的国家级孵化器给予300万元: the level named last on the way to a sum."""
    levels = re.findall(r"国家级|国际级|省级|市级|区级|县级", lead)
    return str(levels[-1]) if levels else ""


def _by_condition(view: View, figures: tuple[Figure, ...]) -> dict[int, str]:
    """1亿元以上的奖励20万元，5亿元以上的奖励50万元: each award with a threshold or band of its own in its phrase."""
    met = {figure.start: threshold_of(view, figures, figure) for figure in of_part(figures, "award")}
    found = {start: name for start, name in met.items() if name}
    return found if len(set(found.values())) > 1 else {}


def threshold_of(view: View, figures: tuple[Figure, ...], figure: Figure) -> str:
    """The threshold or band that a sum is given for, as printed: 1亿元以上; empty where its phrase has none."""
    start = _condition_start(view, figure)
    own = [other for other in of_part(figures, "condition", "band") if start <= other.start < figure.start]
    if not own:
        return ""
    tail = _BOUND_TAIL.match(view.text, own[-1].end, figure.start)
    return view.text[own[0].start : own[-1].end + (len(tail[0]) if tail else 0)]


def _condition_start(view: View, figure: Figure) -> int:
    """Where the phrase of an award begins, or the one before that says for whom: 达到300万元的，给予10万元."""
    start, _ = view.phrase_at(figure.start)
    return view.phrase_at(start - 2)[0] if view.text[max(start - 2, 0) : start] in ("的，", "后，") else start


def _purposes(view: View, figures: tuple[Figure, ...]) -> dict[int, str]:
    """科研经费10万元和每年8万元的生活补助: several awards in one promise are told apart by what they are for."""
    found: dict[int, str] = {}
    for figure in of_part(figures, "award", "cap"):
        behind = _PURPOSE_BEHIND.match(view.text, figure.end)
        before = _PURPOSE_BEFORE.search(view.text[max(0, figure.start - 12) : figure.start])
        named = behind or before
        if figure.number.kind == "money" and named:
            found[figure.start] = named["what"]
    return found if len(set(found.values())) > 1 else {}
