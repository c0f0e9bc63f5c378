"""Read files and store them as documents; a summary at the end, exit status 1 when any was refused."""

from __future__ import annotations

import csv
import logging
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, no_translations
from tqdm import tqdm

from policies.ingest.sources import Unreadable, read_path
from policies.ingest.store import Origin, Outcome, ingest

SUFFIXES = frozenset((".txt", ".html", ".htm", ".docx", ".pdf"))  # what is taken from a folder; a file that is named is always tried
SOURCES = "sources.csv"  # beside the files of a folder: file, name, url, captured_on
STATUSES = ("new", "changed", "unchanged", "refused")
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Store files (txt, html, docx, pdf) or folders of them as documents. The same file twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders")
        parser.add_argument("--publish", action="store_true", help="publish what has a head and no marking of secrecy")

        parser.add_argument("--again", action="store_true", help="read what is in the collection already with today's reader")

    @no_translations  # what a command prints is English throughout
    def handle(self, *, paths: list[Path | str], verbosity: int, **options: Any) -> None:
        files = list(dict.fromkeys(file for path in paths for file in find_files(Path(path))))
        origins = read_origins(files)
        wishes = {"publish": options.get("publish", False), "if_here": "reread" if options.get("again") else "replace"}
        counts: Counter[str] = Counter()
        with tqdm(files, desc="documents", disable=verbosity == 0 or None, file=self.stderr, leave=False) as progress:
            for file in progress:
                outcome = ingest_file(file, origins.get(file, Origin()), **wishes)
                counts[outcome.status] += 1
                self.tell(file, outcome, progress, verbosity)
        self.stdout.write(", ".join(f"{counts[status]} {status}" for status in STATUSES))
        if counts["refused"]:
            raise CommandError(f"{counts['refused']} of {len(files)} files were refused.")

    def tell(self, file: Path, outcome: Outcome, progress: tqdm, verbosity: int) -> None:
        """A line for what needs a look: refused, or stored with a remark; for each file when asked for more."""
        is_remark = outcome.status == "refused" or (outcome.message and outcome.status != "unchanged")
        if verbosity > 1 or (verbosity and is_remark) or outcome.status == "refused":
            progress.clear()
            document = f" {outcome.document.slug}" if outcome.document else ""
            self.stdout.write(f"{outcome.status}: {file}:{document} {outcome.message}".rstrip(": "))


def ingest_file(file: Path, origin: Origin, **wishes: Any) -> Outcome:
    """What became of one file; a fault of our own is logged and refuses this file only."""
    try:
        source = read_path(file, limit=settings.UPLOAD_LIMIT)
        return ingest(source, origin=origin, **wishes)
    except Unreadable as refusal:
        return Outcome("refused", None, str(refusal))
    except Exception as error:
        logger.exception("ingesting %s failed", file)
        return Outcome("refused", None, f"An error of the portal ({type(error).__name__}); the log has the details.")


def find_files(path: Path) -> Iterator[Path]:
    """The file itself, or the files of a folder and below it in order, hidden ones and other kinds left out."""
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        is_hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if file.is_file() and not is_hidden and file.suffix.lower() in SUFFIXES:
            yield file


def read_origins(files: list[Path]) -> dict[Path, Origin]:
    """Where the files of a folder were found, from the table beside them."""
    origins: dict[Path, Origin] = {}
    for folder in {file.parent for file in files}:
        if not (folder / SOURCES).is_file():
            continue
        with (folder / SOURCES).open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table):
                day = date.fromisoformat(row["captured_on"]) if row.get("captured_on") else None
                origins[folder / row["file"]] = Origin(row.get("name") or "", row.get("url") or "", day)
    return origins
