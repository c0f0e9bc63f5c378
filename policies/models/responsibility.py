"""Responsible bodies (责任单位) of a provision: the lead and those that join."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .evidence import Finding
from .issuing_body import IssuingBody


class Responsibility(Finding):
    """One body in charge of a provision, as printed, linked to a body when one is known."""

    document = models.ForeignKey("policies.Document", models.CASCADE, related_name="responsibilities", verbose_name=_("document"))
    provision = models.ForeignKey(
        "policies.Provision", models.SET_NULL, null=True, blank=True, related_name="responsibilities", verbose_name=_("provision")
    )
    body_name = models.CharField(_("body as printed"), max_length=160, db_index=True)
    body = models.ForeignKey(
        IssuingBody, models.SET_NULL, null=True, blank=True, related_name="responsibilities", verbose_name=_("body")
    )
    is_lead = models.BooleanField(_("lead body"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta(Finding.Meta):
        verbose_name = _("responsible body")
        verbose_name_plural = _("responsible bodies")
        ordering = ("document", "start", "order")

    def __str__(self) -> str:
        return self.body_name
