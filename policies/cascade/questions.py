"""What a cascade asks of the database: questions about a handful of papers, prepared once a process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from policies.models import AmountTerm, Document, Provision, Responsibility, SubsidyClause, Target, Theme
from policies.models.prepared import Prepared, any_of, at_places, keep
from policies.models.subsidy import ClauseKind

from .papers import MOST_DOCUMENTS

Documents = Sequence[Document]


def texts_of(documents: Documents) -> dict[int, str]:
    return {key: text or "" for key, text in TEXTS.rows(**_places(documents))}


def provisions_of(documents: Documents) -> list[Provision]:
    """In the order of the text, paper by paper."""
    return PROVISIONS.records(**_places(documents))


def themes_of(documents: Documents) -> dict[int, tuple[Theme, ...]]:
    """Key of a provision -> its themes in the order in which they were recorded: the reader gives the strongest first."""
    themes = {theme.pk: theme for theme in THEMES.records()}
    found: dict[int, list[Theme]] = defaultdict(list)
    for provision, theme in THEMES_OF.rows(**_places(documents)):
        found[provision].append(themes[theme])
    return {provision: tuple(these) for provision, these in found.items()}


def clauses_of(documents: Documents) -> list[SubsidyClause]:
    """Those that name an amount, with their kinds and amounts, in the order of the text."""
    clauses, kinds, amounts = (question.records(**_places(documents)) for question in (CLAUSES, KINDS, AMOUNTS))
    by_key = {clause.pk: ([], []) for clause in clauses}
    for rows, place in ((kinds, 0), (amounts, 1)):
        for row in rows:
            if row.clause_id in by_key:
                by_key[row.clause_id][place].append(row)
    for clause in clauses:
        keep(clause, "kind_rows", by_key[clause.pk][0])
        keep(clause, "amounts", by_key[clause.pk][1])
    return clauses


def targets_of(documents: Documents) -> list[Target]:
    return TARGETS.records(**_places(documents))


def responsibilities_of(documents: Documents) -> list[Responsibility]:
    return BODIES.records(**_places(documents))


def _places(documents: Documents) -> dict[str, int]:
    return at_places([document.pk for document in documents], MOST_DOCUMENTS)


THESE = any_of("document_id", MOST_DOCUMENTS)
THEIR_CLAUSES = any_of("clause__document_id", MOST_DOCUMENTS)
SENTENCE = ("id", "document_id", "provision_id", "start")

TEXTS = Prepared(lambda: Document.objects.filter(any_of("pk", MOST_DOCUMENTS)).order_by(), ["id", "current__text"])
PROVISIONS = Prepared(
    lambda: Provision.objects.filter(THESE).order_by("document_id", "order"),
    ["id", "document_id", "heading", "path", "anchor", "start", "end", "until"],
)
THEMES = Prepared(Theme.objects.all, ["id", "slug", "name_zh", "name_en", "order"])
THEMES_OF = Prepared(
    lambda: Provision.themes.through.objects.filter(any_of("provision__document_id", MOST_DOCUMENTS)).order_by("pk"),
    ["provision_id", "theme_id"],
)
CLAUSES = Prepared(lambda: SubsidyClause.objects.public().with_amount().filter(THESE).in_text_order(), SENTENCE)
KINDS = Prepared(lambda: ClauseKind.objects.filter(THEIR_CLAUSES).order_by("pk"), ["id", "clause_id", "kind"])
AMOUNTS = Prepared(
    lambda: AmountTerm.objects.filter(THEIR_CLAUSES).order_by("clause_id", "order"),
    ["id", "clause_id", "order", "role", "value", "unit", "tier", "per", "base"],
)
TARGETS = Prepared(lambda: Target.objects.public().filter(THESE).in_text_order(), [*SENTENCE, "indicator", "low", "high", "unit"])
BODIES = Prepared(
    lambda: Responsibility.objects.public().filter(THESE).order_by("document_id", "start", "order"),
    [*SENTENCE, "body_name", "is_lead", "order", "body_id", "body__id", "body__slug"],
)
