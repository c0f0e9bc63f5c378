"""What the pages of the cascade need beside figures and dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

LONGEST_SENTENCE = 220  # characters of a measure in its cell; the rest is a step away
# 10家, 1000万元, 0.5%, 1:1 - a figure with the unit behind it is set in bold.
FIGURE = r"\d[\d,.]{0,15}(?:[:：]\d{1,4})?\s?(?:%|[万亿]?(?:元|平方米|家|个|件|人|支|户|年|倍|场|名)?)"


class Worded(Protocol):
    sentence: str
    marks: tuple[str, ...]


@register.filter
def at(table: Mapping[object, object], key: object) -> object:
    """The entry of a table for a key, "" where there is none."""
    return table.get(key, "")


@register.filter
def worded(entry: Worded) -> SafeString:
    """The sentence of a measure: words of the counterpart marked, figures in bold, everything else as plain text."""
    text = entry.sentence[:LONGEST_SENTENCE] + ("…" if len(entry.sentence) > LONGEST_SENTENCE else "")
    words = "|".join(re.escape(word) for word in sorted(entry.marks, key=len, reverse=True))
    pattern = re.compile(f"(?P<word>{words})|(?P<figure>{FIGURE})" if words else f"(?P<figure>{FIGURE})")
    pieces, at = [], 0
    for match in pattern.finditer(text):
        tag = "strong" if match.lastgroup == "figure" else "mark"
        pieces += [escape(text[at : match.start()]), f"<{tag}>{escape(match[0])}</{tag}>"]
        at = match.end()
    return mark_safe("".join([*pieces, escape(text[at:])]))  # noqa: S308 - every piece of the text was escaped above
