"""Moves of a document: which are allowed, who may make them, and what the change log hears of it."""

import pytest
from django.contrib.auth.models import Permission, User

from policies.models import Change, Document, DocumentVersion, Move, MoveRefused, State
from policies.models.workflow import MOVES
from tests.makers import make_citation, make_document

pytestmark = pytest.mark.django_db
PAIRS = [(before, after) for before in State for after in State]


def person(*permissions: str) -> User:
    user = User.objects.create_user(f"user{User.objects.count()}")
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def changed() -> list[int]:
    return list(Change.objects.values_list("document_id", flat=True))


@pytest.mark.parametrize(("before", "after"), [pair for pair in PAIRS if pair in MOVES])
def test_allowed_move_is_made_and_written_down(before, after):
    document = make_document(state=before)
    document.move(after, note="校对完毕")

    document.refresh_from_db()
    assert document.state == after
    assert [(move.before, move.after, move.note) for move in Move.objects.all()] == [(before, after, "校对完毕")]


@pytest.mark.parametrize(("before", "after"), [pair for pair in PAIRS if pair not in MOVES])
def test_other_moves_are_refused(before, after):
    document = make_document(state=before)

    with pytest.raises(MoveRefused, match="cannot become"):
        document.move(after)
    assert Document.objects.get().state == before
    assert not Move.objects.exists()


@pytest.mark.parametrize(("pair", "permission"), MOVES.items())
def test_move_asks_for_its_permission(pair, permission):
    before, after = pair
    other = {"policies.change_document": "publish_document", "policies.publish_document": "change_document"}[permission]
    document = make_document(state=before)

    with pytest.raises(MoveRefused, match="role"):
        document.move(after, by=person(other))
    document.move(after, by=person(permission.split(".")[1]))

    assert Move.objects.get().by is not None


@pytest.mark.parametrize(
    ("state", "permissions", "moves"),
    [
        (State.DRAFT, ["change_document"], [State.IN_REVIEW]),
        (State.DRAFT, ["change_document", "publish_document"], [State.IN_REVIEW, State.PUBLISHED]),
        (State.IN_REVIEW, ["change_document"], [State.DRAFT]),
        (State.PUBLISHED, ["change_document"], []),
        (State.PUBLISHED, ["publish_document"], [State.WITHDRAWN]),
        (State.WITHDRAWN, ["publish_document"], [State.PUBLISHED]),
        (State.DRAFT, [], []),
    ],
)
def test_open_moves_are_those_of_the_table(state, permissions, moves):
    assert make_document(state=state).open_moves(person(*permissions)) == moves


@pytest.mark.parametrize(
    ("state", "permission", "may"),
    [
        (State.DRAFT, "change_document", True),
        (State.IN_REVIEW, "change_document", True),
        (State.WITHDRAWN, "change_document", True),
        (State.PUBLISHED, "change_document", False),
        (State.PUBLISHED, "publish_document", True),
        (State.DRAFT, "view_document", False),
    ],
)
def test_published_document_is_edited_by_those_who_publish(state, permission, may):
    assert make_document(state=state).may_be_edited_by(person(permission)) is may


def test_second_of_two_hands_finds_the_move_made():
    document = make_document(state=State.DRAFT)
    first, second = Document.objects.get(pk=document.pk), Document.objects.get(pk=document.pk)
    first.move(State.PUBLISHED)

    with pytest.raises(MoveRefused):
        second.move(State.PUBLISHED)
    assert Move.objects.count() == 1


def test_publishing_remembers_the_moment():
    document = make_document(state=State.DRAFT)
    document.move(State.PUBLISHED)
    first = document.published_at

    document.save()

    assert Document.objects.get().published_at == first


@pytest.mark.parametrize("text", ["机密★1年\n某办公厅文件\n关于某事的通知", "某办公厅文件\n秘密\n关于某事的通知"])
def test_secret_paper_is_not_published(text):
    document = make_document(state=State.IN_REVIEW, text=text)

    with pytest.raises(MoveRefused, match="marking"):
        document.move(State.PUBLISHED)
    assert Document.objects.get().state == State.IN_REVIEW


def test_marking_that_the_cleaning_removed_still_counts():
    document = make_document(state=State.DRAFT, text="关于某事的通知")
    DocumentVersion.objects.update(raw_text="绝密★\n关于某事的通知")
    document.refresh_from_db()

    with pytest.raises(MoveRefused, match="绝密"):
        document.move(State.PUBLISHED)


def test_stub_is_not_moved_by_hand():
    with pytest.raises(MoveRefused, match="only from citations"):
        make_document(is_stub=True, state=State.DRAFT).move(State.PUBLISHED)
    assert make_document(is_stub=True).open_moves(person("publish_document")) == []


# --- the change log ------------------------------------------------------------------------------------------------------
def test_publishing_and_withdrawing_are_logged():
    document = make_document(state=State.DRAFT)
    document.move(State.PUBLISHED)
    document.move(State.WITHDRAWN)

    assert changed() == [document.pk, document.pk]


def test_stub_shows_while_a_published_document_cites_it():
    stub = make_document(is_stub=True, state=State.DRAFT)
    citing = make_document(state=State.DRAFT)
    make_citation(citing, stub)

    citing.move(State.PUBLISHED)
    stub.refresh_from_db()
    assert stub.state == State.PUBLISHED

    citing.move(State.WITHDRAWN)
    stub.refresh_from_db()
    assert stub.state == State.DRAFT
    assert changed() == [citing.pk, stub.pk, citing.pk, stub.pk]


def test_stub_stays_while_another_document_cites_it():
    stub, one, other = make_document(is_stub=True), make_document(), make_document()
    make_citation(one, stub)
    make_citation(other, stub)

    assert one.update_stubs() == []
    one.move(State.WITHDRAWN)

    stub.refresh_from_db()
    assert stub.state == State.PUBLISHED


def test_circle_of_citations_does_no_harm():
    one, other = make_document(state=State.DRAFT), make_document(state=State.DRAFT)
    make_citation(one, other)
    make_citation(other, one)
    make_citation(one, one)

    one.move(State.PUBLISHED)

    assert changed() == [one.pk]


def test_repealed_document_is_logged_with_the_one_that_repeals():
    old, new = make_document(), make_document(state=State.DRAFT)
    make_citation(new, old, "repeals")

    new.move(State.PUBLISHED)

    assert changed() == [new.pk, old.pk]


@pytest.mark.parametrize("state", State)
def test_edit_is_logged_while_the_document_is_hidden_too(state):
    """Somebody else may have published it since it was read: its state is out of date as soon as it is known."""
    make_document(state=state).record_change()

    assert Change.objects.count() == 1


def test_log_row_outlives_its_document():
    document = make_document(state=State.DRAFT)
    document.move(State.PUBLISHED)
    pk = document.pk
    document.delete()

    assert changed() == [pk]
