"""The figures of a promise: its amounts and its conditions.

Amounts are fixed sums, tiers, sums per unit and step, rates with their base, caps with their scope; conditions are
what an applicant must show in figures: 企业达到10家以上, 投资金额在500万元以上, 亩均税收达到10万元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from policies.reading.parts import Amount, Condition
from policies.reading.subsidies.promises import fund_figure
from policies.reading.subsidies.roles import PER_SUFFIX, Figure, of_part
from policies.reading.subsidies.tiers import Tiers
from policies.reading.subsidies.views import View
from policies.reading.subsidies.words import framed, pattern

# "每人每月" "每平米每天" "每年" "单品种" right before a sum or the verb before it -> the units
_EACH = re.compile(
    r"(?:每一?|单(?=品种|次|台|件|场))(?P<unit>人次|人|名|位|户|家|个|件|项|台|套|场|次|年度?|月|天|日|季度|[百千万]?(?:平方米|平米|㎡|亩|吨|公里)|度"
    r"|千瓦时|张|篇|品种|标箱|标准箱|集装箱|箱|TEU|班次|趟|艘|宗|座|间|辆|学时|课时)"
)
_WHO = {"人", "名", "位", "户"}  # the receiver itself is counted: the sum is fixed for each
_WHEN = {"年", "月", "天", "日", "季度"}
_MEASURED = {"平方米", "平米", "㎡", "亩", "吨", "度", "千瓦时", "公里"}
_UNIT_NAMES = {
    "平米": "平方米",
    "㎡": "平方米",
    "m": "平方米",
    "m2": "平方米",
    "m²": "平方米",
    "年度": "年",
    "日": "天",
    "名": "人",
    "位": "人",
}
# "每新培育1家" "每引进一个": what the applicant brings is counted
_BROUGHT = re.compile(
    r"每(?!年|月|天|日|人)[^，。；\d每]{1,8}?(?:\d+|一)(?P<unit>家|个|件|项|人|名|台|套|场|次|户|亩|吨|只|支|位|篇|辆)"
)
_YEARS = re.compile(
    r"第[一二三四五六\d]{1,2}(?:(?:年)?[至到—-]第?[一二三四五六\d]{1,2})?年(?!度)|[前后][一二两三四五\d]{1,2}年"
)
_SCOPE = re.compile(
    r"(?:单(?![价位独纯])|每个|每家|每户|每项|每人|每名|每场|每次|每件|同一|同个|一个)[一-鿿]{0,6}?"
    r"(?=同一年度|每年|每月|年度|最高|不超|不得|累计|合计|补|奖|资助|给予|总额|单价|，|$|支持|享受|上限|封顶|申领|申请|贴息|可)"
)
_TOTAL = re.compile(r"(?:累计|合计|总额|总计|总共)")
# What a rate is taken of begins behind the last of these words: 按实际缴纳保费的30%, 给予实际支出50%, 最高为其贡献的100%
_BASE_OPENS = re.compile(rf"按照|按|参照|依据|视其|以(?![上下内及])|给予|予以|为其|为|另|及|(?:{pattern('pay')})(?!金额|总?额|资金|标准)|{pattern('cap')}")
# 按合同交易金额给予企业5%, 对其场租减免部分，…给予平台50%: named before the one who is given
_BASE_NAMED_BEFORE = re.compile(
    r"(?:按照|按|参照|依据)(?![下上]列|以下|如下|规定|标准)其?(?P<by>[^，。；（）\d]{2,20}?)(?:，)?(?:给予|予以)"
    r"|对(?:其|企业)?(?P<of>[^，。；（）\d对的]{2,16}(?:部分|费用?|支出|租金|金额|利息))，"
)
_FIRST_WORDS = re.compile(r"^(?:按照|按|且|并且|并|同时|以及|或者|或|及|和|、|其中|凡|对于|对|其(?![他它余])|上述|/)+")
# "及以上且", "以上至" behind the figure before
_BEHIND_FIGURE = re.compile(r"^[）]?(?:（[^（）]{0,12}）)?(?:及|或)?(?:以上|以下|以内|内)?(?:的|且|至|到|、|并|和)*")
# 不超过日租金的全额费用, 最高不超过实际支出, 不超过当年实际缴纳的保费: a cap without a figure, the whole of a price or cost
_WHOLE_CAP = re.compile(
    r"(?:不超过|不得超过|不高于|不得高于|不超出)(?:其|企业|单位|该)?(?P<base>[一-鿿]{0,14}?(?:租金|房租|费用?|支出|成本|价格|利息|贡献|投入|投资额|价款))"
    r"(?:的?(?:全额(?:费用|部分)?|总额))?(?=[，。；、）]|为限|$)"
)
_LONGEST = 30
_LAST_WORDS = re.compile(rf"(?:{pattern('reach')}|{pattern('cap')}|为|的|共|总计|分别|首次|在)+$")


def read_amounts(view: View, figures: tuple[Figure, ...], tiers: Tiers) -> tuple[Amount, ...]:
    """The amounts of a promise in order of place; offsets count in the clean text."""
    fund = fund_figure(view, figures)
    found: list[tuple[Figure, Amount]] = []
    for figure in figures:
        if figure is fund:
            found.append((figure, Amount(role="fund", value=figure.number.low)))
        elif figure.part in ("award", "cap", "floor", "quota"):
            found.extend((figure, amount) for amount in _of_figure(view, figures, figure, tiers))
    placed = [_placed(amount, *view.span(figure.start, figure.end)) for figure, amount in found]
    return tuple(sorted([*placed, *_whole_costs(view), *_whole_caps(view)], key=lambda amount: amount.start))


def _placed(amount: Amount, start: int, end: int) -> Amount:
    """The amount at its place; two thirds of the time of dataclasses.replace, which each amount of a text would take."""
    return Amount(
        role=amount.role, value=amount.value, unit=amount.unit, tier=amount.tier, per=amount.per, base=amount.base,
        scope=amount.scope, start=start, end=end,
    )  # fmt: skip


def _year(lead: str) -> str | None:
    """第二至三年补贴50%, 前2年给予80%: the years that a share holds for."""
    found = list(_YEARS.finditer(lead))
    return found[-1][0] if found else None


def _of_figure(view: View, figures: tuple[Figure, ...], figure: Figure, tiers: Tiers) -> Iterator[Amount]:
    if figure.is_rate:
        yield from _rates(view, figures, figure, tiers)
    elif figure.part == "quota":
        yield Amount(
            role="quota",
            value=figure.number.low,
            unit=figure.number.unit,
            scope=_scope(view, figure),
            tier=tiers.of(figure),
        )
    elif figure.number.kind != "money":
        return
    elif figure.part == "cap":
        yield Amount(
            role="cap", value=figure.number.high or figure.number.low, per=_per_time(view, figure) or _suffix(view, figure),
            scope=_scope(view, figure), tier=tiers.of(figure),
        )  # fmt: skip
    elif figure.part == "floor":
        yield Amount(role="floor", value=figure.number.low, per=_per_time(view, figure), tier=tiers.of(figure))
    else:
        yield from _awards(view, figures, figure, tiers)


def _awards(view: View, figures: tuple[Figure, ...], figure: Figure, tiers: Tiers) -> Iterator[Amount]:
    tier = tiers.of(figure)
    role, per = _counted_per(view, figures, figure)
    if figure.number.high is not None:
        yield Amount(role="floor", value=figure.number.low, per=per, tier=tier)
        yield Amount(role="cap", value=figure.number.high, per=per, tier=tier)
        return
    listed = sum(other.group == figure.group for other in figures) > 1
    graded = role == "fixed" and (listed or (tier is not None and tiers.is_graded))
    yield Amount(role="tier" if graded else role, value=figure.number.low, per=per, tier=tier)


def _counted_per(view: View, figures: tuple[Figure, ...], figure: Figure) -> tuple[str, str | None]:
    """The role of an award and its unit: 每年10万 is fixed per year, 100元/亩 and 每引进1家 per unit, 每满 a step."""
    suffix = _suffix(view, figure)
    if suffix:
        return ("fixed" if set(suffix.split("·")) <= _WHO | _WHEN else "per_unit"), suffix
    step = [other for other in of_part(figures, "step") if other.end <= figure.start]
    if step and not any(step[-1].end < other.start < figure.start for other in of_part(figures, "award")):
        return "step", step[-1].number.raw
    units = _each(view, figure)
    if units:
        return ("fixed" if set(units) <= _WHO | _WHEN | {"品种"} else "per_unit"), "·".join(dict.fromkeys(units))
    measured = [
        other
        for other in of_part(figures, "unit")
        if other.number.kind in ("area", "measure") and other.end <= figure.start
    ]
    if measured:
        return "per_unit", measured[-1].number.raw
    brought = _BROUGHT.search(view.open, 0, figure.start)
    if brought and not framed(r"(?:达到|超过)").search(view.open[brought.start() : brought.end()]):
        return "per_unit", _UNIT_NAMES.get(brought["unit"], brought["unit"])
    return "fixed", None


def _each(view: View, figure: Figure) -> list[str]:
    """The units of 每人每月 before a sum in its phrase, of 年补助 and of 每年 right before the phrase's verb."""
    units = [_UNIT_NAMES.get(found["unit"], found["unit"]) for found in _EACH.finditer(figure.lead)]
    if not units and framed(r"(?:^|，)年(?:度)?(?:补助|补贴|奖励|资助)$").search(figure.lead):
        return ["年"]
    return units


def _suffix(view: View, figure: Figure) -> str | None:
    found = PER_SUFFIX.match(view.text, figure.number.end)
    if found is None:
        return None
    return "·".join(_UNIT_NAMES.get(unit, unit) for unit in found.groups() if unit)


def _per_time(view: View, figure: Figure) -> str | None:
    found = [match["unit"] for match in _EACH.finditer(figure.before[-24:] or figure.lead[-24:])]
    kept = [_UNIT_NAMES.get(unit, unit) for unit in found if unit in _WHEN | _MEASURED | {"年度", "人", "名", "位"}]
    if not kept and framed(r"(?<![一二两三四五六七八九十\d])年度?(?:[一-鿿]{0,6}(?:最高|不超过|累计))").search(figure.lead[-16:]):
        return "年"
    return "·".join(dict.fromkeys(kept)) or None


def _scope(view: View, figure: Figure) -> str | None:
    """What a cap holds for: 单个企业, 累计, 合计, 单价."""
    named = [match[0] for match in _SCOPE.finditer(figure.lead[-24:])]
    if named:
        return framed(r"(?:的|最多)$").sub("", named[-1])
    total = [match[0] for match in _TOTAL.finditer(figure.before[-14:])]
    if total:
        return total[-1]
    price = framed(r"(?:单价|面积|租金标准)").search(figure.before[-14:])
    return price[0] if price else None


def _rates(view: View, figures: tuple[Figure, ...], figure: Figure, tiers: Tiers) -> Iterator[Amount]:
    """Rates as fractions; the ends of a range are two; a share that only bounds what was promised before is a cap."""
    number, base, tier = figure.number, _base(view, figures, figure), tiers.of(figure) or _year(figure.lead)
    if number.kind == "ratio":
        # 按1:0.5配套: half of what the level above pays
        value = (number.high or Decimal(1)) / number.low if number.low else Decimal(0)
        yield Amount(role="rate", value=value, unit="", base=base, tier=tier)
        return
    earlier = [other for other in of_part(figures, "award") if other.start < figure.start]
    bounds = _TOTAL.search(figure.before) or figure.lead.startswith("且")
    role = "cap" if figure.part == "cap" and earlier and bounds else "rate"
    scope = _scope(view, figure) if role == "cap" else None
    yield Amount(role=role, value=number.fraction, unit="", base=base, tier=tier, scope=scope)
    if number.high is not None:
        share = number.high / {"%": 100, "‰": 1000}.get(number.unit, 1)
        yield Amount(role=role, value=share, unit="", base=base, tier=tier, scope=scope)


def _base(view: View, figures: tuple[Figure, ...], figure: Figure) -> str | None:
    """What a rate is taken of: 按实际缴纳保费的30% -> 实际缴纳保费; of a step, the step: 每1000万元直接股权投资."""
    step = [other for other in of_part(figures, "step") if other.end <= figure.start]
    if step:
        what = framed(r"(?:直接)?(?:股权|固定资产|天使|设备)?投资").search(view.bare)
        return f"每{step[-1].number.raw}{what[0] if what else ''}"
    first = next(other for other in figures if other.group == figure.group)
    opens = [match.end() for match in _BASE_OPENS.finditer(first.lead)]
    base = framed(r"[（）]").split(framed(r"（[^（）]{0,20}）").sub("", first.lead[opens[-1] :]))[0] if opens else ""
    base = framed(r"^(?:其|企业(?=超出|地方|新增|实际))+").sub("", base)
    base = framed(r"(?:的|不低于|不少于|不高于|不超过)+$").sub("", base)
    if 2 <= len(base) <= 30 and not framed(r"\d|(?:[下上]列|以下|如下|规定)[^，]{0,4}标准|{holder}$").search(base):
        return base
    named = _BASE_NAMED_BEFORE.search(view.open[: figure.start])
    if named and figure.number.kind == "rate":
        return named["by"] or named["of"]
    return "社会投资金额" if figure.number.kind == "ratio" and "社会投资" in view.text else None


def _whole_costs(view: View) -> Iterator[Amount]:
    """宽带全额补贴 -> the whole of a cost; 租金减半 -> half of it."""
    if "全额" not in view.open and "减半" not in view.open:
        return
    for found in re.finditer(
        rf"(?P<what>[一-鿿]{{0,10}})(?P<share>全额(?:给予|予以)?{pattern('pay')}|(?<=部分)全额用于|减半(?=收取|补贴|补助|缴纳)|减半$)",
        view.open,
    ):
        what = framed(r"以及|和|、|给予|予以|对|的|及").split(found["what"])[-1]
        what = framed(r"^(?:个月|年)内").sub("", _YEARS.sub("", what))
        base = f"{what}费用" if what in ("宽带", "网络", "水电", "场地") else what or None
        start, end = view.span(found.start("share"), found.end("share"))
        value = Decimal(1) if "全额" in found["share"] else Decimal("0.5")
        tier = _year(view.open[view.phrase_at(found.start("share"))[0] : found.start("share")])
        yield Amount(role="rate", value=value, unit="", base=base, tier=tier, start=start, end=end)


def _whole_caps(view: View) -> Iterator[Amount]:
    """不超过日租金的全额费用 -> a cap that is the whole of the daily rent; it often stands in brackets behind its sum."""
    for found in _WHOLE_CAP.finditer(view.text):
        start, end = view.span(*found.span())
        yield Amount(role="cap", value=Decimal(1), unit="", base=found["base"], start=start, end=end)


def read_conditions(
    view: View, figures: tuple[Figure, ...], beneficiary: str | None, last: Condition | None = None
) -> tuple[Condition, ...]:
    """The conditions of a promise in order; offsets count in the clean text.

    `last` is the condition of the promise before, where that stands in the same sentence: …达到100万元的，…；达到300万元的，….
    """
    found: dict[tuple[object, ...], Condition] = {}
    for condition in _conditions(view, figures, beneficiary, last):
        found.setdefault((condition.subject, condition.value, condition.unit), condition)
    return tuple(found.values())


def _conditions(
    view: View, figures: tuple[Figure, ...], beneficiary: str | None, last: Condition | None
) -> Iterator[Condition]:
    subject, fund = "", fund_figure(view, figures)
    for at, figure in enumerate(figures):
        if figure.part != "condition" or figure is fund:
            continue
        number = figure.number
        named = _subject(view, figure, _earlier(view, figures[:at], figure), beneficiary)
        if not view.is_bracketed(figure.start):
            named = subject = named or subject or _subject_before(figure, last)
        if not named:
            continue
        start, end = view.span(figure.start, figure.end)
        yield Condition(
            subject=named, comparator=_comparator(figure, figures), value=number.fraction if figure.is_rate else number.low,
            unit="" if figure.is_rate else number.unit, start=start, end=end,
        )  # fmt: skip
        alone = len(of_part(figures, "award")) <= 1 and sum(other.group == figure.group for other in figures) == 1
        if number.high is not None and alone and not figure.is_rate:  # 营业收入1亿元至5亿元的
            yield Condition(subject=named, comparator="at_most", value=number.high, unit=number.unit, start=start, end=end)


def _subject_before(figure: Figure, last: Condition | None) -> str:
    """What the promise before measured, where this one goes on in the same unit."""
    unit = "" if figure.is_rate else figure.number.unit
    return last.subject if last is not None and last.unit == unit else ""


def _earlier(view: View, figures: tuple[Figure, ...], figure: Figure) -> int:
    """Where the last figure ends that stands on the same side of a bracket: what a bracket measures is its own matter."""
    inside = view.is_bracketed(figure.start)
    return next((other.end for other in reversed(figures) if view.is_bracketed(other.start) == inside), 0)


def _subject(view: View, figure: Figure, earlier: int, beneficiary: str | None) -> str:
    """The words between the last figure or comma and this one that say what is measured."""
    start = max(view.phrase_at(figure.start)[0], min(earlier, figure.start))
    words = view.text[start : figure.start] if view.is_bracketed(figure.start) else view.bare_slice(start, figure.start)
    words = _BEHIND_FIGURE.sub("", words)
    words = words.rsplit("、", 1)[-1]
    words = framed(r"^[^对]{0,8}(?:可|要|明确|将|规定)对").sub("", words)
    words = _FIRST_WORDS.sub("", _LAST_WORDS.sub("", _LAST_WORDS.sub("", words)))
    if beneficiary and words.startswith(beneficiary) and len(words) > len(beneficiary):
        words = words[len(beneficiary) :]
    return words[-_LONGEST:]


def _comparator(figure: Figure, figures: tuple[Figure, ...]) -> str:
    """The comparing word of the figure's list: 突破2000万元、5000万元 compares both, 1000万元、3000万元以上 too."""
    first = next(other for other in figures if other.group == figure.group)
    single = len(of_part(figures, "award")) <= 1  # the tiers of a list keep the lower end of each band
    if single and figure is first and framed(r"(?:（不?含）)?(?:及?以上)?[至到]").fullmatch(figure.before):
        return "at_most"  # 5亿元以上到10亿元
    after = figure.after.lstrip("（")[:10]
    if framed(r"[^，]{0,6}(?:以下|以内|之内)").match(after):
        return "at_most"
    if framed(r"(?:（[^（）]{0,8}）)?(?:及|或)?以上").match(figure.after):
        return "at_least"
    listed = [other.number.comparator for other in figures if other.group == figure.group]
    return next((name for name in listed if name in ("at_least", "more_than", "at_most", "less_than")), "at_least")
