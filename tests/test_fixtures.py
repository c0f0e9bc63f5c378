"""Facts that the fixtures must state, so that a slip of the pen in a table is found before it is loaded."""

import csv
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
