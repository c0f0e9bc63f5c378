"""Writes invented papers into the database in batches; a run that was killed goes on where its last batch ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import Max, Model
from django.utils import timezone

from policies.models import (
    AmountTerm,
    Change,
    Citation,
    CitedPart,
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
    Theme,
)

from .grammar import Grammar, Paper, Place, words

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
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # without figures SQLite takes “published” for rare, and walks all documents to find twenty
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
    documents = [_document(paper, seed, bodies) for paper in papers]
    _give_keys(documents)
    pairs = list(zip(papers, documents, strict=True))
    versions = [_version(paper, document) for paper, document in pairs]
    _give_keys(versions)
    for document, version in zip(documents, versions, strict=True):
        document.current = version
    _insert(documents)
    _insert(versions)
    _insert(_keyed(Issuance(document=document, body_id=document.lead_body_id, order=0) for document in documents))
    provisions = {document.pk: _provisions(paper, document) for paper, document in pairs}
    _insert(_keyed(row for rows in provisions.values() for row in rows))
    _insert(_keyed(_themes(row for rows in provisions.values() for row in rows)))
    _write_citations(pairs, seed)
    _insert(_keyed(_targets(pairs, provisions)))
    _write_clauses(pairs, provisions)
    Change.objects.record(*(document.pk for document in documents))


# --- rows in bulk ---------------------------------------------------------------------------------------------------------
# bulk_create compiles each value into its statement, which takes longer than all else here; these statements are one a table.
def _keyed(rows: Iterable[Model]) -> list[Model]:
    made = list(rows)
    _give_keys(made)
    return made


def _give_keys(rows: Sequence[Model]) -> None:
    """Primary keys for new rows; inside the transaction no other writer can take them."""
    if not rows:
        return
    model = type(rows[0])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            keys = [key for (key,) in cursor.execute(sequence, [model._meta.db_table, len(rows)]).fetchall()]
    else:
        first = (model.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        keys = list(range(first, first + len(rows)))
    for row, key in zip(rows, keys, strict=True):
        row.pk = key


def _insert(rows: Sequence[Model]) -> None:
    """Rows with their keys into their table."""
    if not rows:
        return
    meta = type(rows[0])._meta
    fields = meta.concrete_fields
    quote = connection.ops.quote_name
    columns, holders = ", ".join(quote(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    database = connections[DEFAULT_DB_ALIAS]  # `connection` looks this up at each touch, a million times here
    values = [[field.get_db_prep_save(field.pre_save(row, True), database) for field in fields] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({holders})", values)  # noqa: S608 (names of our own)


# --- the rows of a paper --------------------------------------------------------------------------------------------------
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


def _provisions(paper: Paper, document: Document) -> list[Provision]:
    """The outline; a chapter stands before its sections, so that its key is known when they are written."""
    rows: list[Provision] = []
    for order, part in enumerate(paper.headings):
        later = (other.start for other in paper.headings[order + 1 :] if other.depth <= part.depth)
        rows.append(
            Provision(
                document=document, marker=part.marker, heading=part.heading, depth=part.depth, order=order + 1, path=part.path,
                anchor=f"p-{order + 1}", start=part.start, end=part.end, until=next(later, len(paper.text)),
                parent=None if part.parent is None else rows[part.parent],
            )
        )
    return rows


def _themes(provisions: Iterable[Provision]) -> Iterable[Model]:
    ids = dict(Theme.objects.values_list("slug", "pk"))
    through = Provision.themes.through
    named = ((provision, slug) for provision in provisions for slug in _themes_of(provision.heading) if slug in ids)
    return (through(provision_id=provision.pk, theme_id=ids[slug]) for provision, slug in named)


@lru_cache(10_000)
def _themes_of(heading: str) -> tuple[str, ...]:
    """The themes of which a word stands in the heading: near enough to what the reader finds."""
    cues = (cue.split(":") for cue in words()["theme_cue"])
    return tuple(dict.fromkeys(theme for word, theme in cues if word in heading))


def _write_citations(pairs: list[tuple[Paper, Document]], seed: int) -> None:
    citations = _keyed(_citations(pairs, seed))
    _insert(citations)
    meant = [part.part for paper, _ in pairs for part in paper.citations]
    parts = [(citation, part) for citation, part in zip(citations, meant, strict=True) if part]
    _insert(_keyed(CitedPart(citation=citation, printed=part, marker=part, relation=citation.relation) for citation, part in parts))
    CitedPart.objects.filter(citation__in=[citation.pk for citation, _part in parts]).place()


def _citations(pairs: list[tuple[Paper, Document]], seed: int) -> Iterable[Citation]:
    slugs = {_slug(seed, part.cited.serial) for paper, _ in pairs for part in paper.citations}
    cited = dict(Document.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    return (
        Citation(
            document=document, start=part.start, end=part.end, quote=paper.text[part.start : part.end], relation=part.relation,
            title=part.cited.title, number=part.cited.printed, reader_version=READER, resolution=Resolution.NUMBER,
            target_id=cited[_slug(seed, part.cited.serial)],
        )
        for paper, document in pairs
        for part in paper.citations
    )


def _targets(pairs: list[tuple[Paper, Document]], provisions: dict[int, list[Provision]]) -> Iterable[Target]:
    return (
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
    clauses = _keyed(
        SubsidyClause(
            document=document, provision=provisions[document.pk][part.heading], start=part.start, end=part.end,
            quote=paper.text[part.start : part.end], reader_version=READER, beneficiary=part.beneficiary, form=part.form,
            region_id=document.region_id, has_amount=True,
            largest=max(Decimal(value) for role, value, _ in part.amounts if role != "rate"),
        )
        for paper, document, part in parts
    )
    _insert(clauses)
    rows = list(zip(clauses, parts, strict=True))
    _insert(_keyed(ClauseKind(clause=clause, kind=part.kind) for clause, (_, _, part) in rows))
    amounts = (
        AmountTerm(
            clause=clause, order=order, role=role, value=Decimal(value), unit="" if role == "rate" else "元", tier=tier,
            per="年" if role == "cap" else "", base="房租" if role == "rate" else "",
        )
        for clause, (_, _, part) in rows
        for order, (role, value, tier) in enumerate(part.amounts)
    )
    _insert(_keyed(amounts))
