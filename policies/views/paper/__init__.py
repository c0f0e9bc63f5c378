"""A document as a paper to read: its records, laid out in parts, findings marked in the text, a machine-readable head."""

from .changed import tell_changes
from .layout import Findings, Part, cut, lay_out, write
from .leaves import leaves_of, pager_of
from .legislation import legislation
from .records import (
    MOST_CITING,
    find_citing,
    find_document,
    find_effects,
    find_findings,
    find_provisions,
    find_versions,
)

__all__ = [
    "MOST_CITING", "Findings", "Part", "cut", "find_citing", "find_document", "find_effects", "find_findings", "find_provisions",
    "find_versions", "lay_out", "leaves_of", "legislation", "pager_of", "tell_changes", "write",
]  # fmt: skip
