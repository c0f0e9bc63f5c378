"""A document as a paper to read: laid out in parts, findings marked in the text, cards beside it, machine-readable head."""

from .layout import Findings, Part, lay_out, to_sentence
from .legislation import legislation

__all__ = ["Findings", "Part", "lay_out", "legislation", "to_sentence"]
