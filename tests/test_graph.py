"""The citation tree: order, dates, circles, papers that are missing, and how much it asks of the database."""

from datetime import date, timedelta

import pytest

from policies.graph import CHILDREN_A_PAGE, CHILDREN_ELSEWHERE, tree_of
from policies.models import Review, State
from tests.makers import make_citation, make_document

pytestmark = pytest.mark.django_db


def shown(tree):
    return [(node.document.title, node.depth) for node in tree.nodes]


@pytest.fixture
def cascade():
    """A decree known only from citations, the province's paper, and two districts that rest on it."""
    nation = make_document("国家意见", is_stub=True, level="national", issued_on=None)
    province = make_document("省意见", level="province", issued_on=date(2015, 11, 12))
    older = make_document("甲区办法", level="county", issued_on=date(2016, 3, 21))
    newer = make_document("乙区办法", level="county", issued_on=date(2016, 5, 1))
    make_citation(province, nation)
    make_citation(newer, province)
    make_citation(older, province, "based_on")
    return nation, province, older, newer


def test_a_tree_reads_from_the_nation_down_and_the_older_first(cascade):
    nation, province, older, _ = cascade
    whole = [("国家意见", 0), ("省意见", 1), ("甲区办法", 2), ("乙区办法", 2)]

    assert [shown(tree_of(document)) for document in (nation, province)] == [whole, whole]
    assert shown(tree_of(older)) == whole


def test_days_are_counted_between_known_dates_only(cascade):
    tree = tree_of(cascade[1])

    assert [node.days for node in tree.nodes] == [None, None, 130, 171]


def test_a_paper_that_came_before_its_basis_has_negative_days():
    basis, paper = make_document(issued_on=date(2016, 1, 11)), make_document(issued_on=date(2016, 1, 1))
    make_citation(paper, basis)

    assert tree_of(paper).nodes[1].days == -10


def test_missing_papers_are_those_known_only_from_citations(cascade):
    assert [node.document.title for node in tree_of(cascade[2]).missing] == ["国家意见"]


def test_a_paper_on_two_bases_is_unfolded_once():
    one, other, paper, below = (make_document(title, level=level) for title, level in (("甲", "province"), ("乙", "city"), ("丙", "county"), ("丁", "zone")))
    make_citation(paper, one)
    make_citation(paper, other)
    make_citation(below, paper)

    nodes = tree_of(paper).nodes

    assert [(node.document.title, node.is_again) for node in nodes] == [("甲", False), ("丙", False), ("丁", False), ("乙", False), ("丙", True)]


def test_circles_and_papers_that_cite_themselves_end():
    one, other, alone = make_document("一", issued_on=date(2015, 1, 1)), make_document("二", issued_on=date(2016, 1, 1)), make_document("三")
    for citing, cited in ((one, other), (other, one), (one, one), (alone, alone)):
        make_citation(citing, cited)

    assert shown(tree_of(other)) == [("一", 0), ("二", 1), ("一", 2)]
    assert shown(tree_of(alone)) == [("三", 0)]


@pytest.mark.parametrize("hide", [
    lambda citation: citation.__class__.objects.filter(pk=citation.pk).update(review=Review.REJECTED),
    lambda citation: citation.__class__.objects.filter(pk=citation.pk).update(relation="refers_to"),
    lambda citation: citation.document.__class__.objects.filter(pk=citation.document_id).update(state=State.DRAFT),
])
def test_rejected_citations_mere_mentions_and_drafts_are_no_part_of_it(hide):
    basis, paper = make_document("上"), make_document("下")
    hide(make_citation(paper, basis))

    assert shown(tree_of(basis)) == [("上", 0)]


def citing(document, number):
    first = date(2016, 1, 1)
    papers = [make_document(f"第{n}", level="county", issued_on=first + timedelta(days=n)) for n in range(number)]
    for paper in papers:
        make_citation(paper, document)
    return papers


def test_what_rests_on_a_paper_is_paged_and_elsewhere_counted():
    nation, province = make_document("国", level="national"), make_document("省", level="province")
    make_citation(province, nation)
    citing(nation, CHILDREN_ELSEWHERE + 4)
    citing(province, CHILDREN_A_PAGE + 2)

    first, last = tree_of(province), tree_of(province, 2)

    assert (first.total, first.pages, last.page) == (CHILDREN_A_PAGE + 2, 2, 2)
    assert sum(node.above is not None and node.above.document == province for node in last.nodes) == 2
    assert last.nodes[0].left_out == CHILDREN_ELSEWHERE + 5 - CHILDREN_ELSEWHERE - 1
    assert tree_of(province, 99).page == 2


def test_queries_do_not_grow_with_the_papers(cascade, django_assert_max_num_queries):
    citing(cascade[1], 30)

    with django_assert_max_num_queries(12):
        tree = tree_of(cascade[1])
        assert [node.document.citation_form for node in tree.nodes]
