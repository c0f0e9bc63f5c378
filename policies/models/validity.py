"""Validity (时效性): recorded facts, and the state that they give for a day, always with the reason.

What no text supports is "unverified", never "in force".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .citation import Citation, Relation
from .evidence import Finding


class ValidityState(models.TextChoices):
    NOT_YET = "not_yet", _("Not yet in force")
    IN_FORCE = "in_force", _("Within its stated term")
    EXPIRED = "expired", _("Presumed expired")
    PLAN_OVER = "plan_over", _("Planning period over")
    REPEALED = "repealed", _("Repealed")
    UNVERIFIED = "unverified", _("Validity to be verified")


@dataclass(frozen=True, slots=True)
class Validity:
    """The state on a day, why, and the words or the document that say so."""

    state: ValidityState
    reason: str
    on: date
    quote: str = ""
    by: object | None = None  # the document that repeals

    @property
    def label(self) -> str:
        return self.state.label


class ValidityFact(Finding):
    """One fact about validity as the text states it or a person recorded it."""

    class Fact(models.TextChoices):
        EFFECTIVE_FROM = "effective_from", _("in force from")
        EFFECTIVE_TO = "effective_to", _("in force until")
        TERM = "term", _("term")
        TRIAL = "trial", _("on trial")
        REPEALS = "repeals", _("repeals")
        PLAN_PERIOD = "plan_period", _("planning period")

    fact = models.CharField(_("fact"), max_length=16, choices=Fact)
    value = models.CharField(_("value"), max_length=300, blank=True)

    class Meta(Finding.Meta):
        verbose_name = _("fact about validity")
        verbose_name_plural = _("facts about validity")

    def __str__(self) -> str:
        return f"{self.get_fact_display()} {self.value}"


def repeals_of(document: object, on: date) -> models.QuerySet[Citation]:
    """Citations by which published documents repeal the document, as far as they have taken effect by the day.

    A paper that repeals "itself" was misread. One without any date is taken to have begun.
    """
    return _begun((Relation.REPEALS,), document, on)


def effects_on(document: object, on: date) -> models.QuerySet[Citation]:
    """Repeals and amendments of the document by the same rule.

    An amended document keeps its state: the amendment stands beside it.
    """
    return _begun((Relation.REPEALS, Relation.AMENDS), document, on)


def _begun(relations: tuple[Relation, ...], document: object, on: date) -> models.QuerySet[Citation]:
    begins = Coalesce("document__effective_on", "document__issued_on", "document__printed_on", "document__published_on")
    citations = Citation.objects.public().filter(relation__in=relations, target=document).exclude(document=F("target"))
    return citations.alias(begins=begins).filter(Q(begins__isnull=True) | Q(begins__lte=on))


def state_conditions(on: date) -> dict[ValidityState, Q]:
    """For each state, what documents must fulfil to have it on the day; the same rules as `Document.validity`."""
    repealed = Exists(repeals_of(OuterRef("pk"), on))
    alive = Q(~repealed) & (Q(effective_on__isnull=True) | Q(effective_on__lte=on))
    unended = alive & Q(effective_to__isnull=True)
    plan_over = Q(plan_to__lt=on.year, plan_to__isnull=False)
    return {
        ValidityState.REPEALED: Q(repealed),
        ValidityState.NOT_YET: Q(~repealed) & Q(effective_on__gt=on),
        ValidityState.EXPIRED: alive & Q(effective_to__lt=on),
        ValidityState.IN_FORCE: alive & Q(effective_to__gte=on),
        ValidityState.PLAN_OVER: unended & plan_over,
        ValidityState.UNVERIFIED: unended & ~plan_over,
    }
