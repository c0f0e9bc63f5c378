"""Subsidy clauses as a table shows them: all strings of a row made ready at once, for a page holds a thousand of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from policies.models import AmountTerm, ConditionTerm, Form, Region, Role, Stacking, SubsidyClause, SupportKind
from policies.models.subsidy import Requirement

from .markup import escaped, label_of, shortened
from .policy_text import amount, level_badge, on_day, quantity

register = template.Library()

HEADING_SHOWN = 40  # characters of a provision's heading in the row of its clause
OFFERS = (Role.FIXED, Role.PER_UNIT, Role.STEP, Role.RATE, Role.FUND)
BOUNDS = (Role.FLOOR, Role.QUOTA)

Entry = tuple[SafeString, SafeString]  # a term of a clause and what is said of it


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A row of the table and what it opens to, each cell escaped and linked; the two marks are classes of empty cells."""

    pk: int
    address: str
    kinds: SafeString
    who: SafeString
    how_much: SafeString
    at_most: SafeString
    at_most_mark: str
    conditions: SafeString
    conditions_mark: str
    where: SafeString
    source: SafeString
    quote: SafeString
    terms: SafeString


@register.filter
def clause_rows(clauses: Iterable[SubsidyClause], day: date | None = None) -> list[ClauseRow]:
    """The rows of the table; what they lead to is shown as it stood on the day, where one was asked for."""
    words = Words(day)
    return [Written(clause, words).row() for clause in clauses]


@register.filter
def kind_words(clause: SubsidyClause) -> SafeString:
    """The kinds of support: Rent, Broadband."""
    return Words().kinds(clause)


@register.filter
def how_much(clause: SubsidyClause) -> SafeString:
    """What it pays, each figure on a line that leads to its sentence, and below them its form."""
    return Written(clause, Words()).how_much()


@register.filter
def clause_terms(clause: SubsidyClause) -> SafeString:
    """All that the clause says, as the entries of a description list; every figure leads to its sentence."""
    return Written(clause, Words()).terms()


class Words:
    """What the clauses of one page share, in the language of the page: each word translated once, each place made once."""

    def __init__(self, day: date | None = None) -> None:
        self.day = day  # kept in the addresses, where one was asked for
        self.label = cache(label_of)
        self.place = cache(self._place)
        self.comma, self.colon = escaped(pgettext("list", ", ")), escaped(pgettext("label", ": "))
        self.of, self.for_whom, self.unlimited = _("of %(base)s"), _("for %(scope)s"), _soft(_("the text does not say for whom or for how long"))
        heads = ("At most", "Conditions", "Stacking", "Delivery", "Document")
        self.at_most, self.conditions, self.stacking, self.delivery, self.document = (escaped(_(head)) for head in heads)
        self.unconditional = _soft(_("none with a number; read the sentence"))
        self.unsaid = _soft(_("the sentence does not say"))

    def address(self, address: str) -> str:
        return on_day(address, self.day)

    def _place(self, region: Region) -> SafeString:
        name = region.name if region.depth else region.short_name
        badge = level_badge(region.level, region.get_kind_display())
        return format_html('{} <a href="{}">{}</a>', badge, self.address(region.get_absolute_url()), name)

    def kinds(self, clause: SubsidyClause) -> SafeString:
        return SafeString(self.comma.join(self.label(SupportKind, kind) for kind in clause.kinds))


class Written:
    """One clause in words, its figures linked to its sentence."""

    def __init__(self, clause: SubsidyClause, words: Words) -> None:
        self.clause, self.words = clause, words
        self.address = words.address(clause.sentence_url)
        self.sentence = escaped(self.address)
        self.cited = escaped(clause.provision.cited) if clause.provision else NOTHING
        self.amounts = [(term, self._linked(amount(term))) for term in clause.amounts.all()]
        self.requirements = clause.conditions.all()

    def row(self) -> ClauseRow:
        clause, words = self.clause, self.words
        caps = _lines(figure for _term, figure in self._of_roles(Role.CAP))
        return ClauseRow(
            pk=clause.pk, address=words.address(clause.get_absolute_url()), kinds=words.kinds(clause), who=escaped(clause.beneficiary) or DASH,
            how_much=self.how_much(), at_most=caps or SOFT_DASH, at_most_mark="" if caps else EMPTY,
            conditions=escaped(str(len(self.requirements))) if self.requirements else SOFT_DASH,
            conditions_mark="" if self.requirements else EMPTY,
            where=words.place(clause.region) if clause.region else DASH, source=self._source(),
            quote=escaped(clause.quote), terms=self.terms(),
        )  # fmt: skip

    def _source(self) -> SafeString:
        link = format_html('<a href="{}">{}</a>', self.sentence, escaped(self.clause.document.number or self.clause.document.title))
        return format_html("{} {}", link, _soft(self.cited)) if self.cited else link

    def _of_roles(self, *roles: str) -> list[tuple[AmountTerm, SafeString]]:
        return [(term, figure) for term, figure in self.amounts if term.role in roles]

    def _linked(self, figure: str) -> SafeString:
        return format_html('<a class="figure" href="{}">{}</a>', self.sentence, escaped(figure))

    # --- how much ---------------------------------------------------------------------------------------------------------
    def how_much(self) -> SafeString:
        tiers = self._of_roles(Role.TIER)
        ends = self.clause.tier_range if tiers else None
        graded = [self._range(*ends)] if ends else [figure for _term, figure in tiers]
        lines = _lines([*graded, *(self._offer(term, figure) for term, figure in self._of_roles(*OFFERS))])
        names = self.words.colon + escaped(" / ".join(term.tier for term, _figure in tiers)) if tiers else NOTHING
        return format_html('{}<div class="figure-form">{}{}</div>', lines, self.words.label(Form, self.clause.form), names)

    def _range(self, low: AmountTerm, high: AmountTerm) -> SafeString:
        return format_html('<a class="figure range" href="{}">{} – {}</a>', self.sentence, escaped(amount(low)), escaped(amount(high)))

    def _offer(self, term: AmountTerm, figure: SafeString) -> SafeString:
        if not (term.is_share and term.base):
            return figure
        return format_html('{}<span class="figure-per"> {}</span>', figure, self._base(term))

    def _base(self, term: AmountTerm) -> SafeString:
        """What a share is taken of, or nothing."""
        return escaped(self.words.of % {"base": term.base}) if term.base else NOTHING

    # --- all its terms ----------------------------------------------------------------------------------------------------
    def terms(self) -> SafeString:
        return format_html_join("", "<div><dt>{}</dt> <dd>{}</dd></div>", (*self._figures(), *self._rules()))

    def _figures(self) -> Iterator[Entry]:
        for term, figure in self._of_roles(Role.TIER):
            yield escaped(term.tier), _followed(figure, NOTHING, term.scope)
        for term, figure in self._of_roles(*OFFERS):
            yield self.words.label(Role, term.role), _followed(figure, self._base(term), term.scope)
        for term, figure in self._of_roles(*BOUNDS):
            said = f"{term.base} {term.scope}" if term.base or term.scope else ""
            yield self.words.label(Role, term.role), _followed(figure, NOTHING, said)
        for term, figure in self._of_roles(Role.CAP):
            yield self.words.at_most, self._cap(term, figure)

    def _cap(self, term: AmountTerm, figure: SafeString) -> SafeString:
        base = NOTHING if term.is_whole_cap else self._base(term)
        if term.scope:
            return format_html("{} {}{}", figure, base, _soft(self.words.for_whom % {"scope": term.scope}))
        return format_html("{} {}{}", figure, base, _soft("") if term.per or term.base else self.words.unlimited)

    def _rules(self) -> Iterator[Entry]:
        clause, words = self.clause, self.words
        yield words.conditions, self._conditions() if self.requirements else words.unconditional
        yield words.stacking, words.label(Stacking, clause.stacking) if clause.stacking else words.unsaid
        if clause.delivery:
            yield words.delivery, escaped(clause.delivery)
        yield words.document, self._where()

    def _conditions(self) -> SafeString:
        items = format_html_join("", "<li>{} {}{}</li>", map(self._condition, self.requirements))
        return format_html('<ul class="plain">{}</ul>', items)

    def _condition(self, term: ConditionTerm) -> tuple[SafeString, SafeString, SafeString]:
        figure = NOTHING if term.value is None else format_html(" {}", self._linked(quantity(term.value, term.unit)))
        return escaped(term.subject), _soft(self.words.label(Requirement, term.comparator)), figure

    def _where(self) -> SafeString:
        clause = self.clause
        title = format_html('<a href="{}">{}</a>', self.sentence, escaped(clause.document.title))
        if not clause.provision:
            return title
        address = escaped(f"{self.address.partition('#')[0]}#{clause.provision.anchor}")
        heading = escaped(shortened(clause.provision.heading, HEADING_SHOWN))
        return format_html('{} · <a href="{}">{} {}</a>', title, address, self.cited, heading)


# --- pieces ---------------------------------------------------------------------------------------------------------------
def _lines(figures: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "<div>{}</div>\n", ((figure,) for figure in figures))


def _followed(figure: SafeString, base: SafeString, soft: str) -> SafeString:
    """A figure with what it is taken of, and for whom it stands."""
    if base:
        figure = format_html("{} {}", figure, base)
    return format_html("{} {}", figure, _soft(soft)) if soft else figure


def _soft(text: str) -> SafeString:
    return format_html('<span class="soft">{}</span>', escaped(text))


NOTHING, DASH, EMPTY = SafeString(""), SafeString("—"), " is-empty"
SOFT_DASH = _soft("—")
