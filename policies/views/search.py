"""The search page: documents, subsidy clauses and provisions for the same words, one tab each; and suggestions."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from policies.filters import DocumentFilter, SubsidyFilter
from policies.models import Document
from policies.search.engine import count
from policies.search.provisions import find_provisions
from policies.search.suggestions import suggest

from .listing import Listing
from .subsidies.records import find_listed

CLAUSES, PROVISIONS = "clauses", "provisions"  # the values of ?tab= that show these; anything else shows documents
KEPT = ("tab", "q")


def search_page(request: HttpRequest) -> HttpResponse:
    tab = request.GET.get("tab")
    if tab == CLAUSES:
        listing = Listing(request, SubsidyFilter(request.GET), "clause", keep=KEPT)
        records = listing.records(find_listed)
    else:
        listing = Listing(request, DocumentFilter(request.GET), "document", keep=KEPT)
        records = listing.documents()
    is_provisions = tab == PROVISIONS and bool(listing.query.words)
    if is_provisions:
        _place(records, listing)
    context = {
        "listing": listing,
        "records": records,
        "words": listing.query.words,
        "is_clauses": listing.query.kind == "clause",
        "is_provisions": is_provisions,
        "in_other_tab": _in_other_tab(listing),
    }
    return render(request, "policies/search.html", context)


def suggestions(request: HttpRequest) -> HttpResponse:
    """What the search box offers while a person types; the page needs it for nothing."""
    return render(request, "policies/_suggestions.html", {"found": suggest(request.GET.get("q", ""))})


def _place(documents: list[Document], listing: Listing) -> None:
    """Give each document the provisions in which the words stand."""
    found = find_provisions(listing.query, [document.pk for document in documents])
    for document in documents:
        document.places = found.get(document.pk, [])


def _in_other_tab(listing: Listing) -> int:
    """How many results the same words give in the tab that is not shown, without the filters of this one."""
    other = "document" if listing.query.kind == "clause" else "clause"
    return count(replace(listing.query, kind=other, filters={}))
