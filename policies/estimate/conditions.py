"""Conditions against answers. 以上, 以下 and 以内 include the number, 超过 and 不满 do not (Civil Code, article 1259)."""

from __future__ import annotations

import operator
from decimal import Decimal

from policies.reading.parts import Condition

from .parts import Answer, Answers, Clause, ConditionState
from .questions import condition_question

COMPARE = {
    "at_least": operator.ge,
    "more_than": operator.gt,
    "at_most": operator.le,
    "less_than": operator.lt,
    "equals": operator.eq,
}


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
