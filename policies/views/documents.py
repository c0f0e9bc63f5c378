"""Documents: the list with its filters, and one document as a paper to read."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db.models import F, Prefetch, QuerySet
from django.db.models.functions import Greatest, Least, Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.filters import DocumentFilter
from policies.models import Citation, Document, Genre, Issuance, Region, Review, State
from policies.models.validity import amendments_of

from .listing import Listing
from .paper import Findings, lay_out, legislation, to_sentence
from .validity import day_asked

MOST_CITING = 60  # sentences of citing documents on one page; a decree of the State Council has thousands
AROUND = 120  # characters looked at on each side of a citation for the ends of its sentence
PREVIEW = "policies.view_document"


class DateRow(NamedTuple):
    """One of the five dates that are kept apart, and the words it was read from."""

    label: str
    value: date
    precision: str
    quote: str


def document_list(request: HttpRequest) -> HttpResponse:
    listing = Listing(request, DocumentFilter(request.GET), "document")
    on = listing.query.on or timezone.localdate()
    documents = listing.records(Document.objects.published().for_list().with_validity_state(on))
    return render(request, "policies/documents/list.html", {"listing": listing, "documents": documents})


def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    document = get_object_or_404(_documents_for(request.user), slug=slug)
    on, ignored = day_asked(request)
    findings, validity = _findings(document), document.validity(on)
    cited = [citation.public_target for citation in findings.citations]
    context = {
        "document": document,
        "is_preview": document.state != State.PUBLISHED,
        "is_report": document.genre == Genre.REPORT,
        "ignored": ignored,
        "validity": validity,
        "amendments": amendments_of(document, on).select_related("document"),
        "dates": _dates(document),
        "trail": _trail(document.region),
        "findings": findings,
        "versions": document.versions.defer("raw_text", "text", "left_over", "flags"),
        "linked_data": legislation(document, validity, cited, settings.SITE_ADDRESS),
        **_relations(document, findings),
        **_paper(document, findings),
    }
    return render(request, "policies/documents/detail.html", context)


# --- who sees what ----------------------------------------------------------------------------------------------------------
def _documents_for(user: object):
    """Published documents; those who may see drafts in the desk see them here as they would be published."""
    may_preview = user.is_staff and user.has_perm(PREVIEW)
    documents = Document.objects.all() if may_preview else Document.objects.published()
    bodies = Prefetch("issuances", Issuance.objects.select_related("body").order_by("order"))
    return (
        documents.select_related("current", "lead_body", "region__parent__parent__parent__parent")
        .defer("current__raw_text", "current__left_over")
        .prefetch_related(bodies, "alias_rows")
    )


def _citing(document: Document) -> list[Citation]:
    """The first citations of the document, one more than are shown, each with the words around it."""
    text, start = "document__current__text", F("start")
    citing = Citation.objects.public().filter(target=document).select_related("document__lead_body")
    around = citing.annotate(
        before=Substr(text, Greatest(start - AROUND + 1, 1), Least(start, AROUND)),
        there=Substr(text, start + 1, F("end") - start),
        after=Substr(text, F("end") + 1, AROUND),
    )
    rows = list(around.order_by("document__issued_on", "document", "start")[: MOST_CITING + 1])
    for row in rows:
        is_there = row.there == row.quote  # a citation that a person kept may stem from an older version of the text
        row.before_quote, row.after_quote = to_sentence(row.before, row.after) if is_there else ("", "")
    return rows


def _findings(document: Document) -> Findings:
    """What was read out and not rejected, in the order of the text; the same for a preview as for the public."""

    def kept(findings):
        return findings.exclude(review=Review.REJECTED).in_text_order()

    return Findings(
        targets=kept(document.targets),
        clauses=kept(document.subsidyclauses).prefetch_related("kind_rows", "amounts", "conditions"),
        figures=kept(document.reportedfigures).select_related("region"),
        responsibilities=kept(document.responsibilities).select_related("body"),
        citations=kept(document.citations).select_related("target"),
    )


# --- what the page shows ------------------------------------------------------------------------------------------------------
def _paper(document: Document, findings: Findings) -> dict[str, object]:
    """The laid out text; a report is told by its facts, for its text belongs to who wrote it."""
    if document.is_stub or document.genre == Genre.REPORT:
        return {"parts": [], "provisions": []}
    provisions = list(document.provisions.all())
    return {"parts": lay_out(document, provisions, findings), "provisions": provisions}


def _relations(document: Document, findings: Findings) -> dict[str, object]:
    """Citations both ways; a report, which shows no text, lists each of its own with its words."""
    cited_by = _citing(document)
    cites = findings.citations if document.genre == Genre.REPORT else _distinct(findings.citations)
    return {"cites": cites, "cited_by": cited_by[:MOST_CITING], "is_cited_more": len(cited_by) > MOST_CITING}


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


def _distinct(citations: QuerySet[Citation]) -> list[Citation]:
    """Each document cited once for each relation, at the first place."""
    seen: dict[tuple[object, ...], Citation] = {}
    for citation in citations:
        named = citation.target_id or (citation.number, citation.title)
        seen.setdefault((named, citation.relation), citation)
    return list(seen.values())
