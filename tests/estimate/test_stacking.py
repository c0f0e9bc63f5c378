"""Clauses that may not all be had together: what is taken off, what stays open, and what must hold for any clauses."""

import itertools
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.estimate import Clause, estimate
from tests.estimate.makers import amount, clause, patient

OWN_WORDS = "给予奖励，每家企业只奖励一次"


def fixed(key, value, *, document="", **fields):
    return replace(clause(amount("fixed", value), key=key, **fields), document=document)


def up_to(key, value, **fields):
    return clause(amount("cap", value), key=key, form="up_to", **fields)


def ceiling(value, key="z", **fields):
    return clause(amount("cap", value), key=key, form="up_to", stacking="overall_cap", **fields)


def ends(*clauses):
    found = estimate(clauses, {})
    return int(found.low), int(found.high)


@pytest.mark.parametrize(
    ("lower", "total", "code"),
    [
        (fixed("b", 20, stacking="highest_only"), (30, 30), "highest_only"),
        (fixed("b", 20, stacking="no_repeat"), (20, 30), "no_repeat"),
        (fixed("b", 40, stacking="no_upper_level"), (40, 40), "no_upper_level"),
        (fixed("b", 40, stacking="includes_upper"), (40, 40), "includes_upper"),
        (fixed("b", 20, stacking="stackable"), (50, 50), None),
        (fixed("b", 20, stacking="highest_only", kinds=("rent",)), (50, 50), None),
        (fixed("b", 20, stacking="once_only"), (50, 50), None),  # the other clause does not say so
    ],
)
def test_stacking_rule_decides_what_may_be_had_together(lower, total, code):
    upper = fixed("a", 30, rank=1)
    found = estimate([upper, lower], {})

    assert ends(upper, lower) == total
    assert [cut.code for cut in found.adjustments] == ([code] if code else [])


# --- once only ------------------------------------------------------------------------------------------------------------
def once(key, value, **fields):
    return fixed(key, value, **({"stacking": "once_only"} | fields))


@pytest.mark.parametrize(
    ("clauses", "total"),
    [
        ([once("a", 30), once("b", 20)], (20, 30)),
        ([once("a", 30), once("b", 20), once("c", 5)], (5, 30)),
        ([once("a", 30), once("b", 20, kinds=("rent",))], (50, 50)),  # two supports, each once
        ([once("a", 30), once("b", 20, document="another")], (50, 50)),  # a rule reaches as far as its paper
        ([once("a", 30), fixed("b", 20, stacking="stackable")], (50, 50)),
        ([once("a", 30), fixed("b", 20)], (50, 50)),
        ([once("a", 30, kinds=("rent",)), once("b", 20, kinds=("rent", "event")), once("c", 9, kinds=("event",))], (9, 30)),
        ([once("a", 30, evidence=OWN_WORDS), once("b", 20, evidence=OWN_WORDS)], (50, 50)),  # two awards, each once
        ([once("a", 30, kinds=("rent",), evidence=OWN_WORDS), once("b", 20, kinds=("rent",), evidence=OWN_WORDS)], (20, 30)),
        ([once("a", 30), once("b", 20, kinds=("other",)), once("c", 10, kinds=("other",))], (60, 60)),
        ([once("a", 30), up_to("b", 50, stacking="once_only")], (0, 50)),
    ],
)
def test_of_what_is_granted_once_one_counts_and_the_range_is_shown(clauses, total):
    assert ends(*clauses) == total


def test_cut_names_all_among_which_one_counts():
    (cut,) = estimate([once("a", 30), once("b", 20), once("c", 5)], {}).adjustments

    assert (cut.code, cut.clauses) == ("once_only", ("a", "b", "c"))
    assert (cut.low, cut.high) == (50, 25)


def test_clause_granted_once_says_that_it_is_not_paid_again():
    (line,) = estimate([once("a", 30)], {}).lines

    assert [note.code for note in line.notes] == ["once_only"]


# --- levels ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("own", "total", "dropped"), [(40, 50, ("c",)), (60, 60, ("a", "b"))])
def test_what_the_levels_above_give_together_stands_against_the_clause(own, total, dropped):
    clauses = [fixed("a", 30, rank=1), fixed("b", 20, rank=2), fixed("c", own, stacking="no_upper_level")]

    assert ends(*clauses) == (total, total)
    assert estimate(clauses, {}).adjustments[0].clauses == dropped


def test_own_level_does_not_count_as_upper_level():
    assert ends(fixed("a", 30), fixed("b", 20, stacking="no_upper_level")) == (50, 50)


# --- ceilings -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("ceilings", "total"),
    [
        ([ceiling(35)], 35),
        ([ceiling(80)], 50),
        ([ceiling(35, kinds=("rent",))], 50),
        ([ceiling(35, key=key) for key in "wxyz"], 35),  # said four times, taken off once
        ([ceiling(35, key="y", kinds=("award", "rent")), ceiling(10)], 10),
    ],
)
def test_ceiling_over_several_clauses_cuts_them_together_and_gives_nothing(ceilings, total):
    assert ends(fixed("a", 30), fixed("b", 20), *ceilings)[1] == total


def test_ceiling_does_not_reach_other_documents():
    other = clause(amount("fixed", 30), key="a")
    here = Clause(key="z", terms=ceiling(10).terms, document="another")

    assert ends(other, here) == (30, 30)


def test_ceiling_limits_what_a_rule_left():
    assert ends(fixed("a", 50, stacking="highest_only"), up_to("b", 100), ceiling(30)) == (30, 30)


def test_order_of_the_clauses_does_not_matter():
    clauses = [fixed("a", 30, stacking="highest_only"), fixed("b", 20), fixed("c", 30, rank=1), fixed("d", 5, kinds=("rent",))]

    assert len({ends(*order) for order in itertools.permutations(clauses)}) == 1


# --- for any clauses ------------------------------------------------------------------------------------------------------
RULES = st.sampled_from([None, "highest_only", "no_repeat", "once_only", "no_upper_level", "includes_upper", "stackable"])
KINDS = st.lists(st.sampled_from(["award", "rent", "event", "other"]), min_size=1, max_size=2, unique=True).map(tuple)
TERMS = st.tuples(RULES, KINDS, st.sampled_from(["一", "二"]), st.integers(0, 3), st.sampled_from(["", OWN_WORDS]), st.sampled_from(["fixed", "cap"]))
CEILINGS = st.lists(st.tuples(st.integers(0, 100), KINDS, st.sampled_from(["一", "二"])), max_size=3)


def made(terms, value, key):
    rule, kinds, document, rank, evidence, role = terms
    of = clause(amount(role, value), key=key, rank=rank, kinds=kinds, stacking=rule, evidence=evidence, form="up_to" if role == "cap" else "fixed")
    return replace(of, document=document)


@patient
@given(st.lists(st.tuples(TERMS, st.integers(0, 100)), max_size=6), CEILINGS, st.randoms(use_true_random=False))
def test_rules_never_add_never_owe_and_do_not_look_at_the_order(given_terms, limits, chance):
    clauses = [made(terms, value, f"c{number}") for number, (terms, value) in enumerate(given_terms)]
    clauses += [replace(ceiling(value, key=f"z{number}", kinds=kinds), document=paper) for number, (value, kinds, paper) in enumerate(limits)]
    found = estimate(clauses, {})
    plain = sum(line.high for line in found.lines if line.is_counted)
    chance.shuffle(clauses)

    assert 0 <= found.low <= found.high <= plain
    assert estimate(clauses, {}) == found


@patient
@given(st.lists(st.tuples(TERMS, st.integers(0, 100)), max_size=6), st.integers(0, 100))
def test_no_clauses_of_a_paper_pass_its_ceiling(given_terms, most):
    here = [replace(made(terms, value, f"c{number}"), document="一") for number, (terms, value) in enumerate(given_terms)]
    of_any = replace(ceiling(most, kinds=("award", "rent", "event")), document="一")
    only_other = sum(Decimal(value) for (_rule, kinds, *_rest), value in given_terms if kinds == ("other",))

    assert estimate([*here, of_any], {}).high <= most + only_other
