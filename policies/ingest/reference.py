"""The tables in fixtures -> rows, again and again without doubling; and the rows -> what the reader looks names up in."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import models, transaction
from django.db.models import Count, Max
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from policies.models import Change, IssuingBody, NumberCode, Region, RegionOverlap, Theme
from policies.models.shown import documents_in
from policies.reading import reference as names
from policies.reading import tables

from .bodies import government_of, kind_of
from .keys import fit, free_slug
from .places import slug_of_name

BATCH = 500  # rows a statement; SQLite allows a limited number of values


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a table did."""

    table: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Loaded) -> Loaded:
        return Loaded(self.table, self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged)


# --- loading ------------------------------------------------------------------------------------------------------------
@transaction.atomic
def load_regions(folder: Path) -> Loaded:
    """Regions, parents before children, and the districts that a zone lies across."""
    rows = _rows(folder / "regions.csv")
    done: dict[str, Region] = {}
    total = Loaded("regions")
    for level in _levels(rows):
        regions = [_region(row, done.get(row["parent"])) for row in level]
        total += _sync(Region, ("slug",), regions)
        done |= {region.slug: region for region in Region.objects.filter(slug__in=[row["slug"] for row in level]).iterator(BATCH)}
    overlaps = [
        RegionOverlap(zone=done[row["zone"]], region=done[row["region"]], note=row["note"], source=row["source"])
        for row in _rows(folder / "zone_overlaps.csv")
    ]
    _sync(RegionOverlap, ("zone_id", "region_id"), overlaps)
    forget_reference()
    return total


@transaction.atomic
def load_bodies_and_number_codes(folder: Path) -> Loaded:
    """The bodies that the table of number codes names, and the codes. Bodies that stand are left as people made them."""
    rows = _rows(folder / "number_codes.csv")
    _create_bodies({row["body"] for row in rows})
    bodies = dict(IssuingBody.objects.values_list("name", "pk"))
    codes = [
        NumberCode(
            code=row["code"], body_name=row["body"], body_id=bodies[row["body"]], confidence=Decimal(row["confidence"]).quantize(Decimal("0.01")),
            first_year=_int(row["first_year"]), last_year=_int(row["last_year"]), source=row["source"],
        )
        for row in rows
    ]
    total = _sync(NumberCode, ("code", "body_name"), codes)
    forget_reference()
    return total


def load_themes() -> Loaded:
    """The themes that the reader gives, with their names and in the order of the table of names."""
    named = {row["theme"]: row for row in tables.rows("theme_names")}
    slugs = dict.fromkeys((*named, *(row["theme"] for row in tables.rows("themes"))))
    themes = [
        Theme(slug=slug, name_zh=named.get(slug, {}).get("name_zh", slug), name_en=named.get(slug, {}).get("name_en", slug), order=order)
        for order, slug in enumerate(slugs)
    ]
    return _sync(Theme, ("slug",), themes)


def _create_bodies(listed: set[str]) -> None:
    """Governments first, then all others, the offices under their government."""
    reference = reference_from_database()
    regions = dict(Region.objects.values_list("slug", "pk"))
    standing_names = _standing_names()
    governments = {government_of(name) for name in listed} - {""}
    for group in (governments, listed - governments):
        standing = dict(IssuingBody.objects.values_list("name", "pk"))
        taken = set(IssuingBody.objects.values_list("slug", flat=True))
        rows = []
        for name in sorted(group - standing.keys()):
            slug = free_slug(fit(IssuingBody, "slug", name), taken)
            taken.add(slug)
            place = slug_of_name(name, reference) or next((found for known, found in standing_names if name.startswith(known)), "")
            region, parent = regions.get(place), standing.get(government_of(name))
            rows.append(IssuingBody(slug=slug, name=name, kind=kind_of(name), region_id=region, parent_id=parent))
        IssuingBody.objects.bulk_create(rows, batch_size=BATCH)


def _standing_names() -> list[tuple[str, str]]:
    """Names that one region alone bears today, though an abolished one bore it too (毕节市), with its slug; the longest first."""
    found: dict[str, set[str]] = {}
    for name, slug in Region.objects.filter(valid_to__isnull=True).values_list("name", "slug"):
        found.setdefault(name, set()).add(slug)
    names_ = [(name, slugs.pop()) for name, slugs in found.items() if len(slugs) == 1]
    return sorted(names_, key=lambda pair: -len(pair[0]))


def _levels(rows: list[dict[str, str]]) -> Iterator[list[dict[str, str]]]:
    """The rows whose parent has been given, again and again; rows that hang on nothing are a mistake in the table."""
    given: set[str] = {""}
    waiting = rows
    while waiting:
        level = [row for row in waiting if row["parent"] in given]
        if not level:
            raise ValueError(f"regions.csv: no such parent: {waiting[0]['parent']} (of {waiting[0]['slug']})")
        yield level
        given |= {row["slug"] for row in level}
        waiting = [row for row in waiting if row["parent"] not in given or row["slug"] not in given]


def _region(row: dict[str, str], parent: Region | None) -> Region:
    region = Region(
        slug=row["slug"], code=row["code"], name=row["name"], short_name=row["short"], kind=row["kind"], parent=parent,
        aliases=[alias for alias in row["aliases"].split("|") if alias], source=row["source"],
        valid_from=_date(row["valid_from"]), valid_to=_date(row["valid_to"]),
    )
    region.place()
    return region


def _sync(model: type[models.Model], key: tuple[str, ...], rows: Iterable[models.Model]) -> Loaded:
    """Create the rows that are missing and change those that differ; nothing is deleted."""
    fields = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    standing = {tuple(getattr(row, name) for name in key): row for row in model._default_manager.all()}
    new, changed, unchanged = [], [], 0
    for row in rows:
        stands = standing.get(tuple(getattr(row, name) for name in key))
        if stands is None:
            new.append(row)
        elif all(getattr(stands, name) == getattr(row, name) for name in fields):
            unchanged += 1
        else:
            row.pk = stands.pk
            changed.append(row)
    model._default_manager.bulk_create(new, batch_size=BATCH)
    if changed:
        model._default_manager.bulk_update(changed, fields, batch_size=50)
        if model is Region:
            Change.objects.record(*documents_in({row.slug for row in changed}).published().values_list("pk", flat=True))
    return Loaded(str(model._meta.verbose_name_plural), len(new), len(changed), unchanged)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def _date(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


def _int(value: str) -> int | None:
    return int(value) if value else None


# --- what the reader looks names up in -------------------------------------------------------------------------------------
_kept: tuple[object, names.Reference] | None = None


def reference_from_database() -> names.Reference:
    """Regions and number codes as the reader wants them; kept by each process until the tables change."""
    global _kept  # noqa: PLW0603  (one value for the process, made again when a table changes)
    state = (*_state(Region), *_state(NumberCode))
    if _kept is None or _kept[0] != state:
        _kept = (state, names.Reference(_region_names(), _number_codes()))
    return _kept[1]


@receiver([post_save, post_delete], sender=Region)
@receiver([post_save, post_delete], sender=NumberCode)
def forget_reference(**_: object) -> None:
    """Read the tables anew at the next question; other processes notice rows that come or go by their count."""
    global _kept  # noqa: PLW0603
    _kept = None


def _state(model: type[models.Model]) -> tuple[int | None, ...]:
    return tuple(model._default_manager.aggregate(Count("pk"), Max("pk")).values())


def _region_names() -> Iterator[names.RegionName]:
    rows = Region.objects.order_by("pk").values_list("slug", "name", "short_name", "aliases", "kind", "parent__slug", "valid_to")
    for slug, name, short, aliases, kind, parent, until in rows:
        spellings = tuple(dict.fromkeys(spelling for spelling in (name, short, *aliases) if spelling))
        yield names.RegionName(slug=slug, name=name, kind=kind, parent=parent, names=spellings, is_former=until is not None, until=until)


def _number_codes() -> Iterator[names.NumberCode]:
    for code, body, confidence in NumberCode.objects.order_by("pk").values_list("code", "body_name", "confidence"):
        yield names.NumberCode(code=code, body=body, confidence=float(confidence))
