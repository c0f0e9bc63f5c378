"""The filters' meaning in the database: what lists of targets ask, and what serves while the index cannot."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from itertools import chain, pairwise
from operator import or_

from django.db.models import Case, Q, QuerySet, When
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone

from policies.models import (
    ClauseKind,
    Document,
    DocumentAlias,
    Issuance,
    IssuingBody,
    Reach,
    Region,
    SubsidyClause,
    Target,
)

from . import tokens
from .index.columns import LEVEL_ORDER
from .query import ANY_YEAR, Query, Word

ROOTS = {"document": Document, "clause": SubsidyClause, "target": Target}
# Where a word is looked for: the columns of its field, or all. Bodies, nicknames and places stand in tables of their own.
COLUMNS = {
    "document": {
        "title": ("title", "title_key", "instrument_title", "instrument_key"),
        "number": ("number", "number_printed", "registration_number", "index_number"),
        "": ("current__text",),
    },
    "clause": {
        "title": ("document__title", "document__title_key", "provision__heading"),
        "number": ("document__number",),
        "": ("quote", "beneficiary"),
    },
    "target": {
        "title": ("document__title", "document__title_key"),
        "number": ("document__number",),
        "": ("indicator", "quote", "scope"),
    },
}
BETWEEN = f"[^{tokens.HAN}0-9A-Za-z]"  # runs of a phrase; said so, for what is no word is another thing to each database
DATED = ("issued_on", "printed_on", "published_on", "page_on")  # the order of `Document.dated_on`


def public(kind: str) -> QuerySet:
    """What visitors may see of a kind."""
    return Document.objects.published() if kind == "document" else ROOTS[kind].objects.public()


def found(query: Query, rows: QuerySet | None = None) -> QuerySet:
    """The records that a query asks for, in its order; slower than the index, and without ranking."""
    rows = public(query.kind) if rows is None else rows
    for name, values in query.filters.items():
        if values and name != "reach":
            rows = narrow(rows, query, name, values)
    rows = _with_words(rows, query)
    if query.kind == "document" and not query.typed.wanted:
        rows = rows.in_collection()
    return in_order(rows, query)


def narrow(rows: QuerySet, query: Query, name: str, values: Sequence[str]) -> QuerySet:
    """The rows that one filter leaves."""
    if name == "region":
        return _reaching(rows, values, query.reach)
    if name == "validity":
        return _in_states(rows, values, query.on or timezone.localdate())
    if name in ("beneficiary", "form", "support", "amount", "least", "most"):
        return _narrow_clauses(rows, name, values)
    conditions = {"level": _levels, "genre": _genres, "body": _bodies, "kind": _kinds, "year": _years}
    if name in conditions:
        return rows.filter(_of_documents(rows, conditions[name](values)))
    return _about(rows, values) if name == "theme" else rows


def in_order(rows: QuerySet, query: Query) -> QuerySet:
    """The orders of the index, as far as they need no words."""
    if query.kind != "document" and query.order in ("relevance", "amount"):
        return rows.narrowest_then_largest() if query.kind == "clause" else rows.narrowest_then_soonest()
    at = "" if query.kind == "document" else "document__"
    newest = [Coalesce(*(f"{at}{name}" for name in DATED)).desc(nulls_last=True), "-pk"]
    levels = Case(*(When(**{f"{at}level": level}, then=rank) for rank, level in enumerate(LEVEL_ORDER)), default=len(LEVEL_ORDER))
    return rows.order_by(levels, *newest) if query.order == "level" else rows.order_by(*newest)


def _reaching(rows: QuerySet, slugs: Sequence[str], reach: str) -> QuerySet:
    regions = list(Region.objects.filter(slug__in=slugs))
    reached = rows.none()
    for region in regions:
        reached = reached | rows.reaching(region, Reach(reach))
    return reached


def _of_documents(rows: QuerySet, condition: Q) -> Q:
    """A condition on documents as one on what hangs on them."""
    matching = Document.objects.annotate(dated_year=ExtractYear(Coalesce(*DATED))).filter(condition).values("pk")
    return Q(pk__in=matching) if rows.model is Document else Q(document__in=matching)


def _in_states(rows: QuerySet, states: Sequence[str], on: date) -> QuerySet:
    """A clause and a target have states of their own, for the provision around them may be repealed or amended."""
    return rows.in_states(states, on)


def _levels(values: Sequence[str]) -> Q:
    return Q(level__in=values)


def _genres(values: Sequence[str]) -> Q:
    return Q(genre__in=values)


def _bodies(slugs: Sequence[str]) -> Q:
    """Documents of the bodies or of the offices under them."""
    bodies = IssuingBody.objects.filter(Q(slug__in=slugs) | Q(parent__slug__in=slugs))
    return Q(pk__in=Document.objects.filter(issuing_bodies__in=bodies).values("pk"))


def _kinds(values: Sequence[str]) -> Q:
    return Q(kind__in=values) | Q(instrument_kind__in=values)


def _years(values: Sequence[str]) -> Q:
    years = [int(value) for value in values if value.isdecimal()]
    return Q(dated_year__in=years) | Q(dated_year__isnull=True, number_year__in=years)


def _about(rows: QuerySet, slugs: Sequence[str]) -> QuerySet:
    if rows.model is Document:
        return rows.filter(pk__in=Document.objects.filter(provisions__themes__slug__in=slugs).values("pk"))
    return rows.filter(pk__in=rows.model.objects.filter(provision__themes__slug__in=slugs).values("pk"))


def _narrow_clauses(rows: QuerySet, name: str, values: Sequence[str]) -> QuerySet:
    clauses = SubsidyClause.objects.public()
    if name == "beneficiary":
        named = Q()
        for value in values:
            named |= Q(beneficiary__icontains=value)
        clauses = clauses.filter(named)
    elif name == "form":
        clauses = clauses.filter(form__in=values)
    elif name == "support":
        clauses = clauses.filter(pk__in=ClauseKind.objects.filter(kind__in=values).values("clause"))
    elif name in ("least", "most"):
        clauses = clauses.filter(**{f"largest__{'gte' if name == 'least' else 'lte'}": int(values[0])})
    elif set(values) != {"with", "without"}:
        clauses = clauses.with_amount() if "with" in values else clauses.without_amount()
    if rows.model is SubsidyClause:
        return rows.filter(pk__in=clauses.values("pk"))
    return rows.filter(pk__in=clauses.values("document")) if rows.model is Document else rows


# --- words ----------------------------------------------------------------------------------------------------------------
def _with_words(rows: QuerySet, query: Query) -> QuerySet:
    """Each word where the index would find it, as far as a look at the texts can tell: there it is part of longer numbers too."""
    words = query.typed.words
    places = _places_named([word.text for word in words if word.field == "region"])
    for word in words:
        matching = rows.model.objects.filter(_standing(rows, query.kind, word, places)).values("pk")
        rows = rows.exclude(pk__in=matching) if word.excluded else rows.filter(pk__in=matching)
    return rows


def _standing(rows: QuerySet, kind: str, word: Word, places: Mapping[str, Collection[int]]) -> Q:
    """That the word stands in the columns of its field, or in any of them."""
    if word.field == "region":
        return Q(region__in=places[word.text])
    if word.field == "year":
        return _of_documents(rows, _years([run.text for run in tokens.runs(word.text)]))
    names = COLUMNS[kind].get(word.field, ()) if word.field else chain(*COLUMNS[kind].values())
    of = "pk__in" if kind == "document" else "document__in"
    return reduce(or_, [_written_in(name, word) for name in names] + [Q(**{of: documents}) for documents in _documents_with(kind, word)])


def _written_in(column: str, word: Word) -> Q:
    """The word in a column, whatever brackets, spaces and points are around it or between its runs.

    That the runs stand there at all is asked first, for SQLite calls on Python for a pattern.
    """
    runs = list(tokens.runs(word.text))
    if word.text[runs[0].start : runs[-1].end] == "".join(run.text for run in runs):
        return Q(**{f"{column}__icontains": word.text[runs[0].start : runs[-1].end]})
    gaps = [f"{BETWEEN}{{{0 if before.is_han or run.is_han else 1},12}}" for before, run in pairwise(runs)]
    pattern = "".join(chain.from_iterable(zip((run.text for run in runs), [*gaps, ""], strict=True)))
    return Q(*(Q(**{f"{column}__icontains": run.text}) for run in runs), **{f"{column}__iregex": pattern})


def _documents_with(kind: str, word: Word) -> Iterator[QuerySet]:
    """The documents that the word is the number of, or that have it in the name of a body or, asked for themselves, in a nickname."""
    if word.field in ("", "body"):
        yield Issuance.objects.filter(body__name__icontains=word.text).order_by().values("document")
    if word.field == "body" and len(word.text) > 1:
        named = IssuingBody.objects.known_as(word.text).values("pk")
        yield Issuance.objects.filter(Q(body__in=named) | Q(body__parent__in=named)).order_by().values("document")
    if kind == "document" and word.field in ("", "number"):
        yield DocumentAlias.objects.filter(name__icontains=word.text).order_by().values("document")
    if word.number:
        code, year, serial = word.number.split("|")
        numbered = Document.objects.numbered(code, int(year) if year.isdecimal() else None, int(serial))
        of_any_year = Document.objects.filter(number_code=code, number_serial=serial)
        yield (of_any_year if year == ANY_YEAR else numbered).order_by().values("pk")


def _places_named(texts: Sequence[str]) -> dict[str, list[int]]:
    """Each text with the regions in whose names, or in those of what is above them, it stands; 杭州市拱墅区 is both at once."""
    if not texts:
        return {}
    rows = list(Region.objects.order_by().values_list("pk", "path", "slug", "name", "short_name"))
    names = {slug: (name, short) for _pk, _path, slug, name, short in rows}
    known_as = {pk: _known_as([names[slug] for slug in path.strip("/").split("/")]) for pk, path, *_names in rows}
    return {text: [pk for pk, written in known_as.items() if tokens.squeeze(text) in written] for text in texts}


def _known_as(line: Sequence[tuple[str, str]]) -> str:
    """The names from the nation down to a place, each on a line, and those below the nation as one address."""
    addresses = ["".join(names) for names in zip(*line[1:], strict=True)]
    return tokens.fold("\n".join([*chain(*line), *addresses]))
