"""What every record that was read out of a document carries: its place, its quote, its origin, its review."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .region import RegionScopedQuerySet
from .workflow import State

CONTEXT = 400  # characters of a paragraph shown on each side of a quote; some captured texts are one line long


SENTENCE_ENDS = "。；！？\n"


def to_sentence(before: str, after: str) -> tuple[str, str]:
    """What of the words around a quote belongs to its sentence; a cut inside the sentence is shown by dots."""
    begin = max(before.rfind(stop) for stop in SENTENCE_ENDS) + 1
    ends = [place for stop in SENTENCE_ENDS if (place := after.find(stop)) >= 0]
    head = before[begin:] if begin else f"…{before}" if before else ""
    tail = after[: min(ends) + 1] if ends else f"{after}…" if after else ""
    return head.lstrip(), tail.rstrip()


class Origin(models.TextChoices):
    READ = "read", _("Read from the text")
    ENTERED = "entered", _("Entered by hand")


class Review(models.TextChoices):
    PROPOSED = "proposed", _("Not reviewed yet")
    ACCEPTED = "accepted", _("Accepted by a person")
    REJECTED = "rejected", _("Rejected by a person")


class Confidence(models.TextChoices):
    SURE = "sure", _("Sure")
    LIKELY = "likely", _("Likely")
    CHECK = "check", _("To be checked")


class FindingQuerySet(RegionScopedQuerySet):
    region_field = "document__region"  # unless the finding has a region of its own

    def public(self) -> FindingQuerySet:
        """Findings of published documents that no person rejected."""
        return self.filter(document__state=State.PUBLISHED).exclude(review=Review.REJECTED)

    def not_public(self) -> FindingQuerySet:
        """All others: to count what is public as all but these takes no look at the papers of half a million findings."""
        return self.filter(self._not_public())

    def but_not_public(self) -> FindingQuerySet:
        """The same as `public`, where few findings stay that are looked for by something else."""
        return self.exclude(self._not_public())

    def _not_public(self) -> Q:
        papers = self.model._meta.get_field("document").related_model.objects.order_by()
        unpublished = papers.filter(state__in=[state for state in State if state != State.PUBLISHED])
        rejected = self.model.objects.filter(review=Review.REJECTED).order_by()
        return Q(pk__in=rejected.values("pk")) | Q(document__in=unpublished.values("pk"))

    def kept(self) -> FindingQuerySet:
        """What a re-reading must not overwrite: entered, accepted or rejected by a person."""
        return self.filter(Q(origin=Origin.ENTERED) | ~Q(review=Review.PROPOSED))

    def replaceable(self) -> FindingQuerySet:
        return self.filter(origin=Origin.READ, review=Review.PROPOSED)

    def count_reviewed(self) -> tuple[int, int]:
        """How many are public, and how many of them a person accepted or entered: all less those that are not."""
        by_person = Q(review=Review.ACCEPTED) | Q(origin=Origin.ENTERED)
        figures = {"total": Count("pk"), "by_person": Count("pk", filter=by_person)}
        all_of_them, others = self.order_by().aggregate(**figures), self.not_public().order_by().aggregate(**figures)
        return all_of_them["total"] - others["total"], all_of_them["by_person"] - others["by_person"]

    def in_text_order(self) -> FindingQuerySet:
        return self.order_by("start", "pk")


class Finding(models.Model):
    """Base of every record read out: `quote` is `document.text[start:end]`; without a place it was entered by hand."""

    document = models.ForeignKey("policies.Document", models.CASCADE, related_name="%(class)ss", verbose_name=_("document"))
    provision = models.ForeignKey(
        "policies.Provision", models.SET_NULL, null=True, blank=True, related_name="%(class)ss", verbose_name=_("provision")
    )
    start = models.PositiveIntegerField(_("start"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end"), null=True, blank=True)
    quote = models.TextField(_("quote"), blank=True)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.READ)
    confidence = models.CharField(_("confidence"), max_length=8, choices=Confidence, default=Confidence.SURE)
    reader_version = models.CharField(_("reader version"), max_length=20, blank=True)
    review = models.CharField(_("review"), max_length=10, choices=Review, default=Review.PROPOSED, db_index=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("reviewed by")
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("document", "start", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(start__lte=F("end")), name="%(class)s_starts_before_it_ends"
            ),
            models.CheckConstraint(
                condition=~Q(origin="read") | ~Q(quote=""), name="%(class)s_that_was_read_has_a_quote"
            ),
        ]

    @property
    def is_public(self) -> bool:
        """The rule of `public`, for a record at hand."""
        return self.document.state == State.PUBLISHED and self.review != Review.REJECTED

    @property
    def is_placed(self) -> bool:
        return self.start is not None

    @property
    def anchor(self) -> str:
        """The id of its mark in the text and of its card beside it."""
        return f"{self._meta.model_name}-{self.pk}"

    @property
    def sentence_url(self) -> str:
        """Where its words stand: its mark in the text, or the provision for what a person entered without a place."""
        return f"{self.document.get_absolute_url()}#{self.fragment}"

    @property
    def fragment(self) -> str:
        """The id of that place on the page of its document."""
        return self.provision.anchor if not self.is_placed and self.provision else self.anchor

    def get_absolute_url(self) -> str:
        return self.sentence_url

    def in_paragraph(self) -> tuple[str, str, str]:
        """The words before the quote in its paragraph, the quote, the words after it.

        Only the quote where the text at hand does not hold it in its place: entered by hand, or kept from an older version.
        """
        text = self.document.current.text if self.document.current else ""
        if not self.is_placed or text[self.start : self.end] != self.quote:
            return "", self.quote, ""
        first = max(text.rfind("\n", 0, self.start) + 1, self.start - CONTEXT)
        line_end = text.find("\n", self.end)
        last = min(len(text) if line_end < 0 else line_end, self.end + CONTEXT)
        return text[first : self.start].lstrip(), self.quote, text[self.end : last].rstrip()

    # --- a person's verdict ---------------------------------------------------------------------------------------------
    def judge(self, review: str, by: object) -> None:
        """Record a person's verdict; a rejected finding leaves the public pages and the index."""
        self._sign(review, by)
        self.save_and_log()

    def correct(self, by: object, *, changed: bool = True) -> None:
        """Save values that a person looked at: accepted, and the person's own where they differ from what was read.

        Quote and place stay: they still say where the text speaks of it.
        """
        if changed:
            self.origin = Origin.ENTERED
        self._sign(Review.ACCEPTED, by)
        self.save_and_log()

    @transaction.atomic
    def save_and_log(self) -> None:
        self.save()
        self.document.record_change(*self.touches())

    def touches(self) -> tuple[int, ...]:
        """Other documents whose pages say something because of this finding."""
        return ()

    def _sign(self, review: str, by: object) -> None:
        self.review, self.reviewed_by, self.reviewed_at = Review(review), by, timezone.now()
