"""What to ask: only the figures that the clauses at hand use, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policies.reading.parts import Amount, Condition

from .parts import Clause, Question
from .thresholds import scale_of, tier_names

LEVELS = ("国家级", "省级", "市级", "区级", "县级", "区县级")
YEAR = "年"
TIME_UNITS = ("天", "月", "年", "季度", "学时")
# Units that mean the same thing in every clause of an applicant; others are counted clause by clause.
SHARED_UNITS = ("平方米", *TIME_UNITS)
# Bases that name no thing of their own: what was spent on the event of one clause is not that of another.
BARE_BASES = re.compile(r"^(?:其|该)?(?:实际)?(?:发生)?(?:支出|费用|投入|金额|总额|发生额|投资额|成本|额度?)?(?:总额|金额)?$")
# "每1000万元直接股权投资": the step, and what is counted in steps.
STEP = re.compile(r"^每(?:满)?(?P<size>[\d,.]{1,20}[万亿]?元)(?P<what>.*)$")


def questions_of(clause: Clause) -> tuple[Question, ...]:
    """All that the clause asks, conditions first, in the order of the text."""
    terms = clause.terms
    asked = [condition_question(clause, condition) for condition in terms.conditions]
    if tier := tier_question(clause):
        asked.append(tier)
    for amount in terms.amounts:
        asked.extend(amount_questions(clause, amount))
    if terms.stacking == "top_up":
        asked.append(received_question(clause))
    return tuple(dict.fromkeys(asked))


def all_questions(clauses: Iterable[Clause]) -> tuple[Question, ...]:
    return tuple({question.key: question for clause in clauses for question in questions_of(clause)}.values())


def condition_question(clause: Clause, condition: Condition) -> Question:
    if condition.value is None:
        return Question(key=f"{clause.key}.{condition.subject}", kind="yes_no", subject=condition.subject)
    for amount in clause.terms.amounts:
        base = base_question(clause, amount.base or "")
        if condition.unit == "元" and base.subject and (base.subject in condition.subject or condition.subject in base.subject):
            return base  # the same sum: 投资金额在500万元以上的，按社会投资金额1:1跟投
    return Question(key=f"{clause.key}.{condition.subject}", kind="figure", subject=condition.subject, unit=condition.unit or "")


def tier_question(clause: Clause) -> Question | None:
    """Which tier applies, unless a figure tells it; recognition by level is asked once for a kind of applicant."""
    tiers = tier_names(clause.terms.amounts)
    if len(tiers) < 2 or scale_of(clause.terms):
        return None
    shared = all(tier in LEVELS for tier in tiers)
    key = f"level.{clause.terms.beneficiary or ''}" if shared else f"{clause.key}.tier"
    options = LEVELS if shared else tiers
    return Question(key=key, kind="choice", subject=clause.terms.beneficiary or "", options=options)


def amount_questions(clause: Clause, amount: Amount) -> list[Question]:
    if amount.role in ("step", "rate"):
        return [base_question(clause, amount.base or "")]
    if amount.role == "cap" and is_share(amount):
        return [base_question(clause, amount.base or "", unit=price_unit(clause))]
    return [unit_question(clause, unit) for unit in counted_units(amount)]


def counted_units(amount: Amount) -> list[str]:
    """The units that a sum of yuan is multiplied by: 2万元/人 asks for how many people; a sum a year is one year's."""
    if amount.role == "per_unit":
        return units_of(amount)
    if amount.role in ("fixed", "tier", "cap"):
        return [unit for unit in re.split(r"[·/]", amount.per or "") if unit and unit != YEAR]
    return []


def unit_question(clause: Clause, unit: str) -> Question:
    key = f"unit.{unit}" if unit in SHARED_UNITS else f"{clause.key}.{unit}"
    return Question(key=key, kind="figure", subject=unit if unit in SHARED_UNITS else "", unit=unit)


def base_question(clause: Clause, base: str, unit: str = "元") -> Question:
    """The sum that a rate is taken of; a step in front of it (每1000万元) is not part of the question."""
    step = STEP.match(base)
    what = step["what"] if step else base
    is_bare = bool(BARE_BASES.match(what))
    return Question(key=f"{clause.key}.base" if is_bare else f"base.{what}", kind="figure", subject=what, unit=unit)


def received_question(clause: Clause) -> Question:
    return Question(key=f"{clause.key}.received", kind="figure", subject="", unit="元")


def units_of(amount: Amount) -> list[str]:
    """平方米·天 -> 平方米 and 天; an amount per unit that names none counts pieces (个); the year is the one estimated."""
    units = [unit for unit in re.split(r"[·/]", amount.per or "") if unit]
    return [unit for unit in units if unit != YEAR] or (["个"] if not units else [])


def is_share(amount: Amount) -> bool:
    """A cap that is a share of a price or cost: 不超过日租金的全额, 不超过投资额的70%."""
    return amount.unit == "" and amount.base is not None


def price_unit(clause: Clause) -> str:
    """The unit of a price cap: that of the sum per unit it limits (元/平方米·天), else yuan."""
    per = next((amount.per for amount in clause.terms.amounts if amount.role == "per_unit" and amount.per), None)
    return f"元/{per}" if per else "元"
