"""The index and its log in bad weather: what comes meanwhile, what is restored, what fails half-way."""

import threading

import pytest
from django.core.management import CommandError, call_command

from policies.management.commands import index
from policies.models import Change, State
from policies.search import engine
from policies.search.index import changes, checking, entries, shelf
from policies.search.query import Query
from tests.makers import make_document

RENT = Query(words="房租")


@pytest.fixture
def documents(db):
    rows = [make_document(f"房租的通知{number}") for number in range(3)]
    changes.rebuild()
    return rows


def test_counts_of_an_index_that_is_opened_again_are_not_those_of_its_first_opening(documents):
    shelf.close()
    assert engine.search(RENT).total == 3
    for document in documents[:2]:
        document.move("withdrawn")
    changes.catch_up()
    shelf.close()

    assert engine.search(RENT).total == 1


def test_what_is_published_while_the_index_is_made_anew_is_found_at_once_and_afterwards(documents, monkeypatch):
    draft = make_document("房租新规", state=State.DRAFT)
    seen = []

    def publish(_count):
        if not seen:
            draft.move(State.PUBLISHED)
            assert changes.catch_up() == 0  # the lock is taken

    def look(_count):
        publish(_count)
        seen.append(draft.pk in engine.search(RENT).ids)

    monkeypatch.setattr(changes, "DOCUMENTS_AT_ONCE", 1)
    assert changes.rebuild(look)

    assert seen[1:]
    assert all(seen[1:])
    assert draft.pk in engine.search(RENT).ids
    assert not checking.check()


def test_check_by_command_leaves_nothing_lying(documents, monkeypatch):
    draft = make_document("房租新规", state=State.DRAFT)

    def publish_meanwhile():
        draft.move(State.PUBLISHED)
        assert changes.catch_up() == 0
        return True

    monkeypatch.setattr(shelf, "is_sound", publish_meanwhile)
    call_command("index", "--check")

    assert draft.pk in engine.search(RENT).ids


def test_index_of_a_database_that_was_restored_does_not_count_as_serving(documents):
    for document in documents[:2]:
        Change.objects.record(document.pk)
        changes.catch_up()
    Change.objects.order_by("-pk").first().delete()
    documents[2].delete()

    assert not changes.state_of_index().is_serving
    changes.catch_up()
    assert changes.state_of_index().is_serving
    assert not checking.check()


def test_state_that_says_nothing_is_no_error(documents, monkeypatch):
    monkeypatch.setattr(changes, "_end_of_log", lambda: "garbage@x")
    changes.rebuild()

    assert not changes.state_of_index().is_serving


def test_indexes_that_could_not_be_finished_do_not_pile_up(documents, monkeypatch):
    (shelf.directory() / "current").unlink()
    monkeypatch.setattr(changes, "_commit", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))

    for _ in range(3):
        with pytest.raises(OSError, match="No space"):
            changes.catch_up()

    assert len(list(shelf.directory().glob("g-*"))) <= 1  # a writer that was let go may still be writing
    monkeypatch.undo()
    changes.catch_up()
    assert len(list(shelf.directory().glob("g-*"))) == 1


def test_fault_of_our_own_does_not_make_the_index_anew(documents, monkeypatch):
    monkeypatch.setattr(changes, "entries_of", lambda _ids: (_ for _ in ()).throw(ValueError("a fault of our own")))
    monkeypatch.setattr(changes, "_rebuild", lambda *_: pytest.fail("the index is not to blame"))
    Change.objects.record(documents[0].pk)

    with pytest.raises(RuntimeError, match="no entries"):
        changes.catch_up()

    assert changes.state_of_index().behind == 1


def test_entries_that_stand_twice_are_a_difference(documents):
    standing = shelf.current()
    writer = standing.index.writer(shelf.WRITER_MEMORY, 1)
    for entry in entries.entries_of([documents[0].pk]):
        changes._add(writer, standing, entry)
    writer.commit()
    writer.wait_merging_threads()

    assert checking.check().outdated == {("document", documents[0].pk)}


def test_who_publishes_does_not_wait_for_what_others_go_on_writing(documents, monkeypatch):
    """Each look finds another row that somebody wrote meanwhile."""
    real = changes._apply

    def applied(*args):
        Change.objects.bulk_create([Change(document_id=documents[0].pk)])
        return real(*args)

    monkeypatch.setattr(changes, "_apply", applied)
    Change.objects.bulk_create([Change(document_id=documents[1].pk)])
    changes.catch_up_after_commit()

    assert changes.state_of_index().behind == 1


@pytest.mark.django_db(transaction=True)
def test_publishing_without_an_index_does_not_make_it_in_the_request(settings, monkeypatch):
    draft = make_document("房租的通知", state=State.DRAFT)
    settings.SEARCH_HEALS = True
    made = []
    monkeypatch.setattr(changes, "_rebuild", lambda *_: made.append(threading.current_thread().name))

    draft.move(State.PUBLISHED)
    for thread in threading.enumerate():
        if thread.name == "heal-index":
            thread.join(timeout=30)

    assert set(made) == {"heal-index"}


def test_follower_stays_whatever_fails(documents, monkeypatch, capsys):
    wakings = iter([None, None])
    answers = iter([OSError("the server restarts"), 1])

    def wait():
        if next(wakings, "end") == "end":
            raise KeyboardInterrupt

    def catch_up():
        answer = next(answers, 0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(index, "wait", wait)
    monkeypatch.setattr(index, "SECONDS", 0)
    monkeypatch.setattr(index.changes, "catch_up", catch_up)
    monkeypatch.setattr(index, "close_old_connections", lambda: None)
    monkeypatch.setattr(index, "let_go", lambda: None)

    call_command("index", "--follow")

    assert capsys.readouterr().out == "1 changes applied\n"


def test_command_says_what_another_writer_leaves(documents):
    Change.objects.record(documents[0].pk)

    with shelf.sole_writer(), pytest.raises(CommandError, match="1 changes are left"):
        call_command("index")
