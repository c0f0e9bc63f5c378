"""One clause and an applicant's figures."""

from decimal import Decimal

import pytest

from policies.estimate import questions_of
from policies.estimate.amounts import estimate_clause
from tests.estimate.makers import amount, clause, condition, equity, event, recognition, rent


def line(of, **answers):
    return estimate_clause(of, {key.replace("__", "."): figure(value) for key, value in answers.items()})


def figure(value):
    return value if isinstance(value, str | bool) else Decimal(str(value))


SPACE = {"unit__平方米": 1000, "unit__天": 365, "base__日租金": "0.8", "base__宽带费用": 0}


def rented(**changes):
    answers = {key: Decimal(str(value)) for key, value in (SPACE | changes).items()}
    return estimate_clause(rent(), {key.replace("__", "."): value for key, value in answers.items()})


def test_rent_is_paid_by_area_and_day_up_to_the_rent_itself():
    found = rented()

    assert (found.low, found.high) == (292_000, 292_000)
    assert [step.code for step in found.steps[:4]] == ["per_unit", "price_cap", "times", "times"]


def test_area_beyond_the_quota_is_not_paid():
    assert rented(unit__平方米=5000).high == 292_000


def test_dearer_rent_is_paid_at_the_sum_stated():
    assert rented(base__日租金=3).high == 365_000


def test_page_is_told_that_rent_alone_never_reaches_the_cap():
    note = rented().notes[0]

    assert (note.code, note.values["most"], note.values["cap"]) == ("cap_out_of_reach", 366_000, 1_000_000)


def test_broadband_is_paid_in_full_until_the_cap():
    assert rented(base__宽带费用=50_000).high == 342_000
    assert rented(base__宽带费用=5_000_000).high == 1_000_000


@pytest.mark.parametrize(("cost", "gives", "is_bound"), [(3_000_000, 1_000_000, True), (1_200_000, 600_000, False), (0, 0, False)])
def test_event_gives_half_of_its_cost_up_to_the_cap(cost, gives, is_bound):
    found = estimate_clause(event(), {"c.base": Decimal(cost)})

    assert (found.high, bool(found.bound_by)) == (gives, is_bound)


@pytest.mark.parametrize(("level", "gives"), [("国家级", 1_000_000), ("省级", 300_000), ("市级", 150_000)])
def test_recognition_gives_the_tier_of_its_level(level, gives):
    assert estimate_clause(recognition(), {"level.众创空间": level}).high == gives


def test_level_without_a_tier_gives_nothing():
    assert estimate_clause(recognition(), {"level.众创空间": "区级"}).high == 0


def test_equity_by_steps_or_pro_rata_is_shown_both_ways():
    found = estimate_clause(equity(), {"base.直接股权投资": Decimal(19_990_000)})

    assert (found.low, found.high) == (50_000, 99_950)
    assert {way.code: way.amount for way in found.alternatives} == {"whole_steps": 50_000, "pro_rata": 99_950}


def test_whole_steps_leave_no_alternative():
    found = estimate_clause(equity(), {"base.直接股权投资": Decimal(20_000_000)})

    assert (found.low, found.high, found.alternatives) == (100_000, 100_000, ())


def test_condition_not_met_refuses_the_clause():
    found = estimate_clause(equity(), {"base.直接股权投资": Decimal(9_000_000)})

    assert (found.state, found.high, found.conditions[0].verdict) == ("refused", 0, "not_met")


def test_condition_not_answered_is_never_assumed():
    of = clause(amount("fixed", 100_000), conditions=(condition("企业", 10, "家"), condition("经备案", None)))

    assert [state.verdict for state in estimate_clause(of, {}).conditions] == ["unanswered", "unanswered"]


def test_condition_on_the_base_of_a_rate_is_not_asked_again():
    assert [question.key for question in questions_of(equity())] == ["base.直接股权投资"]


@pytest.mark.parametrize(
    ("comparator", "answer", "verdict"),
    [
        ("at_least", 10, "met"),
        ("more_than", 10, "not_met"),
        ("at_most", 10, "met"),
        ("less_than", 10, "not_met"),
        ("equals", 10, "met"),
    ],
)
def test_words_of_comparison_follow_the_civil_code(comparator, answer, verdict):
    of = clause(amount("fixed", 1), conditions=(condition("企业", 10, "家", comparator),))

    assert estimate_clause(of, {"c.企业": Decimal(answer)}).conditions[0].verdict == verdict


FORMS = [
    (clause(amount("fixed", 100_000)), {}, (100_000, 100_000)),
    (clause(amount("cap", 500_000), form="up_to"), {}, (0, 500_000)),
    (clause(amount("per_unit", 100_000, per="家"), form="per_unit"), {"c.家": 3}, (300_000, 300_000)),
    (clause(amount("step", 1_000_000, per="5000万元"), form="stepwise"), {"c.base": 149_000_000}, (2_000_000, 2_000_000)),
    (clause(amount("rate", "0.1", base="设备投资"), amount("rate", "0.3", base="设备投资"), form="range"), {"base.设备投资": 1000}, (100, 300)),
    (clause(amount("rate", 1, base="社会投资金额"), form="ratio"), {"base.社会投资金额": 5_000_000}, (5_000_000, 5_000_000)),
    (clause(amount("fixed", 10), amount("fixed", 30)), {}, (10, 40)),
    (clause(amount("per_unit", 1500, per="人·月"), form="per_unit"), {"c.人": 2, "unit.月": 12}, (36_000, 36_000)),
    (clause(amount("tier", 8, tier="甲"), amount("tier", 9, tier="乙"), stacking="top_up"), {"c.tier": "乙", "c.received": 8}, (1, 1)),
    (clause(amount("fixed", 20_000, per="人")), {"c.人": 4}, (80_000, 80_000)),
    (clause(amount("fixed", 80_000, per="人·年")), {"c.人": 2}, (160_000, 160_000)),
    (clause(amount("per_unit", 500, per="年"), form="per_unit"), {}, (500, 500)),
    (clause(amount("cap", 5_000, per="人"), form="up_to"), {"c.人": 3}, (0, 15_000)),
    (clause(amount("tier", 1600, tier="二人户", per="月"), amount("tier", 2000, tier="三人户", per="月")), {"c.tier": "三人户", "unit.月": 12}, (24_000, 24_000)),
    (clause(amount("fixed", 10), amount("tier", 7, tier="第一年"), amount("tier", 3, tier="第二年")), {"c.tier": "第二年"}, (3, 3)),
    (clause(amount("fixed", 10, tier="科研经费"), amount("fixed", 8, tier="生活补助")), {}, (8, 18)),
]


@pytest.mark.parametrize(("of", "answers", "expected"), FORMS)
def test_form_gives_its_sum(of, answers, expected):
    found = estimate_clause(of, {key: figure(value) for key, value in answers.items()})

    assert (found.state, (found.low, found.high)) == ("computed", expected)


@pytest.mark.parametrize(("of", "reason"), [
    (clause(form="unspecified"), "unspecified"),
    (clause(form="case_by_case"), "case_by_case"),
    (clause(amount("fund", 10), form="fund"), "fund"),
    (clause(amount("fixed", 10), confidence="check"), "half_read"),
    (clause(amount("step", 10, per="若干"), form="stepwise"), "half_read"),
    (clause(amount("quota", 10, unit="平方米"), form="per_unit"), "no_amount"),
    (clause(amount("fixed", 10, unit="万美元")), "other_unit"),
    (clause(amount("rate", "0.3", base="合同金额"), amount("rate", "0.03")), "base_unknown"),
])  # fmt: skip
def test_clause_that_cannot_be_computed_says_why(of, reason):
    found = estimate_clause(of, {})

    assert (found.state, found.reason, found.high) == ("not_computable", reason, 0)


def test_missing_answer_is_asked_and_nothing_is_paid():
    found = estimate_clause(event(), {})

    assert (found.state, found.high) == ("open", 0)
    assert [(question.key, question.unit) for question in found.missing] == [("c.base", "元")]


def test_negative_figure_counts_as_nothing():
    assert estimate_clause(event(), {"c.base": Decimal(-5)}).high == 0


def test_what_was_answered_is_shown_while_the_rest_is_asked():
    found = estimate_clause(rent(), {key.replace("__", "."): Decimal(str(value)) for key, value in SPACE.items() if "宽带" not in key})

    assert (found.state, found.high, found.is_counted) == ("open", 292_000, True)
    assert [question.key for question in found.missing] == ["base.宽带费用"]


def scale(comparator="at_least", *values):
    return clause(amount("fixed", 5), conditions=tuple(condition("固定资产投资", value, comparator=comparator) for value in values))


@pytest.mark.parametrize(
    ("of", "invested", "state"),
    [
        (scale("at_least", 1000, 5000), 2000, "computed"),  # one step of the scale is enough
        (scale("at_least", 1000, 5000), 500, "refused"),
        (scale("at_most", 1000), 2000, "refused"),
    ],
)
def test_thresholds_of_one_thing_are_the_steps_of_a_scale(of, invested, state):
    assert estimate_clause(of, {"c.固定资产投资": Decimal(invested)}).state == state


def test_both_ends_of_a_span_must_hold():
    of = clause(amount("fixed", 5), conditions=(condition("职工", 10, "人"), condition("职工", 50, "人", "at_most")))

    assert [estimate_clause(of, {"c.职工": Decimal(count)}).state for count in (5, 20, 80)] == ["refused", "computed", "refused"]


@pytest.mark.parametrize(
    ("of", "is_grant"),
    [
        (clause(amount("rate", 1, base="投资额"), kinds=("follow_on",)), False),
        (clause(amount("cap", 150_000), kinds=("guarantee",), form="up_to"), False),
        (clause(amount("rate", "0.015", base="年度担保额"), kinds=("guarantee",)), True),
        (clause(amount("fixed", 5)), True),
    ],
)
def test_what_is_invested_or_lent_is_no_grant(of, is_grant):
    assert estimate_clause(of, {"base.年度担保额": Decimal(100)}).is_grant is is_grant
