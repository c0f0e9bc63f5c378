"""Tables that lost their lines: a heading with its unit, column names, then each row's label and sums one cell a line.

单位：元/月 ⏎ 补贴对象 ⏎ 2人户 ⏎ 3人户 ⏎ 低收入家庭 ⏎ 1400 ⏎ 1800 reads as one promise a row with a tier a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from policies.reading.numerals import parse_quantity
from policies.reading.parts import Amount
from policies.reading.scan import Scan
from policies.reading.subsidies.words import pattern

_UNIT = re.compile(r"单位[：:]\s*(?P<money>万元|元)(?:[/／]?(?P<per>户·?月|人·?月|月|年|人|户|平方米|天))?")
_SUM = re.compile(r"\d{1,9}(?:\.\d{1,4})?(?:万元|元)?")
# A table's cell is short; a longer line is prose again and ends the table.
_LONGEST_CELL = 60
_LONGEST_TABLE = 200


@dataclass(frozen=True)
class Cell:
    """A table's cell and its place."""

    text: str
    start: int
    end: int

    @property
    def is_sum(self) -> bool:
        return _SUM.fullmatch(self.text) is not None


@dataclass(frozen=True)
class Row:
    """A row that promises: its label, and a sum for each column."""

    label: str
    amounts: tuple[Amount, ...]
    start: int
    end: int
    title: str


def find_rows(scan: Scan) -> Iterator[Row]:
    """The rows of the tables of sums in the body that a line such as 补贴标准 names."""
    end = scan.body_end or len(scan.text)
    units = list(_UNIT.finditer(scan.text, scan.body_start, end))
    borders = [*(unit.start() for unit in units[1:]), end]
    for unit, border in zip(units, borders, strict=False):
        title = scan.text[max(scan.body_start, unit.start() - 80) : unit.start()].strip().rsplit("\n", 1)[-1]
        if re.search(rf"{pattern('pay')}|扶持|支持", title):
            yield from _rows(list(_cells(scan.text, unit.end(), border)), unit, title)


def _cells(text: str, start: int, end: int) -> Iterator[Cell]:
    """The short lines (or tabbed cells) from a place on, up to the first long line."""
    for count, found in enumerate(re.compile(r"[^\n\t|｜]+").finditer(text, start, end)):
        cell = found[0].strip()
        if len(cell) > _LONGEST_CELL or cell.endswith("。") or count > _LONGEST_TABLE:
            return
        if cell:
            at = found.start() + found[0].index(cell[0])
            yield Cell(cell, at, at + len(cell))


def _rows(cells: list[Cell], unit: re.Match[str], title: str) -> Iterator[Row]:
    first = next((at for at, cell in enumerate(cells) if cell.is_sum), None)
    if first is None:
        return
    width = 0
    while first + width < len(cells) and cells[first + width].is_sum:
        width += 1
    columns = [cell.text for cell in cells[max(0, first - 1 - width) : first - 1]]
    at = first - 1
    while at >= 0 and at + width < len(cells):
        label, sums = cells[at], cells[at + 1 : at + 1 + width]
        if label.is_sum or not all(cell.is_sum for cell in sums):
            return
        tiers = columns if len(columns) == width and width > 1 else [None] * width
        amounts = tuple(_amount(cell, tier, unit) for cell, tier in zip(sums, tiers, strict=True))
        yield Row(label.text, amounts, label.start, sums[-1].end, title)
        at += 1 + width


def _amount(cell: Cell, tier: str | None, unit: re.Match[str]) -> Amount:
    bare = cell.text.removesuffix("元")
    factor = 10000 if unit["money"] == "万元" and not cell.text.endswith("元") else 1
    value = (parse_quantity(bare) or Decimal(0)) * factor
    return Amount(
        role="tier" if tier else "fixed", value=value, tier=tier, per=unit["per"], start=cell.start, end=cell.end
    )
