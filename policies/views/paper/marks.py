"""Marks in a text: spans that may overlap in any way become well-formed HTML, and nothing of the text is lost.

Pure: a text, the pieces of it that are to be written and the spans go in; one string of HTML for each piece comes out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

# Marks nest as deep as findings share words (four targets in one sentence). Beyond this depth a span is written as its
# anchor alone, which keeps the work for any boundary constant and the whole linear.
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Span:
    """A place of the text to be wrapped in a tag; `id` is written once, attributes on each piece that it falls into."""

    start: int
    end: int
    id: str = ""
    tag: str = "span"
    attributes: tuple[tuple[str, str], ...] = ()

    def opening(self, *, again: bool) -> str:
        named = self.attributes if again or not self.id else (("id", self.id), *self.attributes)
        written = "".join(f' {name}="{escape(value)}"' for name, value in named)
        return f"<{self.tag}{written}>"

    @property
    def closing(self) -> str:
        return f"</{self.tag}>"

    @property
    def anchor(self) -> str:
        return f'<span id="{escape(self.id)}"></span>' if self.id else ""


def mark_pieces(text: str, pieces: Iterable[tuple[int, int]], spans: Iterable[Span]) -> list[SafeString]:
    """HTML for each piece (start, end) of the text, in their order; linear in text and spans.

    A span that runs over the end of a piece is closed there and opened again in the next; two that cross are cut where
    they cross. The text is escaped, so taking the tags away and unescaping gives it back.
    """
    writer = _Writer(text, sorted(spans, key=lambda span: (span.start, -span.end)))
    written = [writer.write(start, end) for start, end in pieces]
    if written:
        written[-1] += writer.anchors_left()
    return [SafeString(html) for html in written]  # each part of it was escaped


class _Writer:
    """Walks once through the text; `open` is the stack of spans around the position."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.text = text
        self.waiting = deque(spans)
        self.open: list[Span] = []
        self.parts: list[str] = []

    def write(self, start: int, end: int) -> str:
        self.open = [span for span in self.open if span.end > start]
        if not self.open and (not self.waiting or self.waiting[0].start >= end):
            return escape(self.text[start:end])  # as most pieces are
        self.parts = []
        self.parts.extend(span.opening(again=True) for span in self.open)
        position = start
        while position < end:
            self._close_ended(position)
            self._open_begun(position)
            boundary = self._next_boundary(end)
            self.parts.append(escape(self.text[position:boundary]))
            position = boundary
        self.parts.extend(span.closing for span in reversed(self.open))
        return "".join(self.parts)

    def anchors_left(self) -> str:
        """Anchors of spans behind the last piece, so that no link to them hangs in the air."""
        return "".join(span.anchor for span in self.waiting)

    def _next_boundary(self, end: int) -> int:
        nearest = min((span.end for span in self.open), default=end)
        return min(end, nearest, self.waiting[0].start if self.waiting else end)

    def _close_ended(self, position: int) -> None:
        """Close what ends here; what was opened later and goes on is closed with it and opened again."""
        ended = [index for index, span in enumerate(self.open) if span.end <= position]
        if not ended:
            return
        above = self.open[ended[0] :]
        self.parts.extend(span.closing for span in reversed(above))
        going_on = [span for span in above if span.end > position]
        self.parts.extend(span.opening(again=True) for span in going_on)
        self.open[ended[0] :] = going_on

    def _open_begun(self, position: int) -> None:
        while self.waiting and self.waiting[0].start <= position:
            span = self.waiting.popleft()
            if span.end <= position or len(self.open) >= DEEPEST or self._is_link_in_link(span):
                self.parts.append(span.anchor)
                continue
            self.parts.append(span.opening(again=False))
            self.open.append(span)

    def _is_link_in_link(self, span: Span) -> bool:
        return span.tag == "a" and any(outer.tag == "a" for outer in self.open)
