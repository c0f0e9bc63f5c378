"""The states of validity in the index: those of the records, for documents and for clauses, on any day."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.models import Change, SubsidyClause, ValidityState
from policies.models.standing import ENDS, NEVER, standing_on
from policies.search import engine
from policies.search.index import changes, checking
from policies.search.query import Query
from tests.makers import make_citation, make_clause, make_document, make_outlined, make_part

from .collection import make_collection

pytestmark = pytest.mark.django_db
DAY = date(2019, 6, 1)


def counted(kind, on=DAY):
    return {choice.value: choice.count for choice in engine.search(Query(kind=kind, on=on)).facets["validity"]}


@pytest.mark.parametrize("on", [date(2014, 1, 1), DAY, date(2031, 6, 1)])
def test_facets_count_the_states_of_the_records(on):
    documents = make_collection(60)
    changes.rebuild()

    assert counted("document", on) == Counter(document.validity(on).state for document in documents)
    assert counted("clause", on) == Counter(clause.validity(on).state for clause in SubsidyClause.objects.all())


@pytest.mark.parametrize("chosen", [("unverified",), ("unverified", "in_force"), ("repealed", "plan_over"), tuple(ValidityState.values)])
def test_a_chosen_state_changes_no_count_of_a_state(chosen):
    make_collection(60)
    changes.rebuild()

    for kind in ("document", "clause"):
        narrowed = engine.search(Query(kind=kind, on=DAY, filters={"validity": chosen}))
        assert {choice.value: choice.count for choice in narrowed.facets["validity"]} == counted(kind)
        assert narrowed.total == sum(count for state, count in counted(kind).items() if state in chosen)


@given(
    facts=st.fixed_dictionaries({name: st.sampled_from([20180101, 20190601, 20200229, NEVER]) for name in ENDS if name != "plan_to"}),
    plan_to=st.sampled_from([2017, 2019, NEVER]),
    effective_on=st.sampled_from([0, 20180101, 20200229]),
    indexed=st.dates(date(2017, 1, 1), date(2021, 1, 1)),
    asked=st.dates(date(2017, 1, 1), date(2021, 1, 1)),
)
def test_a_state_is_the_same_all_through_its_stretch(facts, plan_to, effective_on, indexed, asked):
    given_facts = {**facts, "plan_to": plan_to, "effective_on": effective_on}
    then, now = standing_on(indexed, given_facts), standing_on(asked, given_facts)

    if then["since"] <= int(asked.strftime("%Y%m%d")) < then["until"]:
        assert now == then


def test_an_index_made_on_another_day_counts_the_states_of_today(monkeypatch):
    make_collection(60)
    monkeypatch.setattr("policies.search.index.entries.timezone.localdate", lambda: date(2015, 1, 1))
    changes.rebuild()
    aged = [counted(kind, on) for kind in ("document", "clause") for on in (DAY, date(2025, 1, 1))]
    monkeypatch.undo()
    changes.rebuild()

    assert aged == [counted(kind, on) for kind in ("document", "clause") for on in (DAY, date(2025, 1, 1))]
    assert not checking.check()


def test_every_state_is_met_by_these_tests():
    make_collection(60)
    changes.rebuild()

    met = {state for on in (date(2014, 1, 1), DAY) for kind in ("document", "clause") for state in counted(kind, on)}

    assert met == set(ValidityState)


def test_partial_repeal_and_its_end_reach_the_index_through_the_repealer():
    cited = make_outlined("第一条 支持创业。", "第二条 给予奖励。", issued_on=date(2011, 1, 1))
    clause = make_clause(cited, start=cited.text.index("给予奖励"), end=len(cited.text))
    repealer = make_document("新办法")
    changes.rebuild()
    assert counted("clause") == {"unverified": 1}

    make_part(make_citation(repealer, cited, "repeals"), "第二条")
    Change.objects.record(repealer.pk)
    changes.catch_up()
    assert (counted("clause"), counted("document")) == ({"repealed": 1}, {"partly_repealed": 1, "unverified": 1})

    repealer.citations.all().delete()
    Change.objects.record(repealer.pk)
    changes.catch_up()
    assert counted("clause") == {"unverified": 1}
    assert engine.search(Query(kind="clause", filters={"validity": ("unverified",)}, on=DAY)).ids == (clause.pk,)
