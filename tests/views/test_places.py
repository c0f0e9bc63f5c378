"""The page of places side by side."""

import csv
import io

import pytest

from policies.models import AmountTerm
from policies.search.index import changes
from tests.makers import make_clause, make_dalian_zone, make_document, make_gongshu

from .pages import ask, having, links, words

pytestmark = pytest.mark.django_db

TWO = "region=330105&region=大连高新区"


@pytest.fixture
def clauses():
    near = make_clause(make_document(region=make_gongshu()), amounts=(300_000,), kinds=("rent", "event"))
    far = make_clause(make_document(region=make_dalian_zone()), kinds=("event",))
    AmountTerm.objects.create(clause=far, order=0, role="per_unit", value=2, unit="元", per="平方米·天")
    capped = make_clause(make_document(region=far.region), kinds=("event",))
    AmountTerm.objects.create(clause=capped, order=0, role="cap", value=150_000, unit="元")
    changes.rebuild()
    return near, far, capped


def table(page):
    return having(page, "places-table", "table")[0]


def test_columns_are_places_by_level(client, clauses):
    heads = table(ask(client, f"/subsidies/compare/?{TWO}")).xpath("./thead/tr/th")

    assert [words(head.xpath("./a")[0]) for head in heads[1:]] == ["大连高新区", "拱墅区"]
    assert [words(head.xpath("./span[last()]")[0]) for head in heads[1:]] == ["2 clauses", "1 clause"]


def test_amounts_of_a_day_are_a_years_and_marked(client, clauses):
    text = words(table(ask(client, f"/subsidies/compare/?{TWO}")))

    assert "730 yuan/m² a year stated amount × 365" in text
    assert "300,000 yuan as stated" in text
    assert "up to 150,000 yuan as stated" in text


def test_every_amount_leads_to_its_sentence(client, clauses):
    page = ask(client, f"/subsidies/compare/?{TWO}")

    figures = {figure.get("href") for figure in having(page, "figure", "a")}
    assert figures == {clause.sentence_url for clause in clauses}


def test_chart_and_its_table_say_the_same(client, clauses):
    (chart,) = having(ask(client, f"/subsidies/compare/?{TWO}"), "chart")

    rows = chart.xpath(".//tbody/tr")
    assert [words(row.xpath("./td[last()]")[0]) for row in rows] == ["up to 150,000 yuan", "300,000 yuan"]
    assert chart.xpath(".//rect/@width") == ["50.00", "100.00"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("region=330105", "Name two places at least."),
        ("region=330105&region=999999", "No region “999999” is known"),
        ("&".join(f"region={code}" for code in ("330105", "330100", "330000", "210200", "210000", "cn-210200-dl-hitech")), "Five places stand side by side at most"),
        (f"{TWO}&support=gold", "“gold” is not known"),
        (f"{TWO}&colour=red", "There is no filter colour here"),
    ],
)
def test_what_cannot_be_used_is_said(client, clauses, asked, said):
    assert said in words(ask(client, f"/subsidies/compare/?{asked}"))


def test_without_places_the_page_asks(client):
    page = ask(client, "/subsidies/compare/")

    assert len(page.xpath("//form//input[@name='region' and @aria-label]")) >= 2
    assert not having(page, "places-table")


def test_places_without_such_a_clause_say_where_to_look(client, clauses):
    page = ask(client, f"/subsidies/compare/?{TWO}&support=talent")

    assert "None of these places has such a clause of its own." in words(page)
    assert "/subsidies/?region=330105" in links(having(page, "empty")[0])


def test_what_was_typed_stays(client, clauses):
    page = ask(client, f"/subsidies/compare/?{TWO}")

    assert page.xpath("//main//input[@name='region']/@value")[:2] == ["330105", "大连高新区"]


def test_comparison_as_data_holds_its_figures(client, clauses):
    client.cookies["django_language"] = "en"
    response = client.get(f"/subsidies/compare/?{TWO}&format=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))

    assert {(row["Region"], row["Compared to"], row["Compared unit"], row["A year's"]) for row in rows} == {
        ("拱墅区", "300000", "元", ""),
        ("大连高新区", "730", "元/平方米", "yes"),
        ("大连高新区", "150000", "元", ""),
    }
    workbook = client.get(f"/subsidies/compare/?{TWO}&format=xlsx")
    assert b"".join(workbook.streaming_content).startswith(b"PK")
    workbook.close()


def test_the_finder_leads_here(client, clauses):
    assert "/subsidies/compare/?region=330105" in links(ask(client, "/subsidies/?region=330105"), "side by side")
