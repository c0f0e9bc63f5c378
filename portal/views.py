"""The site's own pages: home, about, health."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from policies.models import Document, Region, SubsidyClause, Target
from policies.views.kept import Kept
from spaces.models import Space

from .health import examine

NEW_DOCUMENTS = 6
SOON = timedelta(days=180)


def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    documents = Document.objects.published().in_collection()
    counts, figures = Kept()(f"home-{today}", lambda: count_all(today))
    context = {
        "newest": documents.for_list().order_by("-published_at", "-pk")[:NEW_DOCUMENTS],
        "ending": documents.ending_between(today, today + SOON).for_list()[:NEW_DOCUMENTS],
        "provinces": [(region, counts.get(region.slug, 0)) for region in Region.objects.provinces()],
        **figures,
    }
    return render(request, "portal/home.html", context)


def count_all(today: date) -> tuple[dict[str, int], dict[str, int]]:
    """Documents of each province, and the numbers of the page, each as the list has it that it leads to."""
    documents = Document.objects.published().in_collection()
    counts = documents.count_by_province()
    return counts, {
        "document_count": documents.count(),
        "clause_count": SubsidyClause.objects.with_amount().count_standing(today),
        "target_count": Target.objects.count_standing(today),
        "region_count": len(counts),
    }


def about(request: HttpRequest) -> HttpResponse:
    documents = Document.objects.published()
    context = {
        "document_count": documents.in_collection().count(),
        "stub_count": documents.stubs().count(),
        "space_count": Space.objects.public().count(),
    }
    return render(request, "portal/about.html", context)


def health(request: HttpRequest) -> HttpResponse:
    """What works, for people and (format=json) for machines; 503 when readers would not be served."""
    checks = examine()
    status = 200 if all(check.is_well or not check.is_vital for check in checks) else 503
    if request.GET.get("format") == "json":
        body = {check.name: {"well": check.is_well, "detail": str(check.detail)} for check in checks}
        return JsonResponse(body, status=status)
    return render(request, "portal/health.html", {"checks": checks, "status": status}, status=status)
