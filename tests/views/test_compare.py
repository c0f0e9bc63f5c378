"""The page that sets papers side by side."""

from typing import NamedTuple

import pytest

from policies.cascade import measures
from policies.models import Theme
from policies.search.index import changes
from policies.templatetags.cascade_text import worded
from tests.makers import make_region
from tests.test_cascade import ABOVE, BELOW, make_paper

from .pages import ask, having, links, words

pytestmark = pytest.mark.django_db


class Said(NamedTuple):
    """What a cell says of a measure."""

    sentence: str
    marks: tuple[str, ...]


@pytest.fixture
def papers():
    place = make_region("330000", name="浙江省", kind="province")
    above = make_paper("above", ABOVE, level="province", number=("浙政办发", 2015, 79), region=place)
    below = make_paper("below", BELOW, level="county", number=("拱政办发", 2016, 10), region=place)
    theme = Theme.objects.create(slug="costs", name_zh="成本", name_en="Costs")
    for paper in (above, below):
        paper.provisions.first().themes.add(theme)
    return above, below


@pytest.mark.parametrize("query", [
    "document=above&document=below",
    "document=浙政办发〔2015〕79号&document=拱政办发〔2016〕10号",
    "theme=costs&region=330000",
    "theme=costs&region=浙江省",
])
def test_papers_are_found_by_slug_number_and_theme(client, papers, query):
    table = having(ask(client, f"/compare/?{query}"), "cascade", "table")[0]

    assert [words(badge) for badge in having(table, "badge")] == ["National", "Province", "City", "County or zone"]
    assert "宽带接入费用" in [words(mark) for mark in table.xpath(".//mark")]


def test_a_cell_shows_score_shared_words_and_differences(client, papers):
    cell = having(ask(client, "/compare/?document=above&document=below"), "measure", "article")[1]

    assert "of 100 alike 浙政办发〔2015〕79号 一" in words(cell)
    assert "adds 装修" in words(cell)
    assert any("/documents/below/#" in link for link in links(cell))
    assert "100万元" in [words(strong) for strong in cell.xpath(".//strong")]


def test_the_first_column_is_a_heading_and_dates_stand_on_a_line(client, papers):
    page = ask(client, "/compare/?document=above&document=below")

    assert len(page.xpath("//table[contains(@class,'cascade')]/tbody/tr/th[@scope='row']")) == 1
    assert len(page.xpath("//section[contains(@class,'date-line')]//circle")) == 2


def test_others_of_the_theme_that_most_measures_are_of_are_suggested(client, papers):
    other, strange = Theme.objects.create(slug="culture", name_zh="文化", name_en="Culture"), make_paper("strange", BELOW, level="city")
    fitting = make_paper("fitting", BELOW, level="city")
    fitting.provisions.first().themes.add(Theme.objects.get(slug="costs"))
    strange.provisions.first().themes.add(other)
    changes.rebuild()

    page = ask(client, "/compare/?document=above&document=below")

    assert "/compare/?document=above&document=below&document=fitting" in links(page)
    assert not any("strange" in link for link in links(page))
    assert not any("document=fitting" in link for link in links(ask(client, "/compare/?document=strange")))


def test_each_paper_can_be_taken_away(client, papers):
    assert "/compare/?document=below" in links(ask(client, "/compare/?document=above&document=below"))


def test_what_is_typed_is_escaped(client, papers):
    make_paper("odd", (ABOVE[0].replace("宽带", "<b>宽带"), ABOVE[1]), level="city", heads=("<i>降低成本", "教育"))
    page = client.get("/compare/?document=<script>alert(1)</script>&document=odd&document=below&theme=<i>&region=<u>").content.decode()

    assert "<script>alert" not in page
    assert "<i>" not in page
    assert "<b>" not in page
    assert "&lt;b&gt;" in page


@pytest.mark.parametrize(("query", "sentence"), [
    ("document=nothing", "There is no document “nothing” with a text"),
    ("document=%00", None),
    ("theme=nothing", "“nothing” is not known here as a theme"),
    ("region=nowhere", "“nowhere” is not known here as a region"),
    ("document=above&document=below&page=x", "There is no page “x”; this is page 1."),
    ("document=above&document=below&page=7", "There is no page 7; this is the last one."),
    ("colour=red", "There is no parameter “colour” here"),
    ("&".join(f"document=x{n}" for n in range(9)), "At most 6 documents"),
    ("document=" + "长" * 500, "There is no document"),
])
def test_nonsense_is_answered_in_a_sentence(client, papers, query, sentence):
    notices = " ".join(words(notice) for notice in having(ask(client, f"/compare/?{query}"), "notice"))

    assert (sentence or "") in notices


def test_without_a_question_it_says_what_to_choose(client):
    assert "Choose what to compare." in words(ask(client, "/compare/"))


def test_a_paper_alone_offers_others(client, papers):
    page = ask(client, "/compare/?document=above")

    assert "stands alone" in words(page)
    assert "/compare/?document=above&document=below" in links(page)


def test_rows_beyond_a_page_stand_on_the_next(client, papers, monkeypatch):
    monkeypatch.setattr(measures, "A_PAGE", 1)
    both = ("支持众创空间的房租、宽带接入费用、装修费用以及设备购置支出。", "聘请企业家担任创业导师，开设创业教育课程，举办训练营。")
    for name, level in (("one", "province"), ("two", "county")):
        make_paper(name, both, level=level, heads=("降低成本", "创业教育"))
    make_paper("odd", ("安排文艺演出，布置节庆彩灯，组织群众合唱，评选优秀节目。", "改造厨房卫生间，铺设燃气管道，更换老旧电梯，修缮屋面外墙。"), level="city", heads=("文艺", "厨房"))
    address = "/compare/?document=one&document=two&document=odd"

    first, second = ask(client, address), ask(client, f"{address}&page=2")

    assert "2 measures in all; page 1 of 2" in words(first)
    assert f"{address}&page=2#measures" in links(first)
    assert f"{address}#measures" in links(second)
    assert not having(first, "measures-alone", "section")
    assert "改造厨房" not in words(having(second, "cascade", "table")[0])
    assert "厨房" in words(having(second, "measures-alone", "section")[0])


def test_provisions_beyond_those_of_a_cell_are_folded(client, papers, monkeypatch):
    monkeypatch.setattr("policies.templatetags.cascade_text.A_CELL", 1)
    make_paper("twice", (BELOW[0], BELOW[0]), level="county", heads=("降低成本", "减轻成本"))
    table = having(ask(client, "/compare/?document=above&document=twice"), "cascade", "table")[0]

    assert "and 1 more alike" in words(table)
    assert len([link for link in links(table) if link.startswith("/documents/twice/#")]) == 2


@pytest.mark.parametrize(("sentence", "marks", "html"), [
    ("给予房租补贴10万元。", ("房租",), "给予<mark>房租</mark>补贴<strong>10万元</strong>。"),
    ("房租补贴", ("房租", "房租补贴"), "<mark>房租补贴</mark>"),
    ("人人人", ("人人",), "<mark>人人</mark>人"),
    ("补助10家企业", ("家企业", "企业"), "补助<strong>10家</strong><mark>企业</mark>"),
    ("<b>租", ("租",), "&lt;b&gt;<mark>租</mark>"),
    ("", ("租",), ""),
])
def test_shared_words_are_marked_and_figures_set_in_bold(sentence, marks, html):
    assert worded(Said(sentence, marks)) == html
