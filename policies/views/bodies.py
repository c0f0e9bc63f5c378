"""Issuing bodies: the list by region, and one body with what it issued and what it is in charge of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.filters import SHOWN
from policies.models import Document, Issuance, IssuingBody, Responsibility
from policies.models.document import DocumentQuerySet
from policies.models.issuing_body import IssuingBodyQuerySet

from .found import find_documents
from .kept import Kept
from .questions.addresses import strange, turned, typed

BODIES_A_PAGE = 100
LONGEST_WORDS = 60
ORDERS = {"region": gettext_lazy("By region"), "issued": gettext_lazy("Most documents first"), "in_charge": gettext_lazy("Most provisions in charge of first")}
DOCUMENTS_A_PAGE = 20
MOST_CITED = 12  # papers that a body cites most
LED = (
    "quote", "start", "document__slug", "document__number", "document__title", "provision__anchor", "provision__path", "provision__heading",
)  # fmt: skip
MOST_LED = 50  # provisions on the page of a body; a city's finance bureau joins in hundreds


class InOrder(NamedTuple):
    """Bodies of which something public is here: their keys in the order of the list, how many papers each issued, how many provisions name it in charge."""

    keys: list[int]
    issued: dict[int, int]
    in_charge: dict[int, int]

    @classmethod
    def of(cls, bodies: IssuingBodyQuerySet) -> InOrder:
        issued, in_charge = bodies.counts(), bodies.counts_in_charge()
        return cls([key for key in bodies.keys_in_order() if key in issued or key in in_charge], issued, in_charge)

    def sorted_by(self, order: str) -> list[int]:
        """By place as they are, or those with most of it first."""
        counts = {"issued": self.issued, "in_charge": self.in_charge}.get(order, {})
        return sorted(self.keys, key=lambda key: -counts.get(key, 0)) if counts else self.keys


def body_list(request: HttpRequest) -> HttpResponse:
    """Bodies by their region from the nation down, or by how much is here of them; all, or those of a name."""
    kept = Kept()
    bodies = kept("bodies", lambda: InOrder.of(IssuingBody.objects.all()))
    words, cut = typed(request, "q", LONGEST_WORDS)
    order, unknown = order_asked(request)
    named = IssuingBody.objects.matching(words).keys_alone() if words else None
    keys = [key for key in bodies.sorted_by(order) if named is None or key in named]
    page, beyond = turned(request, Paginator(keys, BODIES_A_PAGE))
    page.object_list = found_of(page.object_list, bodies, with_names=bool(words))
    context = {
        "words": words,
        "order": order,
        "orders": ORDERS,
        "total": len(keys),
        "page": page,
        "numbers": _numbers(page),
        "ignored": [*strange(request, "q", "order", "page"), *cut, *unknown, *beyond],
    }
    return render(request, "policies/bodies/list.html", context)


def order_asked(request: HttpRequest) -> tuple[str, list[str]]:
    asked = request.GET.get("order") or "region"
    if asked in ORDERS:
        return asked, []
    what = {"value": asked[:SHOWN], "label": _("Order"), "choices": ", ".join(ORDERS)}
    return "region", [_("“%(value)s” is not known as “%(label)s” and was left out; there is: %(choices)s.") % what]


def found_of(keys: Sequence[int], bodies: InOrder, *, with_names: bool) -> list[IssuingBody]:
    """The bodies of a page with their counts, and with their other names where one may have been looked for."""
    rows = IssuingBody.objects.select_related("region")
    found = (rows.prefetch_related("alias_rows") if with_names else rows).in_bulk(keys)
    for key, body in found.items():
        body.document_count, body.charge_count = bodies.issued.get(key, 0), bodies.in_charge.get(key, 0)
    return [found[key] for key in keys if key in found]


def body_detail(request: HttpRequest, slug: str) -> HttpResponse:
    bodies = IssuingBody.objects.select_related("region__parent__parent__parent", "parent").prefetch_related("alias_rows")
    body = get_object_or_404(bodies, slug=slug)
    family = IssuingBody.objects.with_offices(body)
    kept = Kept()
    page, beyond = turned(request, Paginator(Issued(body, family, kept), DOCUMENTS_A_PAGE))
    context = {
        "body": body,
        "offices": family.exclude(pk=body.pk).with_counts(),
        "page": page,
        "numbers": _numbers(page),
        "ignored": [*strange(request, "page"), *beyond],
        "led": _in_charge(body, is_lead=True),
        "joined": _in_charge(body, is_lead=False),
        "cited": _cited(body, family, kept),
    }
    return render(request, "policies/bodies/detail.html", context)


def _in_charge(body: IssuingBody, *, is_lead: bool) -> tuple[int, list[Responsibility]]:
    """How many provisions name it in charge, and the first of them."""
    rows = Responsibility.objects.public().filter(body=body, is_lead=is_lead).order_by("document", "start")
    first = list(rows.select_related("document", "provision").only(*LED)[:MOST_LED])
    return len(first) if len(first) < MOST_LED else rows.count(), first


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
