"""Targets: what is to be reached; reported figures: what a report says was reached."""

from __future__ import annotations

from collections import Counter

from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .evidence import Finding, FindingQuerySet
from .region import Region
from .validity import StandingQuerySet


class Comparator(models.TextChoices):
    REACH = "reach", _("reach")
    AT_LEAST = "at_least", _("at least")
    MORE_THAN = "more_than", _("more than")
    AT_MOST = "at_most", _("at most")
    ABOUT = "about", _("about")
    INCREASE = "increase", _("increase by")
    STRIVE_FOR = "strive_for", _("strive for")
    RANGE = "range", _("between")
    EXACT = "exact", _("exactly")


class ChangeKind(models.TextChoices):
    LEVEL = "level", pgettext_lazy("kind of change", "level")
    INCREASE = "increase", _("increase")
    CUMULATIVE = "cumulative", _("cumulative")
    RATIO = "ratio", _("ratio")
    GROWTH = "growth", _("growth")


class Precision(models.TextChoices):
    YEAR = "year", _("year")
    MONTH = "month", _("month")
    DAY = "day", _("day")


class Certainty(models.TextChoices):
    FIRM = "firm", _("firm")
    STRIVING = "striving", _("striving")


class Qualifier(models.TextChoices):
    MORE = "more", _("more than")
    NEARLY = "nearly", _("nearly")


class TargetQuerySet(StandingQuerySet):
    region_field = "region"

    def due_by(self, day: object) -> TargetQuerySet:
        return self.filter(deadline_on__lte=day)

    def due_in(self, years: object) -> TargetQuerySet:
        return self.filter(deadline_on__year__in=[int(year) for year in years])

    def counts_by_deadline(self) -> Counter[int | None]:
        """Year of the deadline -> how many are due in it; None stands for those without one."""
        counts: Counter[int | None] = Counter()
        for day, number in self.order_by().values_list("deadline_on").annotate(Count("pk")):  # an index holds the days
            counts[day.year if day else None] += number
        return counts

    def counts_by_place_and_deadline(self) -> Counter[tuple[int | None, int | None]]:
        """Key of a region and year of the deadline -> how many."""
        counts: Counter[tuple[int | None, int | None]] = Counter()
        for place, day, number in self.order_by().values_list("region", "deadline_on").annotate(Count("pk")):
            counts[place, day.year if day else None] += number
        return counts

    def of_places(self, keys: list[int | None]) -> TargetQuerySet:
        """Targets of these regions; None stands for those of no region."""
        known = Q(region__in=[key for key in keys if key is not None])
        return self.filter(known | Q(region=None) if None in keys else known)

    def counts_by_indicator(self) -> Counter[str]:
        """Indicator as printed -> how many targets name it."""
        return Counter(dict(self.order_by().values_list("indicator").annotate(Count("pk"))))

    def narrowest_then_soonest(self) -> TargetQuerySet:
        return self.order_by(F("region__depth").desc(nulls_last=True), "region__slug", F("deadline_on").asc(nulls_last=True), "document", "start", "pk")


class Target(Finding):
    """An indicator with a quantity, a comparator and a deadline, as the text promises it."""

    indicator = models.CharField(_("indicator"), max_length=200, db_index=True)
    scope = models.CharField(_("scope"), max_length=200, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="targets", verbose_name=_("region"))
    comparator = models.CharField(_("comparator"), max_length=12, choices=Comparator)
    low = models.DecimalField(_("quantity"), max_digits=24, decimal_places=6)
    high = models.DecimalField(_("upper quantity"), max_digits=24, decimal_places=6, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=20)
    change = models.CharField(_("kind of change"), max_length=12, choices=ChangeKind, default=ChangeKind.LEVEL)
    deadline = models.CharField(_("deadline"), max_length=10, blank=True)
    deadline_on = models.DateField(_("last day"), null=True, blank=True, db_index=True)
    deadline_precision = models.CharField(_("precision"), max_length=6, choices=Precision, blank=True)
    deadline_quote = models.CharField(_("words of the deadline"), max_length=300, blank=True)
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty, default=Certainty.FIRM)

    objects = TargetQuerySet.as_manager()

    class Meta(Finding.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        indexes = [
            models.Index(fields=["indicator", "review", "document"], name="target_by_indicator"),
            models.Index(fields=["region", "document", "review"], name="target_by_place"),
        ]
        constraints = [
            *Finding.Meta.constraints,
            models.CheckConstraint(condition=Q(high__isnull=True) | Q(high__gte=F("low")), name="target_range_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.low.normalize():f}{self.unit}"


class ReportedFigureQuerySet(FindingQuerySet):
    region_field = "region"

    def known_by(self, day: object) -> ReportedFigureQuerySet:
        """Figures of documents dated up to the day, as `Document.objects.known_by` has it."""
        dated = Coalesce("document__issued_on", "document__printed_on", "document__published_on")
        return self.alias(known=dated).filter(Q(known__isnull=True) | Q(known__lte=day))

    def for_list(self) -> ReportedFigureQuerySet:
        return self.select_related("document", "provision", "region").order_by(
            "region__slug", F("as_of_on").desc(nulls_last=True), "document", "start", "pk"
        )


class ReportedFigure(Finding):
    """What a document says was reached, as of a day; stands beside a target and is never subtracted from it."""

    indicator = models.CharField(_("indicator"), max_length=200, db_index=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="figures", verbose_name=_("region"))
    quantity = models.DecimalField(_("quantity"), max_digits=24, decimal_places=6)
    unit = models.CharField(_("unit"), max_length=20)
    qualifier = models.CharField(_("qualifier"), max_length=8, choices=Qualifier, blank=True)
    as_of = models.CharField(_("as of"), max_length=10, blank=True)
    as_of_on = models.DateField(_("as of day"), null=True, blank=True)

    objects = ReportedFigureQuerySet.as_manager()

    class Meta(Finding.Meta):
        verbose_name = _("reported figure")
        verbose_name_plural = _("reported figures")

    def __str__(self) -> str:
        return f"{self.indicator} {self.quantity.normalize():f}{self.unit}"

    def measures(self, target: Target) -> bool:
        """Whether it may stand beside the target: the same words, unit and place. 众创空间 is no 孵化机构."""
        return (self.region_id, self.indicator, self.unit) == (target.region_id, target.indicator, target.unit)
