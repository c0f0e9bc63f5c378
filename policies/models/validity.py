"""Validity (时效性): recorded facts, and the state that they give for a day, always with the reason.

What no text supports is "unverified", never "in force".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan, In
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .citation import Citation, Relation
from .cited_part import CitedPart
from .evidence import Finding, FindingQuerySet, Review
from .provision import Provision
from .workflow import State

BEGINS = ("effective_on", "issued_on", "printed_on", "published_on")  # the first that is known is the day a document begins


class ValidityState(models.TextChoices):
    NOT_YET = "not_yet", _("Not yet in force")
    IN_FORCE = "in_force", _("Within its stated term")
    AMENDED = "amended", _("Amended")
    PARTLY_REPEALED = "partly_repealed", _("Partly repealed")
    EXPIRED = "expired", _("Presumed expired")
    PLAN_OVER = "plan_over", _("Planning period over")
    REPEALED = "repealed", _("Repealed")
    UNVERIFIED = "unverified", _("Validity to be verified")


CHANGING = (Relation.REPEALS, Relation.AMENDS)


@dataclass(frozen=True, slots=True)
class Effect:
    """What another document does to this one: repeals or amends the whole of it, or a part.

    `is_whole` is set too for a part of the document that holds all that is asked about: the clause in a repealed article.
    """

    relation: str
    citation: Citation
    part: CitedPart | None = None
    is_whole: bool = True

    def is_(self, relation: str, *, whole: bool) -> bool:
        return self.relation == relation and self.is_whole is whole


@dataclass(frozen=True, slots=True)
class Validity:
    """The state on a day, why, and the words or the document that say so; `base` is the state but for parts and amendments."""

    state: ValidityState
    reason: str
    on: date
    quote: str = ""
    citation: Citation | None = None  # where another document repeals or amends it
    base: ValidityState | None = None

    @property
    def label(self) -> str:
        return self.state.label

    @property
    def by(self) -> object | None:
        """The document that repeals or amends it."""
        return self.citation.document if self.citation else None


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


# --- what other documents do to one ---------------------------------------------------------------------------------------
def effects_on(document: object, on: date) -> models.QuerySet[Citation]:
    """Citations by which published documents repeal or amend the document or parts of it, in effect by the day."""
    return effects(on).filter(target=document)


def effects(on: date) -> models.QuerySet[Citation]:
    """The same of all documents. A paper that repeals "itself" was misread; one without any date is taken to have begun."""
    return _begun(Citation.objects.public().filter(relation__in=CHANGING, target__isnull=False), on)


def whole_effects(relation: str, document: object, on: date) -> models.QuerySet[Citation]:
    """Those that repeal or amend the document without naming a part."""
    return effects_on(document, on).filter(relation=relation, parts__isnull=True)


def part_effects(relation: str, document: object, on: date) -> models.QuerySet[CitedPart]:
    """The parts of the document that are repealed or amended by the day."""
    return effects_on_parts(relation, on).filter(citation__target=document)


def effects_on_parts(relation: str, on: date) -> models.QuerySet[CitedPart]:
    """The parts of all documents that are."""
    public = Q(citation__document__state=State.PUBLISHED, citation__relation__in=CHANGING) & ~Q(citation__review=Review.REJECTED)
    return _begun(CitedPart.objects.filter(public, relation=relation, citation__target__isnull=False), on, "citation__")


def effects_of(citations: Iterable[Citation]) -> list[Effect]:
    """The effects of citations whose parts are at hand."""
    effects = []
    for citation in citations:
        parts = list(citation.parts.all())
        effects += [Effect(part.relation, citation, part, is_whole=False) for part in parts if part.relation in CHANGING]
        effects += [] if parts else [Effect(citation.relation, citation)]
    return effects


def effects_at(place: int | None, effects: Iterable[Effect]) -> list[Effect]:
    """The effects as far as they reach a place in the text: a part around it is all of it, one elsewhere is nothing to it."""
    return [
        replace(effect, is_whole=effect.is_whole or effect.part.is_placed)
        for effect in effects
        if effect.part is None or not effect.part.is_placed or effect.part.covers(place)
    ]


def _begun(rows: models.QuerySet, on: date, at: str = "") -> models.QuerySet:
    rows = rows.exclude(**{f"{at}document": F(f"{at}target")}).alias(begins=begins(f"{at}document__"))
    return rows.filter(Q(begins__isnull=True) | Q(begins__lte=on))


def begins(at: str = "") -> Coalesce:
    """The day from which a document holds: in effect, else issued, printed or published."""
    return Coalesce(*(f"{at}{name}" for name in BEGINS))


# --- the state of one document --------------------------------------------------------------------------------------------
def judge(document: object, on: date, effects: Sequence[Effect]) -> Validity:
    """The state of a document on a day with its reason: the end that another document puts to it, its own text, what became of its parts."""
    repealed = [one for one in effects if one.is_(Relation.REPEALS, whole=True)]
    partly = [one for one in effects if one.is_(Relation.REPEALS, whole=False)]
    amended = [one for one in effects if one.relation == Relation.AMENDS]
    state = state_by_facts(document, on, is_repealed=bool(repealed), is_partly_repealed=bool(partly), is_amended=bool(amended))
    if state == ValidityState.REPEALED:
        return _repealed(repealed[0], on)
    standing = _judged_by_its_text(document, on, _state_by_its_text(document, on))
    return standing if state == standing.state else _changed(standing, state, partly or amended)


def _repealed(effect: Effect, on: date) -> Validity:
    reason = gettext("A document in the collection repeals it.")
    if effect.part:
        reason = gettext("A document in the collection repeals the provision in which it stands: %(part)s.") % {"part": effect.part}
    return Validity(ValidityState.REPEALED, reason, on, effect.citation.sentence, effect.citation)


def _state_by_its_text(document: object, on: date) -> ValidityState:
    return state_by_facts(document, on, is_repealed=False, is_partly_repealed=False, is_amended=False)


def _judged_by_its_text(document: object, on: date, state: ValidityState) -> Validity:
    if state == ValidityState.NOT_YET and not document.effective_on:
        return Validity(state, gettext("It was issued later."), on)
    reason, fact = {
        ValidityState.NOT_YET: (gettext("The text says it takes effect later."), "effective_from"),
        ValidityState.EXPIRED: (gettext("The term stated in the text is over."), "effective_to"),
        ValidityState.IN_FORCE: (gettext("The term stated in the text still runs; no repeal is known here."), "effective_to"),
        ValidityState.PLAN_OVER: (gettext("The title plans for a period that is over."), "plan_period"),
        ValidityState.UNVERIFIED: (gettext("The text names no end and no document here repeals it."), ""),
    }[state]
    return Validity(state, reason, on, document.quoted(fact) if fact else "")


def _changed(standing: Validity, state: ValidityState, effects: Sequence[Effect]) -> Validity:
    """The state of what stands by its own text, when parts of it were repealed or it was amended: the stronger of both."""
    reasons = [_reason(state, [str(one.part) for one in effects if one.part])]
    if standing.state == ValidityState.IN_FORCE:
        reasons.append(gettext("The term stated in the text still runs."))
    citation = effects[0].citation
    return Validity(state, " ".join(reasons), standing.on, citation.sentence, citation, standing.state)


def _reason(state: ValidityState, parts: list[str]) -> str:
    if not parts:
        return gettext("A document in the collection amends it.")
    named = {"parts": "、".join(dict.fromkeys(parts))}
    if state == ValidityState.AMENDED:
        return gettext("A document in the collection amends it: %(parts)s.") % named
    return gettext("A document in the collection repeals a part of it: %(parts)s.") % named


def state_by_facts(document: object, on: date, *, is_repealed: bool, is_partly_repealed: bool, is_amended: bool) -> ValidityState:
    """The state of a document on a day, without its reason, from its dates and what others have done to it by then."""
    begun = next((day for name in BEGINS if (day := getattr(document, name))), None)
    last, plan_to = document.effective_to, document.plan_to
    decided = (
        (is_repealed, ValidityState.REPEALED),
        (begun and begun > on, ValidityState.NOT_YET),
        (last and last < on, ValidityState.EXPIRED),
        (not last and plan_to and plan_to < on.year, ValidityState.PLAN_OVER),
        (is_partly_repealed, ValidityState.PARTLY_REPEALED),
        (is_amended, ValidityState.AMENDED),
        (last, ValidityState.IN_FORCE),
    )
    return next((state for holds, state in decided if holds), ValidityState.UNVERIFIED)


# --- states in the database -----------------------------------------------------------------------------------------------
def state_on(on: date, at: str, repealed: Q, partly: Q, amended: Q) -> models.Case:
    """The state on the day, the first that fits; `at` leads to the document, the same rules as `Document.validity`."""
    decided = (
        (repealed, ValidityState.REPEALED),
        (_is_to_begin(on, at), ValidityState.NOT_YET),
        (Q(**{f"{at}effective_to__lt": on}), ValidityState.EXPIRED),
        (Q(**{f"{at}effective_to__isnull": True, f"{at}plan_to__lt": on.year}), ValidityState.PLAN_OVER),
        (partly, ValidityState.PARTLY_REPEALED),
        (amended, ValidityState.AMENDED),
        (Q(**{f"{at}effective_to__isnull": False}), ValidityState.IN_FORCE),
    )
    states = (models.When(condition, then=models.Value(str(state))) for condition, state in decided)
    return models.Case(*states, default=models.Value(str(ValidityState.UNVERIFIED)), output_field=models.CharField())


def state_of_document(on: date) -> models.Case:
    key = OuterRef("pk")
    return state_on(
        on, "",
        repealed=Q(Exists(whole_effects(Relation.REPEALS, key, on))),
        partly=Q(Exists(part_effects(Relation.REPEALS, key, on))),
        amended=Q(Exists(whole_effects(Relation.AMENDS, key, on))) | Q(Exists(part_effects(Relation.AMENDS, key, on))),
    )  # fmt: skip


def state_of_clause(on: date) -> models.Case:
    """The state of what stands in a provision: that of the document, and what is done to the parts around it."""
    key = OuterRef("document")
    unplaced = Q(start__isnull=True)
    amended = part_effects(Relation.AMENDS, key, on).filter(unplaced | _around_it())
    return state_on(
        on, "document__",
        repealed=is_repealed_clause(on),
        partly=Q(Exists(part_effects(Relation.REPEALS, key, on).filter(unplaced))),
        amended=Q(Exists(whole_effects(Relation.AMENDS, key, on))) | Q(Exists(amended)),
    )  # fmt: skip


def is_repealed_clause(on: date) -> Q:
    """Whether the document or the provision around it, or one above that, is repealed by the day."""
    key = OuterRef("document")
    around = part_effects(Relation.REPEALS, key, on).filter(_around_it())
    return Q(Exists(whole_effects(Relation.REPEALS, key, on))) | Q(Exists(around))


def _around_it() -> Q:
    place = Coalesce(OuterRef("start"), OuterRef("provision__start"))
    return Q(start__lte=place, until__gt=place)


class StandingQuerySet(FindingQuerySet):
    """Findings that stand and fall with the provision that they are read out of."""

    def with_validity_state(self, on: date) -> StandingQuerySet:
        """Annotate `validity_state` on the day: that of the document, and what became of the provision around the finding."""
        return self.annotate(validity_state=state_of_clause(on))

    def in_states(self, states: Iterable[str], on: date) -> StandingQuerySet:
        """Those in one of the states, each judged by itself: for a page, or for what was narrowed down before."""
        wanted = set(states)
        if wanted.issuperset(ValidityState):
            return self
        if wanted | {ValidityState.REPEALED} == set(ValidityState):
            return self.not_repealed(on)
        return self.filter(In(state_of_clause(on), sorted(wanted)))

    def not_repealed(self, on: date) -> StandingQuerySet:
        """Without those of repealed documents and provisions."""
        return self.exclude(is_repealed_clause(on))

    def recorded_in(self, states: Iterable[str], on: date) -> StandingQuerySet:
        """Those in one of the states, none of which is "unverified", found from what is recorded; of most papers nothing is.

        What was repealed is found from the repeals, for there are some thousands of them beside half a million findings.
        """
        wanted = set(states) - {ValidityState.UNVERIFIED}
        if wanted == {ValidityState.REPEALED}:
            return self.filter(self._repealed(on))
        if wanted == {ValidityState.REPEALED, ValidityState.NOT_YET}:
            return self.filter(self._repealed(on) | Q(document__in=self._documents().filter(_is_to_begin(on)).values("pk")))
        return self.filter(document__in=self._with_records(on).values("pk")).in_states(wanted, on)

    def count_standing(self, on: date) -> int:
        """How many public ones are not repealed by the day, as lists have them: all less the others, which are few."""
        repealed = self.but_not_public().recorded_in([ValidityState.REPEALED], on)
        return self.count() - self.not_public().count() - repealed.count()

    def _repealed(self, on: date) -> Q:
        whole = effects(on).filter(relation=Relation.REPEALS, parts__isnull=True).order_by().values("target")
        at = f"citation__target__{self.model._meta.get_field('document').related_query_name()}"
        # The provision is looked at only for what has no place of its own.
        provision = Subquery(Provision.objects.filter(pk=OuterRef(f"{at}__provision")).order_by().values("start"))
        around = effects_on_parts(Relation.REPEALS, on).alias(place=Coalesce(f"{at}__start", provision))
        return Q(document__in=whole) | Q(pk__in=around.filter(place__gte=F("start"), place__lt=F("until")).order_by().values(at))

    def _with_records(self, on: date) -> models.QuerySet:
        """Documents that may be in another state than "unverified" on the day, or parts of them."""
        changed = Citation.objects.filter(relation__in=CHANGING, target__isnull=False).order_by().values("target")
        says_itself = Q(effective_to__isnull=False) | Q(plan_to__lt=on.year) | _is_to_begin(on)
        return self._documents().filter(says_itself | Q(pk__in=changed))

    def _documents(self) -> models.QuerySet:
        return self.model._meta.get_field("document").related_model.objects.order_by()


def _is_to_begin(on: date, at: str = "") -> Q:
    return Q(GreaterThan(begins(at), on if isinstance(on, models.Expression) else models.Value(on)))
