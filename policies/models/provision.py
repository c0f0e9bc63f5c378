"""Provisions (条款): the outline tree of a document, on which everything read out of it hangs."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Theme(models.Model):
    """What a provision is about, from the reader's table of themes."""

    slug = models.SlugField(_("slug"), max_length=40, unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh


class Provision(models.Model):
    """A heading and the part it opens: [start, end) is the heading, [start, until) the whole part."""

    document = models.ForeignKey("policies.Document", models.CASCADE, related_name="provisions", verbose_name=_("document"))
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("parent"))
    marker = models.CharField(_("marker"), max_length=20, blank=True)
    heading = models.TextField(_("heading"), blank=True)
    depth = models.PositiveSmallIntegerField(_("depth"))
    order = models.PositiveIntegerField(_("order"))
    path = models.CharField(_("path"), max_length=120)
    anchor = models.CharField(_("anchor"), max_length=60)
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    until = models.PositiveIntegerField(_("until"))
    themes = models.ManyToManyField(Theme, blank=True, related_name="provisions", verbose_name=_("themes"))

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ("document", "order")
        constraints = [
            models.UniqueConstraint(fields=["document", "order"], name="provision_order_once_a_document"),
            models.UniqueConstraint(fields=["document", "anchor"], name="provision_anchor_once_a_document"),
            models.CheckConstraint(
                condition=Q(start__lte=F("end")) & Q(end__lte=F("until")), name="provision_places_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.heading}".strip()

    @property
    def cited(self) -> str:
        """Its path as citations write it: 三、（二）, and 一、 for a part of the first depth."""
        return f"{self.path}、" if self.path.endswith(tuple("一二三四五六七八九十")) else self.path

    def get_absolute_url(self) -> str:
        return f"{self.document.get_absolute_url()}#{self.anchor}"
