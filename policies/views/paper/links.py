"""Links inside the text of a document: a citation to the document cited, a number to the card of what it became."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Protocol

from policies.models import Citation, Finding, Responsibility, SubsidyClause
from policies.models.target import ReportedFigure, Target
from policies.reading.numerals.find import find_numbers

from .marks import Span

KINDS = ("targets", "figures", "clauses", "responsibilities", "citations")
LONGEST_QUOTE = 2_000  # characters searched for a target's number; a sentence has some eighty


class HasFindings(Protocol):
    targets: Iterable[Target]
    clauses: Iterable[SubsidyClause]
    figures: Iterable[ReportedFigure]
    responsibilities: Iterable[Responsibility]
    citations: Iterable[Citation]


def links_in(text: str, findings: HasFindings) -> list[Span]:
    """Links that do not overlap, the surest first: citations, amounts, numbers, and whole quotes where no number was found."""
    chosen: list[tuple[int, int]] = []
    links = []
    for link in _candidates(text, findings):
        if link.start < link.end and _is_free(chosen, link.start, link.end):
            insort(chosen, (link.start, link.end))
            links.append(link)
    return links


def is_here(text: str, finding: Finding) -> bool:
    """Whether the text holds the finding's words in its place: one that a person kept may stem from an older version."""
    return finding.is_placed and text[finding.start : finding.end] == finding.quote


def _candidates(text: str, findings: HasFindings) -> Iterator[Span]:
    placed = {name: [f for f in getattr(findings, name) if is_here(text, f)] for name in KINDS}
    yield from (_to_document(citation) for citation in placed["citations"] if citation.public_target)
    for clause in placed["clauses"]:
        yield from (_to_card(clause, term.start, term.end) for term in clause.amounts.all() if term.start is not None and term.end)
    quantities = [*((t, t.low) for t in placed["targets"]), *((f, f.quantity) for f in placed["figures"])]
    for finding, quantity in quantities:
        yield from _number_links(text, finding, quantity)
    for name in KINDS[:-1]:
        yield from (_to_card(finding, finding.start, finding.end) for finding in placed[name])


def _to_document(citation: Citation) -> Span:
    attributes = (("class", "citation"), ("href", citation.public_target.get_absolute_url()))
    return Span(citation.start, citation.end, tag="a", attributes=attributes)


def _to_card(finding: Finding, start: int, end: int) -> Span:
    return Span(start, end, tag="a", attributes=(("class", "figure"), ("href", f"#card-{finding.anchor}")))


def _number_links(text: str, finding: Finding, quantity: Decimal) -> Iterator[Span]:
    """The first number of the quote that has the finding's value."""
    end = min(finding.end, finding.start + LONGEST_QUOTE)
    for number in find_numbers(text, finding.start, end):
        if number.low == quantity:
            yield _to_card(finding, number.start, number.end)
            return


def _is_free(chosen: list[tuple[int, int]], start: int, end: int) -> bool:
    after = bisect_left(chosen, (start, end))
    before_ends = chosen[after - 1][1] if after else 0
    return before_ends <= start and (after == len(chosen) or chosen[after][0] >= end)
