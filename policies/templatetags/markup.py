"""HTML written in Python, for what stands on a page by the hundred: a template takes ten times as long to put it together.

The rule of it: whatever comes from a record is `escaped` where it is put in; what is a SafeString was escaped before.
"""

from __future__ import annotations

import html
from enum import EnumType

from django.utils.safestring import SafeString

MOST_WORDS = 1_024  # labels that are kept for a language; the choices of all records together are some two hundred


def escaped(text: str) -> SafeString:
    """As Django's escape, which looks at each of a thousand strings for a lazy one first."""
    return text if isinstance(text, SafeString) else SafeString(html.escape(text))


def label_of(kind: EnumType, value: str) -> SafeString:
    """The word of a choice in the language of the page; a choice of tomorrow shows its name."""
    return escaped(str(kind(value).label) if value in kind else value)


def shortened(text: str, most: int) -> str:
    """At most so many characters, the last of a cut text an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def in_chinese(text: str, css: str = "") -> str:
    """Words of a document, told as Chinese to whoever reads the page aloud; nothing without words."""
    named = f' class="{css}"' if css else ""
    return f'<span{named} lang="zh-CN">{escaped(text)}</span>' if text else ""
