"""Issuing bodies (发文机关) and the number codes (发文机关代字) that they use."""

from __future__ import annotations

import re
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from .addresses import address_of
from .evidence import Review
from .region import Region, RegionScopedQuerySet

CODE_ENDS = "发函规字"  # of a number code: what kind of paper it is
SURE = Decimal("0.8")  # confidence of a number code that tells who is meant: many are used by several bodies


class IssuingBodyQuerySet(RegionScopedQuerySet):
    def named(self, name: str) -> IssuingBodyQuerySet:
        """Bodies of exactly this name, or with it among their aliases."""
        return self.filter(models.Q(name=name) | models.Q(alias_rows__name=name)).distinct()

    def known_as(self, word: str) -> IssuingBodyQuerySet:
        """Bodies with the word in another name of theirs, or that number their papers so: who writes 国办发 and 国办函 is called 国办.

        Two may be: 苏科发 is of the province 江苏省, 苏科规 of the city 苏州市.
        """
        aliases = BodyAlias.objects.filter(name__icontains=word)
        codes = NumberCode.objects.filter(code__in=[word + kind for kind in CODE_ENDS], confidence__gte=SURE)
        return self.filter(models.Q(pk__in=aliases.values("body")) | models.Q(pk__in=codes.values("body")))

    def with_offices(self, body: IssuingBody) -> IssuingBodyQuerySet:
        """The body and the offices under it: 辽宁省人民政府 with its general office."""
        return self.filter(models.Q(pk=body.pk) | models.Q(parent=body))

    def with_counts(self) -> IssuingBodyQuerySet:
        published = models.Q(issuances__document__state="published")
        return self.annotate(document_count=models.Count("issuances", filter=published, distinct=True))

    def counts(self) -> dict[int, int]:
        """Key of a body -> how many public documents it issued; thousands of bodies are known only from their number codes."""
        issued = self.filter(issuances__document__state="published").order_by()
        return dict(issued.values_list("pk").annotate(models.Count("issuances")))

    def counts_in_charge(self) -> dict[int, int]:
        """Key of a body -> how many public provisions name it in charge, to lead or to join in."""
        reviews = [review for review in Review if review != Review.REJECTED]
        named = self.filter(responsibilities__document__state="published", responsibilities__review__in=reviews).order_by()
        return dict(named.values_list("pk").annotate(models.Count("responsibilities")))

    def keys_in_order(self) -> list[int]:
        """From the nation down, the bodies of a region by name."""
        return list(self.order_by("region__path", "name", "pk").values_list("pk", flat=True))

    def matching(self, words: str) -> IssuingBodyQuerySet:
        """Bodies with each of the words in their name, in another name of theirs or in that of their region.

        The characters of a word may stand apart, as in the short names that people use: 大连科技局 is 大连市科学技术局.
        """
        found = self
        for word in words.split():
            known_as = BodyAlias.objects.filter(in_turn(word)).values("body")
            place = models.Q(region__name__contains=word)
            found = found.filter(in_turn(word) | models.Q(pk__in=known_as) | place)
        return found

    def keys_alone(self) -> set[int]:
        return set(self.order_by().values_list("pk", flat=True))


def in_turn(word: str) -> models.Q:
    """Names with the characters of the word one after another; each is looked for once, so it takes no longer for a long word.

    That they stand there at all is asked first, for SQLite calls on Python for a pattern.
    """
    first, *others = map(re.escape, word)
    pattern = first + "".join(f"[^{one}]*{one}" for one in others)
    return models.Q(*(models.Q(name__contains=sign) for sign in dict.fromkeys(word)), name__regex=pattern)


class IssuingBody(models.Model):
    """A body that issues papers; a general office is a body of its own under its government."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("Government")
        GENERAL_OFFICE = "general_office", _("General office")
        DEPARTMENT = "department", _("Department")
        PARTY = "party", _("Party committee")
        ZONE_COMMITTEE = "zone_committee", _("Management committee")
        OTHER = "other", _("Other")

    slug = models.SlugField(_("slug"), max_length=120, unique=True, allow_unicode=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name=_("region"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="offices", verbose_name=_("parent"))

    objects = IssuingBodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("issuing body")
        verbose_name_plural = _("issuing bodies")
        ordering = ("region__path", "name")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("pk")), name="body_is_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("policies:body-detail", self.slug)


class BodyAlias(models.Model):
    """Another name of a body, as papers print it: 省科技厅."""

    body = models.ForeignKey(IssuingBody, models.CASCADE, related_name="alias_rows")
    name = models.CharField(_("name"), max_length=120, db_index=True)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints = [models.UniqueConstraint(fields=["body", "name"], name="alias_once_a_body")]

    def __str__(self) -> str:
        return self.name


class NumberCode(models.Model):
    """A number code and a body that uses it, with the confidence of the match: codes collide nationally."""

    code = models.CharField(_("number code"), max_length=20, db_index=True)
    body_name = models.CharField(_("body as listed"), max_length=120)
    body = models.ForeignKey(IssuingBody, models.SET_NULL, null=True, blank=True, related_name="number_codes", verbose_name=_("body"))
    confidence = models.DecimalField(_("confidence"), max_digits=3, decimal_places=2, default=Decimal("0.50"))
    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("number code")
        verbose_name_plural = _("number codes")
        ordering = ("code", "-confidence")
        constraints = [
            models.UniqueConstraint(fields=["code", "body_name"], name="number_code_once_a_body"),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0) & models.Q(confidence__lte=1), name="number_code_confidence_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} → {self.body_name}"
