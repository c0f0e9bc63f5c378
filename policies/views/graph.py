"""The citation tree of a document, drawn and told as a table."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.graph import Node, Tree, tree_of
from policies.models import Document

# The picture in its own units: a column for each level, a row for each paper.
COLUMN, ROW, HEAD = 240, 52, 40
INDENT = 18  # a paper that rests on one of its own level stands a little to the right of it
DEEPEST_INDENT = 4
LONGEST_LABEL = 15  # Chinese characters that fit a column
COLUMNS = (
    (("national", "ministry"), gettext_lazy("National")),
    (("province",), gettext_lazy("Province")),
    (("city",), gettext_lazy("City")),
    (("county", "zone"), gettext_lazy("County or zone")),
    (("",), gettext_lazy("Level not known")),
)


class Mark(NamedTuple):
    """A paper where the picture shows it, and the line from the one it rests on."""

    node: Node
    label: str
    x: int
    y: int
    line: str  # the path of the line, "" at the top of the tree


class Picture(NamedTuple):
    marks: list[Mark]
    heads: list[tuple[int, object, str]]
    width: int
    height: int


def document_graph(request: HttpRequest, slug: str) -> HttpResponse:
    document = get_object_or_404(Document.objects.published(), slug=slug)
    page, ignored = page_asked(request)
    tree = tree_of(document, page)
    if page > tree.pages:
        ignored.append(_("There is no page %(asked)s; this is the last one.") % {"asked": page})
    context = {
        "document": document,
        "tree": tree,
        "ignored": ignored,
        "picture": draw(tree),
        "trail": [(document.get_absolute_url(), document.number or document.title)],
        "before": tree.page - 1,
        "after": tree.page + 1 if tree.page < tree.pages else 0,
    }
    return render(request, "policies/graph/graph.html", context)


def page_asked(request: HttpRequest) -> tuple[int, list[str]]:
    """The number of the page, and a sentence for what is no number."""
    asked = request.GET.get("page", "1")
    if asked.isascii() and asked.isdigit() and 0 < len(asked) < 7 and int(asked):
        return int(asked), []
    return 1, [_("There is no page “%(asked)s”; this is page 1.") % {"asked": asked[:40]}]


def draw(tree: Tree) -> Picture:
    """The tree with a column for each level that it has and a row for each paper."""
    used = {column_of(node) for node in tree.nodes}
    shown = [column for column in range(len(COLUMNS)) if column in used]
    marks: list[Mark] = []
    at: dict[int, Mark] = {}
    for row, node in enumerate(tree.nodes):
        mark = place(node, row, shown.index(column_of(node)), at.get(id(node.above)))
        at[id(node)] = mark
        marks.append(mark)
    heads = [(number * COLUMN + 8, COLUMNS[column][1], COLUMNS[column][0][0]) for number, column in enumerate(shown)]
    return Picture(marks, heads, len(shown) * COLUMN, HEAD + len(tree.nodes) * ROW)


def column_of(node: Node) -> int:
    return next(number for number, (levels, _label) in enumerate(COLUMNS) if node.document.level in levels)


def place(node: Node, row: int, column: int, above: Mark | None) -> Mark:
    x, y = column * COLUMN + 14, HEAD + row * ROW + 14
    if above and x <= above.x < x + INDENT * DEEPEST_INDENT:
        x = above.x + INDENT
    line = f"M{above.x} {above.y + 6}V{y}H{x - 7}" if above else ""
    label = node.document.number or node.document.title
    return Mark(node, label if len(label) <= LONGEST_LABEL + 6 else f"{label[:LONGEST_LABEL]}…", x, y, line)
