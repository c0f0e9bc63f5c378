"""Which part each figure of a promise plays: award, cap, rate, quota, condition, base of a step, or none that is clear.

What decides is the place (domain rules): behind 给予/奖励/补助 a sum is the award; beside 达到/超过/以上 it is a condition; behind
最高/不超过 or before 封顶 a cap; a share in an 按…的 phrase is a rate; a figure behind 每满 is what one step takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from policies.reading.numerals import Number, find_numbers
from policies.reading.subsidies.views import View
from policies.reading.subsidies.words import framed, pattern

Part = Literal["award", "cap", "floor", "quota", "condition", "step", "unit", "band", "echo", "unclear"]

# The longest promise met has some twenty figures; a stretch with more than this is a table run together.
_MOST_FIGURES = 60
REMEMBERED = 64  # stretches: one is asked about by several readers in turn
_MONEY_LIKE = ("money", "rate", "ratio")
_COUNTED = ("area", "count", "age", "duration", "measure")
_PER_UNITS = (
    "平方米|平米|㎡|m2|m²|m|亩|总吨|吨|人次|人|家|户|月|年|天|日|度|千瓦时|件|项|台|套|个|次|场|公里|立方米|间|床|辆|艘|TEU|标箱|箱|张|篇|只|头|"
    "学时|课时|座|处|公斤|千克"
)
# "/平方米·天", "/人·月", "/亩" behind a sum -> the units
PER_SUFFIX = re.compile(rf"\s?[/／](?P<first>{_PER_UNITS})(?:[/／·](?P<second>{_PER_UNITS}))?(?:以内|以下|以上)?")
# Between the members of one list: "30万元、15万元", "3万/6万元", "1000万元以上、5000万元以上"
_LIST_GAP = re.compile(r"(?:（[^（）]{0,8}）)?(?:以上|及以上)?\s?(?:[、/和及或与]|以及|或者|和?最?高?)\s?")
_BY = re.compile(r"按照|按|参照|依据|视其|以(?![上下内及])")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number of the view with its part; `group` numbers the list that it stands in, `lead` opens its phrase."""

    number: Number
    start: int
    end: int
    part: Part
    group: int
    lead: str
    before: str
    after: str

    @property
    def is_rate(self) -> bool:
        return self.number.kind in ("rate", "ratio")


@dataclass(frozen=True)
class _Place:
    """A list of figures in its phrase, and whether support was promised before that phrase or is promised behind."""

    numbers: tuple[Number, ...]
    lead: str
    before: str
    after: str
    given: bool
    comes: bool

    @property
    def kind(self) -> str:
        return self.numbers[0].kind


def read_figures(view: View, *, given: bool = False) -> tuple[Figure, ...]:
    """The figures of a promise in order, each with its part; `given` where an opening line promised the support."""
    return _figures(view.text, given)


@lru_cache(maxsize=REMEMBERED)
def _figures(text: str, given: bool) -> tuple[Figure, ...]:
    view = View(text, range(len(text)))
    figures: list[Figure] = []
    for group, numbers in enumerate(_lists(view)):
        place = _place(view, numbers, figures[-1].end if figures else 0, given)
        part = _part(place)
        figures.extend(
            Figure(
                number=number, start=number.start, end=_end(view, number), part=part, group=group,
                lead=place.lead, before=place.before, after=place.after,
            )
            for number in numbers
        )  # fmt: skip
    return tuple(figures)


@cache
def verb() -> re.Pattern[str]:
    """A word that hands support over; 奖 and 补 alone only right before a figure: 再奖10万元."""
    return re.compile(
        rf"{pattern('give', 'pay')}|[奖补](?=\d)|(?:支持|扶持)(?=\d)|可(?:以)?[^，。；]{{0,8}}?(?:申请|申领|享受|领取|获得)"
    )


@cache
def _verb_with_sum() -> re.Pattern[str]:
    return re.compile(rf"(?:{verb().pattern})[^，；]{{0,12}}\d")


@cache
def _cap() -> re.Pattern[str]:
    return re.compile(rf"{pattern('cap')}[^，、；]{{0,24}}$")


@cache
def _reach() -> re.Pattern[str]:
    return re.compile(rf"{pattern('reach')}(?:或|至|到|了)?$")


@cache
def _reach_after() -> re.Pattern[str]:
    return re.compile(rf"(?:（[^（）]{{0,8}}）)?{pattern('reach_after')}")


@cache
def _support_follows() -> re.Pattern[str]:
    """的一次性资金奖励, 创业担保贷款, 比例给予 right behind a figure."""
    return re.compile(
        rf"^(?:（[^（）]{{0,20}}）)?的?(?:比例|标准|额度|总额)?(?:内)?[^，的]{{0,8}}?{pattern('noun', 'weak', 'give', 'pay')}"
    )


def _lists(view: View) -> Iterator[tuple[Number, ...]]:
    """The numbers worth a part, those of one list together: "100万元、30万元、15万元"."""
    row: list[Number] = []
    numbers = find_numbers(view.text)
    for number in numbers if len(numbers) <= _MOST_FIGURES else ():
        if number.kind not in (*_MONEY_LIKE, *_COUNTED) or number.unit in ("倍", "番", "个百分点", "日", "个工作日"):
            continue
        if row and not _goes_on_list(view, row[-1], number):
            yield tuple(row)
            row = []
        row.append(number)
    if row:
        yield tuple(row)


def _goes_on_list(view: View, last: Number, number: Number) -> bool:
    """Whether a number is the next of a list; 给予5万元、300万元以上的给予10万元 is none, but two phrases."""
    if number.kind != last.kind or not _is_listed(view.text[_end(view, last) : number.start]):
        return False
    return view.phrase_at(number.start) == view.phrase_at(last.start)


def _is_listed(gap: str) -> bool:
    return len(gap) <= 12 and bool(gap) and "最" not in gap and _LIST_GAP.fullmatch(gap) is not None


def _end(view: View, number: Number) -> int:
    per = PER_SUFFIX.match(view.text, number.end) if number.kind == "money" else None
    return (
        per.start() + len(per[0].removesuffix("以内").removesuffix("以下").removesuffix("以上")) if per else number.end
    )


def _place(view: View, numbers: tuple[Number, ...], earlier: int, given: bool) -> _Place:
    start, end = view.phrase_at(numbers[0].start)
    last = _end(view, numbers[-1])
    inner = view.text[start : numbers[0].start]
    before = view.text[max(start, min(earlier, numbers[0].start)) : numbers[0].start]
    return _Place(
        numbers=numbers, lead=inner, before=before, after=view.text[last : max(end, last)],
        given=given or bool(verb().search(view.text, 0, start)), comes=bool(verb().search(view.text, last)),
    )  # fmt: skip


def _part(place: _Place) -> Part:
    if framed(r"（(?:不?含|包括)$").search(place.lead) or framed(r"(?:不?含|包括)$").match(place.lead):
        return "echo"
    if place.kind in _COUNTED:
        return _counted_part(place)
    if place.kind == "rate" and (_is_paid_in_parts(place) or _is_other_share(place)):
        return "echo"
    if place.kind == "money" and framed(
        r"每(?![人名位户家个件项台年月天场次平亩吨度千公立张篇辆间床班期笔单只头支份艘宗座㎡]|[百千万](?:平|亩|吨|公里))[^，每\d给补奖]{0,8}$|每[^，每\d]{1,10}满$"
    ).search(place.before):
        return "step" if place.comes else "award"
    if framed(r"(?:以上|以下|以内|之间)?的?部分").match(place.after) or framed(r"[由从]$").search(place.before):
        return "band"
    given = _last_verb(place.lead)
    return _part_behind_verb(place, place.lead[given:]) if given is not None else _part_without_verb(place)


def _last_verb(lead: str) -> int | None:
    ends = [match.end() for match in verb().finditer(lead + "0")]  # a figure follows: …的奖5万元
    return ends[-1] if ends else None


def _part_behind_verb(place: _Place, between: str) -> Part:
    """给予…30万元: the award, unless its own words make it a threshold, a floor or a cap."""
    over = _reach_after().match(place.after)
    if over and not place.after.startswith("封顶"):
        return _part_beside_bound(place, over)
    if place.kind == "money" and framed(r"(?:最低|不低于|不少于|不得低于|至少)$").search(between):
        return "floor"
    bounded = framed(r"最高|最多|至多").search(place.lead[-16:])  # 每家企业最多给予30万元
    if _cap().search(between) or (bounded and _cap().search(place.lead)) or _bounds_behind(place):
        return "cap"
    if _reach().search(between) and not between.endswith("在"):
        return _part_behind_reach(place, between)
    had_before = framed(r"的$|的?企业$").match(place.after) and place.comes and framed(r"获|已").search(place.lead)
    return "condition" if had_before else "award"


def _part_beside_bound(place: _Place, over: re.Match[str]) -> Part:
    """给予10万元以上奖励 sets a floor, 给予年产值1000万元以上的企业 a condition."""
    upward = "上" in over[0]
    if _support_follows().match(place.after[over.end() :]):
        return "floor" if upward else "cap"
    return "condition" if place.comes or upward else "cap"


def _part_behind_reach(place: _Place, between: str) -> Part:
    """给予不低于50万元的奖励 sets a floor, 奖励年营收达到1000万元的企业 a condition."""
    if framed(r"(?:不低于|不少于|不得低于|至少)$").search(between):
        return "floor" if place.kind == "money" else "award"
    return "award" if _support_follows().match(place.after) else "condition"


def _part_without_verb(place: _Place) -> Part:
    """The figure stands before the verb, or in a phrase that goes on with what was promised before."""
    return next((part for part, holds in _WITHOUT_VERB if holds(place)), "unclear")


def _names_receiver(place: _Place) -> bool:
    """年收入2000万元的企业奖励10万元: the sum that the verb behind takes is another."""
    return place.kind == "money" and _verb_with_sum().search(place.after) is not None


def _is_share_by(place: _Place) -> bool:
    """按投资额的30%: the share that is paid."""
    return place.kind != "money" and _BY.search(place.lead) is not None and not _reach_after().match(place.after)


def _is_standard(place: _Place) -> bool:
    """按每平方米每年300元的标准，给予补贴; 分别按人民币30万元、50万元给予奖励: the sum that is paid, named before the verb."""
    if place.kind != "money" or _BY.search(place.lead) is None or _reach_after().match(place.after):
        return False
    named = framed(r"的?(?:标准|额度|计算)").match(place.after) or framed(r"按照?(?:人民币)?$").search(place.before)
    return named is not None


def _is_other_share(place: _Place) -> bool:
    """减按15%的税率, 补助比例上调10%: what is still to be paid or what is added to a share, and no share that is given."""
    return framed(r"(?:上调|上浮|下调|下浮)$").search(place.before) is not None or framed(r"的?(?:优惠)?(?:税率|征收率)").match(place.after) is not None


def _is_paid_in_parts(place: _Place) -> bool:
    """分三年按40%、30%、30%比例拨付: when what was promised is paid, and no share of anything."""
    parts = framed(r"分[两二三四五\d](?:年|期|批|次|个年度)[^，；]{0,8}$").search(place.lead)
    behind = framed(r"的?比例，?分[两二三四五\d](?:年|期|批|次)(?:拨付|兑现|支付|发放|下达|兑付)").match(place.after)
    if behind is not None:  # 按40%、30%、30%的比例分三年发放
        return True
    return parts is not None and framed(r"的?(?:比例)?(?:分[年期批次])?(?:逐年)?(?:拨付|兑现|支付|发放|下达|兑付)").match(place.after) is not None


def _is_bound_of_promise(place: _Place) -> bool:
    """…，最高不超过100万元: bounds what was promised before, and describes nobody."""
    sums = framed(r"^(?:累计|合计|总额)").match(place.lead)  # 服务费用（累计不超过100万元），给予50%的奖励
    promised = place.given or "最高" in place.before[-14:] or (place.comes and sums)
    return bool(_cap().search(place.before) and promised) and not _is_clause_of_condition(place)


def _is_threshold(place: _Place) -> bool:
    return bool(
        _reach_after().match(place.after)
        or _reach().search(place.before)
        or _is_clause_of_condition(place)
        or _reaches_far(place)
    )


def _bounds_behind(place: _Place) -> bool:
    return framed(r"封顶|为上限|为限").match(place.after) is not None


def _is_price(place: _Place) -> bool:
    """每万平方米5000元, 予以奖励: the sum right behind its measure."""
    each = framed(r"每[百千万]?(?:平方米|平米|亩|吨|度|千瓦时|公里)(?:最高|不超过|最高不超过)?$")
    return place.kind == "money" and place.comes and each.search(place.before) is not None


def _goes_on(place: _Place) -> bool:
    """其中本科生2万元; 每人每月1500元，连续补贴3年: promised in the phrase before, or in the one behind."""
    each = place.comes and framed(r"每[人名户家][^，]{0,3}$|每[月年天]$").search(place.before) is not None
    return place.given or each


# Without a verb before the figure in its phrase the first rule that holds decides.
_WITHOUT_VERB: tuple[tuple[Part, Callable[[_Place], bool]], ...] = (
    ("cap", lambda place: _is_price(place) and bool(_cap().search(place.before))),
    ("award", _is_price),
    ("condition", _names_receiver),
    ("award", _is_share_by),
    ("cap", lambda place: _is_standard(place) and bool(_cap().search(place.before))),
    ("award", _is_standard),
    ("cap", lambda place: place.kind == "ratio" and bool(_cap().search(place.before))),
    ("award", lambda place: place.kind == "ratio"),
    ("cap", _is_bound_of_promise),
    ("condition", _is_threshold),
    ("cap", lambda place: bool(_support_follows().match(place.after) and _cap().search(place.before))),
    ("award", lambda place: bool(_support_follows().match(place.after))),
    ("cap", _bounds_behind),
    ("award", _goes_on),
)


def _is_clause_of_condition(place: _Place) -> bool:
    """…不超过1%的担保业务给予…, …5000万元的，: the phrase ends as a condition, or names who is given something."""
    if framed(r"(?:的|者|后|时)$").search(place.after) and not _support_follows().match(place.after):
        return place.comes
    return (
        bool(framed(r"(?:以上|以下|以内)?的").match(place.after))
        and not _support_follows().match(place.after)
        and place.comes
    )


def _reaches_far(place: _Place) -> bool:
    """达到企业在职职工人数25%: the threshold's word stands before what the share is taken of."""
    return (
        place.kind == "rate"
        and framed(r"(?:达到|超过|不低于|高于|占)[^，。；]{0,20}$").search(place.before) is not None
    )


def _counted_part(place: _Place) -> Part:
    """Pieces, areas, years: what a step counts, a quota of what is borne, or a condition."""
    if framed(r"每[^，每\d]{0,12}$").search(place.before):
        return "unit"
    over = bool(_reach_after().match(place.after))
    if place.kind == "area":
        capped = bool(_cap().search(place.before))
        if capped and (place.given or _last_verb(place.lead) is not None or "最高" in place.before):
            return "quota"
        return "condition" if over or capped or _reach().search(place.before) else "unclear"
    if place.kind == "duration" and (_last_verb(place.lead) is not None or framed(r"(?:时间|期限|最长)[^，]{0,6}$").search(place.before)):
        return "unclear"
    if place.kind in ("duration", "measure") and not (over or _reach().search(place.before)):
        return "unclear"
    return "condition" if over or _reach().search(place.before) else "unclear"


def of_part(figures: Iterable[Figure], *parts: Part) -> tuple[Figure, ...]:
    """The figures that play one of some parts, in order."""
    return tuple(figure for figure in figures if figure.part in parts)
