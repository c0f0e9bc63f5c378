"""The cascade as a page: columns are levels, rows are measures; who came first stands on a line of dates."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.cascade import (
    COLUMNS,
    MOST_DOCUMENTS,
    Cascade,
    cascade_of,
    chosen,
    column_of,
    papers_of,
    speaking_of,
    tied_to,
)
from policies.models import Document, Region, Theme
from policies.search.engine import search
from policies.search.query import Query

from .graph import page_asked
from .kept import Kept

HEADS = (gettext_lazy("National"), gettext_lazy("Province"), gettext_lazy("City"), gettext_lazy("County or zone"))
LONGEST = 200  # characters of a name that a person typed
SUGGESTED = 6
# The line of dates in its own units.
LINE, MARGIN = 1000, 20


class Asked(NamedTuple):
    """What of the address was understood, and a sentence for what was not."""

    documents: list[Document]
    theme: Theme | None
    region: Region | None
    page: int
    ignored: list[str]


class Stop(NamedTuple):
    """A paper on the line of dates."""

    document: Document
    x: int
    days: int | None  # since the one before it


def compare(request: HttpRequest) -> HttpResponse:
    asked, keep = understand(request), Kept()
    documents = papers(asked, keep)
    cascade = cascade_of(documents, asked.theme)
    page = page_of(asked.page, cascade, asked.ignored)
    context = {
        "asked": asked,
        "cascade": cascade,
        "columns": columns(cascade.documents),
        "stops": stops(cascade.documents),
        "without": {document.pk: without(cascade.documents, document) for document in cascade.documents},
        "themes": Theme.objects.all(),
        "suggested": suggested(cascade, keep),
        "rows": cascade.pages[page - 1] if cascade.pages else [],
        "page": page,
        "turned": {step: turned(asked, page + step) for step in (-1, 1) if 0 < page + step <= len(cascade.pages)},
    }
    return render(request, "policies/cascade/compare.html", context)


# --- what was asked -------------------------------------------------------------------------------------------------------
def understand(request: HttpRequest) -> Asked:
    """Papers by slug or number, a theme by its slug, a region by name, code or slug, and the page of the rows."""
    names = list(dict.fromkeys(typed(name) for name in request.GET.getlist("document") if typed(name)))
    page, ignored = page_asked(request)
    ignored += [_("There is no parameter “%(name)s” here; there are: document, theme, region, page.") % {"name": name[:40]}
                for name in request.GET if name not in ("document", "theme", "region", "page")]  # fmt: skip
    found = chosen(names[:MOST_DOCUMENTS])
    unknown = [name for name in names[:MOST_DOCUMENTS] if name not in found]
    ignored += [_("There is no document “%(name)s” with a text in the collection.") % {"name": name} for name in unknown]
    if len(names) > MOST_DOCUMENTS:
        ignored.append(_("At most %(number)s documents stand side by side; the others were left out.") % {"number": MOST_DOCUMENTS})
    theme = find_one(Theme.objects.filter(slug=typed(request.GET.get("theme", ""))), request, "theme", ignored)
    region = find_one(Region.objects.named(typed(request.GET.get("region", ""))), request, "region", ignored)
    documents = {document.pk: document for document in found.values()}
    return Asked(list(documents.values()), theme, region, page, ignored)


def typed(text: str) -> str:
    return text.replace("\0", "").strip()[:LONGEST]


def find_one(rows, request: HttpRequest, name: str, ignored: list[str]):
    """The first of the rows, where the parameter is set at all."""
    value = typed(request.GET.get(name, ""))
    found = rows.first() if value else None
    if value and found is None:
        ignored.append(_("“%(value)s” is not known here as a %(name)s and was ignored.") % {"value": value, "name": _(name)})
    return found


def papers(asked: Asked, keep: Kept) -> list[Document]:
    """Those chosen; one alone brings those tied to it; a theme brings those that speak of it where it applies."""
    if len(asked.documents) == 1:
        return tied_to(asked.documents[0], keep)
    if asked.documents or asked.theme is None:
        return asked.documents
    nation = Region.objects.filter(kind=Region.Kind.COUNTRY).first()
    place = asked.region or nation
    return speaking_of(asked.theme, place, keep) if place else []


def page_of(asked: int, cascade: Cascade, ignored: list[str]) -> int:
    """The page of the rows that is shown; the last one for a number beyond it."""
    last = max(1, len(cascade.pages))
    if asked > last:
        ignored.append(_("There is no page %(asked)s; this is the last one.") % {"asked": asked})
    return min(asked, last)


# --- what the page shows --------------------------------------------------------------------------------------------------
def columns(documents: list[Document]) -> list[tuple[str, object, list[Document]]]:
    """The level, its word and its papers, from the nation down."""
    return [(levels[0], HEADS[number], [one for one in documents if column_of(one) == number]) for number, levels in enumerate(COLUMNS)]


def stops(documents: list[Document]) -> list[Stop]:
    """The dated papers on one line, the oldest first."""
    dated = sorted((document for document in documents if document.dated_on), key=lambda one: (one.dated_on, one.pk))
    if not dated:
        return []
    first, last = dated[0].dated_on, dated[-1].dated_on
    span = max(1, (last - first).days)
    before: list[date | None] = [None, *(document.dated_on for document in dated)]
    return [
        Stop(document, MARGIN + (document.dated_on - first).days * (LINE - 2 * MARGIN) // span, (document.dated_on - day).days if day else None)
        for document, day in zip(dated, before, strict=False)
    ]


def turned(asked: Asked, page: int) -> str:
    """The address of another page of the same comparison."""
    named = [("document", one.slug) for one in asked.documents]
    named += [(name, one.slug) for name, one in (("theme", asked.theme), ("region", asked.region)) if one]
    return f"{reverse('policies:compare')}?{urlencode([*named, *([('page', page)] if page > 1 else [])])}#measures"


def without(documents: list[Document], document: Document) -> str:
    """The address of the same comparison without one of its papers."""
    rest = [("document", one.slug) for one in documents if one != document]
    return f"{reverse('policies:compare')}?{urlencode(rest)}"


def suggested(cascade: Cascade, keep: Kept) -> list[tuple[Document, str]]:
    """The newest other papers of the themes that most of the measures are of, each with the address that sets it beside these."""
    these = cascade.documents
    if not cascade.main_themes or len(these) >= MOST_DOCUMENTS:
        return []
    query = Query(kind="document", filters={"theme": cascade.main_themes}, order="newest", size=SUGGESTED + MOST_DOCUMENTS)
    found = keep(f"suggested-{cascade.main_themes}", lambda: search(query, with_facets=False).ids)
    others = [one for one in papers_of(found) if one not in these]
    named = [("document", one.slug) for one in these]
    return [(one, f"{reverse('policies:compare')}?{urlencode([*named, ('document', one.slug)])}") for one in others[:SUGGESTED]]
