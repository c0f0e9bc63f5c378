"""The vocabulary of documents, a line for each word."""

from datetime import date

import pytest

from policies.models import Document, State
from tests.makers import make_body, make_citation, make_document, make_gongshu, make_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    """Papers of several states, kinds and dates; 依据 is a stub."""
    body = make_body("杭州市拱墅区人民政府", region=make_gongshu())
    make_document("甲", body=body, number=("拱政", 2016, 1), issued_on=date(2016, 1, 5), effective_to=date(2020, 12, 31))
    make_document("乙", body=body, number=("拱政", 2016, 2), issued_on=date(2017, 3, 1), effective_to=date(2021, 6, 30))
    make_document("无日期", issued_on=None, printed_on=date(2016, 8, 1))
    make_document("草稿", state=State.DRAFT, issued_on=None)
    make_document("报告", genre="report", issued_on=date(2015, 12, 17))
    make_document("依据", is_stub=True, issued_on=None, number=("国办发", 2015, 9))


def titles(queryset):
    return {document.title for document in queryset}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Document.objects.published, {"甲", "乙", "无日期", "报告", "依据"}),
        (Document.objects.in_collection, {"甲", "乙", "无日期", "草稿", "报告"}),
        (Document.objects.stubs, {"依据"}),
        (lambda: Document.objects.policies().published(), {"甲", "乙", "无日期", "依据"}),
        (Document.objects.reports, {"报告"}),
        (lambda: Document.objects.numbered("拱政", 2016, 2), {"乙"}),
        (lambda: Document.objects.numbered("拱政", 2017, 2), set()),
        (lambda: Document.objects.ending_between(date(2020, 12, 31), date(2021, 6, 29)), {"甲"}),
        (lambda: Document.objects.published().in_force(date(2021, 1, 1)), {"乙"}),
    ],
)
def test_words_of_the_vocabulary(shelf, found, expected):
    assert titles(found()) == expected


def test_newest_puts_the_printed_date_behind_and_the_undated_last(shelf):
    assert [document.title for document in Document.objects.newest()][:4] == ["乙", "甲", "报告", "无日期"]


def test_soonest_end_comes_first(shelf):
    ending = Document.objects.ending_between(date(2020, 1, 1), date(2022, 1, 1))

    assert [document.title for document in ending] == ["甲", "乙"]


def test_newest_of_each_region_takes_so_many():
    here, there = make_gongshu(), make_region("210200", name="大连市", kind="city")
    for year in (2014, 2015, 2016):
        make_document(f"此{year}", region=here, issued_on=date(year, 1, 1))
        make_document(f"彼{year}", region=there, issued_on=date(year, 1, 1))

    assert titles(Document.objects.newest_of_each_region(2)) == {"此2015", "此2016", "彼2015", "彼2016"}


def test_list_needs_one_query_for_many(shelf, django_assert_num_queries):
    with django_assert_num_queries(1):
        for document in Document.objects.for_list():
            _ = document.lead_body, document.region, document.citation_form, document.dated_on, document.get_absolute_url()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"issued_on": date(2016, 1, 1), "printed_on": date(2016, 1, 2)}, date(2016, 1, 1)),
        ({"issued_on": None, "printed_on": date(2016, 1, 2), "published_on": date(2016, 1, 3)}, date(2016, 1, 2)),
        ({"issued_on": None, "published_on": date(2016, 1, 3), "page_on": date(2016, 1, 4)}, date(2016, 1, 3)),
        ({"issued_on": None, "page_on": date(2016, 1, 4)}, date(2016, 1, 4)),
        ({"issued_on": None}, None),
    ],
)
def test_date_shown_is_the_first_known(fields, expected):
    assert make_document(**fields).dated_on == expected


def test_citation_form_names_the_number():
    assert make_document("关于某事的通知", number=("拱政", 2016, 1)).citation_form == "《关于某事的通知》（拱政〔2016〕1号）"
    assert make_document("关于某事的通知").citation_form == "《关于某事的通知》"


def test_text_is_that_of_the_current_version():
    assert make_document(text="一、目标").text == "一、目标"
    assert make_document(is_stub=True).text == ""


def test_cited_documents_are_found_from_both_ends():
    above, below = make_document("上位"), make_document("下位")
    make_citation(below, above)

    assert [citation.document for citation in above.cited_by.all()] == [below]
    assert [citation.reverse_verb for citation in above.cited_by.all()] == ["is implemented by"]
