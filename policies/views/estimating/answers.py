"""What was typed into the questions: figures in any writing, one of several choices, yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from policies.estimate import Answer, Question
from policies.models import SubsidyClause
from policies.reading.numerals import NumberError, parse_quantity

LONGEST = 60  # characters of an answer; no figure needs more
SHOWN = 30  # characters that a sentence repeats
LARGEST = Decimal(10) ** 13  # ten trillion yuan: more than any province has; a slip of the keys
MINUS = ("-", "－", "−", "–", "负")
FOREIGN = ("美元", "港元", "港币", "欧元", "日元")
# The most of a unit that one year holds.
A_YEAR_HAS = {"天": 366, "月": 12, "季度": 4}
WHOLE = {"家", "人", "天", "月", "季度", "户", "名", "件", "项", "场", "次", "台", "套"}


class Refused(ValueError):
    """An answer that cannot be used, with a sentence that says what could be."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """A question on the page: its id there, what was typed, what it means or why it means nothing, and who asks."""

    question: Question
    html_id: str
    typed: str
    answer: Answer | None
    error: str
    clause: SubsidyClause
    asked_by: int

    @property
    def error_id(self) -> str:
        return f"{self.html_id}-error"

    @property
    def help_id(self) -> str:
        return f"{self.html_id}-help"


def read_answer(question: Question, typed: str) -> Answer | None:
    """The answer to a question; None where nothing was typed. Refused says what is wrong with it."""
    if not typed:
        return None
    if question.kind == "figure":
        return read_figure(question, typed)
    if question.kind == "yes_no":
        return _one_of({"yes": True, "no": False}, typed)
    return _one_of({option: option for option in (*question.options, NONE)}, typed)


NONE = "none"  # the applicant is on none of the tiers


def read_figure(question: Question, typed: str) -> Decimal:
    """The number typed: 300000, 300,000, 30万, 三十万 or 30万元; a share where the question is about one."""
    shown = {"typed": typed[:SHOWN], "unit": question.unit}
    if typed.startswith(MINUS):
        raise Refused(_("“%(typed)s” is less than nothing; write 0 or more.") % shown)
    if question.unit.startswith("元") and typed.endswith(FOREIGN):
        raise Refused(_("“%(typed)s” is in another currency; write the sum in yuan.") % shown)
    if question.unit and typed.endswith(("%", "％", "﹪")):
        raise Refused(_("“%(typed)s” is a share; a number of %(unit)s is asked for here.") % shown)
    try:
        value = parse_quantity(typed)
    except NumberError:
        raise Refused(_("“%(typed)s” is not a number; write it as 300000, 300,000, 30万 or 三十万.") % shown) from None
    return _within_reason(question, value, shown)


def _within_reason(question: Question, value: Decimal, shown: dict[str, str]) -> Decimal:
    if value > LARGEST:
        raise Refused(_("“%(typed)s” is more than there is; look at the zeros, and at 万 and 亿.") % shown)
    if value > A_YEAR_HAS.get(question.unit, LARGEST):
        raise Refused(_("“%(typed)s” is more than a year has (%(most)s %(unit)s); the estimate is for one year.") % {**shown, "most": A_YEAR_HAS[question.unit]})
    if question.unit in WHOLE and value != value.to_integral_value():
        raise Refused(_("“%(typed)s” is no whole number; write how many %(unit)s there are.") % shown)
    return value


def _one_of(meanings: dict[str, Answer], typed: str) -> Answer:
    if typed not in meanings:
        raise Refused(_("“%(typed)s” is none of the choices; choose one of the list.") % {"typed": typed[:SHOWN]})
    return meanings[typed]
