"""Targets with the figures reported beside them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def target_list(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")
