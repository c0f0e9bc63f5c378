"""html -> plain text with one line a block; the cells of a table's row stand beside each other, tabs between."""

from __future__ import annotations

import re

from lxml import etree, html

from .unreadable import Unreadable

HTML_START = re.compile(r"\s{0,200}(?:<!--|<\?xml|<!doctype\s+html|<html|<head|<body|<meta|<div|<p|<table|<title|<h[1-6])\b", re.IGNORECASE)
HTML_TAG = re.compile(r"<(?:p|div|br|td|span|body|table|h[1-6])\b[^<>]{0,500}>", re.IGNORECASE)
TAGS_OF_A_PAGE = 3  # a text that shows one tag is still a text
DROPPED = frozenset(("script", "style", "nav", "noscript", "template", "svg", "select", "iframe", "object", "button", "title"))
BLOCKS = frozenset(
    (
        *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "br", "hr", "pre", "blockquote"),
        *("table", "thead", "tbody", "tfoot", "caption", "section", "article", "main", "header", "footer", "aside", "form"),
        *("center", "address", "fieldset", "figure", "figcaption"),
    )
)
CELL_LIMIT = 200  # characters; a "cell" longer than this is a page laid out with tables
XML_DECLARATION = re.compile(r"^\s{0,100}<\?xml[^<>]{0,200}\?>")
# A line break in the source between two Chinese characters is no space.
SOURCE_BREAK = re.compile(r"(?<=[\u3001-\u9fff\uff01-\uff5e])[\r\n][ \t\r\n]*(?=[\u3001-\u9fff\uff01-\uff5e])")
SPACES = re.compile(r"[ \t\r\n]+")


def is_html(text: str) -> bool:
    """Whether the text is a page: it begins like one or is full of tags."""
    head = text[:20_000]
    return bool(HTML_START.match(head)) or sum(1 for _ in HTML_TAG.finditer(head)) >= TAGS_OF_A_PAGE


def html_text(page: str) -> str:
    """The text of a page, one line a block; scripts, styles and navigation left out, entities decoded."""
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(XML_DECLARATION.sub("", page), parser=parser)
    except (etree.LxmlError, ValueError):
        raise Unreadable("no_text") from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):  # libxml2 stopped; text would be lost
        raise Unreadable("damaged", what="a web page")
    writer = _PageWriter()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        writer.take(event, element)
    return writer.text()


class _PageWriter:
    """Collects a page walked from start to end: a stack of buffers, one for each open cell."""

    def __init__(self) -> None:
        self._buffers: list[list[str]] = [[]]
        self._rows: list[list[str]] = []
        self._dropping: object = None

    def take(self, event: str, element: etree._Element) -> None:
        if self._dropping is None and (element.tag in DROPPED or element.get("hidden") is not None):
            self._dropping = element
        if self._dropping is None:
            self._open(element) if event == "start" else self._close(element)
        if event == "end":
            self._dropping = None if self._dropping is element else self._dropping
            if self._dropping is None and element.tail:
                self._write(element.tail)

    def text(self) -> str:
        return _lines("".join(self._buffers[0]))

    def _open(self, element: etree._Element) -> None:
        if element.tag == "tr":
            self._rows.append([])
        elif element.tag in ("td", "th") and self._rows:
            self._buffers.append([])
        elif element.tag in BLOCKS:
            self._buffers[-1].append("\n")
        if element.text:
            self._write(element.text)

    def _close(self, element: etree._Element) -> None:
        if element.tag == "tr" and self._rows:
            self._buffers[-1].append(f"\n{_row(self._rows.pop())}\n")
        elif element.tag in ("td", "th") and self._rows and len(self._buffers) > 1:
            self._rows[-1].append(_lines("".join(self._buffers.pop())))
        elif element.tag in BLOCKS:
            self._buffers[-1].append("\n")

    def _write(self, text: str) -> None:
        self._buffers[-1].append(SPACES.sub(" ", SOURCE_BREAK.sub("", text)))


def _row(cells: list[str]) -> str:
    """The cells beside each other, or below each other where the table only lays out the page."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or max(map(len, filled)) > CELL_LIMIT:
        return "\n".join(filled)
    return "\t".join(cell.replace("\n", " ") for cell in cells)


def _lines(text: str) -> str:
    stripped = (line.strip(" \xa0") for line in text.split("\n"))
    return "\n".join(line for line in stripped if line)
