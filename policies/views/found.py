"""What lists ask of the database beside the search: prepared questions of few columns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import DateField, F

from policies.models import Document, Region, Relation, ValidityState
from policies.models.document import LISTED
from policies.models.prepared import Asked, Prepared, any_of, at_places, rows_together
from policies.models.validity import effects_on, state_by_facts

MOST_JUDGED = 40  # documents whose states are told at once
STANDING = ("id", "lead_body_id", "region_id", "lead_body__id", "region__id", *LISTED, "effective_on", "plan_to")
PLACES_ASKED = 3  # at most, as the grammar of lists has it


def find_documents(ids: Sequence[int], on: date) -> list[Document]:
    """The published documents of a page in the order of their ids, as `for_list().with_validity_state(on)` gives them."""
    if not ids:
        return []
    places = at_places(ids) | at_places(ids, MOST_JUDGED)  # each question has as many as it was written with
    rows, effects = rows_together([DOCUMENTS, EFFECTS], on=on, **places)
    found = {document.pk: document for document in _judged(DOCUMENTS.made(rows), effects, on)}
    return [found[pk] for pk in ids if pk in found]


def with_states(documents: list[Document], on: date) -> list[Document]:
    """Documents of the columns STANDING, at most MOST_JUDGED of them, each with its `validity_state` on the day.

    What others did to them is asked for apart: as conditions of one question it takes longer to plan than to answer.
    """
    places = at_places([document.pk for document in documents], MOST_JUDGED) if documents else {}
    return _judged(documents, EFFECTS.rows(on=on, **places), on) if places else []


def _judged(documents: list[Document], effects: Sequence[tuple], on: date) -> list[Document]:
    done: dict[int, set[tuple[str, bool]]] = {}
    for target, relation, part in effects:
        done.setdefault(target, set()).add((part or relation, part is not None))
    for document in documents:
        document.validity_state = _state(document, on, done.get(document.pk, ()))
    return documents


def _state(document: Document, on: date, done: Collection[tuple[str, bool]]) -> ValidityState:
    """`done` are the relations of others to it, each with whether it is to a part."""
    return state_by_facts(
        document, on,
        is_repealed=(Relation.REPEALS, False) in done,
        is_partly_repealed=(Relation.REPEALS, True) in done,
        is_amended=any(relation == Relation.AMENDS for relation, _is_part in done),
    )  # fmt: skip


def places_as_typed(slugs: Sequence[str]) -> list[str]:
    """The places of a question as a person may type them, from the widest down."""
    return [place.as_typed for place in PLACES.records(**at_places(slugs, PLACES_ASKED))] if slugs else []


DOCUMENTS = Prepared(lambda: Document.objects.published().filter(any_of("pk")).order_by(), STANDING)
EFFECTS = Prepared(
    lambda: effects_on(F("target"), Asked("on", DateField())).filter(any_of("target", MOST_JUDGED)).order_by(),
    ["target_id", "relation", "parts__relation"],
)
PLACES = Prepared(
    lambda: Region.objects.filter(any_of("slug", PLACES_ASKED)).with_twins().order_by("path"), ["id", "slug", "name", "valid_to", "has_twin"]
)
