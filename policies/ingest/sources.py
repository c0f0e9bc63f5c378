"""A file or a paste -> its text, with where it came from. The kind is told by the content, never by the name.

Needs no Django: the reader's command and the admin's upload both start here.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from .formats import Unreadable, count_controls, decode, docx_text, html_text, is_html, pdf_text

__all__ = ["Note", "Source", "Unreadable", "read_path", "read_source"]

LIMIT = 20 * 1024 * 1024  # bytes of a file; the portal's setting UPLOAD_LIMIT is handed in

# How files begin that are often sent by mistake -> what they are.
FOREIGN = (
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"), (b"BM", "a picture"), (b"{\\rtf", "a rich-text file"), (b"\x1f\x8b", "an archive"),
    (b"Rar!", "an archive"), (b"7z\xbc\xaf", "an archive"), (b"\x7fELF", "a program"), (b"MZ", "a program"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # doc, wps, xls before 2007
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
PDF_WITHIN = 1024  # readers accept rubbish before %PDF- up to here
CHARSET = re.compile(rb"""charset\s{0,3}=\s{0,3}["']?([A-Za-z0-9_-]{3,20})""")
HEAD_OF_PAGE = 4096
CONTROLS_ALLOWED = 100  # one control character in so many is dirt, more is binary data
# Control characters and halves of surrogate pairs: no database stores them all.
UNSTORABLE = dict.fromkeys((*range(9), 11, *range(14, 32), 127, 0xFEFF, *range(0xD800, 0xE000))) | {12: "\n"}


@dataclass(frozen=True, slots=True)
class Note:
    """Something about the file that an editor should know: a code and an English sentence."""

    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file. `kind` is txt, html, docx or pdf; `digest` the SHA-256 of the bytes as they came."""

    text: str
    kind: str
    encoding: str
    digest: str
    name: str
    notes: tuple[Note, ...] = ()


def read_path(path: Path | str, *, limit: int = LIMIT) -> Source:
    """The text of a file; Unreadable says in a sentence why there is none."""
    path = Path(path)
    if not path.is_file():
        raise Unreadable("missing")
    try:
        size = path.stat().st_size
        if size > limit:
            raise _too_large(size, limit)
        return read_source(path.read_bytes(), path.name, limit=limit)
    except OSError as error:
        raise Unreadable("forbidden", what=error.strerror or type(error).__name__) from None


def read_source(data: bytes, name: str, *, limit: int = LIMIT) -> Source:
    """The text in the bytes of a file called `name`; Unreadable says in a sentence why there is none."""
    if len(data) > limit:
        raise _too_large(len(data), limit)
    if not data.strip():
        raise Unreadable("empty")
    text, kind, encoding, notes = _extract(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(UNSTORABLE)
    if not text.strip():
        raise Unreadable("no_text")
    return Source(text, kind, encoding, hashlib.sha256(data).hexdigest(), name, notes)


def _extract(data: bytes) -> tuple[str, str, str, tuple[Note, ...]]:
    """Text, kind, encoding and notes."""
    if b"%PDF-" in data[:PDF_WITHIN]:
        return pdf_text(data), "pdf", "", ()
    if data.startswith(ZIP):
        text, numbered = docx_text(data)
        return text, "docx", "", _numbering_notes(numbered)
    if data.startswith(OLE):
        raise Unreadable("old_word")
    for magic, what in FOREIGN:
        if data.startswith(magic) and not _is_plain(data):
            raise Unreadable("binary", what=what)
    return _decoded(data)


def _decoded(data: bytes) -> tuple[str, str, str, tuple[Note, ...]]:
    head = data[:HEAD_OF_PAGE]
    declared = CHARSET.search(head) if b"<" in head else None
    decoded = decode(data, declared[1].decode("ascii") if declared else "")
    if decoded is None:
        raise Unreadable("binary", what="binary data") if b"\x00" in data[:HEAD_OF_PAGE] else Unreadable("encoding")
    if count_controls(decoded.text) * CONTROLS_ALLOWED > min(len(decoded.text), 20_000):
        raise Unreadable("binary", what="binary data")
    notes = _damage_notes(decoded.damaged)
    if is_html(decoded.text):
        return html_text(decoded.text), "html", decoded.encoding, notes
    return decoded.text, "txt", decoded.encoding, notes


def _is_plain(data: bytes) -> bool:
    """Whether the bytes are text that only happens to begin like a foreign file: "BM办法", "MZ"."""
    return not data.startswith(b"{\\rtf") and b"\x00" not in data[:HEAD_OF_PAGE] and decode(data[:HEAD_OF_PAGE]) is not None


def _damage_notes(damaged: int) -> tuple[Note, ...]:
    if not damaged:
        return ()
    return (Note("damaged_characters", f"{damaged} characters of the file are damaged and stand as “\ufffd”."),)


def _numbering_notes(numbered: int) -> tuple[Note, ...]:
    if not numbered:
        return ()
    message = f"Word numbers {numbered} paragraphs by itself; these numbers are not part of the text and are missing here."
    return (Note("automatic_numbers", message),)


def _too_large(size: int, limit: int) -> Unreadable:
    return Unreadable("too_large", size=-(-size // 2**20), limit=max(1, limit // 2**20))
