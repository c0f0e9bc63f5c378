"""Subsidy clauses (扶持条款): promises of support with their amounts, caps, rates and conditions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from policies.reading import parts

from .addresses import address_of
from .evidence import Confidence, Finding, Review
from .region import Region
from .validity import StandingQuerySet, Validity, effects_at


class SupportKind(models.TextChoices):
    AWARD = "award", _("Award")
    RENT = "rent", _("Rent")
    BROADBAND = "broadband", _("Broadband")
    UTILITIES = "utilities", _("Water, power, gas")
    CONSTRUCTION = "construction", _("Construction and fitting out")
    EQUIPMENT = "equipment", _("Equipment and software")
    RESEARCH = "research", _("Research and development")
    EVENT = "event", _("Events")
    TRAINING = "training", _("Training and recruitment")
    MENTORING = "mentoring", _("Mentoring")
    INVESTMENT = "investment", _("Investment")
    FOLLOW_ON = "follow_on", _("Follow-on investment")
    FUND = "fund", _("Fund")
    RISK = "risk", _("Risk compensation")
    INTEREST = "interest", _("Interest subsidy")
    GUARANTEE = "guarantee", _("Guarantee")
    INSURANCE = "insurance", _("Insurance")
    VOUCHER = "voucher", _("Innovation voucher")
    MATCHING = "matching", _("Matching")
    TALENT = "talent", _("Talent")
    STARTUP = "startup", _("Starting a business")
    INTELLECTUAL_PROPERTY = "intellectual_property", _("Intellectual property")
    LISTING = "listing", _("Listing")
    GROWTH = "growth", _("Growth")
    TAX = "tax", _("Tax")
    PROCUREMENT = "procurement", _("Procurement")
    PLATFORM = "platform", _("Platform")
    OTHER = "other", _("Other")


class Form(models.TextChoices):
    FIXED = "fixed", _("fixed sum")
    UP_TO = "up_to", _("up to")
    RANGE = "range", _("range")
    TIERED = "tiered", _("tiers")
    PER_UNIT = "per_unit", _("per unit")
    STEPWISE = "stepwise", _("in steps")
    RATE = "rate", _("rate of a base")
    RATIO = "ratio", _("ratio")
    FUND = "fund", _("fund")
    IN_KIND = "in_kind", _("in kind")
    CASE_BY_CASE = "case_by_case", _("case by case")
    UNSPECIFIED = "unspecified", _("no amount stated")


class Stacking(models.TextChoices):
    HIGHEST_ONLY = "highest_only", _("only the highest counts")
    TOP_UP = "top_up", _("topped up to the higher tier")
    NO_UPPER_LEVEL = "no_upper_level", _("not together with support from above")
    INCLUDES_UPPER = "includes_upper", _("includes support from above")
    STACKABLE = "stackable", _("may be combined")
    OVERALL_CAP = "overall_cap", _("capped together")
    ONCE_ONLY = "once_only", _("once only")
    NO_REPEAT = "no_repeat", _("not twice for the same")


class Role(models.TextChoices):
    FIXED = "fixed", _("amount")
    TIER = "tier", _("tier")
    PER_UNIT = "per_unit", _("per unit")
    STEP = "step", _("each step")
    RATE = "rate", _("rate")
    CAP = "cap", _("cap")
    FLOOR = "floor", _("floor")
    QUOTA = "quota", _("quota")
    FUND = "fund", _("fund")


# The columns of a clause and of what it hangs on that lists show; a document alone has fifty.
LISTED = (
    "quote", "start", "end", "confidence", "review", "beneficiary", "form", "stacking", "delivery", "largest",
    "document__slug", "document__number", "document__title", "provision__path", "provision__heading", "provision__anchor",
    "region__slug", "region__name", "region__short_name", "region__kind", "region__depth", "region__code",
)  # fmt: skip
EXPORTED = (
    "document__level", "document__source_name", "document__source_url",
    "document__issued_on", "document__printed_on", "document__published_on", "document__page_on",
)  # fmt: skip


class SubsidyClauseQuerySet(StandingQuerySet):
    region_field = "region"

    def of_kind(self, kind: str) -> SubsidyClauseQuerySet:
        return self.filter(kind_rows__kind=kind)

    def with_amount(self) -> SubsidyClauseQuerySet:
        return self.filter(has_amount=True)

    def without_amount(self) -> SubsidyClauseQuerySet:
        return self.filter(has_amount=False)

    def for_list(self) -> SubsidyClauseQuerySet:
        """All that a table row, an open row or a line of an estimate shows, in four queries of few columns."""
        return self._with_rows().only(*LISTED)

    def for_export(self) -> SubsidyClauseQuerySet:
        """What a row of a download says beside."""
        return self._with_rows().only(*LISTED, *EXPORTED)

    def for_page(self) -> SubsidyClauseQuerySet:
        """A clause with everything that its own page says."""
        return self._with_rows().select_related("document__lead_body", "document__current")

    def _with_rows(self) -> SubsidyClauseQuerySet:
        # Sorted by themselves: in their order as records the database would walk over the documents of the clauses.
        amounts = Prefetch("amounts", AmountTerm.objects.order_by("order"))
        conditions = Prefetch("conditions", ConditionTerm.objects.order_by("order"))
        return self.select_related("document", "provision", "region").prefetch_related("kind_rows", amounts, conditions)

    # When it holds
    def states_of(self, keys: Iterable[int], on: date) -> dict[int, str]:
        """Key of a clause -> its state on the day."""
        return dict(self.filter(pk__in=list(keys)).order_by().with_validity_state(on).values_list("pk", "validity_state"))

    def kin_of(self, clause: SubsidyClause) -> SubsidyClauseQuerySet:
        """The same measure elsewhere: clauses that share a kind of support, of places above or below or of papers tied by citation."""
        kinds = set(clause.kinds) - {SupportKind.OTHER}
        tied = Q(document__citations__target=clause.document_id) | Q(document__cited_by__document=clause.document_id)
        if clause.region:
            tied |= Q(region__in=Region.objects.above(clause.region).order_by().values("pk")) | Q(region__path__startswith=clause.region.path)
        alike = self.filter(pk__in=ClauseKind.objects.filter(kind__in=kinds).values("clause"))
        near = alike.filter(tied).exclude(document=clause.document_id).values("pk")
        return self.filter(pk__in=near).order_by("region__depth", "region__slug", models.F("largest").desc(nulls_last=True), "pk")

    def narrowest_then_largest(self) -> SubsidyClauseQuerySet:
        return self.order_by(
            "-region__depth", "region__slug", models.F("largest").desc(nulls_last=True), "document", "start", "pk"
        )


class SubsidyClause(Finding):
    """Who gets what: amounts, caps and rates are rows of their own. `largest` is the largest sum stated in yuan."""

    beneficiary = models.CharField(_("beneficiary"), max_length=200, blank=True, db_index=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="clauses", verbose_name=_("region"))
    form = models.CharField(_("form"), max_length=14, choices=Form, default=Form.UNSPECIFIED)
    stacking = models.CharField(_("stacking"), max_length=16, choices=Stacking, blank=True)
    delivery = models.CharField(_("delivery"), max_length=40, blank=True)
    has_amount = models.BooleanField(_("with an amount"), default=False)
    largest = models.DecimalField(_("largest amount in yuan"), max_digits=20, decimal_places=2, null=True, blank=True)

    objects = SubsidyClauseQuerySet.as_manager()

    class Meta(Finding.Meta):
        verbose_name = _("subsidy clause")
        verbose_name_plural = _("subsidy clauses")
        indexes = [models.Index(fields=["region", "has_amount"])]

    def __str__(self) -> str:
        return f"{self.beneficiary}: {self.get_form_display()}"

    def get_absolute_url(self) -> str:
        return address_of("policies:subsidy-detail", self.pk)

    @property
    def kinds(self) -> list[str]:
        return [row.kind for row in self.kind_rows.all()]

    # The figures by what they say; all of them read the prefetched rows.
    def terms(self, *roles: str) -> list[AmountTerm]:
        return [row for row in self.amounts.all() if row.role in roles]

    @property
    def tiers(self) -> list[AmountTerm]:
        return self.terms(Role.TIER)

    @property
    def offers(self) -> list[AmountTerm]:
        """How much, beside the tiers."""
        return self.terms(Role.FIXED, Role.PER_UNIT, Role.STEP, Role.RATE, Role.FUND)

    @property
    def caps(self) -> list[AmountTerm]:
        return self.terms(Role.CAP)

    @property
    def bounds(self) -> list[AmountTerm]:
        """Floors and quotas: from how much on, and for how much of it."""
        return self.terms(Role.FLOOR, Role.QUOTA)

    @property
    def tier_range(self) -> tuple[AmountTerm, AmountTerm] | None:
        """The smallest and the largest tier, where they can be compared."""
        tiers = sorted(self.tiers, key=lambda row: row.value)
        alike = len({(row.unit, row.per) for row in tiers}) == 1
        return (tiers[0], tiers[-1]) if len(tiers) > 1 and alike else None

    def validity(self, on: date) -> Validity:
        """The state on the day with its reason: the rules of `with_validity_state`."""
        place = self.start if self.start is not None else self.provision and self.provision.start
        return self.document.validity(on, effects_at(place, self.document.effects(on)))

    def as_read(self) -> parts.Subsidy:
        """The clause as a value, corrections included; what a person accepted is no longer doubted."""
        is_accepted = self.review == Review.ACCEPTED
        return parts.Subsidy(
            start=self.start or 0, end=self.end or 0, evidence=self.quote,
            confidence=Confidence.SURE.value if is_accepted else self.confidence,
            kinds=tuple(self.kinds), beneficiary=self.beneficiary or None, form=self.form, stacking=self.stacking or None,
            amounts=tuple(row.as_read() for row in self.amounts.all()),
            conditions=tuple(row.as_read() for row in self.conditions.all()),
        )  # fmt: skip

    def sum_up(self) -> None:
        """Set what lists filter and sort by, from the amount rows."""
        sums = [row.value for row in self.amounts.all() if row.unit == "元" and row.role not in (Role.FLOOR, Role.FUND)]
        self.largest = max(sums, default=None)
        self.has_amount = self.amounts.exists()
        self.save(update_fields=["largest", "has_amount"])


class ClauseKind(models.Model):
    """One kind of support of a clause."""

    clause = models.ForeignKey(SubsidyClause, models.CASCADE, related_name="kind_rows")
    kind = models.CharField(_("kind of support"), max_length=24, choices=SupportKind)

    class Meta:
        verbose_name = _("kind of support")
        verbose_name_plural = _("kinds of support")
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["clause", "kind"], name="kind_once_a_clause")]
        indexes = [models.Index(fields=["kind", "clause"])]

    def __str__(self) -> str:
        return self.get_kind_display()


class AmountTerm(models.Model):
    """One figure of a clause: Decimal yuan, a fraction (role rate) or a quantity in its unit (role quota)."""

    clause = models.ForeignKey(SubsidyClause, models.CASCADE, related_name="amounts")
    order = models.PositiveSmallIntegerField(_("order"))
    role = models.CharField(_("role"), max_length=10, choices=Role)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    tier = models.CharField(_("tier"), max_length=120, blank=True)
    per = models.CharField(_("per"), max_length=60, blank=True)
    base = models.CharField(_("base"), max_length=120, blank=True)
    scope = models.CharField(_("scope"), max_length=120, blank=True)
    start = models.PositiveIntegerField(_("start"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end"), null=True, blank=True)

    class Meta:
        verbose_name = _("amount")
        verbose_name_plural = _("amounts")
        ordering = ("clause", "order")
        constraints = [
            models.UniqueConstraint(fields=["clause", "order"], name="amount_order_once_a_clause"),
            models.CheckConstraint(condition=Q(value__gte=0), name="amount_is_not_negative"),
            models.CheckConstraint(condition=~Q(role="tier") | ~Q(tier=""), name="tier_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.value.normalize():f}{self.unit}"

    def as_read(self) -> parts.Amount:
        named = {name: getattr(self, name) or None for name in ("tier", "per", "base", "scope")}
        return parts.Amount(role=self.role, value=self.value, unit=self.unit, start=self.start or 0, end=self.end or 0, **named)

    @property
    def is_money(self) -> bool:
        return self.unit == "元" and self.role != Role.RATE

    @property
    def is_share(self) -> bool:
        """A fraction of something: 0.5 for 50%."""
        return self.unit == ""

    @property
    def is_whole_cap(self) -> bool:
        """A cap without a figure, the whole of a price or cost that `base` names: 不超过日租金."""
        return self.role == Role.CAP and self.is_share and self.value == 1 and bool(self.base)


class Requirement(models.TextChoices):
    """How a condition compares; 以上 includes the number, 超过 does not."""

    AT_LEAST = "at_least", _("at least")
    MORE_THAN = "more_than", _("more than")
    AT_MOST = "at_most", _("at most")
    LESS_THAN = "less_than", _("less than")
    EQUALS = "equals", _("exactly")
    IS = "is", _("is")


class ConditionTerm(models.Model):
    """One condition of a clause."""

    clause = models.ForeignKey(SubsidyClause, models.CASCADE, related_name="conditions")
    order = models.PositiveSmallIntegerField(_("order"))
    subject = models.CharField(_("subject"), max_length=200)
    comparator = models.CharField(_("comparator"), max_length=12)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ("clause", "order")
        constraints = [models.UniqueConstraint(fields=["clause", "order"], name="condition_order_once_a_clause")]

    def __str__(self) -> str:
        value = "" if self.value is None else f"{self.value.normalize():f}"
        return f"{self.subject} {self.comparator_label} {value}{self.unit}"

    def as_read(self) -> parts.Condition:
        return parts.Condition(subject=self.subject, comparator=self.comparator, value=self.value, unit=self.unit or None)

    @property
    def comparator_label(self) -> str:
        return Requirement(self.comparator).label if self.comparator in Requirement else self.comparator
