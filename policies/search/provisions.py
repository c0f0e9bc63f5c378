"""Where in the documents found the words stand: their provisions, each with its words marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from policies.models import DocumentVersion, Provision

from . import tokens
from .excerpts import excerpt
from .query import Query

MOST_SHOWN = 3  # provisions of one document


@dataclass(frozen=True, slots=True)
class Found:
    """A provision in whose own words, those of the provisions below it left aside, some of the words stand."""

    provision: Provision
    excerpt: SafeString
    words: int


@dataclass(frozen=True, slots=True)
class Places:
    """The provisions of one document in which most of the words stand, of how many with any; none where it has no text or no parts."""

    shown: tuple[Found, ...] = ()
    total: int = 0
    has_text: bool = True
    has_provisions: bool = True


def words_of_text(query: Query) -> tuple[str, ...]:
    """The words that are looked for in the text; those with a field of their own are not."""
    return tuple(word.text for word in query.typed.wanted if not word.field)


def find_provisions(query: Query, document_ids: Sequence[int]) -> dict[int, Places]:
    """The places of each document, in the order of its text; two queries."""
    words = words_of_text(query)
    texts = dict(DocumentVersion.objects.filter(current_of__in=document_ids).values_list("current_of", "text"))
    outlines: dict[int, list[Provision]] = {pk: [] for pk in document_ids}
    for provision in Provision.objects.filter(document__in=document_ids).select_related("document").order_by("document_id", "order"):
        outlines[provision.document_id].append(provision)
    return {pk: _places(outline, texts.get(pk, ""), words) for pk, outline in outlines.items()}


def _places(outline: list[Provision], text: str, words: tuple[str, ...]) -> Places:
    if not outline or not text:
        return Places(has_text=bool(text), has_provisions=bool(outline))
    ends = [*(provision.start for provision in outline[1:]), outline[-1].until]
    found = [_found(provision, text[provision.start : end], words) for provision, end in zip(outline, ends, strict=True)]
    having = [place for place in found if place.words]
    best = sorted(having, key=lambda place: -place.words)[:MOST_SHOWN]
    return Places(tuple(sorted(best, key=lambda place: place.provision.order)), len(having))


def _found(provision: Provision, text: str, words: tuple[str, ...]) -> Found:
    count = sum(1 for word in words if tokens.find_places(text, (word,)))
    return Found(provision, excerpt(text, words) if count else SafeString(""), count)
