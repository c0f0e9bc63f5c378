"""Names the reader looks up: regions and number codes, handed in by the caller so that reading needs no database."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, Self, cast

RegionKind = Literal["country", "province", "city", "county", "zone", "town"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionName:
    """A region as the reader knows it; `names` are all its spellings, `parent` the slug of the one above.

    `is_former` where the region was abolished or moved, `until` its last day where that is known: a name means a standing
    region, in a paper of an earlier day the region of that day.
    """

    slug: str
    name: str
    kind: RegionKind
    parent: str | None
    names: tuple[str, ...]
    is_former: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCode:
    """A number code (发文机关代字) and a body that uses it; codes collide, so a code may come several times."""

    code: str
    body: str
    confidence: float


class Reference:
    """Regions and number codes, indexed for look-up by name; empty without rows, and reading works all the same."""

    def __init__(self, regions: Iterable[RegionName] = (), codes: Iterable[NumberCode] = ()) -> None:
        self.regions: Mapping[str, RegionName] = {region.slug: region for region in regions}
        self.by_name: dict[str, list[RegionName]] = {}
        for region in self.regions.values():
            for name in region.names:
                self.by_name.setdefault(name, []).append(region)
        self.openings = frozenset(name[:2] for name in self.by_name)  # most places of a text begin no name
        self.codes: dict[str, list[NumberCode]] = {}
        for code in codes:
            self.codes.setdefault(code.code, []).append(code)

    @classmethod
    def from_csv(cls, regions: Path, codes: Path) -> Self:
        """The reference of two tables, regions.csv and number_codes.csv; a table that is not there counts as empty."""
        return cls(map(_region, _rows(regions)), map(_code, _rows(codes)))

    def path(self, region: RegionName) -> tuple[str, ...]:
        """The names from the province down to the region: ("浙江省", "杭州市", "拱墅区")."""
        names: list[str] = []
        step: RegionName | None = region
        while step is not None and step.kind != "country":
            names.append(step.name)
            step = self.regions.get(step.parent) if step.parent else None
        return tuple(reversed(names))


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _region(row: Mapping[str, str]) -> RegionName:
    spellings = [row["name"], row.get("short") or "", *(row.get("aliases") or "").split("|")]
    return RegionName(
        slug=row["slug"],
        name=row["name"],
        kind=cast(RegionKind, row["kind"]),
        parent=row.get("parent") or None,
        names=tuple(dict.fromkeys(name for name in spellings if name)),
        is_former=bool(row.get("valid_to")),
        until=date.fromisoformat(row["valid_to"]) if row.get("valid_to") else None,
    )


def _code(row: Mapping[str, str]) -> NumberCode:
    return NumberCode(code=row["code"], body=row["body"], confidence=float(row.get("confidence") or 0))
