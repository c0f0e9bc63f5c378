"""What a person may mean while typing: documents by number or title, bodies, regions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, islice

from django.db.models import Case, Exists, OuterRef, QuerySet, When

from policies.models import Document, Issuance, IssuingBody, Region, State

from . import tokens
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
    ids = [pk for field in ("number", "title") for pk in _found(" ".join(str(replace(word, field=field)) for word in words))]
    documents = Document.objects.published().in_bulk(ids[:MOST_DOCUMENTS])
    writings = dict.fromkeys((typed, tokens.fold(typed)))  # 乾县 keeps the sign that elsewhere is 干
    return Suggestions(
        tuple(documents[pk] for pk in dict.fromkeys(ids) if pk in documents),
        _first(*map(_bodies, writings)),
        _first(*map(Region.objects.matching, writings)),
    )


def _found(words: str) -> tuple[int, ...]:
    return search(Query(words=words, size=MOST_DOCUMENTS), with_facets=False).ids


def _bodies(typed: str) -> QuerySet[IssuingBody]:
    """Those with papers here first, of them those whose name has what was typed in one piece."""
    papers = Issuance.objects.filter(body=OuterRef("pk"), document__state=State.PUBLISHED)
    in_one = Case(When(name__contains=typed, then=0), default=1)
    return IssuingBody.objects.matching(typed).order_by(Exists(papers).desc(), in_one, "pk")


def _first(*found: QuerySet) -> tuple:
    """The first records of several questions; the later ones are asked where the earlier leave room."""
    return tuple(islice(dict.fromkeys(chain.from_iterable(rows[:MOST_OTHERS] for rows in found)), MOST_OTHERS))
