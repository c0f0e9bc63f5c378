"""Coverage: how many of a text's numbers became part of a finding."""

from hypothesis import given
from hypothesis import strategies as st

from policies.reading.coverage import measure
from policies.reading.parts import Condition, Finding, Subsidy
from policies.reading.scan import Scan


def scan_of(text, excluded=()):
    return Scan(text=text, body_start=0, body_end=len(text), excluded=excluded)


def finding(text, quote):
    start = text.index(quote)
    return Finding(start=start, end=start + len(quote), evidence=quote)


def test_number_inside_the_evidence_of_a_finding_is_explained():
    text = "到2025年，培育企业30家。另有面积500平方米。"

    coverage = measure(scan_of(text), [finding(text, "培育企业30家")])

    assert (coverage.numbers, coverage.explained) == (3, 2)
    assert [(place.quote, text[place.start : place.end]) for place in coverage.left] == [("500平方米", "500平方米")]


def test_condition_of_a_clause_explains_its_number():
    text = "企业达到8家以上的，按规定支持。"
    at = text.index("8家")
    clause = Subsidy(
        start=len(text) - 3, end=len(text), evidence="支持。", kinds=("other",), beneficiary=None, form="unspecified",
        conditions=(Condition(subject="企业", comparator="at_least", start=at, end=at + 2),),
    )  # fmt: skip

    assert measure(scan_of(text), [clause]).left == ()


def test_marker_ordinal_and_article_are_no_numbers():
    coverage = measure(scan_of("第5条 打造一个平台，统筹四个方面，落实十二条，五位一体。1.总体要求。电话88888888。"))

    assert (coverage.numbers, coverage.left) == (0, ())


def test_count_in_characters_with_a_comparing_word_is_a_number():
    assert [place.quote for place in measure(scan_of("至少两家，二十家企业。")).left] == ["两家", "二十家"]


def test_date_is_explained_by_itself():
    coverage = measure(scan_of("2020年3月1日召开会议。"))

    assert (coverage.numbers, coverage.explained) == (1, 1)


def test_number_in_a_span_that_is_no_prose_is_explained():
    text = "依据《30条措施》（某发〔2015〕9号），支持40家。"

    coverage = measure(scan_of(text, excluded=((2, 9),)))

    assert [place.quote for place in coverage.left] == ["40家"]


@given(st.text(alphabet="3家万元%、年（）到以上。\n", max_size=50))
def test_what_is_left_and_what_is_explained_add_up(text):
    coverage = measure(scan_of(text))

    assert coverage.numbers == coverage.explained + len(coverage.left)
