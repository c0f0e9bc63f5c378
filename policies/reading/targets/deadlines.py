"""By when a target is to be reached.

Forms: 到2020年（底、末） · 2016年底前 · 2019—2021年 · “十三五”末 · 三年内, 未来五年 (counted from the date issued) · 年底前, 今年 (of the
plan's year) · 2016年， at the head of a sentence · a plan's year in its title (2016年度…行动计划).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from ..numerals import DateMention, chinese_value, find_dates
from ..parts import Header
from ..scan import Scan

# The last year of each five-year plan; the tenth ended in 2005.
_PLAN_NUMBERS = {"十": 10, "十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15, "十六": 16}
_FIVE_YEAR_PLAN = re.compile(r"[“\"]?(?P<plan>十[一二三四五六]?)五[”\"]?(?:规划)?(?P<tail>期?末|末期|期间|时期|期内)")
# 三年内, 未来五年, 用3年左右时间, 今后3—5年 -> the longest term
_TERM = re.compile(
    r"(?P<lead>未来|今后|再用|力争用|利用|用)?(?P<first>\d{1,2}|[一二两三四五六七八九十]{1,2})(?:\s?[-—–～至到]\s?(?P<last>\d{1,2}|[一二两三四五六七八九十]{1,2}))?"
    r"\s?(?P<unit>个?年|个月)(?:左右)?的?(?P<tail>时间|内|以内|之内)?"
)
_OF_THE_YEAR = re.compile(r"(?<![每\d一二两三四五六七八九十\d])(?P<word>今年|本年度|本年|当年|年内|明年|年底|年末)(?P<tail>底|末|内)?(?P<before>前|之前|以前)?")
_HINT = re.compile(r"年|月|五[”\"]?(?:规划)?[期末时]|\d[-/.]\d")  # no deadline is written without one of these
_BEFORE = re.compile(r"(?:到|至|在|于|力争|争取|确保)\s?$")
_PAST_BEFORE = re.compile(r"(?:截至|截止|截止到|截至到|自|从|于|以)\s?$")
_IS_BASE = re.compile(r"\s?[底末]?的?基础|以来|年?相比")  # 在2022年的基础上, 比2020年, 较“十三五”末: what is compared with
_COMPARED = re.compile(r"[比较]\s?$")
_AFTER = re.compile(r"\s?(?:年?底|年?末)?(?:前|之前|以前|底|末)")
_OPENS = frozenset("。！？；;，,：:\n—、 \u3000")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A deadline as the contract prints it ("2020", "2020-06"); `whole` ones name their year and may govern what follows."""

    start: int
    end: int
    value: str
    evidence: str
    whole: bool = True

    @property
    def year(self) -> int:
        return int(self.value[:4])


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPeriod:
    """The years that a title gives to its plan: 2016年度 -> 2016, 2016; 2018—2020年 -> 2018, 2020."""

    first: int
    last: int
    evidence: str


class Years(Protocol):
    """What a deadline is counted from: the paper's text, the year it was issued, the years of its plan."""

    @property
    def scan(self) -> Scan: ...
    @property
    def issued(self) -> int | None: ...
    @property
    def plan(self) -> PlanPeriod | None: ...


def find_plan_period(header: Header) -> PlanPeriod | None:
    """The years in the title of the instrument or of the paper itself, None when the title names none."""
    titles = [header.instrument.title if header.instrument else None, header.title]
    for title in titles:
        for mention in find_dates(title or ""):
            if mention.year is not None and mention.day is None:
                quote = (title or "")[mention.start : mention.end]
                return PlanPeriod(first=mention.year, last=mention.year_to or mention.year, evidence=quote)
    return None


def find_year_issued(header: Header) -> int | None:
    """The year in which the paper was issued, by its date or its number."""
    dated = header.date_issued or header.date_printed or header.date_published
    if dated:
        return dated.year
    numbered = re.search(r"(?:19|20)\d{2}", header.number or "")
    return int(numbered.group()) if numbered else None


def find_deadlines(paper: Years, start: int, end: int) -> list[Deadline]:
    """The deadlines that text[start:end] names, in order; terms count from the year issued, 年底 from the plan's."""
    text, issued = paper.scan.text, paper.issued
    if not _HINT.search(text, start, end):
        return []
    found = [*_dated(paper, start, end), *_five_year_plans(text, start, end, issued or 0)]
    found += _terms(text, start, end, issued)
    found += _of_the_year(text, start, end, paper.plan.last if paper.plan else issued)
    return sorted(found, key=lambda deadline: deadline.start)


def _dated(paper: Years, start: int, end: int) -> Iterator[Deadline]:
    text, issued = paper.scan.text, paper.issued or 0
    for mention in find_dates(text, start, end):
        if mention.year is None or _PAST_BEFORE.search(text, max(start, mention.start - 4), mention.start):
            continue
        opens = mention.start == start or text[mention.start - 1] in _OPENS
        led = _BEFORE.search(text, max(start, mention.start - 3), mention.start)
        followed = _AFTER.match(text, mention.end, end)
        year = mention.year_to or mention.year
        # A report that opens with its own year tells what was done in it; a plan says what is to be done.
        heads = opens and (year > issued or paper.scan.genre != "report")
        if _IS_BASE.match(text, mention.end, end) or _COMPARED.search(text, max(start, mention.start - 2), mention.start):
            continue
        if year >= issued and (led or followed or mention.year_to or heads):
            yield Deadline(start=mention.start, end=mention.end, value=_printed(mention), evidence=text[mention.start : mention.end])


def _printed(mention: DateMention) -> str:
    return str(mention.year_to) if mention.year_to else mention.printed


def _five_year_plans(text: str, start: int, end: int, issued: int) -> Iterator[Deadline]:
    for match in _FIVE_YEAR_PLAN.finditer(text, start, end):
        year = 1955 + _PLAN_NUMBERS[match["plan"]] * 5
        if year >= issued and not _COMPARED.search(text, max(start, match.start() - 2), match.start()):
            yield Deadline(start=match.start(), end=match.end(), value=str(year), evidence=match.group())


def _terms(text: str, start: int, end: int, issued: int | None) -> Iterator[Deadline]:
    if issued is None:
        return
    for match in _TERM.finditer(text, start, end):
        years = _term_years(match)
        if years is not None and (match["lead"] or match["tail"]) and text[match.start() - 1 : match.start()] not in ("近", "每", "第", "前"):
            value = str(issued + years)
            yield Deadline(start=match.start(), end=match.end(), value=value, evidence=match.group(), whole=False)


def _term_years(match: re.Match[str]) -> int | None:
    """The years of a term; months only when they make whole years."""
    word = match["last"] or match["first"]
    value = chinese_value(word) if not word.isascii() else int(word)
    if value is None:
        return None
    count = int(value)
    if match["unit"] == "个月":
        return count // 12 if count % 12 == 0 else None
    return count if 0 < count <= 30 else None


def _of_the_year(text: str, start: int, end: int, year: int | None) -> Iterator[Deadline]:
    if year is None:
        return
    for match in _OF_THE_YEAR.finditer(text, start, end):
        value = str(year + (match["word"] == "明年"))
        yield Deadline(start=match.start(), end=match.end(), value=value, evidence=match.group(), whole=False)
