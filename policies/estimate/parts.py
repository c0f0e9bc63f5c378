"""What goes into an estimate and what comes out. All sums are Decimal yuan for one year unless a clause says otherwise.

Words for people are not made here: a step, a note and a question carry a code and its values, and the page says them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from policies.reading.parts import Amount, Condition, Subsidy

Answer = Decimal | str | bool
Answers = Mapping[str, Answer]
QuestionKind = Literal["figure", "choice", "yes_no"]
Verdict = Literal["met", "not_met", "unanswered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A subsidy clause with what stacking needs to know of its document; `rank` is 0 for the nation, larger below."""

    key: str
    terms: Subsidy
    rank: int = 0
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One figure, choice or yes that a clause asks of the applicant; the same key asks it once for several clauses."""

    key: str
    kind: QuestionKind
    subject: str
    unit: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a formula: a code such as "per_unit" and the values that its sentence prints."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One way of reading an ambiguous clause, with its sum in yuan."""

    code: str
    amount: Decimal
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionState:
    """A condition and whether the answers meet it; nothing is assumed for what was not answered."""

    condition: Condition
    verdict: Verdict
    answer: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one clause gives: from `low` to `high` yuan, how, and what is open.

    `state` is computed, open (an answer is missing; the sums are those of what was answered), refused (a condition is not
    met) or not_computable (`reason` says why). What is lent or invested is no grant and stays out of the total.
    """

    clause: Clause
    state: Literal["computed", "open", "refused", "not_computable"]
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    steps: tuple[Step, ...] = ()
    bound_by: tuple[Amount, ...] = ()
    conditions: tuple[ConditionState, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    missing: tuple[Question, ...] = ()
    notes: tuple[Step, ...] = ()
    reason: str = ""

    @property
    def is_counted(self) -> bool:
        return self.state in ("computed", "open") and self.high > 0 and self.is_grant and not self.is_ceiling

    @property
    def is_grant(self) -> bool:
        """Whether money is given: a follow-on investment buys shares, and a guarantee that names only a ceiling is a loan's."""
        kinds, roles = self.clause.terms.kinds, {amount.role for amount in self.clause.terms.amounts}
        return "follow_on" not in kinds and not ("guarantee" in kinds and roles <= {"cap", "quota"})

    @property
    def is_ceiling(self) -> bool:
        """Whether the clause only limits what others give together: 以上各项合计不超过300万元."""
        roles = {amount.role for amount in self.clause.terms.amounts}
        return self.clause.terms.stacking == "overall_cap" and roles <= {"cap", "quota"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """What a stacking rule took off the plain sum, at its lower and its upper end, and for which clauses.

    Those that are passed over; all of a group where the rule leaves one and does not say which.
    """

    code: str
    clauses: tuple[str, ...]
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """All lines in the order of their keys, what stacking changed, and the total from `low` to `high` yuan."""

    lines: tuple[Line, ...]
    adjustments: tuple[Adjustment, ...]
    low: Decimal
    high: Decimal
    questions: tuple[Question, ...]
