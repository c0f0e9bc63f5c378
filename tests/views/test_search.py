"""The search page: the same words over documents and over subsidy clauses."""

import pytest
from lxml import html

from policies.search.index import changes
from tests.makers import make_body, make_clause, make_document, make_gongshu, make_provision

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
    assert tabs(ask(client, "/search/?q=众创空间")) == ["Documents 2", "Subsidy clauses 2", "Provisions"]
    assert tabs(ask(client, "/search/?q=众创空间&tab=clauses")) == ["Documents 2", "Subsidy clauses 2", "Provisions"]
    assert tabs(ask(client, "/search/")) == ["Documents 2", "Subsidy clauses 2"]


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


def test_nothing_found_names_the_word_that_emptied_it(client, collection):
    page = ask(client, "/search/?q=众创空间 量子鲸鱼")
    empty = having(page, "empty")[0]

    assert "“量子鲸鱼” stands in no document here." in words(empty)
    assert "“众创空间” stands in no document" not in words(empty)
    assert "without “Word: 量子鲸鱼” 2" in words(empty)
    assert titles(ask(client, "/search/" + links(empty, "量子鲸鱼")[0])) != []


def test_words_that_never_stand_together_are_told_apart(client, collection):
    empty = words(having(ask(client, "/search/?q=支持 孵化器"), "empty")[0])

    assert "stands in no document" not in empty
    assert "without “Word: 支持” 1" in empty
    assert "without “Word: 孵化器” 1" in empty


def test_provisions_are_those_in_which_the_words_stand(client, db):
    text = "前言。\n一、空间\n支持众创空间。\n（一）租金\n给予众创空间房租补贴。\n二、人才\n其他。"
    paper = make_document("关于扶持的通知", text=text)
    places = [text.index(heading) for heading in ("一、", "（一）", "二、")] + [len(text)]
    for order, (path, heading) in enumerate([("一", "空间"), ("一、（一）", "租金"), ("二", "人才")]):
        until = places[2] if order == 0 else places[order + 1]
        make_provision(paper, heading=heading, path=path, order=order + 1, anchor=f"p-{order + 1}", start=places[order], end=places[order] + 4, until=until)
    changes.rebuild()

    excerpts = having(ask(client, "/search/?q=众创空间 房租&tab=provisions"), "excerpt")

    assert [link.rpartition("#")[2] for excerpt in excerpts for link in links(excerpt)] == ["p-1", "p-2"]
    assert [[words(mark) for mark in excerpt.findall(".//mark")] for excerpt in excerpts] == [["众创空间"], ["众创空间", "房租"]]


def tab_links(page):
    return [link.get("href") for link in having(page, "tabs")[0].findall(".//a")]


def test_a_tab_keeps_the_filters_that_it_knows_and_counts_with_them(client, collection):
    changes.rebuild()
    of_documents = ask(client, "/search/?q=众创空间&level=county&kind=意见&order=newest&page=2")
    of_clauses = ask(client, "/search/?tab=clauses&q=众创空间&level=county&support=rent&least=1&order=amount")

    assert tabs(ask(client, "/search/?q=众创空间&level=city")) == ["Documents 1", "Subsidy clauses 0", "Provisions"]
    assert tabs(ask(client, "/search/?tab=clauses&q=众创空间&support=rent")) == ["Documents 1", "Subsidy clauses 1", "Provisions"]
    assert tab_links(of_documents)[1].endswith("&level=county&order=newest")
    assert tab_links(of_clauses)[0].endswith("&level=county&support=rent")
    assert tab_links(of_clauses)[2].startswith("?tab=provisions&q=")


@pytest.mark.parametrize(("typed", "marked"), [("众创空间", ["众创空间"]), ("标题:众创", ["众创"]), ("支持", []), ("-租金", [])])
@pytest.mark.parametrize("tab", ["", "provisions"])
def test_words_are_marked_in_titles(client, collection, typed, marked, tab):
    (title,) = having(ask(client, f"/search/?q={typed}&tab={tab}&level=county"), "entry-title")

    assert [words(mark) for mark in title.iter("mark")] == marked
    assert words(title) == "关于众创空间的通知"


def test_a_marked_title_stays_text(client, db):
    make_document("关于<img src=x>众创空间的通知")
    changes.rebuild()

    (title,) = having(ask(client, "/search/?q=众创空间"), "entry-title")

    assert (words(title), title.find(".//img")) == ("关于<img src=x>众创空间的通知", None)


@pytest.fixture
def long_paper(db):
    """Five provisions, four of them with the same word."""
    text = "前言。\n" + "\n".join(f"{number}、支持孵化器。" for number in "一二三四") + "\n五、其他。"
    paper = make_document("关于扶持的通知", text=text)
    for order, number in enumerate("一二三四五"):
        start = text.index(f"{number}、")
        make_provision(paper, number, anchor=f"p-{order}", order=order, start=start, end=start + 2, until=start + 9)
    return paper


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("孵化器", "3 of the 4 provisions in which the words stand"),
        ("其他", ""),
        ("前言", "The words stand in no provision"),
        ("金融八条", "The text of this document is not in the collection yet."),
        ("平铺", "The text of this document is not divided into provisions."),
    ],
)
def test_a_document_tells_how_many_of_its_provisions_are_shown_or_why_none(client, long_paper, typed, said):
    make_document("关于金融八条的通知", is_stub=True)
    make_document("另一个通知", text="平铺直叙。")
    changes.rebuild()

    page = ask(client, f"/search/?tab=provisions&q={typed}")

    assert said == " ".join(words(note).split(":")[0] for note in page.xpath("//ol[@class='entries']//p[contains(@class, 'soft')]"))
    assert "1 document, with its provisions" in words(page.get_element_by_id("results"))


def test_words_that_ask_nothing_of_the_text_have_no_provisions(client, collection):
    page = ask(client, "/search/?tab=provisions&q=机关:拱墅")

    assert tabs(page) == ["Documents 1", "Subsidy clauses 2"]
    assert "None of these words asks for the text" in words(having(page, "notice")[0])


@pytest.mark.parametrize(("language", "address"), [("en", "/search/"), ("zh-hans", "/search/?q=众创空间"), ("en", "/about/"), ("zh-hans", "/about/")])
def test_how_a_search_is_written_is_told(client, collection, language, address):
    main = words(ask(client, address, language).find(".//main"))

    assert all(said in main for said in ("标题:", "文号:", "机关:", "地区:", "年:", "-租金", "“大众创业万众创新”"))


# --- suggestions ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("众创空间的", ["关于众创空间的通知"]),
        ("拱政发[2016]3号", ["关于众创空间的通知"]),
        ("拱政发", ["关于众创空间的通知"]),
        ("拱墅区人民", ["拱墅区人民政府"]),
        ("拱墅", ["拱墅区人民政府", "拱墅区"]),
        ("孵化器", []),
        ("字" * 3000, []),
    ],
)
def test_suggestions_are_titles_numbers_bodies_and_regions(client, collection, typed, offered):
    answer = client.get("/suggest/", {"q": typed}).content.decode()

    assert [words(link).split()[-1] for link in html.fromstring(f"<div>{answer}</div>").findall(".//a")] == offered


@pytest.mark.parametrize("typed", ["", "“", "*", "%00", "-众创", "标题:", "a:b", "🙂"])
def test_no_suggestion_is_an_error(client, collection, typed):
    assert client.get("/suggest/", {"q": typed}).status_code == 200
    assert client.get("/suggest/").status_code == 200


def test_search_box_works_without_suggestions(client, collection):
    box = ask(client, "/").get_element_by_id("site-search")

    assert box.getparent().get("action") == "/search/"
    assert box.get("hx-get") == "/suggest/"


@pytest.mark.parametrize("typed", ["", "“", "\"", "a:b:c", "*", "((", "%00", "🙂", "-众创", "字" * 3000, "AND OR NOT", "标题:"])
def test_nothing_typed_is_an_error(client, collection, typed):
    assert client.get("/search/", {"q": typed}).status_code == 200
    assert client.get("/search/", {"q": typed, "tab": "clauses", "page": "-1", "order": "?"}).status_code == 200


def test_without_an_index_the_database_answers_and_says_so(client, collection, monkeypatch):
    from policies.search.index import shelf  # noqa: PLC0415

    def broken():
        raise shelf.Unusable("no index")

    monkeypatch.setattr(shelf, "current", broken)
    page = ask(client, "/search/?q=众创空间")

    assert len(titles(page)) == 2
    assert "database" in words(having(page, "notice")[0])


@pytest.mark.parametrize("tab", ["", "clauses", "provisions"])
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


def test_unknown_tab_is_said(client, collection):
    assert "There is no tab “nonsense”: these are the documents." in client.get("/search/?tab=nonsense&q=众创", headers={"accept-language": "en"}).content.decode()
    assert "There is no tab" not in client.get("/search/?tab=clauses&q=众创", headers={"accept-language": "en"}).content.decode()
