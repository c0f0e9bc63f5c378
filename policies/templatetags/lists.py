"""What a list shows by the hundred, its entries and the choices beside it, written at once: a template takes ten times as long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import quote_plus

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from policies.models import Document, Genre

from .markup import CHINESE, escaped, tongue
from .policy_text import level_badge, listed_day, on_day, validity_word

register = template.Library()

CHECKED = ("", " checked")


# --- entries ------------------------------------------------------------------------------------------------------------------

@register.simple_tag
def document_entries(documents: Iterable[Document], day: date | None = None, heading: str = "h2") -> SafeString:
    """Documents from `for_list().with_validity_state(day)`, those of a search with their `excerpt` and their words marked in
    `marked_title`; `heading` is the element of a title.

    Each leads to the document as it stood on the day, where one was asked for.
    """
    return SafeString("\n".join(_entry(document, day, heading) for document in documents))


def _entry(document: Document, day: date | None, heading: str) -> str:
    number = f'<p class="entry-number"{CHINESE}>{escaped(document.number)}</p>' if document.number else ""
    address = escaped(on_day(document.get_absolute_url(), day))
    written = escaped(getattr(document, "marked_title", document.title))
    title = f'<{heading} class="entry-title"{CHINESE}><a href="{address}">{written}</a></{heading}>'
    shown = getattr(document, "excerpt", "")
    excerpt = f'<p class="excerpt"{CHINESE}>{escaped(shown)}</p>' if shown else ""
    return f'<li>{number}{title}<p class="entry-facts">{_facts(document)}</p>{excerpt}</li>'


def _facts(document: Document) -> str:
    """The level, who issued it, when, and whether it stands."""
    body = f"<span{CHINESE}>{escaped(document.lead_body.name)}</span>" if document.lead_body else ""
    dated = document.dated_on
    time = f'<time datetime="{dated.isoformat()}">{listed_day(document)}</time>' if dated else ""
    return f"{level_badge(document.level)}{body}{time}{_standing(document)}"


def _standing(document: Document) -> str:
    """The state of its validity, or why it has none."""
    if document.is_stub:
        missing = _("Text not in the collection yet")  # outside of the braces, where what is to be translated is not looked for
        return f"<span>{escaped(missing)}</span>"
    if document.genre != Genre.POLICY:
        return f"<span>{escaped(str(document.get_genre_display()))}</span>"
    return validity_word(document.validity_state)


# --- filters ------------------------------------------------------------------------------------------------------------------
@register.simple_tag
def facet_box(facet: object, is_opened: bool = True) -> SafeString:
    """One filter with its choices (name, label, choices of value, label, count, is_chosen, depth); nothing without choices.

    Where the filter has an address, each count is a link to the list with that choice added or taken away.
    """
    if not facet.choices:
        return SafeString("")
    label = escaped(str(facet.label))
    box = f'<label><input type="{escaped(getattr(facet, "input", "checkbox"))}" name="{escaped(facet.name)}" value="'
    links = Links.of(facet) if getattr(facet, "address", "") else None
    choices = "\n".join(_choice(box, one, links) for one in facet.choices)
    details = f"<details{' open' if is_opened else ''}>\n<summary>{label}</summary>\n<ul>{choices}</ul>\n{_cut(facet)}</details>"
    return SafeString(f'<fieldset class="facet">\n<legend class="visually-hidden">{label}</legend>\n{details}\n</fieldset>')


def _choice(box: str, one: object, links: Links | None) -> str:
    depth = getattr(one, "depth", 0)
    begin = f'<li class="depth-{depth:d}">' if depth else "<li>"
    label = escaped(str(one.label))
    words = f'{begin}{box}{escaped(one.value)}"{CHECKED[one.is_chosen]}> <span{tongue(label)}>{label}</span>'
    if one.count is None:
        return f"{words} </label></li>"
    if links is None:
        return f'{words} <span class="count">{one.count:,d}</span></label></li>'
    return f"{words}</label> {links.link(one, label)}</li>"


@dataclass(frozen=True, slots=True)
class Links:
    """The counts of one filter as links: the list with a choice added, or without one that is taken; escaped."""

    address: str  # up to the values of the filter
    name: str
    taken: list[str]  # values, as they stand in an address
    add: str  # a link up to the value that it adds
    adds: str  # what it says, of %(label)s and %(count)s

    @classmethod
    def of(cls, facet: object) -> Links:
        address, name = escaped(facet.address), escaped(facet.name)
        taken = [_quoted(one.value) for one in facet.choices if one.is_chosen]
        kept = "".join(f"{name}={value}&amp;" for value in taken)
        return cls(address, name, taken, f'<a class="count" rel="nofollow" href="{address}{kept}{name}=', escaped(_("Add “%(label)s”: %(count)s")))

    def link(self, one: object, label: str) -> str:
        count = f"{one.count:,d}"
        said = {"label": label, "count": count}
        value = _quoted(one.value)
        if not one.is_chosen:
            return f'{self.add}{value}" aria-label="{self.adds % said}">{count}</a>'
        kept = "&amp;".join(f"{self.name}={other}" for other in self.taken if other != value)
        address = f"{self.address}{kept}".removesuffix("&amp;")
        said = escaped(_("Take away “%(label)s”: %(count)s")) % said
        return f'<a class="count" rel="nofollow" href="{address}" aria-label="{said}">{count} <span class="cross">×</span></a>'


@lru_cache(1_024)
def _quoted(value: str) -> str:
    """As it stands in an address: nothing is left in it that HTML would read otherwise."""
    return quote_plus(value)


def _cut(facet: object) -> str:
    """Where more can be chosen than is listed: how many are, and where to find the others."""
    if not getattr(facet, "cut_at", 0):
        return ""
    cut = escaped(_("Only the first %(number)d are listed.") % {"number": facet.cut_at})
    others = escaped(_("Find another issuing body")) if facet.name == "body" else ""
    link = f' <a href="{reverse("policies:body-list")}">{others}</a>' if others else ""
    return f'<p class="soft small">{cut}{link}</p>\n'
