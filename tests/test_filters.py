from datetime import date

import pytest
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from policies.filters import DocumentFilter, SubsidyFilter, TargetFilter
from policies.models import Reach, Theme
from policies.search.engine import search
from policies.search.index.changes import rebuild

from .makers import (
    make_body,
    make_citation,
    make_clause,
    make_country,
    make_dalian_zone,
    make_document,
    make_gongshu,
    make_provision,
    make_region,
    make_target,
)


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def places(db):
    gongshu = make_gongshu()
    return {"district": gongshu, "city": gongshu.parent, "province": gongshu.parent.parent, "nation": make_country()}


@pytest.fixture
def documents(places):
    """One document for each level, each about something else; the district's office under its government."""
    government = make_body("拱墅区人民政府", region=places["district"])
    office = make_body("拱墅区人民政府办公室", region=places["district"], parent=government)
    rows = {
        "national": make_document("全国的意见", region=places["nation"], level="national", kind="意见", issued_on=date(2015, 3, 2)),
        "province": make_document("省里的通知", region=places["province"], level="province", kind="通知", issued_on=date(2015, 11, 12)),
        "city": make_document("市里的办法", region=places["city"], level="city", kind="办法", issued_on=None, number=("杭政办", 2014, 3)),
        "district": make_document("区里的通知", body=office, level="county", kind="通知", instrument_kind="方案", plan_to=2018),
        "stub": make_document("只被引用的意见", region=places["nation"], is_stub=True, level="national", kind="意见"),
        "draft": make_document("没有公开的通知", region=places["district"], state="draft", level="county", kind="通知"),
        "report": make_document("汇报材料", region=places["province"], genre="report", level="province", effective_to=date(2016, 12, 31)),
    }
    provision = make_provision(rows["district"], heading="降低成本")
    provision.themes.add(Theme.objects.create(slug="cost", name_zh="成本", name_en="Costs"))
    make_clause(rows["district"], kinds=("rent",))
    return rows


def names(rows, filterset):
    return {name for name, row in rows.items() if row in set(filterset.qs)}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", {"national", "province", "city", "district", "report"}),
        ("region=330105&reach=applies", {"national", "province", "city", "district", "report"}),
        ("region=拱墅区&reach=only", {"district"}),
        ("region=330100&reach=below", {"city", "district"}),
        ("region=330100&reach=applies", {"national", "province", "city", "report"}),
        ("level=national&level=city", {"national", "city"}),
        ("body=拱墅区人民政府", {"district"}),
        ("body=拱墅区人民政府办公室", {"district"}),
        ("kind=方案", {"district"}),
        ("kind=通知", {"district", "province"}),
        ("genre=report", {"report"}),
        ("year=2014", {"city"}),
        ("year=2015&kind=通知", {"province"}),
        ("theme=cost", {"district"}),
        ("support=rent", {"district"}),
        ("validity=plan_over&on=2019-01-01", {"district"}),
        ("validity=plan_over&on=2017-01-01", set()),
        ("validity=in_force&on=2016-05-01", {"report"}),
        ("validity=expired&on=2017-01-01", {"report"}),
        ("q=只被引用", {"stub"}),
        ("q=杭政办〔2014〕3号", {"city"}),
        ("q=通知 -省里", {"district"}),
    ],
)
def test_each_filter_means_the_same_in_the_database_and_the_index(documents, address, expected):
    rebuild()
    filterset = DocumentFilter(QueryDict(address))

    result = search(filterset.query())

    assert names(documents, filterset) == expected
    assert {name for name, row in documents.items() if row.pk in result.ids} == expected
    assert (result.total, result.notice) == (len(expected), "")


def test_repealed_document_is_found_as_repealed(documents):
    make_citation(documents["province"], documents["city"], relation="repeals")

    assert names(documents, DocumentFilter(QueryDict("validity=repealed"))) == {"city"}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("beneficiary=企业", {"firms"}), ("amount=with", {"spaces"}), ("amount=without", {"firms"}),
        ("amount=with&amount=without", {"firms", "spaces"}), ("form=in_kind", {"firms"}), ("support=rent", {"spaces"}),
        ("q=免费", {"firms"}), ("level=city", set()), ("year=2016&kind=1", {"firms", "spaces"}),
    ],
)
def test_subsidies_are_filtered_by_their_own_terms(places, address, expected):
    document = make_document(region=places["district"], level="county")
    rows = {
        "firms": make_clause(document, beneficiary="在孵企业", form="in_kind", quote="免费使用"),
        "spaces": make_clause(document, beneficiary="众创空间", kinds=("rent",), amounts=(100_000,)),
    }

    rebuild()
    filterset = SubsidyFilter(QueryDict(address))
    result = search(filterset.query())

    assert names(rows, filterset) == expected
    assert {name for name, row in rows.items() if row.pk in result.ids} == expected
    assert result.notice == ""


def test_targets_are_filtered_by_place_and_words(places):
    district, zone = make_document(region=places["district"]), make_document(region=make_dalian_zone())
    rows = {"here": make_target(district, "孵化器"), "elsewhere": make_target(zone, "孵化器"), "other": make_target(district, "专利")}

    assert names(rows, TargetFilter(QueryDict("region=330105&q=孵化器"))) == {"here"}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("region=xyz", ("“xyz”", "330105")),
        ("level=imperial", ("“imperial”", "province")),
        ("body=nobody", ("“nobody”",)),
        ("kind=信", ("“信”",)),
        ("year=12x", ("“12x”", "2016")),
        ("validity=maybe", ("“maybe”", "in_force")),
        ("on=2016-13-40", ("“2016-13-40”", "2016-03-21")),
        ("order=random", ("“random”", "newest")),
        ("order=amount", ("“amount”", "relevance, newest, level")),
        ("on=&on=2016-03-21&on=2017-03-21", ("“2017-03-21”", "only one value of “On the day”")),
        ("reach=only", ("“Only issued here”", "no region")),
        ("q=*", ("“*”", "no letter")),
        ("q=（（", ("“（（”", "no letter")),
        ('q=title:""', ("“title:\"\"”", "no letter")),
        ("page=-1", ("“-1”",)),
        ("colour=red", ("colour", "region")),
    ],
)
def test_what_makes_no_sense_is_left_out_and_said(documents, address, words):
    filterset = DocumentFilter(QueryDict(address))

    assert names(documents, filterset) == {"national", "province", "city", "district", "report"}
    assert len(filterset.ignored) == 1
    assert all(word in filterset.ignored[0] for word in words)


def test_sense_is_kept_beside_nonsense(documents):
    filterset = DocumentFilter(QueryDict("level=city&level=imperial"))

    assert filterset.query().filters == {"level": ("city",)}
    assert len(filterset.ignored) == 1


def test_as_many_values_as_a_list_offers_are_used_and_of_more_it_is_said(documents):
    years = [f"year={year}" for year in range(1960, 2020)]
    all_used, too_many = DocumentFilter(QueryDict("&".join(years[-50:]))), DocumentFilter(QueryDict("&".join(years)))

    assert (len(all_used.query().filters["year"]), all_used.ignored) == (50, [])
    assert len(too_many.query().filters["year"]) == 50
    assert too_many.ignored == ["“2010, 2011, 2012, 2013, 2014, …” was left out: at most 50 values of “Year” are asked for at once."]


def test_of_a_sum_one_value_is_used_and_of_others_it_is_said(db):
    filterset = SubsidyFilter(QueryDict("least=10万&least=20万&most=x&order=level"))

    assert filterset.query().filters == {"least": ("100000",)}
    assert [chip.remove_url for chip in filterset.chosen] == ["?most=x&order=level"]
    assert len(filterset.ignored) == 3
    assert "“20万” was left out: there can be only one value of “Largest amount from”." in filterset.ignored
    assert any("relevance, newest, amount" in sentence for sentence in filterset.ignored)


def test_words_that_cannot_be_searched_for_are_no_filter(db):
    filterset = DocumentFilter(QueryDict("q=*&q=通知"))

    assert (filterset.query().words, [chip.value_label for chip in filterset.chosen]) == ("通知", ["通知"])


@pytest.mark.parametrize("reach", ["", "applies", "only", "below"])
def test_chip_of_a_region_says_how_far_the_question_goes(places, reach):
    filterset = DocumentFilter(QueryDict(f"region=330105&reach={reach}"))

    assert filterset.chosen[0].value_label == f"拱墅区 · {Reach(filterset.query().reach).label}"
    assert reach in ("", filterset.query().reach)


def test_name_of_several_regions_says_which_is_meant(places):
    make_region("110105", name="朝阳区", kind="county")
    make_region("220104", name="朝阳区", kind="county")
    filterset = DocumentFilter(QueryDict("region=朝阳区"))

    assert len(filterset.query().filters["region"]) == 1
    assert "more than one region" in filterset.ignored[0]


def test_chips_name_what_is_chosen_and_lead_to_the_list_without_it(documents):
    filterset = DocumentFilter(QueryDict("q=通知&region=330105&reach=only&level=county&level=city&order=newest&page=3"))

    chips = {(chip.label, chip.value_label): QueryDict(chip.remove_url.lstrip("?")) for chip in filterset.chosen}

    assert set(chips) == {("Words", "通知"), ("Region", "拱墅区 · Only issued here"), ("Level", "County or district"), ("Level", "City")}
    assert chips["Level", "City"] == QueryDict("q=通知&region=330105&reach=only&level=county&order=newest")
    assert chips["Region", "拱墅区 · Only issued here"] == QueryDict("q=通知&level=county&level=city&order=newest")


def test_address_becomes_a_query(documents):
    query = SubsidyFilter(QueryDict("q=房租&region=拱墅区&reach=below&support=rent&on=2016-05-01&order=newest&page=2")).query()

    assert (query.kind, query.words, query.on, query.order, query.page) == ("clause", "房租", date(2016, 5, 1), "newest", 2)
    assert query.filters == {"region": ("330105",), "reach": ("below",), "support": ("rent",)}


def test_filters_need_few_queries(documents, django_assert_max_num_queries):
    address = "region=330105&level=city&body=a&body=b&kind=通知&kind=信&theme=cost&year=2016&validity=expired&q=词"

    with django_assert_max_num_queries(4):
        filterset = DocumentFilter(QueryDict(address))
        assert filterset.query()
        assert filterset.chosen
        assert filterset.ignored


NAMES = st.sampled_from([*DocumentFilter.base_filters, *SubsidyFilter.base_filters, "x"])
ADDRESSES = st.lists(st.tuples(NAMES, st.text(st.characters(exclude_categories=["Cs"]), max_size=30)), max_size=6)


class AnyAddressTest(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(ADDRESSES)
    def test_no_address_is_an_error(self, pairs):
        data = QueryDict(mutable=True)
        for name, value in pairs:
            data.appendlist(name, value)

        for filters in (DocumentFilter, SubsidyFilter, TargetFilter):
            filterset = filters(data)
            assert list(filterset.qs) == []
            assert all(isinstance(sentence, str) for sentence in filterset.ignored)
            assert all(chip.remove_url.startswith("?") for chip in filterset.chosen)
