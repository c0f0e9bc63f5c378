"""The citation tree drawn, and told in the words of a table: its strings made ready at once, for it has a hundred rows."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import NamedTuple
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from policies.graph import Group, Node, Tree
from policies.models import Document, Level, Relation

from .policy_text import level_badge, listed_day

register = template.Library()

# The picture in its own units, which grow with the reader's text: a column for each level, a row for each paper or group.
COLUMN, ROW, HEAD, MARGIN = 240, 52, 40, 60
A_CHARACTER = 16  # units on a reader's text of ordinary size
INDENT = 18  # a paper that rests on one of its own level stands a little to the right of it
DEEPEST_INDENT = 4
LONGEST_LABEL = 15  # Chinese characters that fit a column
MOST_DRAWN = 40  # papers; of more, those that rest on the document's own are left to the table
CHINESE = ' lang="zh-CN"'
DEEPEST = 5  # steps by which a row of the table is moved in
COLUMNS = (
    (("national", "ministry"), gettext_lazy("National")),
    (("province",), gettext_lazy("Province")),
    (("city",), gettext_lazy("City")),
    (("county", "zone"), gettext_lazy("County or zone")),
    (("",), gettext_lazy("Level not known")),
)


class Mark(NamedTuple):
    """A paper or a group of papers where the picture shows it, its words, and the line from what it rests on."""

    level: str
    kind: str  # "" or what is special about it: "is-here", "is-missing", "is-group"
    label: str
    note: str
    url: str
    x: int
    y: int
    line: str  # the path of the line, "" at the top of the tree


class Picture(NamedTuple):
    marks: list[Mark]
    heads: list[tuple[int, object, str]]
    width: int
    height: int

    @property
    def drawn(self) -> SafeString:
        """The heads, the lines below the marks, and the marks; in one piece, for there are hundreds."""
        heads = (f'<text class="tree-head level-{level or "unknown"}" x="{x}" y="20">{escape(str(label))}</text>' for x, label, level in self.heads)
        lines = (f'<path class="tree-line level-{mark.level}" d="{mark.line}"/>' for mark in self.marks if mark.line)
        return mark_safe("\n".join([*heads, *lines, *map(drawn_mark, self.marks)]))  # noqa: S308 - what a paper says is escaped where a mark is drawn

    @property
    def size(self) -> tuple[str, str]:
        """Width and height in characters of the reader's text, so that labels fit at every size."""
        return f"{self.width / A_CHARACTER:.2f}em", f"{self.height / A_CHARACTER:.2f}em"


class Line(NamedTuple):
    """A row of the table in words."""

    depth: int
    is_here: bool
    name: str
    url: str
    notes: str
    more: str  # how many papers rest on it that are not shown, and where they are
    more_url: str
    badge: SafeString
    tie: str
    tie_url: str
    provision: str
    day: str
    iso_day: str
    days: int | None


@register.filter
def table_body(tree: Tree) -> SafeString:
    """The rows of the table, in the order of the tree."""
    said = _("not known")
    not_known = f'<span class="soft">{escape(said)}</span>'
    return mark_safe("\n".join("".join(written(line_of(node, tree), not_known)) for node in tree.nodes))  # noqa: S308 - escaped cell by cell


@register.simple_tag
def tree_page(tree: Tree, step: int) -> str:
    """The address of the page before or after; "" where there is none."""
    page = tree.page + step
    return address(tree.document, tree.alone, page) if 0 < page <= tree.pages else ""


def address(document: Document, alone: Group | None, page: int = 1) -> str:
    asked = {"level": alone.level, "year": alone.year} if alone else {}
    query = urlencode(asked | ({"page": page} if page > 1 else {}))
    return reverse("policies:document-graph", args=[document.slug]) + (f"?{query}" if query else "")


# --- the picture ----------------------------------------------------------------------------------------------------------
@register.filter
def drawing(tree: Tree) -> Picture:
    """The tree with a column for each level that it has and a row for each paper; many of one level and year are one mark."""
    nodes = drawn(tree)
    used = {column_of(node.document.level) for node in nodes} | ({column_of(group.level) for group in tree.groups} if tree.has_many else set())
    columns = sorted(used)
    marks: list[Mark] = []
    at: dict[int, Mark] = {}
    for node in nodes:
        at[id(node)] = mark = paper(node, tree, len(marks), columns, at.get(id(node.above)))
        marks.append(mark)
        if tree.has_many and mark.kind == "is-here" and not node.is_again:
            marks += [bundle(group, tree, len(marks) + place, columns, mark) for place, group in enumerate(tree.groups)]
    heads = [(number * COLUMN + 8, COLUMNS[column][1], COLUMNS[column][0][0]) for number, column in enumerate(columns)]
    return Picture(marks, heads, len(columns) * COLUMN + MARGIN, HEAD + len(marks) * ROW)


def drawn(tree: Tree) -> list[Node]:
    """The papers of the picture: without those that groups stand for, and without the deepest where there are many."""
    here = tree.document.pk
    if tree.has_many:
        return [node for node in tree.nodes if not (node.above and node.above.document.pk == here)]
    if len(tree.nodes) <= MOST_DRAWN:
        return tree.nodes
    return [node for node in tree.nodes if not any(one.document.pk == here for one in above(node)[1:])]


def above(node: Node) -> list[Node]:
    """The papers that lead up from it, the nearest first."""
    found: list[Node] = []
    while node := node.above:
        found.append(node)
    return found


def column_of(level: str) -> int:
    return next((number for number, (levels, _label) in enumerate(COLUMNS) if level in levels), len(COLUMNS) - 1)


def placed(level: str, row: int, columns: list[int], above: Mark | None) -> tuple[int, int, str]:
    """Where a mark stands, and the line that leads to it."""
    x, y = columns.index(column_of(level)) * COLUMN + 14, HEAD + row * ROW + 14
    if above and x <= above.x < x + INDENT * DEEPEST_INDENT:
        x = above.x + INDENT
    return x, y, f"M{above.x} {above.y + 6}V{y}H{x - 7}" if above else ""


def paper(node: Node, tree: Tree, row: int, columns: list[int], above: Mark | None) -> Mark:
    document = node.document
    label = document.number or document.title
    kind = "is-here" if document.pk == tree.document.pk else "is-missing" if document.is_stub else ""
    since = ngettext("(%(days)s day after)", "(%(days)s days after)", node.days) % {"days": node.days} if node.days is not None else ""
    note = " ".join(filter(None, (listed_day(document), since, *remarks(node))))
    shown = label if len(label) <= LONGEST_LABEL + 6 else f"{label[:LONGEST_LABEL]}…"
    return Mark(document.level or "unknown", kind, shown, note, document.get_absolute_url(), *placed(document.level, row, columns, above))


def drawn_mark(mark: Mark) -> str:
    is_group = mark.kind == "is-group"
    shape = '<rect x="-6" y="-6" width="12" height="12"/>' if is_group else f'<circle r="{8 if mark.kind == "is-here" else 6}"/>'
    return (
        f'<g class="tree-node level-{mark.level} {mark.kind}" transform="translate({mark.x} {mark.y})">{shape}'
        f'<a href="{escape(mark.url)}"><text x="12" y="5"{"" if is_group else CHINESE}>{escape(mark.label)}</text></a> '
        f'<text class="tree-note" x="12" y="23">{escape(mark.note)}</text></g>'
    )


def bundle(group: Group, tree: Tree, row: int, columns: list[int], above: Mark) -> Mark:
    """All papers of one level and year that rest on the document; it leads to them in the table."""
    note = ngettext("%(number)s paper", "%(number)s papers", group.number) % {"number": f"{group.number:,}"}
    url = f"{address(tree.document, group)}#papers"
    return Mark(group.level or "unknown", "is-group", group_label(group), note, url, *placed(group.level, row, columns, above))


@register.filter
def group_label(group: Group) -> str:
    level = Level(group.level).label if group.level in Level.values else _("Level not known")
    return f"{level} · {group.year or _('not dated')}"


def remarks(node: Node) -> list[str]:
    """What a reader must know of the paper beside its date."""
    return [_("not in the collection yet")] * node.document.is_stub + [_("unfolded elsewhere")] * node.is_again


# --- the table ------------------------------------------------------------------------------------------------------------
def line_of(node: Node, tree: Tree) -> Line:
    document, citation = node.document, node.citation
    url, is_here = document.get_absolute_url(), document.pk == tree.document.pk
    left_out = 0 if is_here and tree.has_many else node.left_out  # the pages of this very table show them
    return Line(
        depth=min(node.depth, DEEPEST), is_here=is_here, name=document.citation_form, url=url, notes=" ".join(remarks(node)),
        more=ngettext("%(number)s more rests on it", "%(number)s more rest on it", left_out) % {"number": f"{left_out:,}"} if left_out else "",
        more_url=address(document, None) if left_out else "", badge=level_badge(document.level),
        tie=str(Relation(citation.relation).label) if citation else "", tie_url=f"{url}#{citation.anchor}" if citation else "",
        provision=citation.provision.cited if citation and citation.provision else "",
        day=listed_day(document), iso_day=document.dated_on.isoformat() if document.dated_on else "", days=node.days,
    )  # fmt: skip


DASH = '<span class="soft">—</span>'


def written(line: Line, not_known: str) -> Iterator[str]:
    """The row, cell by cell."""
    here = ' aria-current="true"' if line.is_here else ""
    yield f'<tr class="tree-depth-{line.depth}"><th scope="row"><a href="{escape(line.url)}"{CHINESE}{here}>{escape(line.name)}</a>'
    if line.notes:
        yield f' <span class="soft small">{escape(line.notes)}</span>'
    if line.more:
        yield f' <a class="small" href="{escape(line.more_url)}">{escape(line.more)}</a>'
    yield f"</th><td>{line.badge}</td><td>"
    yield f'<a href="{escape(line.tie_url)}">{escape(line.tie)}</a>' if line.tie else DASH
    if line.provision:
        yield f' <span class="soft"{CHINESE}>{escape(line.provision)}</span>'
    day = f'<time datetime="{line.iso_day}">{escape(line.day)}</time>' if line.iso_day else not_known
    yield f'</td><td>{day}</td><td class="amount">{DASH if line.days is None else line.days}</td></tr>'
