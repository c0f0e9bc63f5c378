"""Numbers with their units in running text.

Forms: 20家 · 1,200余场次 · 30万元 · 三十万元 · 1.8万亿元 · 近3000万元 · 50%以上 · 千分之三 · 5-10家 · 2万元—4万元 · 3至5年 · 1:1 ·
40、25、10万元 (a unit shared from behind) · 3万/6万元 · 10万奖励, 1000万以上 (money without 元) · 超百亿元 · 第5条 (ordinal).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from ..tables import alternation, rows
from .dates import DateMention, find_dates
from .words import HAN_NUMERAL, chinese_value, figure_value, fold, fraction_percent

Kind = Literal["money", "rate", "count", "area", "measure", "duration", "age", "ratio", "date", "ordinal", "level", "score", "plain"]
Comparator = Literal["at_least", "more_than", "at_most", "less_than", "about", "range", "exact"]


ONE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number of the text in its base unit: yuan, square metres, pieces; a percentage is 50 with the unit "%".

    `high` is the upper end of a range, or the second part of a ratio (1:2 -> 1, 2). `comparator` comes from the word beside
    it (`cue`); `reach` is the end of the number with a cue behind it (以上, 左右). `bare` marks a number in 万 or 亿 that prints
    no unit: its kind is money when a word beside it speaks of money (10万奖励), else plain (1000万以上的企业).
    """

    start: int
    end: int
    low: Decimal
    high: Decimal | None = None
    unit: str = ""
    printed_unit: str = ""
    kind: Kind = "plain"
    comparator: Comparator = "exact"
    cue: str = ""
    factor: Decimal = ONE
    per: str | None = None
    bare: bool = False
    written_out: bool = False
    reach: int = 0
    raw: str = ""

    @property
    def fraction(self) -> Decimal:
        """A rate as a fraction of one: 50% -> 0.5, 3‰ -> 0.003."""
        return self.low / {"%": 100, "‰": 1000}.get(self.unit, 1)


@dataclass(slots=True)
class _Token:
    """A number while its neighbours still change it: a third of the cost of a frozen one. Places count in the piece."""

    start: int
    end: int
    low: Decimal
    high: Decimal | None = None
    unit: str = ""
    printed_unit: str = ""
    kind: Kind = "plain"
    comparator: Comparator = "exact"
    cue: str = ""
    factor: Decimal = ONE
    bare: bool = False
    written_out: bool = False


class _Unit(NamedTuple):
    base: str
    kind: Kind
    words: bool


class _Cue(NamedTuple):
    word: str
    comparator: Comparator


_ARABIC = r"(?<![\dA-Za-z.\ue000-\uf8ff])(?:\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?|\d{1,16}(?:\.\d{1,6})?)(?![\d])"
_MAGNITUDE = r"(?:[十百万亿]|千(?![瓦米克伏卡赫]))"  # 30亿千瓦时: 千 belongs to the unit
_CONNECT = re.compile(r"(?:[（(]含[)）])?\s?(?:[-—–－~～]{1,2}|至|到)\s?")
_LEADS_ON = re.compile(r"\s?[-—–－~～至到、/,，和或及与以]")
_SHARE = re.compile(r"\s?(?:[、/,，和或及与]|以及|或者)\s?")
_PER = re.compile(r"/([㎡一-鿿²a-zA-Z]{1,4})(?:[/·]([一-鿿]{1,2}))?")
_MONEY_BEFORE = re.compile(
    r"(?:给予|奖励|扶持|补助|补贴|资助|奖金|资金|资本|投资|投入|经费|贷款|金额|价|额|收入|产值|费|最高|不超过|封顶|支付)[^，。；、\d]{0,6}$"
)
_MONEY_AFTER = re.compile(
    r"\s?(?:以上|以下|以内)?\s?的?(?:一次性|资金|财政|年度|创业|启动|扶持|运营)?"
    r"(?:奖励|奖金|补助|补贴|资助|资金|经费|贷款|扶持|配套|投资|支持|津贴)"
)
# "第5条", and "第 1 0 条" where each character was spaced apart
_ORDINAL = re.compile(r"第\s?(?:\d\s?){0,2}$")
_INCLUDED = re.compile(r"\s?(?:[（(]含[^（()）]{0,6}[)）])?")
_UNIT_APART = re.compile(r"[（(]不?含[)）]\s?(?P<unit>美元|欧元|港元|日元|元|平方米|亩|家|户|人)")  # 500万（不含）美元
_BASE = re.compile(r"(?P<cue>不(?:得|能)?(?:超过|高于|低于|少于)|超过|低于|高于)(?!部分)[^，。；：,;:、\d]{1,18}的\s?$")
_BASE_WINDOW = 26
_FROM_BEHIND = ("unit", "magnitude2", "more", "tail", "magnitude", "figure", "han")
_WINDOW = 8  # characters before a number in which its comparing word ends


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """The numbers with a unit in text[start:end], in order; a bare figure (a marker, a telephone) is none."""
    stop = len(text) if end is None else min(end, len(text))
    # The piece reaches back far enough for the words before its first number, and no further: many calls stay linear.
    base = max(0, start - _BASE_WINDOW)
    piece = text[base:stop]
    return _numbers(piece, start - base, len(piece), base)


def _numbers(text: str, start: int, stop: int, base: int) -> list[Number]:
    """The numbers of a piece that begins at `base` of the whole text."""
    folded = fold(text)
    dates = find_dates(folded, start, stop)
    tokens = _join_ranges(folded, _outside(_tokens(folded, start, stop), dates))
    _share_units(folded, tokens)
    for token, before in zip(tokens, [None, *tokens], strict=False):
        _as_money(folded, token, before)
    finished = [_finish(text, folded, token, stop, base) for token in tokens if token.kind != "plain" or token.bare]
    if not dates:
        return finished
    return sorted([*(_date_number(text, date, base) for date in dates), *finished], key=lambda number: number.start)


@cache
def _units() -> dict[str, _Unit]:
    return {row["unit"]: _Unit(row["base"], row["kind"], row["words"] == "yes") for row in rows("units")}  # type: ignore[arg-type]


@cache
def _token_pattern() -> re.Pattern[str]:
    """One number: figures or characters, a magnitude, 余 or 多, a unit; or “…分之…”; or a ratio."""
    units = alternation(_units())
    han = f"[{HAN_NUMERAL}]"
    return re.compile(
        rf"(?=[\d{HAN_NUMERAL}])(?:"  # no number begins with anything else
        rf"(?P<whole>[二三四五六七八九十百千万]{{1,2}})分之(?P<part>{han}{{1,6}}|\d{{1,4}}(?:\.\d{{1,3}})?)"
        rf"|(?P<ratio>(?<![\d:：.])\d{{1,3}}(?:\.\d{{1,2}})?[:：∶︰]\d{{1,3}}(?:\.\d{{1,2}})?(?![\d:：]))"
        rf"|(?:(?P<figure>{_ARABIC})\s?(?P<magnitude>{_MAGNITUDE}{{0,3}})(?P<tail>(?<=亿)\d{{1,4}}万|(?<=万)\d[千百])?"
        rf"|(?P<han>(?<![{HAN_NUMERAL}]){han}{{1,20}}))"
        rf"\s?(?P<more>[余多](?=[百千万亿]|\s?(?:{units})))?(?P<magnitude2>{_MAGNITUDE}{{0,2}})\s?(?P<unit>{units})?)"
    )


@cache
def _cues(place: str) -> dict[str, Comparator]:
    return {row["word"]: row["comparator"] for row in rows("comparators") if row["place"] == place}  # type: ignore[misc]


@cache
def _cue_pattern(place: str) -> re.Pattern[str]:
    """The comparing words of a place, the longest first: before a number they end the text, behind it they begin."""
    words = alternation(_cues(place))
    return re.compile(f"{words}$" if place == "before" else words)


def _date_number(text: str, date: DateMention, base: int) -> Number:
    return Number(
        start=date.start + base, end=date.end + base, low=Decimal(date.year or 0), high=Decimal(date.year_to) if date.year_to else None,
        unit="年", printed_unit="年", kind="date", reach=date.end + base, raw=text[date.start : date.end],
        comparator="range" if date.year_to else "exact",
    )  # fmt: skip


def _outside(tokens: Iterator[_Token], dates: list[DateMention]) -> Iterator[_Token]:
    """The tokens that lie outside every date; both run in order, so one walk over each is enough."""
    at = 0
    for token in tokens:
        while at < len(dates) and dates[at].end <= token.start:
            at += 1
        if at == len(dates) or token.end <= dates[at].start:
            yield token


def _tokens(text: str, start: int, stop: int) -> Iterator[_Token]:
    for match in _token_pattern().finditer(text, start, stop):
        # A number without unit and magnitude matters only where a range or a list leads on to one that has them.
        if not match["unit"] and _is_alone(text, match):
            continue
        number = _part_token(match) if match["whole"] else _ratio_token(text, match) if match["ratio"] else _counted_token(text, match)
        if number is not None:
            yield number


def _is_alone(text: str, match: re.Match[str]) -> bool:
    if match["han"] and match["han"].endswith("亿") and text.startswith("规模", match.end()):
        return False
    more = match["whole"] or match["ratio"] or match["magnitude"] or match["magnitude2"]
    return not more and not _LEADS_ON.match(text, match.end())


def _part_token(match: re.Match[str]) -> _Token | None:
    """百分之五十 -> 50 %, 千分之三 -> 3 ‰, 三分之二 -> 66.67 %."""
    percent = fraction_percent(match["whole"], match["part"])
    if percent is None:
        return None
    low, unit = (percent * 10, "‰") if match["whole"] == "千" else (percent, "%")
    return _Token(start=match.start(), end=match.end(), low=low.normalize() + 0, unit=unit, printed_unit=unit, kind="rate")


def _ratio_token(text: str, match: re.Match[str]) -> _Token | None:
    """1:1, 1.5∶1; a time of day (9:30, 14:00) is none."""
    first, second = re.split("[:：∶︰]", match["ratio"])
    clock = len(second) == 2 and first.isdigit() and 6 <= int(first) <= 24 and int(second[0]) <= 5
    if clock or not Decimal(second):
        return None
    return _Token(start=match.start(), end=match.end(), low=Decimal(first), high=Decimal(second), unit="比", kind="ratio")


def _counted_token(text: str, match: re.Match[str]) -> _Token | None:
    value, factor = _token_value(text, match)
    if value is None:
        return None
    unit = _units().get(match["unit"] or "", _Unit("", "plain", True))
    if match["han"] and not _han_counts(text, match, unit):
        return None
    kind: Kind = "ordinal" if match["unit"] and _ORDINAL.search(text[max(0, match.start() - 6) : match.start()]) else unit.kind
    start, value = _without_marker(text, match, unit, value)
    return _Token(
        start=start, end=_token_end(match), low=value, unit=unit.base, printed_unit=match["unit"] or "", kind=kind,
        factor=factor, comparator="more_than" if match["more"] else "exact", cue=match["more"] or "",
        written_out=bool(match["han"]),
    )  # fmt: skip


def _without_marker(text: str, match: re.Match[str], unit: _Unit, value: Decimal) -> tuple[int, Decimal]:
    """The number behind a line's marker that a decimal point glued to it: "3.4人及以上户" is item 3, 4 persons."""
    opens_line = text[max(0, match.start() - 1) : match.start()] in ("", "\n")
    if not (opens_line and unit.kind == "count" and match["figure"] and "." in match["figure"]):
        return match.start(), value
    marker, _, figure = match["figure"].partition(".")
    return match.start() + len(marker) + 1, figure_value(figure, (match["magnitude"] or "") + (match["magnitude2"] or ""))


def _token_end(match: re.Match[str]) -> int:
    """The end of what belongs to the number, without a space that only stood before no unit."""
    return next(match.end(group) for group in _FROM_BEHIND if match[group])


def _token_value(text: str, match: re.Match[str]) -> tuple[Decimal | None, Decimal]:
    after = figure_value("1", match["magnitude2"] or "")
    if match["han"]:
        value = chinese_value(match["han"])
        return (None, after) if value is None else (value * after, after)
    if not match["figure"]:
        return None, after
    factor = figure_value("1", match["magnitude"]) * after
    value = figure_value(match["figure"], match["magnitude"])
    if match["tail"]:
        value += figure_value(match["tail"][:-1], match["tail"][-1])
    return value * after, factor


def _han_counts(text: str, match: re.Match[str], unit: _Unit) -> bool:
    """Whether characters such as 一, 三十, 百万 count something here: 一家, 三十万元, but not 一次性, 百家争鸣, 万人."""
    word = match["han"]
    if match["unit"] is None:
        return word[0] not in "百千万亿"
    if not unit.words or text.startswith("性", match.end()):
        return False
    if word[0] in "百千万亿":
        before = text[max(0, match.start() - 2) : match.start()]
        return word in ("百万", "千万", "百亿", "千亿") or before[-1:] in ("超", "过", "破", "达", "近", "上")
    return True


def _join_ranges(text: str, tokens: Iterable[_Token]) -> list[_Token]:
    """5-10家, 2万元—4万元, 三至五年 become one number; the first end takes the unit and magnitude that only the second prints."""
    joined: list[_Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        if before is None or before.high is not None or not _is_range(text, before, token):
            joined.append(token)
            continue
        token.high, token.low = token.low, before.low if before.factor != 1 or before.unit else before.low * token.factor
        token.start, token.comparator, token.cue = before.start, "range", ""
        joined[-1] = token
    return joined


def _is_range(text: str, first: _Token, second: _Token) -> bool:
    if second.start - first.end > 7 or second.high is not None or not _CONNECT.fullmatch(text, first.end, second.start):
        return False
    if second.kind in ("plain", "ordinal") and second.factor == 1:
        return False
    low = first.low if first.factor != 1 or first.unit else first.low * second.factor
    return first.unit in ("", second.unit) and low < second.low


def _share_units(text: str, tokens: list[_Token]) -> None:
    """40、25、10万元 and 3万/6万元: a figure without a unit takes the unit that follows in its list."""
    for at in range(len(tokens) - 2, -1, -1):
        token, after = tokens[at], tokens[at + 1]
        if token.kind != "plain" or after.kind in ("plain", "ordinal", "ratio") or after.start - token.end > 4:
            continue
        if not _SHARE.fullmatch(text, token.end, after.start) or _is_marker(text, token):
            continue
        if token.factor == 1:
            token.low, token.factor = token.low * after.factor, after.factor
        token.unit, token.printed_unit, token.kind = after.unit, after.printed_unit, after.kind


def _is_marker(text: str, token: _Token) -> bool:
    """A figure that opens a line (1、) or a character that may be a word's end (统一、三家) shares nothing."""
    return token.written_out or text[max(0, token.start - 1) : token.start] in ("", "\n")


def _as_money(text: str, token: _Token, before: _Token | None) -> None:
    """10万奖励, 补助30万、20万: a number in 万 or 亿 without a unit is money when a word beside it or its list speaks of money."""
    if token.kind == "plain" and token.written_out and token.low >= 10**8 and text.startswith("规模", token.end):
        token.unit, token.kind = "元", "money"  # 总量超过五千亿规模
    if token.kind != "plain" or token.written_out or token.factor < 10**4:
        return
    apart = _UNIT_APART.match(text, token.end)
    unit = _units().get(apart["unit"]) if apart else None
    if unit and apart:
        token.unit, token.printed_unit, token.kind = unit.base, apart["unit"], unit.kind
        return
    token.bare = True
    listed = before is not None and before.bare and before.kind == "money" and _SHARE.fullmatch(text, before.end, token.start)
    if listed or _MONEY_BEFORE.search(text[max(0, token.start - 12) : token.start]) or _MONEY_AFTER.match(text, token.end):
        token.unit, token.kind = "元", "money"


def _finish(text: str, folded: str, number: _Token, stop: int, base: int) -> Number:
    """The number at its place in the whole text with its raw quote, the comparing word beside it and what it is counted per."""
    comparator, cue, reach = number.comparator, number.cue, number.end
    before = _cue_before(folded, number)
    after = _cue_after(folded, number.end, stop)
    if after:
        reach = after[1]
    if number.comparator != "range":
        found = before or (after[0] if after else None)
        if found:
            comparator, cue = found.comparator, found.word
    per = _PER.match(folded, number.end, stop) if number.kind in ("money", "measure") else None
    return Number(
        start=number.start + base, end=number.end + base, low=number.low, high=number.high, unit=number.unit,
        printed_unit=number.printed_unit, kind=number.kind, comparator=comparator, cue=cue or (before.word if before else ""),
        factor=number.factor, per="·".join(part for part in per.groups() if part) if per else None, bare=number.bare,
        written_out=number.written_out, reach=reach + base, raw=text[number.start : number.end],
    )  # fmt: skip


def _cue_before(text: str, number: _Token) -> _Cue | None:
    lead = text[max(0, number.start - _WINDOW) : number.start].rstrip(" (（:")
    lead = lead.removesuffix("为").removesuffix("达到").removesuffix("达")
    match = _cue_pattern("before").search(lead)
    if match and not _is_inside_word(lead, match.group(), number):
        return _Cue(match.group(), _cues("before")[match.group()])
    return _cue_before_base(text, number) if number.kind == "rate" else None


def _cue_before_base(text: str, number: _Token) -> _Cue | None:
    """The comparing word of a share whose base stands in between: 不超过实际投资额的30%."""
    match = _BASE.search(text[max(0, number.start - _BASE_WINDOW) : number.start])
    if match is None:
        return None
    return _Cue(match["cue"], _cues("before")[match["cue"]])


def _is_inside_word(lead: str, word: str, number: _Token) -> bool:
    """通过3家, 附近3家, 近三年, 充满3: the comparing character belongs to another word or names a period."""
    before = lead[: -len(word)][-1:]
    if word == "近":
        return number.kind == "duration" or before in ("最", "附", "邻", "就")
    if word == "过":
        return before in ("通", "经", "不", "超", "见")
    if word in ("满", "破"):
        return before in ("充", "打", "圆", "突", "未", "不", "爆")
    return word == "最高" and before == "从"


def _cue_after(text: str, at: int, stop: int) -> tuple[_Cue, int] | None:
    """The comparing word behind the number and where it ends: 以上, （含）以上, 左右."""
    gap = _INCLUDED.match(text, at, stop)
    begin = gap.end() if gap else at
    cue = _cue_pattern("after").match(text, begin, stop)
    if cue is None or _leads_on(text, cue.group(), begin):
        return None
    return _Cue(cue.group(), _cues("after")[cue.group()]), cue.end()


def _leads_on(text: str, word: str, begin: int) -> bool:
    """内部, 多种, 余下, 起步: the character begins another word."""
    following = text[begin + len(word) : begin + len(word) + 1]
    return {"内": following in "部外容", "多": following not in "，。", "余": following in "下额", "起": following in "步来草"}.get(
        word, False
    ) and bool(following)
