"""Several clauses together: questions once, stacking, and what must hold for any figures."""

import doctest
import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policies.estimate
from policies.estimate import Clause, estimate
from tests.estimate.makers import amount, clause, equity, event, recognition, rent


def fixed(key, value, **fields):
    return clause(amount("fixed", value), key=key, **fields)


def test_example_of_the_door_holds():
    assert doctest.testmod(policies.estimate).failed == 0


def test_shared_question_is_asked_once():
    both = [recognition(), clause(amount("tier", 1, tier="国家级"), amount("tier", 2, tier="省级"), key="d")]

    assert [question.key for question in estimate(both, {}).questions] == ["level.众创空间"]


def test_plain_sums_add_up():
    assert estimate([fixed("a", 10, kinds=("rent",)), fixed("b", 20)], {}).high == 30


@pytest.mark.parametrize(
    ("lower", "total", "code"),
    [
        (fixed("b", 20, stacking="highest_only"), 30, "highest_only"),
        (fixed("b", 20, stacking="no_repeat"), 30, "no_repeat"),
        (fixed("b", 40, stacking="no_upper_level"), 40, "no_upper_level"),
        (fixed("b", 40, stacking="includes_upper"), 40, "includes_upper"),
        (fixed("b", 20, stacking="stackable"), 50, None),
        (fixed("b", 20, stacking="highest_only", kinds=("rent",)), 50, None),
    ],
)
def test_stacking_rule_decides_what_may_be_had_together(lower, total, code):
    found = estimate([fixed("a", 30, rank=1), lower], {})

    assert found.high == total
    assert [cut.code for cut in found.adjustments] == ([code] if code else [])


def ceiling(value, **fields):
    return clause(amount("cap", value), key="z", form="up_to", stacking="overall_cap", **fields)


@pytest.mark.parametrize(("of", "total"), [(ceiling(35), 35), (ceiling(80), 50), (ceiling(35, kinds=("rent",)), 50)])
def test_ceiling_over_several_clauses_cuts_them_together_and_gives_nothing(of, total):
    assert estimate([fixed("a", 30), fixed("b", 20), of], {}).high == total


def test_ceiling_does_not_reach_other_documents():
    other = clause(amount("fixed", 30), key="a")
    here = Clause(key="z", terms=ceiling(10).terms, document="another")

    assert estimate([other, here], {}).high == 30


def test_own_level_does_not_count_as_upper_level():
    assert estimate([fixed("a", 30), fixed("b", 20, stacking="no_upper_level")], {}).high == 50


def test_order_of_the_clauses_does_not_matter():
    clauses = [fixed("a", 30, stacking="highest_only"), fixed("b", 20), fixed("c", 30, rank=1), fixed("d", 5, kinds=("rent",))]

    totals = {(found.low, found.high) for order in itertools.permutations(clauses) for found in [estimate(order, {})]}

    assert len(totals) == 1


FIGURES = st.decimals(min_value=Decimal(-1000), max_value=Decimal(10) ** 12, allow_nan=False, allow_infinity=False, places=2)


def answered(cost, area, days, price, invested, level):
    return {
        "c.base": cost, "unit.平方米": area, "unit.天": days, "base.日租金": price, "base.宽带费用": cost,
        "base.直接股权投资": invested, "level.众创空间": level,
    }  # fmt: skip


ANSWERS = st.builds(answered, FIGURES, FIGURES, FIGURES, FIGURES, FIGURES, st.sampled_from(["国家级", "省级", "市级", "区级"]))
CLAUSES = [rent(), equity(), recognition(), event()]


@given(ANSWERS)
def test_no_figures_give_less_than_nothing_or_more_than_the_cap(answers):
    for of in CLAUSES:
        (line,) = estimate([of], answers).lines

        assert 0 <= line.low <= line.high <= 1_000_000
        assert all(way.amount <= 1_000_000 for way in line.alternatives)


@given(ANSWERS, st.sampled_from(["c.base", "unit.平方米", "unit.天", "base.日租金", "base.宽带费用", "base.直接股权投资"]), FIGURES)
def test_more_never_gives_less(answers, key, more):
    raised = answers | {key: answers[key] + abs(more)}

    for of in CLAUSES:
        assert estimate([of], raised).high >= estimate([of], answers).high


@given(st.dictionaries(st.sampled_from(["c.base", "unit.天", "level.众创空间", "nonsense"]), st.one_of(FIGURES, st.text(max_size=5), st.booleans())))
def test_no_answers_raise(answers):
    estimate(CLAUSES, answers)
