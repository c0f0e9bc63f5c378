"""The desk: what it shows, who may judge and move, and what the public sees of it."""

import pytest
from django.urls import reverse

from policies.ingest.sources import read_source
from policies.ingest.store import ingest
from policies.models import Change, Citation, Document, Review, State, SubsidyClause, Target
from tests.makers import make_document, make_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(db, paper):
    """The paper as a draft, read by the reader itself."""
    return ingest(read_source(paper.encode(), "paper.txt")).document


def desk(document):
    return reverse("admin:policies_document_desk", args=[document.pk])


def judge(client, document, verdict):
    return client.post(reverse("admin:policies_document_judge", args=[document.pk]), {"verdict": verdict})


def move(client, document, to, **fields):
    return client.post(reverse("admin:policies_document_move", args=[document.pk]), {"to": to, **fields}, follow=True)


# --- what it shows -------------------------------------------------------------------------------------------------------
def test_text_stands_beside_what_was_read(sign_in, document):
    page = sign_in("editor").get(desk(document)).content.decode()

    target, clause = Target.objects.get(), SubsidyClause.objects.get()
    for finding in (target, clause, Citation.objects.first()):
        assert f'id="{finding.anchor}"' in page
        assert f'id="card-{finding.anchor}"' in page
        assert f'href="#{finding.anchor}"' in page
    for words in ("临政办发〔2018〕12号", "国办发〔2015〕9号", "500000元", "国家级", "市科技局", "May 20, 2018", "Presumed expired"):
        assert words in page


def test_each_element_of_the_head_shows_its_words(sign_in, document):
    page = sign_in("editor").get(desk(document)).content.decode()

    assert "2018年5月20日</td>" in page


def test_doubts_and_numbers_not_placed_are_listed(sign_in):
    document = make_document(state=State.DRAFT, text="投入3台设备。")
    version = document.current
    version.flags = [{"rule": "missing_number", "message": "No document number was found in the head.", "start": 0, "end": 0}]
    version.left_over = [{"start": 2, "end": 4, "quote": "3台"}]
    version.repairs = [{"rule": "pinyin", "count": 7}]
    version.save()

    page = sign_in("editor").get(desk(document)).content.decode()

    assert "No document number was found in the head." in page
    assert '<span id="left-0" class="mark left">3台</span>' in page
    assert '<a href="#left-0">3台</a>' in page
    assert "pinyin in brackets taken out: 7" in page


def test_desk_takes_the_same_queries_for_many_findings(sign_in, document, django_assert_max_num_queries):
    client = sign_in("reviewer")
    for low in range(30):
        make_target(document, "众创空间", low, region=None)

    with django_assert_max_num_queries(28):
        client.get(desk(document))


def test_stub_has_a_desk_without_a_text(sign_in):
    page = sign_in("reviewer").get(desk(make_document(is_stub=True))).content.decode()

    assert "known only from citations" in page
    assert 'name="to"' not in page


def test_page_has_nothing_that_the_security_policy_forbids(sign_in, document):
    page = sign_in("reviewer").get(desk(document)).content.decode()

    assert " style=" not in page
    assert " onclick=" not in page
    assert "<script>" not in page


# --- judging -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("review", [Review.ACCEPTED, Review.REJECTED])
def test_editor_judges_a_draft(sign_in, document, review):
    client, target = sign_in("editor"), Target.objects.get()

    response = judge(client, document, f"{review}:target-{target.pk}")

    target.refresh_from_db()
    assert response.url == f"{desk(document)}#card-target-{target.pk}"
    assert (target.review, target.reviewed_by) == (review, client.user)


def test_verdict_can_be_taken_back(sign_in, document):
    client, target = sign_in("editor"), Target.objects.get()
    judge(client, document, f"rejected:target-{target.pk}")
    judge(client, document, f"proposed:target-{target.pk}")

    assert Target.objects.get().review == Review.PROPOSED


@pytest.mark.parametrize(
    "verdict", ["", "accepted", "accepted:", "accepted:target-", "accepted:target-x", "accepted:target-9999", "perfect:target-1",
                "accepted:user-1", "accepted:target-99999999999999999999999"],
)
def test_nonsense_is_not_found(sign_in, document, verdict):
    assert judge(sign_in("editor"), document, verdict).status_code == 404


def test_finding_of_another_document_is_not_found(sign_in, document):
    other = make_target(make_document(state=State.DRAFT))

    assert judge(sign_in("editor"), document, f"accepted:target-{other.pk}").status_code == 404


def test_verdict_on_what_is_public_is_for_those_who_publish(sign_in, document):
    document.move(State.PUBLISHED)
    Change.objects.all().delete()
    verdict = f"rejected:subsidyclause-{SubsidyClause.objects.get().pk}"

    assert judge(sign_in("editor"), document, verdict).status_code == 403
    assert SubsidyClause.objects.public().exists()
    assert judge(sign_in("reviewer"), document, verdict).status_code == 302
    assert not SubsidyClause.objects.public().exists()
    assert Change.objects.filter(document_id=document.pk).exists()


# --- moving --------------------------------------------------------------------------------------------------------------
MATRIX = [
    # from, to, editor, reviewer
    (State.DRAFT, State.IN_REVIEW, True, True),
    (State.DRAFT, State.PUBLISHED, False, True),
    (State.IN_REVIEW, State.DRAFT, True, True),
    (State.IN_REVIEW, State.PUBLISHED, False, True),
    (State.PUBLISHED, State.WITHDRAWN, False, True),
    (State.WITHDRAWN, State.DRAFT, True, True),
    (State.WITHDRAWN, State.PUBLISHED, False, True),
]


@pytest.mark.parametrize(("before", "after", "editor", "reviewer"), MATRIX)
def test_role_moves_and_sees_the_button(sign_in, before, after, editor, reviewer):
    for role, may in (("editor", editor), ("reviewer", reviewer), ("administrator", reviewer)):
        document, client = make_document(state=before), sign_in(role)
        page = client.get(desk(document)).content.decode()
        move(client, document, after, note="校对")
        document.refresh_from_db()

        assert (f'name="to" value="{after}"' in page) is may
        assert (document.state == after) is may
        assert [each.note for each in document.moves.all()] == (["校对"] if may else [])


def test_refused_move_says_why(sign_in):
    page = move(sign_in("editor"), make_document(state=State.DRAFT), State.PUBLISHED).content.decode()

    assert "Your role may not move a document from “Draft” to “Published”." in page


def test_secret_paper_is_warned_of_and_not_published(sign_in):
    document, client = make_document(state=State.DRAFT, text="机密★1年\n关于某事的通知"), sign_in("reviewer")

    assert "机密★1年" in client.get(desk(document)).content.decode()
    assert "may not be published" in move(client, document, State.PUBLISHED).content.decode()
    document.refresh_from_db()
    assert document.state == State.DRAFT


@pytest.mark.parametrize("to", ["", "gone", "published "])
def test_unknown_state_is_not_found(sign_in, document, to):
    assert move(sign_in("reviewer"), document, to).status_code == 404


@pytest.mark.parametrize("page", ["judge", "move"])
def test_nothing_is_changed_by_a_link(sign_in, document, page):
    assert sign_in("reviewer").get(reverse(f"admin:policies_document_{page}", args=[document.pk])).status_code == 405


@pytest.mark.parametrize("page", ["judge", "move"])
def test_form_asks_for_the_token(sign_in, document, page):
    client = sign_in("reviewer")
    client.handler.enforce_csrf_checks = True
    response = client.post(reverse(f"admin:policies_document_{page}", args=[document.pk]), {"to": "published", "verdict": "x"})

    assert response.status_code == 403
    document.refresh_from_db()
    assert document.state == State.DRAFT


# --- who -----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("role", "status"), [("visitor", 302), ("newcomer", 403), ("editor", 200), ("reviewer", 200), ("administrator", 200)]
)
def test_desk_is_for_the_staff_with_a_role(sign_in, document, role, status):
    assert sign_in(role).get(desk(document)).status_code == status


@pytest.mark.parametrize("page", ["desk", "judge", "move"])
def test_anonymous_is_sent_to_the_sign_in(client, document, page):
    response = client.post(reverse(f"admin:policies_document_{page}", args=[document.pk]), {"to": "published"})

    assert response.url.startswith("/admin/login/")
    assert Document.objects.get(pk=document.pk).state == State.DRAFT
