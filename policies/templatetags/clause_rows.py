"""Subsidy clauses as a table shows them, each row with what it opens to; a page holds a thousand of their strings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from policies.models import AmountTerm, ConditionTerm, Form, Region, Role, Stacking, SubsidyClause, SupportKind
from policies.models.subsidy import Requirement

from .markup import CHINESE, MOST_WORDS, escaped, in_chinese, label_of, shortened, tongue
from .policy_text import amount, level_badge, on_day, quantity

register = template.Library()

HEADING_SHOWN = 40  # characters of a provision's heading in the row of its clause
OFFERS = (Role.FIXED, Role.PER_UNIT, Role.STEP, Role.RATE, Role.FUND)
BOUNDS = (Role.FLOOR, Role.QUOTA)

Entry = tuple[str, str]  # a term of a clause and what is said of it, both escaped


@register.filter
def clause_rows(clauses: Iterable[SubsidyClause], day: date | None = None) -> SafeString:
    """The head of the table and its rows; what they lead to is shown as it stood on the day, where one was asked for."""
    page = Page(day)
    return SafeString("\n".join((page.words.head, *(Written(clause, page).row() for clause in clauses))))


@register.filter
def kind_words(clause: SubsidyClause) -> SafeString:
    """The kinds of support: Rent, Broadband."""
    return SafeString(Page().words.kinds(clause))


@register.filter
def promised(clause: SubsidyClause) -> SafeString:
    """What it pays, each figure on a line that leads to its sentence, below them its form; where only a cap is named, the cap."""
    return SafeString(Written(clause, Page()).promised())


@register.filter
def clause_terms(clause: SubsidyClause) -> SafeString:
    """All that the clause says, as the entries of a description list; every figure leads to its sentence."""
    return SafeString(Written(clause, Page()).terms())


# --- what clauses share -------------------------------------------------------------------------------------------------------
class Words:
    """What all clauses share in one language, translated once a process."""

    def __init__(self) -> None:
        self.label = lru_cache(MOST_WORDS)(label_of)
        self.comma, self.colon = pgettext("list", ", "), pgettext("label", ": ")
        self.of, self.for_whom = escaped(_("of %(base)s")), escaped(_("for %(scope)s"))
        columns = (_("What"), _("Who"), _("How much"), _("At most"), _("Conditions"), _("Where"), _("Source"))
        self.columns = tuple(map(escaped, columns))
        self.at_most, self.conditions = self.columns[3:5]
        self.stacking, self.delivery, self.document = escaped(_("Stacking")), escaped(_("Delivery")), escaped(_("Document"))
        self.unlimited = _soft(_("the text does not say for whom or for how long"))
        self.unconditional = _soft(_("none with a number; read the sentence"))
        self.unsaid = _soft(_("the sentence does not say"))
        self.retold = escaped(_("told by a report, whose text is with its publisher"))

    @property
    def head(self) -> str:
        """The names of the columns; figures stand on the right."""
        cells = (f'<th scope="col"{AMOUNT if 2 <= place <= 4 else ""}>{name}</th>' for place, name in enumerate(self.columns))
        return f"<thead>\n<tr>{''.join(cells)}</tr>\n</thead>"

    def kinds(self, clause: SubsidyClause) -> str:
        return self.comma.join(self.label(SupportKind, kind) for kind in clause.kinds)


@cache
def words_in(_language: str | None) -> Words:
    """The words of the language that is spoken now; it is named so that each keeps its own."""
    return Words()


class Page:
    """What the clauses of one page share: its words, the day that its addresses keep, and each place written once."""

    def __init__(self, day: date | None = None) -> None:
        self.words, self.day = words_in(get_language()), day
        self.place = cache(self._place)

    def address(self, address: str) -> str:
        """The address with the day in it, to be put into a link."""
        return escaped(on_day(address, self.day))

    def _place(self, region: Region) -> str:
        name = region.name if region.depth else region.short_name
        badge = level_badge(region.level, region.get_kind_display())
        return f'{badge} <a{CHINESE} href="{self.address(region.get_absolute_url())}">{escaped(name)}</a>'


# --- one of them --------------------------------------------------------------------------------------------------------------
class Written:
    """One clause in words, its figures linked to its sentence."""

    def __init__(self, clause: SubsidyClause, page: Page) -> None:
        self.clause, self.page, self.words = clause, page, page.words
        self.address = clause.sentence_url
        self.sentence = page.address(self.address)
        self.cited = escaped(clause.provision.cited) if clause.provision else ""
        self.amounts = [(term, self._linked(amount(term))) for term in clause.amounts.all()]
        self.requirements = clause.conditions.all()

    def row(self) -> str:
        """The cells, and below them the sentence, which opens to all the terms."""
        quote = escaped(self.clause.quote)
        quoted = f'<blockquote class="clause-quote" lang="zh-CN"><p>{quote}</p></blockquote>' if quote else ""
        return (
            f'<tbody id="clause-{self.clause.pk}">\n<tr class="clause-row">{self._cells()}</tr>\n'
            '<tr class="clause-more"><td colspan="7"><details>'
            f'<summary>{self._sentence(quote)}</summary>{quoted}'
            f'<dl class="terms">{self.terms()}</dl></details></td></tr>\n</tbody>'
        )

    def _sentence(self, quote: str) -> str:
        return f'<span class="clause-sentence"{CHINESE}>{quote}</span>' if quote else f'<span class="clause-sentence">{self.words.retold}</span>'

    def _cells(self) -> str:
        clause, page = self.clause, self.page
        what, who, how_much, at_most, conditions, where, source = self.words.columns
        caps = _lines(figure for _term, figure in self._of_roles(Role.CAP))
        count = len(self.requirements)
        return (
            f'<th scope="row" data-label="{what}"><a href="{page.address(clause.get_absolute_url())}">{self.words.kinds(clause)}</a></th>'
            f'<td data-label="{who}">{in_chinese(clause.beneficiary) or DASH}</td>'
            f'<td{AMOUNT} data-label="{how_much}">{self.how_much()}</td>'
            f'<td{AMOUNT if caps else NO_AMOUNT} data-label="{at_most}">{caps or SOFT_DASH}</td>'
            f'<td{AMOUNT if count else NO_AMOUNT} data-label="{conditions}">{count or SOFT_DASH}</td>'
            f'<td data-label="{where}">{page.place(clause.region) if clause.region else DASH}</td>'
            f'<td data-label="{source}">{self._source()}</td>'
        )

    def _source(self) -> str:
        link = f'<a{CHINESE} href="{self.sentence}">{escaped(self.clause.document.number or self.clause.document.title)}</a>'
        return f"{link} {_printed(self.cited)}" if self.cited else link

    def _of_roles(self, *roles: str) -> list[tuple[AmountTerm, str]]:
        return [(term, figure) for term, figure in self.amounts if term.role in roles]

    def _linked(self, figure: str) -> str:
        return f'<a class="figure"{tongue(figure)} href="{self.sentence}">{escaped(figure)}</a>'

    # --- how much ---------------------------------------------------------------------------------------------------------
    def how_much(self) -> str:
        tiers = self._of_roles(Role.TIER)
        ends = self.clause.tier_range if tiers else None
        graded = [self._range(*ends)] if ends else [figure for _term, figure in tiers]
        lines = _lines([*graded, *(self._offer(term, figure) for term, figure in self._of_roles(*OFFERS))])
        names = self.words.colon + in_chinese(" / ".join(term.tier for term, _figure in tiers)) if tiers else ""
        return f'{lines}<div class="figure-form">{self.words.label(Form, self.clause.form)}{names}</div>'

    def promised(self) -> str:
        is_bare = not self._of_roles(Role.TIER, *OFFERS)
        return f"{_lines(figure for _term, figure in self._of_roles(Role.CAP)) if is_bare else ''}{self.how_much()}"

    def _range(self, low: AmountTerm, high: AmountTerm) -> str:
        ends = f"{amount(low)} – {amount(high)}"
        return f'<a class="figure range"{tongue(ends)} href="{self.sentence}">{escaped(ends)}</a>'

    def _offer(self, term: AmountTerm, figure: str) -> str:
        return f'{figure}<span class="figure-per"> {self._base(term)}</span>' if term.is_share and term.base else figure

    def _base(self, term: AmountTerm) -> str:
        """What a share is taken of, or nothing."""
        return self.words.of % {"base": in_chinese(term.base)} if term.base else ""

    # --- all its terms ----------------------------------------------------------------------------------------------------
    def terms(self) -> str:
        return "".join(f"<div><dt>{name}</dt> <dd>{said}</dd></div>" for name, said in (*self._figures(), *self._rules()))

    def _figures(self) -> Iterator[Entry]:
        words = self.words
        for term, figure in self._of_roles(Role.TIER):
            yield in_chinese(term.tier), _followed(figure, "", term.scope)
        for term, figure in self._of_roles(*OFFERS):
            yield words.label(Role, term.role), _followed(figure, self._base(term), term.scope)
        for term, figure in self._of_roles(*BOUNDS):
            said = f"{term.base} {term.scope}" if term.base or term.scope else ""
            yield words.label(Role, term.role), _followed(figure, "", said)
        for term, figure in self._of_roles(Role.CAP):
            yield words.at_most, self._cap(term, figure)

    def _cap(self, term: AmountTerm, figure: str) -> str:
        base = "" if term.is_whole_cap else self._base(term)
        if term.scope:
            return f"{figure} {base}{_soft(SafeString(self.words.for_whom % {'scope': in_chinese(term.scope)}))}"
        return f"{figure} {base}{'' if term.per or term.base else self.words.unlimited}"

    def _rules(self) -> Iterator[Entry]:
        clause, words = self.clause, self.words
        yield words.conditions, self._conditions() if self.requirements else words.unconditional
        yield words.stacking, words.label(Stacking, clause.stacking) if clause.stacking else words.unsaid
        if clause.delivery:
            yield words.delivery, in_chinese(clause.delivery)
        yield words.document, self._where()

    def _conditions(self) -> str:
        return f'<ul class="plain">{"".join(map(self._condition, self.requirements))}</ul>'

    def _condition(self, term: ConditionTerm) -> str:
        figure = "" if term.value is None else f" {self._linked(quantity(term.value, term.unit))}"
        return f"<li>{in_chinese(term.subject)} {_soft(self.words.label(Requirement, term.comparator))}{figure}</li>"

    def _where(self) -> str:
        provision = self.clause.provision
        title = f'<a{CHINESE} href="{self.sentence}">{escaped(self.clause.document.title)}</a>'
        if not provision:
            return title
        address = self.page.address(f"{self.address.partition('#')[0]}#{provision.anchor}")
        return f'{title} · <a{CHINESE} href="{address}">{self.cited} {escaped(shortened(provision.heading, HEADING_SHOWN))}</a>'


# --- pieces ---------------------------------------------------------------------------------------------------------------
def _lines(figures: Iterable[str]) -> str:
    return "".join(f"<div>{figure}</div>\n" for figure in figures)


def _followed(figure: str, base: str, scope: str) -> str:
    """A figure with what it is taken of, and for whom it stands."""
    if base:
        figure = f"{figure} {base}"
    return f"{figure} {_printed(scope)}" if scope else figure


def _soft(text: str) -> str:
    return f'<span class="soft">{escaped(text)}</span>'


def _printed(text: str) -> str:
    """Words of the paper beside a figure or a link."""
    return f'<span class="soft"{CHINESE}>{escaped(text)}</span>'


DASH, SOFT_DASH = "—", _soft("—")
AMOUNT, NO_AMOUNT = ' class="amount"', ' class="amount is-empty"'
