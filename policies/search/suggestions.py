"""What a person may mean while typing: documents by number or title, bodies, regions."""

from __future__ import annotations

from dataclasses import dataclass

from policies.models import Document, IssuingBody, Region

from .engine import search
from .query import Query, parse

MOST_DOCUMENTS, MOST_OTHERS = 5, 3
LONGEST = 60  # characters; who pastes more needs no suggestion


@dataclass(frozen=True, slots=True)
class Suggestions:
    documents: tuple[Document, ...] = ()
    bodies: tuple[IssuingBody, ...] = ()
    regions: tuple[Region, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.documents or self.bodies or self.regions)


def suggest(typed: str) -> Suggestions:
    """At most five documents, three bodies and three regions; nothing for nothing."""
    typed = typed.replace("\0", "").strip()
    words = parse(typed).wanted
    if not words or len(typed) > LONGEST:
        return Suggestions()
    ids = [pk for field in ("number", "title") for pk in _found(" ".join(f'{field}:"{word.text}"' for word in words))]
    documents = Document.objects.published().in_bulk(ids[:MOST_DOCUMENTS])
    bodies = IssuingBody.objects.filter(name__contains=typed).order_by("pk")[:MOST_OTHERS]
    regions = Region.objects.matching(typed)[:MOST_OTHERS]
    return Suggestions(tuple(documents[pk] for pk in dict.fromkeys(ids) if pk in documents), tuple(bodies), tuple(regions))


def _found(words: str) -> tuple[int, ...]:
    return search(Query(words=words, size=MOST_DOCUMENTS), with_facets=False).ids
