"""The paper as its page prints it: its outline, its parts and the papers around it."""

from types import SimpleNamespace

import pytest
from django.db.models import prefetch_related_objects
from django.utils.safestring import SafeString
from lxml import html

from policies.models import Provision
from policies.templatetags.paper_text import cited_lines, citing_lines, outlined, printed, quoted_lines, told
from tests.makers import make_citation, make_clause, make_document, make_provision, make_target

from .pages import having, links, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def part(written=(), provision=None, *, is_unreviewed=False, **findings):
    """A part as the layout hands it over."""
    kinds = {name: findings.get(name, []) for name in ("targets", "clauses", "figures", "responsibilities", "citations")}
    found = [finding for kind in kinds.values() for finding in kind]
    return SimpleNamespace(
        provision=provision, level=3, written=list(written), findings=found, is_unreviewed=is_unreviewed, changes=[], is_over=False, **kinds
    )


def tree(written):
    """What was written, as a tree."""
    return html.fromstring(f"<div>{written}</div>")


# --- the text ---------------------------------------------------------------------------------------------------------------
def test_a_part_is_its_heading_and_its_lines():
    lines = [("heading", SafeString("一、目标")), ("", SafeString("<b>甲</b>")), ("signature", SafeString("某局"))]
    (shown,) = tree(printed([part(lines, Provision(anchor="p1"))]))

    assert (shown.get("class"), shown.get("id")) == ("part", "p1")
    assert [words(line) for line in shown.xpath(".//h3 | .//p")] == ["一、目标#", "甲", "某局"]
    assert having(shown, "signature", "p")
    assert shown.xpath(".//p/b")


def test_a_part_with_findings_has_its_cards_beside_it(paper):
    (shown,) = tree(printed([part(targets=[make_target(paper)], is_unreviewed=True)]))

    assert shown.get("class") == "part has-findings"
    assert (len(having(shown, "card")), len(having(shown, "card-foot")), len(having(shown, "reviewed"))) == (1, 0, 1)


def test_the_outline_cuts_long_headings():
    rows = tree(outlined([Provision(depth=2, anchor="p1", marker="(一)", heading="长" * 40), Provision(depth=1, anchor="p2", heading="<短>")]))

    assert [(row.get("class"), words(row), links(row)) for row in rows] == [
        ("depth-2", f"(一){'长' * 31}…", ["#p1"]),
        ("depth-1", "<短>", ["#p2"]),
    ]


# --- the papers around it ---------------------------------------------------------------------------------------------------
def test_a_draft_that_is_cited_is_named_only_as_printed(paper):
    draft = make_document("秘密的草案", state="draft", slug="geheim")
    line = tree(cited_lines([make_citation(paper, draft, title="某文件", number="某发〔2016〕1号")]))

    assert words(line) == "implements 《某文件》某发〔2016〕1号"
    assert links(line, "某文件") == []


def test_a_stub_that_is_cited_is_a_link_and_said(paper):
    stub = make_document("某意见", is_stub=True, slug="某意见", number=("某发", 2015, 1))
    line = tree(cited_lines([make_citation(paper, stub)]))

    assert links(line, stub.citation_form) == [stub.get_absolute_url()]
    assert "not in the collection yet" in words(line)


def test_a_paper_without_text_tells_what_it_cites_in_its_words(paper):
    citation = make_citation(paper, make_document(), quote="根据<某发>")
    line = tree(quoted_lines([citation]))

    assert (line.xpath("./li/@id"), words(line.xpath(".//q")[0])) == ([citation.anchor], "根据<某发>")


def test_a_citing_paper_is_told_with_a_quote_of_a_length_to_read(paper):
    citation = make_citation(paper, make_document(), quote="引" * 300, start=1, end=301)
    citation.before_quote, citation.after_quote = "根据", "。"
    line = tree(citing_lines([citation]))

    assert words(having(line, "verb")[0]) == "is implemented by"
    assert links(line, paper.citation_form) == [f"{paper.get_absolute_url()}#{citation.anchor}"]
    assert words(line.xpath(".//q")[0]) == f"根据{'引' * 199}…。"


def test_a_report_tells_its_clauses_each_with_its_words(paper):
    clause = make_clause(paper, quote="给予奖励")
    (one,) = having(tree(told([clause])), "told")

    assert (one.get("id"), words(one.xpath("./q")[0])) == (clause.anchor, "给予奖励")
    assert words(having(one, "card-foot")[0]) == "read from the text, not reviewed yet"


def test_the_place_of_a_provision_is_where_an_unplaced_citation_leads(paper, django_assert_num_queries):
    citation = make_citation(paper, make_document(), provision=make_provision(paper, anchor="p9"))
    citation.before_quote = citation.after_quote = ""
    prefetch_related_objects([citation], "parts")  # as the page does, once for all

    with django_assert_num_queries(0):
        assert links(tree(citing_lines([citation]))) == [f"{paper.get_absolute_url()}#p9"]
