"""The finder of subsidy clauses, and the page of one clause."""

from datetime import date
from decimal import Decimal

import pytest

from policies.models import AmountTerm, ConditionTerm, DocumentVersion, Review, State, SubsidyClause
from policies.search import changes
from tests.makers import (
    make_body,
    make_citation,
    make_clause,
    make_dalian_zone,
    make_document,
    make_gongshu,
    make_provision,
    make_region,
)

from .pages import ask, having, links, words

pytestmark = pytest.mark.django_db

PARAGRAPH = "（二）支持建设。对新评定的国家级、省级众创空间，分别给予90万元、40万元奖励。其他事项另行通知。"
SENTENCE = "对新评定的国家级、省级众创空间，分别给予90万元、40万元奖励"


def make_terms(clause, *terms):
    """Amount rows of (role, value, unit, other fields)."""
    for order, (role, value, unit, fields) in enumerate(terms):
        AmountTerm.objects.create(clause=clause, order=order, role=role, value=Decimal(value), unit=unit, **fields)
    clause.sum_up()


@pytest.fixture
def tiered():
    """A clause with two tiers, a cap and a condition, in its paragraph."""
    district = make_gongshu()
    document = make_document(
        "关于印发某计划的通知", text=f"一、总则\n{PARAGRAPH}\n", body=make_body("某区政府", region=district), number=("拱政发", 2016, 3)
    )
    provision = make_provision(document, "（二）", "支持建设", path="三、（二）", anchor="p-3-2")
    start = document.text.index(SENTENCE)
    place = {"quote": SENTENCE, "start": start, "end": start + len(SENTENCE), "provision": provision}
    clause = make_clause(document, form="tiered", stacking="highest_only", **place)
    tiers = [("tier", 900000, "元", {"tier": "国家级"}), ("tier", 400000, "元", {"tier": "省级"})]
    make_terms(clause, *tiers, ("cap", 1200000, "元", {"scope": "单个企业"}))
    ConditionTerm.objects.create(clause=clause, order=0, subject="入驻企业", comparator="at_least", value=12, unit="家")
    return clause


@pytest.fixture
def places():
    """Clauses of a province, a city, a zone under it and a district beside the zone; the name of each is its beneficiary."""
    zone = make_dalian_zone()
    district = make_region("210211", name="甘井子区", parent=zone.parent)
    far = make_gongshu()
    for place, amounts in ((zone.parent.parent, ()), (zone.parent, (5,)), (zone, (2,)), (zone, (3,)), (district, (1,)), (far, (4,))):
        named = "、".join([place.name, *map(str, amounts)])
        make_clause(make_document(f"{place.name}的文件", region=place), beneficiary=named, amounts=amounts)
    changes.rebuild()
    return zone


def whom(page):
    """The beneficiaries in the order of the table."""
    return [words(row.xpath("./td[1]")[0]) for row in having(page, "clause-row", "tr")]


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
    assert "Left out: 1 clause of a repealed document." in words(having(page, "asked")[0])
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
    ask(client, f"/subsidies/{hidden.pk}/", status=404)


# --- how much, and where it says so ---------------------------------------------------------------------------------------
def test_every_amount_leads_to_its_sentence(client, tiered):
    sentence = f"{tiered.document.get_absolute_url()}#subsidyclause-{tiered.pk}"

    for address in ("/subsidies/", f"/subsidies/{tiered.pk}/", "/regions/330105/"):
        figures = having(ask(client, address, "zh-hans"), "figure", "a")

        assert {"40万元 – 90万元", "90万元", "40万元", "120万元", "12家"} == {words(figure) for figure in figures}
        assert {figure.get("href") for figure in figures} == {sentence}


def test_a_row_shows_the_range_the_form_the_cap_and_the_count_of_conditions(client, tiered):
    row = having(ask(client, "/subsidies/", "zh-hans"), "clause-row", "tr")[0]

    cells = [words(cell) for cell in row.xpath("./*")]
    assert cells[2].startswith("40万元 – 90万元")
    assert "国家级 / 省级" in cells[2]
    assert cells[3:5] == ["120万元", "1"]
    assert cells[6] == "拱政发〔2016〕3号 三、（二）"


def test_a_row_opens_to_its_terms_in_words(client, tiered):
    opened = having(ask(client, "/subsidies/"), "clause-more", "tr")[0]

    text = words(opened)
    assert opened.xpath(".//details/summary")
    for said in (SENTENCE, "国家级 900,000 yuan", "At most 1,200,000 yuan for 单个企业", "入驻企业 at least 12 家", "only the highest counts"):
        assert said in text


@pytest.mark.parametrize(
    ("terms", "shown"),
    [
        ([("rate", "0.5", "", {"base": "实际支出"})], "50% of 实际支出"),
        ([("per_unit", "1.2", "元", {"per": "平方米·天"})], "1.2 yuan/平方米·天"),
        ([("tier", 5, "元", {"tier": "甲"}), ("tier", 2, "万美元", {"tier": "乙"})], "5 yuan 2 万美元"),
        ([("fixed", 90000, "元", {"per": "年"})], "90,000 yuan/年"),
        ([("quota", 900, "平方米", {})], ""),
    ],
)
def test_how_much_is_said_by_its_form(client, tiered, terms, shown):
    tiered.amounts.all().delete()
    make_terms(tiered, *terms)

    assert words(having(ask(client, "/subsidies/"), "clause-row", "tr")[0].xpath("./td[2]")[0]).startswith(shown)


def test_a_clause_without_a_place_in_the_text_leads_to_its_provision(client, tiered):
    SubsidyClause.objects.update(start=None, end=None, origin="entered")

    figures = having(ask(client, "/subsidies/"), "figure", "a")

    assert {figure.get("href") for figure in figures} == {f"{tiered.document.get_absolute_url()}#p-3-2"}


# --- one clause -----------------------------------------------------------------------------------------------------------
def test_the_sentence_is_marked_in_its_paragraph(client, tiered):
    paragraph = having(ask(client, f"/subsidies/{tiered.pk}/"), "clause-paragraph")[0]

    assert words(paragraph) == PARAGRAPH
    assert words(paragraph.xpath(".//mark")[0]) == SENTENCE


def test_a_quote_that_the_text_no_longer_holds_stands_alone(client, tiered):
    DocumentVersion.objects.update(text="另一个文本。")

    assert words(having(ask(client, f"/subsidies/{tiered.pk}/"), "clause-paragraph")[0]) == SENTENCE


def test_a_text_of_one_endless_line_is_not_printed_whole(client, tiered):
    text = "长" * 5000 + SENTENCE + "长" * 5000
    DocumentVersion.objects.update(text=text)
    SubsidyClause.objects.update(start=5000, end=5000 + len(SENTENCE))

    assert len(words(having(ask(client, f"/subsidies/{tiered.pk}/"), "clause-paragraph")[0])) < 1000


def test_the_page_says_how_to_cite_it_and_how_it_stands(client, tiered):
    text = words(ask(client, f"/subsidies/{tiered.pk}/"))

    assert "《关于印发某计划的通知》（拱政发〔2016〕3号）三、（二）" in text
    assert "Validity to be verified: The text names no end and no document here repeals it." in text
    assert "Origin Read from the text" in text
    assert "Review Not reviewed yet" in text


@pytest.mark.parametrize(("path", "cited"), [("一", "一、"), ("二十", "二十、"), ("三、（二）", "三、（二）"), ("第四条", "第四条"), ("二、1.", "二、1.")])
def test_a_provision_is_cited_as_people_write_it(tiered, path, cited):
    tiered.provision.path = path

    assert tiered.provision.cited == cited


def test_a_repealed_document_is_named_with_what_repeals_it(client, tiered):
    repealing = make_document("新通知", region=make_gongshu())
    make_citation(repealing, tiered.document, "repeals", quote="原通知同时废止")

    page = ask(client, f"/subsidies/{tiered.pk}/")

    assert "Repealed: A document in the collection repeals it." in words(page)
    assert "原通知同时废止" in words(page)
    assert repealing.get_absolute_url() in links(page)


def test_what_documents_say_is_escaped(client, tiered):
    bad = "<script>alert('1')</script>"
    SubsidyClause.objects.update(quote=bad, beneficiary=bad, start=None, end=None, origin="entered")
    AmountTerm.objects.filter(role="cap").update(scope=bad, per=bad)

    for address in ("/subsidies/", f"/subsidies/{tiered.pk}/", f"/subsidies/?q={bad}&region={bad}"):
        page = ask(client, address)

        assert not page.xpath("//main//script")
        assert bad in words(page)


# --- bad addresses, cost, language ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("region=999999", "No region “999999” is known"),
        ("reach=sideways", "“sideways” is not known as “Reach”"),
        ("support=gold", "“gold” is not known as “Kind of support”"),
        ("amount=lots", "“lots” is not known as “Amount”"),
        ("on=2016-13-45", "“2016-13-45” is no day"),
        ("page=abc", "“abc” is no page"),
        ("page=99", "There is no page 99"),
        ("colour=red", "There is no filter colour here"),
        ("order=size", "“size” is not known as “Order”"),
        ("region=%00&q=%FF%00", ""),
        ("q=" + "长" * 2000, ""),
    ],
)
@pytest.mark.parametrize("indexed", [True, False])
def test_nonsense_gives_the_page_and_says_what_was_left_out(client, tiered, asked, said, indexed):
    if indexed:
        changes.rebuild()

    page = ask(client, f"/subsidies/?{asked}")

    assert said in words(page)
    assert asked.startswith("q=") or "q=%" in asked or whom(page) == ["众创空间"]


def test_the_number_of_queries_does_not_grow(client, tiered, django_assert_max_num_queries):
    def count():
        changes.rebuild()
        with django_assert_max_num_queries(10) as done:
            ask(client, "/subsidies/?region=330105")
        return len(done)

    few = count()
    for serial in range(15):
        body = make_body(f"机构{serial}", region=tiered.region)
        clause = make_clause(make_document(body=body, issued_on=date(2016, 1, serial + 1)), kinds=("rent", "event"), amounts=(1, 2))
        ConditionTerm.objects.create(clause=clause, order=0, subject="面积", comparator="more_than", value=1, unit="亩")

    assert count() == few


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_both_languages_are_spoken(client, tiered, language):
    changes.rebuild()

    for address in ("/subsidies/?region=330105&amount=with", f"/subsidies/{tiered.pk}/"):
        assert SENTENCE in words(ask(client, address, language))


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


# --- the clause among others ----------------------------------------------------------------------------------------------
def test_the_same_measure_is_shown_from_the_nation_down(client, tiered):
    district = tiered.region
    far = make_dalian_zone()
    cited = make_document("被引用的文件", region=far)
    make_citation(tiered.document, cited, "based_on")
    for name, document in (("市里", make_document(region=district.parent)), ("省里", make_document(region=district.parent.parent)), ("所引", cited)):
        make_clause(document, beneficiary=name, amounts=(1,))
    make_clause(make_document(region=far), beneficiary="别处")
    make_clause(make_document(region=district.parent), beneficiary="别类", kinds=("rent",))

    (kin,) = having(ask(client, f"/subsidies/{tiered.pk}/"), "kin")

    assert [words(other.xpath("./span[2]/span")[0]) for other in kin] == ["省里", "市里", "所引"]


def test_a_clause_alone_says_so(client, tiered):
    assert "No clause of the same kind of support stands above or below it" in words(ask(client, f"/subsidies/{tiered.pk}/"))


def test_the_history_says_whether_a_person_looked(client, tiered, django_user_model):
    before = words(having(ask(client, f"/subsidies/{tiered.pk}/"), "history")[0])
    tiered.judge(Review.ACCEPTED, django_user_model.objects.create_user("lin"))
    after = words(having(ask(client, f"/subsidies/{tiered.pk}/"), "history")[0])

    assert "No person has reviewed the clause yet." in before
    assert "Accepted by a person" in after
    assert "lin" not in after
