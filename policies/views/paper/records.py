"""All that the page of one document asks of the database: each question prepared, and no more columns than the page shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import DateField, F, Model, Q, QuerySet

from policies.models import (
    AmountTerm,
    Citation,
    CitedPart,
    ClauseKind,
    ConditionTerm,
    Document,
    DocumentAlias,
    DocumentVersion,
    Finding,
    Issuance,
    Provision,
    ReportedFigure,
    Responsibility,
    Review,
    SubsidyClause,
    Target,
)
from policies.models.prepared import Asked, Prepared, keep, records_together
from policies.models.validity import Effect, effects_of, effects_on

from .layout import Findings

MOST_CITING = 60  # sentences of citing documents on one page; a decree of the State Council has thousands


def find_document(slug: str, *, is_hidden_too: bool) -> Document | None:
    """The document at an address, with its text, its region up to the nation, its issuing bodies and its nicknames."""
    found = (ANY_DOCUMENT if is_hidden_too else PUBLISHED_DOCUMENT).records(slug=slug)
    for document in found:
        for name, rows in zip(("issuances", "alias_rows"), records_together([ISSUANCES, ALIASES], document=document.pk), strict=True):
            keep(document, name, rows)
    return found[0] if found else None


def find_findings(document: Document) -> Findings:
    """What was read out and not rejected, in the order of the text; the same for a preview as for the public."""
    questions = [TARGETS, FIGURES, RESPONSIBILITIES, CITATIONS, PARTS, CLAUSES]
    targets, figures, responsibilities, citations, parts, clauses = records_together(questions, document=document.pk)
    hanging = records_together([AMOUNTS, CONDITIONS], document=document.pk) if clauses else ([], [])
    document.parts_cited = _grouped("citation_id", parts)
    return Findings(
        targets=targets, clauses=_clauses(clauses, *hanging), figures=figures,
        responsibilities=responsibilities, citations=_with_parts(citations, document),
    )  # fmt: skip


def find_effects(document: Document, on: date) -> list[Effect]:
    """Repeals and amendments of the document or its parts in effect on the day, the newest paper first."""
    return effects_of(_with_parts(EFFECTS.records(document=document.pk, on=on), document))


def find_citing(document: Document) -> list[Citation]:
    """The first citations of the document, one more than are shown, each with the words around it."""
    rows = _with_parts(CITING.records(document=document.pk), document)
    for row in rows:
        row.before_quote, row.after_quote = row.around
    return rows


def find_provisions(document: Document) -> list[Provision]:
    return PROVISIONS.records(document=document.pk)


def find_versions(document: Document) -> list[DocumentVersion]:
    return VERSIONS.records(document=document.pk)


def _with_parts(citations: list[Citation], document: Document) -> list[Citation]:
    """The citations, from or to the document, with the provisions that they name; these are asked for once a page."""
    if not hasattr(document, "parts_cited"):
        document.parts_cited = _grouped("citation_id", PARTS.records(document=document.pk))
    for citation in citations:
        keep(citation, "parts", document.parts_cited.get(citation.pk, []))
    return citations


def _clauses(rows: list[SubsidyClause], amounts: list[AmountTerm], conditions: list[ConditionTerm]) -> list[SubsidyClause]:
    """The clauses with what hangs on them; a clause of several kinds comes in several rows."""
    clauses: dict[int, SubsidyClause] = {}
    kinds: dict[int, list[ClauseKind]] = {}
    for row in rows:
        clauses.setdefault(row.pk, row)
        kinds.setdefault(row.pk, []).extend([ClauseKind(kind=row.kind)] if row.kind else [])
    hanging = {"amounts": _grouped("clause_id", amounts), "conditions": _grouped("clause_id", conditions)}
    for clause in clauses.values():
        keep(clause, "kind_rows", kinds[clause.pk])
        for name, terms in hanging.items():
            keep(clause, name, terms.get(clause.pk, []))
    return list(clauses.values())


def _grouped(key: str, rows: Iterable[Model]) -> dict[int, list[Model]]:
    grouped: dict[int, list[Model]] = {}
    for row in rows:
        grouped.setdefault(getattr(row, key), []).append(row)
    return grouped


# --- the questions ----------------------------------------------------------------------------------------------------------
def _fields(model: type[Model], *left_out: str, below: str = "") -> list[str]:
    return [below + field.attname for field in model._meta.concrete_fields if field.attname not in left_out]


def _kept(model: type[Finding]) -> QuerySet:
    return model.objects.filter(document=Asked("document")).exclude(review=Review.REJECTED).order_by("start", "pk")


def _citing() -> QuerySet[Citation]:
    """The words are taken of the first citations only: looking into the text of thousands takes longer than sorting them."""
    in_order = ("document__issued_on", "-document_id", "start")
    first = Citation.objects.public().filter(target=Asked("document")).order_by(*in_order)[: MOST_CITING + 1]
    return Citation.objects.filter(pk__in=first.values("pk")).with_words_around().order_by(*in_order)


def _effects() -> QuerySet[Citation]:
    effects = effects_on(Asked("document"), Asked("on", DateField())).with_words_around()
    return effects.order_by("-document__issued_on", "-document_id", "start", "pk")


FINDING = ("id", "document_id", "provision_id", "start", "end", "quote", "origin", "confidence", "review")
NAMED = ("slug", "title", "number")
DATED = tuple(f"{day}_{part}" for day in ("issued", "printed", "published", "page") for part in ("on", "precision"))
PLACED = (
    "id", "start", "quote", "relation", "provision_id", "provision__id", "provision__anchor",
    "document_id", "document__id", *(f"document__{name}" for name in (*NAMED, *DATED)),
)  # fmt: skip
PLACE = ("id", "slug", "code", "name", "short_name", "parent_id")
UPWARD = ("region__", "region__parent__", "region__parent__parent__", "region__parent__parent__parent__", "region__parent__parent__parent__parent__")


def _below(path: str, names: Sequence[str]) -> list[str]:
    return [f"{path}{name}" for name in names]


DOCUMENT = [
    *_fields(Document),
    *_below("current__", ("id", "text", "repairs")),
    *_below("lead_body__", ("id", "name")),
    *(column for path in UPWARD for column in _below(path, PLACE)),
]  # fmt: skip

ANY_DOCUMENT = Prepared(lambda: Document.objects.filter(slug=Asked("slug")).order_by(), DOCUMENT)
PUBLISHED_DOCUMENT = Prepared(lambda: Document.objects.published().filter(slug=Asked("slug")).order_by(), DOCUMENT)
ISSUANCES = Prepared(
    lambda: Issuance.objects.filter(document=Asked("document")).order_by("order"),
    ["id", "body_id", "order", *_below("body__", ("id", "slug", "name"))],
)
ALIASES = Prepared(lambda: DocumentAlias.objects.filter(document=Asked("document")).order_by("pk"), ["id", "name"])
PROVISIONS = Prepared(
    lambda: Provision.objects.filter(document=Asked("document")).order_by("order"),
    ["id", "marker", "heading", "depth", "order", "anchor", "start", "end"],
)
VERSIONS = Prepared(
    lambda: DocumentVersion.objects.filter(document=Asked("document")).order_by("-serial"),
    ["id", "serial", "digest", "file_kind", "created_at"],
)
TARGETS = Prepared(
    lambda: _kept(Target), [*FINDING, "indicator", "scope", "comparator", "low", "high", "unit", "deadline"]
)
CLAUSES = Prepared(
    lambda: _kept(SubsidyClause).annotate(kind=F("kind_rows__kind")).order_by("start", "pk", "kind_rows__pk"),
    [*FINDING, "beneficiary", "form", "stacking", "kind"],
)
AMOUNTS = Prepared(
    lambda: AmountTerm.objects.filter(clause__document=Asked("document")).order_by("clause_id", "order"), _fields(AmountTerm)
)
CONDITIONS = Prepared(
    lambda: ConditionTerm.objects.filter(clause__document=Asked("document")).order_by("clause_id", "order"), _fields(ConditionTerm)
)
FIGURES = Prepared(
    lambda: _kept(ReportedFigure),
    [*FINDING, "indicator", "quantity", "unit", "qualifier", "as_of", "region_id", *_below("region__", ("id", "slug", "name"))],
)
RESPONSIBILITIES = Prepared(
    lambda: _kept(Responsibility), [*FINDING, "body_name", "is_lead", "body_id", *_below("body__", ("id", "slug"))]
)
CITATIONS = Prepared(
    lambda: _kept(Citation),
    [*FINDING, "number", "title", "relation", "target_id", *_below("target__", ("id", "state", "is_stub", *NAMED))],
)
CITING = Prepared(_citing, [*PLACED, "before", "there", "after"])
EFFECTS = Prepared(_effects, [*PLACED, "before", "there", "after"])
PARTS = Prepared(
    lambda: CitedPart.objects.filter(
        Q(citation__document=Asked("document")) | Q(citation__target=Asked("document"))
    ).order_by("citation_id", "order", "pk"),
    [*_fields(CitedPart), "provision__id", "provision__anchor"],
)
