"""The measures of papers side by side: each provision with its counterpart and what was read out of it, in rows by theme."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from policies.alignment import Alignment, Match, Passage, align, only_in
from policies.models import Document, Provision, Responsibility, SubsidyClause, Target, Theme
from policies.reading import tables

from . import questions
from .papers import COLUMNS, MOST_DOCUMENTS, column_of

LONGEST_PASSAGE = 4_000  # characters of a provision that are compared
SHORTEST_PASSAGE = 20  # a heading alone is no measure
LAST = (1_000, "")  # where measures without a theme stand
MAIN_THEMES = 2  # of papers that stand side by side; together nearly all papers speak of theirs
A_CELL = 6  # provisions of one paper's level shown in a cell
A_PAGE = 48  # provisions on a page of rows; a row is never cut
_LABELS = "|".join(map(re.escape, tables.column("responsibility_labels", "label")))
RESPONSIBLE = re.compile(rf"[（(](?:{_LABELS})[：:][^（()）]{{0,400}}[）)]")


@dataclass(slots=True)
class Entry:
    """A provision in the cascade, with its counterpart above and what was read out of it."""

    provision: Provision
    document: Document
    column: int
    passage: Passage
    themes: tuple[Theme, ...] = ()  # the strongest first
    alignment: Alignment | None = None
    match: Match | None = None
    above: Entry | None = None
    beside: Entry | None = None  # its counterpart in a paper that came later, where those before have none
    best_below: Match | None = None
    clauses: list[SubsidyClause] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    bodies: list[Responsibility] = field(default_factory=list)
    is_first_number: bool = False

    @property
    def sentence(self) -> str:
        """The words of the measure: the sentence most like its counterpart, above or else below."""
        if self.match:
            return self.alignment.sentences(self.match)[0]
        return self.alignment.sentences(self.best_below)[1] if self.best_below else self.passage.text

    @property
    def shared(self) -> tuple[str, ...]:
        """The words that it and its counterpart use."""
        return self.alignment.shared(self.match) if self.match else ()

    @property
    def marks(self) -> tuple[str, ...]:
        """The words of the sentence that its counterpart uses too, above or else below."""
        match = self.match or self.best_below
        return self.alignment.shared(match) if match else ()

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
    def added(self) -> tuple[str, ...]:
        """What it names and nothing of the passage above does, item by item."""
        return only_in(self.sentence, self.above.passage.text) if self.above else ()

    @property
    def dropped(self) -> tuple[str, ...]:
        """What the sentence above names and nothing of this passage does."""
        return only_in(self.alignment.sentences(self.match)[1], self.passage.text) if self.above else ()


@dataclass(slots=True)
class Row:
    """A measure: the entries of each column, the paper that said it first leading."""

    theme: Theme | None
    entries: list[Entry]

    @property
    def cells(self) -> list[list[Entry]]:
        return [[entry for entry in self.entries if entry.column == column] for column in range(len(COLUMNS))]

    @property
    def shown(self) -> int:
        """How many of its provisions are shown."""
        return sum(min(number, A_CELL) for number in Counter(entry.column for entry in self.entries).values())

    @property
    def is_aligned(self) -> bool:
        return len({entry.document.pk for entry in self.entries}) > 1

    def mark_first_number(self) -> None:
        """All that the highest paper to say how much says of it; said only where another paper speaks of the same."""
        numbered = [entry for entry in self.entries if entry.has_numbers]
        first = min(numbered, key=lambda entry: entry.column) if self.is_aligned and numbered else None
        for entry in numbered:
            entry.is_first_number = first is not None and entry.document.pk == first.document.pk


@dataclass(frozen=True)
class Cascade:
    documents: list[Document]
    rows: list[Row]

    @cached_property
    def aligned(self) -> list[Row]:
        return [row for row in self.rows if row.is_aligned]

    @cached_property
    def pages(self) -> list[list[Row]]:
        """The aligned rows, as many together as are read at a time."""
        pages: list[list[Row]] = []
        shown = A_PAGE
        for row in self.aligned:
            if shown >= A_PAGE:
                pages.append([])
                shown = 0
            pages[-1].append(row)
            shown += row.shown
        return pages

    @cached_property
    def main_themes(self) -> tuple[str, ...]:
        """The slugs of the themes that most measures are of."""
        themes = Counter(theme.slug for row in self.rows for entry in row.entries for theme in entry.themes)
        return tuple(slug for slug, _number in themes.most_common(MAIN_THEMES))

    @cached_property
    def alone(self) -> list[Row]:
        """Measures without a counterpart in the other papers."""
        return [row for row in self.rows if not row.is_aligned]


# --- side by side ---------------------------------------------------------------------------------------------------------
def cascade_of(documents: Iterable[Document], theme: Theme | None = None) -> Cascade:
    """The measures of the papers, aligned; with a theme only the rows that speak of it."""
    ordered = sorted(documents, key=lambda one: (column_of(one), one.dated_on is None, one.dated_on, one.pk))[:MOST_DOCUMENTS]
    if not ordered:
        return Cascade([], [])
    papers = _entries(ordered)
    entries = [entry for paper in papers for entry in paper]
    _attach(ordered, entries)
    _tie(papers, tuple(map(column_of, ordered)))
    rows = _rows(entries)
    for row in rows:
        row.mark_first_number()
    return Cascade(ordered, [row for row in rows if theme is None or any(theme in entry.themes for entry in row.entries)])


def _entries(documents: list[Document]) -> list[list[Entry]]:
    """The provisions of each paper, with what they are about."""
    texts = questions.texts_of(documents)
    held: dict[int, list[Provision]] = defaultdict(list)
    for provision in questions.provisions_of(documents):
        held[provision.document_id].append(provision)
    themes = questions.themes_of(documents)
    return [_entries_of(document, texts.get(document.pk, ""), held[document.pk], themes) for document in documents]


def _entries_of(document: Document, whole: str, provisions: list[Provision], themes: dict[int, tuple[Theme, ...]]) -> list[Entry]:
    """Each provision with its own words: up to the heading that follows."""
    entries, column = [], column_of(document)
    for provision, after in zip(provisions, [*provisions[1:], None], strict=True):
        until = min(provision.until, after.start) if after else provision.until
        text = own_words(whole, provision.end, until)
        if len(text) >= SHORTEST_PASSAGE:
            provision.document = document
            about = themes.get(provision.pk, ())
            passage = Passage(provision.pk, provision.heading, text, about[0].slug if about else "", provision.start / len(whole))
            entries.append(Entry(provision, document, column, passage, about))
    return entries


def own_words(whole: str, start: int, until: int) -> str:
    """What is compared of a stretch of a paper: no more than can be, and not who is responsible."""
    return RESPONSIBLE.sub("", whole[start : min(until, start + LONGEST_PASSAGE)]).lstrip("。.：: \n")


def _attach(documents: list[Document], entries: list[Entry]) -> None:
    """Give each entry what was read out of its provision."""
    by_provision = {entry.provision.pk: entry for entry in entries}
    for name, found in (
        ("clauses", questions.clauses_of(documents)),
        ("targets", questions.targets_of(documents)),
        ("bodies", questions.responsibilities_of(documents)),
    ):
        for finding in found:
            if entry := by_provision.get(finding.provision_id):
                finding.document, finding.provision = entry.document, entry.provision
                getattr(entry, name).append(finding)


def _tie(papers: list[list[Entry]], levels: tuple[int, ...]) -> None:
    """Tie each entry to its counterpart."""
    alignment = align(tuple(tuple(entry.passage for entry in paper) for paper in papers), levels)
    by_key = {entry.passage.key: entry for paper in papers for entry in paper}
    for key, entry in by_key.items():
        entry.alignment = alignment
        if match := alignment.above.get(key):
            entry.match, entry.above = match, by_key[match.counterpart.key]
            best = entry.above.best_below
            entry.above.best_below = match if best is None or best.score < match.score else best
        elif match := alignment.beside.get(key):
            entry.match, entry.beside = match, by_key[match.counterpart.key]


def _rows(entries: list[Entry]) -> list[Row]:
    """A row for each measure, by theme in the order of the themes; within a theme as the first paper has it."""
    spread = Counter(theme.pk for entry in entries for theme in entry.themes)
    rows: dict[int, Row] = {}
    row_of: dict[int, Row] = {}
    # Those beside a later one come last: the row they join has to be there.
    for entry in sorted(entries, key=lambda one: one.beside is not None):
        if entry.counterpart and entry.counterpart.provision.pk in row_of:
            row = row_of[entry.counterpart.provision.pk]
            row.entries.append(entry)
        else:
            # Nearly every provision of such papers speaks of makerspaces; its rarest theme says what it is about.
            theme = min(entry.themes, key=lambda one: (spread[one.pk], _order(one)), default=None)
            row = rows[entry.provision.pk] = Row(theme, [entry])
        row_of[entry.provision.pk] = row
    papers = {document: place for place, document in enumerate(dict.fromkeys(entry.document.pk for entry in entries))}
    for row in rows.values():  # of several provisions of one paper the one that is most alike speaks of the measure first
        row.entries.sort(key=lambda entry: (papers[entry.document.pk], entry.match is not None, -entry.score))
    return sorted(rows.values(), key=lambda row: _order(row.theme) if row.theme else LAST)


def _order(theme: Theme) -> tuple[int, str]:
    return theme.order, theme.slug
