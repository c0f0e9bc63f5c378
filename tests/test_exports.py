"""Lists as data: the same clauses in the same order as the page, safe in a spreadsheet, whatever their number."""

import csv
import gc
import io
import weakref
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from policies.exports import BOM, Column, as_csv, as_xlsx, download, found_clauses, guarded
from policies.models import AmountTerm, ClauseKind, ConditionTerm, SubsidyClause
from policies.search.engine import LARGEST_PAGE
from policies.search.index import changes
from policies.search.query import Query
from tests.makers import make_body, make_citation, make_clause, make_document, make_gongshu, make_provision
from tests.views.pages import ask, links, words

pytestmark = pytest.mark.django_db  # closing a response closes its connection

EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"]


def csv_rows(response):
    text = b"".join(response.streaming_content).decode()
    assert text.startswith(BOM)
    return list(csv.reader(io.StringIO(text.removeprefix(BOM))))


def xlsx_rows(response):
    content = b"".join(response.streaming_content)
    response.close()
    return list(load_workbook(io.BytesIO(content)).active.iter_rows())


# --- cells ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", EVIL)
def test_text_that_begins_like_a_formula_is_held_as_text(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(("value", "shown"), [("给予10万元", "给予10万元"), (None, None), (Decimal("1000.00"), 1000), (Decimal("0.50"), Decimal("0.5")), (3, 3), ("", "")])
def test_other_values_stay_as_they_are(value, shown):
    assert guarded(value) == shown


@pytest.mark.parametrize("text", [*EVIL[:4], "一\x00二\x0b三", "长" * 40_000])
def test_no_text_becomes_a_formula_or_breaks_a_workbook(text):
    (cell,) = xlsx_rows(as_xlsx("x", ["头"], [[text]]))[1]

    assert cell.data_type == "s"
    assert str(cell.value)[:3] == text.replace("\x00", "").replace("\x0b", "")[:3]


def test_numbers_are_numbers_in_a_workbook():
    (cell,) = xlsx_rows(as_xlsx("x", ["头"], [[Decimal("1000000.00")]]))[1]

    assert (cell.data_type, cell.value) == ("n", 1_000_000)


def test_rows_are_written_as_they_come():
    made = []

    def records():
        for number in range(3):
            made.append(number)
            yield number

    response = download("csv", "x", (Column("n", lambda number: number),), records())
    next(iter(response.streaming_content))

    assert made == []  # only the heads so far


def test_breaks_and_quotes_inside_a_cell_stay_in_it():
    assert csv_rows(as_csv("x", ["头"], [['一,"二"\n三']]))[1] == ['一,"二"\n三']


# --- the finder as data ---------------------------------------------------------------------------------------------------
@pytest.fixture
def clauses(db, client):
    client.cookies["django_language"] = "en"
    document = make_document("某计划", body=make_body(region=make_gongshu()), source_name="某网站", source_url="https://example.org/a", level="county", number=("拱政发", 2016, 3))
    provision = make_provision(document, "（二）", path="三、（二）")
    for amount in (5, 7, 6):
        make_clause(document, amounts=(amount,), quote=f"给予{amount}元", provision=provision, kinds=("rent", "event"))
    far = make_clause(make_document(region=document.region.parent), amounts=(900,), form="fixed", beneficiary="=cmd|'/c calc'!A0")
    AmountTerm.objects.create(clause=far, order=1, role="cap", value=Decimal("1.5"), unit="元", scope="单个企业", per="年")
    AmountTerm.objects.create(clause=far, order=2, role="rate", value=Decimal("0.5"), unit="", base="实际支出")
    ConditionTerm.objects.create(clause=far, order=0, subject="企业", comparator="at_least", value=10, unit="家")
    changes.rebuild()
    return document


def column(rows, name):
    return [row[rows[0].index(name)] for row in rows[1:]]


@pytest.mark.parametrize("asked", ["", "region=330105", "region=330105&reach=only", "support=rent", "order=newest", "q=给予6元", "amount=without"])
def test_file_holds_the_clauses_of_the_list_in_its_order(client, clauses, asked):
    page = ask(client, f"/subsidies/?{asked}")
    shown = [row.get("id") for row in page.xpath("//tbody[starts-with(@id, 'clause-')]")]

    rows = csv_rows(client.get(f"/subsidies/?{asked}&format=csv"))

    assert [f"clause-{address.rstrip('/').rpartition('/')[2]}" for address in column(rows, "Address of the clause")] == shown


def test_both_formats_say_the_same(client, clauses):
    plain = csv_rows(client.get("/subsidies/?format=csv"))
    sheet = [[str(cell.value if cell.value is not None else "") for cell in row] for row in xlsx_rows(client.get("/subsidies/?format=xlsx"))]

    assert [[cell.removeprefix("'") for cell in row] for row in plain] == sheet


def test_each_row_holds_sentence_source_and_review(client, clauses):
    rows = csv_rows(client.get("/subsidies/?region=330105&reach=only&format=csv"))

    assert column(rows, "Quote") == ["给予7元", "给予6元", "给予5元"]
    assert set(column(rows, "Source")) == {"某网站"}
    assert set(column(rows, "Address of the source")) == {"https://example.org/a"}
    assert set(column(rows, "Provision")) == {"三、（二）"}
    assert set(column(rows, "Validity")) == {"Validity to be verified"}
    assert set(column(rows, "Review")) == {"Not reviewed yet"}
    assert all(address.startswith("http://testserver/documents/") and "#subsidyclause-" in address for address in column(rows, "Address of the sentence"))


def test_terms_are_written_out(client, clauses):
    rows = csv_rows(client.get("/subsidies/?region=330100&reach=only&format=csv"))

    assert column(rows, "Amounts") == ["900 元；50% 实际支出"]
    assert column(rows, "At most") == ["1.5 元/年 单个企业"]
    assert column(rows, "Conditions") == ["企业 at least 10 家"]
    assert column(rows, "Beneficiary") == ["'=cmd|'/c calc'!A0"]


def test_what_the_page_hides_is_not_in_the_file(client, clauses):
    make_citation(make_document(region=clauses.region), clauses, "repeals")
    changes.rebuild()

    assert len(csv_rows(client.get("/subsidies/?format=csv"))) == 2


@pytest.mark.parametrize("address", ["/subsidies/?", "/subsidies/compare/?region=330105&region=330100&"])
def test_unknown_format_is_the_page_and_is_said(client, clauses, address):
    page = ask(client, f"{address}format=exe")

    assert page.xpath("//main//table")
    assert "“exe” is not known as “Format” and was left out; there is: csv, xlsx." in words(page)


def test_page_leads_to_its_own_question_as_data(client, clauses):
    page = ask(client, "/subsidies/?region=330105&page=1")

    assert links(page, "CSV") == ["?region=330105&format=csv"]
    assert "XLSX" in words(page)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_heads_speak_the_language_of_the_page(client, clauses, language):
    client.cookies["django_language"] = language

    assert len(csv_rows(client.get("/subsidies/?format=csv"))[0]) == 22


# --- many rows ------------------------------------------------------------------------------------------------------------
def make_many(document, count):
    rows = SubsidyClause.objects.bulk_create(
        SubsidyClause(document=document, region=document.region, quote=f"给予{n}元", start=0, end=4, form="fixed", largest=n, has_amount=True) for n in range(count)
    )
    ClauseKind.objects.bulk_create(ClauseKind(clause=row, kind="award") for row in rows)
    AmountTerm.objects.bulk_create(AmountTerm(clause=row, order=0, role="fixed", value=row.largest, unit="元") for row in rows)
    changes.rebuild()


def alive_at_once(query):
    """How many clauses a download writes, and how many of them exist at one time."""
    alive, rows, most = weakref.WeakSet(), 0, 0
    for clause in found_clauses(query):
        alive.add(clause)
        rows += 1
        if rows % 1000 == 0:
            gc.collect()
            most = max(most, len(alive))
    return rows, most


def test_of_five_thousand_rows_no_more_than_a_page_is_held(clauses):
    make_many(clauses, 5000)

    rows, most = alive_at_once(Query(kind="clause"))

    assert rows == 5004
    assert most <= 2 * LARGEST_PAGE


def test_a_list_too_long_for_one_file_says_so_at_its_end(client, clauses, monkeypatch):
    monkeypatch.setattr("policies.exports.MOST_ROWS", LARGEST_PAGE)
    make_many(clauses, 300)

    rows = csv_rows(client.get("/subsidies/?format=csv"))

    assert len(rows) == LARGEST_PAGE + 2
    assert rows[-1] == ["Only the first 200 of 304 rows stand here; ask for fewer."]


def test_queries_are_those_of_the_pages_of_the_index(client, clauses, django_assert_num_queries, django_assert_max_num_queries):
    with django_assert_max_num_queries(8) as one_page:
        csv_rows(client.get("/subsidies/?format=csv"))
    make_many(clauses, 500)

    with django_assert_num_queries(3 * len(one_page)):
        csv_rows(client.get("/subsidies/?format=csv"))
