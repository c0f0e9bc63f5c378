"""Clauses with defaults, for estimates."""

from decimal import Decimal

from hypothesis import HealthCheck, settings

from policies.estimate import Clause
from policies.reading.parts import Amount, Condition, Subsidy

patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no failure


def amount(role: str, value: object, **fields) -> Amount:
    if role == "rate":
        fields.setdefault("unit", "")
    return Amount(role=role, value=Decimal(str(value)), **fields)


def condition(subject: str, value: object, unit: str = "元", comparator: str = "at_least") -> Condition:
    return Condition(subject=subject, comparator=comparator, value=None if value is None else Decimal(str(value)), unit=unit)


def clause(*amounts: Amount, key: str = "c", form: str = "fixed", rank: int = 3, **terms) -> Clause:
    defaults = {"start": 0, "end": 0, "evidence": "", "kinds": ("award",), "beneficiary": "众创空间"}
    return Clause(key=key, rank=rank, terms=Subsidy(form=form, amounts=amounts, **(defaults | terms)))


def rent() -> Clause:
    """Rent by square metre and day up to the rent itself, and the whole broadband, up to a million."""
    return clause(
        amount("quota", 1000, unit="平方米"),
        amount("per_unit", 1, per="平方米·天"),
        amount("cap", 1, unit="", base="日租金"),
        amount("rate", 1, base="宽带费用"),
        amount("cap", 1_000_000),
        form="per_unit", kinds=("rent", "broadband"), stacking="highest_only",
    )  # fmt: skip


def equity() -> Clause:
    """Each 10 million of equity gives 0.5 %, up to a million, from 10 million on."""
    return clause(
        amount("rate", "0.005", base="每1000万元直接股权投资"),
        amount("cap", 1_000_000),
        form="rate", kinds=("investment",), conditions=(condition("直接股权投资", 10_000_000),),
    )  # fmt: skip


def recognition() -> Clause:
    tiers = zip((1_000_000, 300_000, 150_000), ("国家级", "省级", "市级"), strict=True)
    return clause(*(amount("tier", value, tier=tier) for value, tier in tiers), form="tiered")


def event() -> Clause:
    return clause(amount("rate", "0.5", base="实际支出"), amount("cap", 1_000_000), form="rate", kinds=("event",))
