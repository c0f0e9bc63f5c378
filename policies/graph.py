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
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from .models import Citation, Document

MOST_UP = 5  # steps towards the nation: from a district over city, province and ministry
MOST_DOWN = 3  # steps below the document asked for
FEW = 12  # papers that rest on the document: as many are unfolded further, more come as a list
CHILDREN_A_PAGE = 50  # of that list
CHILDREN_ELSEWHERE = 4  # papers that rest on any other; its own tree shows them all
MOST_NODES = 90  # a page of more would weigh too much
SHOWN = (
    "slug", "title", "number", "level", "is_stub", "state", "issued_on", "issued_precision",
    "printed_on", "printed_precision", "published_on", "published_precision", "page_on", "page_precision",
)  # fmt: skip


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


def tree_of(document: Document, page: int = 1, alone: Group | None = None) -> Tree:
    """The tree that the document stands in; `page` counts the papers that rest on it, all or one group of them `alone`."""
    web = _Web()
    ancestors = _climb(document, web)
    resting = Citation.objects.resting_on(document)
    groups = sorted((Group(*row) for row in resting.counts_by_level_and_year()), key=_group_order)
    alone = next((group for group in groups if alone and group[:2] == alone[:2]), None)
    listed = alone.number if alone else sum(group.number for group in groups)
    pages = max(1, -(-listed // CHILDREN_A_PAGE))
    page = min(max(page, 1), pages)
    tree = Tree(document, [], groups, alone, page, pages)
    children = resting.of_level_and_year(alone.level, alone.year) if alone else resting
    _descend(tree, children.papers((page - 1) * CHILDREN_A_PAGE, CHILDREN_A_PAGE) if listed else [], ancestors, web)
    papers = Document.objects.published().only(*SHOWN).order_by().in_bulk(_keys(web) | {document.pk})
    tree.nodes.extend(_unfold(document, web, papers))
    return tree


# --- fetching -------------------------------------------------------------------------------------------------------------
def _climb(document: Document, web: _Web) -> set[int]:
    """Fetch what the document rests on, step by step; the keys of all above it."""
    seen, frontier = {document.pk}, {document.pk}
    for _ in range(MOST_UP):
        ends = web.take(Citation.objects.upward_between_public().filter(document__in=frontier).for_tree())
        frontier = ends - seen
        seen |= frontier
        if not frontier:
            break
    return seen - {document.pk}


def _descend(tree: Tree, children: list[int], ancestors: set[int], web: _Web) -> None:
    """Fetch what rests on the document, and beside it on what it rests on itself."""
    here = tree.document.pk
    ends = web.take(Citation.objects.resting_on(tree.document).filter(document__in=children).for_tree()) if children else set()
    beside = web.take(_few_below(ancestors)) - ancestors
    seen = ends | ancestors | beside | {here}
    frontier = ends - ancestors - {here}
    for _ in range(0 if tree.has_many else MOST_DOWN - 1):
        room = max(0, MOST_NODES - len(seen)) // CHILDREN_ELSEWHERE
        frontier = web.take(_few_below(set(sorted(frontier)[:room]))) - seen
        seen |= frontier
    web.counts = Citation.objects.upward_between_public().counts_by_target(seen - {here}) if len(seen) > 1 else {}
    web.counts[here] = tree.total


def _few_below(keys: set[int]) -> Iterable[Citation]:
    if not keys:
        return []
    ranked = Citation.objects.upward_between_public().filter(target__in=keys).ranked_by_target()
    return ranked.filter(rank_below__lte=CHILDREN_ELSEWHERE).for_tree()


def _keys(web: _Web) -> set[int]:
    return {*web.below, *web.above}


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
