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


def find_provisions(query: Query, document_ids: Sequence[int]) -> dict[int, list[Found]]:
    """The provisions of each document in which most of the words stand, in the order of the text; two queries."""
    words = query.typed.marks
    texts = dict(DocumentVersion.objects.filter(current_of__in=document_ids).values_list("current_of", "text"))
    outlines: dict[int, list[Provision]] = {}
    for provision in Provision.objects.filter(document__in=document_ids).select_related("document").order_by("document_id", "order"):
        outlines.setdefault(provision.document_id, []).append(provision)
    return {pk: _best(outline, texts.get(pk, ""), words) for pk, outline in outlines.items()}


def _best(outline: list[Provision], text: str, words: tuple[str, ...]) -> list[Found]:
    ends = [*(provision.start for provision in outline[1:]), outline[-1].until]
    found = [_found(provision, text[provision.start : end], words) for provision, end in zip(outline, ends, strict=True)]
    best = sorted((place for place in found if place.words), key=lambda place: -place.words)[:MOST_SHOWN]
    return sorted(best, key=lambda place: place.provision.order)


def _found(provision: Provision, text: str, words: tuple[str, ...]) -> Found:
    count = sum(1 for word in words if tokens.find_places(text, (word,)))
    return Found(provision, excerpt(text, words) if count else SafeString(""), count)
