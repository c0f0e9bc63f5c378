"""Writes invented papers into the database in batches; a run that was killed goes on where its last batch ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from policies.models import (
    AmountTerm,
    Change,
    Citation,
    ClauseKind,
    Document,
    DocumentVersion,
    Issuance,
    IssuingBody,
    Provision,
    Region,
    Resolution,
    State,
    SubsidyClause,
    Target,
)

from .grammar import Grammar, Paper, Place

BATCH = 500
READER = "synthetic"
LEVELS = {"country": "national"}


def synthesize(count: int, seed: int, progress: Callable[[int], object]) -> int:
    """Bring the papers of a seed to `count`; how many were written in this run. Each batch is one transaction.

    `progress` is told how many papers each batch wrote.
    """
    regions = list(Region.objects.filter(valid_to__isnull=True).exclude(kind="town").order_by("slug"))
    grammar = Grammar(seed, [Place(region.pk, region.name, region.kind, region.short_name or region.name) for region in regions])
    begin = Document.objects.filter(slug__startswith=f"synthetic-{seed}-").count()
    bodies = _Bodies()
    for first in range(begin, count, BATCH):
        serials = range(first, min(first + BATCH, count))
        with transaction.atomic():
            _write([grammar.paper(serial) for serial in serials], seed, bodies)
        progress(len(serials))
    return max(0, count - begin)


class _Bodies:
    """The issuing bodies by name, made when a paper first needs them."""

    def __init__(self) -> None:
        self.ids = dict(IssuingBody.objects.values_list("name", "pk"))

    def ensure(self, papers: Iterable[Paper]) -> None:
        missing = {paper.identity.body: paper.identity.place.key for paper in papers if paper.identity.body not in self.ids}
        IssuingBody.objects.bulk_create(
            IssuingBody(name=name, slug=name, region_id=region, kind=IssuingBody.Kind.OTHER) for name, region in missing.items()
        )
        self.ids |= dict(IssuingBody.objects.filter(name__in=missing).values_list("name", "pk"))


def _write(papers: list[Paper], seed: int, bodies: _Bodies) -> None:
    bodies.ensure(papers)
    documents = Document.objects.bulk_create(_document(paper, seed, bodies) for paper in papers)
    pairs = list(zip(papers, documents, strict=True))
    versions = DocumentVersion.objects.bulk_create(_version(paper, document) for paper, document in pairs)
    for document, version in zip(documents, versions, strict=True):
        document.current = version
    Document.objects.bulk_update(documents, ["current"])
    Issuance.objects.bulk_create(Issuance(document=document, body_id=document.lead_body_id) for document in documents)
    provisions = {document.pk: _write_provisions(paper, document) for paper, document in pairs}
    _write_citations(pairs, seed)
    _write_targets(pairs, provisions)
    _write_clauses(pairs, provisions)
    Change.objects.record(*(document.pk for document in documents))


def _slug(seed: int, serial: int) -> str:
    return f"synthetic-{seed}-{serial}"


def _document(paper: Paper, seed: int, bodies: _Bodies) -> Document:
    identity = paper.identity
    return Document(
        slug=_slug(seed, identity.serial),
        state=State.PUBLISHED,
        published_at=timezone.now(),
        number=identity.printed,
        number_code=identity.code,
        number_year=identity.year,
        number_serial=identity.number,
        title=identity.title,
        title_key=identity.title,
        kind=identity.kind,
        lead_body_id=bodies.ids[identity.body],
        region_id=identity.place.key,
        level=LEVELS.get(identity.place.kind, identity.place.kind),
        issued_on=paper.issued,
        source_name=READER,
        source_kind=READER,
    )


def _version(paper: Paper, document: Document) -> DocumentVersion:
    digest = sha256(paper.text.encode()).hexdigest()
    return DocumentVersion(document=document, serial=1, digest=digest, raw_text="", text=paper.text, reader_version=READER)


def _write_provisions(paper: Paper, document: Document) -> list[Provision]:
    """The outline; chapters first, for sections need their keys."""
    rows = []
    for order, part in enumerate(paper.headings):
        later = (other.start for other in paper.headings[order + 1 :] if other.depth <= part.depth)
        rows.append(
            Provision(
                document=document, marker=part.marker, heading=part.heading, depth=part.depth, order=order + 1, path=part.path,
                anchor=f"p-{order + 1}", start=part.start, end=part.end, until=next(later, len(paper.text)),
            )
        )
    Provision.objects.bulk_create(row for row, part in zip(rows, paper.headings, strict=True) if part.parent is None)
    sections = [(row, part.parent) for row, part in zip(rows, paper.headings, strict=True) if part.parent is not None]
    for row, parent in sections:
        row.parent = rows[parent]
    Provision.objects.bulk_create(row for row, _ in sections)
    return rows


def _write_citations(pairs: list[tuple[Paper, Document]], seed: int) -> None:
    slugs = {_slug(seed, part.cited.serial) for paper, _ in pairs for part in paper.citations}
    cited = dict(Document.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    Citation.objects.bulk_create(
        Citation(
            document=document, start=part.start, end=part.end, quote=paper.text[part.start : part.end], relation=part.relation,
            title=part.cited.title, number=part.cited.printed, reader_version=READER, resolution=Resolution.NUMBER,
            target_id=cited[_slug(seed, part.cited.serial)],
        )
        for paper, document in pairs
        for part in paper.citations
    )


def _write_targets(pairs: list[tuple[Paper, Document]], provisions: dict[int, list[Provision]]) -> None:
    Target.objects.bulk_create(
        Target(
            document=document, provision=provisions[document.pk][part.heading], start=part.start, end=part.end,
            quote=paper.text[part.start : part.end], reader_version=READER, indicator=part.indicator, comparator=part.comparator,
            low=Decimal(part.quantity), unit=part.unit, deadline=str(part.deadline), deadline_on=date(part.deadline, 12, 31),
            deadline_precision="year", region_id=document.region_id,
        )
        for paper, document in pairs
        for part in paper.targets
    )


def _write_clauses(pairs: list[tuple[Paper, Document]], provisions: dict[int, list[Provision]]) -> None:
    parts = [(paper, document, part) for paper, document in pairs for part in paper.clauses]
    clauses = SubsidyClause.objects.bulk_create(
        SubsidyClause(
            document=document, provision=provisions[document.pk][part.heading], start=part.start, end=part.end,
            quote=paper.text[part.start : part.end], reader_version=READER, beneficiary=part.beneficiary, form=part.form,
            region_id=document.region_id, has_amount=True,
            largest=max(Decimal(value) for role, value, _ in part.amounts if role != "rate"),
        )
        for paper, document, part in parts
    )
    rows = list(zip(clauses, parts, strict=True))
    ClauseKind.objects.bulk_create(ClauseKind(clause=clause, kind=part.kind) for clause, (_, _, part) in rows)
    AmountTerm.objects.bulk_create(
        AmountTerm(
            clause=clause, order=order, role=role, value=Decimal(value), unit="" if role == "rate" else "元", tier=tier,
            per="年" if role == "cap" else "", base="房租" if role == "rate" else "",
        )
        for clause, (_, _, part) in rows
        for order, (role, value, tier) in enumerate(part.amounts)
    )
