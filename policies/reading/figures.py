"""What a text says was reached: figures of reports, and of sentences in a policy paper that look back.

Forms: 已建成31家众创空间 · 聚集630多个团队 · 累计开展活动1200余场次 · 投入近3000万元 · 2016年12月…兑现资金1200万元 · 截至2019年底达40家.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .numerals import Number, find_dates
from .parts import ReportedFigure
from .reference import RegionName
from .scan import Scan
from .sentences import Sentence, clauses
from .targets import context
from .targets.candidates import MOST_NUMBERS, REACH, outside_brackets
from .targets.cues import pattern
from .targets.indicators import find_indicator
from .targets.records import quote

_COUNTED = frozenset(("count", "money", "rate", "area", "measure"))
# Units that tell an order or a manner of speaking (第五届, 两类), not an amount
_SPEAKING = frozenset("届类种级号分期度")
_QUALIFIERS = {"余": "more", "多": "more", "超过": "more", "突破": "more", "超": "more", "逾": "more", "以上": "more",
               "近": "nearly", "将近": "nearly", "接近": "nearly"}  # fmt: skip
_DONE = re.compile(r"兑现|已|累计|发放了|先后")
# The act that a sum was the object of: 向9家机构兑现奖励资金 -> 奖励资金 is what was counted
_ACTS = re.compile(r"兑现|安排|提供|投入|形成|出资|汇聚|集成|吸引|推荐了?|建成|开展|获得|发放|完成|达成|签约|入驻|组织|实现")
_ASKED = re.compile(r"不(?:得|能)?(?:少于|低于)|至少")  # what is asked for was not counted
_QUALIFIES = re.compile(r"的[，,]")  # 累计投资规模达到5000万元以上的，: who is meant
_UNTIL = re.compile(r"(?<![截止])[到至]\s?(20\d\d)年")
# What a report puts before its noun: 全市共有各类孵化器 -> 孵化器
_OPENING = re.compile(r"^(?:(?:全|我|本)[省市区县国]|目前|已|共计?|总计|累计|拥有|现?有|了|各类|各种|各级|入驻(?=..)|对接(?=..)){1,4}")
_LONGEST_NAME = 14  # characters of the longest region name that is looked up


def find_figures(scan: Scan) -> list[ReportedFigure]:
    """The figures reported, in base units, with the day and the region that their sentences name."""
    paper = context.survey(scan)
    regions = _Regions(scan)
    found: list[ReportedFigure] = []
    for sentence in scan.sentences:
        if scan.genre == "report" or _may_look_back(paper, sentence):
            regions.enter(sentence)
            for clause in _looking_back(paper, sentence):
                found.extend(_of_clause(scan, regions, sentence, clause))
    return found


def _may_look_back(paper: context.Surroundings, sentence: Sentence) -> bool:
    """Whether the sentence of a plan or a policy holds a number and tells the past; a regulation tells none."""
    if paper.regulation or not paper.scan.numbers_in(sentence.start, sentence.end):
        return False
    return context.speaks_of_past(sentence.text, paper.issued)


def _looking_back(paper: context.Surroundings, sentence: Sentence) -> Iterator[Sentence]:
    """The clauses that tell what was: all of a report's but those that promise or plan, the past ones of other papers."""
    if context.states_condition(sentence):
        return
    past = paper.scan.genre == "report"
    for clause in clauses(paper.scan.text, sentence.start, sentence.end):
        future = pattern("strive").search(clause.text) or _names_later_year(clause.text, paper.issued)
        past = not future and (past or context.speaks_of_past(clause.text, paper.issued))
        promise = context.promises_money(clause.text) and not _DONE.search(clause.text)
        if past and not promise:
            yield clause


def _names_later_year(clause: str, issued: int | None) -> bool:
    match = _UNTIL.search(clause)
    return match is not None and (issued is None or int(match.group(1)) > issued)


def _of_clause(scan: Scan, regions: _Regions, sentence: Sentence, clause: Sentence) -> Iterator[ReportedFigure]:
    numbers, begin = scan.numbers_in(clause.start, clause.end), clause.start
    if len(numbers) > MOST_NUMBERS:
        return
    pays = context.promises_money(sentence.text)
    promising = pays and not _DONE.search(sentence.text)
    numbers = tuple(outside_brackets(numbers, scan.text, clause))
    for at, number in enumerate(numbers):
        stop = numbers[at + 1].start if at + 1 < len(numbers) else clause.end
        lead, tail = scan.text[max(begin, number.start - REACH) : number.start], scan.text[number.reach : min(stop, number.reach + REACH)]
        begin = number.reach
        if not _tells(number, promising=promising) or scan.is_excluded(number.start) or _QUALIFIES.match(tail):
            continue
        if pays and number.comparator == "at_least" and tail.startswith("的"):  # 800人以上的旅行社，每人奖励5元: who is paid
            continue
        indicator = _indicator(lead, tail, number.kind)
        if indicator:
            start, end = quote(scan.text, clause, number)
            yield ReportedFigure(
                indicator=indicator, quantity=number.low, unit=number.unit, qualifier=_QUALIFIERS.get(number.cue),
                as_of=_as_of(scan.text, sentence, number), region=regions.at(number.start), start=start, end=end, evidence=scan.text[start:end],
                provision=scan.provision_at(number.start), confidence="likely" if scan.genre == "report" else "check",
            )  # fmt: skip


def _tells(number: Number, *, promising: bool) -> bool:
    if number.kind not in _COUNTED or number.printed_unit in _SPEAKING or number.high is not None:
        return False
    if number.comparator in ("at_most", "less_than") or (promising and number.comparator == "at_least") or _ASKED.fullmatch(number.cue):
        return False
    return not (number.written_out and number.kind == "count" and number.low < 10 and number.comparator == "exact")


def _indicator(lead: str, tail: str, kind: str) -> str:
    acts = list(_ACTS.finditer(lead))
    own = lead[acts[-1].end() :] if acts else lead
    tail = tail.removeprefix("用于")
    found = find_indicator(own, tail, kind) or find_indicator(lead, tail, kind)
    return _OPENING.sub("", found) or found


def _as_of(text: str, sentence: Sentence, number: Number) -> str | None:
    """The last day, month or year that the sentence names before the figure."""
    dates = [mention for mention in find_dates(text, max(sentence.start, number.start - 2 * REACH), number.start) if mention.year is not None]
    return dates[-1].printed if dates else None


class _Regions:
    """The region a sentence speaks of: the last one named before the figure in its paragraph, else the paper's own."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.named: list[tuple[int, tuple[str, ...]]] = []
        self.line_end = -1

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence; a new line forgets the regions of the line before."""
        if sentence.start > self.line_end:
            self.named.clear()
            end = self.scan.text.find("\n", sentence.start)
            self.line_end = end if end >= 0 else len(self.scan.text)
        self.named.extend(self._names(sentence))

    def at(self, offset: int) -> tuple[str, ...]:
        """The names from the province down of the region that governs the offset."""
        for start, path in reversed(self.named):
            if start < offset:
                return path
        return self.scan.header.region

    def _names(self, sentence: Sentence) -> Iterator[tuple[int, tuple[str, ...]]]:
        known = self.scan.reference.by_name
        at = sentence.start if known else sentence.end
        while at < sentence.end:
            if self.scan.text[at : at + 2] not in self.scan.reference.openings:
                at += 1
                continue
            longest = min(_LONGEST_NAME, sentence.end - at)
            name = next((self.scan.text[at : at + n] for n in range(longest, 1, -1) if self.scan.text[at : at + n] in known), None)
            if name is not None:
                yield at, self.scan.reference.path(self._choose(known[name]))
            at += len(name) if name else 1

    def _choose(self, rows: list[RegionName]) -> RegionName:
        """The namesake inside the paper's own region, else the first."""
        own = set(self.scan.header.region)
        return next((row for row in rows if own & set(self.scan.reference.path(row))), rows[0])
