"""Regions of GB/T 2260 and the development zones beside them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from .addresses import address_of


class Reach(models.TextChoices):
    """How far a question about a place goes."""

    APPLIES = "applies", _("Applies here, from above too")
    ONLY = "only", _("Only issued here")
    BELOW = "below", _("Here and below")


class RegionQuerySet(models.QuerySet["Region"]):
    def valid(self, on: date) -> RegionQuerySet:
        """Regions that existed on the day."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
        lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
        return self.filter(begun, lasting)

    def above(self, region: Region) -> RegionQuerySet:
        """The region itself and everything above it, from the nation down."""
        return self.filter(slug__in=region.path.strip("/").split("/")).order_by("depth")

    def below(self, region: Region) -> RegionQuerySet:
        """The region itself and everything below it."""
        return self.filter(path__startswith=region.path)

    def named(self, key: str) -> RegionQuerySet:
        """Regions whose code, slug or name is exactly the key; the valid ones first."""
        found = self.filter(Q(slug=key) | Q(code=key) | Q(name=key) | Q(short_name=key))
        return found.order_by(F("valid_to").desc(nulls_first=True), "depth")

    def matching(self, words: str) -> RegionQuerySet:
        """Regions a person may mean by part of a name, the beginning of a code, or a whole address (大连市甘井子区)."""
        aliases = self.exclude(aliases=[]).values_list("pk", "aliases")  # some two hundred rows have any
        known_as = [pk for pk, names in aliases if any(words in name for name in names)]
        named = Q(name__contains=words) | Q(short_name__contains=words) | Q(code__startswith=words) | Q(pk__in=known_as)
        addressed = Q(asked__endswith=F("name"))
        found = self.alias(asked=Value(words)).filter(named | addressed)
        return found.order_by(F("valid_to").desc(nulls_first=True), "depth", "path")

    def with_twins(self) -> RegionQuerySet:
        """Annotate `has_twin`: whether another region of today has the name, for `as_typed`."""
        named_so = Q(name=OuterRef("name")) | Q(short_name=OuterRef("name"))
        twins = Region.objects.filter(named_so, valid_to__isnull=True).exclude(pk=OuterRef("pk"))
        return self.annotate(has_twin=Exists(twins))

    def provinces(self) -> RegionQuerySet:
        return self.filter(kind=Region.Kind.PROVINCE, valid_to__isnull=True).order_by("code")

    def zones(self) -> RegionQuerySet:
        return self.filter(kind=Region.Kind.ZONE)

    def ranks(self) -> dict[int, int]:
        """Key of a region -> its place from the narrowest up; asked of the database, which sorts what stands in them too."""
        return {key: rank for rank, key in enumerate(self.order_by("-depth", "slug").values_list("pk", flat=True))}


class RegionScopedQuerySet(models.QuerySet):
    """The vocabulary of place, shared by whatever holds in a region; `region_field` leads to it."""

    region_field = "region"

    def applying_in(self, region: Region):
        """What holds in the region: its own and everything from above."""
        return self.filter(**{f"{self.region_field}__in": Region.objects.above(region).order_by().values("pk")})

    def in_line_with(self, region: Region):
        """What holds above the region, in it or below it: places of which one lies in the other."""
        above = Region.objects.above(region).order_by().values("pk")
        field = self.region_field
        return self.filter(Q(**{f"{field}__in": above}) | Q(**{f"{field}__path__startswith": region.path}))

    def only_in(self, region: Region):
        return self.filter(**{self.region_field: region})

    def here_and_below(self, region: Region):
        return self.filter(**{f"{self.region_field}__in": Region.objects.below(region).values("pk")})

    def reaching(self, region: Region, reach: str):
        """One of the three questions by the name of its reach."""
        scopes = {Reach.APPLIES: self.applying_in, Reach.ONLY: self.only_in, Reach.BELOW: self.here_and_below}
        return scopes[Reach(reach)](region)

    def counts_down_the_tree(self) -> Counter[str]:
        """Slug of a region -> how many are there or below it; one query, whatever the size of the tree."""
        totals: Counter[str] = Counter()
        rows = self.order_by().values_list(f"{self.region_field}__path").annotate(Count("pk"))
        for path, count in rows:
            totals.update(dict.fromkeys((path or "").strip("/").split("/"), count))
        del totals[""]  # what has no region
        return totals

    def counts_by_region(self) -> dict[int, int]:
        """Key of a region -> how many are there, not below it."""
        return dict(self.order_by().values_list(self.region_field).annotate(Count("pk")))

    def narrowest_first(self):
        return self.order_by(f"-{self.region_field}__depth", f"{self.region_field}__slug")


class Region(models.Model):
    """A place with a government or a management committee; `path` lists the slugs from the country down."""

    class Kind(models.TextChoices):
        COUNTRY = "country", _("Country")
        PROVINCE = "province", _("Province")
        CITY = "city", _("City")
        COUNTY = "county", _("County or district")
        ZONE = "zone", _("Zone")
        TOWN = "town", _("Town or subdistrict")

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    code = models.CharField(_("GB/T 2260 code"), max_length=12, blank=True, db_index=True)
    name = models.CharField(_("name"), max_length=80, db_index=True)
    short_name = models.CharField(_("short name"), max_length=40, blank=True, db_index=True)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent"))
    path = models.CharField(_("path"), max_length=200, unique=True, editable=False)
    depth = models.PositiveSmallIntegerField(_("depth"), default=0, editable=False)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    overlaps = models.ManyToManyField("self", through="RegionOverlap", symmetrical=False, related_name="overlapped_by")

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ("path",)
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to__isnull=True) & ~Q(code=""), name="region_code_unique_while_valid"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gt=models.F("valid_from")),
                name="region_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(parent__isnull=False) | Q(kind="country"), name="region_hangs_on_the_tree"),
        ]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, *args: object, **kwargs: object) -> None:
        self.place()
        before = Region.objects.filter(pk=self.pk).values_list("path", "depth").first() if self.pk else None
        super().save(*args, **kwargs)
        if before and before[0] != self.path:
            self._carry_along(*before)

    def clean(self) -> None:
        if self.pk and self.parent and self.path and self.parent.path.startswith(self.path):
            raise ValidationError({"parent": _("A region cannot hang below itself.")})

    def place(self) -> None:
        """Set path and depth from the parent's."""
        self.path = f"{self.parent.path if self.parent else ''}{self.slug}/"
        self.depth = self.path.count("/") - 1

    def _carry_along(self, old_path: str, old_depth: int) -> None:
        """Give everything below the path that it has now."""
        rest = Substr("path", len(old_path) + 1)
        below = Region.objects.filter(path__startswith=old_path).exclude(pk=self.pk)
        below.update(path=Concat(Value(self.path), rest), depth=F("depth") + self.depth - old_depth)

    def get_absolute_url(self) -> str:
        return address_of("policies:region-detail", self.slug)

    @property
    def level(self) -> str:
        """The colour and word of its level on every page."""
        return {"country": "national", "town": "county"}.get(self.kind, self.kind)

    @property
    def as_typed(self) -> str:
        """What a person may type to mean just this region: its name where no other has it, else the slug; of one fetched `with_twins`."""
        return self.slug if self.valid_to or self.has_twin else self.name

    def is_former(self, on: date) -> bool:
        """Whether the region was merged, renamed or dissolved by the day."""
        return self.valid_to is not None and self.valid_to <= on

    def ancestors(self) -> RegionQuerySet:
        return Region.objects.above(self).exclude(pk=self.pk)


class RegionOverlap(models.Model):
    """A zone lies across a district without being its child."""

    zone = models.ForeignKey(Region, models.CASCADE, related_name="overlap_rows")
    region = models.ForeignKey(Region, models.CASCADE, related_name="zone_rows")
    note = models.CharField(_("note"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("overlap of a zone")
        verbose_name_plural = _("overlaps of zones")
        constraints = [models.UniqueConstraint(fields=["zone", "region"], name="overlap_once")]

    def __str__(self) -> str:
        return f"{self.zone} / {self.region}"
