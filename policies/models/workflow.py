"""States of a document, the moves between them, and the log of what became public."""

from __future__ import annotations

from django.conf import settings
from django.db import connection, models, transaction
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

CHANGE_LOG_LOCK = 7_310_501  # one advisory lock for all writers of the change log on PostgreSQL
CHANNEL = "policy_changes"  # on which PostgreSQL tells listening processes of a commit to the change log

changed = Signal()  # sent after the commit of a transaction that wrote to the change log


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# (from, to) -> the permission that the move asks for.
MOVES: dict[tuple[str, str], str] = {
    (State.DRAFT, State.IN_REVIEW): "policies.change_document",
    (State.DRAFT, State.PUBLISHED): "policies.publish_document",
    (State.IN_REVIEW, State.DRAFT): "policies.change_document",
    (State.IN_REVIEW, State.PUBLISHED): "policies.publish_document",
    (State.PUBLISHED, State.WITHDRAWN): "policies.publish_document",
    (State.WITHDRAWN, State.DRAFT): "policies.change_document",
    (State.WITHDRAWN, State.PUBLISHED): "policies.publish_document",
}


class MoveRefused(Exception):
    """A move that the table of moves does not know, or that this person may not make."""


class Move(models.Model):
    """One step of a document through the workflow: who, when, why. An empty person is the command line."""

    document = models.ForeignKey("policies.Document", models.CASCADE, related_name="moves")
    before = models.CharField(_("before"), max_length=12, choices=State)
    after = models.CharField(_("after"), max_length=12, choices=State)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class ChangeManager(models.Manager["Change"]):
    def hold(self) -> None:
        """Be the only one that changes what is public until the transaction ends, where several can.

        Taken before any row, so that two never wait for each other.
        """
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHANGE_LOG_LOCK])

    @transaction.atomic
    def record(self, *document_ids: int) -> None:
        """Log that what is public of these documents may have changed, in the transaction at hand.

        On PostgreSQL rows of two transactions could become visible in another order than their numbers; the lock,
        held until commit, makes the order of the log the order of the commits.
        """
        if not document_ids:
            return
        self.hold()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
        self.bulk_create([Change(document_id=pk) for pk in dict.fromkeys(document_ids)])
        transaction.on_commit(_tell_of_changes)


def _tell_of_changes() -> None:
    changed.send(Change)


class Change(models.Model):
    """A row of the change log: look at this document again. No foreign key, for the row outlives the document."""

    document_id = models.BigIntegerField(_("document"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = ChangeManager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.pk}: document {self.document_id}"
