"""What is sent in may have a size; more is refused before it is read, with a sentence instead of a bare error."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

MEGABYTE = 1024 * 1024


def refuse_too_large(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: stands before all that reads the body, the check of the form's token included."""

    def middleware(request: HttpRequest) -> HttpResponse:
        size = request.META.get("CONTENT_LENGTH") or "0"
        if size.isdecimal() and int(size) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            sizes = {"size": -(-int(size) // MEGABYTE), "limit": settings.UPLOAD_LIMIT // MEGABYTE}
            return render(request, "413.html", sizes, status=413)
        return get_response(request)

    return middleware
