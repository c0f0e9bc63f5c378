"""The way from a text to its reading: each reader of the package in turn, on the shoulders of those before it."""

from __future__ import annotations

from dataclasses import replace

from . import checks, text
from .citations.find import find_citations
from .coverage import measure
from .figures import find_figures
from .header.frame import find_frame
from .header.genre import find_genre
from .outline import find_outline
from .parts import Coverage, Flag, Reading
from .reference import Reference
from .responsibilities import find_responsibilities
from .scan import Scan, merge_spans
from .subsidies import find_subsidies
from .targets import find_flags, find_targets
from .themes import find_themes
from .validity import find_validity


def read(raw: str, reference: Reference | None = None) -> Reading:
    """All that a text holds, as `policies.reading.read` promises it."""
    clean, repairs = text.clean(raw)
    scan, flags = scan_of(clean, reference or Reference())
    targets, subsidies = find_targets(scan), tuple(find_subsidies(scan))
    reading = Reading(
        text=clean,
        genre=scan.genre,
        header=scan.header,
        outline=find_themes(scan),
        citations=scan.citations,
        targets=tuple(targets),
        subsidies=subsidies,
        responsibilities=scan.responsibilities,
        reported_figures=tuple(find_figures(scan)),
        validity=tuple(find_validity(scan)),
        repairs=repairs,
        flags=(*flags, *find_flags(targets), *checks.find_flags(scan, subsidies)),
    )
    return replace(reading, coverage=_coverage(scan, reading))


def _coverage(scan: Scan, reading: Reading) -> Coverage:
    found = (reading.citations, reading.targets, reading.subsidies, reading.responsibilities)
    return measure(scan, *found, reading.reported_figures, reading.validity)


def scan_of(clean: str, reference: Reference) -> tuple[Scan, tuple[Flag, ...]]:
    """The structure of a clean text, each step on the shoulders of the one before."""
    genre = find_genre(clean)
    frame = find_frame(clean, genre, reference)
    scan = Scan(
        text=clean,
        genre=genre,
        header=frame.header,
        outline=find_outline(clean, frame.body_start, frame.body_end, frame.spans),
        body_start=frame.body_start,
        body_end=frame.body_end,
        reference=reference,
        excluded=frame.spans,
    )
    scan = replace(scan, citations=find_citations(scan, frame))
    scan = replace(scan, responsibilities=find_responsibilities(scan))
    cited = ((one.start, one.end) for one in scan.citations)
    in_charge = ((one.start, one.end) for one in scan.responsibilities)
    spans = merge_spans([*frame.spans, *cited, *in_charge])
    return replace(scan, excluded=spans), frame.flags
