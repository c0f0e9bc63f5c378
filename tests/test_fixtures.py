"""Facts that the fixtures must state, so that a slip of the pen in a table is found before it is loaded."""

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[1] / "fixtures"
KINDS = {"country", "province", "city", "county", "zone"}
PARENT_KINDS = {"province": {"country"}, "city": {"province"}, "county": {"city", "province"}, "zone": {"city", "province"}}


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a table in fixtures, each cell a string."""
    with (FIXTURES / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@pytest.fixture(scope="module")
def regions() -> dict[str, dict[str, str]]:
    return {row["slug"]: row for row in rows_of("regions.csv")}


def path_of(regions: dict[str, dict[str, str]], slug: str) -> list[str]:
    """The slugs from the region up to the country; ends after ten steps, so that a circle shows as a long path."""
    path = [slug]
    while regions[path[-1]]["parent"] and len(path) < 10:
        path.append(regions[path[-1]]["parent"])
    return path


# --- Regions ---


def test_slugs_are_unique(regions):
    assert len(rows_of("regions.csv")) == len(regions)


def test_numbers_of_regions_are_those_of_the_national_standard(regions):
    valid = Counter(row["kind"] for row in regions.values() if not row["valid_to"])

    assert valid["country"] == 1
    assert valid["province"] == 34
    assert valid["city"] == 333
    assert 2840 <= valid["county"] <= 2860
    assert 3200 <= sum(valid.values()) <= 3260
    assert 200 <= len(regions) - sum(valid.values()) <= 350


def test_every_parent_exists_and_is_of_a_higher_kind(regions):
    assert {row["kind"] for row in regions.values()} == KINDS
    for row in regions.values():
        if row["slug"] != "cn":
            assert regions[row["parent"]]["kind"] in PARENT_KINDS[row["kind"]], row


def test_every_path_ends_at_the_country(regions):
    for slug in regions:
        path = path_of(regions, slug)

        assert path[-1] == "cn"
        assert len(path) <= 4


def test_codes_are_unique_among_regions_that_stand_today(regions):
    codes = Counter(row["code"] for row in regions.values() if row["code"] and not row["valid_to"])

    assert codes.most_common(1)[0][1] == 1


def test_codes_have_six_digits_and_begin_like_their_province(regions):
    for row in regions.values():
        assert row["kind"] == "zone" or (len(row["code"]) == 6 and row["code"].isdigit())
        if row["kind"] in {"city", "county"}:
            assert path_of(regions, row["slug"])[-2][:2] == row["code"][:2]


def test_zones_have_no_code_and_lie_under_no_county(regions):
    zones = [row for row in regions.values() if row["kind"] == "zone"]

    assert len(zones) >= 8
    for row in zones:
        assert row["code"] == ""
        assert regions[row["parent"]]["kind"] in {"city", "province"}


def test_dates_are_days_and_in_order(regions):
    for row in regions.values():
        begin, end = (date.fromisoformat(row[key]) if row[key] else None for key in ("valid_from", "valid_to"))
        assert not (begin and end) or begin < end


@pytest.mark.parametrize(
    ("slug", "name", "short", "path"),
    [
        ("330105", "拱墅区", "拱墅", ["330100", "330000", "cn"]),
        ("210200", "大连市", "大连", ["210000", "cn"]),
        ("110108", "海淀区", "海淀", ["110000", "cn"]),
        ("150000", "内蒙古自治区", "内蒙古", ["cn"]),
        ("429021", "神农架林区", "神农架", ["420000", "cn"]),
        ("422800", "恩施土家族苗族自治州", "恩施", ["420000", "cn"]),
        ("220200", "吉林市", "吉林市", ["220000", "cn"]),
        ("cn-210200-dl-hitech", "大连高新区", "大连高新区", ["210200", "210000", "cn"]),
    ],
)
def test_a_region_has_its_name_and_stands_under_its_government(regions, slug, name, short, path):
    assert regions[slug]["name"] == name
    assert regions[slug]["short"] == short
    assert path_of(regions, slug)[1:] == path


@pytest.mark.parametrize(
    ("slug", "name", "year", "parent"),
    [
        ("330103", "下城区", "2021", "330100"),
        ("210282", "普兰店市", "2015", "210200"),
        ("110103", "崇文区", "2010", "110000"),
        ("512081", "简阳市", "2016", "512000"),
        ("500110-2011", "万盛区", "2011", "500000"),
    ],
)
def test_an_abolished_region_keeps_a_row_with_its_last_year(regions, slug, name, year, parent):
    assert (regions[slug]["name"], regions[slug]["parent"]) == (name, parent)
    assert regions[slug]["valid_to"][:4] == year


def test_no_name_is_repeated_among_the_aliases_of_its_region(regions):
    for row in regions.values():
        aliases = [alias for alias in row["aliases"].split("|") if alias]

        assert len(aliases) == len(set(aliases))
        assert row["name"] not in aliases


def test_short_names_tell_standing_regions_of_one_level_apart(regions):
    for kind in ("province", "city"):
        shorts = [row["short"] for row in regions.values() if row["kind"] == kind and not row["valid_to"]]

        assert len(shorts) == len(set(shorts))


def test_the_zone_of_dalian_lies_across_two_districts(regions):
    overlaps = rows_of("zone_overlaps.csv")

    assert {row["region"] for row in overlaps if row["zone"] == "cn-210200-dl-hitech"} == {"210211", "210212"}
    for row in overlaps:
        assert regions[row["zone"]]["kind"] == "zone"
        assert regions[row["zone"]]["parent"] == regions[row["region"]]["parent"]


# --- Number codes and nicknames ---


@pytest.fixture(scope="module")
def bodies() -> dict[str, list[str]]:
    """Code -> its bodies, the most trusted first."""
    found: dict[str, list[str]] = {}
    for row in sorted(rows_of("number_codes.csv"), key=lambda row: -float(row["confidence"])):
        found.setdefault(row["code"], []).append(row["body"])
    return found


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("国发", "国务院"),
        ("国办发", "国务院办公厅"),
        ("辽政发", "辽宁省人民政府"),
        ("辽政办发", "辽宁省人民政府办公厅"),
        ("浙政办发", "浙江省人民政府办公厅"),
        ("辽科发", "辽宁省科学技术厅"),
        ("拱政", "杭州市拱墅区人民政府"),
        ("拱政办发", "杭州市拱墅区人民政府办公室"),
        ("大高管发", "大连高新区管理委员会"),
        ("青政发", "青岛市人民政府"),
        ("岑政办发", "岑溪市人民政府办公室"),
    ],
)
def test_a_number_code_leads_first_to_its_body(bodies, code, body):
    assert bodies[code][0] == body


def test_papers_of_a_general_office_are_not_filed_under_the_government():
    for row in rows_of("number_codes.csv"):
        assert not ("政办" in row["code"] and row["body"].endswith("人民政府")), row


def test_the_office_of_a_province_and_of_a_city_bear_different_names(bodies):
    assert "宁夏回族自治区人民政府办公厅" in bodies["宁政办发"]
    assert "南京市人民政府办公室" in bodies["宁政办发"]


def test_each_code_and_body_stand_once():
    pairs = Counter((row["code"], row["body"]) for row in rows_of("number_codes.csv"))

    assert pairs.most_common(1)[0][1] == 1
    assert len(pairs) > 2500


def test_confidence_is_a_share_and_the_shares_of_counted_bodies_do_not_exceed_one():
    counted: Counter[str] = Counter()
    for row in rows_of("number_codes.csv"):
        assert 0 < float(row["confidence"]) <= 1
        if "代字表" not in row["source"]:
            counted[row["code"]] += float(row["confidence"])

    assert max(counted.values()) <= 1


def test_codes_and_bodies_are_plain_chinese_and_name_their_source():
    for row in rows_of("number_codes.csv"):
        assert all("\u4e00" <= character <= "\u9fff" for character in row["code"]), row
        assert "(" not in row["body"]
        assert "（" not in row["body"]
        assert row["source"]


def test_a_nickname_leads_to_its_number_and_an_unknown_number_stays_empty():
    numbers = {row["alias"]: row["number"] for row in rows_of("aliases.csv")}

    assert numbers == {"众创十二条": "大高管发〔2015〕30号", "金融八条": "", "科技十条": ""}


# --- Reports ---

REPORTS = sorted((FIXTURES / "reports").glob("*.json"))
TRADITIONAL_OR_PINYIN = set("連區創業眾間遼寧āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")


def report_named(stem: str) -> dict:
    return json.loads((FIXTURES / "reports" / f"{stem}.json").read_text(encoding="utf-8"))


def slugs_in(value: object) -> list[str]:
    """Every region that any part of a report names."""
    if isinstance(value, list):
        return [slug for part in value for slug in slugs_in(part)]
    if isinstance(value, dict):
        own = [value["region_slug"]] if value.get("region_slug") else []
        return own + value.get("pilots", []) + [slug for part in value.values() for slug in slugs_in(part)]
    return []


def longest_string(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return max((longest_string(part) for part in parts), default=0)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_names_known_regions_only(regions, path):
    slugs = slugs_in(json.loads(path.read_text(encoding="utf-8")))

    assert slugs
    assert set(slugs) <= set(regions)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_holds_facts_in_simplified_characters_and_no_sentences(path):
    text = path.read_text(encoding="utf-8")

    assert not TRADITIONAL_OR_PINYIN & set(text)
    assert "。" not in text
    assert longest_string(json.loads(text)) <= 40


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_figures_are_positive_and_carry_a_unit(path):
    report = json.loads(path.read_text(encoding="utf-8"))
    figures = report["figures"] + [figure for platform in report["platforms"] for figure in platform["figures"]]

    for figure in figures:
        assert figure["quantity"] > 0
        assert figure["unit"]
        assert figure["qualifier"] in {None, "more", "nearly"}


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_thing_is_named_once_a_report_and_region(path):
    report = json.loads(path.read_text(encoding="utf-8"))
    for part in ("spaces", "platforms", "programmes", "events"):
        names = [(thing["name"], thing["region_slug"]) for thing in report[part]]

        assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("stem", "indicator", "slug", "quantity", "unit", "qualifier"),
    [
        ("dalian_hitech_2017", "众创空间", "cn-210200-dl-hitech", 31, "家", None),
        ("dalian_hitech_2017", "创业团队和企业", "cn-210200-dl-hitech", 630, "个", "more"),
        ("dalian_hitech_2017", "众创空间建设投入", "cn-210200-dl-hitech", 30_000_000, "元", "nearly"),
        ("dalian_hitech_2017", "天使投资、创业投资", "cn-210200-dl-hitech", 470_000_000, "元", None),
        ("liaoning_2015", "科技创新券专项工作经费", "210000", 26_000_000, "元", None),
        ("liaoning_2015", "众创空间", "cn-210100-sy-hitech", 12, "家", None),
        ("liaoning_2015", "众创空间面积", "cn-211400-hld-hitech", 12_000, "平方米", None),
    ],
)
def test_a_reported_figure_stands_with_its_place(stem, indicator, slug, quantity, unit, qualifier):
    figures = [figure for figure in report_named(stem)["figures"] if figure["region_slug"] == slug]
    found = {figure["indicator"]: (figure["quantity"], figure["unit"], figure["qualifier"]) for figure in figures}

    assert found[indicator] == (quantity, unit, qualifier)


def test_the_parts_of_the_voucher_budget_add_up():
    quantities = {figure["indicator"]: figure["quantity"] for figure in report_named("liaoning_2015")["figures"]}

    parts = quantities["科技创新券专项工作经费（省本级）"] + quantities["科技创新券专项工作经费（试点高新区）"]
    assert parts == quantities["科技创新券专项工作经费"]


def test_five_high_tech_zones_pilot_the_voucher():
    (programme,) = report_named("liaoning_2015")["programmes"]

    assert [slug.split("-")[1] for slug in programme["pilots"]] == ["210300", "210700", "210800", "210900", "211000"]


def test_both_clauses_of_shenyang_are_kept_apart():
    incubator, space = report_named("liaoning_2015")["subsidies"]

    assert (incubator["region_slug"], space["region_slug"]) == ("210100", "210100")
    assert [(amount["role"], amount["value"]) for amount in incubator["amounts"]] == [("fixed", 500_000)]
    assert [condition["value"] for condition in incubator["conditions"]] == [2000, 10]
    assert [(amount["role"], amount["value"]) for amount in space["amounts"]] == [("cap", 1_000_000)]


def test_a_report_on_liaoning_names_no_place_outside_it(regions):
    for slug in set(slugs_in(report_named("liaoning_2015"))) - {"cn"}:
        assert "210000" in path_of(regions, slug)
