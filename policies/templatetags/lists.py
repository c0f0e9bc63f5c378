"""Rows of a list of documents, their words and addresses made ready at once: a template that asks for each costs ten times as much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from policies.models import Document, Genre

from .policy_text import level_badge, listed_day, on_day, validity_word

register = template.Library()


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """What a list shows of one document; `standing` says its validity, or why it has none."""

    number: str
    title: str
    address: str
    badge: SafeString
    body: str
    iso_day: str
    day: str
    standing: SafeString
    excerpt: str


@register.simple_tag
def document_rows(documents: Iterable[Document], day: date | None = None) -> list[DocumentRow]:
    """Rows of documents from `for_list().with_validity_state(day)`, those of a search with their `excerpt`.

    Each leads to the document as it stood on the day, where one was asked for.
    """
    return [_row(document, day) for document in documents]


def _row(document: Document, day: date | None) -> DocumentRow:
    dated = document.dated_on
    return DocumentRow(
        number=document.number,
        title=document.title,
        address=on_day(document.get_absolute_url(), day),
        badge=level_badge(document.level),
        body=document.lead_body.name if document.lead_body else "",
        iso_day=dated.isoformat() if dated else "",
        day=listed_day(document),
        standing=_standing(document),
        excerpt=getattr(document, "excerpt", ""),
    )


def _standing(document: Document) -> SafeString:
    if document.is_stub:
        return format_html("<span>{}</span>", _("Text not in the collection yet"))
    if document.genre != Genre.POLICY:
        return format_html("<span>{}</span>", document.get_genre_display())
    return validity_word(document.validity_state)
