"""Processes that are killed, files that are destroyed, many at once: afterwards the index is what the database is.

Everything here runs in processes of its own, over a database and an index of its own, as on a machine that serves readers.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Thread

import psycopg
import pytest

from tests.benchmarks.measuring import free_port, read_pages, serving

ROOT = Path(__file__).resolve().parents[2]
READERS, SECONDS = 8, 8.0
GUNICORN = ["-m", "gunicorn", "--workers", "2", "--threads", "2", "--keep-alive", "60", "portal.wsgi"]
ADDRESSES = ["/search/?q=众创空间", "/documents/", "/search/?q=补贴&tab=clauses", "/documents/?level=city", "/documents/?q=房租&year=2016"]

PRELUDE = """
import os, signal, sys, threading, time, django
django.setup()
from policies.models import Document
from policies.search.index import changes
def die(*args, **kwargs): os.kill(os.getpid(), signal.SIGKILL)
"""
# An indexer that is killed before, during or after the commit of the index.
KILLED_INDEXER = PRELUDE + """
from policies.models import Change
Change.objects.bulk_create(Change(document_id=document.pk) for document in Document.objects.all())  # to catch up with
def commit(writer, standing, state):
    writer.delete_documents_by_term("owner", changes.STATE)
    changes._add(writer, standing, {"owner": changes.STATE, "state": state})
    if sys.argv[1] == "before":
        die()
    if sys.argv[1] == "during":
        threading.Thread(target=lambda: (time.sleep(0.002), die())).start()
    writer.commit()
    die()
changes._commit = commit
changes.catch_up() if sys.argv[2] == "catching up" else changes.rebuild()
"""
# A web process that is killed inside the transaction of a move, or behind it, when the log tells of what the index has not.
KILLED_PUBLISHER = PRELUDE + """
from django.db import transaction
changes.catch_up = die
document = Document.objects.order_by("pk")[int(sys.argv[2])]
with transaction.atomic():
    document.move("withdrawn" if document.state == "published" else "published")
    if sys.argv[1] == "inside":
        die()
"""
WRITER = PRELUDE + """
end = time.monotonic() + float(sys.argv[1])
drawn = list(Document.objects.in_collection().order_by("pk")[int(sys.argv[2]) : int(sys.argv[2]) + 10])
while time.monotonic() < end:
    for document in drawn:
        document.move("withdrawn" if document.state == "published" else "published")
"""
CHECKED = PRELUDE + """
from django.core.management import call_command
call_command("index")
call_command("index", "--check")
"""
STATE = PRELUDE + 'print(list(Document.objects.order_by("pk").values_list("state", flat=True))[int(sys.argv[1])])'

PATIENCE = 30  # seconds until the index must be what the database is


class Portal:
    """A collection on disk, and processes over it."""

    def __init__(self, folder, database):
        self.index = folder / "index"
        self.environment = {**os.environ, "PORTAL_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "portal.settings", "LOG_LEVEL": "CRITICAL"}
        self.environment |= {"DATABASE_URL": database, "SEARCH_INDEX_DIR": str(self.index)}

    def start(self, *arguments):
        return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *arguments):
        with self.start(*arguments) as process:
            output, errors = process.communicate(timeout=100)
        return process.returncode, (output + errors).decode()

    def manage(self, *arguments):
        status, output = self.run("manage.py", *arguments)
        assert status == 0, output
        return output

    def is_exact(self):
        """Whether, after catching up, nothing differs; the follower of a killed process may still be at work for a while."""
        end = time.monotonic() + PATIENCE
        while True:
            status, output = self.run("-c", CHECKED)
            if status == 0 and "The index is what the database is" in output:
                return True
            if time.monotonic() > end:
                return False
            time.sleep(1)

    def serving(self, port):
        return serving([sys.executable, *GUNICORN, "--bind", f"127.0.0.1:{port}"], port, environment=self.environment)


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    url = os.environ.get("DATABASE_URL", "")
    if "postgres" not in url:
        yield f"sqlite:///{tmp_path_factory.mktemp('faults')}/portal.sqlite3"
        return
    server, name = url.rpartition("/")[0], f"portal_faults_{os.getpid()}"
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{server}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def portal(tmp_path_factory, database):
    """A hundred papers, published and indexed."""
    made = Portal(tmp_path_factory.mktemp("data"), database)
    made.manage("migrate", "--verbosity", "0")
    made.manage("load_reference")
    made.manage("synthesize", "100", "--alone", "--verbosity", "0")
    made.manage("collectstatic", "--noinput", "--verbosity", "0")
    return made


# --- killed ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("work", ["catching up", "rebuilding"])
@pytest.mark.parametrize("moment", ["before", "during", "after"])
def test_indexer_killed_at_its_commit_loses_nothing(portal, moment, work):
    status, output = portal.run("-c", KILLED_INDEXER, moment, work)

    assert status == -signal.SIGKILL, output
    assert portal.is_exact()


@pytest.mark.parametrize(("moment", "changes_state"), [("inside", False), ("behind", True)])
def test_web_process_killed_while_publishing_loses_nothing(portal, moment, changes_state):
    before = portal.run("-c", STATE, "3")

    status, output = portal.run("-c", KILLED_PUBLISHER, moment, "3")

    assert status == -signal.SIGKILL, output
    assert (portal.run("-c", STATE, "3") != before) is changes_state
    assert portal.is_exact()


# --- destroyed while readers read -----------------------------------------------------------------------------------------
def delete_the_directory(folder):
    shutil.rmtree(folder, ignore_errors=True)  # a web process may be making the next index in it at this moment


def fill_with_garbage(folder):
    """Each byte, in place: no file gets shorter."""
    for path in list(folder.rglob("*")):
        with suppress(FileNotFoundError):  # a segment may be swept away meanwhile
            if path.is_file():
                with path.open("r+b") as file:
                    file.write(os.urandom(path.stat().st_size))


def cut_short(folder):
    for path in list(folder.rglob("*")):
        with suppress(FileNotFoundError):
            if path.is_file():
                path.write_bytes(os.urandom(300))


@contextmanager
def destroyed_while_read(portal, fault):
    """Readers who read before and after the fault, and the port where the portal still serves."""
    port = free_port()
    with portal.serving(port):
        reader = Reader(port, 2, 4.0)
        reader.start()
        time.sleep(1)
        fault(portal.index)
        reader.join()
        yield reader, port


@pytest.mark.parametrize("fault", [delete_the_directory, fill_with_garbage], ids=lambda fault: fault.__name__)
def test_readers_see_no_error_when_the_index_is_destroyed_and_it_heals(portal, fault):
    with destroyed_while_read(portal, fault) as (reader, port):
        assert reader.errors == 0
        assert reader.count > 10
        assert portal.is_exact()
        assert read_pages("afterwards", [port], ADDRESSES, 1).errors == 0


def test_files_cut_short_under_a_reader_are_made_anew(portal):
    """The system ends a process that looks behind the end of a mapped file; its connection drops, and another takes its place."""
    with destroyed_while_read(portal, cut_short) as (_reader, port):
        assert portal.is_exact()
        assert read_pages("afterwards", [port], ADDRESSES, 1).errors == 0


# --- many at once ---------------------------------------------------------------------------------------------------------
def test_readers_and_two_writers_at_once(portal):
    """Two processes publish and withdraw, each catching up after each commit, while eight readers read."""
    port = free_port()
    with portal.serving(port):
        reader = Reader(port, READERS, SECONDS)
        reader.start()
        with portal.start("-c", WRITER, str(SECONDS), "0") as first, portal.start("-c", WRITER, str(SECONDS), "50") as second:
            outputs = [process.communicate() for process in (first, second)]
        reader.join()

    assert (first.returncode, second.returncode) == (0, 0), outputs
    assert reader.errors == 0
    assert reader.count > 10
    assert portal.is_exact()


def test_synthesis_killed_goes_on_where_it_was(portal):
    with portal.start("manage.py", "synthesize", "3000", "--seed", "9", "--verbosity", "0") as process:
        time.sleep(4)
        process.kill()
    portal.manage("synthesize", "100", "--seed", "9", "--alone", "--verbosity", "0")

    assert portal.is_exact()


class Reader(Thread):
    """Readers at once who ask for pages, for some seconds."""

    def __init__(self, port, readers, seconds):
        super().__init__()
        self.port, self.readers, self.end = port, readers, time.monotonic() + seconds
        self.count = self.errors = 0

    def run(self):
        while time.monotonic() < self.end:
            timing = read_pages("", [self.port], ADDRESSES * self.readers, self.readers)
            self.count += len(timing.milliseconds)
            self.errors += timing.errors
