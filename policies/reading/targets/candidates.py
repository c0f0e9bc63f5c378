"""A clause's numbers as candidates: each with the words of its list item before and behind it.

新增孵化机构20家、创业企业1000家 -> two items, (新增孵化机构, 20家) and (创业企业, 1000家), which share the verb 新增.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..numerals import Number
from ..sentences import Sentence, protected
from .indicators import find_indicator

_CONNECTOR = re.compile(r"\s?(?:[、，,;；]|以及|[和及与](?!其))")
_COUNTED = frozenset(("count", "money", "rate", "area", "measure", "ratio", "duration"))
_NOUN_BREAK = re.compile(r"[、和与及]")
_AGAINST = re.compile(r"在(?=(?:20\d\d年|现有|原有))")  # A和B在2022年的基础上
_DISTANT = re.compile(r"(至少|最少)[^，。；、\d]{1,10}$")
_DISTRIBUTED = re.compile(r"分别|各自")
# A share held against a base in a clause of its own: “…业务收费，原则上不高于承担责任的0.5%”
_BASE_ONLY = re.compile(r"^\s?(?:原则上|一般|均|应|应当|须)?不(?:得|能)?(?:高于|低于|超过|少于)")

TO_LIMIT = re.compile(r"(?:压缩|压减|缩短|缩减|控制|减少|降低)(?:到|至|为|在)?\s?$")
# A clause with more numbers is a table or damage; a sentence of ten such clauses too.
MOST_NUMBERS = 40

# How far the words that govern a number may stand from it; a clause longer than that is a list or damage.
REACH = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A number with its list item: `lead` before it, `tail` behind it; `governed` is its clause up to it, `before` its sentence."""

    number: Number
    clause: Sentence
    lead: str
    tail: str
    governed: str
    before: str
    around: str
    indicator: str
    describes: bool
    matched: bool = True


@dataclass(frozen=True, slots=True)
class _Item:
    """A number's place in its clause: where its item begins and ends, and whether it describes the next number's noun."""

    number: Number
    begin: int
    end: int
    describes: bool


def find_candidates(text: str, sentence: Sentence, clause: Sentence, numbers: Sequence[Number]) -> Iterator[Candidate]:
    """The numbers of the clause that can count something, each with its item; numbers in brackets or quotes are left out."""
    if len(numbers) > MOST_NUMBERS:
        return
    open_numbers = [n for n in numbers if n.kind in _COUNTED and n.reach <= clause.end and _is_goal_like(text, n)]
    counted = outside_brackets(open_numbers, text, clause)
    shared, distributed = _dealt_out(text, sentence, clause, counted)
    if distributed:
        counted = _with_shared_cue(counted)
    counted = [_with_distant_cue(number, text, clause) for number in counted]
    previous = ""
    for at, item in enumerate(_items(text, clause, counted)):
        number = item.number
        lead, tail = text[max(item.begin, number.start - REACH) : number.start], text[number.reach : min(item.end, number.reach + REACH)]
        indicator = shared[at] if shared else _indicator(text, sentence, clause, number, lead, tail) or previous
        yield Candidate(
            number=number, clause=clause, lead=lead, tail=tail, indicator=indicator, describes=item.describes,
            governed=text[max(clause.start, number.start - REACH) : number.start],
            before=text[max(sentence.start, number.start - REACH) : number.start],
            around=text[max(clause.start, number.start - REACH) : min(clause.end, number.reach + 40)],
            matched=bool(shared) or not distributed,
        )  # fmt: skip
        previous = indicator


def _is_goal_like(text: str, number: Number) -> bool:
    """A term (3年, 5个工作日) is a goal only where something is cut down to it."""
    return number.kind != "duration" or TO_LIMIT.search(text[max(0, number.start - 6) : number.start]) is not None


def _indicator(text: str, sentence: Sentence, clause: Sentence, number: Number, lead: str, tail: str) -> str:
    if _BASE_ONLY.match(lead) and clause.start > sentence.start:
        earlier = text[max(sentence.start, clause.start - REACH) : clause.start].rstrip("，, 　")
        return find_indicator(re.split(r"[，,；;]", earlier)[-1], "", number.kind)
    return find_indicator(lead, tail, number.kind)


def _items(text: str, clause: Sentence, numbers: list[Number]) -> Iterator[_Item]:
    """The list items of a clause; a number that only describes the next one's noun stays inside that one's item."""
    begin = clause.start
    for at, number in enumerate(numbers):
        after = numbers[at + 1] if at + 1 < len(numbers) else None
        if after is None:
            yield _Item(number, begin, clause.end, describes=False)
            return
        gap = text[number.reach : min(after.start, number.reach + REACH)]
        connector = _CONNECTOR.search(gap)
        describes = after.kind == "count" and number.kind != "count" and connector is None
        # 2—3个年交易额100亿元以上的市场: the second number belongs to the noun that the first one counts.
        described = connector is None and text.startswith("的", after.reach)
        yield _Item(number, begin, clause.end if describes or described else after.start, describes)
        if connector:
            begin = number.reach + (0 if connector.start() == 0 else connector.end())


def outside_brackets(numbers: Sequence[Number], text: str, clause: Sentence) -> list[Number]:
    """The numbers outside brackets and quotations; both run in order."""
    spans = protected(text, clause.start, clause.end)
    kept, at = [], 0
    for number in numbers:
        while at < len(spans) and spans[at][1] <= number.start:
            at += 1
        if at == len(spans) or number.start < spans[at][0]:
            kept.append(number)
    return kept


def _dealt_out(text: str, sentence: Sentence, clause: Sentence, numbers: list[Number]) -> tuple[list[str], bool]:
    """The nouns that 分别 deals several figures out to (none when the counts differ), and whether there is a 分别.

    Where the clause begins with 分别, the nouns stand at the head of an earlier clause of the sentence.
    """
    if len(numbers) < 2:
        return [], False
    match = _DISTRIBUTED.search(text, clause.start, numbers[0].start)
    if match is None:
        return [], False
    lead = text[max(clause.start, match.start() - REACH) : match.start()].strip()
    leads = [lead] if lead else re.split(r"[，,；;：:]", text[max(sentence.start, clause.start - REACH) : clause.start])[::-1]
    dealt = (_nouns(lead) for lead in leads)
    return next((nouns for nouns in dealt if len(nouns) == len(numbers)), []), True


def _nouns(lead: str) -> list[str]:
    return [noun for part in _NOUN_BREAK.split(_AGAINST.split(lead)[0]) if (noun := find_indicator(part, ""))]


def _with_distant_cue(number: Number, text: str, clause: Sentence) -> Number:
    """至少建有一所: a verb stands between the comparing word and the number."""
    if number.comparator != "exact":
        return number
    match = _DISTANT.search(text[max(clause.start, number.start - 14) : number.start])
    return replace(number, comparator="at_least", cue=match.group(1)) if match else number


def _with_shared_cue(numbers: list[Number]) -> list[Number]:
    """分别超过90家和800家: the comparing word stands once and holds for each figure."""
    first = numbers[0]
    if first.comparator in ("exact", "range"):
        return numbers
    return [replace(n, comparator=first.comparator, cue=first.cue) if n.comparator == "exact" else n for n in numbers]
