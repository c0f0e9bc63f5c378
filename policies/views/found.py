"""What lists ask of the database beside the search: prepared questions of few columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import DateField, F, QuerySet, Value

from policies.models import Document, IssuingBody, Region, Relation, Theme, ValidityState
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


def names_of(offered: Mapping[str, Sequence[str]]) -> dict[str, dict[str, str]]:
    """Facet -> slug -> name, of regions, bodies and themes; one query, unless a tree of regions is opened far."""
    names: dict[str, dict[str, str]] = {name: {} for name in NAMED}
    left = {name: list(offered.get(name, ())) for name in NAMED}
    while any(left.values()):
        places: dict[str, object] = {}
        for name, (_model, _column, most) in NAMED.items():
            places |= at_places(left[name][:most] or [""], most, name)
            left[name] = left[name][most:]
        for of, slug, name_zh, name_en in NAMES.rows(**places):
            names[of][slug] = str(Theme(name_zh=name_zh, name_en=name_en)) if of == "theme" else name_zh
    return names


def _names() -> QuerySet:
    """All of a page in one question; only themes have a name in English."""
    parts = []
    for name, (model, column, most) in NAMED.items():
        named = model.objects.filter(any_of("slug", most, name)).order_by()
        in_english = F("name_en") if model is Theme else Value("")
        parts.append(named.annotate(of=Value(name), zh=F(column), en=in_english).values_list("of", "slug", "zh", "en"))
    return parts[0].union(*parts[1:], all=True)


# Facet -> model, column of its name, and how many are asked for at once: a region's tree is open at the provinces and one branch.
NAMED = {"region": (Region, "name", 100), "body": (IssuingBody, "name", 60), "theme": (Theme, "name_zh", 60)}
NAMES = Prepared(_names, ["of", "slug", "zh", "en"])
DOCUMENTS = Prepared(lambda: Document.objects.published().filter(any_of("pk")).order_by(), STANDING)
EFFECTS = Prepared(
    lambda: effects_on(F("target"), Asked("on", DateField())).filter(any_of("target", MOST_JUDGED)).order_by(),
    ["target_id", "relation", "parts__relation"],
)
PLACES = Prepared(
    lambda: Region.objects.filter(any_of("slug", PLACES_ASKED)).with_twins().order_by("path"), ["id", "slug", "name", "valid_to", "has_twin"]
)
