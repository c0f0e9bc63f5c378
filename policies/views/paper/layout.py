"""A document laid out for reading: its text in parts, each with what was read out of it beside it.

Pure but for the records that it is given: no query is made here. `lay_out` cuts the text into the parts that the
provisions open and the lines in them, marks the findings in the lines, and deals the findings out to their parts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.safestring import SafeString

from policies.models import Citation, Document, Finding, Origin, Provision, Responsibility, Review, SubsidyClause
from policies.models.target import ReportedFigure, Target
from policies.models.validity import Effect

from .links import is_here, links_in
from .marks import Span, mark_pieces

# What the head of the page shows already; lines of the text made up of it alone are not printed a second time.
HEAD_FIELDS = ("copy_number", "issuing_bodies", "number", "title")
HEAD_WORDS = ("", "文件")  # 大连高新区管理委员会文件
HEADING_STOPS = "。.：:；;"
LONGEST_SIGNATURE = 40  # characters: a body's name or a date alone on its line


class Line(NamedTuple):
    """A stretch of the text that becomes one element; `role` is heading, preamble, addressees, instrument, signature or nothing."""

    start: int
    end: int
    role: str = ""


@dataclass(slots=True)
class Part:
    """A provision with its lines, and the findings that stand in it; the first part is what precedes all headings."""

    provision: Provision | None
    start: int
    lines: list[Line] = field(default_factory=list)
    written: list[tuple[str, SafeString]] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    clauses: list[SubsidyClause] = field(default_factory=list)
    figures: list[ReportedFigure] = field(default_factory=list)
    responsibilities: list[Responsibility] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    changes: list[Effect] = field(default_factory=list)  # what other papers did to its provision
    is_over: bool = False  # whether it was repealed, itself or with the provision around it

    @property
    def level(self) -> int:
        """The heading's level on the page, below the title's."""
        return min(4, self.provision.depth + 1) if self.provision else 2

    @property
    def findings(self) -> list[Finding]:
        return [*self.clauses, *self.targets, *self.figures, *self.responsibilities, *self.citations]

    @property
    def is_unreviewed(self) -> bool:
        """Whether everything here was read and nothing looked at, which is then said once."""
        return all(finding.origin == Origin.READ and finding.review == Review.PROPOSED for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was read out of one document, each list in the order of the text."""

    targets: Sequence[Target] = ()
    clauses: Sequence[SubsidyClause] = ()
    figures: Sequence[ReportedFigure] = ()
    responsibilities: Sequence[Responsibility] = ()
    citations: Sequence[Citation] = ()

    def __iter__(self) -> Iterator[Finding]:
        for name in self.__slots__:
            yield from getattr(self, name)

    def named(self) -> Iterator[tuple[str, Finding]]:
        for name in self.__slots__:
            yield from ((name, finding) for finding in getattr(self, name))


def lay_out(document: Document, provisions: Sequence[Provision], findings: Findings) -> list[Part]:
    """The parts of the document in order, written and with their findings."""
    return write(document, cut(document, provisions), findings)


def cut(document: Document, provisions: Sequence[Provision]) -> list[Part]:
    """The parts of the document with their lines, not written yet."""
    return _cut(document.text, sorted(provisions, key=lambda provision: provision.start), _roles(document))


def write(document: Document, parts: list[Part], findings: Findings) -> list[Part]:
    """These parts with their text marked and the findings dealt out to them; those without words or findings are left out.

    The findings are those that stand in these parts: what stands elsewhere would be dealt to the nearest.
    """
    text = document.text
    spans = [*_marks(text, findings), *links_in(text, findings)]
    written = iter(mark_pieces(text, [line[:2] for part in parts for line in part.lines], spans))
    for part in parts:
        part.written = [(line.role, next(written)) for line in part.lines]
    _deal_out(parts, findings)
    return [part for part in parts if part.provision or part.lines or part.findings]


def _marks(text: str, findings: Findings) -> Iterator[Span]:
    """The place of each finding; only its anchor where the text of today does not hold its words there."""
    for finding in findings:
        if finding.is_placed:
            end = finding.end if is_here(text, finding) else finding.start
            yield Span(finding.start, end, finding.anchor, attributes=(("class", "found"),))


# --- cutting --------------------------------------------------------------------------------------------------------------
def _cut(text: str, provisions: Iterable[Provision], roles: _Roles) -> list[Part]:
    parts = [Part(None, 0)]
    position = 0
    for provision in provisions:
        start = max(position, min(provision.start, len(text)))
        parts[-1].lines.extend(_lines(text, position, start, roles))
        end = _with_its_stop(text, max(start, min(provision.end, len(text))))
        part = Part(provision, start)
        if end > start:
            part.lines.append(Line(*_stripped(text, start, end), "heading"))
        parts.append(part)
        position = end
    parts[-1].lines.extend(_lines(text, position, len(text), roles))
    return parts


def _with_its_stop(text: str, end: int) -> int:
    """The end of a heading with the stop behind it, which else would begin the paragraph: （一）支持创业。对……"""
    return end + 1 if end < len(text) and text[end] in HEADING_STOPS else end


def _lines(text: str, start: int, end: int, roles: _Roles) -> Iterator[Line]:
    """The lines of a stretch without the blanks around them."""
    position = start
    while position < end:
        newline = text.find("\n", position, end)
        stop = end if newline < 0 else newline
        first, last = _stripped(text, position, stop)
        if first < last and not roles.is_in_head(text, first, last):
            yield Line(first, last, roles.of(text, first, last))
        position = stop + 1


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), end - (len(line) - len(line.rstrip()))


@dataclass(frozen=True, slots=True)
class _Roles:
    """What the places of the header say about a line."""

    head: tuple[tuple[int, int], ...] = ()
    addressees: int = -1
    begins: int = 0  # the addressees, or the end of the title: what stands before is no running text
    dated: int = -1
    signed_by: frozenset[str] = frozenset()
    instrument: str = ""

    def is_in_head(self, text: str, start: int, end: int) -> bool:
        """Whether the line holds nothing but what the head of the page shows."""
        covered = [(max(start, first), min(end, last)) for first, last in self.head if first < end and last > start]
        position, left = start, ""
        for first, last in covered:
            left, position = left + text[position:first], max(position, last)
        return bool(covered) and (left + text[position:end]).strip() in HEAD_WORDS

    def of(self, text: str, start: int, end: int) -> str:
        if start <= self.addressees < end:
            return "addressees"
        if start < self.begins:
            return "preamble"
        if self.instrument and "".join(text[start:end].split()) == self.instrument:
            return "instrument"
        is_dated = end - start <= LONGEST_SIGNATURE and start <= self.dated < end
        return "signature" if is_dated or text[start:end] in self.signed_by else ""


def _roles(document: Document) -> _Roles:
    evidence = document.header_evidence or {}
    places = {name: (place["start"], place["end"]) for name, place in evidence.items() if place and place.get("end")}
    title_end = places.get("title", (0, 0))[1]
    head = sorted(places[name] for name in HEAD_FIELDS if name in places and places[name][1] <= title_end)
    return _Roles(
        head=tuple(head),
        addressees=places.get("addressees", (-1, -1))[0],
        begins=places["addressees"][0] if "addressees" in places else title_end,
        dated=places.get("date_issued", (-1, -1))[0],
        signed_by=frozenset(issuance.body.name for issuance in document.issuances.all()),
        instrument="".join(document.instrument_title.split()),
    )


# --- dealing out ----------------------------------------------------------------------------------------------------------
def _deal_out(parts: list[Part], findings: Findings) -> None:
    """Each finding to the part in which it begins; one without a place to its provision's."""
    starts = [part.start for part in parts]
    of_provision = {part.provision.pk: part for part in parts if part.provision}
    for name, finding in findings.named():
        if finding.is_placed:
            part = parts[max(0, bisect_right(starts, finding.start) - 1)]
        else:
            part = of_provision.get(finding.provision_id, parts[0])
        getattr(part, name).append(finding)
