"""Tiers by threshold: the figure that tells the tier, the words that a tier is written in, what is still asked."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.estimate import questions_of
from policies.estimate.amounts import estimate_clause
from policies.estimate.thresholds import scale_of
from policies.reading import read
from tests.estimate.makers import amount, clause, condition, patient

KEY = "c.营业收入"


def graded(*tiers, comparator="at_least", role="tier", **fields):
    """A clause that pays 1, 2, 3 ... yuan by its tiers; the conditions repeat their numbers, as the reader records them."""
    numbers = [number for name, *ends in tiers for number in ends]
    return clause(
        *(amount(role, place, tier=name, **fields) for place, (name, *_ends) in enumerate(tiers, 1)),
        form="tiered", conditions=tuple(condition("营业收入", number, comparator=comparator) for number in numbers),
    )  # fmt: skip


REVENUE = graded(("1000万元以上", 10_000_000), ("5000万元以上", 50_000_000), ("1亿元以上", 100_000_000))


@pytest.mark.parametrize(
    ("revenue", "gives", "said"),
    [
        (0, 0, ["tier_next:1000万元以上"]),
        (9_999_999, 0, ["tier_next:1000万元以上"]),
        (10_000_000, 1, ["tier_reached:1000万元以上", "tier_next:5000万元以上"]),
        (49_999_999, 1, ["tier_reached:1000万元以上", "tier_next:5000万元以上"]),
        (50_000_000, 2, ["tier_reached:5000万元以上", "tier_next:1亿元以上"]),
        (700_000_000, 3, ["tier_reached:1亿元以上"]),
        (-5, 0, ["tier_next:1000万元以上"]),
    ],
)
def test_figure_tells_the_tier_and_the_next_one(revenue, gives, said):
    line = estimate_clause(REVENUE, {KEY: Decimal(revenue)})

    assert (line.low, line.high) == (gives, gives)
    assert [f"{note.code}:{note.values['tier']}" for note in line.notes] == said
    assert line.state == ("computed" if gives else "refused")


def test_only_the_figure_is_asked():
    (question,) = questions_of(REVENUE)

    assert (question.key, question.kind, question.unit) == (KEY, "figure", "元")
    assert estimate_clause(REVENUE, {}).missing == (question,)


WRITTEN = [
    ("2000万元", "at_least", [20_000_000], [19_999_999]),
    ("2000万元", "more_than", [20_000_001], [20_000_000]),
    ("2000万元", "at_most", [20_000_000, 0], [20_000_001]),
    ("2000万元（含）", "more_than", [20_000_000], [19_999_999]),
    ("2000万元（不含）以上", "at_least", [20_000_001], [20_000_000]),
    ("2000万元及以上", "more_than", [20_000_000], [19_999_999]),
    ("三千万元以上", "at_least", [30_000_000], [29_999_999]),
    ("超过2000万元", "at_least", [20_000_001], [20_000_000]),
    ("营业收入2000万元以下", "at_most", [20_000_000], [20_000_001]),
    ("不满2000万元", "less_than", [19_999_999], [20_000_000]),
    ("1000万元至2000万元", "at_least", [10_000_000, 20_000_000], [9_999_999, 20_000_001]),
    ("1000万元及以上至2000万元", "at_least", [10_000_000, 20_000_000], [20_000_001]),
    ("1000万元以上不满2000万元", "at_least", [10_000_000, 19_999_999], [20_000_000]),
    ("1000万元（含）不满2000万元", "more_than", [10_000_000], [20_000_000]),
    ("1000万元（不含）-2000万元（含）", "at_least", [20_000_000], [10_000_000]),
]


@pytest.mark.parametrize(("name", "comparator", "inside", "outside"), WRITTEN)
def test_words_of_a_tier_say_which_figures_it_holds(name, comparator, inside, outside):
    ends = (10_000_000, 20_000_000, 30_000_000)
    scale = scale_of(graded((name, *ends), ("9亿元以上", 900_000_000), comparator=comparator).terms)

    (span,) = [span for span in scale.spans if span.tier == name]
    assert [span.holds(Decimal(figure)) for figure in inside + outside] == [True] * len(inside) + [False] * len(outside)


def test_number_that_two_bands_share_belongs_to_the_higher_one():
    bands = graded(("1000万元至2000万元", 10_000_000), ("2000万元以上", 20_000_000))

    assert estimate_clause(bands, {KEY: Decimal(20_000_000)}).high == 2


def test_ceilings_of_other_tiers_shut_nothing():
    bands = graded(("1000万元以上不满5000万元", 10_000_000), ("5000万元以上", 50_000_000), comparator="less_than")

    assert estimate_clause(bands, {KEY: Decimal(900_000_000)}).high == 2


ASKED = [
    graded(("国家级", 1), ("省级", 2)),
    graded(("第一年", 1), ("第二年", 2)),
    graded(("3A级", 1), ("4A级", 2)),
    graded(("1000万元以上", 10_000_000), ("市级", 2)),
    graded(("1000万元以上", 7), ("5000万元以上", 8)),  # no condition says what the number is of
    graded(("400元部分", 400), ("900元部分", 900)),  # a part of the figure is no tier of it
    graded(("10家", 10), ("20家", 20)),  # the conditions count yuan
    graded(("500万美元", 5_000_000), ("900万美元", 9_000_000)),
    graded(("1000万元", 10_000_000), ("3000万元", 30_000_000), role="per_unit", per="家"),
    clause(amount("tier", 1, tier="10家"), amount("tier", 2, tier="20家"), conditions=(condition("企业", 10, "家"), condition("团队", 20, "家"))),
]


@pytest.mark.parametrize("of", ASKED)
def test_tier_that_is_no_number_of_one_thing_is_asked(of):
    assert scale_of(of.terms) is None
    assert "choice" in {question.kind for question in questions_of(of)}


SENTENCES = [
    ("对年营业额达1000万元以上的奖励10万元，5000万元以上的奖励30万元。", {"年营业额": 60_000_000}, 300_000),
    ("营业收入首次突破2000万元、5000万元、1亿元的，分别奖励15万元、30万元、60万元。", {"营业收入": 20_000_000}, 0),
    ("营业收入首次突破2000万元、5000万元、1亿元的，分别奖励15万元、30万元、60万元。", {"营业收入": 20_000_001}, 150_000),
    ("对当年新培育企业10家以上、20家以上的，分别给予5万元、12万元奖励。", {"当年新培育企业": 20}, 120_000),
    ("孵化面积达到1000平方米、3000平方米的孵化器，分别给予20万元、50万元补助。", {"孵化面积": 2999}, 200_000),
    ("营业收入5亿元以上、1亿元以上的企业，分别奖励50万元、20万元。", {"营业收入": 200_000_000}, 200_000),
]


@pytest.mark.parametrize(("sentence", "figures", "gives"), SENTENCES)
def test_sentence_as_read_asks_for_its_figure(sentence, figures, gives):
    (terms,) = read(f"关于支持创业的若干措施\n\n一、支持政策\n{sentence}\n").subsidies
    of = clause(*terms.amounts, form=terms.form, conditions=terms.conditions)

    line = estimate_clause(of, {f"c.{subject}": Decimal(figure) for subject, figure in figures.items()})

    assert {question.kind for question in questions_of(of)} == {"figure"}
    assert line.high == gives


def test_base_of_a_rate_is_the_figure_of_its_tiers():
    of = clause(
        amount("rate", "0.05", base="设备投资额", tier="500万元及以上至1000万元"), amount("rate", "0.1", base="设备投资额", tier="1000万元以上"),
        form="tiered", conditions=(condition("设备投资额", 5_000_000), condition("设备投资额", 10_000_000)),
    )  # fmt: skip

    assert [question.key for question in questions_of(of)] == ["base.设备投资额"]
    assert estimate_clause(of, {"base.设备投资额": Decimal(20_000_000)}).high == 2_000_000


FIGURES = st.decimals(min_value=Decimal(-1000), max_value=Decimal(10) ** 12, allow_nan=False, allow_infinity=False, places=2)


@patient
@given(FIGURES, FIGURES)
def test_rising_tiers_never_give_less_for_more(figure, more):
    lower, higher = (estimate_clause(REVENUE, {KEY: value}) for value in (figure, figure + abs(more)))

    assert 0 <= lower.high <= higher.high <= 3


@patient
@given(st.text(alphabet="0123456789万亿元家以上下至不满（）含第年级", max_size=20), st.text(alphabet="0123456789万亿元以上下至", max_size=12), FIGURES)
def test_no_words_of_a_tier_raise(one, other, figure):
    estimate_clause(graded((one, 10_000_000), (other, 20_000_000)), {KEY: figure})
