"""One page: spaces, platforms, programmes and events, with the report behind each."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from policies.models import Reach

from .filters import PlaceFilter
from .models import Event, Platform, Programme, Space

SPACES_A_PAGE = 50


def space_list(request: HttpRequest) -> HttpResponse:
    chosen = PlaceFilter(request.GET)
    spaces = chosen.apply(Space.objects.public().for_list())
    page = Paginator(spaces, SPACES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "chosen": chosen,
        "reaches": [(value, label, value == chosen.reach) for value, label in Reach.choices],
        "page": page,
        "platforms": chosen.apply(Platform.objects.public().for_list().prefetch_related("figures")),
        "programmes": chosen.apply(Programme.objects.public().for_list().prefetch_related("places")),
        "events": chosen.apply(Event.objects.public().for_list()),
    }
    return render(request, "spaces/list.html", context)
