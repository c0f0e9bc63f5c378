"""The page of the citation tree."""

from datetime import date

import pytest

from tests.makers import make_citation, make_document, make_provision

from .pages import ask, having, links, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    basis = make_document("关于<b>众创</b>的意见", slug="basis", is_stub=True, level="national", issued_on=None, number=("国办发", 2015, 9))
    paper = make_document("实施意见", slug="paper", level="province", issued_on=date(2015, 11, 12))
    citation = make_citation(paper, basis, provision=make_provision(paper), start=0, end=2)
    return basis, paper, citation


def test_picture_and_table_say_the_same(client, pair):
    page = ask(client, "/documents/paper/graph/")
    nodes = having(page, "tree-node", "g")
    rows = page.xpath("//table[contains(@class,'tree-table')]/tbody/tr")

    assert len(nodes) == len(rows) == 2
    assert "国办发〔2015〕9号" in words(nodes[0])
    assert "not in the collection yet" in words(nodes[0])
    assert "not in the collection yet" in words(rows[0])


def test_a_row_leads_to_the_sentence_and_names_its_provision(client, pair):
    row = ask(client, "/documents/paper/graph/").xpath("//tbody/tr")[1]

    assert f"/documents/paper/#{pair[2].anchor}" in links(row)
    assert "implements 一、" in words(row)


def test_titles_are_escaped(client, pair):
    response = client.get("/documents/basis/graph/").content.decode()

    assert "<b>众创" not in response
    assert "&lt;b&gt;众创" in response


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "99", "9" * 50, "%00", "<i>"])
def test_nonsense_pages_are_answered_in_a_sentence(client, pair, page):
    notice = having(ask(client, f"/documents/paper/graph/?page={page}"), "notice")

    assert "There is no page" in words(notice[0])


def test_a_paper_without_ties_says_so(client):
    make_document("独立", slug="alone")

    assert "It stands alone." in words(ask(client, "/documents/alone/graph/"))


def test_drafts_and_unknown_papers_have_no_tree(client):
    make_document("草案", slug="draft", state="draft")

    assert [client.get(f"/documents/{slug}/graph/").status_code for slug in ("draft", "none")] == [404, 404]


def test_the_document_leads_to_its_tree(client, pair):
    assert "/documents/paper/graph/" in links(ask(client, "/documents/paper/"), "Citation tree")


def test_the_page_asks_no_more_of_the_database_when_more_papers_rest_on_it(client, pair, django_assert_max_num_queries):
    for _number in range(20):
        make_citation(make_document(level="county"), pair[1])

    with django_assert_max_num_queries(9):
        rows = ask(client, "/documents/paper/graph/").xpath("//tbody/tr")

    assert len(rows) == 22
