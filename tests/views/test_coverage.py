"""The page that says what is in the collection and what is not."""

from datetime import date

import pytest
from django.core.cache import cache

from policies.models import Review
from policies.views.coverage import count_everything
from tests.makers import make_citation, make_clause, make_document, make_figure, make_target

from .pages import ask, links, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()


@pytest.fixture
def collection():
    paper = make_document("<b>意见</b>", slug="paper", level="province", source_name="省政府网站", captured_on=date(2016, 5, 1), numbers_found=10, numbers_explained=7)
    other = make_document("办法", slug="other", level="county", source_name="省政府网站", captured_on=date(2016, 6, 1), numbers_found=4, numbers_explained=4)
    missing = make_document("缺一", slug="missing", level="national", is_stub=True)
    rare = make_document("缺二", slug="rare", is_stub=True)
    for citing, cited in ((paper, missing), (other, missing), (other, rare)):
        make_citation(citing, cited)
    make_clause(paper, review=Review.ACCEPTED)
    make_clause(paper)
    make_clause(paper, review=Review.REJECTED)
    make_target(paper, origin="entered", quote="")
    make_figure(make_document("草案", state="draft", numbers_found=99))
    return paper, other, missing, rare


def rows(page, section):
    return [" ".join(filter(None, (words(cell) for cell in row))) for row in page.xpath(f"//section[@aria-labelledby='{section}']//tbody/tr")]


def test_it_says_what_is_here_by_level_with_what_is_only_cited(client, collection):
    page = ask(client, "/coverage/")

    assert rows(page, "held") == ["National 0 1 —", "Province 1 0 7 / 10 (70%)", "County or district 1 0 4 / 4 (100%)", "Level not known 0 1 —"]
    assert "2 documents are here" in words(page)


def test_what_is_missing_is_listed_with_the_most_cited_first(client, collection):
    page = ask(client, "/coverage/")

    assert rows(page, "missing") == ["《缺一》 National 2", "《缺二》 1"]
    assert "/documents/missing/#cited-by" in links(page)


def test_findings_that_people_looked_at_are_counted_and_rejected_ones_are_none(client, collection):
    reviewed = rows(ask(client, "/coverage/"), "reviewed")

    assert "Subsidy clauses 2 1 (50%)" in reviewed
    assert "Targets 1 1 (100%)" in reviewed
    assert "Reported figures 0 0 (0%)" in reviewed


def test_numbers_left_over_and_sources_are_named(client, collection):
    page = ask(client, "/coverage/")

    assert rows(page, "unplaced") == ["《<b>意见</b>》 3 / 10"]
    assert rows(page, "sources") == ["省政府网站 — 2 June 1, 2016"]


def test_an_empty_collection_has_a_page_too(client):
    assert "Every document that is cited is here." in words(ask(client, "/coverage/"))


def test_the_number_of_queries_does_not_grow(collection, django_assert_max_num_queries):
    for number in range(10):
        make_citation(make_document(level="city", source_name=f"站{number}"), collection[2])

    with django_assert_max_num_queries(18):
        figures = count_everything()

    assert figures["missing"][0].citing == 12


def test_figures_are_kept_until_something_public_changes(client, collection, django_assert_max_num_queries):
    ask(client, "/coverage/")

    with django_assert_max_num_queries(2):
        ask(client, "/coverage/")
    make_document("新文", level="city").record_change()

    assert "3 documents are here" in words(ask(client, "/coverage/"))


def test_the_footer_of_every_page_leads_here(client):
    assert "/coverage/" in links(ask(client, "/about/"))
