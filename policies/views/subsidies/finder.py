"""The finder of subsidy clauses."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from policies.exports import FORMATS, clause_columns, download, found_clauses
from policies.filters import One, SubsidyFilter
from policies.models import ValidityState
from policies.models.prepared import A_PAGE
from policies.search.query import Query

from ..found import places_as_typed
from ..listing import Facet, Listing
from ..validity import states_left_out, states_shown
from .records import find_listed

REGIONS_OFFERED = 15


class ClauseQuestion(SubsidyFilter):
    """What the finder understands: the grammar of all lists; repealed clauses only when they are asked for.

    As it stood on a day that the reader names, what had not begun by then is left out too.
    """

    format = One(_("Format"), FORMATS)

    @property
    def hides_repealed(self) -> bool:
        return not self.understood["validity"].values

    def query(self, kind: str = "") -> Query:
        query = super().query(kind)
        return replace(query, filters={**query.filters, "validity": states_shown(query.on)}) if self.hides_repealed else query


class Offered(NamedTuple):
    """A place to ask the same of, and how many clauses it has."""

    address: str
    label: str
    count: int | None


class ClauseListing(Listing):
    """The list with what it left out, and the places that it offers."""

    @property
    def hidden(self) -> int | None:
        """How many clauses the list leaves out because they are repealed, or had not begun; None where they were not counted."""
        if not self.filters.hides_repealed:
            return 0
        counts = {choice.value: choice.count for choice in self.result.facets.get("validity", ())}
        return sum(counts.get(state, 0) for state in states_left_out(self.query.on)) if self.result.facets else None

    @property
    def show_all(self) -> str:
        """The same question, with the clauses that are left out."""
        data = self.request.GET.copy()
        data.setlist("validity", ValidityState.values)
        data.pop("page", None)
        return f"?{data.urlencode()}"

    @cached_property
    def choices(self) -> list[Facet]:
        """The filters that are boxes to tick; the place is typed."""
        return [facet for facet in self.facets if facet.name != "region"]

    @cached_property
    def regions(self) -> list[Offered]:
        """The places with most clauses, each with the same question asked of it."""
        found = [facet for facet in self.facets if facet.name == "region"]
        data = self.request.GET.copy()
        for gone in ("region", "page"):
            data.pop(gone, None)
        rest = f"{data.urlencode()}&" if data else ""
        choices = sorted(found[0].choices, key=lambda choice: -(choice.count or 0))[:REGIONS_OFFERED] if found else ()
        return [Offered(f"?{rest}{urlencode({'region': choice.value})}", choice.label, choice.count) for choice in choices]

    def _facet(self, name: str, *counted: Any) -> Facet:
        facet = super()._facet(name, *counted)
        if name == "validity" and self.filters.hides_repealed:  # what the finder adds by itself is no choice of the reader
            return replace(facet, choices=tuple(replace(choice, is_chosen=False) for choice in facet.choices if choice.count))
        return facet


def subsidy_list(request: HttpRequest) -> HttpResponseBase:
    question = ClauseQuestion(request.GET)
    if request.GET.get("format") in FORMATS:
        return download(request.GET["format"], "subsidies", clause_columns(request.build_absolute_uri), found_clauses(question.query("clause")))
    listing = ClauseListing(request, question, "clause", size=A_PAGE)
    context = {
        "listing": listing,
        "clauses": find_listed(listing.result.ids),
        "places": places_as_typed(listing.query.filters.get("region", ())),
    }
    return render(request, "policies/subsidies/list.html", context)
