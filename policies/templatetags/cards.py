"""The cards beside the text of a paper: what was read out of one part of it, each leading back to its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Protocol

from django.utils.safestring import SafeString
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
    Relation,
    ReportedFigure,
    Responsibility,
    Review,
    Role,
    Stacking,
    SubsidyClause,
    SupportKind,
    Target,
)
from policies.models.subsidy import Requirement
from policies.models.target import Comparator, Qualifier

from .markup import CHINESE, MOST_WORDS, escaped, in_chinese, label_of, spoken, tongue
from .policy_text import amount, partly_dated, quantity


class Found(Protocol):
    """What was read out of one part of a text."""

    targets: list[Target]
    clauses: list[SubsidyClause]
    figures: list[ReportedFigure]
    responsibilities: list[Responsibility]
    citations: list[Citation]
    is_unreviewed: bool


class Words:
    """What all cards share in one language, translated once a process."""

    def __init__(self) -> None:
        self.label = lru_cache(MOST_WORDS)(label_of)
        self.foot = lru_cache(MOST_WORDS)(_foot)
        self.comma, self.semicolon, self.colon = (pgettext(*mark) for mark in (("list", ", "), ("list", "; "), ("label", ": ")))
        self.support, self.targets, self.figures = _("Support"), _("Targets"), _("Reported figures")
        self.bodies, self.citations = _("Responsible bodies"), _("Citations")
        self.by_day, self.as_of, self.lead = _("by %(day)s"), _("as of %(day)s"), _("lead")
        self.conditions, self.missing = _("Conditions"), _("not in the collection yet")
        self.back, self.group = escaped(_("show the sentence")), escaped(_("Read out of this part"))
        self.unreviewed = _("Read from the text, not reviewed yet.")


@cache
def words_in(_language: str | None) -> Words:
    """The words of the language that is spoken now; it is named so that each keeps its own."""
    return Words()


class Cards:
    """Writes cards; `is_said` where the part says of all of them that nobody looked at them."""

    def __init__(self, words: Words, *, is_said: bool) -> None:
        self.words, self.is_said = words, is_said

    def beside(self, part: Found) -> str:
        words = self.words
        said = f'<p class="reviewed">{words.unreviewed}</p>' if self.is_said else ""
        kinds = (
            (words.support, part.clauses, "".join(map(self.clause, part.clauses))),
            (words.targets, part.targets, "".join(map(self.target, part.targets))),
            (words.figures, part.figures, "".join(map(self.figure, part.figures))),
            (words.bodies, part.responsibilities, f'<ul class="plain">{"".join(map(self.body, part.responsibilities))}</ul>'),
            (words.citations, part.citations, "".join(map(self.citation, part.citations))),
        )
        cards = "".join(f'\n<p class="kind">{head}</p>{written}' for head, found, written in kinds if found)
        return f'<div class="findings no-print" role="group" aria-label="{words.group}">{said}{cards}\n</div>'

    # --- support ----------------------------------------------------------------------------------------------------------
    def clause(self, clause: SubsidyClause) -> str:
        words = self.words
        kinds = words.comma.join(words.label(SupportKind, kind) for kind in clause.kinds)
        whom = f' {in_chinese(clause.beneficiary, "soft")}' if clause.beneficiary else ""
        stacking = f'<p class="small">{words.label(Stacking, clause.stacking)}</p>' if clause.stacking else ""
        return (
            f'\n<div class="card" id="card-{clause.anchor}">'
            f'<p class="card-title"><a href="{escaped(clause.get_absolute_url())}">{kinds}</a>{whom}</p>'
            f"{self._receipt(clause)}{self._conditions(clause.conditions.all())}{stacking}{self._foot(clause)}</div>"
        )

    def _receipt(self, clause: SubsidyClause) -> str:
        """Its sums, one to a line; a clause without any says its form."""
        if terms := clause.amounts.all():
            return f'<ul class="receipt">{"".join(self._sum(clause, term) for term in terms)}</ul>'
        return f'<p class="small">{_figure(clause, self.words.label(Form, clause.form))}</p>'

    def _sum(self, clause: SubsidyClause, term: AmountTerm) -> str:
        what = in_chinese(term.tier) or self.words.label(Role, term.role)
        base = "" if term.is_whole_cap else term.base
        more = "".join(f' <small class="soft"{CHINESE}>{escaped(said)}</small>' for said in (base, term.scope) if said)
        return f'<li><span class="what">{what}{more}</span><span class="how-much">{_figure(clause, amount(term))}</span></li>'

    def _conditions(self, terms: Sequence[ConditionTerm]) -> str:
        if not terms:
            return ""
        words = self.words
        said = words.semicolon.join(f"{in_chinese(term.subject)} {self._requirement(term)}" for term in terms)
        return f'<p class="small"><span class="soft">{words.conditions}{words.colon}</span>{said}</p>'

    def _requirement(self, term: ConditionTerm) -> str:
        figure = "" if term.value is None else f" {spoken(quantity(term.value, term.unit))}"
        return f"{self.words.label(Requirement, term.comparator)}{figure}"

    # --- targets and reported figures ----------------------------------------------------------------------------------------
    def target(self, target: Target) -> str:
        day = self.words.by_day % {"day": partly_dated(target.deadline)} if target.deadline else ""
        qualifier = self.words.label(Comparator, target.comparator)
        return self._measure(target, (target.scope, day), qualifier, quantity(target.low, target.unit, target.high))

    def figure(self, figure: ReportedFigure) -> str:
        day = self.words.as_of % {"day": partly_dated(figure.as_of)} if figure.as_of else ""
        qualifier = self.words.label(Qualifier, figure.qualifier) if figure.qualifier else ""
        return self._measure(figure, (day,), qualifier, quantity(figure.quantity, figure.unit))

    def _measure(self, found: Target | ReportedFigure, more: Iterable[str], qualifier: str, figure: str) -> str:
        said = "".join(f' <small class="soft">{spoken(words)}</small>' for words in more if words)
        degree = f'<small class="soft">{qualifier}</small> ' if qualifier else ""
        return (
            f'\n<div class="card" id="card-{found.anchor}"><ul class="receipt"><li>'
            f'<span class="what">{in_chinese(found.indicator)}{said}</span>'
            f'<span class="how-much">{degree}{_figure(found, figure)}</span></li></ul>{self._foot(found)}</div>'
        )

    # --- bodies and citations ---------------------------------------------------------------------------------------------------
    def body(self, row: Responsibility) -> str:
        name = escaped(row.body_name)
        named = f'<a{CHINESE} href="{escaped(row.body.get_absolute_url())}">{name}</a>' if row.body else in_chinese(name)
        lead = f' <span class="soft small">{self.words.lead}</span>' if row.is_lead else ""
        back = f"{self._back(row)} " if row.is_placed else ""
        return f'\n<li class="card" id="card-{row.anchor}">{back}{named}{lead}{self._foot(row)}</li>'

    def citation(self, citation: Citation) -> str:
        back = f" {self._back(citation)}" if citation.is_placed else ""
        return (
            f'\n<div class="card" id="card-{citation.anchor}"><p class="card-title">'
            f'<span class="soft small">{self.words.label(Relation, citation.relation)}</span>{back}<br> {self._cited(citation)}</p>'
            f"{self._foot(citation)}</div>"
        )

    def _cited(self, citation: Citation) -> str:
        """The document cited; one that may not be seen is named only as printed."""
        target = citation.public_target
        if not target:
            return in_chinese(citation.number or citation.title)
        missing = f' <span class="soft small">{self.words.missing}</span>' if target.is_stub else ""
        return f'<a{CHINESE} href="{escaped(target.get_absolute_url())}">{escaped(target.number or target.title)}</a>{missing}'

    # --- all of them --------------------------------------------------------------------------------------------------------
    def _back(self, found: Finding) -> str:
        return f'<a class="back" href="#{found.anchor}" aria-label="{self.words.back}">¶</a>'

    def _foot(self, found: Finding) -> str:
        foot = self.words.foot(found.origin, found.review, found.confidence, self.is_said)
        return f'<span class="card-foot">{foot}</span>' if foot else ""


def _figure(found: Finding, figure: str) -> str:
    """A figure that leads to its sentence, where it has a place."""
    return f'<a class="figure"{tongue(figure)} href="#{found.anchor}">{escaped(figure)}</a>' if found.is_placed else spoken(figure)


def _foot(origin: str, review: str, confidence: str, is_said: bool) -> SafeString:
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
    return escaped(" ".join(said))
