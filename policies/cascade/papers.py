"""Which papers stand side by side, each with its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import CharField, Exists, F, OuterRef, Q

from policies.graph import Keep, counted_now, papers_above, papers_below
from policies.models import Citation, Document, Provision, Region, Theme
from policies.models.document import DocumentQuerySet
from policies.models.prepared import Asked, Prepared, any_of, at_places

COLUMNS = (("national", "ministry"), ("province",), ("city",), ("county", "zone"))
MOST_DOCUMENTS = 6  # side by side; more can neither be read nor compared while a reader waits
NEAR = 4 * MOST_DOCUMENTS  # papers of which those are picked
DEEPEST = 8  # places of which each lies in the one before it
A_LEVEL = 2  # papers of each region when a theme is asked for


def column_of(document: Document) -> int:
    """The column of its level; a paper whose level is not known stands with the districts."""
    return next((number for number, levels in enumerate(COLUMNS) if document.level in levels), len(COLUMNS) - 1)


def comparable():
    """Papers with a text that visitors may see."""
    return Document.objects.published().in_collection().policies()


def chosen(names: Sequence[str]) -> dict[str, Document]:
    """The papers of these numbers or slugs, by the name that was asked for."""
    found = NAMED.records(**at_places(names, MOST_DOCUMENTS)) if names else []
    known = {document.slug: document for document in found} | {document.number: document for document in found if document.number}
    return {name: known[name] for name in names if name in known}


def tied_to(document: Document, keep: Keep = counted_now) -> list[Document]:
    """Papers tied by citation, or resting on the same paper in the same line of places; the document itself first."""
    return _spread(papers_of(keep(f"tied-{document.pk}", lambda: _keys_tied(document))))


def _keys_tied(document: Document) -> list[int]:
    keys = list(dict.fromkeys([document.pk, *papers_above(document), *papers_below(document, NEAR)]))
    if len(keys) < NEAR and document.region:  # only then is there room for what takes longest to find
        keys += [key for (key,) in BESIDE.rows(document=document.pk, path=document.region.path, **_line(document.region)) if key not in keys]
    return keys[:NEAR]


def _line(region: Region) -> dict[str, str]:
    """The region and those above it, as the values of a question."""
    return at_places(region.path.strip("/").split("/")[-DEEPEST:], DEEPEST)


def _beside() -> DocumentQuerySet:
    """The newest papers of the same line of places that rest on what a document rests on."""
    upward = Citation.objects.upward_between_public().order_by()
    bases = upward.filter(document=Asked("document")).values("target")
    line = Q(any_of("region__slug", DEEPEST)) | Q(region__path__startswith=Asked("path", CharField()))
    return comparable().filter(line, pk__in=upward.filter(target__in=bases).values("document")).newest()[:MOST_DOCUMENTS]


def _spread(documents: list[Document]) -> list[Document]:
    """At most as many as fit, from as many levels as there are: one of each in turn."""
    by_column: dict[int, list[Document]] = defaultdict(list)
    for document in documents[1:]:
        by_column[column_of(document)].append(document)
    picked = documents[:1]
    while len(picked) < MOST_DOCUMENTS and any(by_column.values()):
        picked += [by_column[column].pop(0) for column in sorted(by_column) if by_column[column]]
    return picked[:MOST_DOCUMENTS]


def speaking_of(theme: Theme, region: Region, keep: Keep = counted_now) -> list[Document]:
    """The newest papers of each level that apply in the region and speak of the theme."""
    return papers_of(keep(f"speaking-{theme.pk}-{region.pk}", lambda: _keys_speaking(theme, region)))


def _keys_speaking(theme: Theme, region: Region) -> list[int]:
    speaks = Exists(Provision.objects.filter(document=OuterRef("pk"), themes=theme))
    found = comparable().applying_in(region).filter(speaks).newest_of_each_region(A_LEVEL).only("level")
    return [one.pk for one in sorted(found, key=lambda document: (column_of(document), document.rank_in_region))[:MOST_DOCUMENTS]]


def papers_of(keys: Sequence[int]) -> list[Document]:
    """The papers of these keys that are comparable, in their order."""
    found = {document.pk: document for document in BY_KEY.records(**at_places(keys, NEAR))} if keys else {}
    return [found[key] for key in keys if key in found]


def _asked(condition: object) -> Prepared:
    dates = (f"{name}_{part}" for name in ("issued", "printed", "published", "page") for part in ("on", "precision"))
    columns = ["id", "slug", "number", "title", "level", *dates, "region_id", "region__id", "region__slug", "region__path"]
    return Prepared(lambda: comparable().filter(condition).order_by(F("issued_on").asc(nulls_first=True), "pk"), columns)


BESIDE = Prepared(_beside, ["pk"])
NAMED = _asked(Q(any_of("slug", MOST_DOCUMENTS)) | Q(any_of("number", MOST_DOCUMENTS)))
BY_KEY = _asked(any_of("pk", NEAR))
