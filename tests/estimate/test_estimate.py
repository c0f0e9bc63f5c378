"""Several clauses together: questions once, plain sums, and what must hold for any figures."""

import doctest
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

import policies.estimate
from policies.estimate import estimate
from tests.estimate.makers import amount, clause, equity, event, patient, recognition, rent


def fixed(key, value, **fields):
    return clause(amount("fixed", value), key=key, **fields)


def test_example_of_the_door_holds():
    assert doctest.testmod(policies.estimate).failed == 0


def test_shared_question_is_asked_once():
    both = [recognition(), clause(amount("tier", 1, tier="国家级"), amount("tier", 2, tier="省级"), key="d")]

    assert [question.key for question in estimate(both, {}).questions] == ["level.众创空间"]


def test_plain_sums_add_up():
    assert estimate([fixed("a", 10, kinds=("rent",)), fixed("b", 20)], {}).high == 30


FIGURES = st.decimals(min_value=Decimal(-1000), max_value=Decimal(10) ** 12, allow_nan=False, allow_infinity=False, places=2)


def answered(cost, area, days, price, invested, level):
    return {
        "c.base": cost, "unit.平方米": area, "unit.天": days, "base.日租金": price, "base.宽带费用": cost,
        "base.直接股权投资": invested, "level.众创空间": level,
    }  # fmt: skip


ANSWERS = st.builds(answered, FIGURES, FIGURES, FIGURES, FIGURES, FIGURES, st.sampled_from(["国家级", "省级", "市级", "区级"]))
CLAUSES = [rent(), equity(), recognition(), event()]


@patient
@given(ANSWERS)
def test_no_figures_give_less_than_nothing_or_more_than_the_cap(answers):
    for of in CLAUSES:
        (line,) = estimate([of], answers).lines

        assert 0 <= line.low <= line.high <= 1_000_000
        assert all(way.amount <= 1_000_000 for way in line.alternatives)


@patient
@given(ANSWERS, st.sampled_from(["c.base", "unit.平方米", "unit.天", "base.日租金", "base.宽带费用", "base.直接股权投资"]), FIGURES)
def test_more_never_gives_less(answers, key, more):
    raised = answers | {key: answers[key] + abs(more)}

    for of in CLAUSES:
        assert estimate([of], raised).high >= estimate([of], answers).high


@patient
@given(st.dictionaries(st.sampled_from(["c.base", "unit.天", "level.众创空间", "nonsense"]), st.one_of(FIGURES, st.text(max_size=5), st.booleans())))
def test_no_answers_raise(answers):
    estimate(CLAUSES, answers)
