"""Stubs: documents known only from citations. They are made here, and here they become the document that arrives."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q

from policies.models import (
    Change,
    Citation,
    Document,
    DocumentAlias,
    Issuance,
    IssuingBody,
    NumberCode,
    Region,
    Resolution,
    State,
)
from policies.reading.header.lines import document_kind

from .bodies import Bodies
from .keys import fitted, free_slug, slug_base
from .places import Places, level_of, slug_of_name

if TYPE_CHECKING:
    from .links import Wanted

LAW = re.compile(r"(?<!办)法(?:》)?$")
TRUSTED = Decimal("0.5")  # a code below this was counted for several bodies, none of them more often than not


class Stubs:
    """Makes the stubs that the citations of a paper ask for, in a constant number of queries."""

    def __init__(self, places: Places) -> None:
        self.places = places

    def for_all(self, wanted: Iterable[Wanted]) -> list[tuple[Wanted, Document]]:
        """Each citation with its stub; those that mean the same share one."""
        groups: dict[tuple[str, ...], list[Wanted]] = {}
        for item in wanted:
            groups.setdefault((item.canonical,) if item.number else (item.key, *item.issuers), []).append(item)
        if not groups:
            return []
        self._learn([items[0] for items in groups.values()])
        stubs = self._create(list(groups.values()))
        return [(item, stub) for items, stub in zip(groups.values(), stubs, strict=True) for item in items]

    def _learn(self, wanted: list[Wanted]) -> None:
        codes = {item.number.code for item in wanted if item.number}
        rows = NumberCode.objects.filter(code__in=codes, body__isnull=False).select_related("body__region").order_by("-confidence")
        self._codes: dict[str, list[NumberCode]] = {}
        for row in rows:
            self._codes.setdefault(row.code, []).append(row)
        near = next((item.citation.document.region.slug for item in wanted if item.citation.document.region), "")
        self._bodies = Bodies(self.places, [name for item in wanted for name in item.issuers], near)
        titles = [item.citation.title for item in wanted if item.citation.title]
        self.places.fetch(["cn", *(slug_of_name(title, self.places.reference) for title in titles)])

    def _create(self, groups: list[list[Wanted]]) -> list[Document]:
        bases = [slug_base(items[0].number, _title(items)) for items in groups]
        taken = taken_slugs(bases)
        stubs = []
        for items, base in zip(groups, bases, strict=True):
            slug = free_slug(base, taken)
            taken.add(slug)
            stubs.append(self._row(items, slug))
        Document.objects.bulk_create(stubs)
        Issuance.objects.bulk_create(Issuance(document=stub, body=stub.lead_body) for stub in stubs if stub.lead_body)
        return stubs

    def _row(self, items: list[Wanted], slug: str) -> Document:
        wanted, title = items[0], _title(items)
        body = self._body(wanted)
        region = body.region if body else self._region(wanted)
        number = wanted.number
        return fitted(
            Document, slug=slug, is_stub=True, title=title, title_key=wanted.key, kind=document_kind(title), lead_body=body, region=region,
            level=level_of(region, body.name if body else ""), number=wanted.canonical, number_printed=wanted.citation.number,
            number_code=number.code if number else "", number_year=number.year if number else None,
            number_serial=number.serial if number else None,
        )

    def _body(self, wanted: Wanted) -> IssuingBody | None:
        """By the number code first; the issuer printed may be the government of the office that issued."""
        printed = self._bodies.find(wanted.issuers[0]) if wanted.issuers else None  # the first of a joint paper leads
        codes = self._codes.get(wanted.number.code, []) if wanted.number else []
        if not codes or printed in [row.body for row in codes]:
            return printed
        near = [row for row in codes if wanted.place and row.body.region and wanted.place.startswith(row.body.region.path)]
        best = near if len(near) == 1 else [row for row in near or codes if row.confidence >= TRUSTED]
        is_clear = len(best) == 1 or (best and best[0].confidence > best[1].confidence)
        return best[0].body if is_clear else None

    def _region(self, wanted: Wanted) -> Region | None:
        """Where the title says: 河西省…条例; a law (法) is the nation's."""
        title = wanted.citation.title
        return self.places.get("cn" if LAW.search(title) else slug_of_name(title, self.places.reference)) if title else None


def taken_slugs(bases: Iterable[str]) -> set[str]:
    """The slugs in use that begin like these."""
    asked = Q()
    for base in set(bases):
        asked |= Q(slug=base) | Q(slug__startswith=f"{base}-")
    return set(Document.objects.filter(asked).values_list("slug", flat=True)) if asked else set()


def _title(items: list[Wanted]) -> str:
    """The first title printed, else the number or the nickname."""
    titles = [item.citation.title for item in items if item.citation.title]
    return titles[0] if titles else items[0].canonical or items[0].citation.alias


# --- a document arrives -------------------------------------------------------------------------------------------------
def waiting_stubs(document: Document) -> list[Document]:
    """The stubs without a number that cite the document by its title, or the title of what it issues."""
    keys = {document.title_key, document.instrument_key} - {""}
    stubs = Document.objects.stubs().filter(number="", title_key__in=keys).exclude(pk=document.pk).select_related("region", "lead_body")
    stubs = [stub for stub in stubs if _is_same_issuer(stub, document)]
    citing = citing_paths([stub for stub in stubs if stub.region is None])
    own = document.region.path if document.region else ""
    return [stub for stub in stubs if is_same_place(stub, document) and all(is_related(path, own) for path in citing[stub.pk])]


def citing_paths(stubs: list[Document]) -> defaultdict[int, list[str]]:
    """Where the papers are that cite documents whose own place is not known: key of the document -> paths."""
    paths: defaultdict[int, list[str]] = defaultdict(list)
    if not stubs:
        return paths
    rows = Citation.objects.filter(target__in=stubs, document__region__isnull=False)
    for key, path in rows.values_list("target", "document__region__path").distinct():
        paths[key].append(path)
    return paths


def is_related(one: str, other: str) -> bool:
    """Whether one path of regions leads through the other; an unknown one may."""
    return not one or not other or one.startswith(other) or other.startswith(one)


def is_same_place(stub: Document, document: Document) -> bool:
    """Whether the region guessed for a stub can be the document's."""
    return is_related(stub.region.path if stub.region else "", document.region.path if document.region else "")


def _is_same_issuer(stub: Document, document: Document) -> bool:
    ours = {document.lead_body_id, document.lead_body.parent_id if document.lead_body else None}
    return stub.lead_body_id is None or document.lead_body is None or stub.lead_body_id in ours


def merge(stubs: list[Document], document: Document) -> None:
    """The stubs were this document: their citations and nicknames are its own, they are gone."""
    if not stubs:
        return
    Citation.objects.filter(target__in=stubs).update(target=document)
    names = DocumentAlias.objects.filter(document__in=stubs).values_list("name", "source")
    DocumentAlias.objects.bulk_create([DocumentAlias(document=document, name=name, source=source) for name, source in names], ignore_conflicts=True)
    if public := [stub.pk for stub in stubs if stub.state == State.PUBLISHED]:
        Change.objects.record(*public)
    Document.objects.filter(pk__in=[stub.pk for stub in stubs]).delete()


def arrive(document: Document) -> None:
    """The citations that pointed to a stub now name how the document was found."""
    waiting = Citation.objects.filter(target=document, resolution=Resolution.STUB)
    waiting.exclude(number="").update(resolution=Resolution.NUMBER)
    waiting.filter(number="").update(resolution=Resolution.TITLE)
