"""One page: spaces, platforms, programmes and events, with the report behind each."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from policies.filters import beyond
from policies.models import Reach

from .filters import PlaceFilter
from .models import Event, Platform, Programme, Space

SPACES_A_PAGE = 50


def space_list(request: HttpRequest) -> HttpResponse:
    chosen = PlaceFilter(request.GET)
    spaces = chosen.apply(Space.objects.public().for_list())
    page = Paginator(spaces, SPACES_A_PAGE).get_page(chosen.page_asked)
    context = {
        "chosen": chosen,
        "reaches": [(value, label, value == chosen.how_far) for value, label in Reach.choices],
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "ignored": [*chosen.ignored, *beyond(chosen.page_asked, page.paginator.num_pages)],
        "platforms": chosen.apply(Platform.objects.public().for_list().prefetch_related("figures")),
        "programmes": chosen.apply(Programme.objects.public().for_list().prefetch_related("places")),
        "events": chosen.apply(Event.objects.public().for_list()),
    }
    return render(request, "spaces/list.html", context)
