"""docx -> plain text: paragraphs and rows of tables in order, one line each, tabs between cells."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn
from lxml import etree

from .unreadable import Unreadable

UNPACKED_LIMIT = 100 * 2**20  # bytes; a paper of a thousand pages unpacks to a tenth of this
# Word writes a text box twice, the second time for old readers.
SKIPPED = frozenset({"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})
PARAGRAPH, TABLE, ROW, CELL, TEXT = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:t")
GAPS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
NUMBERED = f"{qn('w:pPr')}/{qn('w:numPr')}"


def docx_text(data: bytes) -> tuple[str, int]:
    """Paragraphs and tables in order, and how many paragraphs Word numbers by itself (their markers are not in the file)."""
    _check_archive(data)
    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except Exception:  # any damage inside; python-docx has no error of its own for most of it
        raise Unreadable("damaged", what="a Word document") from None
    numbered = sum(1 for paragraph in body.iter(PARAGRAPH) if paragraph.find(NUMBERED) is not None)
    return "\n".join(_block_lines(body)), numbered


def _check_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names, size = archive.namelist(), sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise Unreadable("damaged", what="an archive or Word document") from None
    if "word/document.xml" not in names:
        raise Unreadable("binary", what="an archive")
    if size > UNPACKED_LIMIT:
        raise Unreadable("bomb", size=size // 2**20, limit=UNPACKED_LIMIT // 2**20)


def _block_lines(parent: etree._Element) -> Iterator[str]:
    """One line a paragraph or row below the parent, wrappers such as content controls looked through."""
    for child in parent:
        if child.tag == PARAGRAPH:
            yield from _paragraph_lines(child)
        elif child.tag == TABLE:
            yield from (_docx_row(row) for row in _own(child, ROW, TABLE))
        elif child.tag not in SKIPPED and len(child):
            yield from _block_lines(child)


def _docx_row(row: etree._Element) -> str:
    return "\t".join(" ".join(" ".join(_block_lines(cell)).split()) for cell in _own(row, CELL, ROW))


def _own(parent: etree._Element, tag: str, boundary: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, wrapped or not, without those of tables inside."""
    return (element for element in parent.iter(tag) if next(element.iterancestors(boundary)) is parent)


def _paragraph_lines(paragraph: etree._Element) -> Iterator[str]:
    """The text of the paragraph; text boxes hung on it stand as lines before it, as the head of a paper does."""
    pieces: list[str] = []
    boxes: list[str] = []
    pending = list(reversed(paragraph))
    while pending:
        element = pending.pop()
        if element.tag == PARAGRAPH:
            boxes.extend(_paragraph_lines(element))
        elif element.tag == TEXT:
            pieces.append(element.text or "")
        elif element.tag in GAPS:
            pieces.append(GAPS[element.tag])
        elif element.tag not in SKIPPED:
            pending.extend(reversed(element))
    yield from boxes
    yield "".join(pieces)
