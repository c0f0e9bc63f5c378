"""Pages of places: the tree, and what applies in one of them."""

from datetime import date

import pytest

from policies.models import RegionOverlap, Review, State, Theme
from policies.search.index import changes
from spaces.models import Space
from spaces.templatetags.space_text import SPACES_SHOWN
from tests.makers import (
    make_body,
    make_citation,
    make_clause,
    make_country,
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


@pytest.fixture
def zone():
    """大连高新区 with a paper of each level above it, and a paper of the district that it lies across."""
    zone = make_dalian_zone()
    district = make_region("210211", name="甘井子区", parent=zone.parent)
    RegionOverlap.objects.create(zone=zone, region=district, note="代管凌水街道")
    for place in (make_country(), zone.parent.parent, zone.parent, zone, district):
        body = make_body(f"{place.name}政府", region=place)
        document = make_document(f"{place.name}的意见", body=body, issued_on=date(2015, 5, place.depth + 1))
        make_clause(document, beneficiary=f"{place.name}的企业")
    return zone


# --- the tree -------------------------------------------------------------------------------------------------------------
def tiles(page):
    return {words(link.xpath("./text()[1]/..")[0]): link.get("href") for link in page.xpath("//ol[contains(@class, 'tile-grid')]//a")}


def test_a_province_counts_what_is_issued_there_and_below(client, zone):
    page = ask(client, "/regions/")

    assert "辽宁 4 documents" in tiles(page)
    assert "大连高新区 大连市 1 documents" in tiles(page)


def test_drafts_and_stubs_are_not_counted(client, zone):
    make_document(region=zone, state=State.DRAFT)
    make_document(region=zone, is_stub=True)

    assert "辽宁 4 documents" in tiles(ask(client, "/regions/"))


def test_a_tile_opens_the_place_below(client, zone):
    assert tiles(ask(client, "/regions/"))["辽宁 4 documents"] == "/regions/210000/"
    assert tiles(ask(client, "/regions/210000/"))["大连 3 documents"] == "/regions/210200/"
    assert set(tiles(ask(client, "/regions/210200/"))) == {"大连高新区 1 documents", "甘井子区 1 documents"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("拱墅", ["拱墅区"]),
        ("3301", ["杭州市", "拱墅区"]),
        ("浙江省杭州市拱墅区", ["拱墅区"]),
        ("高新园区", ["大连高新区"]),
        ("  拱墅区  ", ["拱墅区"]),
        ("拱%00墅", ["拱墅区"]),
        ("亚特兰蒂斯", []),
    ],
)
def test_a_region_is_found_by_what_people_type(client, typed, found):
    make_gongshu()
    zone = make_dalian_zone()
    zone.aliases = ["大连高新园区"]
    zone.save()

    page = ask(client, f"/regions/?q={typed}")

    assert [words(item.xpath("./a")[0]) for item in page.xpath("//ul[contains(@class, 'region-found')]/li")] == found


def test_a_name_that_nothing_has_gets_a_sentence(client):
    page = ask(client, "/regions/?q=<b>亚特兰蒂斯")

    assert "No region here is called “<b>亚特兰蒂斯”" in words(page)


# --- one place ------------------------------------------------------------------------------------------------------------
def test_what_applies_comes_from_the_place_up_to_the_nation(client, zone):
    page = ask(client, f"/regions/{zone.slug}/")

    titles = [words(link) for link in page.xpath("//ul[contains(@class, 'region-documents')]//a")]
    assert titles == ["大连高新区的意见", "大连市的意见", "辽宁省的意见", "中华人民共和国的意见"]


def test_a_level_without_documents_says_so(client):
    district = make_gongshu()

    layers = having(ask(client, f"/regions/{district.slug}/"), "region-layer")

    assert [("No document of this level" in words(layer)) for layer in layers] == [True] * 4


def test_a_level_shows_its_newest_documents_and_leads_to_all(client):
    district = make_gongshu()
    for day in range(1, 10):
        make_document(f"第{day}号", region=district, issued_on=date(2016, 1, day))

    layer = having(ask(client, f"/regions/{district.slug}/"), "region-layer")[0]

    assert [words(link) for link in layer.xpath(".//li/a")] == ["第9号", "第8号", "第7号", "第6号", "第5号", "第4号"]
    assert links(layer, "All 9") == ["/documents/?region=330105&reach=only&genre=policy"]


def test_a_report_applies_nowhere_and_a_repealed_paper_says_so(client, zone):
    make_document("去年的报道", region=zone, genre="report")
    old = make_document("旧的规定", region=zone)
    make_citation(make_document("新的规定", region=zone), old, "repeals")

    layer = having(ask(client, f"/regions/{zone.slug}/"), "region-layer")[0]

    assert "去年的报道" not in words(layer)
    assert [words(item).endswith("Repealed") for item in layer.xpath(".//li") if "旧的规定" in words(item)] == [True]


def test_a_zone_gets_the_clauses_from_above_and_none_of_a_district(client, zone):
    page = ask(client, f"/regions/{zone.slug}/")

    whom = [words(row.xpath("./td[1]")[0]) for row in having(page, "clause-row", "tr")]
    assert whom == ["大连高新区的企业", "大连市的企业", "辽宁省的企业", "中华人民共和国的企业"]
    assert links(page, "All 4 clauses") == [f"/subsidies/?region={zone.slug}"]


def test_a_zone_and_the_district_that_it_lies_across_name_each_other(client, zone):
    assert "甘井子区 （代管凌水街道）" in words(ask(client, f"/regions/{zone.slug}/"))
    assert "大连高新区 （代管凌水街道）" in words(ask(client, "/regions/210211/"))


def test_targets_and_figures_are_those_of_the_place_itself(client, zone):
    document = make_document("高新区计划", region=zone)
    make_target(document, "孵化机构", 20)
    make_target(make_document(region=zone.parent), "市级平台", 7)
    make_figure(document, "众创空间", 31, as_of="2017-01")

    page = ask(client, f"/regions/{zone.slug}/")

    assert "孵化机构" in words(page)
    assert "31 家 as of January 2017" in words(page)
    assert "市级平台" not in words(page)


def test_bodies_and_the_way_to_the_spaces_stand_beside(client, zone):
    make_body("没有发过文的局", region=zone)

    aside = ask(client, f"/regions/{zone.slug}/").xpath("//aside")[0]

    assert "大连高新区政府 1" in words(aside)
    assert "没有发过文的局" not in words(aside)
    assert links(aside, "Spaces") == [f"/spaces/?region={zone.slug}"]


def test_what_is_not_public_is_not_on_the_page(client, zone):
    draft = make_document("没有公开的计划", region=zone, state=State.DRAFT)
    make_clause(draft, beneficiary="没有公开的人")
    make_target(draft, "没有公开的指标")
    make_clause(make_document(region=zone), beneficiary="没有公开的错误", review=Review.REJECTED)

    assert "没有公开" not in words(ask(client, f"/regions/{zone.slug}/"))


def test_a_former_region_says_so_and_keeps_its_documents(client):
    city = make_gongshu().parent
    former = make_region("330103", name="下城区", parent=city, valid_to=date(2021, 12, 31), source="国函〔2021〕37号")
    make_document("下城区的旧文件", region=former)

    page = ask(client, "/regions/330103/")

    assert "下城区 is a former region: it ended on Dec. 31, 2021." in words(page)
    assert "下城区的旧文件" in words(page)


# --- addresses ------------------------------------------------------------------------------------------------------------
def test_a_code_that_is_not_the_slug_leads_to_the_page(client):
    country = make_country()
    country.code = "000000"
    country.save()

    response = client.get("/regions/000000/")

    assert (response.status_code, response["Location"]) == (301, "/regions/cn/")


@pytest.mark.parametrize("key", ["999999", "nowhere", "拱墅", "<script>alert(1)</script>", "x" * 300, "%00"])
def test_an_unknown_code_gets_a_page_that_leads_on(client, key):
    make_gongshu()

    page = ask(client, f"/regions/{key}/" if "%" in key else f"/regions/{key.replace('/', '%2F')}/", status=404)

    assert "No region has the code" in words(page) or "no such page" in words(page)
    assert page.xpath("//form[@role='search']")
    assert not page.xpath("//main//script")


@pytest.mark.parametrize(("name", "status"), [("拱墅区", 302), ("鼓楼区", 404)])
def test_a_name_that_one_region_has_leads_to_its_page(client, name, status):
    make_gongshu()
    for code in ("320106", "350102"):
        make_region(code, name="鼓楼区", parent=make_country())

    response = client.get(f"/regions/{name}/")

    assert (response.status_code, response.headers.get("Location")) == (status, "/regions/330105/" if status == 302 else None)


def test_spaces_that_reports_name_here_and_below_are_listed(client, zone):
    report, draft = make_document(genre="report", issued_on=date(2017, 1, 13)), make_document(genre="report", state=State.DRAFT)
    for number in range(SPACES_SHOWN + 2):
        Space.objects.create(name=f"空间{number:02}", kind="makerspace", region=zone, report=report)
    Space.objects.create(name="草稿空间", region=zone, report=draft)

    page = ask(client, f"/regions/{zone.parent.slug}/")

    listed = [words(item) for item in page.xpath("//section[@aria-labelledby='region-spaces']//li")]
    assert listed == [f"空间{number:02} Makerspace" for number in range(SPACES_SHOWN)]
    assert "Spaces 14" in words(page)
    assert not ask(client, f"/regions/{zone.slug}/?on=2016-12-31").xpath("//section[@aria-labelledby='region-spaces']")


def test_a_name_in_the_place_of_a_code_offers_the_region(client):
    make_gongshu()

    assert links(ask(client, "/regions/拱墅/", status=404).xpath("//main")[0], "拱墅区") == ["/regions/330105/"]


# --- cost and language ----------------------------------------------------------------------------------------------------
def test_the_number_of_queries_does_not_grow(client, zone, django_assert_num_queries, django_assert_max_num_queries):
    def grow(serials):
        for serial in serials:
            document = make_document(f"又一件{serial}", body=make_body(f"机构{serial}", region=zone))
            make_clause(document, amounts=(serial + 1,))
            make_target(document, f"指标{serial}")
            make_figure(document, f"数{serial}")

    grow(range(1))
    ask(client, f"/regions/{zone.slug}/")
    with django_assert_max_num_queries(27) as few:
        ask(client, f"/regions/{zone.slug}/")
    grow(range(1, 9))

    with django_assert_num_queries(len(few)):
        ask(client, f"/regions/{zone.slug}/")
    with django_assert_max_num_queries(5):
        ask(client, "/regions/")


@pytest.mark.parametrize(("language", "written"), [("en", "en"), ("zh-hans", "zh-CN")])
@pytest.mark.parametrize("address", ["/regions/", "/regions/?q=大连", "/regions/cn-210200-dl-hitech/"])
def test_both_languages_are_spoken(client, zone, address, language, written):
    page = ask(client, address, language)

    assert page.get("lang") == written
    assert "大连" in words(page)


# --- as it stood, and how much of it is here ------------------------------------------------------------------------------
@pytest.mark.parametrize(("day", "seen"), [("2015-01-01", []), ("2016-12-31", ["早的"]), ("2018-01-01", ["晚的", "早的"])])
def test_a_place_is_shown_as_it_stood_on_a_day(client, day, seen):
    place = make_region("330000", name="浙江省", kind="province")
    for title, year in (("早的", 2016), ("晚的", 2017)):
        make_document(title, region=place, level="province", issued_on=date(year, 3, 1))

    page = ask(client, f"/regions/330000/?on={day}")

    assert [words(link) for link in page.xpath("//ul[contains(@class,'region-documents')]//a")] == seen


def test_a_day_that_is_none_is_said(client):
    make_region("330000", name="浙江省", kind="province")

    assert "is no day" in words(having(ask(client, "/regions/330000/?on=x"), "notice")[0])


def test_years_levels_and_what_is_missing_are_told(client):
    place = make_region("330000", name="浙江省", kind="province")
    paper = make_document("意见", region=place, level="province", issued_on=date(2016, 3, 1))
    make_citation(paper, make_document("缺的", slug="gone", is_stub=True, region=place))

    section = ask(client, "/regions/330000/").xpath("//section[@aria-labelledby='region-coverage']")[0]

    assert [words(cell) for cell in section.xpath(".//tbody/tr[1]/*")][:4] == ["2016", "·", "·", "1"]
    assert "《缺的》 cited by 1 document" in words(section)


def test_themes_of_a_place_lead_to_the_cascade(client):
    place = make_region("330000", name="浙江省", kind="province")
    theme = Theme.objects.create(slug="costs", name_zh="成本", name_en="Costs")
    make_provision(make_document("意见", region=place, level="province")).themes.add(theme)
    changes.rebuild()

    assert "/compare/?theme=costs&region=330000" in links(ask(client, "/regions/330000/"), "Costs")
