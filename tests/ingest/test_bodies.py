"""Names as papers print them lead to one body each; places are read off names."""

from datetime import date

import pytest

from policies.ingest.bodies import Bodies, full_form, government_of, kind_of
from policies.ingest.places import Places, level_of, slug_of_name, slug_of_path, valid_on
from policies.ingest.reference import reference_from_database
from policies.models import IssuingBody, Region
from tests.makers import make_body, make_region

DISTRICT, ZONE, PROVINCE = "330105", "cn-210200-dl-hitech", "210000"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("浙江省人民政府", "government"), ("浙江省人民政府办公厅", "general_office"), ("杭州市拱墅区人民政府办公室", "general_office"),
        ("国务院", "government"), ("国务院办公厅", "general_office"), ("大连高新区管理委员会", "zone_committee"), ("科技部", "department"),
        ("辽宁省科学技术厅", "department"), ("杭州市财政局", "department"), ("国家发展和改革委员会", "department"), ("中共杭州市委员会", "party"),
        ("中共中央", "party"), ("某某协会", "other"), ("河西街道办事处", "government"),
    ],
)
def test_the_last_word_of_a_name_tells_the_kind(name, kind):
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("name", "government"),
    [("浙江省人民政府办公厅", "浙江省人民政府"), ("国务院办公厅", "国务院"), ("大连高新区管理委员会办公室", "大连高新区管理委员会"), ("杭州市财政局", "")],
)
def test_an_office_names_its_government(name, government):
    assert government_of(name) == government


@pytest.mark.parametrize(
    ("short", "full"),
    [("科技厅", "科学技术厅"), ("发改委", "发展和改革委员会"), ("政府办公厅", "人民政府办公厅"), ("管委会", "管理委员会"), ("商务委", "商务委员会"), ("市委", "市委"), ("财政局", "财政局"), ("人民政府", "人民政府")],
)
def test_short_forms_are_written_out(short, full):
    assert full_form(short) == full


@pytest.mark.parametrize(
    ("printed", "near", "name"),
    [
        ("辽宁省科学技术厅", PROVINCE, "辽宁省科学技术厅"),
        ("辽宁省科技厅", PROVINCE, "辽宁省科学技术厅"),
        ("省科技厅", PROVINCE, "辽宁省科学技术厅"),
        ("省科技厅", ZONE, "辽宁省科学技术厅"),
        ("科技厅", PROVINCE, "辽宁省科学技术厅"),
        ("省科技厅", DISTRICT, None),
        ("省财政厅", PROVINCE, None),
        ("区政府", DISTRICT, "杭州市拱墅区人民政府"),
        ("拱墅区人民政府", DISTRICT, "杭州市拱墅区人民政府"),
        ("省政府办公厅", PROVINCE, "辽宁省人民政府办公厅"),
        ("管委会", ZONE, "大连高新区管理委员会"),
        ("大连高新区管委会", PROVINCE, "大连高新区管理委员会"),
        ("市场监督管理局", DISTRICT, None),
        ("科委", DISTRICT, "拱墅区科委会"),
    ],
)
def test_a_body_is_known_by_place_and_written_out_name(places, printed, near, name):
    province, district, zone = Region.objects.get(slug=PROVINCE), *places
    make_body("辽宁省科学技术厅", region=province)
    make_body("辽宁省人民政府办公厅", region=province)
    make_body("杭州市拱墅区人民政府", region=district)
    make_body("大连高新区管理委员会", region=zone)
    alias = make_body("拱墅区科委会", region=district)
    alias.alias_rows.create(name="科委")

    found = Bodies(Places(reference_from_database()), [printed], near).find(printed)

    assert (found.name if found else None) == name


def test_two_bodies_of_one_key_are_a_doubt_and_not_a_guess(places):
    for name in ("拱墅区科学技术局", "杭州市拱墅区科学技术局"):
        make_body(name, region=places[0])

    bodies = Bodies(Places(reference_from_database()), ["区科技局", "拱墅区科学技术局"], DISTRICT)

    assert bodies.find("区科技局") is None
    assert bodies.find("拱墅区科学技术局").name == "拱墅区科学技术局"


@pytest.mark.parametrize(
    ("printed", "near", "name", "region"),
    [
        ("省科技厅", PROVINCE, "辽宁省科学技术厅", "辽宁省"),
        ("杭州市科技局", DISTRICT, "杭州市科学技术局", "杭州市"),
        ("国务院", DISTRICT, "国务院", "中华人民共和国"),
        ("火星科学院", "", "火星科学院", None),
    ],
)
def test_a_missing_issuer_is_created_under_its_full_name(places, printed, near, name, region):
    (body,) = Bodies(Places(reference_from_database()), [printed], near).find_or_create([printed])

    assert (body.name, body.region.name if body.region else None) == (name, region)
    assert IssuingBody.objects.named(printed).get() == body


@pytest.mark.parametrize(
    ("printed", "near", "name"),
    [
        ("省科技厅", PROVINCE, "辽宁省科学技术厅"),
        ("省发展改革委", ZONE, "辽宁省发展和改革委员会"),
        ("省政府金融办", PROVINCE, "辽宁省人民政府金融工作办公室"),
        ("市财政局", DISTRICT, "杭州市财政局"),
        ("省市场监管局", PROVINCE, "辽宁省市场监督管理局"),
        ("省乡村振兴局", PROVINCE, "辽宁省乡村振兴局"),
        ("各市政府", PROVINCE, None),
        ("省直有关部门", PROVINCE, None),
        ("省政府各有关部门", PROVINCE, None),
        ("省级财政局", PROVINCE, None),
        ("市县财政局", DISTRICT, None),
        ("市（县）财政局", DISTRICT, None),
        ("国家发展改革委", PROVINCE, None),
        ("财政局", DISTRICT, None),
        ("市场监管局", DISTRICT, None),
    ],
)
def test_a_department_in_charge_is_created_where_its_name_says_of_which_place(places, printed, near, name):
    found = Bodies(Places(reference_from_database()), [printed], near).find_or_create_in_charge([printed])[printed]

    assert (found.name if found else None) == name
    assert not (found and found.alias_rows.exists())


def test_two_writings_of_a_department_in_charge_are_one_body(places):
    names = ["省发改委", "省发展改革委", "省发展和改革委员会"]

    found = Bodies(Places(reference_from_database()), names, PROVINCE).find_or_create_in_charge(names)

    assert {body.name for body in found.values()} == {"辽宁省发展和改革委员会"}
    assert IssuingBody.objects.count() == 1


def test_a_department_of_which_there_is_a_doubt_is_not_created(places):
    for name in ("拱墅区科学技术局", "杭州市拱墅区科学技术局"):
        make_body(name, region=places[0])

    assert Bodies(Places(reference_from_database()), ["区科技局"], DISTRICT).find_or_create_in_charge(["区科技局"]) == {"区科技局": None}


@pytest.mark.parametrize(
    ("path", "slug"),
    [(("浙江省", "杭州市", "拱墅区"), DISTRICT), (("辽宁省", "大连市", "大连高新区"), ZONE), (("浙江省", "拱墅区"), DISTRICT), (("火星",), ""), ((), ""), (("河北省", "拱墅区"), "")],
)
def test_a_path_of_names_leads_to_a_region(places, path, slug):
    assert slug_of_path(path, reference_from_database()) == slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [("杭州市拱墅区人民政府", DISTRICT), ("辽宁省科技厅", PROVINCE), ("国务院办公厅", "cn"), ("国家税务总局", "cn"), ("住房和城乡建设部办公厅", "cn"), ("组织部", ""), ("火星市人民政府", "")],
)
def test_a_name_leads_to_its_region(places, name, slug):
    assert slug_of_name(name, reference_from_database()) == slug


@pytest.mark.parametrize(("day", "count"), [(date(2010, 1, 1), 1), (date(2022, 1, 1), 0), (None, 0)])
def test_a_region_is_valid_until_its_last_day(db, day, count):
    region = make_region("330103", name="下城区", valid_to=date(2021, 3, 11))

    assert len(valid_on([region], day)) == count


@pytest.mark.parametrize(
    ("kind", "body", "level"),
    [("country", "国务院办公厅", "national"), ("country", "科学技术部", "ministry"), ("country", "", "national"), ("province", "省政府", "province"), ("town", "街道", "county"), ("zone", "管委会", "zone")],
)
def test_the_level_is_that_of_the_region_and_of_the_ministries_apart(kind, body, level):
    assert level_of(Region(kind=kind), body) == level
