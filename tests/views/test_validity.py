"""What ends soon, versions side by side, and amendments on the page of a document."""

from datetime import date

import pytest

from policies.models import DocumentVersion
from tests.makers import make_citation, make_document

from .pages import ask, having, links, words

pytestmark = pytest.mark.django_db


# --- what ends soon -----------------------------------------------------------------------------------------------------
@pytest.fixture
def terms():
    for title, last, more in (
        ("先到", date(2018, 3, 1), {"header_evidence": {"effective_to": {"quote": "有效期至2018年3月1日"}}}),
        ("后到", date(2018, 12, 1), {}), ("太远", date(2020, 1, 1), {}), ("已过", date(2017, 1, 1), {}),
        ("草案", date(2018, 3, 1), {"state": "draft"}),
    ):  # fmt: skip
        make_document(title, effective_to=last, **more)
    make_document("当年计划", plan_to=2018)


def titles(page):
    return [words(cell).partition("》")[0].strip("《") for cell in page.xpath("//table[contains(@class,'ending')]//tbody//th")]


@pytest.mark.parametrize(("query", "expected"), [
    ("on=2018-01-01", ["先到", "后到"]),
    ("on=2018-01-01&months=3", ["先到"]),
    ("on=2018-03-01&months=1", ["先到"]),
    ("on=2018-03-02&months=1", []),
    ("on=2018-01-01&months=60", ["先到", "后到", "太远"]),
])
def test_what_ends_is_listed_by_its_last_day(client, terms, query, expected):
    assert titles(ask(client, f"/ending/?{query}")) == expected


def test_an_end_brings_its_words_and_plans_are_named_apart(client, terms):
    page = ask(client, "/ending/?on=2018-01-01")

    assert "有效期至2018年3月1日" in words(page)
    assert "当年计划" in words(page.xpath("//section[h2[contains(., 'end')]]")[-1])


@pytest.mark.parametrize("query", ["on=x", "on=2018-13-01", "months=0", "months=-1", "months=999", "months=x", "on=%00", "months=²"])
def test_nonsense_is_answered_in_a_sentence(client, query):
    assert "was ignored" in words(having(ask(client, f"/ending/?{query}"), "notice")[0])


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_too(client, day):
    assert titles(ask(client, f"/ending/?on={day}&months=120")) == []


def test_the_number_of_queries_does_not_grow(client, terms, django_assert_max_num_queries):
    for number in range(20):
        make_document(f"又{number}", effective_to=date(2018, 5, 1))

    with django_assert_max_num_queries(6):
        assert len(titles(ask(client, "/ending/?on=2018-01-01"))) == 22


def test_a_plan_withdrawn_leaves_the_plans_that_are_kept(client, terms):
    plan = make_document("规划", plan_to=2018)
    assert "规划" in words(ask(client, "/ending/?on=2018-01-01"))

    type(plan).objects.filter(pk=plan.pk).update(state="draft")  # not even the log of changes says it

    assert "规划" not in words(ask(client, "/ending/?on=2018-01-01"))


# --- versions -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def paper():
    paper = make_document("办法", slug="paper", text="第一条 给予10万元奖励。第二条 <b>自行</b>负责。")
    DocumentVersion.objects.create(document=paper, serial=2, digest="2", raw_text="", text="第一条 给予20万元奖励。第二条 <b>自行</b>负责。")
    return paper


def test_two_versions_stand_side_by_side_with_what_changed(client, paper):
    page = ask(client, "/documents/paper/versions/")
    old, new = having(page, "side")

    assert ([words(one) for one in old.xpath(".//del")], [words(one) for one in new.xpath(".//ins")]) == (["10"], ["20"])
    assert [words(gone) for gone in having(new, "from-old", "del")] == ["10"]  # shown where one stands below the other
    assert "<b>自行</b>" in words(old)
    assert "1 change" in words(page)


@pytest.mark.parametrize("query", ["old=7", "new=x", "old=%00&new=2", "old=²"])
def test_a_version_that_is_not_there_is_said(client, paper, query):
    assert "There is no version" in words(having(ask(client, f"/documents/paper/versions/?{query}"), "notice")[0])


def test_one_version_has_nothing_to_compare(client):
    make_document("单", slug="single")

    assert "There is one version" in words(ask(client, "/documents/single/versions/"))


def test_drafts_stubs_and_reports_show_no_versions(client):
    for slug, more in (("draft", {"state": "draft"}), ("stub", {"is_stub": True}), ("report", {"genre": "report"})):
        make_document(slug, slug=slug, **more)

    assert {client.get(f"/documents/{slug}/versions/").status_code for slug in ("draft", "stub", "report")} == {404}


# --- amendments ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("day", "is_named"), [("2017-01-01", False), ("2018-01-01", True)])
def test_an_amendment_is_named_from_the_day_it_takes_effect(client, paper, day, is_named):
    make_citation(make_document("修改决定", issued_on=date(2017, 6, 1)), paper, "amends")

    page = ask(client, f"/documents/paper/?on={day}")

    assert ("Amended by 《修改决定》" in words(having(page, "document-facts")[0])) is is_named


def test_the_document_leads_to_its_versions(client, paper):
    assert "/documents/paper/versions/" in links(ask(client, "/documents/paper/"))
