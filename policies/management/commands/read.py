"""Reads files and prints what was found: `manage.py read FILE...`, `--json` for one object a line."""

import dataclasses
import json
from argparse import ArgumentParser
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from policies.ingest import sources
from policies.reading import Reading, Reference, read


class Command(BaseCommand):
    help = "Read documents and print what was found in them; needs no database."
    requires_system_checks: list[str] = []  # it must read where nothing else is set up

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="FILE", help="txt, html, docx or pdf with a text layer")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object a line")

    def handle(self, *args: Any, paths: list[str], as_json: bool, **options: Any) -> None:
        fixtures = Path(settings.FIXTURES_DIR)
        reference = Reference.from_csv(fixtures / "regions.csv", fixtures / "number_codes.csv")
        refused = 0
        for path in paths:
            try:
                reading = read(sources.read_path(path).text, reference)
            except (sources.Unreadable, OSError) as error:
                refused += 1
                self._refuse(path, error, as_json=as_json)
            else:
                self.stdout.write(_as_json(path, reading) if as_json else _in_words(path, reading))
        if refused:
            raise SystemExit(1)

    def _refuse(self, path: str, error: Exception, *, as_json: bool) -> None:
        reason = f"{error.strerror}." if isinstance(error, OSError) and error.strerror else str(error)
        if as_json:
            self.stdout.write(json.dumps({"path": path, "error": reason}, ensure_ascii=False))
        else:
            self.stderr.write(f"{path}: {reason}")


def _as_json(path: str, reading: Reading) -> str:
    return json.dumps({"path": path, **as_plain(reading)}, ensure_ascii=False)


def as_plain(reading: Reading) -> dict[str, Any]:
    """A reading as the plain values of JSON: whole numbers as such, dates as 2016-03-21."""
    plain: dict[str, Any] = _plain(reading)
    text = plain.pop("text")
    for subsidy in plain["subsidies"]:
        subsidy["amounts"] = [amount for amount in subsidy["amounts"] if not _is_whole_cap(amount)]
    return {**plain, "text": text}


def _is_whole_cap(amount: dict[str, Any]) -> bool:
    """A cap that is the whole of a price or cost (不超过实际支出): it stands in words and holds no figure to print."""
    return amount["role"] == "cap" and amount["unit"] == "" and amount["value"] == 1


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _in_words(path: str, reading: Reading) -> str:
    """A summary for a person at a terminal, a fact a line."""
    header = reading.header
    facts = [
        ("number", header.number),
        ("title", header.title),
        ("kind", header.kind),
        ("issued by", ", ".join(header.issuing_bodies)),
        ("issued on", header.date_issued),
        ("region", " ".join(header.region)),
        ("headings", len(reading.outline)),
        ("citations", len(reading.citations)),
        ("targets", len(reading.targets)),
        ("subsidies", len(reading.subsidies)),
        ("bodies in charge", len(reading.responsibilities)),
        ("reported figures", len(reading.reported_figures)),
        ("repairs", ", ".join(f"{repair.rule} {repair.count}" for repair in reading.repairs)),
        ("look at", "; ".join(flag.message for flag in reading.flags)),
    ]
    lines = [f"  {name}: {value}" for name, value in facts if value not in (None, "")]
    return "\n".join([f"{path} ({reading.genre})", *lines])
