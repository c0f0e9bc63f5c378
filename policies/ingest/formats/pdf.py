"""pdf -> its text layer, page after page."""

from __future__ import annotations

import io
import logging
import warnings

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from .encodings import plausibility
from .unreadable import Unreadable

SCANNED = 10  # characters a page; page numbers alone stay below this
GARBLED = 0.3  # share of everyday characters below which glyphs were not mapped to characters


def pdf_text(data: bytes) -> str:
    """The text layer, page after page."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pages = _pdf_pages(data)
    except (FileNotDecryptedError, DependencyError):
        raise Unreadable("encrypted") from None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        raise Unreadable("damaged", what="a PDF") from None
    text = "\n".join(pages)
    if len("".join(text.split())) < SCANNED * max(1, min(len(pages), 2)):
        raise Unreadable("scanned")
    if not text.isascii() and plausibility(text) < GARBLED:
        raise Unreadable("garbled")
    return text


def _pdf_pages(data: bytes) -> list[str]:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("encrypted")
    return [page.extract_text() for page in reader.pages]
