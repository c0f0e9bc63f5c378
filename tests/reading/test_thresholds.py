"""Tiers by threshold: however the list is joined, each sum stands with the figure that it is given for."""

from __future__ import annotations

import pytest

from policies.reading.parts import Subsidy
from policies.reading.scan import Scan
from policies.reading.subsidies import find_subsidies


def promises(text: str) -> tuple[Subsidy, ...]:
    return find_subsidies(Scan(text=text, body_start=0, body_end=len(text)))


@pytest.mark.parametrize(
    ("text", "tiers"),
    [
        ("年度产值达200万元以上的给予4万元，600万元以上的给予8万元，900万元以上的给予16万元。", ["200万元以上", "600万元以上", "900万元以上"]),
        ("年度产值达200万元以上的给予4万元、600万元以上的给予8万元、900万元以上的给予16万元。", ["200万元以上", "600万元以上", "900万元以上"]),
        ("年度产值达到200万元的给予4万元、达到600万元的给予8万元奖励、达到900万元的给予16万元。", ["200万元", "600万元", "900万元"]),
        ("企业年度产值达到200万元、600万元、900万元的，分别给予4万元、8万元、16万元奖励。", ["200万元", "600万元", "900万元"]),
        ("园区年度产值达200万元以上的，给予4万元奖励，达600万元以上的，给予8万元奖励，达900万元以上的，给予16万元奖励。",
         ["200万元以上", "600万元以上", "900万元以上"]),
        ("年出口额首次突破1000万元的奖励4万元，首次突破2000万元的奖励8万元，首次突破4000万元的奖励16万元。", ["1000万元", "2000万元", "4000万元"]),
        ("年产值200万元（含）以上的企业奖励4万元，600万元以上（含）的企业奖励8万元，900万元（含）以上的企业奖励16万元。",
         ["200万元（含）以上", "600万元以上（含）", "900万元（含）以上"]),
        ("年度产值达200万元以上的奖4万元，600万元以上的奖8万元，900万元以上的奖16万元。", ["200万元以上", "600万元以上", "900万元以上"]),
        ("在孵企业达8家以上的给予4万元，16家以上的给予8万元，24家以上的给予16万元。", ["8家以上", "16家以上", "24家以上"]),
    ],
)  # fmt: skip
def test_each_sum_stands_with_its_threshold(text: str, tiers: list[str]) -> None:
    (promise,) = promises(text)

    assert [(amount.role, int(amount.value), amount.tier) for amount in promise.amounts] == [
        ("tier", value, tier) for value, tier in zip((40_000, 80_000, 160_000), tiers, strict=True)
    ]
    assert len(promise.conditions) == 3


@pytest.mark.parametrize(
    "text",
    [
        "企业年度产值达到200万元的，给予4万元奖励；达到600万元的，给予8万元奖励；达到900万元的，给予16万元奖励。",
        "企业年度产值达200万元以上的给予4万元奖励；（2）600万元以上的给予8万元奖励；（3）900万元以上的给予16万元奖励。",
    ],
)
def test_promises_behind_a_semicolon_go_on_with_what_is_measured(text: str) -> None:
    found = [condition for promise in promises(text) for condition in promise.conditions]

    assert [(one.subject, int(one.value)) for one in found] == [
        ("年度产值", 2_000_000), ("年度产值", 6_000_000), ("年度产值", 9_000_000),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "企业年度产值达200万元以上的给予4万元奖励。600万元以上的给予8万元奖励。",
        "在孵企业达到10家的，给予4万元奖励；达到600万元的，给予8万元奖励。",
    ],
)
def test_another_sentence_or_unit_measures_something_else(text: str) -> None:
    assert [len(promise.conditions) for promise in promises(text)] == [1, 0]


def test_sums_of_one_list_stay_one_list() -> None:
    (promise,) = promises("每培育一家甲类、乙类和丙类企业，分别给予4万元、8万元和最高不超过16万元的奖励。")

    assert [amount.tier for amount in promise.amounts] == ["甲类", "乙类", "丙类"]
