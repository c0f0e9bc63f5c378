"""What a page of the finder asks of the database: four prepared questions, for writing their SQL takes longer than asking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Model, QuerySet

from policies.models import AmountTerm, ClauseKind, ConditionTerm, SubsidyClause
from policies.models.prepared import Prepared, any_of, at_places, keep, records_together
from policies.models.subsidy import LISTED


def find_listed(ids: Sequence[int]) -> list[SubsidyClause]:
    """The public clauses of a page in the order of their ids, with all that a row shows; one withdrawn since is left out."""
    if not ids:
        return []
    found, *hanging = records_together([CLAUSES, *HANGING.values()], **at_places(ids))
    clauses = {clause.pk: clause for clause in found if clause.is_public}
    for name, rows in zip(HANGING, map(_by_clause, hanging), strict=True):
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
    # By key alone: asked for published documents too, SQLite without fresh statistics walks all of them, for half a second.
    return SubsidyClause.objects.filter(any_of("pk")).order_by()


def _hanging(model: type[Model], order: str) -> Prepared:
    def build() -> QuerySet:
        return model.objects.filter(any_of("clause_id")).order_by(order)

    return Prepared(build, [field.attname for field in model._meta.concrete_fields])


CLAUSES = Prepared(_clauses, ["id", "document_id", "provision_id", "region_id", "document__id", "provision__id", "region__id", "document__state", *LISTED])
HANGING = {"kind_rows": _hanging(ClauseKind, "pk"), "amounts": _hanging(AmountTerm, "order"), "conditions": _hanging(ConditionTerm, "order")}
