"""The rows of the finder: every figure with its sentence, whatever the address says, at a constant cost."""

from datetime import date

import pytest

from policies.models import ConditionTerm, SubsidyClause
from policies.search.index import changes
from tests.makers import make_body, make_clause, make_document
from tests.views.pages import ask, having, words

from .rows import SENTENCE, make_terms, whom

pytestmark = pytest.mark.django_db


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
        ([("per_unit", "1.2", "元", {"per": "平方米·天"})], "1.2 yuan/m²·day"),
        ([("tier", 5, "元", {"tier": "甲"}), ("tier", 2, "万美元", {"tier": "乙"})], "5 yuan 2 万美元"),
        ([("fixed", 90000, "元", {"per": "年"})], "90,000 yuan/year"),
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


def test_what_a_clause_holds_is_words_and_no_markup(client, tiered):
    tiered.amounts.all().delete()
    make_terms(tiered, ("rate", "0.5", "", {"base": "<b>支出", "scope": "<i>"}), ("cap", 9, '<"元">', {"scope": "<u>"}), ("tier", 5, "元", {"tier": "<s>"}))
    ConditionTerm.objects.create(clause=tiered, order=9, subject="<b>面积", comparator="more_than", value=1, unit="<亩>")
    SubsidyClause.objects.update(beneficiary="<b>企业", delivery="<i>拨付")

    table = having(ask(client, "/subsidies/"), "clause-table", "table")[0]

    assert not table.xpath(".//b | .//i | .//u | .//s")
    for said in ("<b>企业", "<i>拨付", "50% of <b>支出 <i>", "for <u>", "<b>面积 more than 1 <亩>"):
        assert said in words(table)
    assert "&lt;" not in words(table)


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
