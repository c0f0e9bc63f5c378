"""A paper as its page prints it: its outline, each part of its text with the cards beside it, the papers around it.

A page holds hundreds of lines, and a template for each took longer than all the rest of the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from policies.models import Citation, Finding, Provision, Relation, SubsidyClause, ValidityState
from policies.models.validity import Effect

from .cards import Cards, Found, Words, words_in
from .markup import escaped, in_chinese, shortened
from .policy_text import listed_day

register = template.Library()

HEADING_SHOWN = 32  # characters of a heading in the outline
QUOTE_SHOWN = 200  # characters of a quote among the papers that cite


class LaidOut(Found, Protocol):
    """A part of the text with what was read out of it, as the view lays it out."""

    provision: Provision | None
    level: int
    written: list[tuple[str, SafeString]]
    findings: list[Finding]
    changes: list[Effect]
    is_over: bool


class HasPages(Protocol):
    """The pages of a long paper."""

    def address_at(self, place: int) -> str: ...


# --- the text ---------------------------------------------------------------------------------------------------------------
@register.filter
def printed(parts: Iterable[LaidOut]) -> SafeString:
    """The parts of a paper with their text and their cards, each a section."""
    permalink, words = escaped(_("Address of this provision")), words_in(get_language())
    return SafeString("\n".join(_section(part, permalink, words) for part in parts))


def _section(part: LaidOut, permalink: str, words: Words) -> str:
    named = f' id="{part.provision.anchor}"' if part.provision and part.provision.anchor else ""
    css = f"part{' has-findings' if part.findings else ''}{' is-over' if part.is_over else ''}"
    cards = Cards(words, is_said=part.is_unreviewed).beside(part) if part.findings else ""
    text = f"{_heading(part, permalink)}{''.join(map(_note, part.changes))}{_body(part)}"
    return f'<section class="{css}"{named}>\n<div class="part-text" lang="zh-CN">{text}</div>\n{cards}</section>'


def _heading(part: LaidOut, permalink: str) -> str:
    heading = next((html for role, html in part.written if role == "heading"), "")
    if not heading:
        return ""
    link = f'<a class="permalink no-print" href="#{part.provision.anchor}" aria-label="{permalink}">#</a>'
    return f'<h{part.level} class="heading">{heading}{link}</h{part.level}>\n'


def _body(part: LaidOut) -> str:
    """Its lines; the pieces were escaped when they were marked."""
    return "\n".join(f'<p class="{role}">{html}</p>' if role else f"<p>{html}</p>" for role, html in part.written if role != "heading")


def _note(effect: Effect) -> str:
    """What became of a provision: the part meant, and who says so in which sentence."""
    is_repealed = effect.relation == Relation.REPEALS
    state, verb = (ValidityState.REPEALED, _("Repealed by")) if is_repealed else (ValidityState.AMENDED, _("Amended by"))
    citation = effect.citation
    return (
        f'<p class="changed"><span class="state state-{state}">{escaped(str(effect.part))} {verb}</span>'
        f' <a href="{escaped(citation.get_absolute_url())}">{escaped(citation.document.citation_form)}</a>'
        f' <q class="quote">{escaped(citation.sentence)}</q></p>\n'
    )


@register.filter
def outlined(provisions: Iterable[Provision], pager: HasPages | None = None) -> SafeString:
    """The lines of the outline; what stands on another page of a long paper leads there."""
    return SafeString("\n".join(_outline_line(one, pager.address_at(one.start) if pager else "") for one in provisions))


def _outline_line(one: Provision, elsewhere: str) -> str:
    # An address that names a provision but no page leads to the first, which then shows where to go on.
    named = f' id="{one.anchor}"' if elsewhere else ""
    words = escaped(f"{one.marker}{shortened(one.heading, HEADING_SHOWN)}")
    return f'<li class="depth-{one.depth}"><a{named} href="{escaped(elsewhere)}#{one.anchor}">{words}</a></li>'


@register.filter
def told(clauses: Iterable[SubsidyClause]) -> SafeString:
    """Each clause's words and its card, for a paper whose text is not on the page."""
    cards = Cards(words_in(get_language()), is_said=False)
    return SafeString("\n".join(f'<div class="told" id="{one.anchor}">{_quoted(one.quote)}{cards.clause(one)}</div>' for one in clauses))


# --- the papers around it -----------------------------------------------------------------------------------------------------
@register.filter
def cited_lines(citations: Iterable[Citation], pager: HasPages | None = None) -> SafeString:
    """The documents that a paper cites, each with where its sentence stands, on another page of a long paper too."""
    show = _("show the sentence")
    lines = []
    for citation in citations:
        page = pager.address_at(citation.start) if pager and citation.is_placed else ""
        place = f' <a class="small" href="{escaped(page)}#{citation.anchor}">{show}</a>' if citation.is_placed else ""
        lines.append(f"<li>{_cited(citation)}{place}</li>")
    return SafeString("\n".join(lines))


@register.filter
def quoted_lines(citations: Iterable[Citation]) -> SafeString:
    """The documents that a paper cites, each with its words, for a paper whose text is not on the page."""
    return SafeString("\n".join(f'<li id="{one.anchor}">{_cited(one)} {_quoted(one.quote)}</li>' for one in citations))


@register.filter
def citing_lines(citations: Iterable[Citation]) -> SafeString:
    """The documents that cite a paper, each with the sentence in which it does."""
    return SafeString("\n".join(f"<li>{_citing(citation)}</li>" for citation in citations))


def _cited(citation: Citation) -> str:
    """The verb and the document cited; one that may not be seen is named only as printed."""
    words, target = words_in(get_language()), citation.public_target
    verb = f'<span class="verb">{words.label(Relation, citation.relation)}{_parts(citation)}</span>'
    if not target:
        title = f"《{citation.title}》" if citation.title else ""
        return f"{verb} {in_chinese(f'{title}{citation.number}')}"
    missing = f' <span class="soft small">{words.missing}</span>' if target.is_stub else ""
    return f'{verb} <a href="{escaped(_provision_cited(citation))}" lang="zh-CN">{escaped(target.citation_form)}</a>{missing}'


def _citing(citation: Citation) -> str:
    quote = escaped(shortened(citation.quote, QUOTE_SHOWN))
    words = f"{escaped(citation.before_quote)}<mark>{quote}</mark>{escaped(citation.after_quote)}"
    sentence = f' <q class="quote" lang="zh-CN">{words}</q>' if quote else ""
    return (
        f'<span class="verb">{escaped(citation.reverse_verb)}{_parts(citation)}</span>'
        f' <a href="{escaped(citation.get_absolute_url())}" lang="zh-CN">{escaped(citation.document.citation_form)}</a>'
        f' <span class="soft small">{escaped(listed_day(citation.document))}</span>{sentence}'
    )


def _quoted(words: str) -> str:
    return f'<q class="quote" lang="zh-CN">{escaped(words)}</q>' if words else ""


def _parts(citation: Citation) -> str:
    """The provisions meant, in brackets: （第三条、第五条第二款）."""
    names = "、".join(dict.fromkeys(map(str, citation.parts.all())))
    return escaped(f"（{names}）") if names else ""


def _provision_cited(citation: Citation) -> str:
    """The document cited, at the provision where just one is meant."""
    parts = citation.parts.all()
    provision = parts[0].provision if len(parts) == 1 else None
    address = citation.public_target.get_absolute_url()
    return f"{address}#{provision.anchor}" if provision else address
