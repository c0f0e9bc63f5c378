"""What an indicator measures, however a paper prints it: names and units by two tables, never by guessing.

众创空间 10家 and 众创空间 10个 are one measure; 众创空间 is not 孵化机构, and 高新技术企业 is not 市级以上高新技术企业.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .reading import tables


class Measure(NamedTuple):
    """An indicator under the one name and the one unit that it is compared by."""

    name: str
    unit: str


@cache
def _names() -> dict[str, str]:
    return {row["printed"]: row["name"] for row in tables.rows("indicator_names")}


def name_of(indicator: str) -> str:
    """The name that an indicator is compared by; its own where the table has no other."""
    return _names().get(indicator.strip(), indicator.strip())


def measure_of(indicator: str, unit: str) -> Measure:
    """家 = 户 = 个 for enterprises, by the end of the name; any other unit is its own."""
    name = name_of(indicator)
    units = (row["counts_as"] for row in tables.rows("indicator_units") if row["unit"] == unit and name.endswith(row["of"]))
    return Measure(name, next(units, unit))


def printings(name: str) -> list[str]:
    """All printings of a name, itself first."""
    return [name, *(printed for printed, meant in _names().items() if meant == name)]
