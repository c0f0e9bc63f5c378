"""Reads Chinese policy documents: one text in, one `Reading` out, every finding with its place in the clean text.

>>> reading = read("某市人民政府关于支持创业的意见\\n某政发〔2016〕5号\\n各区人民政府：\\n一、目标\\n到2020年，新增孵化器20家。")
>>> reading.header.number, reading.header.kind, reading.outline[0].heading
('某政发〔2016〕5号', '意见', '目标')
"""

from __future__ import annotations

from .parts import Reading
from .reference import Reference

__all__ = ["Reading", "Reference", "read"]


def read(raw: str, reference: Reference | None = None) -> Reading:
    """All that a text holds: header, outline, citations, targets, subsidies, bodies in charge, figures, validity.

    Never raises: a text in which nothing is found gives a reading with the clean text alone. `reference` adds regions and
    number codes. Offsets are characters of `Reading.text`; money is yuan, areas are square metres, rates are fractions.
    """
    from . import reader  # noqa: PLC0415 (a quarter of a second to load; models and pages want only types and tables)

    return reader.read(raw, reference)
