"""What could I get here? Questions on the left, the receipt on the right, all of it in the address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .receipt import Receipt


def estimate_page(request: HttpRequest) -> HttpResponse:
    receipt = Receipt(request.GET)
    context = {
        "receipt": receipt,
        "applicant": receipt.applicant,
        "address": request.build_absolute_uri(f"{request.path}?{receipt.address}"),
    }
    return render(request, "policies/estimates/estimate.html", context)
