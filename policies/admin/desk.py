"""The desk of one document: its text beside what the reader found, with a verdict for each finding and the moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import (
    Citation,
    Document,
    DocumentVersion,
    Finding,
    MoveRefused,
    ReportedFigure,
    Responsibility,
    Review,
    State,
    SubsidyClause,
    Target,
    ValidityFact,
)
from ..reading.secrecy import find_marking
from .marked import Mark, mark_text
from .sentences import flag_words

if TYPE_CHECKING:
    from .documents import DocumentAdmin

# What a card says of a finding, beside its quote.
FIELDS: dict[type[Finding], tuple[str, ...]] = {
    Citation: ("title", "number", "attributed_to", "relation", "target", "resolution"),
    Target: ("indicator", "comparator", "low", "high", "unit", "change", "deadline", "scope", "certainty"),
    SubsidyClause: ("beneficiary", "form", "stacking", "delivery", "region"),
    Responsibility: ("body_name", "body", "is_lead", "provision"),
    ReportedFigure: ("indicator", "qualifier", "quantity", "unit", "as_of", "region"),
    ValidityFact: ("fact", "value"),
}
# Names of the header's fields -> under which the reader keeps the words that it read them from.
HEADER = {
    "number": "number", "registration_number": "registration_number", "index_number": "index_number", "title": "title",
    "kind": "kind", "instrument_title": "instrument", "instrument_kind": "instrument", "lead_body": "issuing_bodies",
    "region": "region", "level": "level", "addressees": "addressees", "copied_to": "copied_to", "annexes": "annexes",
    "issued_on": "date_issued", "printed_on": "date_printed", "published_on": "date_published",
    "effective_on": "effective_from", "effective_to": "effective_to", "source_name": "", "source_url": "", "captured_on": "",
}
MOVE_LABELS = {
    State.IN_REVIEW: _("Submit for review"),
    State.PUBLISHED: _("Publish"),
    State.DRAFT: _("Take back as a draft"),
    State.WITHDRAWN: _("Withdraw from the public"),
}


@dataclass(frozen=True)
class Card:
    """A finding as the desk shows it."""

    finding: Finding
    facts: list[tuple[str, str]]
    terms: list[str]

    @property
    def key(self) -> str:
        return f"{self.finding._meta.model_name}-{self.finding.pk}"

    @property
    def change_url(self) -> str:
        return reverse(f"admin:policies_{self.finding._meta.model_name}_change", args=[self.finding.pk])


@dataclass(frozen=True)
class Section:
    """All findings of one kind."""

    model: type[Finding]
    cards: list[Card]

    @property
    def label(self) -> str:
        return self.model._meta.verbose_name_plural

    @property
    def name(self) -> str:
        return self.model._meta.model_name

    @property
    def add_url(self) -> str:
        return reverse(f"admin:policies_{self.name}_add")


# --- pages ---------------------------------------------------------------------------------------------------------------
def show_desk(model_admin: DocumentAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    document = get_object_or_404(Document.objects.select_related("current", "region", "lead_body"), pk=pk)
    if not model_admin.has_view_or_change_permission(request, document):
        raise PermissionDenied
    sections = [_section(model, document) for model in FIELDS]
    context = {
        **model_admin.admin_site.each_context(request),
        **_of_version(document.current),
        "is_nav_sidebar_enabled": False,  # the text and the cards need the width
        "title": _("Desk"),
        "subtitle": str(document),
        "opts": model_admin.opts,
        "document": document,
        "validity": document.validity(timezone.localdate()),
        "text": mark_text(document.text, _marks(document, sections)),
        "header": list(_header(document)),
        "outline": document.provisions.all(),
        "sections": sections,
        "versions": document.versions.only("serial", "created_at", "file_name", "file_kind", "reader_version", "document"),
        "moves": [(state, MOVE_LABELS[state]) for state in document.open_moves(request.user)],
        "history": document.moves.select_related("by"),
        "may_edit": model_admin.has_change_permission(request, document),
        "open": sum(card.finding.review == Review.PROPOSED for section in sections for card in section.cards),
    }
    return TemplateResponse(request, "admin/policies/document/desk.html", context)


def _of_version(version: DocumentVersion | None) -> dict[str, object]:
    """What is to be looked at in the text that stands, and the marking that keeps it from the public."""
    flags = [(flag_words(flag), flag.get("rule", "")) for flag in (version.flags if version else [])]
    return {"version": version, "flags": flags, "marking": find_marking(version.raw_text) if version else ""}


def judge(model_admin: DocumentAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """One verdict, sent as "accepted:target-12"."""
    document = get_object_or_404(Document.objects.select_related("current"), pk=pk)
    if not model_admin.has_change_permission(request, document):
        raise PermissionDenied
    review, _separator, key = request.POST.get("verdict", "").partition(":")
    finding = _finding(document, key)
    if review not in Review or finding is None:
        raise Http404
    finding.judge(review, request.user)
    model_admin.log_change(request, document, f"{finding._meta.verbose_name} {finding.pk}: {Review(review).label}")
    return HttpResponseRedirect(f"{reverse('admin:policies_document_desk', args=[pk])}#card-{key}")


def move(model_admin: DocumentAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """One move of the workflow; the document itself decides and says why not."""
    document = get_object_or_404(Document.objects.select_related("current"), pk=pk)
    if not model_admin.has_view_or_change_permission(request, document):
        raise PermissionDenied
    to = request.POST.get("to", "")
    if to not in State:
        raise Http404
    try:
        document.move(to, by=request.user, note=request.POST.get("note", "")[:300])
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        model_admin.log_change(request, document, str(State(to).label))
        messages.success(request, gettext("The document is now: %(state)s.") % {"state": State(to).label})
    return HttpResponseRedirect(reverse("admin:policies_document_desk", args=[pk]))


def _finding(document: Document, key: str) -> Finding | None:
    name, _separator, number = key.rpartition("-")
    models_by_name = {model._meta.model_name: model for model in FIELDS}
    if name not in models_by_name or not number.isdecimal() or len(number) > 18:
        return None
    found = models_by_name[name].objects.filter(document=document, pk=number).first()
    if found:
        found.document = document
    return found


# --- what the page shows -------------------------------------------------------------------------------------------------
def _section(model: type[Finding], document: Document) -> Section:
    related = [name for name in FIELDS[model] if isinstance(model._meta.get_field(name), models.ForeignKey)]
    rows = model.objects.filter(document=document).select_related("provision", "reviewed_by", *related).in_text_order()
    if model is SubsidyClause:
        rows = rows.prefetch_related("kind_rows", "amounts", "conditions")
    cards = []
    for finding in rows:
        finding.document = document
        cards.append(Card(finding, list(_facts(finding)), _terms(finding)))
    return Section(model, cards)


def _facts(record: models.Model, names: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Label and value of each field that says something."""
    for name in names or FIELDS[type(record)]:
        if value := _shown(record, name):
            yield str(record._meta.get_field(name).verbose_name), value


def _shown(record: models.Model, name: str) -> str:
    value = getattr(record, name)
    if value in (None, "", [], False):
        return ""
    if isinstance(value, Decimal):
        return _plain(value)
    if isinstance(value, list):
        return "；".join(str(item) for item in value)
    display = getattr(record, f"get_{name}_display", None)
    return str(display() if display else localize(value))


def _plain(value: Decimal | None) -> str:
    """The number without the zeros that fill up the column."""
    return "" if value is None else f"{value.normalize():f}"


def _terms(finding: Finding) -> list[str]:
    """Kinds, amounts and conditions of a clause, a line each."""
    if not isinstance(finding, SubsidyClause):
        return []
    lines = [" · ".join(row.get_kind_display() for row in finding.kind_rows.all())]
    for row in finding.amounts.all():
        details = [detail for detail in (row.tier, row.per and f"/ {row.per}", row.base, row.scope) if detail]
        lines.append(" · ".join([str(row), *details]))
    conditions = (f"{row.subject} {row.comparator_label} {_plain(row.value)}{row.unit}" for row in finding.conditions.all())
    return [*filter(None, lines), *conditions]


def _header(document: Document) -> Iterator[tuple[str, str, str]]:
    """Label, value and the words it was read from, for each element of the head; what is missing is shown as missing."""
    for name, evidence in HEADER.items():
        label = str(document._meta.get_field(name).verbose_name)
        yield label, _shown(document, name), document.quoted(evidence)


def _marks(document: Document, sections: list[Section]) -> Iterator[Mark]:
    for provision in document.provisions.all():
        yield Mark(provision.start, provision.end, provision.anchor, "heading")
    for place, left in enumerate(document.current.left_over if document.current else []):
        yield Mark(left.get("start", 0), left.get("end", 0), f"left-{place}", "left")
    for section in sections:
        for card in section.cards:
            finding = card.finding
            if finding.is_placed:
                yield Mark(finding.start, finding.end, finding.anchor, f"{section.name} {finding.review}", f"card-{card.key}")
