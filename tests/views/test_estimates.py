"""The page of estimates: the questions, what may be typed, the receipt and its address."""

from urllib.parse import urlencode

import pytest

from policies.models import AmountTerm, ConditionTerm, Review, SubsidyClause
from policies.search.index import changes
from tests.makers import make_body, make_citation, make_clause, make_document, make_gongshu, make_region

from .pages import ask, having, links, words
from .papers import ingest_gongshu

pytestmark = pytest.mark.django_db


def estimate(client, language="en", **answers):
    """The page for what was answered; underscores pairs in a name stand for the point of a question."""
    parameters = [(name.replace("__", "."), value) for name, values in answers.items() for value in ([values] if isinstance(values, str) else values)]
    return ask(client, f"/estimate/?{urlencode(parameters)}", language)


def lines(page):
    return having(page, "reckoning", "article")


def sums(page):
    """What each line of the receipt comes to, the total last."""
    return [words(line.xpath("./h4/a")[0]) for line in lines(page)] + [words(having(page, "total")[0])]


def fields(page):
    return page.xpath("//form//*[contains(@name, '.')]/@name")


# --- the worked examples of one real paper ----------------------------------------------------------------------------------
@pytest.fixture
def paper(db):
    document = ingest_gongshu()
    changes.rebuild()
    return document


def of_kind(paper, kind):
    return paper.subsidyclauses.filter(kind_rows__kind=kind, has_amount=True).get()


SPACE = {"region": "330105", "who": "space"}
AREA = {"unit__平方米": "1000", "unit__天": "365", "base__日租金": "0.8"}


def test_rent_is_reckoned_by_area_and_day_up_to_the_rent_itself(client, paper):
    page = estimate(client, **SPACE, support="rent", **AREA)

    line = words(lines(page)[0])
    assert sums(page)[0] == "292,000 yuan"
    formula = [words(step) for step in lines(page)[0].xpath(".//ol/li")]
    assert formula == ["1 yuan for each m²·day", "but no more than the 日租金: 0.8 yuan", "times 1,000 m²", "times 365 days"]
    assert "comes to 366,000 yuan a year at most: alone it can never reach the cap of 1,000,000 yuan" in line
    assert "Waits for: 宽带费用" in line


@pytest.mark.parametrize(("cost", "gives", "bound"), [("300万", "1,000,000 yuan", True), ("1,200,000", "600,000 yuan", False), ("三百万元", "1,000,000 yuan", True)])
def test_event_gives_half_of_its_cost_up_to_the_cap(client, paper, cost, gives, bound):
    page = estimate(client, region="拱墅区", who="service", **{f"{of_kind(paper, 'event').pk}__base": cost})

    assert sums(page) == [gives, gives]
    assert ("The cap bound" in words(lines(page)[0])) is bound


@pytest.mark.parametrize(("level", "gives"), [("国家级", "1,000,000 yuan"), ("省级", "300,000 yuan"), ("市级", "150,000 yuan"), ("none", "0 yuan")])
def test_recognition_gives_the_tier_of_its_level(client, paper, level, gives):
    page = estimate(client, **SPACE, support="award", **{"level.众创空间": level})

    assert gives in sums(page)[:-1]


def test_equity_is_shown_by_whole_steps_and_in_proportion(client, paper):
    page = estimate(client, **SPACE, support="investment", **{"base.直接股权投资": "1999万"})

    assert sums(page) == ["50,000 yuan – 99,950 yuan"] * 2
    ways = having(lines(page)[0], "alternatives")[0]
    assert [words(way) for way in having(ways, "sum")] == ["50,000 yuan", "99,950 yuan"]
    assert "if only whole steps count" in words(ways)


def test_clause_without_an_amount_is_said_with_its_reason(client, paper):
    line = words(lines(estimate(client, **SPACE, support="equipment"))[0])

    assert "Not computable, because the text names no amount." in line
    assert "给予适当财政补贴" in line


def test_follow_on_investment_is_no_part_of_the_total(client, paper):
    page = estimate(client, region="330105", who="tenant", **{"base.社会投资金额": "500万"})

    assert sums(page) == ["5,000,000 yuan", "0 yuan"]
    assert "invested or lent, not given" in words(lines(page)[0])


def test_every_amount_leads_to_its_sentence(client, paper):
    page = estimate(client, **SPACE, **AREA, **{"level.众创空间": "国家级", "base.直接股权投资": "1999万"})

    for line in lines(page):
        pk = line.get("id").removeprefix("line-")
        assert {figure.get("href") for figure in having(line, "figure")} == {f"{paper.get_absolute_url()}#subsidyclause-{pk}"}
        assert words(having(line, "quote")[0]) == SubsidyClause.objects.get(pk=pk).quote


# --- where and who --------------------------------------------------------------------------------------------------------
def test_without_a_place_the_page_asks_for_one(client):
    page = ask(client, "/estimate/")

    assert page.xpath("//input[@name='region'][@required]")
    assert not having(page, "slip")


@pytest.mark.parametrize("typed", ["999999", "没有这个地方", "\0", "<script>"])
def test_an_unknown_place_stays_typed_and_is_said(client, typed):
    page = estimate(client, region=typed)

    assert page.xpath("//input[@name='region']/@value") == [typed.replace("\0", "\ufffd")] or typed == "\0"
    assert "No region" in words(page) or typed == "\0"


def test_a_place_without_any_clause_says_what_is_near(client):
    district = make_gongshu()
    make_clause(make_document(region=make_region("330106", name="西湖区", parent=district.parent)), amounts=(5,))
    changes.rebuild()

    notice = having(estimate(client, region="330105"), "notice")[0]

    assert "No clause of 拱墅区 or of what is above it" in words(notice)
    assert links(notice, "西湖区") == ["?region=330106"]


def test_clauses_from_above_apply_and_are_said_to_be_from_above(client):
    district = make_gongshu()
    make_clause(make_document(region=district.parent.parent), amounts=(5,))
    changes.rebuild()

    page = estimate(client, region="330105", who="space")

    assert sums(page) == ["5 yuan", "5 yuan"]
    assert "all come from above" in words(page)


def test_only_the_clauses_for_the_applicant_ask_anything(client, paper):
    everyone, organiser = estimate(client, region="330105"), estimate(client, region="330105", who="service")

    assert (fields(everyone), len(fields(organiser))) == ([], 1)


def test_repealed_papers_give_nothing_and_are_counted(client, paper):
    make_citation(make_document(region=paper.region), paper, "repeals")
    changes.rebuild()

    page = estimate(client, **SPACE)

    assert not lines(page)
    assert "9 clauses of papers that are repealed" in words(page)


def test_papers_whose_force_is_not_shown_are_marked_and_counted(client, paper):
    page = estimate(client, **SPACE, support="award")

    assert "3 clauses stand in papers that nothing here shows to be in force on" in words(page)
    assert all(having(line, "state-plan_over") for line in lines(page))


def test_rejected_clauses_give_nothing(client, paper):
    paper.subsidyclauses.update(review=Review.REJECTED)

    assert not lines(estimate(client, **SPACE))


# --- what may be typed ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["30万", "3十万", "300,000", "三十万", "30万元", "３０万", " 30 万 "])
def test_figures_may_be_typed_in_any_writing(client, paper, typed):
    page = estimate(client, region="330105", who="service", **{f"{of_kind(paper, 'event').pk}__base": typed})

    assert sums(page)[-1] == ("150,000 yuan" if typed != "3十万" else sums(page)[-1])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-5", "“-5” is less than nothing"),
        ("负五万", "“负五万” is less than nothing"),
        ("很多", "“很多” is not a number"),
        ("30万到50万", "is not a number"),
        ("99999999999999亿", "is more than there is"),
        ("50%", "“50%” is a share"),
        ("30万美元", "in another currency"),
        ("<b>1</b>", "“<b>1</b>” is not a number"),
        ("1e9", "is not a number"),
        ("NaN", "is not a number"),
        ("九" * 500, "is not a number"),
    ],
)
def test_bad_figure_is_said_beside_its_field_and_kept(client, paper, typed, said):
    page = estimate(client, region="330105", who="service", **{f"{of_kind(paper, 'event').pk}__base": typed})

    (field,) = page.xpath("//input[@aria-invalid='true']")
    assert said in words(page.get_element_by_id(field.get("aria-describedby")))
    assert typed.startswith(field.get("value"))
    assert sums(page) == ["—", "0 yuan"]


@pytest.mark.parametrize(("name", "typed", "said"), [("unit__天", "400", "more than a year has (366 天)"), ("unit__天", "1.5", "no whole number")])
def test_days_are_those_of_one_year(client, paper, name, typed, said):
    assert said in words(estimate(client, **SPACE, **{name: typed}))


@pytest.mark.parametrize("typed", ["世界级", "1", "\0"])
def test_choice_that_is_none_is_said(client, paper, typed):
    page = estimate(client, **SPACE, support="award", **{"level.众创空间": typed})

    assert ("is none of the choices" in words(page)) is (typed != "\0")


def test_answers_to_questions_that_nobody_asks_change_nothing(client, paper):
    assert sums(estimate(client, **SPACE, support="rent", **{"999.家": "5", "x.y": "z"})) == sums(estimate(client, **SPACE, support="rent"))


def test_unknown_parameters_are_said(client, paper):
    assert "There is no filter colour here" in words(estimate(client, **SPACE, colour="red"))


# --- conditions, doubts, stacking -----------------------------------------------------------------------------------------
@pytest.fixture
def conditioned(db):
    clause = make_clause(make_document(body=make_body(region=make_gongshu())), amounts=(100_000,), quote="企业12家以上的，给予10万元奖励")
    ConditionTerm.objects.create(clause=clause, order=0, subject="企业", comparator="at_least", value=12, unit="家")
    changes.rebuild()
    return clause


@pytest.mark.parametrize(
    ("count", "verdict", "total"), [("", "not answered", "100,000 yuan"), ("12", "met", "100,000 yuan"), ("11", "not met", "—")]
)
def test_conditions_are_met_not_met_or_not_answered(client, conditioned, count, verdict, total):
    page = estimate(client, region="330105", who="space", **{f"{conditioned.pk}.企业": count})

    assert words(having(page, "verdicts")[0]) == f"企业 at least 12 家 {verdict}"
    assert sums(page)[-1] == total
    assert ("not all its conditions are answered" in words(page)) is (count == "")


@pytest.fixture
def graded(db):
    """A clause whose tiers are thresholds of one figure."""
    clause = make_clause(make_document(region=make_gongshu()), form="tiered", quote="营业收入1000万元以上的奖励10万元，5000万元以上的奖励30万元")
    for order, (tier, threshold, value) in enumerate([("1000万元以上", 10_000_000, 100_000), ("5000万元以上", 50_000_000, 300_000)]):
        AmountTerm.objects.create(clause=clause, order=order, role="tier", tier=tier, value=value, unit="元")
        ConditionTerm.objects.create(clause=clause, order=order, subject="营业收入", comparator="at_least", value=threshold, unit="元")
    clause.sum_up()
    changes.rebuild()
    return clause


@pytest.mark.parametrize(
    ("typed", "total", "said"),
    [
        ("", "—", "Waits for: 营业收入"),
        ("1200万", "100,000 yuan", "营业收入 of 12,000,000 yuan: reaches “1000万元以上”. The next tier is “5000万元以上”."),
        ("6000万", "300,000 yuan", "营业收入 of 60,000,000 yuan: reaches “5000万元以上”. 营业收入1000"),
        ("100万", "—", "— the figure is on none of the tiers. The next tier is “1000万元以上”."),
    ],
)
def test_tier_by_threshold_is_told_by_the_figure(client, graded, typed, total, said):
    page = estimate(client, region="330105", who="space", **{f"{graded.pk}.营业收入": typed})

    assert fields(page) == [f"{graded.pk}.营业收入"]
    assert not page.xpath("//form//select[contains(@name, '.tier')]")
    assert sums(page)[0] == total
    assert said in words(lines(page)[0])


def test_half_read_clause_is_shown_with_its_sentence_until_a_person_accepted_it(client, conditioned):
    SubsidyClause.objects.update(confidence="check")
    doubted = words(lines(estimate(client, region="330105", who="space"))[0])
    SubsidyClause.objects.update(review=Review.ACCEPTED)

    assert "Not computable, because the sentence was read only in part" in doubted
    assert conditioned.quote in doubted
    assert sums(estimate(client, region="330105", who="space"))[0] == "100,000 yuan"


def test_what_stacking_takes_off_is_said_with_the_clauses(client, conditioned):
    other = make_clause(conditioned.document, amounts=(30_000,), stacking="highest_only")
    changes.rebuild()

    cuts = having(estimate(client, region="330105", who="space"), "cuts")[0]

    assert "Only the highest counts" in words(cuts)
    assert "− 30,000 yuan" in words(cuts)
    assert links(cuts) == [f"#line-{other.pk}"]


def test_what_is_granted_once_leaves_a_range_and_says_why(client, conditioned):
    conditioned.conditions.all().delete()
    SubsidyClause.objects.update(stacking="once_only", quote="对认定的众创空间给予奖励")
    make_clause(conditioned.document, amounts=(30_000,), stacking="once_only")
    changes.rebuild()

    page = estimate(client, region="330105", who="space")

    assert words(having(page, "total")[0]) == "30,000 yuan – 100,000 yuan"
    assert "the text does not say which of these counts" in words(having(page, "cuts")[0])
    assert "− 30,000 yuan – 100,000 yuan" in words(having(page, "cuts")[0])
    assert "not again in a later year" in words(lines(page)[0])


# --- the page -------------------------------------------------------------------------------------------------------------
def test_the_address_holds_all_that_was_answered(client, paper):
    page = estimate(client, **SPACE, support="rent", **AREA, **{"base.宽带费用": ""})

    (address,) = page.xpath("//a[@class='address ' or @class='address']/@href")
    again = ask(client, address.partition("testserver")[2])
    assert sums(again) == sums(page)
    assert "%E5%AE%BD%E5%B8%A6" not in address  # what was left blank


def test_queries_do_not_grow_with_the_clauses(client, conditioned, django_assert_max_num_queries):
    def count():
        changes.rebuild()
        with django_assert_max_num_queries(14) as done:
            estimate(client, region="330105", who="space")
        return len(done)

    few = count()
    for _serial in range(12):
        clause = make_clause(make_document(region=conditioned.region), amounts=(1, 2), kinds=("rent", "event"))
        AmountTerm.objects.create(clause=clause, order=5, role="cap", value=1, unit="元")

    assert count() == few


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_both_languages_are_spoken(client, paper, language):
    page = estimate(client, language, **SPACE, **AREA, **{"level.众创空间": "国家级"})

    assert len(lines(page)) == 6


def test_the_sections_of_the_site_lead_here(client):
    assert "/estimate/" in links(ask(client, "/subsidies/"), "Estimate")
