"""Bytes of each kind of file -> text. Needs no Django."""

from .encodings import Decoded, count_controls, decode
from .page import html_text, is_html
from .pdf import pdf_text
from .unreadable import Unreadable
from .word import docx_text

__all__ = ["Decoded", "Unreadable", "count_controls", "decode", "docx_text", "html_text", "is_html", "pdf_text"]
