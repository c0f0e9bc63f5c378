"""Grow the collection with invented papers, for measurements; never on a portal that people read."""

import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from policies.models import Region
from policies.search.index import changes
from policies.synthesis.writing import synthesize


class Command(BaseCommand):
    help = "Write N invented documents (development only). Run again after a kill, it goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", type=int, help="how many there should be in all")
        parser.add_argument("--seed", type=int, default=1, help="another seed makes other papers (1)")

        parser.add_argument("--alone", action="store_true", help="index afterwards, not at the same time in a second process")

    def handle(self, *, count: int, seed: int, alone: bool, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Invented documents do not belong in production.")
        if not Region.objects.exists():
            raise CommandError("There are no regions yet; run load_reference first.")
        is_quiet = options["verbosity"] == 0
        changes.catch_up()  # an index to be followed: who has to make one first runs behind what is being written until its end
        with changes.paused():
            with tqdm(total=count, unit="doc", disable=is_quiet) as bar, follower(is_wanted=not alone):
                written = synthesize(count, seed, bar.update)
            with tqdm(total=changes.state_of_index().behind, unit="change", disable=is_quiet) as bar:
                changes.catch_up(bar.update)
        self.stdout.write(f"{written} written, {count} in all, all in the search index.")


@contextmanager
def follower(*, is_wanted: bool) -> Iterator[None]:
    """A process that indexes what is written meanwhile; ended at any moment it leaves nothing half done."""
    if not is_wanted:
        yield
        return
    command = [sys.executable, sys.argv[0], "index", "--follow", "--child-of", str(os.getpid()), "--verbosity", "0"]
    process = subprocess.Popen(command)  # noqa: S603 (this program)
    try:
        yield
    finally:
        process.terminate()
        process.wait()
