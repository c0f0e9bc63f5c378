"""A very long paper on several pages: its parts in leaves of a length that a phone can load, and which leaf holds what.

A page is to weigh less than 100 KB over the wire; a text of a million bytes with what was read out of it weighs 300.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.template.defaultfilters import truncatechars

from policies.models import Finding

from .layout import Findings, Part

WHOLE = 50_000  # characters of text up to which a paper is one page; few papers have more than twenty thousand
LONGEST = 36_000  # characters of one leaf of a longer paper: some 40 KB over the wire, the outline of all beside it


WORDS_SHOWN = 24  # characters of the heading by which a page is told


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a paper: what begins from `start` on and before the next leaf."""

    number: int
    start: int
    parts: list[Part]

    @property
    def words(self) -> str:
        """What it begins with, for those who look for their page."""
        headed = next((part.provision for part in self.parts if part.provision), None)
        return truncatechars(f"{headed.marker}{headed.heading}", WORDS_SHOWN) if headed else ""


@dataclass(frozen=True, slots=True)
class Leaves:
    """All pages of a paper."""

    all: tuple[Leaf, ...]

    def __len__(self) -> int:
        return len(self.all)

    def number_at(self, place: int) -> int:
        """The leaf in which a place of the text stands."""
        return max(1, bisect_right(self.all, place, key=attrgetter("start")))

    def number_of(self, finding: Finding) -> int:
        """The leaf that shows a finding: where it begins, else with its provision, else the first."""
        if finding.is_placed:
            return self.number_at(finding.start)
        return next((leaf.number for leaf in self.all for part in leaf.parts if _is_of(finding, part)), 1)

    def findings_on(self, leaf: Leaf, findings: Findings) -> Findings:
        """Those of the findings that the leaf shows."""
        if len(self) == 1:
            return findings
        named = {name: [one for one in getattr(findings, name) if self.number_of(one) == leaf.number] for name in Findings.__slots__}
        return Findings(**named)


@dataclass(frozen=True, slots=True)
class Turn:
    """A page of a long paper as the others lead to it; `anchors` are the places on it that an address without a page may name."""

    number: int
    address: str
    words: str
    is_current: bool
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pager:
    """From one page of a long paper to the others."""

    leaves: Leaves
    current: Leaf
    addresses: tuple[str, ...]
    turns: tuple[Turn, ...]

    def address_at(self, place: int) -> str:
        """The page on which a place of the text stands; nothing for the page at hand."""
        number = self.leaves.number_at(place)
        return "" if number == self.current.number else self.addresses[number - 1]

    @property
    def before(self) -> str:
        return self.addresses[self.current.number - 2] if self.current.number > 1 else ""

    @property
    def after(self) -> str:
        return self.addresses[self.current.number] if self.current.number < len(self.leaves) else ""


def pager_of(leaves: Leaves, current: Leaf, findings: Findings, addresses: Sequence[str]) -> Pager | None:
    """The way to the other pages, None where there are none.

    An address such as /documents/.../#target-12 names no page and so leads to the first, which holds the anchors of all others.
    """
    if len(leaves) == 1:
        return None
    anchors: dict[int, list[str]] = {leaf.number: [] for leaf in leaves.all}
    for finding in findings if current.number == 1 else ():
        anchors[leaves.number_of(finding)].append(finding.anchor)
    turns = [
        Turn(leaf.number, addresses[leaf.number - 1], leaf.words, leaf is current, () if leaf is current else tuple(anchors[leaf.number]))
        for leaf in leaves.all
    ]
    return Pager(leaves, current, tuple(addresses), tuple(turns))


def leaves_of(parts: Sequence[Part]) -> Leaves:
    """The leaves of a paper's parts: a new one where a chapter would not fit, within a chapter only where it is too long."""
    if _length(parts) <= WHOLE:
        return Leaves((Leaf(1, 0, list(parts)),))
    leaves: list[list[Part]] = [[]]
    taken = 0
    for chapter in _chapters(parts):
        is_full = taken + _length(chapter) > LONGEST
        for part in (piece for whole in chapter for piece in _pieces(whole)):
            length = _length([part])
            if leaves[-1] and (is_full or taken + length > LONGEST):
                leaves.append([])
                taken = 0
            is_full = False
            leaves[-1].append(part)
            taken += length
    starts = [0, *(leaf[0].start for leaf in leaves[1:])]
    return Leaves(tuple(Leaf(number, start, leaf) for number, (start, leaf) in enumerate(zip(starts, leaves, strict=True), 1)))


def _chapters(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Runs of parts that open with a provision of the first depth."""
    chapter: list[Part] = []
    for part in parts:
        if chapter and part.provision and part.provision.depth == 1:
            yield chapter
            chapter = []
        chapter.append(part)
    yield chapter


def _pieces(part: Part) -> Iterator[Part]:
    """The part, or pieces of one that is longer than a leaf; cut between its lines, the heading stays with the first."""
    piece, length = part, 0
    lines, part.lines = part.lines, []
    for line in lines:
        if length and length + line.end - line.start > LONGEST:
            yield piece
            piece, length = Part(None, line.start), 0
        piece.lines.append(line)
        length += line.end - line.start
    yield piece


def _length(parts: Iterable[Part]) -> int:
    return sum(line.end - line.start for part in parts for line in part.lines)


def _is_of(finding: Finding, part: Part) -> bool:
    return part.provision is not None and part.provision.pk == finding.provision_id
