"""The page of one clause."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.models import SubsidyClause

from ..validity import day_asked

KIN_SHOWN = 12


def subsidy_detail(request: HttpRequest, pk: int) -> HttpResponse:
    clause = get_object_or_404(SubsidyClause.objects.public().for_page(), pk=pk)
    on, ignored = day_asked(request)
    before, quote, after = clause.in_paragraph()
    context = {
        "clause": clause,
        "trail": trail(clause),
        "kin": SubsidyClause.objects.public().not_repealed(on).kin_of(clause).for_list()[:KIN_SHOWN],
        "before": before,
        "quote": quote,
        "after": after,
        "validity": clause.validity(on),
        "asked": on if on != timezone.localdate() else None,
        "ignored": ignored,
        "address": request.build_absolute_uri(clause.get_absolute_url()),
    }
    return render(request, "policies/subsidies/detail.html", context)


def trail(clause: SubsidyClause) -> list[tuple[str, str]]:
    """The list, the place, the document: the way down to a clause."""
    subsidies = reverse("policies:subsidy-list")
    place = [(f"{subsidies}?region={clause.region.slug}", clause.region.name)] if clause.region else []
    document = clause.document
    return [(subsidies, _("Subsidies")), *place, (document.get_absolute_url(), document.number or document.title)]
