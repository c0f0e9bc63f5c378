"""HTML written in Python, for what stands on a page by the hundred: a template takes ten times as long to put it together.

The rule of it: whatever comes from a record is `escaped` where it is put in; what is a SafeString was escaped before.
"""

from __future__ import annotations

import html
import re
from enum import EnumType
from functools import lru_cache

from django import template
from django.utils.safestring import SafeString

register = template.Library()

CHINESE = SafeString(' lang="zh-CN"')  # on the element that holds words of a record: pages in English hold a thousand of them
HAN = re.compile("[\u3400-\u9fff]")
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


@register.filter
def in_chinese(text: str, css: str = "") -> SafeString:
    """Words of a document, told as Chinese to whoever reads the page aloud; nothing without words."""
    named = f' class="{css}"' if css else ""
    return SafeString(f'<span{named}{CHINESE}>{escaped(text)}</span>' if text else "")


@register.filter
def spoken(text: object) -> SafeString:
    """Words that may be Chinese or of the page's own language, in an element of their own where they are Chinese."""
    said = str(text)
    return in_chinese(said) if tongue(said) else escaped(said)


@register.filter
def tongue(text: object) -> SafeString:
    """The attribute of an element whose words are Chinese or of the page's own language: 10 家, 50%, a place, a level."""
    return _tongue(str(text))


@lru_cache(4 * MOST_WORDS)
def _tongue(said: str) -> SafeString:
    return CHINESE if HAN.search(said) else SafeString("")
