"""What lists ask of the database beside the search: prepared questions of few columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from policies.models import Document, Region
from policies.models.document import LISTED
from policies.models.prepared import AskedDay, Prepared, any_of, at_places, on_day

PLACES_ASKED = 3  # at most, as the grammar of lists has it


def find_documents(ids: Sequence[int], on: date) -> list[Document]:
    """The published documents of a page in the order of their ids, as `for_list().with_validity_state(on)` gives them."""
    if not ids:
        return []
    found = {document.pk: document for document in DOCUMENTS.records(**on_day(on), **at_places(ids))}
    return [found[pk] for pk in ids if pk in found]


def places_as_typed(slugs: Sequence[str]) -> list[str]:
    """The places of a question as a person may type them, from the widest down."""
    return [place.as_typed for place in PLACES.records(**at_places(slugs, PLACES_ASKED))] if slugs else []


DOCUMENTS = Prepared(
    lambda: Document.objects.published().filter(any_of("pk")).with_validity_state(AskedDay("on")).order_by(),
    ["id", "lead_body_id", "region_id", "lead_body__id", "region__id", *LISTED, "validity_state"],
)
PLACES = Prepared(
    lambda: Region.objects.filter(any_of("slug", PLACES_ASKED)).with_twins().order_by("path"), ["id", "slug", "name", "valid_to", "has_twin"]
)
