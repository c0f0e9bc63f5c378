"""The search index: catch up with the change log, make it anew, compare it with the database, or follow."""

from __future__ import annotations

import logging
import os
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections, connection
from tqdm import tqdm

from policies.models import Document
from policies.models.workflow import CHANNEL
from policies.search.index import changes, checking, shelf

logger = logging.getLogger(__name__)

SECONDS = 1.0  # between two looks at the log where nothing wakes
SHOWN = 20  # entries of a difference that are printed


class Command(BaseCommand):
    help = "Let the search index catch up with the change log."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--rebuild", action="store_true", help="make the index anew, then let it serve instead of the old one")
        what.add_argument("--check", action="store_true", help="print what differs from the database; exit status 1 if anything does")
        what.add_argument("--follow", action="store_true", help="stay, and catch up whenever the log grows (Ctrl+C ends it)")
        parser.add_argument("--child-of", type=int, metavar="PID", help="with --follow: only as long as this process lives, which started it")

    def handle(self, *, rebuild: bool, check: bool, follow: bool, child_of: int | None, **options: Any) -> None:
        if rebuild:
            self.rebuild()
        elif check:
            self.check_index()
        elif follow:
            self.follow(is_quiet=options["verbosity"] == 0, parent=child_of)
        else:
            with tqdm(total=changes.state_of_index().behind, unit="change", disable=None) as bar:
                applied = changes.catch_up(bar.update)
            self.stdout.write(f"{applied} changes applied")
            if behind := changes.state_of_index().behind:
                raise CommandError(f"Another process is writing to the index; {behind} changes are left to it.")

    def rebuild(self) -> None:
        with tqdm(total=Document.objects.published().count(), unit="doc", disable=None) as bar:
            is_done = changes.rebuild(bar.update)
        if not is_done:
            raise CommandError("Another process is writing to the index; try again when it has ended.")
        self.stdout.write("The index was made anew.")

    def check_index(self) -> None:
        with shelf.sole_writer() as is_quiet:
            is_sound = not is_quiet or shelf.is_sound()
        if not is_sound:
            raise CommandError("There is no index, or its files are damaged; `manage.py index --rebuild` makes it anew.")
        changes.catch_up()  # who found the index taken meanwhile has left this to us
        with tqdm(total=Document.objects.published().count(), unit="doc", disable=None) as bar:
            difference = checking.check(bar.update)
        for name in ("missing", "surplus", "outdated"):
            entries = sorted(getattr(difference, name))
            for kind, pk in entries[:SHOWN]:
                self.stdout.write(f"{name}: {kind} {pk}")
            if len(entries) > SHOWN:
                self.stdout.write(f"{name}: {len(entries) - SHOWN} more")
        if difference:
            raise CommandError("The index is not what the database is; `manage.py index --rebuild` makes it anew.")
        self.stdout.write("The index is what the database is.")

    def follow(self, *, is_quiet: bool, parent: int | None = None) -> None:
        try:
            for _ in wake_ups():
                if parent and os.getppid() != parent:
                    return
                if (applied := catch_up_whatever_happens()) and not is_quiet:
                    self.stdout.write(f"{applied} changes applied")
                    self.stdout.flush()
        except KeyboardInterrupt:
            return


def catch_up_whatever_happens() -> int:
    """A server that restarts, or a disk that is full for a while, is no reason to leave."""
    try:
        close_old_connections()
        return changes.catch_up()
    except Exception:
        logger.exception("The index did not catch up; it is tried again")
        let_go()
        time.sleep(SECONDS)
        return 0


def let_go() -> None:
    """Of a connection that may have ended: the next question opens another."""
    connection.close()


def wake_ups() -> Iterator[None]:
    """Now, and whenever the log may have grown: told by PostgreSQL at once, looked up each second otherwise."""
    yield
    while True:
        wait()
        yield


def wait() -> bool:
    """True as soon as the database says that the log grew, False when a second has passed."""
    if connection.vendor == "postgresql":
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"LISTEN {CHANNEL}")
                return any(True for _ in cursor.connection.notifies(timeout=SECONDS, stop_after=1))
        except Exception:
            logger.exception("The database does not tell of changes; it is asked again")
            let_go()
    time.sleep(SECONDS)
    return False
