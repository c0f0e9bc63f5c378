"""The citation tree of a document."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from policies.graph import Group, tree_of
from policies.models import Document

from .kept import Kept
from .questions.addresses import strange


def document_graph(request: HttpRequest, slug: str) -> HttpResponse:
    document = get_object_or_404(Document.objects.published().only("slug", "title", "number", "level", "region"), slug=slug)
    page, ignored = page_asked(request)
    ignored += strange(request, "page", "level", "year")
    alone = group_asked(request)
    tree = tree_of(document, page, alone, Kept())
    if alone and tree.alone is None:
        ignored.append(_("No paper of this level and year rests on it; these are all."))
    if page > tree.pages:
        ignored.append(_("There is no page %(asked)s; this is the last one.") % {"asked": page})
    context = {
        "document": document,
        "tree": tree,
        "ignored": ignored,
        "trail": [(document.get_absolute_url(), document.number or document.title)],
    }
    return render(request, "policies/graph/graph.html", context)


def page_asked(request: HttpRequest) -> tuple[int, list[str]]:
    """The number of the page, and a sentence for what is no number."""
    asked = request.GET.get("page", "1")
    if asked.isascii() and asked.isdigit() and 0 < len(asked) < 7 and int(asked):
        return int(asked), []
    return 1, [_("There is no page “%(asked)s”; this is page 1.") % {"asked": asked[:40]}]


def group_asked(request: HttpRequest) -> Group | None:
    """The level and year whose papers alone are asked for; what nothing has is found to be so by the tree."""
    level, year = request.GET.get("level"), request.GET.get("year")
    return None if level is None and year is None else Group(level or "", year or "")
