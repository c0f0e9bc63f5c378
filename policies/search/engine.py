"""The one door of search: a Query in, a Result out, whatever state the index is in."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace

import tantivy
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from policies.models import DocumentVersion, Region, SubsidyClause

from . import changes, database, shelf
from .excerpts import excerpt
from .facets import Choice, read_facets
from .plan import FACETS, Plan
from .query import Query

logger = logging.getLogger(__name__)

FROM_DATABASE = _("The search index is being rebuilt: this list comes from the database, without counts and ranking.")
CUT_SHORT = _("What you typed is very long: only its beginning was searched for.")
DEEP = 1_000  # results; a page behind them is looked for only after counting, for sorting keeps what is before it
LARGEST_PAGE = 200
REMEMBERED = 500  # questions whose counts a process keeps, some 10 KB each

_counted: dict[tuple[object, ...], dict[str, tuple[Choice, ...]]] = {}


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
    query = replace(query, page=max(1, query.page), size=min(max(1, query.size), LARGEST_PAGE))
    if query.kind not in FACETS:  # targets are few and stand in no index
        return replace(_from_database(query), notice="")
    try:
        with shelf.damage():
            result = _from_index(query, with_facets)
    except shelf.Unusable as error:
        logger.log(shelf.gravity(error), "The index cannot answer: %s", error)
        changes.heal()
        result = _from_database(query)
    notice = result.notice or (CUT_SHORT if query.typed.cut_short else "")
    return replace(result, notice=notice, excerpts=_excerpts(query, result.ids))


def count(query: Query) -> int:
    """How many results a query has; sorted by a field, which spares the index to rank them."""
    return search(replace(query, page=1, size=1, order="newest"), with_facets=False).total


# --- from the index -------------------------------------------------------------------------------------------------------
def _from_index(query: Query, with_facets: bool) -> Result:
    standing = shelf.current()
    edition = standing.edition  # asked first: counts may be remembered for an edition too early, never too late
    searcher = standing.searcher()
    plan = Plan(query, standing.index.schema, query.on or timezone.localdate(), _paths(query))
    page, hits = _page(searcher, plan)
    ids = searcher.fast_field_values("pk", [address for _score, address in hits.hits]) if hits.hits else []
    facets = _facets(searcher, edition, plan) if with_facets else {}
    return Result(tuple(ids), hits.count, facets, page=page)


def _page(searcher: tantivy.Searcher, plan: Plan) -> tuple[int, tantivy.SearchResult]:
    """The page asked for, or the last one that there is."""
    page, size = plan.query.page, plan.query.size
    if page * size > DEEP:
        page = _last_page(searcher.search(plan.match, 1).count, page, size)
    hits = _hits(searcher, plan, page)
    if not hits.hits and hits.count and page > 1:
        page = _last_page(hits.count, page, size)
        hits = _hits(searcher, plan, page)
    return page, hits


def _last_page(total: int, page: int, size: int) -> int:
    return max(1, min(page, -(-total // size)))


def _hits(searcher: tantivy.Searcher, plan: Plan, page: int) -> tantivy.SearchResult:
    size = plan.query.size
    if name := plan.order_field:
        return searcher.search(plan.match, size, order_by_field=name, offset=(page - 1) * size)
    return searcher.search(plan.match, size, offset=(page - 1) * size, weight_by_field="weight")


def _facets(searcher: tantivy.Searcher, edition: object, plan: Plan) -> dict[str, tuple[Choice, ...]]:
    """The counts, remembered until the index changes: another page, order or region asks most of them again."""
    facets = {}
    for part, names in plan.counts():
        key = (edition, part.query.key, part.on, *names)
        if key not in _counted:
            if len(_counted) >= REMEMBERED:
                _counted.clear()
            _counted[key] = read_facets(part, searcher.aggregate(part.match, part.counting(names)))
        facets |= _counted[key]
    return facets


def _paths(query: Query) -> dict[str, list[str]]:
    slugs = query.filters.get("region", ())
    rows = Region.objects.filter(slug__in=slugs).values_list("slug", "path") if slugs else ()
    return {slug: path.strip("/").split("/") for slug, path in rows}


# --- from the database ----------------------------------------------------------------------------------------------------
def _from_database(query: Query) -> Result:
    rows = database.found(query)
    total = rows.count()
    page = _last_page(total, query.page, query.size)
    start = (page - 1) * query.size
    return Result(tuple(rows.values_list("pk", flat=True)[start : start + query.size]), total, notice=FROM_DATABASE, page=page)


# --- excerpts -------------------------------------------------------------------------------------------------------------
def _excerpts(query: Query, ids: tuple[int, ...]) -> dict[int, SafeString]:
    words = query.typed.marks
    if not words or not ids:
        return {}
    if query.kind == "document":
        texts = DocumentVersion.objects.filter(current_of__in=ids).values_list("current_of", "text")
    else:
        texts = SubsidyClause.objects.filter(pk__in=ids).order_by().values_list("pk", "quote")
    return {pk: excerpt(text, words) for pk, text in texts}


