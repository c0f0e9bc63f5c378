"""What could I get? Terms of subsidy clauses and an applicant's figures in, explained amounts out.

    >>> from decimal import Decimal
    >>> from policies.reading.parts import Amount, Subsidy
    >>> terms = Subsidy(
    ...     start=0, end=0, evidence="", kinds=("event",), beneficiary="承办方", form="rate",
    ...     amounts=(Amount(role="rate", value=Decimal("0.5"), unit="", base="实际支出"), Amount(role="cap", value=Decimal(1000000))),
    ... )
    >>> clause = Clause(key="c1", terms=terms)
    >>> [question.key for question in estimate([clause], {}).questions]
    ['c1.base']
    >>> estimate([clause], {"c1.base": Decimal(3000000)}).high
    Decimal('1000000')

Sums are Decimal yuan. Nothing is assumed: an answer that is missing leaves its line open and is listed as a question. No
figure raises; a negative one counts as nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from .amounts import estimate_clause
from .applicants import groups, groups_of
from .parts import Adjustment, Alternative, Answer, Answers, Clause, ConditionState, Estimate, Line, Question, Step
from .questions import all_questions, questions_of
from .stacking import stack

__all__ = [
    "Adjustment", "Alternative", "Answer", "Answers", "Clause", "ConditionState", "Estimate", "Line", "Question", "Step",
    "estimate", "groups", "groups_of", "questions_of",
]


def estimate(clauses: Iterable[Clause], answers: Answers) -> Estimate:
    """The lines of all clauses, what stacking takes off, and the total; the order of the clauses does not matter."""
    ordered = sorted(clauses, key=lambda clause: clause.key)
    lines = tuple(estimate_clause(clause, answers) for clause in ordered)
    adjustments = stack(lines)
    counted = [line for line in lines if line.is_counted]
    low = sum((line.low for line in counted), Decimal(0)) - sum((cut.low for cut in adjustments), Decimal(0))
    high = sum((line.high for line in counted), Decimal(0)) - sum((cut.high for cut in adjustments), Decimal(0))
    return Estimate(lines=lines, adjustments=adjustments, low=low, high=high, questions=all_questions(ordered))
