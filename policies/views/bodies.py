"""Issuing bodies: the list by region, and one body with what it issued and what it is in charge of."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.models import Document, Issuance, IssuingBody, Responsibility
from policies.models.document import DocumentQuerySet
from policies.models.issuing_body import IssuingBodyQuerySet

from .found import find_documents
from .kept import Kept

BODIES_A_PAGE = 100
DOCUMENTS_A_PAGE = 20
MOST_CITED = 12  # papers that a body cites most
LED = (
    "quote", "start", "document__slug", "document__number", "document__title", "provision__anchor", "provision__path", "provision__heading",
)  # fmt: skip
MOST_LED = 50  # provisions on the page of a body; a city's finance bureau joins in hundreds


def body_list(request: HttpRequest) -> HttpResponse:
    """Bodies of which a public document is here, grouped by their region from the nation down."""
    counts = Kept()("bodies", IssuingBody.objects.counts_in_order)
    page = Paginator(list(counts), BODIES_A_PAGE).get_page(request.GET.get("page"))
    found = IssuingBody.objects.select_related("region", "parent").in_bulk(page.object_list)
    page.object_list = [found[key] for key in page.object_list if key in found]
    for body in page.object_list:
        body.document_count = counts[body.pk]
    context = {"page": page, "numbers": _numbers(page), "ignored": _ignored(request, page)}
    return render(request, "policies/bodies/list.html", context)


def body_detail(request: HttpRequest, slug: str) -> HttpResponse:
    bodies = IssuingBody.objects.select_related("region__parent__parent__parent", "parent").prefetch_related("alias_rows")
    body = get_object_or_404(bodies, slug=slug)
    family = IssuingBody.objects.with_offices(body)
    kept = Kept()
    page = Paginator(Issued(body, family, kept), DOCUMENTS_A_PAGE).get_page(request.GET.get("page"))
    led = Responsibility.objects.public().filter(body=body).select_related("document", "provision").only(*LED)
    context = {
        "body": body,
        "offices": family.exclude(pk=body.pk).with_counts(),
        "page": page,
        "numbers": _numbers(page),
        "ignored": _ignored(request, page),
        "led": led.filter(is_lead=True).order_by("document", "start")[:MOST_LED],
        "joined": led.filter(is_lead=False).order_by("document", "start")[:MOST_LED],
        "cited": _cited(body, family, kept),
    }
    return render(request, "policies/bodies/detail.html", context)


@dataclass(frozen=True, slots=True)
class Issued:
    """What a body and its offices issued, the newest first, cut into pages: sorted by their keys alone, for whole rows take thrice the time."""

    body: IssuingBody
    family: IssuingBodyQuerySet
    kept: Kept

    @property
    def documents(self) -> DocumentQuerySet:
        return Document.objects.published().filter(pk__in=Issuance.objects.filter(body__in=self.family).order_by().values("document"))

    def count(self) -> int:
        return self.kept(f"issued-{self.body.pk}", self.documents.count)

    __len__ = count

    def __getitem__(self, cut: slice) -> list[Document]:
        return find_documents(list(self.documents.newest().values_list("pk", flat=True)[cut]), timezone.localdate())


def _cited(body: IssuingBody, family: IssuingBodyQuerySet, kept: Kept) -> list[Document]:
    """The papers that it and its offices cite most, each with how many of theirs do; asked for anew, for one may be withdrawn."""
    numbers = kept(f"cited-{body.pk}", lambda: Document.objects.counts_cited_by(family))
    found = list(Document.objects.published().filter(pk__in=numbers).only("slug", "number", "title", "is_stub").order_by()) if numbers else []
    for document in found:
        document.citing = numbers[document.pk]
    return sorted(found, key=lambda document: (-document.citing, document.slug))[:MOST_CITED]


def _numbers(page: Page) -> object:
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


def _ignored(request: HttpRequest, page: Page) -> list[str]:
    """What of the address was not used: parameters unknown here, and pages that do not exist."""
    sentences = []
    if strange := [name for name in request.GET if name != "page"]:
        what = {"names": ", ".join(name[:40] for name in strange[:5])}
        sentences.append(_("There is no filter %(names)s here; there is: page.") % what)
    asked = request.GET.get("page", "1")
    if asked != str(page.number):
        sentences.append(_("There is no page “%(asked)s”; this is page %(page)s.") % {"asked": asked[:40], "page": page.number})
    return sentences
