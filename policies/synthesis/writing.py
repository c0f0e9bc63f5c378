"""Writes invented papers into the database in batches; a run that was killed goes on where its last batch ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
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

from .grammar import Grammar, Paper, Part, Place, words

BATCH = 500
READER = "synthetic"
LEVELS = {"country": "national"}

Row = dict[str, Any]  # name of a column, as an attribute of the model -> value as the database takes it
Pairs = list[tuple[Paper, Row]]  # papers with the row of their document


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
        missing = {body: paper.identity.place.key for paper in papers for body in paper.bodies if body not in self.ids}
        IssuingBody.objects.bulk_create(
            IssuingBody(name=name, slug=name, region_id=region, kind=IssuingBody.Kind.OTHER) for name, region in missing.items()
        )
        self.ids |= dict(IssuingBody.objects.filter(name__in=missing).values_list("name", "pk"))


def _write(papers: list[Paper], seed: int, bodies: _Bodies) -> None:
    bodies.ensure(papers)
    documents = _keyed(Document, (_document(paper, seed, bodies) for paper in papers))
    versions = _keyed(DocumentVersion, map(_version, papers, documents))
    for document, version in zip(documents, versions, strict=True):
        document["current_id"] = version["id"]
    _insert(Document, documents)
    _insert(DocumentVersion, versions)
    pairs = list(zip(papers, documents, strict=True))
    _insert_keyed(Issuance, _issuances(pairs, bodies))
    provisions = _outline(pairs)
    _insert(Provision, [row for rows in provisions.values() for row in rows])
    _insert_keyed(Provision.themes.through, _themes(row for rows in provisions.values() for row in rows))
    _write_citations(pairs, seed)
    _insert_keyed(Target, _targets(pairs, provisions))
    _write_clauses(pairs, provisions)
    Change.objects.record(*(document["id"] for document in documents))


# --- rows in bulk ---------------------------------------------------------------------------------------------------------
# A record of Django for each row, and each value prepared by its field, take longer than all else here: a row is what it
# names, the rest of its columns are prepared once a batch.
def _keyed(model: type[Model], rows: Iterable[Row]) -> list[Row]:
    """The rows with primary keys; inside the transaction no other writer can take them."""
    made = list(rows)
    for row, key in zip(made, _new_keys(model, len(made)), strict=True):
        row["id"] = key
    return made


def _new_keys(model: type[Model], count: int) -> Sequence[int]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            return [key for (key,) in cursor.execute(sequence, [model._meta.db_table, count]).fetchall()]
    first = (model.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    return range(first, first + count)


def _insert_keyed(model: type[Model], rows: Iterable[Row]) -> list[Row]:
    made = _keyed(model, rows)
    _insert(model, made)
    return made


def _insert(model: type[Model], rows: Sequence[Row]) -> None:
    """Rows with their keys into their table."""
    if not rows:
        return
    fields = model._meta.concrete_fields
    quote = connection.ops.quote_name
    columns, holders = ", ".join(quote(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    blank = model()
    otherwise = {field.attname: field.get_db_prep_save(field.pre_save(blank, True), connection) for field in fields}
    with connection.cursor() as cursor:
        values = [tuple((otherwise | row).values()) for row in rows]
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({holders})", values)  # noqa: S608 (names of our own)


# --- the rows of a paper --------------------------------------------------------------------------------------------------
def _slug(seed: int, serial: int) -> str:
    return f"synthetic-{seed}-{serial}"


def _document(paper: Paper, seed: int, bodies: _Bodies) -> Row:
    identity = paper.identity
    return {
        "slug": _slug(seed, identity.serial),
        "state": State.PUBLISHED.value,
        "published_at": connection.ops.adapt_datetimefield_value(timezone.now()),
        "number": identity.printed,
        "number_code": identity.code,
        "number_year": identity.year,
        "number_serial": identity.number,
        "title": identity.title,
        "title_key": identity.title,
        "kind": identity.kind,
        "lead_body_id": bodies.ids[identity.body],
        "region_id": identity.place.key,
        "level": LEVELS.get(identity.place.kind, identity.place.kind),
        "issued_on": paper.issued,
        "source_name": READER,
        "source_kind": READER,
    }


def _version(paper: Paper, document: Row) -> Row:
    digest = sha256(paper.text.encode()).hexdigest()
    return {"document_id": document["id"], "serial": 1, "digest": digest, "text": paper.text, "reader_version": READER}


def _issuances(pairs: Pairs, bodies: _Bodies) -> list[Row]:
    return [
        {"document_id": document["id"], "body_id": bodies.ids[body], "order": order}
        for paper, document in pairs
        for order, body in enumerate(paper.bodies)
    ]


def _outline(pairs: Pairs) -> dict[int, list[Row]]:
    """Document -> its provisions with their keys."""
    outlines = {document["id"]: _provisions(paper, document) for paper, document in pairs}
    _keyed(Provision, (row for rows in outlines.values() for row in rows))
    for rows in outlines.values():
        for row in rows:
            row["parent_id"] = None if row["parent_id"] is None else rows[row["parent_id"]]["id"]
    return outlines


def _provisions(paper: Paper, document: Row) -> list[Row]:
    """The outline; `parent_id` is the place of the parent in it until all have keys."""
    rows: list[Row] = []
    for order, part in enumerate(paper.headings):
        later = (other.start for other in paper.headings[order + 1 :] if other.depth <= part.depth)
        rows.append(
            {
                "document_id": document["id"], "marker": part.marker, "heading": part.heading, "depth": part.depth, "order": order + 1,
                "path": part.path, "anchor": f"p-{order + 1}", "start": part.start, "end": part.end,
                "until": next(later, len(paper.text)), "parent_id": part.parent,
            }
        )  # fmt: skip
    return rows


def _themes(provisions: Iterable[Row]) -> Iterable[Row]:
    ids = dict(Theme.objects.values_list("slug", "pk"))
    named = ((provision["id"], slug) for provision in provisions for slug in _themes_of(provision["heading"]) if slug in ids)
    return ({"provision_id": provision, "theme_id": ids[slug]} for provision, slug in named)


@lru_cache(10_000)
def _themes_of(heading: str) -> tuple[str, ...]:
    """The themes of which a word stands in the heading: near enough to what the reader finds."""
    cues = (cue.split(":") for cue in words()["theme_cue"])
    return tuple(dict.fromkeys(theme for word, theme in cues if word in heading))


def _write_citations(pairs: Pairs, seed: int) -> None:
    citations = _insert_keyed(Citation, _citations(pairs, seed))
    meant = [part.part for paper, _ in pairs for part in paper.citations]
    parts = [(citation, part) for citation, part in zip(citations, meant, strict=True) if part]
    rows = ({"citation_id": citation["id"], "printed": part, "marker": part, "relation": citation["relation"]} for citation, part in parts)
    _insert_keyed(CitedPart, rows)
    CitedPart.objects.filter(citation__in=[citation["id"] for citation, _part in parts]).place()


def _citations(pairs: Pairs, seed: int) -> Iterable[Row]:
    slugs = {_slug(seed, part.cited.serial) for paper, _ in pairs for part in paper.citations}
    cited = dict(Document.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    return (
        _quoted(paper, document, part) | {
            "relation": part.relation, "title": part.cited.title, "number": part.cited.printed,
            "resolution": Resolution.NUMBER.value, "target_id": cited[_slug(seed, part.cited.serial)],
        }
        for paper, document in pairs
        for part in paper.citations
    )  # fmt: skip


def _quoted(paper: Paper, document: Row, part: Part) -> Row:
    """What all that is read out of a paper has in common."""
    return {"document_id": document["id"], "start": part.start, "end": part.end, "quote": paper.text[part.start : part.end], "reader_version": READER}


def _targets(pairs: Pairs, provisions: dict[int, list[Row]]) -> Iterable[Row]:
    return (
        _quoted(paper, document, part) | {
            "provision_id": provisions[document["id"]][part.heading]["id"], "indicator": part.indicator, "comparator": part.comparator,
            "low": Decimal(part.quantity), "unit": part.unit, "deadline": str(part.deadline), "deadline_on": date(part.deadline, 12, 31),
            "deadline_precision": "year", "region_id": document["region_id"],
        }
        for paper, document in pairs
        for part in paper.targets
    )  # fmt: skip


def _write_clauses(pairs: Pairs, provisions: dict[int, list[Row]]) -> None:
    parts = [(paper, document, part) for paper, document in pairs for part in paper.clauses]
    clauses = _insert_keyed(
        SubsidyClause,
        (
            _quoted(paper, document, part) | {
                "provision_id": provisions[document["id"]][part.heading]["id"], "beneficiary": part.beneficiary, "form": part.form,
                "region_id": document["region_id"], "has_amount": True,
                "largest": max(Decimal(value) for role, value, _ in part.amounts if role != "rate"),
            }
            for paper, document, part in parts
        ),
    )  # fmt: skip
    rows = [(clause["id"], part) for clause, (_, _, part) in zip(clauses, parts, strict=True)]
    _insert_keyed(ClauseKind, ({"clause_id": clause, "kind": part.kind} for clause, part in rows))
    _insert_keyed(
        AmountTerm,
        (
            {
                "clause_id": clause, "order": order, "role": role, "value": Decimal(value), "unit": "" if role == "rate" else "元",
                "tier": tier, "per": "年" if role == "cap" else "", "base": "房租" if role == "rate" else "",
            }
            for clause, part in rows
            for order, (role, value, tier) in enumerate(part.amounts)
        ),
    )  # fmt: skip
