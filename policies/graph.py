"""The citation tree: what a document rests on up to the nation, and what rests on it down to the district.

    国办发〔2015〕9号            (not in the collection yet)
    ├── 大高管发〔2015〕29号
    └── 辽政办发〔2015〕94号     ← the document asked for
        └── what implements it

Papers may rest on several others, on each other in a circle, or by a misreading on themselves: each paper is unfolded
where it is met first, and only named where it is met again. On a decree of the nation thousands rest: they are counted by
level and year, and come page by page. The number of queries depends on the steps, not on the papers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple, Protocol, TypeVar

from django.db.models import Count

from .models import Citation, Document
from .models.citation import CitationQuerySet
from .models.prepared import Prepared, any_of, at_places

MOST_UP = 5  # steps towards the nation: from a district over city, province and ministry
MOST_DOWN = 3  # steps below the document asked for
FEW = 12  # papers that rest on the document: as many are unfolded further, more come as a list
CHILDREN_A_PAGE = 50  # of that list
CHILDREN_ELSEWHERE = 4  # papers that rest on any other; its own tree shows them all
MOST_NODES = 90  # a page of more would weigh too much
MOST_ASKED = 100  # papers of one step towards the nation
ROOMS = (8, 32, 128, 512, 2048, 8192)  # keys that a question is written for
SHOWN = (
    "id", "slug", "title", "number", "level", "is_stub", "state", "issued_on", "issued_precision",
    "printed_on", "printed_precision", "published_on", "published_precision", "page_on", "page_precision",
)  # fmt: skip

Counted = TypeVar("Counted")


class Keep(Protocol):
    """Gives what `count` gives under a name, where it was kept since the last public change; keys and numbers only."""

    def __call__(self, name: str, count: Callable[[], Counted]) -> Counted: ...


def counted_now(_name: str, count: Callable[[], Counted]) -> Counted:
    return count()


class Group(NamedTuple):
    """Papers of one level and year that rest on the document; without a number it is what a reader asks to see alone."""

    level: str
    year: str  # "" where undated
    number: int = 0


@dataclass(slots=True)
class Node:
    """A document at its place in the tree; `citation` says where it names the one above it."""

    document: Document
    above: Node | None
    citation: Citation | None
    depth: int
    is_again: bool = False  # unfolded elsewhere
    left_out: int = 0  # papers that rest on it and are not shown

    @property
    def days(self) -> int | None:
        """Days from the date of the paper above to its own; negative where it came first, None where a date is unknown."""
        if self.above is None:
            return None
        earlier, later = self.above.document.dated_on, self.document.dated_on
        return (later - earlier).days if earlier and later else None


@dataclass(frozen=True, slots=True)
class Tree:
    """The nodes in the order they are read: each paper before those that rest on it."""

    document: Document
    nodes: list[Node]
    groups: list[Group]  # all papers that rest directly on the document, from the nation down, the older first
    alone: Group | None  # the group whose papers alone are listed
    page: int
    pages: int

    @property
    def total(self) -> int:
        """Papers that rest directly on the document."""
        return sum(group.number for group in self.groups)

    @property
    def has_many(self) -> bool:
        """Whether more papers rest on the document than a picture can tell apart."""
        return self.total > FEW

    @property
    def missing(self) -> list[Node]:
        """Papers of the tree that are known only from citations."""
        return [node for node in self.nodes if node.document.is_stub and not node.is_again]


@dataclass(slots=True)
class _Web:
    """Papers and the citations between them, as far as they were fetched."""

    below: defaultdict[int, dict[int, Citation]] = field(default_factory=lambda: defaultdict(dict))
    above: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    counts: dict[int, int] = field(default_factory=dict)

    def take(self, citations: Iterable[Citation]) -> set[int]:
        """Note the citations; the keys of both ends."""
        ends: set[int] = set()
        for citation in citations:
            self.below[citation.target_id].setdefault(citation.document_id, citation)
            self.above[citation.document_id].add(citation.target_id)
            ends |= {citation.target_id, citation.document_id}
        return ends


def tree_of(document: Document, page: int = 1, alone: Group | None = None, keep: Keep = counted_now) -> Tree:
    """The tree that the document stands in; `page` counts the papers that rest on it, all or one group of them `alone`.

    Thousands rest on few papers: which of them come first, and how many there are, is asked for through `keep`.
    """
    web = _Web()
    ancestors = _climb(document, web)
    resting = Citation.objects.resting_on(document)
    groups = sorted((Group(*row) for row in keep(f"resting-{document.pk}", resting.counts_by_level_and_year)), key=_group_order)
    alone = next((group for group in groups if alone and group[:2] == alone[:2]), None)
    listed = alone.number if alone else sum(group.number for group in groups)
    pages = max(1, -(-listed // CHILDREN_A_PAGE))
    page = min(max(page, 1), pages)
    tree = Tree(document, [], groups, alone, page, pages)
    _descend(tree, _children(tree, keep) if listed else [], ancestors, web, keep)
    keys = {document.pk, *web.below, *web.above}
    papers = {paper.pk: paper for paper in _papers(_room(keys)).records(**at_places(list(keys), _room(keys)))}
    tree.nodes.extend(_unfold(document, web, papers))
    return tree


def papers_above(document: Document) -> list[int]:
    """Keys of what the document rests on, the nearest first, those known only from citations too."""
    web = _Web()
    _climb(document, web)
    return [key for key in web.below if key != document.pk]


def papers_below(document: Document, most: int) -> list[int]:
    """Keys of the papers that rest on the document, the oldest first."""
    return Citation.objects.resting_on(document).papers(0, most)


# --- fetching -------------------------------------------------------------------------------------------------------------
def _climb(document: Document, web: _Web) -> set[int]:
    """Fetch what the document rests on, step by step; the keys of all above it."""
    seen, frontier = {document.pk}, {document.pk}
    for _ in range(MOST_UP):
        ends = web.take(_cited_by(_room(frontier)).records(**at_places(list(frontier), _room(frontier))))
        frontier = set(sorted(ends - seen)[:MOST_ASKED])
        seen |= frontier
        if not frontier:
            break
    return seen - {document.pk}


def _children(tree: Tree, keep: Keep) -> list[int]:
    """Keys of the citations by which the papers of this page of the tree rest on its document."""
    resting = Citation.objects.resting_on(tree.document)
    some = resting.of_level_and_year(tree.alone.level, tree.alone.year) if tree.alone else resting
    asked = f"{tree.alone[:2] if tree.alone else ''}-{tree.page}"
    return keep(f"resting-{tree.document.pk}-{asked}", lambda: _firsts(resting.filter(document__in=some.papers((tree.page - 1) * CHILDREN_A_PAGE, CHILDREN_A_PAGE))))


def _descend(tree: Tree, children: list[int], ancestors: set[int], web: _Web, keep: Keep) -> None:
    """Fetch what rests on the document, and beside it on what it rests on itself."""
    here = tree.document.pk
    ends = web.take(_citations(children))
    above = sorted(ancestors)
    beside = web.take(_citations(keep(f"few-below-{above}", lambda: [citation.pk for citation in _few_below(above)]))) - ancestors
    seen = ends | ancestors | beside | {here}
    frontier = ends - ancestors - {here}
    for _ in range(0 if tree.has_many else MOST_DOWN - 1):
        room = max(0, MOST_NODES - len(seen)) // CHILDREN_ELSEWHERE
        frontier = web.take(_few_below(sorted(frontier)[:room])) - seen
        seen |= frontier
    web.counts = keep(f"counts-below-{above}", lambda: _counts_below(above)) | _counts_below(seen - ancestors - {here})
    web.counts[here] = tree.total


def _few_below(keys: Collection[int]) -> list[Citation]:
    """The citations of the first papers that rest on each."""
    return _first(_room(keys)).records(**at_places(list(keys), _room(keys))) if keys else []


def _firsts(citations: CitationQuerySet) -> list[int]:
    """Keys of the first citation of each document by each paper."""
    found: dict[tuple[int, int], int] = {}
    for key, *ends in citations.order_by("document_id", "start", "pk").values_list("pk", "document_id", "target_id"):
        found.setdefault(tuple(ends), key)
    return list(found.values())


def _citations(keys: list[int]) -> list[Citation]:
    return _by_key(_room(keys)).records(**at_places(keys, _room(keys))) if keys else []


def _counts_below(keys: Collection[int]) -> dict[int, int]:
    return dict(_counts(_room(keys)).rows(**at_places(list(keys), _room(keys)))) if keys else {}


# --- the questions, each written for a few sizes ----------------------------------------------------------------------------
def _room(keys: Collection[int]) -> int:
    """The places of a question about so many keys."""
    return next(size for size in ROOMS if len(keys) <= size)


def _of_tree(condition: object, citations: CitationQuerySet | None = None) -> Prepared:
    """Citations between public papers with the path of the provision they stand in, the first of each paper first."""
    among = Citation.objects.upward_between_public() if citations is None else citations
    return Prepared(
        lambda: among.filter(condition).order_by("document_id", "start", "pk"),
        ["id", "document_id", "target_id", "relation", "provision__id", "provision__path"],
    )


@lru_cache
def _cited_by(room: int) -> Prepared:
    return _of_tree(any_of("document_id", room))


@lru_cache
def _first(room: int) -> Prepared:
    ranked = Citation.objects.upward_between_public().ranked_by_target()
    return _of_tree(any_of("target_id", room), ranked.filter(rank_below__lte=CHILDREN_ELSEWHERE))


@lru_cache
def _by_key(room: int) -> Prepared:
    return _of_tree(any_of("pk", room))


@lru_cache
def _papers(room: int) -> Prepared:
    return Prepared(lambda: Document.objects.published().filter(any_of("pk", room)).order_by(), SHOWN)


@lru_cache
def _counts(room: int) -> Prepared:
    cited = Citation.objects.upward_between_public()
    return Prepared(lambda: cited.filter(any_of("target_id", room)).order_by().values("target").annotate(papers=Count("document", distinct=True)), ["target", "papers"])


# --- unfolding ------------------------------------------------------------------------------------------------------------
def _unfold(document: Document, web: _Web, papers: dict[int, Document]) -> list[Node]:
    """The nodes in reading order, from every topmost paper down; without recursion, for a chain may be long."""
    nodes: list[Node] = []
    unfolded: set[int] = set()
    waiting = [Node(papers[key], None, None, 0) for key in reversed(_tops(document, web, papers))]
    while waiting:
        node = waiting.pop()
        key = node.document.pk
        node.is_again = key in unfolded
        unfolded.add(key)
        nodes.append(node)
        if not node.is_again:
            below = _below(node, web, papers)
            node.left_out = max(0, web.counts.get(key, len(below)) - len(below))
            waiting += reversed(below)
    return nodes


def _tops(document: Document, web: _Web, papers: dict[int, Document]) -> list[int]:
    """The papers above the document that rest on nothing; within a circle the oldest stands for all."""
    seen, frontier = {document.pk}, {document.pk}
    tops: list[int] = []
    while frontier:
        tops += [key for key in frontier if not web.above[key] - {key}]
        frontier = set().union(*(web.above[key] for key in frontier)) - seen
        seen |= frontier
    tops = [key for key in tops if key in papers] or [min((key for key in seen if key in papers), key=lambda key: _order(papers[key]))]
    return sorted(tops, key=lambda key: _order(papers[key]))


def _below(node: Node, web: _Web, papers: dict[int, Document]) -> list[Node]:
    key = node.document.pk
    found = [Node(papers[one], node, citation, node.depth + 1) for one, citation in web.below[key].items() if one in papers and one != key]
    return sorted(found, key=lambda below: _order(below.document))


def _group_order(group: Group) -> tuple[object, ...]:
    return LEVELS_DOWN.get(group.level, 4), group.level, not group.year, group.year


LEVELS_DOWN = {"national": 0, "ministry": 0, "province": 1, "city": 2, "county": 3, "zone": 3}


def _order(document: Document) -> tuple[object, ...]:
    """From the nation down, then the older first."""
    return LEVELS_DOWN.get(document.level, 4), document.dated_on or date.max, document.pk
