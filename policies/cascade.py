"""The cascade: the same measure at the nation, the province, the city and the district, side by side.

    theme     | province: 辽政办发〔2015〕94号              | district: 拱政办发〔2016〕10号
    funding   | 二、（八）房租、宽带接入费用 … 适当补贴      | 三、（三）… 最高不超过100万元    <- first number here

Papers are compared that a person chose, that are tied to one by citation or by a shared basis in the same line of places,
or that speak of a theme where it applies. Each provision joins the row of its best counterpart among the papers before it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, OuterRef

from .alignment import Difference, Match, Passage, Scale, differ, find_counterpart
from .graph import tree_of
from .models import Citation, Document, Provision, Region, Responsibility, SubsidyClause, Target, Theme
from .reading import tables

COLUMNS = (("national", "ministry"), ("province",), ("city",), ("county", "zone"))
MOST_DOCUMENTS = 6  # side by side; more can neither be read nor compared while a reader waits
A_LEVEL = 2  # papers of each region when a theme is asked for
LONGEST_PASSAGE = 4_000  # characters of a provision that are compared
SHORTEST_PASSAGE = 20  # a heading alone is no measure
LAST = (1_000, "")  # where measures without a theme stand
_LABELS = "|".join(map(re.escape, tables.column("responsibility_labels", "label")))
RESPONSIBLE = re.compile(rf"[（(](?:{_LABELS})[：:][^（()）]{{0,400}}[）)]")


@dataclass(slots=True)
class Entry:
    """A provision in the cascade, with its counterpart above and what was read out of it."""

    provision: Provision
    document: Document
    column: int
    passage: Passage
    match: Match | None = None
    above: Entry | None = None
    beside: Entry | None = None  # its counterpart in a paper that came later, where those before have none
    shared: tuple[str, ...] = ()
    best_below: Match | None = None
    shared_below: tuple[str, ...] = ()
    clauses: list[SubsidyClause] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    bodies: list[Responsibility] = field(default_factory=list)
    is_first_number: bool = False

    @property
    def sentence(self) -> str:
        """The words of the measure: the sentence most like its counterpart, above or else below."""
        if self.match:
            return self.match.sentence
        return self.best_below.counter_sentence if self.best_below else self.passage.text

    @property
    def marks(self) -> tuple[str, ...]:
        """The words of the sentence that its counterpart uses too."""
        return self.shared if self.match else self.shared_below

    @property
    def score(self) -> int:
        """How alike it and its counterpart are, of a hundred."""
        return round(self.match.score * 100) if self.match else 0

    @property
    def leads(self) -> list[Responsibility]:
        return [body for body in self.bodies if body.is_lead]

    @property
    def joint(self) -> list[Responsibility]:
        return [body for body in self.bodies if not body.is_lead]

    @property
    def counterpart(self) -> Entry | None:
        return self.above or self.beside

    @property
    def has_numbers(self) -> bool:
        return bool(self.clauses or self.targets)

    @property
    def puts_a_number(self) -> bool:
        """Whether it says how much where its counterpart does not."""
        return self.has_numbers and self.above is not None and not self.above.has_numbers

    @property
    def difference(self) -> Difference | None:
        """Item by item against the sentence above; the whole of both passages decides what is missing there."""
        if self.above is None or self.match is None:
            return None
        added = differ(self.match.sentence, self.above.passage.text).added
        return Difference(added, differ(self.passage.text, self.match.counter_sentence).dropped)


@dataclass(slots=True)
class Row:
    """A measure: the entries of each column, the paper that said it first leading."""

    theme: Theme | None
    entries: list[Entry]

    @property
    def cells(self) -> list[list[Entry]]:
        return [[entry for entry in self.entries if entry.column == column] for column in range(len(COLUMNS))]

    @property
    def is_aligned(self) -> bool:
        return len({entry.document.pk for entry in self.entries}) > 1

    def mark_first_number(self) -> None:
        """The highest level that says how much; said only where another level speaks of the same."""
        numbered = [entry for entry in self.entries if entry.has_numbers]
        if self.is_aligned and numbered:
            min(numbered, key=lambda entry: entry.column).is_first_number = True


@dataclass(frozen=True)
class Cascade:
    documents: list[Document]
    rows: list[Row]

    @cached_property
    def aligned(self) -> list[Row]:
        return [row for row in self.rows if row.is_aligned]

    @cached_property
    def alone(self) -> list[Row]:
        """Measures without a counterpart in the other papers."""
        return [row for row in self.rows if not row.is_aligned]


def column_of(document: Document) -> int:
    """The column of its level; a paper whose level is not known stands with the districts."""
    return next((number for number, levels in enumerate(COLUMNS) if document.level in levels), len(COLUMNS) - 1)


# --- which papers ---------------------------------------------------------------------------------------------------------
def comparable():
    """Papers with a text that visitors may see."""
    return Document.objects.published().in_collection().policies()


def chosen(slugs: Sequence[str]) -> list[Document]:
    return list(comparable().filter(slug__in=slugs).select_related("region", "lead_body", "current").defer("current__raw_text"))


def tied_to(document: Document) -> list[Document]:
    """Papers tied by citation, or resting on the same paper in the same line of places; the document itself first."""
    by_citation = [node.document.pk for node in tree_of(document).nodes if not node.document.is_stub]
    bases = Citation.objects.upward_between_public().filter(document=document).values("target")
    beside = Citation.objects.upward_between_public().filter(target__in=bases).values("document")
    by_place = comparable().filter(pk__in=beside).in_line_with(document.region) if document.region else comparable().none()
    keys = list(dict.fromkeys([document.pk, *by_citation, *by_place.newest().values_list("pk", flat=True)[:MOST_DOCUMENTS]]))
    found = {one.pk: one for one in comparable().select_related("region", "lead_body", "current").filter(pk__in=keys[: 4 * MOST_DOCUMENTS])}
    near = [found[key] for key in keys if key in found]
    return _spread(near)


def _spread(documents: list[Document]) -> list[Document]:
    """At most as many as fit, from as many levels as there are: one of each in turn."""
    by_column: dict[int, list[Document]] = defaultdict(list)
    for document in documents[1:]:
        by_column[column_of(document)].append(document)
    picked = documents[:1]
    while len(picked) < MOST_DOCUMENTS and any(by_column.values()):
        picked += [by_column[column].pop(0) for column in sorted(by_column) if by_column[column]]
    return picked[:MOST_DOCUMENTS]


def speaking_of(theme: Theme, region: Region) -> list[Document]:
    """The newest papers of each level that apply in the region and speak of the theme."""
    speaks = Exists(Provision.objects.filter(document=OuterRef("pk"), themes=theme))
    found = comparable().applying_in(region).filter(speaks).newest_of_each_region(A_LEVEL)
    keys = sorted(found, key=lambda document: (column_of(document), document.rank_in_region))[: MOST_DOCUMENTS]
    return list(comparable().filter(pk__in=[one.pk for one in keys]).select_related("region", "lead_body", "current"))


# --- side by side ---------------------------------------------------------------------------------------------------------
def cascade_of(documents: Iterable[Document], theme: Theme | None = None) -> Cascade:
    """The measures of the papers, aligned; with a theme only the rows that speak of it."""
    ordered = sorted(documents, key=lambda one: (column_of(one), one.dated_on is None, one.dated_on, one.pk))[:MOST_DOCUMENTS]
    entries = _entries(ordered)
    _align(entries)
    rows = _rows(entries)
    for row in rows:
        row.mark_first_number()
    return Cascade(ordered, [row for row in rows if theme is None or _speaks_of(row, theme)])


def _entries(documents: list[Document]) -> list[Entry]:
    by_key = {document.pk: document for document in documents}
    provisions = Provision.objects.filter(document__in=by_key).prefetch_related("themes").order_by("document", "order")
    entries: list[Entry] = []
    held: dict[int, list[Provision]] = defaultdict(list)
    for provision in provisions:
        held[provision.document_id].append(provision)
    for document in documents:
        entries += _entries_of(document, held[document.pk])
    _attach(entries)
    return entries


def _entries_of(document: Document, provisions: list[Provision]) -> list[Entry]:
    """Each provision with its own words: up to the heading that follows."""
    entries = []
    for provision, after in zip(provisions, [*provisions[1:], None], strict=True):
        until = min(provision.until, after.start) if after else provision.until
        text = RESPONSIBLE.sub("", document.text[provision.end : min(until, provision.end + LONGEST_PASSAGE)]).lstrip("。.：: \n")
        if len(text) >= SHORTEST_PASSAGE:
            provision.document = document
            entries.append(Entry(provision, document, column_of(document), Passage(provision.pk, provision.heading, text)))
    return entries


def _attach(entries: list[Entry]) -> None:
    """Give each entry what was read out of its provision."""
    by_provision = {entry.provision.pk: entry for entry in entries}
    clauses = SubsidyClause.objects.public().with_amount().filter(provision__in=by_provision).select_related("document")
    for clause in clauses.prefetch_related("kind_rows", "amounts").in_text_order():
        by_provision[clause.provision_id].clauses.append(clause)
    for target in Target.objects.public().filter(provision__in=by_provision).select_related("document").in_text_order():
        by_provision[target.provision_id].targets.append(target)
    bodies = Responsibility.objects.public().filter(provision__in=by_provision).select_related("body").order_by("document", "start", "order")
    for body in bodies:
        by_provision[body.provision_id].bodies.append(body)


def _align(entries: list[Entry]) -> None:
    """Tie each entry to its best counterpart in the papers that stand before its own."""
    scale = Scale(entry.passage for entry in entries)
    by_key = {entry.passage.key: entry for entry in entries}
    before: list[Entry] = []
    for group in _by_document(entries):
        for entry in group:
            entry.match = find_counterpart(entry.passage, [other.passage for other in before], scale)
            if entry.match:
                _tie(entry, by_key[entry.match.counterpart.key], scale)
        before += group
    _take_in(entries, by_key, scale)


def _take_in(entries: list[Entry], by_key: dict[object, Entry], scale: Scale) -> None:
    """A measure that nothing before or after was tied to stands beside the one it is most like in a later paper.

    A zone's paper says in one breath what a district says at length: each is like the other, one of them unlike the province's.
    """
    for entry in [one for one in entries if one.above is None and one.best_below is None]:
        others = [other.passage for other in entries if other.document != entry.document and other.counterpart is not entry]
        entry.match = find_counterpart(entry.passage, others, scale)
        if entry.match:
            entry.beside, entry.shared = by_key[entry.match.counterpart.key], scale.shared(entry.match)


def _tie(entry: Entry, above: Entry, scale: Scale) -> None:
    entry.above, entry.shared = above, scale.shared(entry.match)
    if above.best_below is None or above.best_below.score < entry.match.score:
        above.best_below, above.shared_below = entry.match, entry.shared


def _by_document(entries: list[Entry]) -> list[list[Entry]]:
    groups: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.document.pk].append(entry)
    return list(groups.values())


def _rows(entries: list[Entry]) -> list[Row]:
    """A row for each measure, by theme in the order of the themes; within a theme as the first paper has it."""
    spread = Counter(theme.pk for entry in entries for theme in entry.provision.themes.all())
    rows: dict[int, Row] = {}
    row_of: dict[int, Row] = {}
    # Those beside a later one come last: the row they join has to be there.
    for entry in sorted(entries, key=lambda one: one.beside is not None):
        if entry.counterpart and entry.counterpart.provision.pk in row_of:
            row = row_of[entry.counterpart.provision.pk]
            row.entries.append(entry)
        else:
            # Nearly every provision of such papers speaks of makerspaces; its rarest theme says what it is about.
            theme = min(entry.provision.themes.all(), key=lambda one: (spread[one.pk], _order(one)), default=None)
            row = rows[entry.provision.pk] = Row(theme, [entry])
        row_of[entry.provision.pk] = row
    papers = {document: place for place, document in enumerate(dict.fromkeys(entry.document.pk for entry in entries))}
    for row in rows.values():  # of several provisions of one paper the one that is most alike speaks of the measure first
        row.entries.sort(key=lambda entry: (papers[entry.document.pk], entry.match is not None, -entry.score))
    return sorted(rows.values(), key=lambda row: _order(row.theme) if row.theme else LAST)


def _order(theme: Theme) -> tuple[int, str]:
    return theme.order, theme.slug


def _speaks_of(row: Row, theme: Theme) -> bool:
    return any(theme in entry.provision.themes.all() for entry in row.entries)
