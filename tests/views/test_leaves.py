"""A very long paper on several pages: nothing is lost, and every address leads to its place."""

from itertools import chain, pairwise

import pytest

from policies.models import Finding, Provision, Target
from policies.views.paper import Findings, cut, leaves_of, pager_of, write
from policies.views.paper.layout import Line, Part
from policies.views.paper.leaves import LONGEST, WHOLE
from tests.makers import make_citation, make_document

from .pages import ask, having, links, words
from .papers import CHAPTERS, make_long_paper


def part(length, depth=1, start=0, lines=1):
    """A part of some lines, each of the length."""
    placed = [Line(start + length * n, start + length * (n + 1)) for n in range(lines)]
    return Part(Provision(depth=depth, start=start) if depth else None, start, placed)


def lengths(leaves):
    return [sum(line.end - line.start for piece in leaf.parts for line in piece.lines) for leaf in leaves.all]


# --- which leaf holds what ----------------------------------------------------------------------------------------------------
TENTH = LONGEST // 10
CUTS = [
    ("a paper of some length is one page", [part(WHOLE)], [WHOLE]),
    ("chapters stay whole", [part(6 * TENTH), part(6 * TENTH), part(6 * TENTH)], [6 * TENTH] * 3),
    ("what fits stands together", [part(5 * TENTH)] * 4, [LONGEST, LONGEST]),
    ("a chapter that is too long is cut at its sections", [part(9 * TENTH, depth) for depth in (1, 2, 2)], [9 * TENTH] * 3),
    ("a section of its own goes with its chapter", [part(9 * TENTH), part(TENTH), part(2 * TENTH, 2), part(9 * TENTH)], [9 * TENTH, 3 * TENTH, 9 * TENTH]),
    ("a text without headings is cut at its lines", [part(4 * TENTH, 0, lines=6)], [8 * TENTH] * 3),
    ("a line that is longer than a page is not cut", [part(2 * LONGEST, 0)], [2 * LONGEST]),
    ("a paper without a text is one page", [Part(None, 0)], [0]),
]


@pytest.mark.parametrize(("parts", "expected"), [case[1:] for case in CUTS], ids=[case[0] for case in CUTS])
def test_a_paper_is_cut_where_a_reader_would(parts, expected):
    assert lengths(leaves_of([Part(one.provision, one.start, list(one.lines)) for one in parts])) == expected


def test_a_place_and_a_finding_have_their_leaf():
    parts = [part(6 * TENTH, start=6 * TENTH * number) for number in range(3)]
    for number, piece in enumerate(parts):
        piece.provision.pk = number + 1
    leaves = leaves_of(parts)

    assert [leaves.number_at(place) for place in (0, 6 * TENTH - 1, 6 * TENTH, 10 * LONGEST)] == [1, 1, 2, 3]
    assert leaves.number_of(Target(start=7 * TENTH, end=7 * TENTH)) == 2
    assert leaves.number_of(Target(provision_id=3)) == 3
    assert leaves.number_of(Target()) == 1


def test_a_short_paper_has_no_pager():
    leaves = leaves_of([part(10)])

    assert pager_of(leaves, leaves.all[0], Findings(), ["/a/"]) is None


# --- the pages ------------------------------------------------------------------------------------------------------------------
@pytest.fixture
def paper(db):
    return make_long_paper()


def address(paper, number):
    return paper.get_absolute_url() + (f"?page={number}" if number > 1 else "")


def pages(client, paper):
    return [ask(client, address(paper, number)) for number in range(1, CHAPTERS // 2 + 1)]


def test_the_pages_together_are_the_paper(client, paper):
    texts = [words(text) for page in pages(client, paper) for text in having(page, "part-text")]

    assert "".join(texts).replace("#", "").replace(" ", "") == paper.text.replace("\n", "")


def test_every_finding_and_provision_stands_on_one_page(client, paper):
    found = [[node.get("id") for node in page.xpath("//*[@class='found']")] for page in pages(client, paper)]
    sections = [[node.get("id") for node in having(page, "part", "section")] for page in pages(client, paper)]
    cards = [len(having(page, "card")) for page in pages(client, paper)]

    assert list(chain(*found)) == [target.anchor for target in paper.targets.order_by("start")]
    assert list(chain(*sections)) == [f"p{number}" for number in range(CHAPTERS)]
    assert cards == [2] * (CHAPTERS // 2)


def test_an_address_without_a_page_arrives_at_what_leads_on(client, paper):
    first = ask(client, paper.get_absolute_url())
    last = paper.targets.order_by("start").last()
    entry, provision = first.get_element_by_id(last.anchor), first.get_element_by_id("p9")

    assert links(entry.getparent()) == [f"{paper.get_absolute_url()}?page=5"]
    assert provision.get("href") == f"{paper.get_absolute_url()}?page=5#p9"


def test_the_sentence_of_a_citation_is_found_from_every_page(client, paper):
    citation = make_citation(paper, make_document(), quote="各级", start=len(paper.text) - 20, end=len(paper.text) - 18)
    found = [links(having(page, "relations")[0], "show the sentence") for page in pages(client, paper)]

    assert found == [[f"{paper.get_absolute_url()}?page=5#{citation.anchor}"]] * 4 + [[f"#{citation.anchor}"]]


def test_no_anchor_stands_twice_on_a_page(client, paper):
    for page in pages(client, paper):
        anchors = page.xpath("//@id")

        assert len(anchors) == len(set(anchors))


def test_pages_lead_to_each_other_and_keep_the_day(client, paper):
    page = ask(client, f"{paper.get_absolute_url()}?on=2016-01-01&page=2")
    base = f"{paper.get_absolute_url()}?on=2016-01-01"

    assert links(having(page, "pagination")[0]) == [base, f"{base}&page=3"]
    assert links(having(page, "leaves")[0]) == [base, *(f"{base}&page={number}" for number in (3, 4, 5))]
    assert "page 2 of 5" in words(having(page, "leaves")[0])
    assert page.xpath("//link[@rel='canonical']/@href")[0].endswith("?page=2")


@pytest.mark.parametrize("nonsense", ["0", "6", "-1", "9" * 400, "zwei", "٢", ""])
def test_a_page_that_is_none_is_the_first_and_said(client, paper, nonsense):
    page = ask(client, f"{paper.get_absolute_url()}?page={nonsense}")

    assert "this is page 1" in words(having(page, "notice")[0])
    assert page.get_element_by_id("p0").tag == "section"


def test_a_page_of_a_long_paper_takes_no_more_queries(client, paper, django_assert_max_num_queries):
    make_citation(paper, make_document(), quote="各级", start=4, end=6)
    with django_assert_max_num_queries(14):
        assert client.get(f"{paper.get_absolute_url()}?page=2").status_code == 200


def test_a_leaf_holds_only_its_own_findings(paper):
    findings: list[Finding] = list(paper.targets.order_by("start"))
    leaves = leaves_of(cut(paper, list(paper.provisions.all())))
    shown = [leaves.findings_on(leaf, Findings(targets=findings)).targets for leaf in leaves.all]
    written = [write(paper, leaf.parts, Findings(targets=targets)) for leaf, targets in zip(leaves.all, shown, strict=True)]

    assert list(chain(*shown)) == findings
    assert all(before.start < after.start for before, after in pairwise(leaves.all))
    assert [len(one.targets) for parts in written for one in parts] == [1] * CHAPTERS
