"""A judged number becomes a Target: comparator, kind of change, deadline, place."""

from __future__ import annotations

import re
from dataclasses import replace

from ..numerals import Number
from ..parts import Confidence, Target
from ..sentences import Sentence
from .candidates import REACH, Candidate
from .context import Surroundings
from .cues import pattern, speaks_of_increase, trailing_verb, words
from .deadlines import Deadline
from .indicators import change_of, find_scope

_LONGEST_QUOTE = 2 * REACH
_ENDINGS = "，,。；;：:！!、. 　"

_LEVEL = re.compile(r"^(?:国家|省|市|区|县|部|州)(?:[、和]?(?:国家|省|市|区|县))?级(?:以上|及以上)?")
# 分别达到30家、10家 and 达到总人口的3‰: the verb stands before the list or before the base
_REACHES = re.compile(r"分别(?:达到?|实现)|(?:达到?|占)[^，。；、\d]{1,12}的\s?$")


def record(paper: Surroundings, candidate: Candidate, deadline: Deadline | None, confidence: Confidence) -> Target:
    """The target of a candidate; its evidence is the clause, its deadline's quote the words that set it."""
    number = candidate.number
    start, end = quote(paper.scan.text, candidate.clause, number)
    return Target(
        indicator=candidate.indicator,
        comparator=_comparator(candidate),
        quantity=number.low if number.kind != "ratio" else number.low / (number.high or 1),
        quantity_max=number.high if number.kind != "ratio" else None,
        unit=number.unit,
        deadline=deadline.value if deadline else None,
        deadline_evidence=deadline.evidence if deadline else None,
        change=change_of(candidate.governed, number.unit),
        scope=find_scope(candidate.around),
        striving=pattern("strive").search(candidate.governed) is not None,
        start=start,
        end=end,
        evidence=paper.scan.text[start:end],
        provision=paper.scan.provision_at(number.start),
        confidence=confidence,
    )


def quote(text: str, clause: Sentence, number: Number) -> tuple[int, int]:
    """The clause without its stop, or, where a clause has no end, as much of it as governs the number."""
    start, end = clause.start, clause.end
    if end - start > _LONGEST_QUOTE:
        start, end = max(start, number.start - REACH), min(end, number.reach + REACH)
    while end > number.end and text[end - 1] in _ENDINGS:
        end -= 1
    return start, end


def with_noun_of(target: Target, earlier: Target | None) -> Target:
    """The target with a whole name: 产业集群10个，其中国家级2个 -> 国家级产业集群."""
    if earlier is None or not _LEVEL.fullmatch(target.indicator):
        return target
    noun = _LEVEL.sub("", earlier.indicator)
    return replace(target, indicator=target.indicator + noun)


def distinct(targets: list[Target]) -> list[Target]:
    """The targets without those that a paper printed twice repeats word for word."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for target in targets:
        key = ("".join(target.evidence.split()), target.indicator, target.quantity, target.unit, target.deadline)
        if key not in seen:
            seen.add(key)
            kept.append(target)
    return kept


def _comparator(candidate: Candidate) -> str:
    """The contract's word: the comparing word beside the number first, then the verb (争创, 新增, 达到)."""
    number = candidate.number
    if number.comparator == "less_than":
        return "at_most"
    if number.comparator != "exact":
        return number.comparator
    verb = trailing_verb(candidate.lead)
    if verb in words("strive"):
        return "strive_for"
    if verb in words("reach") or _REACHES.search(candidate.governed):
        return "reach"
    if speaks_of_increase(candidate.governed):
        return "increase"
    return "exact"
