"""Subsidy clauses: the list and one of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def subsidy_list(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


def subsidy_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "base.html")
