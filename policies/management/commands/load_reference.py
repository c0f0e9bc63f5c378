"""Load regions, number codes, themes and nicknames from the tables in fixtures."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, no_translations
from tqdm import tqdm

from policies.ingest import links, reference


class Command(BaseCommand):
    help = "Load regions, number codes, themes and nicknames from fixtures. Run twice it changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.FIXTURES_DIR, help="where the tables are (fixtures)")

    @no_translations  # what a command prints is English throughout
    def handle(self, *, folder: Path, verbosity: int, **options: Any) -> None:
        steps = (
            lambda: reference.load_regions(folder),
            lambda: reference.load_bodies_and_number_codes(folder),
            reference.load_themes,
            lambda: links.load_aliases(folder),
        )
        loaded = []
        try:
            for step in tqdm(steps, desc="tables", disable=verbosity == 0 or None, file=self.stderr, leave=False):
                loaded.append(step())
        except (OSError, KeyError, ValueError) as error:
            raise CommandError(f"The tables in {folder} cannot be loaded: {error}") from error
        if verbosity:
            for done in loaded:
                self.stdout.write(f"  {done.table}: {done.new} new, {done.changed} changed, {done.unchanged} unchanged")
