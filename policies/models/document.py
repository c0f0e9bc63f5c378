"""Documents: what a paper is called, who issued it, when, and the versions of its text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..reading.secrecy import find_marking
from .addresses import address_of
from .citation import Citation, Relation
from .holdings import HELD, HoldingsQuerySet
from .issuing_body import IssuingBody
from .region import Region
from .target import Precision
from .validity import Effect, Validity, ValidityState, effects_of, effects_on, judge, state_of_document, whole_effects
from .workflow import MOVES, Change, Move, MoveRefused, State


class Genre(models.TextChoices):
    POLICY = "policy", _("Policy")
    REPORT = "report", _("Report")
    INTERPRETATION = "interpretation", _("Interpretation")
    DRAFT = "draft", _("Draft for comment")


class Level(models.TextChoices):
    NATIONAL = "national", _("National")
    MINISTRY = "ministry", _("Ministry")
    PROVINCE = "province", _("Province")
    CITY = "city", _("City")
    COUNTY = "county", _("County or district")
    ZONE = "zone", _("Zone")


# The columns that lists show.
LISTED = (
    "slug", "number", "title", "level", "genre", "is_stub", "effective_to", "published_at",
    *(f"{name}_{part}" for name in ("issued", "printed", "published", "page") for part in ("on", "precision")),
    "lead_body__name", "lead_body__slug", "region__name", "region__slug", "region__path",
)


class DocumentQuerySet(HoldingsQuerySet):
    # Who may see it
    def published(self) -> DocumentQuerySet:
        """Public documents, stubs that published documents cite included."""
        return self.filter(state=State.PUBLISHED)

    def in_collection(self) -> DocumentQuerySet:
        """Documents whose text or facts are here: no stubs."""
        return self.filter(is_stub=False)

    def stubs(self) -> DocumentQuerySet:
        return self.filter(is_stub=True)

    # What it is
    def policies(self) -> DocumentQuerySet:
        return self.filter(genre=Genre.POLICY)

    def reports(self) -> DocumentQuerySet:
        return self.filter(genre=Genre.REPORT)

    def numbered(self, code: str, year: int | None, serial: int | None) -> DocumentQuerySet:
        return self.filter(number_code=code, number_year=year, number_serial=serial)

    # When it holds
    def repealed(self, on: date) -> DocumentQuerySet:
        return self.filter(Exists(whole_effects(Relation.REPEALS, OuterRef("pk"), on)))

    def in_state(self, state: str, on: date) -> DocumentQuerySet:
        """Documents whose validity on the day is the state; the same rules as `Document.validity`."""
        return self.in_states((state,), on)

    def in_states(self, states: Iterable[str], on: date) -> DocumentQuerySet:
        return self.alias(state_then=state_of_document(on)).filter(state_then__in=list(states))

    def in_force(self, on: date) -> DocumentQuerySet:
        return self.in_state(ValidityState.IN_FORCE, on)

    def with_validity_state(self, on: date) -> DocumentQuerySet:
        """Annotate `validity_state` on the day, for lists that say it without a query a row."""
        return self.annotate(validity_state=state_of_document(on))

    def ending_between(self, first: date, last: date) -> DocumentQuerySet:
        return self.filter(effective_to__range=(first, last)).order_by("effective_to")

    # Where it is from
    def count_by_province(self) -> dict[str, int]:
        """How many stand on each province and below, by the slug of the province; "cn" counts the nation's own."""
        counts: dict[str, int] = {}
        for path, count in self.order_by().values_list("region__path").annotate(models.Count("pk")).exclude(region=None):
            steps = path.split("/")
            counts[steps[1] or steps[0]] = counts.get(steps[1] or steps[0], 0) + count
        return counts

    # How it is listed
    def newest(self) -> DocumentQuerySet:
        return self.order_by(models.F("issued_on").desc(nulls_last=True), models.F("printed_on").desc(nulls_last=True), "-pk")

    def newest_of_each_region(self, limit: int) -> DocumentQuerySet:
        """At most `limit` documents of each region, the newest first within it."""
        rank = Window(RowNumber(), partition_by="region", order_by=[models.F("issued_on").desc(nulls_last=True), models.F("pk").desc()])
        return self.annotate(rank_in_region=rank).filter(rank_in_region__lte=limit).order_by("region", "rank_in_region")

    def for_list(self) -> DocumentQuerySet:
        """All that a row of a list shows, and no more: a document has some fifty columns."""
        return self.select_related("lead_body", "region").only(*LISTED)


class Document(models.Model):
    """A paper known by its number or title; a stub is one that is known only from citations."""

    slug = models.SlugField(_("slug"), max_length=160, unique=True, allow_unicode=True)
    is_stub = models.BooleanField(_("known only from citations"), default=False, db_index=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT, db_index=True)
    genre = models.CharField(_("genre"), max_length=16, choices=Genre, default=Genre.POLICY)

    # Numbers: `number` in the canonical form 代字〔年〕序号, its three parts for look-up.
    number = models.CharField(_("document number"), max_length=80, blank=True, db_index=True)
    number_printed = models.CharField(_("number as printed"), max_length=80, blank=True)
    number_code = models.CharField(_("number code"), max_length=40, blank=True)
    number_year = models.PositiveSmallIntegerField(_("number year"), null=True, blank=True)
    number_serial = models.PositiveIntegerField(_("number serial"), null=True, blank=True)
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True)
    index_number = models.CharField(_("index number"), max_length=60, blank=True)
    copy_number = models.CharField(_("copy number"), max_length=12, blank=True)

    # Title and kind
    title = models.CharField(_("title"), max_length=400)
    title_key = models.CharField(_("title for matching"), max_length=400, blank=True, db_index=True, editable=False)
    kind = models.CharField(_("document kind"), max_length=20, blank=True, db_index=True)
    instrument_title = models.CharField(_("title of the instrument issued"), max_length=400, blank=True)
    instrument_key = models.CharField(max_length=400, blank=True, db_index=True, editable=False)
    instrument_kind = models.CharField(_("kind of the instrument"), max_length=20, blank=True)

    # Who and where
    lead_body = models.ForeignKey(
        IssuingBody, models.PROTECT, null=True, blank=True, related_name="led_documents", verbose_name=_("lead issuing body")
    )
    issuing_bodies = models.ManyToManyField(IssuingBody, through="Issuance", related_name="documents")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("region"))
    level = models.CharField(_("level"), max_length=10, choices=Level, blank=True, db_index=True)
    addressees = models.JSONField(_("addressees"), default=list, blank=True)
    copied_to = models.JSONField(_("copied to"), default=list, blank=True)
    annexes = models.JSONField(_("annexes"), default=list, blank=True)

    # Five dates kept apart; the places they were read at stand in `header_evidence` under the same names.
    issued_on = models.DateField(_("date issued"), null=True, blank=True, db_index=True)
    issued_precision = models.CharField(max_length=6, choices=Precision, default=Precision.DAY)
    published_on = models.DateField(_("date published"), null=True, blank=True)
    published_precision = models.CharField(max_length=6, choices=Precision, default=Precision.DAY)
    printed_on = models.DateField(_("date printed"), null=True, blank=True)
    printed_precision = models.CharField(max_length=6, choices=Precision, default=Precision.DAY)
    effective_on = models.DateField(_("effective date"), null=True, blank=True)
    effective_precision = models.CharField(max_length=6, choices=Precision, default=Precision.DAY)
    page_on = models.DateField(_("date of the page"), null=True, blank=True)
    page_precision = models.CharField(max_length=6, choices=Precision, default=Precision.DAY)
    effective_to = models.DateField(_("in force until"), null=True, blank=True, db_index=True)
    plan_from = models.PositiveSmallIntegerField(_("first year planned"), null=True, blank=True)
    plan_to = models.PositiveSmallIntegerField(_("last year planned"), null=True, blank=True)
    header_evidence = models.JSONField(_("where the header was read"), default=dict, blank=True)

    # Text and source
    current = models.OneToOneField(
        "policies.DocumentVersion", models.SET_NULL, null=True, blank=True, related_name="current_of", verbose_name=_("current version")
    )
    source_name = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    source_kind = models.CharField(_("kind of source"), max_length=20, blank=True)
    captured_on = models.DateField(_("captured on"), null=True, blank=True)
    numbers_found = models.PositiveIntegerField(_("numbers in the text"), default=0)
    numbers_explained = models.PositiveIntegerField(_("numbers explained"), default=0)
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, db_index=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("-issued_on", "-pk")
        permissions = [("publish_document", "Can publish and withdraw documents")]
        indexes = [
            models.Index(fields=["number_code", "number_year", "number_serial"]),
            models.Index(fields=["state", "region", "-issued_on", "-id"]),
            models.Index(fields=["state", "level", "-issued_on"]),
            models.Index(fields=["state", "-issued_on", "-id"]),
            # All that is counted of a place; led by the state, SQLite would begin joins here that it had better begin elsewhere.
            models.Index(fields=["region", "state", "is_stub", "genre", *HELD], name="document_held_by_place"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["lead_body", "number_code", "number_year", "number_serial"],
                condition=~Q(number_code=""),
                name="number_once_a_body_and_year",
            ),
            models.UniqueConstraint(
                fields=["number_code", "number_year", "number_serial"],
                condition=Q(lead_body__isnull=True) & ~Q(number_code=""),
                name="number_once_without_a_body",
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_on__isnull=True) | Q(effective_to__gte=models.F("effective_on")),
                name="document_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="document_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("policies:document-detail", self.slug)

    # --- what it says of itself -----------------------------------------------------------------------------------------
    @property
    def text(self) -> str:
        return self.current.text if self.current else ""

    @property
    def dated_on(self) -> date | None:
        """The day that lists sort and show: issued, else printed, else published."""
        return self.issued_on or self.printed_on or self.published_on or self.page_on

    @property
    def citation_form(self) -> str:
        """How another paper would cite it: 《title》（number）."""
        return f"《{self.title}》（{self.number}）" if self.number else f"《{self.title}》"

    # --- validity -------------------------------------------------------------------------------------------------------
    def validity(self, on: date, effects: Iterable[Effect] | None = None) -> Validity:
        """The state on the day with its reason; the rules of `DocumentQuerySet.with_validity_state`.

        `effects` are what other documents have done to it by the day, where the caller has them already.
        """
        return judge(self, on, self.effects(on) if effects is None else list(effects))

    def effects(self, on: date) -> list[Effect]:
        """What other documents have done to it by the day, the newest first."""
        newest = effects_on(self, on).order_by("-document__issued_on", "-document_id", "start", "pk")
        return effects_of(newest.select_related("document").prefetch_related("parts").with_words_around())

    def quoted(self, name: str) -> str:
        """The words a header fact was read from."""
        return (self.header_evidence.get(name) or {}).get("quote", "")

    def put_lead_first(self) -> None:
        """Let the issuances begin with the lead body, as the head of a joint paper does."""
        bodies = list(self.issuances.values_list("body", flat=True))
        if self.lead_body_id is None or bodies[:1] == [self.lead_body_id]:
            return
        self.issuances.all().delete()
        ordered = dict.fromkeys((self.lead_body_id, *bodies))
        Issuance.objects.bulk_create(Issuance(document=self, body_id=body, order=order) for order, body in enumerate(ordered))

    # --- workflow -------------------------------------------------------------------------------------------------------
    def may_be_edited_by(self, user: object) -> bool:
        """What is public is changed only by those who may publish; drafts by every editor."""
        return user.has_perm("policies.publish_document" if self.state == State.PUBLISHED else "policies.change_document")

    def open_moves(self, user: object) -> list[State]:
        """Where the person may move it from its state."""
        if self.is_stub:
            return []
        return [after for (before, after), permission in MOVES.items() if before == self.state and user.has_perm(permission)]

    @transaction.atomic
    def move(self, to: str, *, by: object | None = None, note: str = "") -> None:
        """Make one move of the workflow and log it; MoveRefused names why not. Without a person no permission is asked."""
        Change.objects.hold()
        # Two people may press a button at once: the state that counts is the one in the database, held until commit.
        self.state = Document.objects.select_for_update().values_list("state", flat=True).get(pk=self.pk)
        self._check_move(to, by)
        before, self.state = self.state, State(to)
        if to == State.PUBLISHED:
            self.published_at = timezone.now()
        self.save(update_fields=["state", "published_at", "updated_at"])
        Move.objects.create(document=self, before=before, after=to, by=by, note=note)
        self.record_change()

    def _check_move(self, to: str, by: object | None) -> None:
        permission = MOVES.get((State(self.state), State(to)))
        if self.is_stub:
            raise MoveRefused(gettext("This document is known only from citations; it is shown while a published document cites it."))
        if permission is None:
            raise MoveRefused(gettext("A document that is “%(before)s” cannot become “%(after)s”.") % _labels(self.state, to))
        if by is not None and not by.has_perm(permission):
            raise MoveRefused(gettext("Your role may not move a document from “%(before)s” to “%(after)s”.") % _labels(self.state, to))
        if to == State.PUBLISHED and self.current and (marking := find_marking(self.current.raw_text)):
            raise MoveRefused(gettext("The text carries the marking “%(marking)s”; such a paper may not be published.") % {"marking": marking})

    def record_change(self, *others: int) -> None:
        """Log that what is public of it, and of other documents because of it, may have changed.

        While it is hidden too: somebody else may have published it since it was read.
        """
        Change.objects.hold()
        changing = self.citations.filter(relation__in=(Relation.REPEALS, Relation.AMENDS), target__isnull=False)
        Change.objects.record(self.pk, *others, *changing.values_list("target", flat=True), *self.update_stubs(*others))

    def update_stubs(self, *formerly: int) -> list[int]:
        """Show the stubs that a published document cites, hide the others; the ids of those that changed.

        Looks at those that this document cites, and at those that it cited until now.
        """
        stubs = Document.objects.stubs().filter(Q(cited_by__document=self) | Q(pk__in=formerly)).distinct()
        public = Q(Exists(Citation.objects.public().filter(target=OuterRef("pk"))))
        appearing = list(stubs.filter(public).exclude(state=State.PUBLISHED).values_list("pk", flat=True))
        vanishing = list(stubs.filter(~public, state=State.PUBLISHED).values_list("pk", flat=True))
        Document.objects.filter(pk__in=appearing).update(state=State.PUBLISHED)
        Document.objects.filter(pk__in=vanishing).update(state=State.DRAFT)
        return appearing + vanishing


def _labels(before: str, after: str) -> dict[str, object]:
    return {"before": State(before).label, "after": State(after).label}


class Issuance(models.Model):
    """A body that issued a document, in the order of the head; the first leads."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="issuances")
    body = models.ForeignKey(IssuingBody, models.PROTECT, related_name="issuances")
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("issuance")
        verbose_name_plural = _("issuances")
        ordering = ("document", "order")
        constraints = [
            models.UniqueConstraint(fields=["document", "body"], name="body_once_a_document"),
            models.UniqueConstraint(fields=["document", "order"], name="issuance_order_once_a_document"),
        ]

    def __str__(self) -> str:
        return str(self.body)


class DocumentAlias(models.Model):
    """A nickname of a document: 众创十二条."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="alias_rows")
    name = models.CharField(_("name"), max_length=80, db_index=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("nickname")
        verbose_name_plural = _("nicknames")
        constraints = [models.UniqueConstraint(fields=["document", "name"], name="nickname_once_a_document")]

    def __str__(self) -> str:
        return self.name


class DocumentVersion(models.Model):
    """One text of a document as it was captured: raw, clean, what was repaired, what was left over."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    serial = models.PositiveSmallIntegerField(_("version"))
    digest = models.CharField(_("digest of the source (SHA-256)"), max_length=64, db_index=True)
    raw_text = models.TextField(_("text as captured"))
    text = models.TextField(_("clean text"))
    repairs = models.JSONField(_("repairs made"), default=list, blank=True)
    flags = models.JSONField(_("to be looked at"), default=list, blank=True)
    left_over = models.JSONField(_("numbers not explained"), default=list, blank=True)
    reader_version = models.CharField(_("reader version"), max_length=20, blank=True)
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    file_kind = models.CharField(_("kind of file"), max_length=10, blank=True)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ("document", "-serial")
        constraints = [models.UniqueConstraint(fields=["document", "serial"], name="version_serial_once_a_document")]

    def __str__(self) -> str:
        return f"{self.document} ({self.serial})"


