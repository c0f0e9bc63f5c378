"""Validity for a day: the record's answer with its reason, and the queryset's answer, are one rule."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.models import Document, Review, State, ValidityState
from tests.makers import make_citation, make_document

pytestmark = pytest.mark.django_db
DAY = date(2018, 6, 1)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, ValidityState.UNVERIFIED),
        ({"effective_on": BEFORE}, ValidityState.UNVERIFIED),
        ({"effective_on": DAY}, ValidityState.UNVERIFIED),
        ({"effective_on": AFTER}, ValidityState.NOT_YET),
        ({"effective_on": AFTER, "effective_to": AFTER}, ValidityState.NOT_YET),
        ({"effective_to": AFTER}, ValidityState.IN_FORCE),
        ({"effective_to": DAY}, ValidityState.IN_FORCE),
        ({"effective_to": BEFORE}, ValidityState.EXPIRED),
        ({"plan_to": 2017}, ValidityState.PLAN_OVER),
        ({"plan_to": 2018}, ValidityState.UNVERIFIED),
        ({"plan_to": 2017, "effective_to": AFTER}, ValidityState.IN_FORCE),
    ],
)
def test_state_follows_from_the_recorded_facts(facts, state):
    document = make_document(**facts)

    assert document.validity(DAY).state == state
    assert list(Document.objects.in_state(state, DAY)) == [document]


def test_nothing_is_in_force_that_no_text_supports():
    validity = make_document().validity(DAY)

    assert (validity.state, validity.label) == (ValidityState.UNVERIFIED, "Validity to be verified")
    assert validity.reason


def test_stated_term_brings_its_words():
    evidence = {"effective_to": {"start": 0, "end": 5, "quote": "有效期两年"}}

    assert make_document(effective_to=AFTER, header_evidence=evidence).validity(DAY).quote == "有效期两年"


# --- repeal --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("repealing", "citation", "is_repealed"),
    [
        ({"issued_on": BEFORE}, {}, True),
        ({"issued_on": DAY}, {}, True),
        ({"issued_on": None}, {}, True),
        ({"issued_on": AFTER}, {}, False),
        ({"issued_on": BEFORE, "effective_on": AFTER}, {}, False),
        ({"issued_on": None, "printed_on": AFTER}, {}, False),
        ({"issued_on": BEFORE, "state": State.DRAFT}, {}, False),
        ({"issued_on": BEFORE, "state": State.WITHDRAWN}, {}, False),
        ({"issued_on": BEFORE}, {"review": Review.REJECTED}, False),
        ({"issued_on": BEFORE}, {"relation": "amends"}, False),
    ],
)
def test_repeal_counts_from_the_day_it_takes_effect(repealing, citation, is_repealed):
    old, new = make_document(effective_to=AFTER), make_document(**repealing)
    make_citation(new, old, **({"relation": "repeals"} | citation))

    assert (old.validity(DAY).state == ValidityState.REPEALED) is is_repealed
    assert Document.objects.repealed(DAY).filter(pk=old.pk).exists() is is_repealed


def test_repeal_names_the_document_and_its_words():
    old, new = make_document(), make_document("新办法", issued_on=BEFORE)
    make_citation(new, old, "repeals", quote="原办法同时废止")

    validity = old.validity(DAY)

    assert (validity.by, validity.quote) == (new, "原办法同时废止")


def test_document_does_not_repeal_itself():
    document = make_document(effective_to=AFTER)
    make_citation(document, document, "repeals")

    assert document.validity(DAY).state == ValidityState.IN_FORCE
    assert not Document.objects.repealed(DAY).exists()


# --- one rule in two places ----------------------------------------------------------------------------------------------
days = st.none() | st.dates(date(2017, 11, 1), date(2019, 2, 1))
years = st.none() | st.integers(2016, 2020)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(begins=days, ends=days, plan_to=years, repealed_on=days, is_repealed=st.booleans(), on=st.dates(date(2017, 11, 1), date(2019, 2, 1)))
def test_record_and_queryset_agree_on_every_state(begins, ends, plan_to, repealed_on, is_repealed, on):
    if begins and ends and ends < begins:
        begins, ends = ends, begins
    document = make_document(effective_on=begins, effective_to=ends, plan_to=plan_to)
    if is_repealed:
        make_citation(make_document(issued_on=repealed_on), document, "repeals")

    state = document.validity(on).state

    matching = [each for each in ValidityState if Document.objects.in_state(each, on).filter(pk=document.pk).exists()]
    assert matching == [state]
