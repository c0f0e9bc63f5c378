"""The tree of places: what is above, what is below, what stood when, and how a place is found by its name."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from policies.models import Document, Reach, Region, RegionOverlap, SubsidyClause
from tests.makers import make_clause, make_dalian_zone, make_document, make_gongshu, make_region

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 1)


@pytest.fixture
def tree():
    """Two provinces; a zone that lies across a district; a district that went into another in 2021."""
    zone, gongshu = make_dalian_zone(), make_gongshu()
    ganjingzi = make_region("210211", name="甘井子区", parent=zone.parent, short_name="甘井子", aliases=["甘区"])
    RegionOverlap.objects.create(zone=zone, region=ganjingzi)
    make_region("330103", name="下城区", parent=gongshu.parent, short_name="下城", valid_to=date(2021, 4, 9))
    return {region.name: region for region in Region.objects.all()}


def names(queryset):
    return [region.name for region in queryset]


def test_above_reads_from_the_nation_down(tree):
    assert names(Region.objects.above(tree["大连高新区"])) == ["中华人民共和国", "辽宁省", "大连市", "大连高新区"]


def test_ancestors_leave_the_region_out(tree):
    assert names(tree["拱墅区"].ancestors()) == ["中华人民共和国", "浙江省", "杭州市"]


def test_below_holds_the_region_and_its_tree(tree):
    assert set(names(Region.objects.below(tree["大连市"]))) == {"大连市", "大连高新区", "甘井子区"}


def test_zone_is_a_child_of_no_district(tree):
    assert "大连高新区" not in names(Region.objects.below(tree["甘井子区"]))
    assert "甘井子区" not in names(Region.objects.above(tree["大连高新区"]))


@pytest.mark.parametrize(("on", "stands"), [(date(2016, 1, 1), True), (date(2021, 4, 8), True), (date(2021, 4, 9), False)])
def test_region_stands_until_the_day_it_ended(tree, on, stands):
    former = tree["下城区"]

    assert Region.objects.valid(on).filter(pk=former.pk).exists() is stands
    assert former.is_former(on) is not stands


@pytest.mark.parametrize(
    ("key", "found"),
    [("330105", ["拱墅区"]), ("拱墅", ["拱墅区"]), ("拱墅区", ["拱墅区"]), ("cn-210200-dl-hitech", ["大连高新区"]), ("拱", [])],
)
def test_named_asks_for_the_whole_name(tree, key, found):
    assert names(Region.objects.named(key)) == found


@pytest.mark.parametrize(
    ("words", "first"),
    [("拱", "拱墅区"), ("3301", "杭州市"), ("甘区", "甘井子区"), ("辽宁省大连市甘井子区", "甘井子区"), ("高新", "大连高新区")],
)
def test_matching_finds_by_a_part(tree, words, first):
    assert names(Region.objects.matching(words))[0] == first


def test_former_region_of_the_same_name_comes_last(tree):
    make_region("330106", name="下城区", parent=tree["杭州市"], short_name="下城")

    assert [region.valid_to for region in Region.objects.named("下城区")] == [None, date(2021, 4, 9)]


def test_provinces_and_zones(tree):
    assert names(Region.objects.provinces()) == ["辽宁省", "浙江省"]
    assert names(Region.objects.zones()) == ["大连高新区"]


# --- what holds in a place ---------------------------------------------------------------------------------------------
@pytest.fixture
def papers(tree):
    """One document for each place, named after it."""
    return {name: make_document(name, region=region) for name, region in tree.items()}


def titles(queryset):
    return {document.title for document in queryset}


@pytest.mark.parametrize(
    ("place", "reach", "found"),
    [
        ("大连高新区", Reach.APPLIES, {"中华人民共和国", "辽宁省", "大连市", "大连高新区"}),
        ("大连高新区", Reach.ONLY, {"大连高新区"}),
        ("甘井子区", Reach.APPLIES, {"中华人民共和国", "辽宁省", "大连市", "甘井子区"}),
        ("大连市", Reach.BELOW, {"大连市", "大连高新区", "甘井子区"}),
        ("浙江省", Reach.ONLY, {"浙江省"}),
        ("浙江省", Reach.BELOW, {"浙江省", "杭州市", "拱墅区", "下城区"}),
    ],
)
def test_reach_of_a_question(tree, papers, place, reach, found):
    assert titles(Document.objects.reaching(tree[place], reach)) == found


def test_three_reaches_have_names_of_their_own(tree, papers):
    city = tree["大连市"]

    assert titles(Document.objects.applying_in(city)) == {"中华人民共和国", "辽宁省", "大连市"}
    assert titles(Document.objects.only_in(city)) == {"大连市"}
    assert titles(Document.objects.here_and_below(city)) == {"大连市", "大连高新区", "甘井子区"}


def test_narrowest_first_goes_up_the_tree(tree, papers):
    found = Document.objects.applying_in(tree["大连高新区"]).narrowest_first()

    assert [document.title for document in found] == ["大连高新区", "大连市", "辽宁省", "中华人民共和国"]


def test_clause_holds_in_its_own_region(tree, papers):
    clause = make_clause(papers["辽宁省"], region=tree["甘井子区"])

    assert list(SubsidyClause.objects.applying_in(tree["甘井子区"])) == [clause]
    assert not SubsidyClause.objects.applying_in(tree["大连高新区"]).exists()


def test_counts_by_province_add_what_is_below(tree, papers):
    make_document("全国", region=None)

    assert Document.objects.count_by_province() == {"cn": 1, "210000": 4, "330000": 4}


def test_counts_down_the_tree_take_one_query(tree, papers, django_assert_num_queries):
    with django_assert_num_queries(1):
        counts = Document.objects.counts_down_the_tree()

    assert (counts["cn"], counts["210000"], counts["210200"], counts["cn-210200-dl-hitech"]) == (9, 4, 3, 1)


def test_counts_by_region_do_not_add_up(tree, papers):
    counts = Document.objects.counts_by_region()

    assert counts == {region.pk: 1 for region in tree.values()}


# --- keeping the tree whole --------------------------------------------------------------------------------------------
def test_path_and_depth_come_from_the_parent(tree):
    assert (tree["拱墅区"].path, tree["拱墅区"].depth) == ("cn/330000/330100/330105/", 3)


def test_moved_region_carries_what_is_below_it(tree):
    city = tree["大连市"]
    city.parent = tree["浙江省"]
    city.save()

    assert names(Region.objects.above(Region.objects.get(name="大连高新区"))) == ["中华人民共和国", "浙江省", "大连市", "大连高新区"]


def test_deeper_place_deepens_what_is_below(tree):
    city = tree["大连市"]
    city.parent = tree["杭州市"]
    city.save()

    assert Region.objects.get(name="甘井子区").depth == 4


def test_region_does_not_hang_below_itself(tree):
    province = tree["辽宁省"]
    province.parent = tree["大连高新区"]

    with pytest.raises(ValidationError, match="parent"):
        province.clean()
