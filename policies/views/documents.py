"""Documents: the list with its filters, and one document as a paper to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from policies.filters import DocumentFilter
from policies.models import Citation, Document, Genre, Region, Relation, State
from policies.models.validity import Effect

from .listing import Listing
from .paper import (
    MOST_CITING,
    Findings,
    cut,
    find_citing,
    find_document,
    find_effects,
    find_findings,
    find_provisions,
    find_versions,
    leaves_of,
    legislation,
    pager_of,
    tell_changes,
    write,
)
from .validity import day_asked

PREVIEW = "policies.view_document"


class DateRow(NamedTuple):
    """One of the five dates that are kept apart, and the words it was read from."""

    label: str
    value: date
    precision: str
    quote: str


def document_list(request: HttpRequest) -> HttpResponse:
    listing = Listing(request, DocumentFilter(request.GET), "document")
    return render(request, "policies/documents/list.html", {"listing": listing, "documents": listing.documents()})


def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    document = find_document(slug, is_hidden_too=_may_preview(request.user))
    if document is None:
        raise Http404(slug)
    on, ignored = day_asked(request)
    findings, effects = find_findings(document), find_effects(document, on)
    validity = document.validity(on, effects)
    cited = [citation.public_target for citation in findings.citations]
    context = {
        "document": document,
        "is_preview": document.state != State.PUBLISHED,
        "is_report": document.genre == Genre.REPORT,
        "ignored": ignored,
        "validity": validity,
        "amendments": _amendments(effects),
        "dates": _dates(document),
        "trail": _trail(document.region),
        "findings": findings,
        "versions": find_versions(document),
        "linked_data": legislation(document, validity, cited, settings.SITE_ADDRESS),
        **_relations(document, findings),
        **_paper(request, document, findings, effects, ignored),
    }
    return render(request, "policies/documents/detail.html", context)


def _may_preview(user: object) -> bool:
    """Who may see drafts in the desk sees them here as they would be published."""
    return user.is_staff and user.has_perm(PREVIEW)


# --- what the page shows ------------------------------------------------------------------------------------------------------
def _paper(request: HttpRequest, document: Document, findings: Findings, effects: list[Effect], ignored: list[str]) -> dict[str, object]:
    """The laid out text, of a very long one the page asked for; a report is told by its facts, its text belongs to who wrote it."""
    if document.is_stub or document.genre == Genre.REPORT:
        return {"parts": [], "provisions": []}
    provisions = find_provisions(document)
    leaves = leaves_of(cut(document, provisions))
    leaf = leaves.all[_page_asked(request, len(leaves), ignored) - 1]
    tell_changes(leaf.parts, effects)
    addresses = [_address_of_page(request, document, number) for number in range(1, len(leaves) + 1)]
    return {
        "parts": write(document, leaf.parts, leaves.findings_on(leaf, findings)),
        "provisions": provisions,
        "pager": pager_of(leaves, leaf, findings, addresses),
    }


def _page_asked(request: HttpRequest, pages: int, ignored: list[str]) -> int:
    asked = request.GET.get("page", "1")
    if asked.isascii() and asked.isdigit() and len(asked) < 4 and 0 < int(asked) <= pages:
        return int(asked)
    ignored.append(_("There is no page “%(asked)s”; this is page %(page)s.") % {"asked": asked[:40], "page": 1})
    return 1


def _address_of_page(request: HttpRequest, document: Document, number: int) -> str:
    parameters = request.GET.copy()
    parameters.pop("page", None)
    if number > 1:
        parameters["page"] = str(number)
    return f"{document.get_absolute_url()}?{parameters.urlencode()}".removesuffix("?")


def _relations(document: Document, findings: Findings) -> dict[str, object]:
    """Citations both ways; a report, which shows no text, lists each of its own with its words."""
    cited_by = find_citing(document)
    cites = findings.citations if document.genre == Genre.REPORT else _distinct(findings.citations)
    return {"cites": cites, "cited_by": cited_by[:MOST_CITING], "is_cited_more": len(cited_by) > MOST_CITING}


def _amendments(effects: list[Effect]) -> list[Citation]:
    """The amendments among the effects, each once, the oldest paper first."""
    amendments = {effect.citation.pk: effect.citation for effect in effects if effect.citation.relation == Relation.AMENDS}
    return sorted(amendments.values(), key=lambda citation: (citation.document.issued_on or date.min, citation.start or 0))


def _dates(document: Document) -> list[DateRow]:
    rows = (
        (_("Date issued"), "issued", "date_issued"),
        (_("Date published"), "published", "date_published"),
        (_("Date printed"), "printed", "date_printed"),
        (_("Effective date"), "effective", "effective_from"),
        (_("Date of the page"), "page", "date_page"),
    )
    return [
        DateRow(label, value, getattr(document, f"{name}_precision"), document.quoted(evidence) or document.quoted(f"{name}_on"))
        for label, name, evidence in rows
        if (value := getattr(document, f"{name}_on"))
    ]


def _trail(region: Region | None) -> list[tuple[str, str]]:
    """Breadcrumbs from the nation down to the document's region, whose parents came with the document."""
    trail: list[tuple[str, str]] = []
    while region is not None:
        trail.insert(0, (region.get_absolute_url(), region.short_name or region.name))
        region = region.parent
    return trail


def _distinct(citations: Sequence[Citation]) -> list[Citation]:
    """Each document cited once for each relation, at the first place."""
    seen: dict[tuple[object, ...], Citation] = {}
    for citation in citations:
        named = citation.target_id or (citation.number, citation.title)
        seen.setdefault((named, citation.relation), citation)
    return list(seen.values())
