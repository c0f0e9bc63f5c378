"""The page that sets papers side by side."""

import pytest

from policies.models import Theme
from tests.makers import make_region
from tests.test_cascade import ABOVE, BELOW, make_paper

from .pages import ask, having, links, words

pytestmark = pytest.mark.django_db


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
