"""Conditions against answers. 以上, 以下 and 以内 include the number, 超过 and 不满 do not (Civil Code, article 1259)."""

from __future__ import annotations

import operator
from decimal import Decimal

from policies.reading.parts import Condition

from .parts import Answer, Answers, Clause, ConditionState
from .questions import condition_question
from .thresholds import scale_of

COMPARE = {
    "at_least": operator.ge,
    "more_than": operator.gt,
    "at_most": operator.le,
    "less_than": operator.lt,
    "equals": operator.eq,
}


DOWNWARD = {"at_most", "less_than"}


def judge_all(clause: Clause, answers: Answers) -> tuple[ConditionState, ...]:
    """All conditions of a clause in its order, but for those that are the steps of its tiers: they shut nothing."""
    scale = scale_of(clause.terms)
    asked = [condition for condition in clause.terms.conditions if scale is None or not scale.has_step(condition)]
    return tuple(judge(clause, condition, answers) for condition in asked)


def refuses(states: tuple[ConditionState, ...]) -> bool:
    """Whether the answers shut the clause: some thing is asked for, and none of its thresholds is met.

    Several thresholds of one thing in one direction are the steps of a scale (1000万元以上、5000万元以上的，分别…): one is enough.
    """
    scales: dict[tuple[str, bool], list[str]] = {}
    for state in states:
        direction = state.condition.comparator in DOWNWARD
        scales.setdefault((state.condition.subject, direction), []).append(state.verdict)
    return any(set(verdicts) == {"not_met"} for verdicts in scales.values())


def judge(clause: Clause, condition: Condition, answers: Answers) -> ConditionState:
    """Whether the answers meet the condition; what was not answered stays unanswered."""
    answer = answers.get(condition_question(clause, condition).key)
    if answer is None:
        return ConditionState(condition=condition, verdict="unanswered")
    return ConditionState(condition=condition, verdict="met" if _holds(condition, answer) else "not_met", answer=answer)


def _holds(condition: Condition, answer: Answer) -> bool:
    if condition.value is None:
        return answer is True
    compare = COMPARE.get(condition.comparator, operator.ge)
    return isinstance(answer, Decimal) and bool(compare(answer, condition.value))
