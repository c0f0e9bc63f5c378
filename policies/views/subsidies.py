"""Subsidy clauses: the finder and the page of one clause."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.filters import SubsidyFilter
from policies.models import Region, SubsidyClause, ValidityState
from policies.search.query import Query

from .listing import Facet, Listing

CLAUSES_A_PAGE = 20
STANDING = tuple(str(state) for state in ValidityState if state != ValidityState.REPEALED)
REGIONS_OFFERED = 15


class ClauseQuestion(SubsidyFilter):
    """What the finder understands: the grammar of all lists; clauses of repealed documents only when they are asked for."""

    @property
    def hides_repealed(self) -> bool:
        return not self.understood["validity"].values

    def query(self, kind: str = "") -> Query:
        query = super().query(kind)
        return replace(query, filters={**query.filters, "validity": STANDING}) if self.hides_repealed else query


class ClauseListing(Listing):
    """The list with what it left out, and the places that it offers."""

    @property
    def hidden(self) -> int | None:
        """How many clauses of repealed documents the list leaves out; None where they were not counted."""
        if not self.filters.hides_repealed:
            return 0
        counts = {choice.value: choice.count for choice in self.result.facets.get("validity", ())}
        return counts.get(ValidityState.REPEALED, 0) if self.result.facets else None

    @property
    def show_all(self) -> str:
        """The same question, clauses of repealed documents included."""
        data = self.request.GET.copy()
        data.setlist("validity", ValidityState.values)
        data.pop("page", None)
        return f"?{data.urlencode()}"

    @property
    def choices(self) -> list[Facet]:
        """The filters that are boxes to tick; the place is typed."""
        return [facet for facet in self.facets if facet.name != "region"]

    @property
    def regions(self) -> Facet | None:
        found = [facet for facet in self.facets if facet.name == "region"]
        return replace(found[0], choices=found[0].choices[:REGIONS_OFFERED]) if found else None

    def _facet(self, name: str, label: str) -> Facet:
        facet = super()._facet(name, label)
        if name == "validity" and self.filters.hides_repealed:  # what the finder adds by itself is no choice of the reader
            return replace(facet, choices=tuple(replace(choice, is_chosen=False) for choice in facet.choices if choice.count))
        return facet


def subsidy_list(request: HttpRequest) -> HttpResponse:
    listing = ClauseListing(request, ClauseQuestion(request.GET), "clause", size=CLAUSES_A_PAGE)
    context = {
        "listing": listing,
        "clauses": listing.records(SubsidyClause.objects.public().for_list()),
        "places": Region.objects.as_typed(listing.query.filters.get("region", ())),
    }
    return render(request, "policies/subsidy_list.html", context)


def subsidy_detail(request: HttpRequest, pk: int) -> HttpResponse:
    clauses = SubsidyClause.objects.public().for_list().select_related("document__current")
    clause = get_object_or_404(clauses, pk=pk)
    before, quote, after = clause.in_paragraph()
    context = {
        "clause": clause,
        "trail": trail(clause),
        "before": before,
        "quote": quote,
        "after": after,
        "validity": clause.document.validity(timezone.localdate()),
        "address": request.build_absolute_uri(clause.get_absolute_url()),
    }
    return render(request, "policies/subsidy_detail.html", context)


def trail(clause: SubsidyClause) -> list[tuple[str, str]]:
    """The list, the place, the document: the way down to a clause."""
    subsidies = reverse("policies:subsidy-list")
    place = [(f"{subsidies}?region={clause.region.slug}", clause.region.name)] if clause.region else []
    document = clause.document
    return [(subsidies, _("Subsidies")), *place, (document.get_absolute_url(), document.number or document.title)]
