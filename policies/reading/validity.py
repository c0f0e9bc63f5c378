"""From when until when a paper holds, by its own words.

Forms: 自2016年3月21日起施行 · 自印发之日起施行 · 自公布之日起30日后施行 · 有效期5年, 暂定三年有效期 · 有效期至2020年12月31日 · 施行至2020年底止 ·
实行年限为2016至2020年 · 试行, 暂行 in the title · 《…》同时废止 · a plan's years in its title (2016年度, 2018—2020年).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from .numerals import DateMention, chinese_value, find_dates
from .parts import Header, Place, ValidityFact
from .scan import Scan
from .sentences import Sentence
from .targets.deadlines import find_plan_period

_IN_FORCE = r"(?:施行|实施|执行|生效|实行|试行)"
_BEGIN = re.compile(rf"\s?(?:起|开始)\s?(?:正式|开始|试)?\s?{_IN_FORCE}")
# 自印发之日起30日后施行 -> from which act, after how many days or months
_FROM_ACT = re.compile(
    r"[自从]\s?(?P<act>印发|发布|公布|颁布|发文|下发|签发|发出)\s?之日\s?起?\s?"
    rf"(?:满?\s?(?P<count>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})\s?(?P<unit>日|天|个月)(?:后|以后|之后)?\s?起?)?\s?(?:正式|开始)?\s?{_IN_FORCE}"
)
# 有效期5年 · 有效期限为三年 · 试行期两年 · 施行期限暂定3年 · 暂定三年有效期
_TERM = re.compile(
    r"(?:有效期|(?:试行|施行|实施|执行|政策)(?:期限|期|年限)|试行)(?:限)?\s?(?:暂?定?为?|为期|是)?\s?"
    r"(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})\s?(?P<unit>个?年|个月)"
    r"|(?:暂定|为期)?(?P<count2>\d{1,2}|[一二两三四五六七八九十]{1,2})\s?(?P<unit2>个?年|个月)(?:的)?有效期"
)
_UNTIL_BEFORE = re.compile(r"(?:有效期(?:限)?\s?(?:截止)?(?:至|到|为)|(?:施行|实施|执行|试行|有效期|期限|年限|延长|延期|顺延)[^。；\n]{0,24}(?:至|到|—|-))\s?$")
_UNTIL_AFTER = re.compile(r"\s?(?:底|末)?\s?(?:止|为止|废止|失效|终止|截止)")
_PERIOD_BEFORE = re.compile(r"(?:实行|施行|实施|执行|有效|适用)(?:年限|期限|期|时间)?(?:为|是|：|:)?\s?$")
_TITLE = re.compile(r"《(?P<title>[^《》\n]{2,120})》\s?(?P<number>[（(][^（()）\n]{2,30}号[)）])?")
_REPEALS = re.compile(r"同时废止|予以废止|自行废止|即行废止|停止执行|同时失效|不再执行|宣布废止|相应废止|废止")
# 此前出台的支持政策同时废止, 原某政发〔2010〕3号文件同时废止: papers that end without a title
_UNNAMED = re.compile(r"(?P<what>(?:原|此前|以前|之前|过去|原有)[^，。；\n《》]{2,60})$")
_LEAD = 120  # characters: who a day is said of stands no further before it
_TRIAL = re.compile(r"试行|暂行")
_OWN = re.compile(r"本[一-鿿]{0,14}|有效期|此|上述")


def find_validity(scan: Scan) -> list[ValidityFact]:
    """The facts from which a paper's validity on a day follows, in order of their place.

    Values: a date ("2016-03-21"), a term ("5年", "18个月"), a title, a period ("2018-2020"). Where a paper counts from an act
    whose day it does not print, the value is its words (自公布之日起) and the confidence is check.
    """
    if scan.genre == "report":
        return []
    found = list(_of_title(scan))
    for sentence in scan.sentences:
        found.extend(_of_sentence(scan, sentence))
    return sorted(found, key=lambda fact: (fact.start, fact.fact))


def effective_dates(facts: list[ValidityFact], header: Header) -> tuple[date | None, date | None]:
    """The first and the last day of effect that the facts fix, either None where no text fixes it.

    A term counts from the first day and ends the day before: five years from 2017-01-01 end on 2021-12-31.
    """
    first = header.effective_from or next((_day(fact.value) for fact in facts if fact.fact == "effective_from"), None)
    last = header.effective_to or next((_day(fact.value) for fact in facts if fact.fact == "effective_to"), None)
    term = next((fact.value for fact in facts if fact.fact == "term"), None)
    if last is None and first is not None and term is not None:
        last = _end_of_term(first, term)
    return first, last


def _of_title(scan: Scan) -> Iterator[ValidityFact]:
    place = scan.header.evidence.get("title") or Place(start=0, end=0, quote="")
    names = " ".join(filter(None, (scan.header.title, scan.header.instrument.title if scan.header.instrument else None)))
    trial = _TRIAL.search(names)
    if trial:
        yield _fact(scan, "trial", trial.group(), place.start, place.end)
    plan = find_plan_period(scan.header)
    if plan and _is_plan(scan.header):
        value = str(plan.first) if plan.first == plan.last else f"{plan.first}-{plan.last}"
        yield _fact(scan, "plan_period", value, place.start, place.end)


def _is_plan(header: Header) -> bool:
    """A plan's title gives its own years; a notice on one year's award winners does not."""
    kind = (header.instrument.kind if header.instrument else header.kind) or ""
    title = (header.instrument.title if header.instrument else header.title) or ""
    return any(word in kind or word in title for word in ("计划", "规划", "方案", "纲要", "要点"))


def _of_sentence(scan: Scan, sentence: Sentence) -> Iterator[ValidityFact]:
    if not _mentions_validity(sentence.text):
        return
    yield from _dated(scan, sentence)
    yield from _from_act(scan, sentence)
    for match in _TERM.finditer(scan.text, sentence.start, sentence.end):
        count, unit = match["count"] or match["count2"], match["unit"] or match["unit2"]
        yield _fact(scan, "term", f"{_whole(count)}{unit.replace('个年', '年')}", match.start(), match.end())
    yield from _repeals(scan, sentence)


def _mentions_validity(text: str) -> bool:
    return any(word in text for word in ("行", "实施", "生效", "有效期", "废止", "失效", "年限", "期限", "止"))


def _dated(scan: Scan, sentence: Sentence) -> Iterator[ValidityFact]:
    """Days and periods with 起施行, 止, 有效期至 or 年限为 beside them, said of the paper itself."""
    for mention in find_dates(scan.text, sentence.start, sentence.end):
        lead, stop = scan.text[max(sentence.start, mention.start - _LEAD) : mention.start], sentence.end
        if not _is_own(lead, scan.text[mention.end : min(stop, mention.end + _LEAD)]):
            continue
        if mention.year_to is not None and _PERIOD_BEFORE.search(lead):
            yield _fact(scan, "effective_from", f"{mention.year}-01-01", mention.start, mention.end)
            yield _fact(scan, "effective_to", f"{mention.year_to}-12-31", mention.start, mention.end)
        elif mention.date and _BEGIN.match(scan.text, mention.end, stop):
            yield _fact(scan, "effective_from", mention.date.isoformat(), mention.start, _end(_BEGIN, scan, mention, stop))
        elif _UNTIL_BEFORE.search(lead[-40:]) or (_UNTIL_AFTER.match(scan.text, mention.end, stop) and "自" in lead[-30:]):
            yield from _until(scan, mention)


def _end(form: re.Pattern[str], scan: Scan, mention: DateMention, stop: int) -> int:
    match = form.match(scan.text, mention.end, stop)
    return match.end() if match else mention.end


def _until(scan: Scan, mention: DateMention) -> Iterator[ValidityFact]:
    """The last day: of the month or the year where the text gives no more."""
    if mention.year is None:
        return
    month = mention.month or 12
    if not 1 <= month <= 12:
        return
    day = mention.date or date(mention.year, month, calendar.monthrange(mention.year, month)[1])
    yield _fact(scan, "effective_to", day.isoformat(), mention.start, mention.end)


def _is_own(lead: str, tail: str) -> bool:
    """Whether a day is said of this paper: 本办法自…, 自…起施行 as a sentence of its own; not 《…》自…起施行."""
    subject = re.split(r"[。；，,;]", lead)[-1].strip()
    if "》" in subject:
        return False
    return len(subject) <= 14 or _OWN.search(lead) is not None or "有效期" in tail[:12]


def _from_act(scan: Scan, sentence: Sentence) -> Iterator[ValidityFact]:
    for match in _FROM_ACT.finditer(scan.text, sentence.start, sentence.end):
        if not _is_own(scan.text[max(sentence.start, match.start() - _LEAD) : match.start()], ""):
            continue
        base = _day_of_act(scan.header, match["act"])
        day = _later(base, match["count"], match["unit"]) if base else None
        value = day.isoformat() if day else f"自{match['act']}之日起{match['count'] or ''}{match['unit'] or ''}"
        yield _fact(scan, "effective_from", value, match.start(), match.end(), known=day is not None)


def _day_of_act(header: Header, act: str) -> date | None:
    """The day of an act: a paper prints when it was issued or printed; when it was published, only its page says."""
    if act in ("发布", "公布", "颁布"):
        return header.date_published
    return header.date_printed or header.date_issued


def _later(base: date, count: str | None, unit: str | None) -> date | None:
    if not count:
        return base
    steps = _whole(count)
    if unit == "个月":
        return _months_later(base, steps)
    return base + timedelta(days=steps)


def _repeals(scan: Scan, sentence: Sentence) -> Iterator[ValidityFact]:
    """The papers that this one ends: every title before 同时废止 in the sentence, or behind 废止."""
    act = _REPEALS.search(scan.text, sentence.start, sentence.end)
    if act is None or "之日" in scan.text[act.end() : act.end() + 4]:
        return
    titles = [match for match in _TITLE.finditer(scan.text, sentence.start, sentence.end) if _is_repealed(scan.text, match, act)]
    parts = {one.start: one.parts for one in scan.citations if one.relation == "repeals"}
    for match in titles:
        named = "、".join(dict.fromkeys(part.printed for part in parts.get(match.start(), ())))
        yield _fact(scan, "repeals", f"{match['title']}{named}", match.start(), match.end())
    unnamed = None if titles else _UNNAMED.search(scan.text, sentence.start, act.start())
    if unnamed:
        yield _fact(scan, "repeals", unnamed["what"].strip(), unnamed.start(), act.end(), known=False)


def _is_repealed(text: str, match: re.Match[str], act: re.Match[str]) -> bool:
    """根据《…》，《…》同时废止: a title that a basis or a rule names is not what ends."""
    lead = text[max(0, match.start() - 4) : match.start()]
    return not lead.endswith(("根据", "依据", "按照", "依照", "按", "结合")) and abs(act.start() - match.end()) < 400


def _end_of_term(first: date, term: str) -> date | None:
    count = int("".join(sign for sign in term if sign.isdigit()) or 0)
    end = _months_later(first, count if "月" in term else count * 12)
    return end - timedelta(days=1) if end and count else None


def _months_later(base: date, months: int) -> date | None:
    year, month = divmod(base.year * 12 + base.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(base.day, calendar.monthrange(year, month + 1)[1]))


def _whole(word: str) -> int:
    return int(word) if word.isdigit() else int(chinese_value(word) or 0)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _fact(scan: Scan, fact: str, value: str, start: int, end: int, *, known: bool = True) -> ValidityFact:
    return ValidityFact(
        fact=fact,
        value=value,
        start=start,
        end=end,
        evidence=scan.text[start:end],
        provision=scan.provision_at(start),
        confidence="sure" if known else "check",
    )
