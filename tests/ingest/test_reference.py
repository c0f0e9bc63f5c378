"""The tables in fixtures become rows, quickly, and loading them again changes nothing."""


import pytest
from django.conf import settings

from policies.ingest import reference
from policies.models import IssuingBody, NumberCode, Region, RegionOverlap, Theme
from policies.reading import tables
from tests.makers import make_gongshu, make_region

FOLDER = settings.FIXTURES_DIR
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """All tables loaded once for the questions of this file; taken away again at its end."""
    from django.db import transaction  # noqa: PLC0415

    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        yield [reference.load_regions(FOLDER), reference.load_bodies_and_number_codes(FOLDER), reference.load_themes()]
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)
        reference.forget_reference()


def test_all_tables_are_loaded(loaded):
    assert [report.new > 0 for report in loaded] == [True, True, True]
    assert Region.objects.count() == loaded[0].new
    assert NumberCode.objects.count() == loaded[1].new


def test_loading_again_changes_nothing(loaded):
    again = [reference.load_regions(FOLDER), reference.load_bodies_and_number_codes(FOLDER), reference.load_themes()]

    assert [(report.new, report.changed) for report in again] == [(0, 0)] * 3
    assert [report.unchanged for report in again] == [report.new for report in loaded]


def test_a_row_that_differs_from_the_table_is_set_right(loaded):
    Region.objects.filter(slug="330105").update(name="别名区")

    assert reference.load_regions(FOLDER).changed == 1
    assert Region.objects.get(slug="330105").name == "拱墅区"


def test_a_district_stands_below_its_city_and_a_zone_across_districts(loaded):
    zone = Region.objects.get(slug="cn-210200-dl-hitech")

    assert Region.objects.get(slug="330105").path == "cn/330000/330100/330105/"
    assert zone.parent.slug == "210200"
    assert set(RegionOverlap.objects.filter(zone=zone).values_list("region__slug", flat=True)) == {"210211", "210212"}


@pytest.mark.parametrize(
    ("code", "body", "kind", "region", "parent"),
    [
        ("国办发", "国务院办公厅", "general_office", "cn", "国务院"),
        ("浙政办发", "浙江省人民政府办公厅", "general_office", "330000", "浙江省人民政府"),
        ("拱政", "杭州市拱墅区人民政府", "government", "330105", None),
        ("拱政办发", "杭州市拱墅区人民政府办公室", "general_office", "330105", "杭州市拱墅区人民政府"),
        ("大高管发", "大连高新区管理委员会", "zone_committee", "cn-210200-dl-hitech", None),
        ("辽科发", "辽宁省科学技术厅", "department", "210000", None),
    ],
)
def test_a_code_leads_to_a_body_with_its_kind_place_and_parent(loaded, code, body, kind, region, parent):
    row = NumberCode.objects.select_related("body__region", "body__parent").get(code=code, body_name=body).body

    assert (row.name, row.kind, row.region.slug) == (body, kind, region)
    assert (row.parent.name if row.parent else None) == parent


def test_a_body_of_a_name_that_was_borne_before_stands_in_the_region_of_today(loaded):
    region = IssuingBody.objects.get(name="毕节市人民政府").region

    assert (region.name, region.kind, region.valid_to) == ("毕节市", "city", None)


def test_most_bodies_have_a_place(loaded):
    placed = IssuingBody.objects.filter(region__isnull=False).count()

    assert placed / IssuingBody.objects.count() > 0.98


def test_every_theme_of_the_reader_has_a_name_in_both_languages(loaded):
    themes = {theme.slug: theme for theme in Theme.objects.all()}

    assert set(themes) == {row["theme"] for row in tables.rows("themes")}
    assert all(theme.name_zh != slug != theme.name_en for slug, theme in themes.items())


def test_the_reader_knows_a_region_by_all_its_names(loaded):
    known = reference.reference_from_database()

    assert {region.slug for region in known.by_name["大连高新技术产业园区"]} == {"cn-210200-dl-hitech"}
    assert known.path(known.regions["330105"]) == ("浙江省", "杭州市", "拱墅区")
    assert {code.body for code in known.codes["国办发"]} == {"国务院办公厅"}


def test_what_the_reader_knows_is_kept_until_a_table_changes(django_assert_num_queries):
    make_gongshu()
    first = reference.reference_from_database()
    with django_assert_num_queries(2):
        assert reference.reference_from_database() is first

    make_region("330106", name="西湖区")
    assert "西湖区" in reference.reference_from_database().by_name


def test_a_table_with_a_missing_parent_is_refused(tmp_path):
    header = "slug,code,name,short,aliases,kind,parent,valid_from,valid_to,source"
    (tmp_path / "regions.csv").write_text(f"{header}\n330105,330105,拱墅区,拱墅,,county,330100,,,x\n", encoding="utf-8")

    with pytest.raises(ValueError, match="no such parent: 330100"):
        reference.load_regions(tmp_path)


def test_tables_of_words_for_bodies_are_consistent():
    kinds = {row["kind"] for row in tables.rows("body_kinds")}

    assert kinds <= set(IssuingBody.Kind.values)
    assert all(row["source"] for row in (*tables.rows("body_kinds"), *tables.rows("body_short_names")))
