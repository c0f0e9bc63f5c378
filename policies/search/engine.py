"""The one door of search: a Query in, a Result out, whatever state the index is in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

import tantivy
from django.db.models import Value
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from policies.models import IssuingBody, Region
from policies.models.prepared import Prepared, any_of

from . import database
from .excerpts import excerpts_of
from .facets import (
    MOST_COUNTED,
    Choice,
    counting,
    counts_of,
    in_tree,
    moved,
    opened,
    read_facets,
    taken_from,
    values,
)
from .index import changes, shelf
from .index.columns import SINGLE
from .plan import FACETS, Plan
from .query import Query

FROM_DATABASE = _("The search index is being rebuilt: this list comes from the database, without counts and ranking.")
CUT_SHORT = _("What you typed is very long: only its beginning was searched for.")
LARGEST_PAGE = 200
PATHS = Prepared(lambda: Region.objects.filter(any_of("slug")).order_by(), ["slug", "path"])
MANY = 10_000  # entries; the counts of fewer are quickly made and not worth the memory of all their values
FRONT = 2_000  # results; those behind them are reached by passing over the ones before
FEW = 3  # facets are counted as quickly as the others
MOST = 0.6  # of all: of more those that do not match are fewer
REMEMBERED = 1_000  # questions whose counts a process keeps, some 10 KB each

_counted: dict[tuple[object, ...], Any] = {}


@dataclass(frozen=True, slots=True)
class Result:
    """The ids on one page in order, the number of all results, the counts of each choice, marked excerpts by id."""

    ids: tuple[int, ...] = ()
    total: int = 0
    facets: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    excerpts: dict[int, SafeString] = field(default_factory=dict)
    notice: str | Promise = ""
    page: int = 1  # the page that is shown: the last one where a later one was asked for


def search(query: Query, *, with_facets: bool = True) -> Result:
    """What a query finds; never an error: without a usable index the database answers, and the notice says so."""
    query = replace(query, page=max(1, query.page), size=min(max(0, query.size), LARGEST_PAGE))
    if query.kind not in FACETS:  # targets are few and stand in no index
        return replace(_from_database(query), notice="")
    try:
        with shelf.damage():
            result = _from_index(query, with_facets)
    except shelf.Unusable as error:
        shelf.log("The index cannot answer", error)
        changes.heal(is_damaged=isinstance(error, shelf.Damaged))
        result = _from_database(query)
    notice = result.notice or (CUT_SHORT if query.typed.cut_short else "")
    return replace(result, notice=notice, excerpts=excerpts_of(query.kind, result.ids, query.typed.marks))


def count(query: Query) -> int:
    """How many results a query has."""
    return search(replace(query, page=1, size=0), with_facets=False).total


# --- from the index -------------------------------------------------------------------------------------------------------
def _from_index(query: Query, with_facets: bool) -> Result:
    standing = shelf.current()
    edition = standing.edition  # asked first: counts may be remembered for an edition too early, never too late
    searcher = standing.searcher()
    plan = Plan(query, standing.index.schema, query.on or timezone.localdate(), _paths(query), known_as=_known_as(query))
    facets = _facets(searcher, edition, plan) if with_facets else {}
    total = _total(searcher, edition, plan)
    page = _last_page(total, query.page, query.size)
    ranking = partial(_addresses, searcher, plan, total, (page - 1) * query.size)
    if query.size and not query.typed.wanted:  # the beginning of a list is asked for over and over
        addresses = _remembered((edition, "page", plan.key, query.order, query.size, page), ranking)
    else:
        addresses = ranking() if query.size else []
    ids = searcher.fast_field_values("pk", addresses) if addresses else []
    return Result(tuple(ids), total, facets, page=page)


def _last_page(total: int, page: int, size: int) -> int:
    """The page asked for, or the last one that there is."""
    return max(1, min(page, -(-total // max(1, size))))


def _addresses(searcher: tantivy.Searcher, plan: Plan, total: int, start: int) -> list[tantivy.DocAddress]:
    """Where in the index the entries of one page stand, in their order."""
    size = plan.query.size
    if name := plan.order_field:
        return [address for _score, address in searcher.search(plan.match, size, order_by_field=name, offset=start, count=False).hits]
    if (end := start + size) <= FRONT:
        return list(_first(searcher, plan, total, end).values())[start:]
    found: list[tantivy.DocAddress] = []
    for step, order in plan.ranked(total, searcher.doc_freq, is_apart=True):
        hits = searcher.search(step, size - len(found), offset=start, count=start > 0, **order)
        found += [address for _score, address in hits.hits]
        if len(found) == size:
            break
        start = max(0, start - (hits.count or 0))
    return found


def _first(searcher: tantivy.Searcher, plan: Plan, total: int, end: int) -> dict[tuple[int, int], tantivy.DocAddress]:
    """The first results: so many of each step as are wanted at most, those that stood in one before it left out."""
    found: dict[tuple[int, int], tantivy.DocAddress] = {}
    for step, order in plan.ranked(total, searcher.doc_freq):
        for _score, address in searcher.search(step, end, count=False, **order).hits:
            if len(found) < end:
                found.setdefault((address.segment_ord, address.doc), address)
        if len(found) == end:
            break
    return found


def _facets(searcher: tantivy.Searcher, edition: object, plan: Plan) -> dict[str, tuple[Choice, ...]]:
    """The counts, remembered until the index changes: another page, order or region asks most of them again."""
    facets = {}
    for part, names in plan.counts():
        count = partial(_count, searcher, edition, part, names)
        facets |= _remembered((edition, "facets", part.key, *names), count)
    own, reach, chosen = opened(facets["region"], facets.pop("places", {})), plan.query.reach, plan.paths.values()
    key = (edition, "tree", replace(plan, query=plan.query.without("region")).key, reach, *map(tuple, chosen))
    return facets | {"region": _remembered(key, lambda: in_tree(own, reach, chosen))}


def _count(searcher: tantivy.Searcher, edition: object, part: Plan, names: list[str]) -> dict[str, Any]:
    columns = _columns(searcher, edition, part, names)
    counts = {name: counts_of(name, columns) for name in names}
    if "validity" in counts and searcher.search(part.moved, 1, order_by_field="newest").count:
        asked = part.states | {SINGLE: (part.moved, counting(["validity"])[SINGLE])}
        answers = {name: searcher.aggregate(match, {name: counted})[name] for name, (match, counted) in asked.items()}
        counts["validity"] = moved(counts["validity"], answers)
    return read_facets(counts)


def _columns(searcher: tantivy.Searcher, edition: object, plan: Plan, names: list[str]) -> dict[str, dict[Any, int]]:
    """Column -> value -> count. Where most of all match, the others are counted, and taken from what all give."""
    asked = (*names, "validity") if len(names) > 1 else tuple(names)  # its column tells the total
    if len(names) > FEW and searcher.num_docs > MANY and plan.share(searcher.doc_freq) > MOST:
        several = [name for name in asked if name in MOST_COUNTED]  # of the rare ones not all are counted, so none can be taken away
        counted = _left_of_all(searcher, edition, plan, tuple(name for name in asked if name not in several))
        counted |= values(searcher.aggregate(plan.match, counting(several)))
    else:
        counted = values(searcher.aggregate(plan.match, counting(asked)))
    if SINGLE in counted:
        _remembered((edition, "total", plan.key), lambda: sum(counted[SINGLE].values()))
    return counted


def _left_of_all(searcher: tantivy.Searcher, edition: object, plan: Plan, names: tuple[str, ...]) -> dict[str, dict[Any, int]]:
    """The counts, as what those that do not match leave of all."""
    whole = _remembered((edition, "around", plan.query.kind, names), lambda: values(searcher.aggregate(plan.around, counting(names))))
    return taken_from(whole, values(searcher.aggregate(plan.beside, counting(names))))


def _total(searcher: tantivy.Searcher, edition: object, plan: Plan) -> int:
    return _remembered((edition, "total", plan.key), lambda: searcher.search(plan.match, 1, order_by_field="newest").count)


def _remembered(key: tuple[object, ...], ask: Callable[[], Any]) -> Any:
    """The answer to a question that was asked before, as long as the index has not changed."""
    answer = _counted.get(key)
    if answer is None:
        if len(_counted) >= REMEMBERED:
            _counted.clear()
        answer = _counted[key] = ask()
    return answer


def _paths(query: Query) -> dict[str, list[str]]:
    return {slug: path.strip("/").split("/") for slug, path in PATHS.rows_of(query.filters.get("region", ()))}


def _known_as(query: Query) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each word for a body with the slugs of those that are called so; asked only where there is such a word."""
    words = tuple(dict.fromkeys(word.text for word in query.typed.words if word.field == "body" and len(word.text) > 1))
    called = [IssuingBody.objects.known_as(word).order_by().values_list(Value(word), "slug") for word in words]
    rows = sorted(called[0].union(*called[1:])) if called else []
    return tuple((word, tuple(slug for _word, slug in group)) for word, group in groupby(rows, key=itemgetter(0)))


# --- from the database ----------------------------------------------------------------------------------------------------
def _from_database(query: Query) -> Result:
    rows = database.found(query)
    total = rows.count()
    page = _last_page(total, query.page, query.size)
    start = (page - 1) * query.size
    return Result(tuple(rows.values_list("pk", flat=True)[start : start + query.size]), total, notice=FROM_DATABASE, page=page)
