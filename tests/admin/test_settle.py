"""Citations that lead nowhere: shown to those who may publish, settled once for all alike, remembered."""

import pytest

from policies.ingest.links import resolve
from policies.models import Change, Citation, Resolution, Review, State
from tests.makers import make_citation, make_document

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/policies/citation/settle/"


@pytest.fixture
def open_citations():
    """Two papers that cite the 办法 in the same words, a third in other words, and the document they may mean."""
    meant = make_document("关于支持创业的办法", slug="meant", number=("某政发", 2015, 6))
    papers = [make_document(slug=f"paper-{number}") for number in range(3)]
    for paper, title in zip(papers, ("扶持办法", "扶持办法", "另一办法"), strict=True):
        make_citation(paper, None, title=title)
    return meant, papers


def titles(response):
    return [(group["title"], group["papers"]) for group in response.context["groups"]]


def test_citations_printed_alike_stand_together_the_most_frequent_first(sign_in, open_citations):
    assert titles(sign_in("reviewer").get(ADDRESS)) == [("扶持办法", 2), ("另一办法", 1)]


@pytest.mark.parametrize(("role", "status"), [("visitor", 302), ("editor", 403), ("reviewer", 200)])
def test_only_those_who_may_publish_settle(sign_in, role, status):
    assert sign_in(role).get(ADDRESS).status_code == status


@pytest.mark.parametrize("meant", ["meant", "某政发〔2015〕6号", "某政发[2015]6号"])
def test_a_decision_heals_all_alike_and_is_logged(sign_in, open_citations, meant):
    document, papers = open_citations
    reviewer = sign_in("reviewer")
    reviewer.post(ADDRESS, {"number": "", "title": "扶持办法", "meant": meant})

    settled = Citation.objects.filter(target=document)
    assert {row.document for row in settled} == set(papers[:2])
    assert {(row.resolution, row.review, row.reviewed_by) for row in settled} == {(Resolution.PERSON, Review.ACCEPTED, reviewer.user)}
    assert set(Change.objects.values_list("document_id", flat=True)) >= {papers[0].pk, papers[1].pk, document.pk}
    assert titles(reviewer.get(ADDRESS)) == [("另一办法", 1)]


def test_a_decision_holds_for_papers_that_arrive_later(sign_in, open_citations):
    sign_in("reviewer").post(ADDRESS, {"number": "", "title": "扶持办法", "meant": "meant"})
    later = make_document(state=State.DRAFT)
    citation = make_citation(later, None, title="扶持办法")
    resolve(later)
    citation.refresh_from_db()

    assert (citation.target, citation.resolution) == (open_citations[0], Resolution.PERSON)


@pytest.mark.parametrize(("data", "said"), [
    ({"title": "扶持办法", "meant": "nothing"}, "There is no document “nothing”."),
    ({"title": "扶持办法", "meant": "\0"}, ""),
    ({"title": "", "meant": "meant"}, "No citation was named."),
    ({"title": "扶持办法"}, "This field is required."),
])
def test_what_cannot_be_settled_is_said(sign_in, open_citations, data, said):
    response = sign_in("reviewer").post(ADDRESS, {"number": "", **data})

    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Citation.objects.filter(resolution=Resolution.PERSON).exists()


def test_candidates_are_offered_by_title(sign_in, open_citations):
    make_document("另一办法", slug="other", title_key="另一办法")

    groups = {group["title"]: group["candidates"] for group in sign_in("reviewer").get(ADDRESS).context["groups"]}

    assert [one.slug for one in groups["另一办法"]] == ["other"]


def test_rejected_citations_are_no_work(sign_in, open_citations):
    Citation.objects.update(review=Review.REJECTED)

    assert "Every citation leads to a document." in sign_in("reviewer").get(ADDRESS).content.decode()


def test_the_number_of_queries_does_not_grow(sign_in, open_citations, django_assert_max_num_queries):
    reviewer = sign_in("reviewer")
    for number in range(15):
        make_citation(open_citations[1][0], None, title=f"别的办法{number}")

    with django_assert_max_num_queries(12):
        assert len(titles(reviewer.get(ADDRESS))) == 17
