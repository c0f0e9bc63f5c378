"""The list of documents and the page of one, asked with the real client."""

import json
from datetime import date

import pytest
from django.contrib.auth.models import Permission

from policies.models import Genre, Relation, Review, State
from policies.search.index import changes
from tests.makers import (
    make_body,
    make_citation,
    make_clause,
    make_dalian_zone,
    make_document,
    make_figure,
    make_gongshu,
    make_provision,
    make_region,
    make_target,
)

from .pages import ask, having, links, words

pytestmark = pytest.mark.django_db

TEXT = "各街道:\n一、目标\n今年培育众创空间12家。\n二、支持\n对众创空间给予30万元奖励,具体办法见《某省意见》。"


def place(quote):
    start = TEXT.index(quote)
    return {"quote": quote, "start": start, "end": start + len(quote)}


@pytest.fixture
def document():
    """A district's paper with a target, a clause and a citation, each on its provision."""
    body = make_body("拱墅区人民政府", region=make_gongshu())
    paper = make_document("关于支持创业的通知", text=TEXT, body=body, number=("拱政发", 2016, 3), slug="拱政发-2016-3", level="county")
    first = make_provision(paper, "一、", "目标", anchor="p1", start=5, end=9, until=21)
    second = make_provision(paper, "二、", "支持", anchor="p2", start=TEXT.index("二、"), end=TEXT.index("二、") + 4, until=len(TEXT))
    make_target(paper, "众创空间", 12, provision=first, **place("培育众创空间12家"))
    make_clause(paper, amounts=(300_000,), provision=second, **place("对众创空间给予30万元奖励"))
    stub = make_document("某省意见", is_stub=True, slug="某省意见")
    make_citation(paper, stub, provision=second, **place("《某省意见》"))
    return paper


# --- the page of a document -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("language", "lang"), [("zh-hans", "zh-CN"), ("en", "en")])
def test_a_slug_in_chinese_is_an_address_in_both_languages(client, document, language, lang):
    page = ask(client, "/documents/拱政发-2016-3/", language)

    assert page.get("lang") == lang
    assert words(page.xpath("//h1")[0]) == "关于支持创业的通知"
    assert [words(issuer) for issuer in having(page, "issuers")] == ["拱墅区人民政府"]


def test_every_provision_has_its_anchor_and_is_in_the_outline(client, document):
    page = ask(client, document.get_absolute_url())

    assert links(having(page, "outline")[0]) == ["#p1", "#p2"]
    assert [words(page.get_element_by_id(anchor).find(".//h2")) for anchor in ("p1", "p2")] == ["一、目标#", "二、支持#"]


def test_numbers_lead_to_records_and_records_back(client, document):
    target, clause = document.targets.get(), document.subsidyclauses.get()
    page = ask(client, document.get_absolute_url())

    for finding, part in ((target, "p1"), (clause, "p2")):
        text = having(page.get_element_by_id(part), "part-text")[0]
        card = page.get_element_by_id(f"card-{finding.anchor}")
        assert f"#card-{finding.anchor}" in links(text)
        assert f"#{finding.anchor}" in links(card)
        assert words(page.get_element_by_id(finding.anchor)) == finding.quote
        assert card in having(page.get_element_by_id(part), "findings")[0].iter()


def test_citations_lead_both_ways(client, document):
    stub = document.citations.get().target
    page, other = ask(client, document.get_absolute_url()), ask(client, stub.get_absolute_url())

    assert stub.get_absolute_url() in links(having(page, "part-text")[-1], "《某省意见》")
    assert "is implemented by" in words(having(other, "relations")[0])
    assert "对众创空间给予30万元奖励,具体办法见《某省意见》。" in words(having(other, "relations")[0])
    assert "not in the collection yet" in words(having(other, "empty")[0])


def test_what_a_person_rejected_is_not_shown(client, document):
    document.subsidyclauses.update(review=Review.REJECTED)

    assert "card-subsidyclause" not in client.get(document.get_absolute_url()).content.decode()


def test_review_state_and_doubt_are_said(client, document):
    document.targets.update(review=Review.ACCEPTED)
    document.subsidyclauses.update(confidence="check")
    page = ask(client, document.get_absolute_url())

    assert "accepted by a person" in words(page.get_element_by_id(f"card-{document.targets.get().anchor}"))
    assert "to be checked" in words(page.get_element_by_id(f"card-{document.subsidyclauses.get().anchor}"))
    assert "not reviewed yet" in words(page.get_element_by_id("p2"))


def test_markup_in_a_document_is_text(client):
    evil = '<script>alert("x")</script></script><!--'
    paper = make_document(evil, text=f"一、{evil}\n{evil}", number=(evil[:20], 2016, 1), source_name=evil, slug="evil")
    make_target(paper, evil, quote=evil, start=2, end=2 + len(evil))
    changes.rebuild()

    for address in ("/documents/evil/", "/documents/", "/search/?q=alert", "/search/?q=%3Cscript%3Ealert"):
        assert b"<script>alert" not in client.get(address).content


def test_linked_data_is_json_that_no_title_can_leave(client):
    paper = make_document("</script><b>&\u2028", number=("某政发", 2016, 9), issued_on=date(2016, 3, 1), issued_precision="month")
    said = ask(client, paper.get_absolute_url()).xpath("//script[@type='application/ld+json']")[0].text

    value = json.loads(said)

    assert value["@type"] == "Legislation"
    assert value["name"] == "</script><b>&\u2028"
    assert value["legislationDate"] == "2016-03"
    assert "legislationLegalForce" not in value


@pytest.mark.parametrize(
    ("on", "state"),
    [("2016-01-01", "Not yet in force"), ("2016-06-01", "Within its stated term"), ("2019-01-01", "Presumed expired")],
)
def test_validity_is_told_for_a_day(client, on, state):
    paper = make_document(effective_on=date(2016, 4, 1), effective_to=date(2018, 4, 1))

    assert state in words(having(ask(client, f"{paper.get_absolute_url()}?on={on}"), "document-facts")[0])


@pytest.mark.parametrize("nonsense", ["gestern", "2016-02-30", "<script>", "٢٠١٦-٠١-٠١x", "9" * 500])
def test_a_day_that_is_none_is_ignored_and_said(client, document, nonsense):
    page = ask(client, f"{document.get_absolute_url()}?on={nonsense}")

    assert "2016-03-21" in words(having(page, "notice")[0])


def test_dates_are_told_to_their_precision_with_their_words(client):
    seen = {"date_printed": {"start": 0, "end": 4, "quote": "二〇一五年"}}
    paper = make_document(issued_on=None, printed_on=date(2015, 1, 1), printed_precision="year", header_evidence=seen)
    facts = words(having(ask(client, paper.get_absolute_url()), "document-facts")[0])

    assert "Date printed2015 known to the year 二〇一五年" in facts
    assert "Date issued" not in facts


def test_a_report_shows_facts_and_no_text(client):
    report = make_document("某区的报道", text="报道的全文在此。已建成31家。", genre=Genre.REPORT, source_url="https://example.org/r")
    figure = make_figure(report, "众创空间", 31, quote="已建成31家", start=8, end=14)
    citation = make_citation(report, make_document(), quote="按照某文件", start=0, end=5)
    page = ask(client, report.get_absolute_url())

    assert "报道的全文" not in words(page)
    assert "按照某文件" in words(page.get_element_by_id(citation.anchor))
    assert "31 家" in words(page.get_element_by_id(figure.anchor))
    assert "https://example.org/r" in links(page)


def test_a_fact_without_a_sentence_names_its_source_and_place(client):
    report = make_document("某区的报道", text="", genre=Genre.REPORT, source_name="某市科技局")
    figure = make_figure(report, "众创空间", 31, quote="", start=None, end=None, origin="entered", region=make_gongshu())
    row = ask(client, report.get_absolute_url()).get_element_by_id(figure.anchor)

    assert "某市科技局" in words(row)
    assert "拱墅区" in words(row)
    assert not row.findall(".//q")


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.WITHDRAWN])
def test_a_draft_is_invisible_to_visitors(client, state):
    hidden = make_document("秘密的草案", state=state, body=make_body("某局"), slug="geheim", text="秘密")
    open_one = make_document("公开的通知", text="根据《秘密的草案》办理。")
    make_citation(open_one, hidden, title="某文件", quote="《秘密的草案》", start=2, end=9)
    changes.rebuild()

    assert client.get("/documents/geheim/").status_code == 404
    for address in ("/documents/", "/search/?q=秘密", "/bodies/", "/bodies/某局/", open_one.get_absolute_url()):
        assert "geheim" not in client.get(address).content.decode()


def test_who_may_see_drafts_in_the_desk_previews_them(client, django_user_model):
    hidden = make_document(state=State.DRAFT, slug="geheim")
    editor = django_user_model.objects.create_user("editor", is_staff=True)
    editor.user_permissions.add(Permission.objects.get(codename="view_document"))
    client.force_login(editor)

    assert "no visitor sees it" in words(having(ask(client, hidden.get_absolute_url()), "notice")[0])


def test_a_page_of_a_document_takes_the_same_queries_however_much_it_holds(client, document, django_assert_max_num_queries):
    def asked():
        with django_assert_max_num_queries(15) as queries:
            assert client.get(document.get_absolute_url()).status_code == 200
        return len(queries)

    few = asked()
    for number in range(5):
        make_target(document, f"指标{number}", **place("培育众创空间12家"))
        make_clause(document, amounts=(1, 2), **place("对众创空间给予30万元奖励"))
        make_citation(document, make_document(body=make_body()), **place("《某省意见》"))
        make_citation(make_document(), document, Relation.REFERS_TO)

    assert asked() == few


# --- the list -------------------------------------------------------------------------------------------------------------------
def titles(page):
    return [words(title) for title in having(page, "entry-title")]


@pytest.fixture
def collection(document):
    """The district's paper, three of Dalian's zone, and the stub that no list shows."""
    body = make_body("大连高新区管理委员会", region=make_dalian_zone())
    for year in (2013, 2014, 2015):
        make_document(f"{year}年的通知", body=body, level="zone", issued_on=date(year, 1, 1), text=f"{year}年培育企业。")
    changes.rebuild()


def test_the_list_is_newest_first_and_without_stubs(client, collection):
    assert titles(ask(client, "/documents/")) == ["关于支持创业的通知", "2015年的通知", "2014年的通知", "2013年的通知"]


def test_filters_narrow_and_are_chips_that_can_be_taken_away(client, collection):
    page = ask(client, "/documents/?level=zone&year=2014")

    assert titles(page) == ["2014年的通知"]
    assert "1 result the filters leave out 3" in words(having(page, "list-head")[0])
    assert set(links(having(page, "chips")[0])) == {"?level=zone", "?year=2014", "/documents/"}
    assert page.xpath("//input[@name='level'][@value='zone']/@checked")
    assert words(having(page, "sheet-button")[0]) == "Filters 2 set"


def test_choices_tell_how_many_they_would_give(client, collection):
    choices = [words(label) for label in ask(client, "/documents/").xpath("//li[label/input[@name='level']]")]

    assert choices == ["Zone 3", "County or district 1"]


def test_nothing_found_says_which_filter_empties_the_list(client, collection):
    page = ask(client, "/documents/?level=zone&year=2016")
    ways = [words(way) for way in having(page, "empty")[0].xpath(".//li")]

    assert ways == ["without “Level: Zone” 1", "without “Year: 2016” 3"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?region=xx", "No region “xx”"),
        ("?level=galaxy", "galaxy"),
        ("?foo=1", "foo"),
        ("?page=abc", "abc"),
        ("?year=20x6", "20x6"),
        ("?level=%3Cscript%3E", "<script>"),
    ],
)
def test_nonsense_is_ignored_and_said(client, collection, query, said):
    page = ask(client, f"/documents/{query}")

    assert said in words(having(page, "notice")[0])
    assert len(titles(page)) == 4


def test_pages_are_addresses_that_keep_the_filters(client, collection):
    for number in range(20):
        make_document(f"又{number}", level="zone")
    changes.rebuild()
    page = ask(client, "/documents/?level=zone&page=2")

    assert len(titles(page)) == 3
    assert links(having(page, "pagination")[0], "Previous") == ["?level=zone&page=1"]


def test_a_page_that_is_too_far_shows_the_last(client, collection):
    page = ask(client, "/documents/?page=99")

    assert len(titles(page)) == 4
    assert "no page 99" in words(having(page, "notice")[0])


def test_the_list_takes_the_same_queries_however_long_it_is(client, collection, django_assert_max_num_queries):
    def asked():
        with django_assert_max_num_queries(10) as queries:
            client.get("/documents/?q=培育")
        return len(queries)

    few = asked()
    for _ in range(15):
        make_document(text="培育企业", body=make_body(region=make_region()), level="city")
    changes.rebuild()

    assert asked() == few
