"""Word tables as data: one csv a table, the last column naming where the word was met or which rule it comes from."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table as dictionaries, in file order; FileNotFoundError names a table that is not there."""
    with files(__package__).joinpath(f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle))


@cache
def column(name: str, key: str) -> tuple[str, ...]:
    """One column of a table, longest entry first, as a pattern of alternatives wants it."""
    return tuple(sorted((row[key] for row in rows(name)), key=len, reverse=True))
