"""Validity for a day: the record's answer with its reason, and the queryset's answer, are one rule."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.models import Document, Review, State, SubsidyClause, Target, ValidityState
from tests.makers import make_citation, make_clause, make_document, make_outlined, make_part, make_target

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


# --- parts and amendments -------------------------------------------------------------------------------------------------
ARTICLES = ("第一条 支持创业。", "第二条 给予奖励：", "（一）国家级10万元；", "（二）省级5万元。", "第三条 给予房租补贴。")


@pytest.fixture
def old():
    return make_outlined(*ARTICLES, issued_on=date(2011, 1, 1))


def change_part(old, *markers, relation="repeals", day=BEFORE, **parts):
    """A paper of a day that repeals or amends these provisions of the old one; none for the whole."""
    text = "《旧办法》的几条自今日起停止执行。"
    citation = make_citation(make_document("新办法", issued_on=day, text=text), old, relation, quote="《旧办法》", start=0, end=5)
    for marker in markers:
        make_part(citation, marker, **parts)
    return citation


@pytest.mark.parametrize(
    ("changes", "facts", "state"),
    [
        ([("repeals", ["第三条"])], {}, ValidityState.PARTLY_REPEALED),
        ([("repeals", ["第三条"])], {"effective_to": AFTER}, ValidityState.PARTLY_REPEALED),
        ([("repeals", ["第三条"])], {"effective_to": BEFORE}, ValidityState.EXPIRED),
        ([("repeals", ["第三条"])], {"plan_to": 2017}, ValidityState.PLAN_OVER),
        ([("repeals", ["第三条"])], {"effective_on": AFTER}, ValidityState.NOT_YET),
        ([("repeals", [""])], {}, ValidityState.PARTLY_REPEALED),
        ([("repeals", ["第三条"]), ("repeals", [])], {}, ValidityState.REPEALED),
        ([("amends", [])], {}, ValidityState.AMENDED),
        ([("amends", ["第三条"])], {"effective_to": AFTER}, ValidityState.AMENDED),
        ([("amends", ["第三条"])], {"effective_to": BEFORE}, ValidityState.EXPIRED),
        ([("amends", []), ("repeals", ["第三条"])], {}, ValidityState.PARTLY_REPEALED),
        ([("refers_to", ["第三条"])], {}, ValidityState.UNVERIFIED),
    ],
)
def test_what_became_of_parts_counts_where_nothing_stronger_holds(old, changes, facts, state):
    Document.objects.filter(pk=old.pk).update(**facts)
    old.refresh_from_db()
    for relation, markers in changes:
        change_part(old, *markers, relation=relation)

    assert old.validity(DAY).state == state
    assert Document.objects.in_state(state, DAY).filter(pk=old.pk).exists()


def test_deleting_an_article_by_an_amendment_repeals_it(old):
    change_part(old, "第三条", relation="amends").parts.update(relation="repeals")

    assert old.validity(DAY).state == ValidityState.PARTLY_REPEALED
    assert Document.objects.in_state(ValidityState.PARTLY_REPEALED, DAY).get(pk=old.pk)


def test_part_is_repealed_from_its_day_on(old):
    change_part(old, "第三条", day=DAY)

    assert [old.validity(day).state for day in (BEFORE, DAY, AFTER)] == [ValidityState.UNVERIFIED, *[ValidityState.PARTLY_REPEALED] * 2]


def test_partial_repeal_names_the_parts_and_the_sentence(old):
    citation = change_part(old, "第三条", "第二条第二项")

    validity = old.validity(DAY)

    assert validity.reason == "A document in the collection repeals a part of it: 第三条、第二条第二项."
    assert (validity.quote, validity.by) == ("《旧办法》的几条自今日起停止执行。", citation.document)
    assert validity.base == ValidityState.UNVERIFIED


def test_document_that_was_not_issued_yet_is_not_in_force_yet():
    document = make_document(issued_on=AFTER, effective_to=AFTER)

    assert (document.validity(DAY).state, document.validity(DAY).reason) == (ValidityState.NOT_YET, "It was issued later.")
    assert list(Document.objects.in_state(ValidityState.NOT_YET, DAY)) == [document]


# --- clauses --------------------------------------------------------------------------------------------------------------
def clause_at(old, words):
    place = old.text.index(words)
    return make_clause(old, start=place, end=place + len(words), quote=words)


def state_of(clause, on=DAY):
    """The state by the record, where the queryset says the same."""
    state = clause.validity(on).state
    rows = SubsidyClause.objects.filter(pk=clause.pk)
    assert rows.with_validity_state(on).get().validity_state == state
    check_states(rows, state, on)
    assert rows.not_repealed(on).exists() is (state != ValidityState.REPEALED)
    return state


def check_states(rows, state, on):
    """The row is in its state and in no other, whether it is judged by itself or found from what is recorded."""
    assert rows.in_states([state], on).exists()
    assert not rows.in_states([each for each in ValidityState if each != state], on).exists()
    for asked in ([state], [ValidityState.REPEALED, ValidityState.NOT_YET]):
        assert rows.recorded_in(asked, on).exists() is (state in asked and state != ValidityState.UNVERIFIED)


def state_of_target(clause, on=DAY):
    """The state of a target that stands where the clause does."""
    rows = Target.objects.filter(pk=make_target(clause.document, start=clause.start, end=clause.end).pk)
    state = rows.with_validity_state(on).get().validity_state
    check_states(rows, state, on)
    return state


@pytest.mark.parametrize(
    ("relation", "markers", "first", "third"),
    [
        ("repeals", ["第二条"], ValidityState.REPEALED, ValidityState.UNVERIFIED),
        ("repeals", ["第二条第一项"], ValidityState.REPEALED, ValidityState.UNVERIFIED),
        ("repeals", ["第二条第二项"], ValidityState.UNVERIFIED, ValidityState.UNVERIFIED),
        ("repeals", ["第三条"], ValidityState.UNVERIFIED, ValidityState.REPEALED),
        ("repeals", [""], ValidityState.PARTLY_REPEALED, ValidityState.PARTLY_REPEALED),
        ("repeals", ["第九条"], ValidityState.PARTLY_REPEALED, ValidityState.PARTLY_REPEALED),
        ("repeals", [], ValidityState.REPEALED, ValidityState.REPEALED),
        ("amends", ["第二条"], ValidityState.AMENDED, ValidityState.UNVERIFIED),
        ("amends", ["第九条"], ValidityState.AMENDED, ValidityState.AMENDED),
        ("amends", [], ValidityState.AMENDED, ValidityState.AMENDED),
    ],
)
def test_clause_follows_the_provision_it_stands_in(old, relation, markers, first, third):
    change_part(old, *markers, relation=relation)

    assert (state_of(clause_at(old, "国家级10万元")), state_of(clause_at(old, "给予房租补贴"))) == (first, third)
    assert (state_of_target(clause_at(old, "国家级10万元")), state_of_target(clause_at(old, "给予房租补贴"))) == (first, third)


def test_clause_without_a_place_follows_its_provision(old):
    change_part(old, "第二条")
    item = old.provisions.get(marker="（二）")

    assert state_of(make_clause(old, start=None, end=None, provision=item)) == ValidityState.REPEALED
    assert state_of(make_clause(old, start=None, end=None)) == ValidityState.UNVERIFIED


def test_repealed_provision_is_named_as_the_reason(old):
    citation = change_part(old, "第二条")

    validity = clause_at(old, "国家级10万元").validity(DAY)

    assert validity.reason == "A document in the collection repeals the provision in which it stands: 第二条."
    assert validity.by == citation.document


# --- one rule in two places ----------------------------------------------------------------------------------------------
days = st.none() | st.dates(date(2017, 11, 1), date(2019, 2, 1))
changes = st.lists(st.tuples(st.sampled_from(["repeals", "amends"]), st.sampled_from(["", "第二条", "第三条", "第九条", "中有关补贴的规定"]), days), max_size=3)
years = st.none() | st.integers(2016, 2020)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(begins=days, issued=days, ends=days, plan_to=years, changes=changes, on=st.dates(date(2017, 11, 1), date(2019, 2, 1)))
def test_record_and_queryset_agree_on_every_state(begins, issued, ends, plan_to, changes, on):
    if begins and ends and ends < begins:
        begins, ends = ends, begins
    document = make_outlined(*ARTICLES, effective_on=begins, issued_on=issued, effective_to=ends, plan_to=plan_to)
    for relation, named, day in changes:
        citation = make_citation(make_document(issued_on=day), document, relation)
        if named:
            make_part(citation, named if named[0] == "第" else "", printed=named)

    state = document.validity(on).state

    matching = [each for each in ValidityState if Document.objects.in_state(each, on).filter(pk=document.pk).exists()]
    assert matching == [state]
    for words in ("国家级10万元", "给予房租补贴"):
        clause = clause_at(document, words)
        assert state_of_target(clause, on) == state_of(clause, on)
