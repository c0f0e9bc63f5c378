"""The search page: documents, subsidy clauses and provisions for the same words, one tab each; and suggestions."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policies.filters import SHOWN, DocumentFilter, SubsidyFilter
from policies.models import Document
from policies.search.engine import count
from policies.search.provisions import find_provisions, words_of_text
from policies.search.suggestions import suggest

from .listing import Listing
from .subsidies.records import find_listed

CLAUSES, PROVISIONS = "clauses", "provisions"  # the values of ?tab= that show these; anything else shows documents
TABS = ("documents", CLAUSES, PROVISIONS)
KEPT = ("tab", "q")
GRAMMARS = {"document": DocumentFilter, "clause": SubsidyFilter}
NOT_OF_TEXT = _("None of these words asks for the text, so that no provisions can be shown. A word without a field before it does.")

NO_TAB = _("There is no tab “%(tab)s”: these are the documents.")


class Tab(NamedTuple):
    """One of the lists that the same question gives, with as many results as it has there; None where that is not known."""

    label: str | Promise
    address: str
    count: int | None
    is_current: bool


def search_page(request: HttpRequest) -> HttpResponse:
    tab = request.GET.get("tab")
    if tab == CLAUSES:
        listing = Listing(request, SubsidyFilter(request.GET), "clause", keep=KEPT)
        records = listing.records(find_listed)
    else:
        listing = Listing(request, DocumentFilter(request.GET), "document", keep=KEPT)
        records = listing.documents()
    is_provisions = tab == PROVISIONS and bool(words_of_text(listing.query))
    if is_provisions:
        _place(records, listing)
    elif tab == PROVISIONS and listing.query.words:
        listing.ignored.append(NOT_OF_TEXT)
    elif tab and tab not in TABS:
        listing.ignored.append(NO_TAB % {"tab": tab[:SHOWN]})
    context = {
        "listing": listing,
        "records": records,
        "words": listing.query.words,
        "is_clauses": listing.query.kind == "clause",
        "is_provisions": is_provisions,
        "tabs": _tabs(listing, is_provisions),
    }
    return render(request, "policies/search.html", context)


def suggestions(request: HttpRequest) -> HttpResponse:
    """What the search box offers while a person types; the page needs it for nothing."""
    return render(request, "policies/_suggestions.html", {"found": suggest(request.GET.get("q", ""))})


def _place(documents: list[Document], listing: Listing) -> None:
    """Give each document the provisions in which the words stand."""
    found = find_provisions(listing.query, [document.pk for document in documents])
    for document in documents:
        document.places = found[document.pk]


def _tabs(listing: Listing, is_provisions: bool) -> list[Tab]:
    """The tabs, each with the filters that it knows too; provisions only where words ask for the text."""
    kind = listing.query.kind
    counts = {kind: listing.total, **{other: _count_of(listing, other) for other in GRAMMARS if other != kind}}
    documents = Tab(_("Documents"), _address(listing, "document"), counts["document"], kind == "document" and not is_provisions)
    clauses = Tab(_("Subsidy clauses"), _address(listing, "clause", CLAUSES), counts["clause"], kind == "clause")
    provisions = Tab(_("Provisions"), _address(listing, "document", PROVISIONS), None, is_provisions)
    return [documents, clauses, *([provisions] if words_of_text(listing.query) else [])]


def _count_of(listing: Listing, kind: str) -> int:
    """How many results of another kind the same words give, under the filters that it knows."""
    filters = {name: values for name, values in listing.query.filters.items() if name in GRAMMARS[kind].base_filters}
    return count(replace(listing.query, kind=kind, filters=filters))


def _address(listing: Listing, kind: str, tab: str = "") -> str:
    known = GRAMMARS[kind].base_filters
    kept = {name: values for name, values in listing.request.GET.lists() if name in known and name != "page"}
    if listing.query.order not in known["order"].choices:
        kept.pop("order", None)
    return f"?{urlencode({'tab': tab, **kept} if tab else kept, doseq=True)}"
