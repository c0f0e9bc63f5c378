"""The clean text with every finding marked in its place, as one safe string of HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text. `anchor` becomes its id, `kind` its class; a mark with a `card` links to it."""

    start: int
    end: int
    anchor: str
    kind: str
    card: str = ""


def mark_text(text: str, marks: Iterable[Mark]) -> SafeString:
    """The escaped text; marks may overlap. Each stretch links to the card of the innermost mark over it."""
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    edges = sorted({0, len(text), *(mark.start for mark in inside), *(mark.end for mark in inside)})
    waiting = sorted(inside, key=lambda mark: (mark.start, -mark.end), reverse=True)
    over: list[Mark] = []
    pieces: list[str] = []
    for start, end in pairwise(edges):
        over = [mark for mark in over if mark.end > start]
        beginning: list[Mark] = []
        while waiting and waiting[-1].start == start:
            beginning.append(waiting.pop())
        over += beginning
        pieces.append(_stretch(text[start:end], over, beginning))
    return mark_safe("".join(pieces))  # noqa: S308 (each piece of text is escaped in _stretch)


def _stretch(words: str, over: list[Mark], beginning: list[Mark]) -> str:
    """One stretch under the same marks; the ids of those that begin here stand on it and before it."""
    if not over:
        return escape(words)
    anchors = [escape(mark.anchor) for mark in beginning]
    before = "".join(f'<span id="{anchor}"></span>' for anchor in anchors[:-1])
    own = f' id="{anchors[-1]}"' if anchors else ""
    kinds = escape(" ".join(dict.fromkeys(mark.kind for mark in over)))
    linked = [mark for mark in over if mark.card]
    if not linked:
        return f'{before}<span{own} class="mark {kinds}">{escape(words)}</span>'
    return f'{before}<a{own} class="mark {kinds}" href="#{escape(linked[-1].card)}">{escape(words)}</a>'
