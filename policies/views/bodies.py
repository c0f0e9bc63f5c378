"""Bodies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def body_list(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


def body_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "base.html")
