"""What the collection holds, counted: by level and source, what is cited but missing, what the reader left over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import Cast, Coalesce, Substr
from django.utils import timezone

from .citation import Citation
from .prepared import Asked
from .region import Region, RegionScopedQuerySet
from .workflow import State

MOST_CITED = 50  # papers that a body cites are counted for a page, not listed in full


HELD = ("level", "issued_on", "printed_on", "published_on", "captured_on", "created_at")  # what is counted of a place


class Holding(NamedTuple):
    """Documents of one place, genre, level and year, and when the newest of them was captured or entered."""

    region: int | None
    genre: str
    level: str
    year: str  # "" where undated
    number: int
    captured: date | None
    entered: datetime

    @property
    def checked(self) -> date:
        """The day on which the newest of the texts was captured or entered."""
        return newest_day(self.captured, self.entered)


class HoldingsQuerySet(RegionScopedQuerySet):
    """The questions of the page on coverage, asked of documents."""

    def from_end_to_end(self) -> HoldingsQuerySet:
        """What is `published`, where every paper is looked at: said so that SQLite reads the table in its order, and not each paper by an index."""
        return self.exclude(state__in=[state for state in State if state != State.PUBLISHED])

    def counts_of(self, field: str) -> dict[str, int]:
        """Value of a field -> how many documents have it."""
        return dict(self.order_by().values_list(field).annotate(models.Count("pk")))

    def held_by_level(self) -> models.QuerySet:
        """Rows of level, texts, missing (known only from citations), numbers found and explained."""
        stub = Q(is_stub=True)
        return self.order_by().values("level").annotate(
            texts=models.Count("pk", filter=~stub), missing=models.Count("pk", filter=stub),
            found=models.Sum("numbers_found"), explained=models.Sum("numbers_explained"),
        )  # fmt: skip

    def by_source(self) -> list[dict[str, object]]:
        """Rows of source_name, source_kind, how many, and the day of the newest capture; the largest source first."""
        rows = self.order_by().values("source_name", "source_kind").annotate(
            number=models.Count("pk"),
            captured=models.Max("captured_on"),
            # The day of a time is asked of Python by SQLite: only the newest becomes a day, here.
            created=models.Max("created_at", filter=Q(captured_on=None)),
        )
        found = [row | {"captured": newest_day(row["captured"], row["created"])} for row in rows]
        return sorted(found, key=lambda row: (-row["number"], row["source_name"]))

    def most_cited(self) -> HoldingsQuerySet:
        """Annotate `citing`: how many public papers cite it; the most cited first, the uncited left out."""
        citing = Citation.objects.public().filter(target=OuterRef("pk")).order_by().values("target")
        number = citing.annotate(number=models.Count("document", distinct=True)).values("number")
        return self.annotate(citing=models.Subquery(number)).filter(citing__gt=0).order_by("-citing", "slug")

    def least_explained(self) -> HoldingsQuerySet:
        """Documents with numbers that became no record, the most of them first; annotates `unexplained`."""
        left = models.F("numbers_found") - models.F("numbers_explained")
        return self.filter(numbers_found__gt=models.F("numbers_explained")).annotate(unexplained=left).order_by("-unexplained", "slug")

    def known_by(self, day: date) -> HoldingsQuerySet:
        """Documents dated up to the day; one without any date is taken to have been there."""
        dated = Coalesce("issued_on", "printed_on", "published_on")
        return self.alias(known=dated).filter(Q(known__isnull=True) | Q(known__lte=day))

    def held_by_place(self) -> list[Holding]:
        """What is held of each place, genre, level and year; all of it stands in one index.

        The year is cut out of the date as it is written, for SQLite asks Python for the parts of each date.
        """
        dated = Coalesce("issued_on", "printed_on", "published_on")
        year = Coalesce(Substr(Cast(dated, models.CharField()), 1, 4), models.Value(""))
        rows = self.order_by().annotate(dated_year=year).values_list("region", "genre", "level", "dated_year")
        return [Holding(*row) for row in rows.annotate(models.Count("pk"), models.Max("captured_on"), models.Max("created_at"))]

    def newest_in_each(self, regions: Sequence[Region | Asked], limit: int) -> models.QuerySet:
        """Rows of the keys of the newest `limit` documents of each of a few regions: one query that reads no others, however many there are."""
        order, documents = (models.F("issued_on").desc(nulls_last=True), "-pk"), self.model.objects
        # A part of a union must have no order of its own on SQLite: it is hidden in a subquery.
        newest = [self.only_in(region).order_by(*order).values("pk")[:limit] for region in regions]
        parts = [documents.filter(pk__in=keys).order_by().values_list("pk", flat=True) for keys in newest]
        return parts[0].union(*parts[1:], all=True) if parts else documents.none().values_list("pk", flat=True)

    def counts_cited_by(self, bodies: models.QuerySet) -> dict[int, int]:
        """Key of a document -> how many public papers of the bodies cite it, for those that most do."""
        citations = Citation.objects.public().filter(document__issuances__body__in=bodies, target__isnull=False).order_by()
        return dict(citations.values_list("target").annotate(number=models.Count("document", distinct=True)).order_by("-number")[:MOST_CITED])


def newest_day(captured: date | None, created: datetime | None) -> date | None:
    """The later of a day of capture and the day of a time of entry."""
    days = [captured, timezone.localtime(created).date() if created else None]
    return max(filter(None, days), default=None)
