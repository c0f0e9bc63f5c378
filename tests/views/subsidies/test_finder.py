"""What the finder finds: where, what, how much, and what it leaves out."""

import pytest

from policies.models import Review, State
from policies.search.index import changes
from policies.views.subsidies.records import find_listed
from tests.makers import make_citation, make_clause, make_document, make_gongshu, make_region
from tests.views.pages import ask, having, links, words

from .rows import whom

pytestmark = pytest.mark.django_db


# --- where ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("region=cn-210200-dl-hitech", ["大连高新区、3", "大连高新区、2", "大连市、5", "辽宁省"]),
        ("region=大连高新区&reach=applies", ["大连高新区、3", "大连高新区、2", "大连市、5", "辽宁省"]),
        ("region=cn-210200-dl-hitech&reach=only", ["大连高新区、3", "大连高新区、2"]),
        ("region=210211", ["甘井子区、1", "大连市、5", "辽宁省"]),
        ("region=210200&reach=only", ["大连市、5"]),
        ("region=210000&reach=only", ["辽宁省"]),
        ("region=330105", ["拱墅区、4"]),
        ("region=330100&reach=below", ["拱墅区、4"]),
        ("region=330100&reach=applies", []),
    ],
)
def test_reach_decides_which_levels_answer(client, places, asked, found):
    assert whom(ask(client, f"/subsidies/?{asked}")) == found


def test_here_and_below_holds_the_zones_and_the_districts(client, places):
    found = whom(ask(client, "/subsidies/?region=210000&reach=below"))

    assert sorted(found) == sorted(["大连高新区、3", "大连高新区、2", "甘井子区、1", "大连市、5", "辽宁省"])


def test_the_place_and_the_reach_stay_in_the_form(client, places):
    form = ask(client, "/subsidies/?region=cn-210200-dl-hitech&reach=only").get_element_by_id("filters")

    assert form.xpath(".//input[@name='region']/@value") == ["大连高新区"]
    assert form.xpath(".//input[@name='reach'][@checked]/@value") == ["only"]


def test_a_place_whose_name_others_have_is_written_as_its_code(client):
    make_region("110101", name="东城区")
    make_region("999101", name="东城区")

    form = ask(client, "/subsidies/?region=999101").get_element_by_id("filters")

    assert form.xpath(".//input[@name='region']/@value") == ["999101"]


# --- what -----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("support=rent", {"创客"}),
        ("support=rent&support=event", {"创客", "高校"}),
        ("beneficiary=高校", {"高校"}),
        ("form=rate", {"高校"}),
        ("amount=with", {"创客", "高校"}),
        ("amount=without", {"团队"}),
        ("level=province", {"团队"}),
        ("q=补贴路演", {"高校"}),
        ("support=rent&level=province", set()),
    ],
)
def test_filters_narrow_the_list(client, asked, found):
    district = make_gongshu()
    near, far = make_document(region=district, level="county"), make_document(region=district.parent.parent, level="province")
    make_clause(near, kinds=("rent",), beneficiary="创客", amounts=(1,))
    make_clause(near, kinds=("event",), beneficiary="高校", form="rate", amounts=(2,), quote="补贴路演费用")
    make_clause(far, kinds=("talent",), beneficiary="团队")
    changes.rebuild()

    assert set(whom(ask(client, f"/subsidies/?{asked}"))) == found


def test_the_list_stands_without_an_index_and_says_what_is_missing(client, tiered):
    page = ask(client, "/subsidies/?region=330105")

    assert whom(page) == ["众创空间"]
    assert "comes from the database" in words(page)


def test_the_sentence_above_says_what_was_asked(client, places):
    asked = words(having(ask(client, "/subsidies/?region=330105&amount=with"), "asked")[0])

    assert asked.startswith("Asked: Region “拱墅区 · Applies here, from above too”; Amount “With an amount”.")
    assert asked.endswith("Nothing else was left out.")


def test_clauses_of_repealed_documents_are_left_out_and_counted(client, tiered):
    old = make_document("旧通知", region=make_gongshu())
    make_clause(old, beneficiary="旧的众创空间")
    make_citation(tiered.document, old, "repeals")
    changes.rebuild()

    page = ask(client, "/subsidies/?region=330105")
    everything = ask(client, f"/subsidies/{links(having(page, 'asked')[0], 'Show them')[0]}")

    assert whom(page) == ["众创空间"]
    assert "Left out: 1 repealed clause." in words(having(page, "asked")[0])
    assert sorted(whom(everything)) == ["众创空间", "旧的众创空间"]


def test_what_the_finder_leaves_out_by_itself_is_no_ticked_box(client, tiered):
    changes.rebuild()

    assert ask(client, "/subsidies/").xpath("//input[@name='validity'][@checked]") == []
    assert ask(client, "/subsidies/?validity=unverified").xpath("//input[@name='validity'][@checked]/@value") == ["unverified"]


@pytest.mark.parametrize(
    ("state", "review"), [(State.DRAFT, Review.ACCEPTED), (State.IN_REVIEW, Review.PROPOSED), (State.PUBLISHED, Review.REJECTED)]
)
def test_what_is_not_public_is_neither_listed_nor_counted_nor_a_page(client, tiered, state, review):
    hidden = make_clause(make_document(region=make_gongshu(), state=state), kinds=("rent",), beneficiary="秘密", review=review)
    changes.rebuild()

    page = ask(client, "/subsidies/?region=330105")

    assert "秘密" not in words(page)
    assert page.xpath("//input[@name='support']/@value") == ["award"]
    assert words(having(page, "list-head")[0]).startswith("1 subsidy clause")
    assert find_listed([tiered.pk, hidden.pk]) == [tiered]  # whatever an index still holds
    ask(client, f"/subsidies/{hidden.pk}/", status=404)


# --- how much it may be ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("indexed", [True, False])
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("least=10万", {"十万", "百万"}),
        ("least=100,000&most=十万", {"十万"}),
        ("most=99999.5", {"五万"}),
        ("least=100000.5", {"百万"}),
        ("most=0", set()),
    ],
)
def test_amounts_are_narrowed_in_any_writing(client, asked, found, indexed):
    document = make_document(region=make_gongshu())
    for name, value in (("五万", 50_000), ("十万", 100_000), ("百万", 1_000_000)):
        make_clause(document, beneficiary=name, amounts=(value,))
    make_clause(document, beneficiary="没有")
    if indexed:
        changes.rebuild()

    assert set(whom(ask(client, f"/subsidies/?{asked}"))) == found


def test_a_range_says_what_it_cannot_hold(client, tiered):
    assert "Clauses that name no sum in yuan are outside any range." in words(having(ask(client, "/subsidies/?least=1"), "asked")[0])


@pytest.mark.parametrize("typed", ["很多", "-5", "50%", "999999999999999999亿", "１０ 万 元 整"])
def test_a_sum_that_is_none_is_left_out_and_said(client, tiered, typed):
    page = ask(client, f"/subsidies/?least={typed}")

    assert f"“{typed}” is no sum of yuan" in words(page)
    assert page.get_element_by_id("filter-least").get("value") == typed
