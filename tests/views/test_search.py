"""The search page: the same words over documents and over subsidy clauses."""

import pytest

from policies.search import changes
from tests.makers import make_body, make_clause, make_document, make_gongshu

from .pages import ask, having, links, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def collection():
    """Two papers that speak of makerspaces, one of them with two clauses."""
    body = make_body("拱墅区人民政府", region=make_gongshu())
    paper = make_document("关于众创空间的通知", text="支持众创空间。", body=body, number=("拱政发", 2016, 3), level="county")
    make_document("另一通知", text="众创空间与孵化器。", level="city")
    make_clause(paper, amounts=(300_000,), quote="对众创空间给予30万元奖励")
    make_clause(paper, kinds=("rent",), quote="对众创空间给予房租补贴")
    changes.rebuild()
    return paper


def titles(page):
    return [words(title) for title in having(page, "entry-title")]


def tabs(page):
    return [words(tab) for tab in having(page, "tabs")[0].findall("li")]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_documents_are_found_with_marked_excerpts(client, collection, language):
    page = ask(client, "/search/?q=众创空间", language)

    assert set(titles(page)) == {"关于众创空间的通知", "另一通知"}
    assert {words(mark) for mark in page.xpath("//p[contains(@class,'excerpt')]//mark")} == {"众创空间"}


def test_tabs_count_what_the_words_give_in_both(client, collection):
    assert tabs(ask(client, "/search/?q=众创空间")) == ["Documents 2", "Subsidy clauses 2"]
    assert tabs(ask(client, "/search/?q=众创空间&tab=clauses")) == ["Documents 2", "Subsidy clauses 2"]


def test_clauses_lead_to_their_sentence(client, collection):
    page = ask(client, "/search/?q=奖励&tab=clauses")

    assert titles(page) == ["Award · 300,000 yuan"]
    assert collection.subsidyclauses.first().sentence_url in links(page)


@pytest.mark.parametrize("typed", ["拱政发[2016]3号", "拱政发〔2016〕3号", "拱政发（2016）3号"])
def test_a_number_in_any_brackets_finds_the_document(client, collection, typed):
    assert titles(ask(client, f"/search/?q={typed}"))[0] == "关于众创空间的通知"


def test_filters_of_a_tab_stay_in_its_form(client, collection):
    page = ask(client, "/search/?q=众创空间&tab=clauses&support=rent")
    form = page.get_element_by_id("filters")

    assert titles(page) == ["Rent"]
    assert {field.get("name"): field.get("value") for field in form.xpath(".//input[@type='hidden']")} == {"q": "众创空间", "tab": "clauses"}


def test_nothing_found_is_said_plainly(client, collection):
    empty = words(having(ask(client, "/search/?q=量子鲸鱼"), "empty")[0])
    emptied = words(having(ask(client, "/search/?q=众创空间&level=zone"), "empty")[0])

    assert "Nothing was found" in empty
    assert "without “Level: Zone” 2" in emptied


@pytest.mark.parametrize("typed", ["", "“", "\"", "a:b:c", "*", "((", "%00", "🙂", "-众创", "字" * 3000, "AND OR NOT", "标题:"])
def test_nothing_typed_is_an_error(client, collection, typed):
    assert client.get("/search/", {"q": typed}).status_code == 200
    assert client.get("/search/", {"q": typed, "tab": "clauses", "page": "-1", "order": "?"}).status_code == 200


def test_without_an_index_the_database_answers_and_says_so(client, collection, monkeypatch):
    from policies.search import shelf  # noqa: PLC0415

    def broken():
        raise shelf.Unusable("no index")

    monkeypatch.setattr(shelf, "current", broken)
    page = ask(client, "/search/?q=众创空间")

    assert len(titles(page)) == 2
    assert "database" in words(having(page, "notice")[0])


@pytest.mark.parametrize("tab", ["", "clauses"])
def test_the_number_of_queries_does_not_grow(client, collection, tab, django_assert_max_num_queries):
    def asked():
        with django_assert_max_num_queries(10) as queries:
            client.get("/search/", {"q": "众创空间", "tab": tab})
        return len(queries)

    few = asked()
    for _ in range(10):
        make_clause(make_document(text="众创空间", body=make_body()), quote="众创空间补助", amounts=(1, 2))
    changes.rebuild()

    assert asked() == few
