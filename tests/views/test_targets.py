"""Targets by place, and the figures reported beside them."""

from datetime import date

import pytest
from django.core.cache import cache

from policies.models import Review, State
from tests.makers import (
    make_body,
    make_citation,
    make_dalian_zone,
    make_document,
    make_figure,
    make_gongshu,
    make_outlined,
    make_part,
    make_target,
)

from .pages import ask, having, links, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone():
    """大连高新区 with two targets for 2020 and one from the province above."""
    zone = make_dalian_zone()
    plan = make_document("高新区的意见", body=make_body("某管委会", region=zone), number=("大高管发", 2015, 3), level="zone")
    due = {"deadline": "2020", "deadline_on": date(2020, 12, 31), "deadline_precision": "year"}
    make_target(plan, "孵化机构", 25, comparator="increase", **due)
    make_target(plan, "众创空间面积", 900000, unit="平方米", comparator="at_least", certainty="striving", **due)
    above = make_document("省的意见", region=zone.parent.parent, level="province")
    make_target(above, "高新技术企业", 4000, comparator="more_than")
    return zone


def rows(page):
    """Indicator -> the words of its cells."""
    found = page.xpath("//table[contains(@class, 'target-table')]/tbody/tr")
    return {words(row.xpath("./th")[0]): [words(cell) for cell in row.xpath("./td")] for row in found}


# --- what a row says ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"comparator": "at_least", "low": 10, "unit": "家"}, "at least 10 家"),
        ({"comparator": "more_than", "low": 1000000, "unit": "平方米"}, "more than 1,000,000 m²"),
        ({"comparator": "range", "low": 5, "high": 10, "unit": "家"}, "between 5–10 家"),
        ({"comparator": "exact", "low": 50, "unit": "%"}, "exactly 50%"),
        ({"comparator": "reach", "low": 300000000, "unit": "元"}, "reach 300,000,000 yuan"),
    ],
)
def test_a_target_is_said_with_its_comparator_quantity_and_unit(client, fields, shown):
    make_target(make_document(region=make_gongshu()), "某指标", **fields)

    assert rows(ask(client, "/targets/"))["某指标"][0] == shown


@pytest.mark.parametrize(
    ("deadline", "day", "precision", "shown"),
    [
        ("2020", date(2020, 12, 31), "year", "by the end of 2020"),
        ("2020-06", date(2020, 6, 30), "month", "by the end of June 2020"),
        ("2020-06-15", date(2020, 6, 15), "day", "by June 15, 2020"),
        ("", None, "", "no deadline stated"),
    ],
)
def test_a_deadline_is_said_to_its_precision(client, deadline, day, precision, shown):
    fields = {"deadline": deadline, "deadline_on": day, "deadline_precision": precision}
    make_target(make_document(region=make_gongshu()), "某指标", **fields)

    assert rows(ask(client, "/targets/"))["某指标"][1] == shown


def test_every_number_leads_to_its_sentence(client, zone):
    make_figure(make_document("报道", region=zone, genre="report"), "孵化机构", 31)

    page = ask(client, "/targets/")

    assert len(having(page, "figure", "a")) == 4
    for figure in having(page, "figure", "a"):
        address, anchor = figure.get("href").split("#")
        assert address.startswith("/documents/")
        assert anchor.partition("-")[0] in ("target", "reportedfigure")


def test_places_stand_from_the_narrowest_up(client, zone):
    groups = having(ask(client, f"/targets/?region={zone.slug}"), "target-group")

    assert [words(group.xpath(".//h2/a")[0]) for group in groups] == ["大连高新区", "辽宁省"]


# --- figures beside targets -----------------------------------------------------------------------------------------------
def test_a_figure_of_the_same_words_and_place_stands_beside_its_target(client, zone):
    make_figure(make_document("报道", region=zone), "孵化机构", 31, as_of="2017-01", qualifier="more")

    assert rows(ask(client, "/targets/"))["孵化机构"][3] == "more than 31 家 as of January 2017"


@pytest.mark.parametrize(
    "fields", [{"indicator": "众创空间"}, {"indicator": "孵化机构", "unit": "个"}, {"indicator": "孵化机构面积", "unit": "平方米"}]
)
def test_a_figure_of_something_else_stands_below(client, zone, fields):
    make_figure(make_document("报道", region=zone), quantity=31, **fields)

    page = ask(client, "/targets/")

    assert rows(page)["孵化机构"][3] == "—"
    assert fields["indicator"] in words(having(page, "figures-reported")[0])


def test_a_figure_of_another_place_is_not_beside_it(client, zone):
    make_figure(make_document("报道", region=zone.parent), "孵化机构", 31)

    page = ask(client, "/targets/")

    assert rows(page)["孵化机构"][3] == "—"
    assert not having(page, "figures-reported")


def test_nothing_is_subtracted(client, zone):
    make_figure(make_document("报道", region=zone), "孵化机构", 31)

    cells = rows(ask(client, "/targets/"))["孵化机构"]

    assert cells[0] == "increase by 25 家"
    assert cells[3] == "31 家"


def test_a_place_without_targets_still_shows_what_was_reported(client):
    zone = make_dalian_zone()
    make_figure(make_document("报道", region=zone), "众创空间", 31)

    page = ask(client, f"/targets/?region={zone.slug}")

    assert "31 家" in words(having(page, "figures-reported")[0])


# --- filters --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"孵化机构", "众创空间面积", "高新技术企业"}),
        ("region=大连高新区", {"孵化机构", "众创空间面积", "高新技术企业"}),
        ("region=大连高新区&reach=only", {"孵化机构", "众创空间面积"}),
        ("region=210000&reach=only", {"高新技术企业"}),
        ("region=210000&reach=below", {"孵化机构", "众创空间面积", "高新技术企业"}),
        ("region=330105", set()),
        ("q=面积", {"众创空间面积"}),
        ("level=province", {"高新技术企业"}),
        ("due=2020", {"孵化机构", "众创空间面积"}),
        ("due=2021", set()),
        ("due=2020&q=孵化", {"孵化机构"}),
    ],
)
def test_filters_narrow_the_list(client, zone, asked, found):
    make_gongshu()

    assert set(rows(ask(client, f"/targets/?{asked}"))) == found


def test_a_target_of_a_repealed_article_is_repealed_and_its_neighbour_is_not(client):
    old = make_outlined("第一条 孵化机构达到20家。", "第二条 众创空间达到30家。", issued_on=date(2015, 1, 1))
    for indicator in ("孵化机构", "众创空间"):
        make_target(old, indicator, start=old.text.index(indicator), end=old.text.index(indicator) + 4)
    make_part(make_citation(make_document("新办法", issued_on=date(2018, 1, 1)), old, "repeals"), "第二条")

    assert set(rows(ask(client, "/targets/?validity=repealed"))) == {"众创空间"}
    assert set(rows(ask(client, "/targets/?validity=unverified"))) == {"孵化机构"}
    assert set(rows(ask(client, "/targets/?validity=unverified&on=2017-01-01"))) == {"孵化机构", "众创空间"}


def test_repealed_targets_are_left_out_and_shown_with_their_state_when_asked_for(client, zone):
    due = {"deadline": "2020", "deadline_on": date(2020, 12, 31)}
    old = make_document("旧的计划", region=zone, issued_on=date(2014, 1, 1))
    plan = make_document("规划", region=zone, plan_from=2011, plan_to=2015)
    for document, indicator in ((old, "已废止"), (plan, "规划期已过")):
        make_target(document, indicator, **due)
    make_citation(make_document("新的计划", issued_on=date(2018, 1, 1)), old, "repeals")

    page = ask(client, "/targets/?due=2020")
    everything = ask(client, "/targets/" + links(page, "Show them")[0])

    assert set(rows(page)) == {"孵化机构", "众创空间面积", "规划期已过"}
    assert words(having(page, "list-head")[0]) == "3 targets"
    assert [words(label) for label in page.xpath("//label[input[@name='due']]")] == ["2020 3"]
    assert "Left out: 1 target of a repealed provision." in words(page)
    assert set(rows(everything)) == {*rows(page), "已废止"}
    assert "Left out" not in words(everything)
    said = {indicator: cells[-1] for indicator, cells in rows(everything).items()}
    assert said == {"已废止": "旧的计划 Repealed", "规划期已过": "规划 Planning period over", "孵化机构": "大高管发〔2015〕3号", "众创空间面积": "大高管发〔2015〕3号"}


@pytest.mark.parametrize("asked", ["", "q=计划", "order=newest", "validity=repealed", "validity=unverified", "validity=repealed&validity=not_yet", "validity=expired"])
@pytest.mark.parametrize("day", ["", "2015-06-01"])
def test_counts_agree_with_the_list(client, zone, asked, day):
    papers = [make_document(f"第{number}个计划", region=zone, issued_on=date(2012 + number, 1, 1)) for number in range(6)]
    papers.append(make_document("试行的计划", region=zone, effective_to=date(2014, 1, 1)))
    for state, review in (("published", "proposed"), ("published", "rejected"), ("draft", "proposed")):
        papers.append(make_document(f"{state}的计划", region=zone, state=state))
        make_target(papers[-1], review=review, deadline_on=date(2021, 12, 31))
    for paper in papers:
        make_target(paper, deadline_on=date(2021, 12, 31))
    make_citation(papers[2], papers[0], "repeals")
    make_citation(papers[5], papers[1], "repeals")

    page = ask(client, f"/targets/?{asked}&on={day}")

    in_2021 = [words(label) for label in page.xpath("//label[input[@name='due'][@value='2021']]")]
    assert words(having(page, "list-head")[0]).split()[0] == str(len(page.xpath("//main//tbody/tr")))
    assert sum(int(label.split()[1]) for label in in_2021) == len([row for row in page.xpath("//main//tbody/tr") if "众创空间 " in words(row)])


def test_deadlines_are_offered_with_what_each_would_give(client, zone):
    form = ask(client, "/targets/?due=2020").get_element_by_id("filters")

    assert [words(label) for label in form.xpath(".//label[input[@name='due']]")] == ["2020 2"]
    assert form.xpath(".//input[@name='due'][@checked]/@value") == ["2020"]


def test_a_deadline_can_be_taken_away_again(client, zone):
    page = ask(client, "/targets/?due=2020&q=孵化")

    assert any("due" not in address and "q=" in address for address in links(having(page, "chips")[0]))


@pytest.mark.parametrize(
    ("state", "review"), [(State.DRAFT, Review.PROPOSED), (State.WITHDRAWN, Review.ACCEPTED), (State.PUBLISHED, Review.REJECTED)]
)
def test_what_is_not_public_is_neither_shown_nor_counted(client, zone, state, review):
    document = make_document("秘密文件", region=zone, state=state)
    make_target(document, "秘密指标", review=review, deadline="2031", deadline_on=date(2031, 12, 31), deadline_precision="year")
    make_figure(document, "秘密数字", review=review)

    page = ask(client, f"/targets/?region={zone.slug}")

    assert "秘密" not in words(page)
    assert "2031" not in words(page)
    assert words(having(page, "list-head")[0]) == "3 targets"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("due=soon", "“soon” is no year"),
        ("due=99999", "“99999” is no year"),
        ("due=0000", ""),
        ("region=nowhere", "No region “nowhere” is known"),
        ("page=99", "There is no page 99"),
        ("page=0", "“0” is no page"),
        ("support=rent", "There is no filter support here"),
        ("q=%00", ""),
    ],
)
def test_nonsense_gives_the_page_and_says_what_was_left_out(client, zone, asked, said):
    page = ask(client, f"/targets/?{asked}")

    assert said in words(page)
    assert asked == "due=0000" or len(rows(page)) == 3


def test_a_long_list_has_pages(client, zone):
    document = make_document(region=zone)
    for serial in range(40):
        make_target(document, f"指标{serial}")

    first, second = ask(client, "/targets/"), ask(client, "/targets/?page=2")

    assert (len(rows(first)), len(rows(second))) == (30, 13)
    assert not set(rows(first)) & set(rows(second))


# --- cost, escaping, language ---------------------------------------------------------------------------------------------
def test_the_number_of_queries_does_not_grow(client, zone, django_assert_max_num_queries):
    def count():
        cache.clear()
        with django_assert_max_num_queries(16) as done:
            ask(client, f"/targets/?region={zone.slug}&due=2020&due=2021")
        return len(done)

    make_figure(make_document(region=zone), "众创空间", 1)
    few = count()
    for serial in range(12):
        document = make_document(body=make_body(f"机构{serial}", region=zone))
        make_target(document, f"指标{serial}", deadline="2021", deadline_on=date(2021, 12, 31))
        make_figure(document, f"指标{serial}")

    assert count() == few


def test_pages_go_from_place_to_place_and_skip_none(client, zone):
    for place in (zone, zone.parent, zone.parent.parent):
        paper = make_document(f"{place.name}的计划", region=place)
        for serial in range(17):
            make_target(paper, f"{place.depth}级第{serial}项")
    make_target(make_document("无处的计划"), "无处的一项")
    seen = [words(row) for page in (1, 2) for row in ask(client, f"/targets/?page={page}").xpath("//main//tbody/tr")]

    for name in [f"{depth}级第{serial}项" for depth in (1, 2) for serial in range(17)] + ["无处的一项"]:
        assert sum(name in row.split() for row in seen) == 1, name


def test_a_target_published_since_is_listed_although_counts_are_kept(client, zone):
    ask(client, f"/targets/?region={zone.slug}")
    paper = make_document("新的计划", region=zone, state="in_review")
    make_target(paper, "新的指标")
    paper.move("published")

    assert "新的指标" in words(ask(client, f"/targets/?region={zone.slug}"))


def test_what_documents_say_is_escaped(client, zone):
    bad = "<script>alert('1')</script>"
    document = make_document(bad, region=zone)
    make_target(document, bad, unit="<b>", scope=bad, quote=bad)
    make_figure(document, f"{bad}!", quote=bad)

    page = ask(client, f"/targets/?region={zone.slug}")

    assert not page.xpath("//main//script")
    assert bad in words(page)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_both_languages_are_spoken(client, zone, language):
    assert "孵化机构" in words(ask(client, "/targets/", language))
