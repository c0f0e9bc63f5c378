"""Which documents show a record that others refer to, on their pages or in what is found of them and their clauses."""

from __future__ import annotations

from collections.abc import Collection
from functools import singledispatch

from django.db.models import Q, QuerySet

from .document import Document
from .issuing_body import IssuingBody
from .provision import Theme
from .region import Region


@singledispatch
def documents_showing(record: object) -> QuerySet[Document]:
    raise NotImplementedError(type(record).__name__)


@documents_showing.register
def _of_region(region: Region) -> QuerySet[Document]:
    return documents_in({region.slug})


@documents_showing.register
def _of_body(body: IssuingBody) -> QuerySet[Document]:
    """Its own and those of its offices, which are counted for it too."""
    return Document.objects.filter(Q(lead_body=body) | Q(issuances__body=body) | Q(issuances__body__parent=body)).distinct()


@documents_showing.register
def _of_theme(theme: Theme) -> QuerySet[Document]:
    return Document.objects.filter(provisions__themes=theme).distinct()


def documents_in(slugs: Collection[str]) -> QuerySet[Document]:
    """Documents of these regions and what is below them, and those that promise something there."""
    rows = Region.objects.order_by().values_list("pk", "path")
    regions = [pk for pk, path in rows if not set(slugs).isdisjoint(path.strip("/").split("/"))]
    return Document.objects.filter(Q(region__in=regions) | Q(subsidyclauses__region__in=regions)).distinct()
