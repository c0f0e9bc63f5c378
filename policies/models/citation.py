"""Citations between documents: one verb and its reverse."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import Count, F, Min, Value, Window
from django.db.models.functions import Cast, Coalesce, DenseRank, Greatest, Least, Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .evidence import Finding, FindingQuerySet, Review, to_sentence
from .workflow import State

AROUND = 120  # characters looked at on each side of a citation for the ends of its sentence


class Relation(models.TextChoices):
    BASED_ON = "based_on", _("is based on")
    IMPLEMENTS = "implements", _("implements")
    REFERS_TO = "refers_to", _("refers to")
    ISSUES = "issues", _("issues")
    FORWARDS = "forwards", _("forwards")
    REPEALS = "repeals", _("repeals")
    AMENDS = "amends", _("amends")
    EXPLAINS = "explains", _("explains")

    @property
    def reverse(self) -> str:
        """The same relation seen from the document cited."""
        return REVERSE[self]


REVERSE = {
    Relation.BASED_ON: _("is the basis of"),
    Relation.IMPLEMENTS: _("is implemented by"),
    Relation.REFERS_TO: _("is referred to by"),
    Relation.ISSUES: _("is issued by"),
    Relation.FORWARDS: _("is forwarded by"),
    Relation.REPEALS: _("is repealed by"),
    Relation.AMENDS: _("is amended by"),
    Relation.EXPLAINS: _("is explained by"),
}


class Resolution(models.TextChoices):
    """How the cited document was found."""

    NUMBER = "number", _("by its number")
    TITLE = "title", _("by its title")
    ALIAS = "alias", _("by a nickname")
    STUB = "stub", _("not in the collection yet")
    PERSON = "person", _("by a person")
    NONE = "none", _("not resolved")


class CitationQuerySet(FindingQuerySet):
    def upward(self) -> CitationQuerySet:
        """What a document rests on: its basis and what it implements."""
        return self.filter(relation__in=[Relation.BASED_ON, Relation.IMPLEMENTS])

    def unresolved(self) -> CitationQuerySet:
        """Citations that lead nowhere: none or several documents would fit."""
        return self.filter(resolution=Resolution.NONE, target=None).exclude(review=Review.REJECTED)

    def alike(self, number: str, title: str) -> CitationQuerySet:
        """Citations printed in the same words."""
        return self.filter(number=number, title=title)

    def groups_alike(self) -> models.QuerySet:
        """Rows of number, title, how many papers print them so, and one such citation; the most frequent first."""
        rows = self.order_by().values("number", "title").annotate(papers=Count("document", distinct=True), example=Min("pk"))
        return rows.order_by("-papers", "number", "title")

    def decisions(self) -> CitationQuerySet:
        """Citations that a person led to a document, the latest last; what was decided once holds for all alike."""
        return self.filter(resolution=Resolution.PERSON, target__isnull=False).exclude(review=Review.REJECTED).order_by("reviewed_at", "pk")

    @transaction.atomic
    def settle(self, target: object, by: object) -> int:
        """Lead these citations to the document as a person decided, and log the papers that show them; how many."""
        keys = list(self.values_list("pk", flat=True))
        settled = Citation.objects.filter(pk__in=keys)
        settled.update(target=target, resolution=Resolution.PERSON, review=Review.ACCEPTED, reviewed_by=by, reviewed_at=timezone.now())
        self.model.parts.rel.related_model.objects.filter(citation__in=keys).place()
        public = settled.filter(document__state=State.PUBLISHED)
        if documents := list(public.order_by().values_list("document", flat=True).distinct()):
            public.first().document.record_change(*documents, target.pk)
        return len(keys)

    def upward_between_public(self) -> CitationQuerySet:
        """The same between two papers that visitors may see; one that rests on "itself" was misread."""
        return self.public().upward().filter(target__state=State.PUBLISHED).exclude(document=F("target"))

    def resting_on(self, document: object) -> CitationQuerySet:
        """The same by other papers of one document, which visitors may see."""
        return self.public().upward().filter(target=document).exclude(document=document)

    def counts_by_level_and_year(self) -> list[tuple[str, str, int]]:
        """Rows of level, year ("" where undated) and how many papers cite.

        The year is cut out of the date as it is written, for SQLite asks Python for the parts of each date.
        """
        year = Coalesce(Substr(Cast("document__issued_on", models.CharField()), 1, 4), Value(""))
        rows = self.order_by().annotate(year=year).values_list("document__level", "year")
        return list(rows.annotate(number=Count("document", distinct=True)).order_by("document__level", "year"))

    def of_level_and_year(self, level: str, year: str) -> CitationQuerySet:
        """Citations by papers of just one row of these counts."""
        dated = {"document__issued_on__year": int(year)} if year else {"document__issued_on": None}
        return self.filter(document__level=level, **dated)

    def papers(self, first: int, number: int) -> list[int]:
        """Keys of the citing papers, the oldest first, from one place on."""
        oldest = F("document__issued_on").asc(nulls_last=True)
        return list(self.order_by(oldest, "document").values_list("document", flat=True).distinct()[first : first + number])

    def ranked_by_target(self) -> CitationQuerySet:
        """Annotate `rank_below`: the place of the citing paper among those of the same document cited, the oldest first."""
        oldest = [F("document__issued_on").asc(nulls_last=True), F("document_id").asc()]
        return self.annotate(rank_below=Window(DenseRank(), partition_by="target", order_by=oldest))

    def with_words_around(self) -> CitationQuerySet:
        """Annotate the words before and after each, for `sentence`, and those that stand in its place today."""
        text, start = "document__current__text", F("start")
        return self.annotate(
            before=Substr(text, Greatest(start - AROUND + 1, 1), Least(start, AROUND)),
            there=Substr(text, start + 1, F("end") - start),
            after=Substr(text, F("end") + 1, AROUND),
        )


class Citation(Finding):
    """A place where a document names another; title and number as printed, target as resolved."""

    title = models.TextField(_("title as printed"), blank=True)
    number = models.CharField(_("number as printed"), max_length=80, blank=True)
    attributed_to = models.CharField(_("issuer as printed"), max_length=120, blank=True)
    alias = models.CharField(_("short name"), max_length=80, blank=True)
    relation = models.CharField(_("relation"), max_length=12, choices=Relation)
    target = models.ForeignKey(
        "policies.Document", models.SET_NULL, null=True, blank=True, related_name="cited_by", verbose_name=_("document cited")
    )
    resolution = models.CharField(_("found"), max_length=10, choices=Resolution, default=Resolution.NONE)

    objects = CitationQuerySet.as_manager()

    class Meta(Finding.Meta):
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        # Whole in the index, for thousands of papers cite a decree of the nation.
        indexes = [models.Index(fields=["target", "relation", "document", "review"], name="citation_by_target")]

    def __str__(self) -> str:
        return self.number or self.title

    @property
    def reverse_verb(self) -> str:
        return Relation(self.relation).reverse

    @property
    def sentence(self) -> str:
        """The sentence it stands in where it was fetched `with_words_around`, else its quote."""
        before, after = self.around
        return f"{before}{self.quote}{after}"

    @property
    def around(self) -> tuple[str, str]:
        """The words of its sentence before and after it; none where the text of today does not hold it in its place."""
        is_there = bool(self.quote) and getattr(self, "there", None) == self.quote
        return to_sentence(self.before, self.after) if is_there else ("", "")

    @property
    def public_target(self) -> object | None:
        """The document cited where visitors may see it; a draft is named only as printed."""
        return self.target if self.target and self.target.state == State.PUBLISHED else None

    def touches(self) -> tuple[int, ...]:
        return (self.target_id,) if self.target_id else ()
