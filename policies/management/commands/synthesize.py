"""Grow the collection with invented papers, for measurements; never on a portal that people read."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from policies.models import Region
from policies.synthesis.writing import synthesize


class Command(BaseCommand):
    help = "Write N invented documents (development only). Run again after a kill, it goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", type=int, help="how many there should be in all")
        parser.add_argument("--seed", type=int, default=1, help="another seed makes other papers (1)")

    def handle(self, *, count: int, seed: int, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Invented documents do not belong in production.")
        if not Region.objects.exists():
            raise CommandError("There are no regions yet; run load_reference first.")
        with tqdm(total=count, unit="doc", disable=options["verbosity"] == 0) as bar:
            written = synthesize(count, seed, bar.update)
        self.stdout.write(f"{written} written, {count} in all; manage.py index brings them into the search index.")
