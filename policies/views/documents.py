"""Documents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def document_list(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "base.html")
