"""One clause and an applicant's answers -> a line: the sum or range, the steps that lead to it, the cap that bound it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal

from policies.reading.numerals import NumberError, parse_quantity
from policies.reading.parts import Amount

from .conditions import judge_all, refuses
from .parts import Alternative, Answers, Clause, Line, Question, Step
from .questions import (
    STEP,
    base_question,
    condition_question,
    counted_units,
    is_share,
    received_question,
    tier_question,
    unit_question,
    units_of,
)
from .thresholds import is_part, scale_of, tier_names

ZERO = Decimal(0)
DAYS_A_YEAR = Decimal(366)  # the longest a year of days can be
# Forms that name no sum of their own.
NOT_COMPUTABLE = {"in_kind", "case_by_case", "unspecified", "fund"}
BENEFITS = ("fixed", "tier", "per_unit", "step", "rate")


@dataclass(frozen=True, slots=True)
class Share:
    """What one figure of a clause contributes, before caps."""

    amount: Amount
    low: Decimal
    high: Decimal
    steps: tuple[Step, ...]
    alternatives: tuple[Alternative, ...] = ()


class Missing(Exception):
    """An answer that a figure needs."""

    def __init__(self, *questions: Question) -> None:
        super().__init__(", ".join(question.key for question in questions))
        self.questions = questions


def estimate_clause(clause: Clause, answers: Answers) -> Line:
    """The line of one clause; never negative, never above a cap that applies."""
    conditions = judge_all(clause, answers)
    line = Line(clause=clause, state="computed", conditions=conditions, notes=tuple(_notes(clause)))
    if reason := _why_not(clause):
        return replace(line, state="not_computable", reason=reason)
    if refuses(conditions):
        return replace(line, state="refused", reason="condition_not_met")
    try:
        line, tier = _on_tier(line, answers)
        return line if line.state == "refused" else _compute(line, tier, answers)
    except Missing as missing:
        return replace(line, state="open", missing=missing.questions)


def _why_not(clause: Clause) -> str:
    """Why a clause cannot be computed at all, or nothing."""
    terms = clause.terms
    sums = [amount for amount in terms.amounts if amount.role in (*BENEFITS, "cap")]
    if terms.form in NOT_COMPUTABLE and not (terms.form == "unspecified" and sums):  # a sum that a person entered counts
        return terms.form
    if terms.confidence == "check" or not all(_is_whole(amount) for amount in terms.amounts):
        return "half_read"
    if any(amount.unit not in ("元", "") for amount in sums):
        return "other_unit"
    rates = [amount for amount in sums if amount.role == "rate"]
    if len(rates) > 1 and len({amount.base is None for amount in rates}) > 1:
        return "base_unknown"
    return "" if sums else "no_amount"


def _is_whole(amount: Amount) -> bool:
    """Whether the size of a step can be told where there is one."""
    has_steps = amount.role == "step" or bool(STEP.match(amount.base or ""))
    return not has_steps or _step_size(amount) is not None


def _step_size(amount: Amount) -> Decimal | None:
    """The yuan of one step, from 每满5000万元 or 每1000万元…; None where it cannot be told."""
    match = STEP.match(amount.base or "")
    try:
        size = parse_quantity(match["size"] if match else amount.per or "")
    except NumberError:
        return None
    return size if size > 0 else None


def _compute(line: Line, tier: str | None, answers: Answers) -> Line:
    clause = line.clause
    amounts = _without_totals([amount for amount in clause.terms.amounts if amount.tier in (None, tier) or is_part(amount)], clause)
    missing: list[Question] = []
    shares = list(_shares(clause, amounts, answers, missing))
    if missing and not shares:
        raise Missing(*dict.fromkeys(missing))
    line = _sum_up(line, shares, amounts, answers)
    line = _cap(line, clause, amounts, answers)
    line = _less_received(line, answers)
    return replace(line, state="open", missing=tuple(dict.fromkeys(missing))) if missing else line


def _without_totals(amounts: list[Amount], clause: Clause) -> list[Amount]:
    """10万元奖励(第一年5万元，第二年3万元，第三年2万元): the sum of the tiers is no sum beside them."""
    total = sum((amount.value for amount in clause.terms.amounts if amount.role == "tier"), ZERO)
    return [amount for amount in amounts if not (total and amount.role == "fixed" and amount.tier is None and amount.value == total)]


# --- the tier -----------------------------------------------------------------------------------------------------------
def _on_tier(line: Line, answers: Answers) -> tuple[Line, str | None]:
    """The line with the threshold that a figure reached and the one that comes next; on none it is refused."""
    scale = scale_of(line.clause.terms)
    if scale is None:
        return line, _tier(line.clause, answers)
    figure = _figure(condition_question(line.clause, scale.condition), answers)
    tier, following = scale.reached(figure), scale.next(figure)
    ahead = (Step(code="tier_next", values={"tier": following.tier}),) if following else ()
    if tier is None:
        return replace(line, state="refused", reason="on_no_tier", notes=ahead), None
    values = {"figure": figure, "unit": scale.condition.unit or "", "of": scale.condition.subject, "tier": tier.tier}
    return replace(line, notes=(*line.notes, Step(code="tier_reached", values=values), *ahead)), tier.tier


def _tier(clause: Clause, answers: Answers) -> str | None:
    """The tier that the applicant named; a clause of one tier needs no answer."""
    question = tier_question(clause)
    if question is None:
        return next(iter(tier_names(clause.terms.amounts)), None)
    if question.key not in answers:
        raise Missing(question)
    return str(answers[question.key])


# --- the figures, one each ----------------------------------------------------------------------------------------------
def _shares(clause: Clause, amounts: list[Amount], answers: Answers, missing: list[Question]) -> Iterator[Share]:
    """What each figure contributes; the questions of those that lack an answer are put into `missing`."""
    rates = [amount for amount in amounts if amount.role == "rate"]
    is_range = _is_range(rates)
    for amount in amounts:
        if amount.role not in BENEFITS or (is_range and amount in rates[1:]):
            continue
        try:
            yield _range_of_rates(clause, rates, answers) if is_range and amount in rates else _share(clause, amount, answers)
        except Missing as error:
            missing.extend(error.questions)


def _share(clause: Clause, amount: Amount, answers: Answers) -> Share:
    if amount.role in ("fixed", "tier"):
        return _plain(clause, amount, answers)
    if amount.role == "per_unit":
        return _per_unit(clause, amount, answers)
    if amount.role == "step":
        return _stepwise(clause, amount, answers)
    if STEP.match(amount.base or ""):
        return _rate_by_steps(clause, amount, answers)
    base = _figure(base_question(clause, amount.base or ""), answers)
    value = base * amount.value
    return Share(amount, value, value, (Step(code="rate", values={"rate": amount.value, "base": base, "of": amount.base or ""}),))


def _plain(clause: Clause, amount: Amount, answers: Answers) -> Share:
    """A sum as stated, times the people or months that it is paid for: 每人2万元."""
    first = Step(code=amount.role, values={"value": amount.value, "tier": amount.tier or "", "per": amount.per or ""})
    value, steps = _times(clause, amount, answers)
    return Share(amount, value, value, (first, *steps))


def _times(clause: Clause, amount: Amount, answers: Answers) -> tuple[Decimal, list[Step]]:
    """The sum times each of its units."""
    questions = {unit: unit_question(clause, unit) for unit in counted_units(amount)}
    missing = [question for question in questions.values() if question.key not in answers]
    if missing:
        raise Missing(*missing)
    value, steps = amount.value, []
    for unit, question in questions.items():
        count = _figure(question, answers)
        value *= count
        steps.append(Step(code="times", values={"count": count, "unit": unit}))
    return value, steps


def _is_range(rates: list[Amount]) -> bool:
    """按投资额的10%—30%: two rates of one base, neither for a tier of its own."""
    return len(rates) == 2 and rates[0].base == rates[1].base and rates[0].value != rates[1].value


def _range_of_rates(clause: Clause, rates: list[Amount], answers: Answers) -> Share:
    base = _figure(base_question(clause, rates[0].base or ""), answers)
    low, high = sorted(rate.value for rate in rates)
    step = Step(code="rate_range", values={"low": low, "high": high, "base": base, "of": rates[0].base or ""})
    return Share(rates[0], base * low, base * high, (step,))


def _per_unit(clause: Clause, amount: Amount, answers: Answers) -> Share:
    """So much per square metre and day: each unit is asked, a quota limits what counts, a price cap limits the sum per unit."""
    units = units_of(amount)
    questions = [unit_question(clause, unit) for unit in units]
    missing = [question for question in questions if question.key not in answers]
    price, price_steps = _priced(clause, amount, answers)
    if missing:
        raise Missing(*missing)
    value, steps = price, list(price_steps)
    for unit, question in zip(units, questions, strict=True):
        counted, limited = _within_quota(clause, unit, _figure(question, answers))
        steps.extend(limited)
        value *= counted
        steps.append(Step(code="times", values={"count": counted, "unit": unit}))
    return Share(amount, value, value, tuple(steps))


def _priced(clause: Clause, amount: Amount, answers: Answers) -> tuple[Decimal, list[Step]]:
    """The sum per unit after caps that are a share of the price: 每天1元，但不超过日租金."""
    value, steps = amount.value, [Step(code="per_unit", values={"value": amount.value, "per": amount.per or ""})]
    for cap in clause.terms.amounts:
        if cap.role == "cap" and is_share(cap):
            price = _figure(base_question(clause, cap.base or ""), answers) * cap.value
            if price < value:
                value = price
                steps.append(Step(code="price_cap", values={"value": price, "of": cap.base or ""}))
    return value, steps


def _within_quota(clause: Clause, unit: str, count: Decimal) -> tuple[Decimal, list[Step]]:
    quotas = [amount.value for amount in clause.terms.amounts if amount.role == "quota" and amount.unit == unit]
    if quotas and count > min(quotas):
        return min(quotas), [Step(code="quota", values={"count": count, "quota": min(quotas), "unit": unit})]
    return count, []


def _stepwise(clause: Clause, amount: Amount, answers: Answers) -> Share:
    """每满5000万元给予100万元: whole steps only."""
    size = _step_size(amount) or Decimal(1)
    base = _figure(base_question(clause, amount.base or ""), answers)
    steps = (base / size).to_integral_value(ROUND_FLOOR)
    value = steps * amount.value
    return Share(amount, value, value, (Step(code="whole_steps", values={"steps": steps, "size": size, "value": amount.value}),))


def _rate_by_steps(clause: Clause, amount: Amount, answers: Answers) -> Share:
    """每1000万元给予0.5%: the text does not say whether a broken step counts, so both readings are shown."""
    question = base_question(clause, amount.base or "")
    base = _figure(question, answers)
    size = _step_size(amount) or Decimal(1)
    whole = (base / size).to_integral_value(ROUND_FLOOR) * size * amount.value
    pro_rata = base * amount.value
    step = Step(code="rate", values={"rate": amount.value, "base": base, "of": question.subject})
    by_steps = Step(code="rate_of_steps", values={"rate": amount.value, "size": size, "base": base})
    alternatives = (Alternative(code="whole_steps", amount=whole, steps=(by_steps,)), Alternative(code="pro_rata", amount=pro_rata, steps=(step,)))
    return Share(amount, whole, pro_rata, (by_steps,), alternatives if whole != pro_rata else ())


def _figure(question: Question, answers: Answers) -> Decimal:
    answer = answers.get(question.key)
    if not isinstance(answer, Decimal):
        raise Missing(question)
    return max(ZERO, answer)


# --- sums, caps, and what was received already --------------------------------------------------------------------------
def _sum_up(line: Line, shares: list[Share], amounts: list[Amount], answers: Answers) -> Line:
    """Several sums of one clause add up, but where nothing tells several plain sums apart both readings stay open."""
    if not shares:
        return _up_to(line, amounts, answers)
    low, high = sum((share.low for share in shares), ZERO), sum((share.high for share in shares), ZERO)
    alternatives = tuple(alternative for share in shares for alternative in share.alternatives)
    plain = [share for share in shares if share.amount.role == "fixed"]
    if len(plain) > 1:
        low = low - sum((share.low for share in plain), ZERO) + min(share.low for share in plain)
        alternatives += tuple(Alternative(code="only_this", amount=share.low, steps=share.steps) for share in plain)
    return replace(line, low=low, high=high, steps=tuple(step for share in shares for step in share.steps), alternatives=alternatives)


def _up_to(line: Line, amounts: list[Amount], answers: Answers) -> Line:
    """A clause that names only what it pays at most."""
    caps = [(*_times(line.clause, amount, answers), amount) for amount in amounts if amount.role == "cap" and not is_share(amount)]
    if not caps:
        return line
    highest, steps, amount = min(caps, key=lambda cap: cap[0])
    first = Step(code="up_to", values={"value": amount.value, "per": amount.per or ""})
    return replace(line, high=highest, steps=(first, *steps))


def _cap(line: Line, clause: Clause, amounts: list[Amount], answers: Answers) -> Line:
    """Every cap in yuan holds at once; the ones that bind are named."""
    caps = [(_times(clause, amount, answers)[0], amount) for amount in amounts if amount.role == "cap" and not is_share(amount)]
    has_price = any(amount.role == "per_unit" for amount in amounts)
    for amount in amounts:
        if amount.role == "cap" and is_share(amount) and not has_price:
            caps.append((_figure(base_question(clause, amount.base or ""), answers) * amount.value, amount))
    limit = min((value for value, _ in caps), default=None)
    if limit is None or line.high <= limit:
        return line
    bound = tuple(amount for value, amount in caps if value == limit)
    alternatives = tuple(replace(alternative, amount=min(alternative.amount, limit)) for alternative in line.alternatives)
    step = Step(code="cap", values={"value": limit})
    return replace(line, low=min(line.low, limit), high=limit, bound_by=bound, steps=(*line.steps, step), alternatives=alternatives)


def _less_received(line: Line, answers: Answers) -> Line:
    """晋级补差: what a lower tier paid already is taken off."""
    if line.clause.terms.stacking != "top_up":
        return line
    received = _figure(received_question(line.clause), answers)
    step = Step(code="less_received", values={"value": received})
    return replace(line, low=max(ZERO, line.low - received), high=max(ZERO, line.high - received), steps=(*line.steps, step))


def _notes(clause: Clause) -> Iterator[Step]:
    """What the terms alone tell: that it is granted once, a cap that a quota keeps out of reach."""
    if clause.terms.stacking == "once_only":
        yield Step(code="once_only")
    caps = (amount for amount in clause.terms.amounts if amount.role == "cap" and not is_share(amount) and not counted_units(amount))
    cap = min((amount.value for amount in caps), default=None)
    if cap is not None:
        yield from _out_of_reach(clause, cap)


def _out_of_reach(clause: Clause, cap: Decimal) -> Iterator[Step]:
    quotas = {amount.unit: amount.value for amount in clause.terms.amounts if amount.role == "quota"} | {"天": DAYS_A_YEAR, "月": Decimal(12)}
    for amount in clause.terms.amounts:
        if amount.role == "per_unit" and all(unit in quotas for unit in units_of(amount)):
            most = amount.value
            for unit in units_of(amount):
                most *= quotas[unit]
            if most < cap:
                yield Step(code="cap_out_of_reach", values={"most": most, "cap": cap, "per": amount.per or ""})
