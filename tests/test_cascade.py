"""The cascade: which papers, which rows, where a number first appears."""

from datetime import date

import pytest

from policies.cascade import MOST_DOCUMENTS, Cascade, Entry, Row, cascade_of, chosen, speaking_of, tied_to
from policies.cascade.measures import A_CELL, A_PAGE
from policies.models import Document, Responsibility, Theme
from tests.makers import (
    make_citation,
    make_clause,
    make_dalian_zone,
    make_document,
    make_gongshu,
    make_provision,
    make_region,
)

pytestmark = pytest.mark.django_db

ABOVE = ("对众创空间的房租、宽带接入费用以及举办各类活动的支出给予适当补贴。（责任单位：省科技厅、省财政厅）", "支持高等院校开设创业教育课程，聘请企业家担任导师。")
BELOW = ("对众创空间的房租、宽带接入费用、装修给予补贴，最高不超过100万元。", "推动工商登记便利化，放宽住所登记条件，实行并联审批。")
HEADS = {ABOVE: ("降低成本", "创业教育"), BELOW: ("降低成本", "便利登记")}


def make_paper(title, parts, heads=(), **fields):
    """A paper whose parts stand under headings of their own."""
    text, places, heads = "", [], heads or HEADS[parts]
    for head, part in zip(heads, parts, strict=True):
        start = len(text)
        text += f"{head}\n{part}\n"
        places.append((start, start + len(head), len(text)))
    document = make_document(title, text=text, slug=title, **fields)
    for number, (start, end, until) in enumerate(places):
        make_provision(document, f"{'一二'[number]}、", heads[number], path="一二"[number], start=start, end=end, until=until)
    return document


@pytest.fixture
def papers():
    province = make_paper("省意见", ABOVE, level="province", issued_on=date(2015, 11, 12))
    district = make_paper("区计划", BELOW, level="county", issued_on=date(2016, 3, 21))
    costs = Theme.objects.create(slug="costs", name_zh="成本", name_en="Costs")
    for paper in (province, district):
        paper.provisions.first().themes.add(costs)
    make_clause(district, kinds=("rent",), amounts=(1_000_000,), provision=district.provisions.first())
    Responsibility.objects.create(document=province, provision=province.provisions.first(), body_name="省科技厅", is_lead=True, quote="省科技厅")
    return list(chosen([province.slug, district.slug]).values())


def test_a_measure_stands_in_one_row_with_its_counterpart(papers):
    cascade = cascade_of(papers)
    row = cascade.aligned[0]

    assert len(cascade.aligned) == 1
    assert [[entry.document.title for entry in cell] for cell in row.cells] == [[], ["省意见"], [], ["区计划"]]
    assert str(row.theme) in ("Costs", "成本")
    assert {entry.document.title for alone in cascade.alone for entry in alone.entries} == {"省意见", "区计划"}


def test_the_level_that_says_how_much_first_is_marked(papers):
    above, below = cascade_of(papers).aligned[0].entries

    assert (above.is_first_number, below.is_first_number, below.puts_a_number) == (False, True, True)


def test_all_that_the_first_paper_to_say_how_much_says_of_a_measure_is_marked(papers):
    twice = make_paper("又计划", (BELOW[0], BELOW[0]), level="county", heads=("降低成本", "减轻成本"), issued_on=date(2015, 12, 1))
    for provision in twice.provisions.all():
        make_clause(twice, kinds=("rent",), amounts=(500_000,), provision=provision)
    row = cascade_of([*papers, twice]).aligned[0]

    assert [(entry.document.title, entry.is_first_number) for entry in row.entries] == [
        ("省意见", False), ("又计划", True), ("又计划", True), ("区计划", False),
    ]  # fmt: skip


def test_what_was_added_and_dropped_is_named(papers):
    below = cascade_of(papers).aligned[0].entries[1]

    assert below.added == ("装修", "最高不超过100万元")
    assert below.dropped == ("举办各类活动的支出", "适当补贴")
    assert "宽带接入费用" in "".join(below.shared)


def test_a_measure_unlike_those_above_stands_beside_its_like_in_a_later_paper(papers):
    zone = make_paper("区意见", ("开展装修补贴和租金减免，最高不超过限额。", "支持文艺演出，布置节庆彩灯，组织群众合唱。"), level="zone", issued_on=date(2015, 4, 1), heads=("装修", "文艺"))
    row = next(row for row in cascade_of([*papers, zone]).rows if any(entry.document == zone for entry in row.entries))

    joined = next(entry for entry in row.entries if entry.document == zone)
    assert (joined.above, joined.beside.document.title, joined.added) == (None, "区计划", ())


def test_responsible_bodies_are_shown_and_not_compared(papers):
    above = cascade_of(papers).aligned[0].entries[0]

    assert [body.body_name for body in above.leads] == ["省科技厅"]
    assert "省科技厅" not in above.passage.text


def test_a_theme_keeps_only_the_rows_that_speak_of_it(papers):
    other = Theme.objects.create(slug="culture", name_zh="文化", name_en="Culture")

    assert len(cascade_of(papers, Theme.objects.get(slug="costs")).rows) == 1
    assert cascade_of(papers, other).rows == []


def test_papers_are_tied_by_citation_and_by_a_shared_basis_in_the_same_line_of_places():
    zone, elsewhere = make_dalian_zone(), make_gongshu()
    nation = make_document("国家意见", is_stub=True, level="national")
    province = make_paper("省意见", ABOVE, level="province", region=zone.parent.parent)
    below = make_paper("高新区意见", BELOW, level="zone", region=zone)
    far = make_paper("别处意见", BELOW, level="county", region=elsewhere)
    direct = make_paper("市办法", BELOW, level="city", region=elsewhere.parent)
    for citing, cited in ((province, nation), (below, nation), (far, nation), (direct, below)):
        make_citation(citing, cited)

    assert {paper.title for paper in tied_to(below)} >= {"高新区意见", "省意见", "市办法"}
    assert tied_to(below)[0] == below
    assert nation not in tied_to(below)


def test_those_beside_are_asked_for_where_papers_above_and_below_leave_room(monkeypatch):
    zone, nation = make_dalian_zone(), make_document("国家意见", is_stub=True, level="national")
    paper, beside = (make_paper(title, BELOW, level="zone", region=zone) for title in ("意见", "计划"))
    for citing in (paper, beside):
        make_citation(citing, nation)

    assert tied_to(paper) == [paper, beside]

    monkeypatch.setattr("policies.cascade.papers.papers_below", lambda _document, most: range(10_000, 10_000 + most))

    assert tied_to(paper) == [paper]


def test_drafts_stubs_and_reports_are_not_compared():
    make_document("草案", slug="draft", state="draft")
    make_document("缺", slug="stub", is_stub=True)
    make_document("报告", slug="report", genre="report")

    assert chosen(["draft", "stub", "report", "nothing"]) == {}


def test_a_theme_brings_the_newest_of_each_level_that_apply_in_the_place():
    district = make_gongshu()
    theme = Theme.objects.create(slug="costs", name_zh="成本", name_en="Costs")
    places = [district, district, district, district.parent, make_region("440000", kind="province", name="广东省")]
    for number, place in enumerate(places):
        paper = make_document(f"文{number}", region=place, level=place.level, issued_on=date(2016, 1, 1 + number))
        make_provision(paper).themes.add(theme)

    assert {paper.title for paper in speaking_of(theme, district)} == {"文1", "文2", "文3"}


def test_the_number_of_queries_does_not_grow_with_the_papers(papers, django_assert_max_num_queries):
    for number in range(MOST_DOCUMENTS + 2):
        make_paper(f"又{number}", BELOW, level="county")

    with django_assert_max_num_queries(10):
        cascade = cascade_of(Document.objects.published().in_collection().select_related("current", "region"))

    assert len(cascade.documents) == MOST_DOCUMENTS


def test_rows_are_cut_into_pages_by_the_provisions_they_show():
    papers = [Document(pk=key, level="city") for key in (1, 2)]
    rows = [Row(None, [Entry(None, papers[number > 3], 2, None) for number in range(A_CELL + 5)]) for _row in range(A_PAGE // A_CELL + 1)]
    cascade = Cascade(papers, rows)

    assert [row.shown for row in rows] == [A_CELL] * len(rows)
    assert [len(page) for page in cascade.pages] == [A_PAGE // A_CELL, 1]
    assert [row for page in cascade.pages for row in page] == cascade.aligned
    assert Cascade([], []).pages == []


def test_the_same_papers_chosen_again_are_asked_for_again(papers):
    cascade_of(papers)
    papers[0].provisions.filter(path="一").update(heading="装修")

    assert "装修" in {entry.provision.heading for row in cascade_of(papers).rows for entry in row.entries}


def test_the_theme_recorded_first_is_the_strongest_and_another_is_compared_anew(papers):
    Theme.objects.update(order=2)
    other = Theme.objects.create(slug="culture", name_zh="文化", name_en="Culture", order=1)
    first = papers[0].provisions.first()
    first.themes.add(other)
    before = cascade_of(papers).aligned[0].entries[0]
    first.themes.remove(Theme.objects.get(slug="costs"))
    after = next(entry for row in cascade_of(papers).rows for entry in row.entries if entry.provision == first)

    assert (before.passage.theme, [theme.slug for theme in before.themes]) == ("costs", ["costs", "culture"])
    assert (after.passage.theme, after.alignment is before.alignment) == ("culture", False)


def test_a_provision_is_compared_with_its_place_in_the_paper(papers):
    places = [entry.passage.place for row in cascade_of(papers[:1]).rows for entry in row.entries]

    assert places[0] == 0 < places[1] < 1
