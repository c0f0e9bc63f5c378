"""What a page of the finder asks of the database: four prepared questions, for writing their SQL takes longer than asking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import F, Model, QuerySet
from django.db.models.lookups import In

from policies.models import AmountTerm, ClauseKind, ConditionTerm, SubsidyClause
from policies.models.prepared import Asked, Prepared, keep
from policies.models.subsidy import LISTED

A_PAGE = 20  # clauses; each question has as many places, and an id stands in several where there are fewer
PLACES = tuple(f"id{number}" for number in range(A_PAGE))


def find_listed(ids: Sequence[int]) -> list[SubsidyClause]:
    """The public clauses of a page in the order of their ids, with all that a row shows; one withdrawn since is left out."""
    if not ids:
        return []
    places = dict(zip(PLACES, (*ids[:A_PAGE], *[ids[0]] * A_PAGE), strict=False))
    clauses = {clause.pk: clause for clause in CLAUSES.records(**places)}
    for name, question in HANGING.items():
        rows = _by_clause(question.records(**places))
        for pk, clause in clauses.items():
            keep(clause, name, rows[pk])
    return [clauses[pk] for pk in ids if pk in clauses]


def _by_clause(rows: Sequence[Model]) -> dict[int, list[Model]]:
    grouped: dict[int, list[Model]] = defaultdict(list)
    for row in rows:
        grouped[row.clause_id].append(row)
    return grouped


# --- the questions --------------------------------------------------------------------------------------------------------
def _clauses() -> QuerySet[SubsidyClause]:
    return SubsidyClause.objects.public().filter(_any_of("pk")).order_by()


def _any_of(key: str) -> In:
    return In(F(key), [Asked(place) for place in PLACES])


def _hanging(model: type[Model], order: str) -> Prepared:
    def build() -> QuerySet:
        return model.objects.filter(_any_of("clause_id")).order_by(order)

    return Prepared(build, [field.attname for field in model._meta.concrete_fields])


CLAUSES = Prepared(_clauses, ["id", "document_id", "provision_id", "region_id", "document__id", "provision__id", "region__id", *LISTED])
HANGING = {"kind_rows": _hanging(ClauseKind, "pk"), "amounts": _hanging(AmountTerm, "order"), "conditions": _hanging(ConditionTerm, "order")}
