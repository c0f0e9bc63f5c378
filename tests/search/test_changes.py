import json
import os
import signal
import subprocess
import sys
import threading
from threading import Barrier, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.translation import override

from policies.management.commands import index
from policies.models import Change, State
from policies.search import engine
from policies.search.index import changes, checking, shelf
from policies.search.query import Query
from tests.makers import make_body, make_citation, make_clause, make_document

EVERYTHING = Query(words="房租")


@pytest.fixture
def documents(db):
    rows = [make_document(f"房租的通知{number}") for number in range(3)]
    make_clause(rows[0], quote="房租补贴")
    changes.rebuild()
    return rows


def index_files():
    return [path for path in shelf.directory().rglob("*") if path.is_file()]


# --- catching up ----------------------------------------------------------------------------------------------------------
def test_index_is_what_the_database_is(documents):
    assert not checking.check()
    assert changes.catch_up() == 0


def test_publishing_is_found_after_catching_up(documents):
    draft = make_document("新的房租通知", state=State.DRAFT)
    draft.move(State.PUBLISHED)

    assert checking.check().missing == {("document", draft.pk)}
    assert changes.catch_up() == 1
    assert draft.pk in engine.search(EVERYTHING).ids
    assert not checking.check()


@pytest.mark.django_db(transaction=True)
def test_publishing_is_found_when_the_transaction_is_over():
    draft = make_document("新的房租通知", state=State.DRAFT)

    draft.move(State.PUBLISHED)

    assert engine.search(EVERYTHING).ids == (draft.pk,)
    assert engine.search(EVERYTHING).notice == ""


@pytest.mark.django_db(transaction=True)
def test_many_commits_are_applied_once_where_catching_up_is_paused():
    drafts = [make_document("房租的通知", state=State.DRAFT) for _ in range(3)]

    with changes.paused():
        for draft in drafts:
            draft.move(State.PUBLISHED)
        assert not shelf.directory().exists()

    assert engine.search(EVERYTHING).total == 3


def test_repealing_and_no_longer_repealing_change_the_document_repealed(documents):
    """Though the log names only the document that repeals."""
    repealer = make_document("废止的决定")
    repealed = Query(filters={"validity": ("repealed",)})
    found = []
    for change in (lambda: make_citation(repealer, documents[0], relation="repeals"), repealer.citations.all().delete):
        change()
        Change.objects.record(repealer.pk)
        changes.catch_up()
        found.append(engine.search(repealed, with_facets=False).ids)
        assert not checking.check()

    assert found == [(documents[0].pk,), ()]


def test_difference_names_each_entry(documents):
    gone, renamed, unlogged = documents[0], documents[1], make_document("没有记录的通知")
    clause = gone.subsidyclauses.get()
    body = make_body("某局")
    renamed.issuances.create(body=body)
    gone_pk, clause_pk = gone.pk, clause.pk
    gone.delete()

    difference = checking.check()

    assert difference.missing == {("document", unlogged.pk)}
    assert difference.surplus == {("document", gone_pk), ("clause", clause_pk)}
    assert difference.outdated == {("document", renamed.pk)}


def test_log_of_another_database_makes_the_index_anew(documents):
    Change.objects.record(documents[0].pk)
    changes.catch_up()
    Change.objects.update(at="2001-01-01T00:00:00Z")
    unlogged = make_document("房租的通知")

    changes.catch_up()

    assert unlogged.pk in engine.search(EVERYTHING).ids


@pytest.mark.parametrize("count", [8, 9, 16])
def test_index_made_anew_in_parts_ends_in_one_segment(db, monkeypatch, count):
    for number in range(count):
        make_document(f"房租的通知{number}")
    monkeypatch.setattr(shelf, "PART", 2)
    monkeypatch.setattr(changes, "DOCUMENTS_AT_ONCE", 1)

    changes.rebuild()

    assert shelf.current().searcher().num_segments == 1
    assert not checking.check()


# --- faults ---------------------------------------------------------------------------------------------------------------
def delete_everything():
    for path in index_files():
        path.unlink()


def delete_the_generation():
    for path in index_files():
        if path.parent != shelf.directory():
            path.unlink()


def fill_with_garbage():
    for path in index_files():
        path.unlink()
        path.write_bytes(os.urandom(200))


def empty_the_files():
    for path in index_files():
        path.unlink()
        path.touch()


def damage_the_columns():
    """Only the files of one kind, so that opening succeeds and answering fails."""
    for path in index_files():
        if path.suffix in (".fast", ".term"):
            path.unlink()
            path.write_bytes(b"garbage" * 50)


def make_of_another_form():
    named = shelf.directory() / "current"
    named.write_text(json.dumps(json.loads(named.read_text()) | {"form": 0}))


FAULTS = [delete_everything, delete_the_generation, fill_with_garbage, empty_the_files, damage_the_columns, make_of_another_form]


@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_search_answers_whatever_happens_to_the_index_and_it_heals(documents, fault, is_open):
    if not is_open:
        shelf.close()
    fault()

    during = engine.search(EVERYTHING)
    changes.catch_up()
    after = engine.search(EVERYTHING)

    assert set(during.ids) == set(after.ids) == {row.pk for row in documents}
    assert during.notice in ("", engine.FROM_DATABASE)
    assert is_open or during.notice == engine.FROM_DATABASE
    assert after.notice == ""
    assert not checking.check()


def alter_inside():
    """One byte of each column file: its end, and what catching up reads, stay whole."""
    for path in index_files():
        if path.suffix == ".fast":
            content = bytearray(path.read_bytes())
            content[len(content) // 3] ^= 0xFF
            path.unlink()
            path.write_bytes(content)


def test_index_that_was_altered_inside_no_longer_serves_and_is_made_anew(documents):
    assert shelf.is_sound()
    assert not changes.withdraw_if_damaged()

    alter_inside()

    assert changes.withdraw_if_damaged()
    assert not changes.state_of_index().is_serving
    assert engine.search(EVERYTHING).notice == engine.FROM_DATABASE
    changes.catch_up()
    assert shelf.is_sound()
    assert not checking.check()


def test_question_that_meets_damage_has_the_files_looked_at(documents, monkeypatch):
    asked = []
    monkeypatch.setattr(changes, "heal", lambda **how: asked.append(how))
    monkeypatch.setattr(engine, "_from_index", lambda *_: (_ for _ in ()).throw(ValueError("a block that cannot be read")))

    assert engine.search(EVERYTHING).notice == engine.FROM_DATABASE
    (shelf.directory() / "current").unlink()
    monkeypatch.undo()
    monkeypatch.setattr(changes, "heal", lambda **how: asked.append(how))
    engine.search(EVERYTHING)

    assert asked == [{"is_damaged": True}, {"is_damaged": False}]


@pytest.mark.django_db(transaction=True)
def test_question_without_an_index_has_it_made_in_the_background(settings):
    settings.SEARCH_HEALS = True
    changes._healed.clear()
    document = make_document("房租的通知")

    assert engine.search(EVERYTHING).notice == engine.FROM_DATABASE
    for thread in threading.enumerate():
        if thread.name == "heal-index":
            thread.join(timeout=30)

    assert (engine.search(EVERYTHING).ids, engine.search(EVERYTHING).notice) == ((document.pk,), "")


def test_without_an_index_the_database_answers_and_says_so(db):
    document = make_document("房租的通知", text="众创空间")
    draft = make_document("房租的通知", state=State.DRAFT)

    result = engine.search(Query(words="众创空间 -宽带"))

    assert (result.ids, result.total, result.notice) == ((document.pk,), 1, engine.FROM_DATABASE)
    assert draft.pk not in engine.search(EVERYTHING).ids
    assert "<mark>众创空间</mark>" in result.excerpts[document.pk]


def test_one_of_two_writers_works_and_the_other_returns(documents):
    with shelf.sole_writer() as first:
        assert first
        assert changes.catch_up() == 0
        assert changes.rebuild() is False


def test_reader_that_holds_an_old_generation_goes_on_to_the_new_one(documents):
    before = shelf.current()
    changes.rebuild()

    assert shelf.current().path != before.path
    assert not before.path.exists()
    assert engine.search(EVERYTHING).total == 3


def test_readers_in_threads_are_served_while_the_index_is_rebuilt(documents):
    start, wrong = Barrier(3), []

    def read():
        start.wait()
        for _ in range(60):
            with shelf.damage():
                count = shelf.current().searcher().num_docs
            wrong.extend([] if count == 5 else [count])

    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    start.wait()
    for _ in range(5):
        changes.rebuild()
    for reader in readers:
        reader.join()

    assert wrong == []


KILLED_WRITER = """
import sys, tantivy
from django.conf import settings
settings.configure(SEARCH_INDEX_DIR=sys.argv[1])
from policies.search.index import shelf
with shelf.sole_writer() as is_mine:
    standing = shelf.current()
    writer = standing.index.writer(shelf.WRITER_MEMORY, 1)
    writer.delete_documents_by_term("type", "document")
    print(is_mine, flush=True)
    sys.stdin.read()
"""


def test_killed_writer_leaves_no_lock_and_loses_nothing(documents):
    command = [sys.executable, "-c", KILLED_WRITER, str(shelf.directory())]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "True\n"
    assert changes.catch_up() == 0  # the other one writes

    process.send_signal(signal.SIGKILL)
    process.communicate()
    Change.objects.record(documents[0].pk)

    assert changes.catch_up() == 1
    assert not checking.check()


# --- the command ----------------------------------------------------------------------------------------------------------
def test_command_catches_up_checks_and_rebuilds(documents, capsys):
    make_document("没有记录的通知")

    with pytest.raises(CommandError, match="not what the database is"):
        call_command("index", "--check")
    call_command("index", "--rebuild")
    call_command("index", "--check")
    call_command("index")

    assert "missing: document" in capsys.readouterr().out


def test_follower_catches_up_each_time_it_wakes(documents, monkeypatch, capsys):
    draft = make_document("新的房租通知", state=State.DRAFT)
    wakings = iter([lambda: draft.move(State.PUBLISHED), lambda: draft.move(State.WITHDRAWN)])

    def wait():
        step = next(wakings, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    monkeypatch.setattr(index, "wait", wait)
    monkeypatch.setattr(index, "close_old_connections", lambda: None)  # the test's transaction lives in this one

    call_command("index", "--follow")

    assert capsys.readouterr().out == "1 changes applied\n" * 2
    assert not checking.check()


def test_follower_ends_when_the_process_that_started_it_has(documents, monkeypatch):
    monkeypatch.setattr(index, "wake_ups", lambda: iter([None]))
    monkeypatch.setattr(index, "close_old_connections", lambda: None)
    monkeypatch.setattr(changes, "catch_up", lambda: pytest.fail("nobody is waiting for this any more"))

    call_command("index", "--follow", child_of=os.getpid())  # whose child this process is not


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_postgresql_wakes_the_follower_when_the_log_grows(monkeypatch):
    document = make_document()

    def publish():
        Change.objects.record(document.pk)
        connection.close()

    monkeypatch.setattr(index, "SECONDS", 0.1)
    index.wait()  # from here on it listens, and hears of the document above
    listening_in_vain = index.wait()
    writer = Thread(target=publish)
    writer.start()
    writer.join()

    assert not listening_in_vain
    assert index.wait()


# --- its state ------------------------------------------------------------------------------------------------------------
def test_state_tells_how_far_the_index_is_behind(documents):
    assert (changes.state_of_index().is_serving, changes.state_of_index().behind) == (True, 0)

    Change.objects.record(*(row.pk for row in documents))
    with override("en"):
        behind = changes.state_of_index()

    assert (behind.is_serving, behind.behind) == (True, 3)
    assert "3 changes behind" in behind.detail


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_state_of_an_index_that_cannot_serve_says_why(documents, fault):
    shelf.close()
    fault()

    with override("en"):
        state = changes.state_of_index()

    assert (state.is_serving, state.behind) == (False, Change.objects.count())
    assert "database" in state.detail
