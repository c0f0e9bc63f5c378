"""A paper as its page prints it: each part with its text, the cards beside it, the papers around it; all strings made ready once.

A page holds hundreds of them, and a fragment of its own for each card took longer than all the rest of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import EnumType
from functools import cache
from typing import NamedTuple, Protocol

from django import template
from django.template.defaultfilters import truncatechars
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from policies.models import (
    AmountTerm,
    Citation,
    ConditionTerm,
    Confidence,
    Finding,
    Form,
    Origin,
    Provision,
    Relation,
    ReportedFigure,
    Responsibility,
    Review,
    Role,
    Stacking,
    SubsidyClause,
    SupportKind,
    Target,
    ValidityState,
)
from policies.models.subsidy import Requirement
from policies.models.target import Comparator, Qualifier
from policies.models.validity import Effect

from .policy_text import amount, listed_day, partly_dated, quantity

register = template.Library()

HEADING_SHOWN = 32  # characters of a heading in the outline
QUOTE_SHOWN = 200  # characters of a quote among the papers that cite


class LaidOut(Protocol):
    """A part of the text with what was read out of it, as the view lays it out."""

    provision: Provision | None
    level: int
    written: list[tuple[str, SafeString]]
    targets: list[Target]
    clauses: list[SubsidyClause]
    figures: list[ReportedFigure]
    responsibilities: list[Responsibility]
    citations: list[Citation]
    findings: list[Finding]
    is_unreviewed: bool
    changes: list[Effect]
    is_over: bool


class HasPages(Protocol):
    """The pages of a long paper."""

    def address_at(self, place: int) -> str: ...


# --- what the page prints ---------------------------------------------------------------------------------------------------
class Sum(NamedTuple):
    """A line of a clause's receipt."""

    tier: str
    role: str
    base: str
    scope: str
    figure: str


@dataclass(frozen=True, slots=True)
class ClauseCard:
    """A subsidy clause; `place` is the address of its sentence on the page, empty without one."""

    anchor: str
    place: str
    foot: str
    address: str
    kinds: str
    beneficiary: str
    sums: list[Sum]
    form: str
    conditions: list[tuple[str, str]]
    stacking: str


@dataclass(frozen=True, slots=True)
class MeasureCard:
    """A target or a reported figure."""

    anchor: str
    place: str
    foot: str
    indicator: str
    scope: str
    day: str
    qualifier: str
    figure: str


@dataclass(frozen=True, slots=True)
class NameCard:
    """A responsible body or a document cited; without an address only its name."""

    anchor: str
    place: str
    foot: str
    name: str
    address: str
    word: str
    is_stub: bool = False


@dataclass(frozen=True, slots=True)
class Cards:
    """All that stands beside one part."""

    is_unreviewed: bool
    clauses: list[ClauseCard]
    targets: list[MeasureCard]
    figures: list[MeasureCard]
    bodies: list[NameCard]
    citations: list[NameCard]


class Note(NamedTuple):
    """What became of a provision: the word and its state, the part meant, and who says so in which sentence."""

    state: str
    verb: str
    part: str
    name: str
    address: str
    quote: str


@dataclass(frozen=True, slots=True)
class Printed:
    """One part of the text."""

    anchor: str
    level: int
    heading: str
    body: SafeString
    cards: Cards | None
    notes: list[Note]
    is_over: bool


class Cited(NamedTuple):
    """A line of the documents that a paper cites; `name` is all there is where the document may not be seen."""

    anchor: str
    verb: str
    address: str
    name: str
    is_stub: bool
    place: str
    quote: str


class Citing(NamedTuple):
    """A line of the documents that cite a paper, with the sentence in three pieces."""

    verb: str
    address: str
    name: str
    day: str
    before: str
    quote: str
    after: str


# --- in templates -----------------------------------------------------------------------------------------------------------
@register.filter
def printed(parts: Iterable[LaidOut]) -> list[Printed]:
    """The parts of a paper with their text and their cards."""
    writer = Writer()
    return [writer.part(part) for part in parts]


@register.filter
def outlined(provisions: Iterable[Provision], pager: HasPages | None = None) -> list[tuple[int, str, str, str]]:
    """The lines of the outline: depth, anchor, words, and the address of the page where it is not the one at hand."""
    return [
        (one.depth, one.anchor, f"{one.marker}{truncatechars(one.heading, HEADING_SHOWN)}", pager.address_at(one.start) if pager else "")
        for one in provisions
    ]


@register.filter
def told(clauses: Iterable[SubsidyClause]) -> list[tuple[str, list[ClauseCard]]]:
    """Each clause's words and its card, for a paper whose text is not on the page."""
    writer = Writer()
    return [(clause.quote, [writer.clause(clause, is_said=False)]) for clause in clauses]


@register.filter
def cited_lines(citations: Iterable[Citation], pager: HasPages | None = None) -> list[Cited]:
    """The documents that a paper cites, each with where its sentence stands, on another page of a long paper too."""
    label = cache(_label)
    return [_cited(citation, f"{label(Relation, citation.relation)}{_parts(citation)}", pager) for citation in citations]


@register.filter
def citing_lines(citations: Iterable[Citation]) -> list[Citing]:
    return [
        Citing(
            f"{citation.reverse_verb}{_parts(citation)}", citation.get_absolute_url(), citation.document.citation_form, listed_day(citation.document),
            citation.before_quote, truncatechars(citation.quote, QUOTE_SHOWN), citation.after_quote,
        )
        for citation in citations
    ]  # fmt: skip


# --- how it is written ------------------------------------------------------------------------------------------------------
class Writer:
    """Writes the parts of one page in its language; each word that findings share is translated once."""

    def __init__(self) -> None:
        self.label = cache(_label)
        self.foot_words = cache(_foot)
        self.comma, self.semicolon = pgettext("list", ", "), pgettext("list", "; ")
        self.by_day, self.as_of, self.lead = _("by %(day)s"), _("as of %(day)s"), _("lead")

    def part(self, part: LaidOut) -> Printed:
        heading = [html for role, html in part.written if role == "heading"]
        lines = [f'<p class="{role}">{html}</p>' if role else f"<p>{html}</p>" for role, html in part.written if role != "heading"]
        return Printed(
            anchor=part.provision.anchor if part.provision else "",
            level=part.level,
            heading=heading[0] if heading else "",
            body=mark_safe("\n".join(lines)),  # noqa: S308 - the pieces were escaped when they were marked
            cards=self.cards(part) if part.findings else None,
            notes=[self.note(effect) for effect in part.changes],
            is_over=part.is_over,
        )

    def note(self, effect: Effect) -> Note:
        is_repealed = effect.relation == Relation.REPEALS
        state, verb = (ValidityState.REPEALED, _("Repealed by")) if is_repealed else (ValidityState.AMENDED, _("Amended by"))
        citation = effect.citation
        return Note(str(state), verb, str(effect.part), citation.document.citation_form, citation.get_absolute_url(), citation.sentence)

    def cards(self, part: LaidOut) -> Cards:
        is_said = part.is_unreviewed
        return Cards(
            is_unreviewed=is_said,
            clauses=[self.clause(one, is_said=is_said) for one in part.clauses],
            targets=[self.target(one, is_said=is_said) for one in part.targets],
            figures=[self.figure(one, is_said=is_said) for one in part.figures],
            bodies=[self.body(one, is_said=is_said) for one in part.responsibilities],
            citations=[self.citation(one, is_said=is_said) for one in part.citations],
        )

    def clause(self, clause: SubsidyClause, *, is_said: bool) -> ClauseCard:
        return ClauseCard(
            **self._common(clause, is_said),
            address=clause.get_absolute_url(),
            kinds=self.comma.join(self.label(SupportKind, kind) for kind in clause.kinds),
            beneficiary=clause.beneficiary,
            sums=[self._sum(term) for term in clause.amounts.all()],
            form=self.label(Form, clause.form),
            conditions=self._conditions(clause.conditions.all()),
            stacking=self.label(Stacking, clause.stacking) if clause.stacking else "",
        )

    def target(self, target: Target, *, is_said: bool) -> MeasureCard:
        return MeasureCard(
            **self._common(target, is_said),
            indicator=target.indicator,
            scope=target.scope,
            day=self.by_day % {"day": partly_dated(target.deadline)} if target.deadline else "",
            qualifier=self.label(Comparator, target.comparator),
            figure=quantity(target.low, target.unit, target.high),
        )

    def figure(self, figure: ReportedFigure, *, is_said: bool) -> MeasureCard:
        return MeasureCard(
            **self._common(figure, is_said),
            indicator=figure.indicator,
            scope="",
            day=self.as_of % {"day": partly_dated(figure.as_of)} if figure.as_of else "",
            qualifier=self.label(Qualifier, figure.qualifier) if figure.qualifier else "",
            figure=quantity(figure.quantity, figure.unit),
        )

    def body(self, row: Responsibility, *, is_said: bool) -> NameCard:
        address = row.body.get_absolute_url() if row.body else ""
        return NameCard(**self._common(row, is_said), name=row.body_name, address=address, word=self.lead if row.is_lead else "")

    def citation(self, citation: Citation, *, is_said: bool) -> NameCard:
        target = citation.public_target
        return NameCard(
            **self._common(citation, is_said),
            name=(target.number or target.title) if target else (citation.number or citation.title),
            address=target.get_absolute_url() if target else "",
            word=self.label(Relation, citation.relation),
            is_stub=bool(target and target.is_stub),
        )

    def _common(self, finding: Finding, is_said: bool) -> dict[str, str]:
        anchor = finding.anchor
        foot = self.foot_words(finding.origin, finding.review, finding.confidence, is_said)
        return {"anchor": anchor, "place": f"#{anchor}" if finding.is_placed else "", "foot": foot}

    def _sum(self, term: AmountTerm) -> Sum:
        base = "" if term.is_whole_cap else term.base
        return Sum(term.tier, self.label(Role, term.role), base, term.scope, amount(term))

    def _conditions(self, terms: Sequence[ConditionTerm]) -> list[tuple[str, str]]:
        said = []
        for number, term in enumerate(terms, 1):
            figure = "" if term.value is None else f" {quantity(term.value, term.unit)}"
            end = self.semicolon if number < len(terms) else ""
            said.append((term.subject, f"{self.label(Requirement, term.comparator)}{figure}{end}"))
        return said


# --- pieces -----------------------------------------------------------------------------------------------------------------
def _label(kind: EnumType, value: str) -> str:
    return str(kind(value).label) if value in kind else value


def _foot(origin: str, review: str, confidence: str, is_said: bool) -> str:
    """Who looked, and how sure the reading is; that it was read and not reviewed only where the part does not say it."""
    said = []
    if origin == Origin.ENTERED:
        said.append(_("entered by hand"))
    elif review == Review.ACCEPTED:
        said.append(_("read from the text, accepted by a person"))
    elif not is_said:
        said.append(_("read from the text, not reviewed yet"))
    if confidence == Confidence.LIKELY:
        said.append(_("the reading is likely, not sure"))
    elif confidence == Confidence.CHECK:
        said.append(_("the reading is to be checked"))
    return " ".join(said)


def _parts(citation: Citation) -> str:
    """The provisions meant, in brackets: （第三条、第五条第二款）."""
    names = "、".join(dict.fromkeys(map(str, citation.parts.all())))
    return f"（{names}）" if names else ""


def _provision_cited(citation: Citation) -> str:
    """The document cited, at the provision where just one is meant."""
    parts = citation.parts.all()
    provision = parts[0].provision if len(parts) == 1 else None
    address = citation.public_target.get_absolute_url()
    return f"{address}#{provision.anchor}" if provision else address


def _cited(citation: Citation, verb: str, pager: HasPages | None) -> Cited:
    target = citation.public_target
    page = pager.address_at(citation.start) if pager and citation.is_placed else ""
    title = f"《{citation.title}》" if citation.title else ""
    return Cited(
        anchor=citation.anchor,
        verb=verb,
        address=_provision_cited(citation) if target else "",
        name=target.citation_form if target else f"{title}{citation.number}",
        is_stub=bool(target and target.is_stub),
        place=f"{page}#{citation.anchor}" if citation.is_placed else "",
        quote=citation.quote,
    )
