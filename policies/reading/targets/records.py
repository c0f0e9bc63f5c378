"""A judged number becomes a Target: comparator, kind of change, deadline, place."""

from __future__ import annotations

from ..numerals import Number
from ..parts import Confidence, Target
from .candidates import Candidate
from .context import Surroundings
from .cues import pattern, trailing_verb, words
from .deadlines import Deadline
from .indicators import change_of, find_scope

_ENDINGS = "，,。；;：:！!、. 　"


def record(paper: Surroundings, candidate: Candidate, deadline: Deadline | None, confidence: Confidence) -> Target:
    """The target of a candidate; its evidence is the clause, its deadline's quote the words that set it."""
    number, clause = candidate.number, candidate.clause
    end = clause.start + len(clause.text.rstrip(_ENDINGS))
    return Target(
        indicator=candidate.indicator,
        comparator=_comparator(candidate),
        quantity=number.low if number.kind != "ratio" else number.low / (number.high or 1),
        quantity_max=number.high if number.kind != "ratio" else None,
        unit=number.unit,
        deadline=deadline.value if deadline else None,
        deadline_evidence=deadline.evidence if deadline else None,
        change=change_of(candidate.governed, number.unit),
        scope=find_scope(clause.text),
        striving=pattern("strive").search(candidate.governed) is not None,
        start=clause.start,
        end=max(end, number.end),
        evidence=paper.scan.text[clause.start : max(end, number.end)],
        provision=paper.scan.provision_at(number.start),
        confidence=confidence,
    )


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
    number: Number = candidate.number
    if number.comparator == "less_than":
        return "at_most"
    if number.comparator != "exact":
        return number.comparator
    verb = trailing_verb(candidate.lead)
    if verb in words("strive"):
        return "strive_for"
    if verb in words("reach"):
        return "reach"
    if pattern("increase").search(candidate.governed):
        return "increase"
    return "exact"
