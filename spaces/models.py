"""Spaces, platforms, programmes and events, each fact with the report that tells it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from policies.models import Document, Region, State
from policies.models.region import RegionScopedQuerySet


class FactQuerySet(RegionScopedQuerySet):
    def public(self) -> FactQuerySet:
        """Facts told by a published report."""
        return self.filter(report__state=State.PUBLISHED)

    def known_by(self, day: date) -> FactQuerySet:
        """Facts of reports dated up to the day, as `Document.objects.known_by` has it."""
        dated = Coalesce("report__issued_on", "report__printed_on", "report__published_on")
        return self.alias(known=dated).filter(models.Q(known__isnull=True) | models.Q(known__lte=day))

    def for_list(self) -> FactQuerySet:
        """With what a line shows; two of one name stand in the same order on each page."""
        return self.select_related("region", "report").order_by("region__path", "name", "pk")


class Fact(models.Model):
    """Base of what a report tells: a name, a place, the report."""

    name = models.CharField(_("name"), max_length=160)
    region = models.ForeignKey(Region, models.PROTECT, related_name="%(class)ss", verbose_name=_("region"))
    report = models.ForeignKey(Document, models.CASCADE, related_name="%(class)ss", verbose_name=_("report"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("region__path", "name")
        constraints = [models.UniqueConstraint(fields=["name", "region", "report"], name="%(class)s_once_a_report")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('spaces:list')}#{self._meta.model_name}-{self.pk}"


class Space(Fact):
    """A makerspace, incubator or park that a report names."""

    class Kind(models.TextChoices):
        MAKERSPACE = "makerspace", _("Makerspace")
        INCUBATOR = "incubator", _("Incubator")
        PARK = "park", _("Science park")
        UNKNOWN = "unknown", _("Not stated")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.UNKNOWN)

    class Meta(Fact.Meta):
        verbose_name = _("space")
        verbose_name_plural = _("spaces")


class Platform(Fact):
    """A service platform that a report names."""

    class Meta(Fact.Meta):
        verbose_name = _("platform")
        verbose_name_plural = _("platforms")


class PlatformFigure(models.Model):
    """A figure that a report gives of a platform."""

    platform = models.ForeignKey(Platform, models.CASCADE, related_name="figures")
    order = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(_("indicator"), max_length=120)
    quantity = models.DecimalField(_("quantity"), max_digits=20, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=8, blank=True)

    class Meta:
        verbose_name = _("figure of a platform")
        verbose_name_plural = _("figures of platforms")
        ordering = ("platform", "order")
        constraints = [models.UniqueConstraint(fields=["platform", "label"], name="label_once_a_platform")]

    def __str__(self) -> str:
        return f"{self.label} {self.quantity.normalize():f}{self.unit}"


class Programme(Fact):
    """A programme or pilot that a report names, with the places that take part."""

    year = models.PositiveSmallIntegerField(_("since"), null=True, blank=True)
    places = models.ManyToManyField(Region, blank=True, related_name="pilots", verbose_name=_("places that take part"))

    class Meta(Fact.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")


class Event(Fact):
    """A contest or week that a report names."""

    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
