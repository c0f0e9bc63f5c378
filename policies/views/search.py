"""The search page: documents and subsidy clauses for the same words, one tab each."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from policies.filters import DocumentFilter, SubsidyFilter
from policies.models import Document, SubsidyClause
from policies.search.engine import search

from .listing import Listing

CLAUSES = "clauses"  # the value of ?tab= that shows clauses; anything else shows documents
KEPT = ("tab", "q")


def search_page(request: HttpRequest) -> HttpResponse:
    if request.GET.get("tab") == CLAUSES:
        listing = Listing(request, SubsidyFilter(request.GET), "clause", keep=KEPT)
        records = listing.records(SubsidyClause.objects.public().for_list())
    else:
        listing = Listing(request, DocumentFilter(request.GET), "document", keep=KEPT)
        on = listing.query.on or timezone.localdate()
        records = listing.records(Document.objects.published().for_list().with_validity_state(on))
    context = {
        "listing": listing,
        "records": records,
        "words": listing.query.words,
        "is_clauses": listing.query.kind == "clause",
        "in_other_tab": _in_other_tab(listing),
    }
    return render(request, "policies/search.html", context)


def _in_other_tab(listing: Listing) -> int:
    """How many results the same words give in the tab that is not shown, without the filters of this one."""
    other = "document" if listing.query.kind == "clause" else "clause"
    return search(replace(listing.query, kind=other, filters={}, page=1, size=1, order="relevance"), with_facets=False).total
