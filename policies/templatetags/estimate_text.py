"""Steps, questions and reasons of an estimate in words; one table each, code -> sentence."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from policies.models.subsidy import Requirement

from .markup import escaped, in_chinese, label_of, spoken
from .policy_text import amount, money, plain, quantity, rate, unit_words

register = template.Library()

STEPS = {
    "fixed": gettext_lazy("%(value)s as stated"),
    "tier": gettext_lazy("%(tier)s: %(value)s"),
    "per_unit": gettext_lazy("%(value)s for each %(per)s"),
    "price_cap": gettext_lazy("but no more than the %(of)s: %(value)s"),
    "quota": gettext_lazy("of %(count)s %(unit)s only %(quota)s count"),
    "times": gettext_lazy("times %(count)s %(unit)s"),
    "rate": gettext_lazy("%(rate)s of %(base)s (%(of)s)"),
    "rate_range": gettext_lazy("%(low)s to %(high)s of %(base)s (%(of)s)"),
    "rate_of_steps": gettext_lazy("%(rate)s of the whole steps of %(size)s in %(base)s"),
    "whole_steps": gettext_lazy("%(steps)s whole steps of %(size)s, %(value)s each"),
    "up_to": gettext_lazy("at most %(value)s; the text does not say how much"),
    "cap": gettext_lazy("cut to the cap of %(value)s"),
    "less_received": gettext_lazy("less %(value)s received already"),
    "tier_reached": gettext_lazy("%(of)s of %(figure)s: reaches “%(tier)s”."),
    "tier_next": gettext_lazy("The next tier is “%(tier)s”."),
    "once_only": gettext_lazy("Granted once only: not again in a later year."),
    "cap_out_of_reach": gettext_lazy("The sum for each %(per)s comes to %(most)s a year at most: alone it can never reach the cap of %(cap)s."),
}
PER = {"fixed", "tier", "up_to"}  # steps whose sum may be stated for each of something
WRITTEN: dict[str, Callable[[Decimal], str]] = {
    **dict.fromkeys(("value", "base", "size", "most", "cap"), money),
    **dict.fromkeys(("count", "quota", "steps"), plain),
    "rate": rate,
}
REASONS = {
    "unspecified": gettext_lazy("the text names no amount"),
    "case_by_case": gettext_lazy("the text decides case by case"),
    "in_kind": gettext_lazy("the support is in kind, not in money"),
    "fund": gettext_lazy("the sum is the size of a fund, not what one applicant gets"),
    "half_read": gettext_lazy("the sentence was read only in part and waits for a person to check it"),
    "no_amount": gettext_lazy("no amount was read in the sentence"),
    "other_unit": gettext_lazy("the amount is in another currency or unit than yuan"),
    "base_unknown": gettext_lazy("the sentence gives several rates and does not tell for each what it is taken of"),
    "on_no_tier": gettext_lazy("the figure is on none of the tiers"),
    "condition_not_met": gettext_lazy("a condition is not met"),
}
ALTERNATIVES = {
    "whole_steps": gettext_lazy("if only whole steps count"),
    "pro_rata": gettext_lazy("if a broken step counts in proportion"),
    "only_this": gettext_lazy("if only this sum applies"),
}
ADJUSTMENTS = {
    "highest_only": gettext_lazy("Only the highest counts, so these are not paid beside it"),
    "no_repeat": gettext_lazy("Not paid twice for the same thing; the text does not say which of these counts, so the total runs from the lowest to the highest"),
    "once_only": gettext_lazy("Granted once only; the text does not say which of these counts, so the total runs from the lowest to the highest"),
    "no_upper_level": gettext_lazy("Not paid together with support from above; the better of the two counts"),
    "includes_upper": gettext_lazy("Support from above is contained in the sum; the better of the two counts"),
    "overall_cap": gettext_lazy("Capped together"),
}
UNITS = {
    "平方米": gettext_lazy("Floor area"),
    "天": gettext_lazy("Days in the year"),
    "月": gettext_lazy("Months in the year"),
    "季度": gettext_lazy("Quarters in the year"),
    "学时": gettext_lazy("Hours of teaching"),
}
VERDICTS = {
    "met": pgettext_lazy("condition", "met"),
    "not_met": pgettext_lazy("condition", "not met"),
    "unanswered": pgettext_lazy("condition", "not answered"),
}


@register.filter
def step_words(step: object) -> SafeString:
    """One step of a formula: times 1,000 m²; what is Chinese in it told as such."""
    values = dict(step.values)
    if step.code == "rate_range":
        values |= {"low": rate(values["low"]), "high": rate(values["high"])}
    if "figure" in values:
        values["figure"] = quantity(values["figure"], values["unit"])
    values["per"], values["unit"] = unit_words(values.get("per", "")), unit_words(values.get("unit", ""), values.get("count", 1))
    said = {name: WRITTEN[name](value) if name in WRITTEN and isinstance(value, Decimal) else value for name, value in values.items()}
    if not said.get("of", True):
        said["of"] = _("the sum that it is taken of")
    if step.code in PER and said.get("per"):
        said["value"] = f"{said['value']}/{said['per']}"
    words = {name: spoken(value) for name, value in said.items()}
    return SafeString(escaped(str(STEPS[step.code])) % words) if step.code in STEPS else escaped(step.code)


@register.filter
def reason_words(code: str) -> str:
    return str(REASONS.get(code, code))


@register.filter
def alternative_words(code: str) -> str:
    return str(ALTERNATIVES.get(code, code))


@register.filter
def adjustment_words(code: str) -> str:
    return str(ADJUSTMENTS.get(code, code))


@register.filter
def verdict_words(code: str) -> str:
    return str(VERDICTS.get(code, code))


@register.filter
def condition_words(condition: object) -> SafeString:
    """What is asked for: 企业 at least 10 家."""
    subject = in_chinese(condition.subject)
    if condition.value is None:
        return subject
    comparator = label_of(Requirement, condition.comparator)
    return SafeString(f"{subject} {comparator} {spoken(_measured(condition))}")


def _measured(condition: object) -> str:
    return quantity(condition.value, condition.unit) if condition.unit else rate(condition.value)


@register.filter
def question_words(question: object) -> SafeString:
    """What is asked: Floor area, 日租金, the level that was recognised."""
    if question.kind == "choice":
        said = _("Recognised level of %(what)s") if question.key.startswith("level.") else _("Which of these: %(what)s")
        return SafeString(escaped(said) % {"what": spoken(question.subject or "…")})
    if question.key.endswith(".received"):
        return escaped(_("Received already at a lower tier"))
    if question.kind == "figure" and (not question.subject or question.subject == question.unit):
        return _counted(question)
    return spoken(question.subject)


def _counted(question: object) -> SafeString:
    if question.unit == "元":
        return escaped(_("The sum that the rate is taken of"))
    if question.unit in UNITS:
        return escaped(str(UNITS[question.unit]))
    return SafeString(escaped(_("How many %(unit)s")) % {"unit": spoken(unit_words(question.unit, 2))})


@register.filter
def answer_words(field: object) -> str:
    """What was answered, as it was understood: 30万 -> 300,000 yuan."""
    answer, question = field.answer, field.question
    if isinstance(answer, Decimal):
        unit = question.unit
        return f"{money(answer)}/{unit_words(unit[2:])}" if unit.startswith("元/") else (quantity(answer, unit) if unit else rate(answer))
    if isinstance(answer, bool):
        return _("yes") if answer else _("no")
    return _("none of these") if answer == "none" else str(answer)


@register.filter
def range_words(line: object) -> str:
    """The sum or the range of a line, of what was taken off, or of the whole estimate."""
    low, high = sorted((line.low, line.high))
    return money(high) if low == high else f"{money(low)} – {money(high)}"


@register.filter
def term_words(term: object) -> str:
    """A cap as it stands in the clause, or what it is a share of."""
    return f"{rate(term.value)} {term.base}" if term.unit == "" and term.base else amount(term)


@register.filter
def compared_words(figure: object) -> str:
    """A figure that stands beside others: 150,000–1,000,000 yuan a year, up to 50%."""
    words = quantity(figure.high, "%") if figure.unit == "%" else money(figure.high)
    if figure.low != figure.high and not figure.is_cap:
        words = f"{quantity(figure.low, '%') if figure.unit == '%' else money(figure.low)} – {words}"
    words += f"/{unit_words(figure.unit[2:])}" if figure.unit.startswith("元/") else ""
    if figure.is_cap:
        words = _("up to %(sum)s") % {"sum": words}
    return _("%(sum)s a year") % {"sum": words} if figure.is_yearly else words
