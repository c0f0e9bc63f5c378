"""Word tables as data: one csv a table, the last column naming where the word was met or which rule it comes from."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table as dictionaries, in file order; FileNotFoundError names a table that is not there."""
    table = files(__package__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(table.splitlines()))


@cache
def column(name: str, key: str) -> tuple[str, ...]:
    """One column of a table, longest entry first, as a pattern of alternatives wants it."""
    return tuple(sorted((row[key] for row in rows(name)), key=len, reverse=True))
