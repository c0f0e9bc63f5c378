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


@pytest.fixture
def decree():
    """A decree on which more papers rest than a picture can tell apart: 8 of 2016 and 7 of 2017, one of them undated."""
    decree = make_document("国家意见", slug="decree", level="national", issued_on=date(2015, 3, 1))
    for number in range(15):
        year = 2016 + number % 2
        dated = None if number == 14 else date(year, 1, number + 1)
        make_citation(make_document(f"第{number}号", level="county" if number else "city", issued_on=dated), decree)
    return decree


def test_many_papers_are_drawn_as_one_mark_for_each_level_and_year(client, decree):
    page = ask(client, "/documents/decree/graph/")
    marks = [words(node) for node in having(page, "tree-node", "g")]

    assert marks == [
        "国家意见 March 1, 2015", "City · 2016 1 paper", "County or district · 2016 6 papers",
        "County or district · 2017 7 papers", "County or district · not dated 1 paper",
    ]  # fmt: skip
    assert len(page.xpath("//tbody/tr")) == 16


def test_a_mark_leads_to_its_papers_alone(client, decree):
    link = having(ask(client, "/documents/decree/graph/"), "is-group", "g")[2].xpath("./a")[0].get("href")
    page = ask(client, link)

    assert link == "/documents/decree/graph/?level=county&year=2017#papers"
    assert len(page.xpath("//tbody/tr")) == 8
    assert "Of the 15 papers that rest on it the table lists the 7 of County or district · 2017." in words(page)


@pytest.mark.parametrize("query", ["level=moon", "year=x", "level=county&year=1900", "year=%00", "level=<i>&year=" + "9" * 50])
def test_a_level_and_year_that_nothing_has_shows_all_and_says_so(client, decree, query):
    page = ask(client, f"/documents/decree/graph/?{query}")

    assert "No paper of this level and year rests on it" in words(having(page, "notice")[0])
    assert len(page.xpath("//tbody/tr")) == 16


def test_the_picture_grows_with_the_text_of_the_reader(client, pair):
    picture = ask(client, "/documents/paper/graph/").xpath("//svg[contains(@class, 'tree')]")[0]

    assert picture.get("width").endswith("em")
    assert [float(picture.get(side)[:-2]) * 16 for side in ("width", "height")] == [float(size) for size in picture.get("viewbox").split()[2:]]


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
    def asked(number):
        for _number in range(number):
            make_citation(make_document(level="county"), pair[1])
        pair[1].record_change()  # else what comes first is kept
        with django_assert_max_num_queries(14) as queries:
            rows = ask(client, "/documents/paper/graph/").xpath("//tbody/tr")
        return len(rows), len(queries)

    few, many, more = asked(3), asked(20), asked(20)

    assert (few[0], many[0], more[0]) == (5, 25, 45)
    assert few[1] >= many[1] == more[1]
    with django_assert_max_num_queries(10):
        ask(client, "/documents/paper/graph/")
