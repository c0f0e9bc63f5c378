"""What a list shows by the hundred, its entries and the choices beside it, written at once: a template takes ten times as long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import template
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
    """Documents from `for_list().with_validity_state(day)`, those of a search with their `excerpt`; `heading` is the element of a title.

    Each leads to the document as it stood on the day, where one was asked for.
    """
    return SafeString("\n".join(_entry(document, day, heading) for document in documents))


def _entry(document: Document, day: date | None, heading: str) -> str:
    number = f'<p class="entry-number"{CHINESE}>{escaped(document.number)}</p>' if document.number else ""
    address = escaped(on_day(document.get_absolute_url(), day))
    title = f'<{heading} class="entry-title"{CHINESE}><a href="{address}">{escaped(document.title)}</a></{heading}>'
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
    """One filter with its choices (name, label, choices of value, label, count, is_chosen, depth); nothing without choices."""
    if not facet.choices:
        return SafeString("")
    label = escaped(str(facet.label))
    box = f'<label><input type="{escaped(getattr(facet, "input", "checkbox"))}" name="{escaped(facet.name)}" value="'
    choices = "\n".join(_choice(box, one) for one in facet.choices)
    details = f"<details{' open' if is_opened else ''}>\n<summary>{label}</summary>\n<ul>{choices}</ul>\n</details>"
    return SafeString(f'<fieldset class="facet">\n<legend class="visually-hidden">{label}</legend>\n{details}\n</fieldset>')


def _choice(box: str, one: object) -> str:
    depth = getattr(one, "depth", 0)
    begin = f'<li class="depth-{depth:d}">' if depth else "<li>"
    count = "" if one.count is None else f'<span class="count">{one.count:,d}</span>'
    label = escaped(str(one.label))
    return f'{begin}{box}{escaped(one.value)}"{CHECKED[one.is_chosen]}> <span{tongue(label)}>{label}</span> {count}</label></li>'
