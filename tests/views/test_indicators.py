"""The page of one indicator across levels and places."""

from datetime import date
from decimal import Decimal

import pytest

from tests.makers import make_citation, make_document, make_figure, make_gongshu, make_target

from .pages import ask, having, links, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def promised():
    district = make_gongshu()
    county, province = make_document(region=district, level="county"), make_document(region=district.parent.parent, level="province")
    past = {"deadline": "2016", "deadline_on": date(2016, 12, 31), "deadline_precision": "year"}
    make_target(county, "众创空间", 10, comparator="more_than", **past)
    make_target(province, "众创空间", 100, unit="个", comparator="range", high=Decimal(200), **past)
    make_target(county, "众创空间", 20, change="increase", comparator="increase", **past)
    make_target(county, "孵化机构", 5)
    make_figure(county, "众创空间", 31, unit="个", as_of="2017-01")
    return county, province


def tables(page):
    return [[[words(cell) for cell in row] for row in table.xpath(".//tbody/tr")] for table in page.xpath("//table")]


def test_one_measure_stands_on_one_scale_from_the_nation_down(client, promised):
    levels, increases = tables(ask(client, "/targets/indicators/?name=众创空间"))

    assert [row[0] for row in levels] == ["Province 浙江省", "County or district 拱墅区"]
    assert [row[1] for row in levels] == ["between 100–200 个", "more than 10 家"]
    assert [row[1] for row in increases] == ["increase by 20 家"]


def test_a_figure_of_the_same_place_stands_beside_and_what_is_overdue_is_said(client, promised):
    levels, increases = tables(ask(client, "/targets/indicators/?name=众创空间"))

    assert levels[1][4] == "31 个 as of January 2017"
    assert levels[0][4] == increases[0][4] == "deadline passed, no figure in the collection"


def test_bars_stand_where_the_numbers_say(client, promised):
    chart = ask(client, "/targets/indicators/?name=众创空间").xpath("//table")[0]
    spots = [[int(circle.get("cx")) for circle in drawing.xpath(".//circle")] for drawing in chart.xpath(".//svg")]

    assert spots == [[150, 292], [22]]


def test_the_list_names_each_indicator_once(client, promised):
    page = ask(client, "/targets/indicators/")

    assert [words(item) for item in page.xpath("//ul[contains(@class,'indicator-names')]/li")] == ["众创空间 3", "孵化机构 1"]
    assert any("?name=" in link for link in links(page, "众创空间"))


@pytest.mark.parametrize("name", ["nothing", "%00", "<b>x</b>", "长" * 400])
def test_an_unknown_name_is_said_and_escaped(client, promised, name):
    body = client.get(f"/targets/indicators/?name={name}").content.decode()

    assert "<b>x" not in body
    assert "indicator-names" in body


def test_the_number_of_queries_does_not_grow(client, promised, django_assert_max_num_queries):
    for number in range(12):
        make_target(make_document(region=make_gongshu()), "众创空间", number + 1)

    with django_assert_max_num_queries(8):
        assert sum(len(table) for table in tables(ask(client, "/targets/indicators/?name=众创空间"))) == 15


def test_targets_beyond_a_page_stand_on_the_next(client, monkeypatch):
    monkeypatch.setattr("policies.views.indicators.TARGETS_A_PAGE", 2)
    district = make_gongshu()
    for number in range(5):
        make_target(make_document(region=district), "众创空间", number + 1)

    pages = [ask(client, f"/targets/indicators/?name=众创空间&page={number}") for number in (1, 2, 3)]

    assert [row[1] for page in pages for table in tables(page) for row in table] == [f"reach {number} 家" for number in range(1, 6)]
    assert "5 targets" in words(pages[0])
    assert "?name=%E4%BC%97%E5%88%9B%E7%A9%BA%E9%97%B4&page=2" in links(pages[0])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("indicator=nonsense", "There is no filter indicator here"),
        ("name=众创空间&name=孵化机构", "“孵化机构” was left out: there can be only one value of “Indicator”."),
        ("name=众创空间&order=newest", "There is no filter order here"),
        ("name=众创空间&validity=valid", "“valid” is not known as “Validity”"),
    ],
)
def test_what_is_not_understood_is_said(client, promised, asked, said):
    page = ask(client, f"/targets/indicators/?{asked}")

    assert said in words(page)
    assert "众创空间" in words(page.xpath("//main")[0])


def test_the_targets_of_a_repealed_paper_are_left_out_said_and_shown_when_asked_for(client, promised):
    make_citation(make_document("新的计划", issued_on=date(2018, 1, 1)), promised[0], "repeals")

    page = ask(client, "/targets/indicators/?name=众创空间")
    everything = ask(client, "/targets/indicators/" + links(page, "Show them")[0])

    assert [row[0] for table in tables(page) for row in table] == ["Province 浙江省"]
    assert "Left out: 2 targets of repealed provisions." in words(page)
    assert [row[5].endswith("Repealed") for table in tables(everything) for row in table] == [False, True, True]
    assert [words(item) for item in having(ask(client, "/targets/indicators/"), "indicator-names")] == ["众创空间 1"]
    assert len(tables(ask(client, "/targets/indicators/?name=众创空间&on=2017-01-01"))) == 2


@pytest.mark.parametrize(("page", "said"), [("9", "There is no page 9; this is the last one."), ("x", "“x” is no page; the first one is shown.")])
def test_a_page_that_does_not_exist_is_said(client, promised, page, said):
    assert said in words(ask(client, f"/targets/indicators/?name=众创空间&page={page}"))


def test_a_target_withdrawn_since_is_not_shown_although_keys_are_kept(client, promised):
    ask(client, "/targets/indicators/?name=孵化机构")
    promised[0].move("withdrawn")

    assert "No target of this name" in words(ask(client, "/targets/indicators/?name=孵化机构"))
