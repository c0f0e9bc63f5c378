"""Sentences and clauses with their places, aware of brackets and quotation marks.

A sentence ends at 。！？； (full or half width), at a full stop "." between Chinese text, and at a line's end; none of these inside
a bracket or quotation that closes again soon. A bullet "——" at a line's start begins a sentence of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

PAIRS = {"（": "）", "(": ")", "《": "》", "〈": "〉", "“": "”", "‘": "’", "「": "」", "【": "】", "[": "]", "〔": "〕"}
CLOSING = frozenset(PAIRS.values())
# One clerk types （ and the next ): the two widths close each other.
_SAME = {"）": ")", "】": "]", "〕": "]"}
# A bracket that has not closed after a long sentence was never meant to: damage must not glue a page into one sentence.
MAX_BRACKET = 300

_SENTENCE_STOPS = frozenset("。！？；!;")
_CLAUSE_STOPS = frozenset("，,：:") | _SENTENCE_STOPS
_SENTENCE_SIGNS = re.compile(r"[。！？；!;?.\n \u3000]")
_CLAUSE_SIGNS = re.compile(r"[，,：:。！？；!;?.\n \u3000]")
_BRACKETS = re.compile("[" + re.escape("".join(PAIRS)) + re.escape("".join(PAIRS.values())) + "\\n]")
_HAN = re.compile(r"[一-鿿]")


class Sentence(NamedTuple):
    """A stretch of text with its place; `text` is the quote without surrounding spaces."""

    start: int
    end: int
    text: str


def split(text: str, start: int = 0, end: int | None = None) -> list[Sentence]:
    """The sentences of text[start:end] in order, each with the mark that ends it."""
    return list(_cut(text, start, len(text) if end is None else min(end, len(text)), _SENTENCE_SIGNS, _ends_sentence))


def clauses(text: str, start: int = 0, end: int | None = None) -> list[Sentence]:
    """The clauses of text[start:end]: cut at commas and colons too, but not at 、 and not inside a number (1,000)."""
    return list(_cut(text, start, len(text) if end is None else min(end, len(text)), _CLAUSE_SIGNS, _ends_clause))


def protected(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The outermost brackets and quotations of text[start:end] that close on their line within MAX_BRACKET characters."""
    spans: list[tuple[int, int]] = []
    open_at: list[int] = []
    for match in _BRACKETS.finditer(text, start, end):
        sign, at = match.group(), match.start()
        if sign == "\n":
            open_at.clear()
        elif sign in PAIRS:
            open_at.append(at)
        elif open_at:
            _close(text, at, open_at, spans)
    return spans


def _close(text: str, at: int, open_at: list[int], spans: list[tuple[int, int]]) -> None:
    """Close the nearest bracket of the kind; a bracket left open in between is given up."""
    wanted = _SAME.get(text[at], text[at])
    # Nesting deeper than a handful is damage; looking no further keeps the time linear.
    for depth in range(1, min(len(open_at), 6) + 1):
        opened = open_at[-depth]
        if _SAME.get(PAIRS[text[opened]], PAIRS[text[opened]]) == wanted:
            del open_at[-depth:]
            if at - opened <= MAX_BRACKET:
                while spans and spans[-1][0] >= opened:
                    spans.pop()
                spans.append((opened, at + 1))
            return


def _cut(text: str, start: int, end: int, signs: re.Pattern[str], is_stop: Callable[[str, int], bool]) -> Iterator[Sentence]:
    spans = protected(text, start, end)
    # A quotation that ends with its own full stop ends the sentence too: 他说：“好。”
    stops = [close for opened, close in spans if _closes_sentence(text, (opened, close))]
    at = 0
    for match in signs.finditer(text, start, end):
        sign = match.start()
        while at < len(spans) and spans[at][1] <= sign:
            at += 1
        if (at == len(spans) or sign < spans[at][0]) and is_stop(text, sign):
            stops.append(sign + 1)
    begin = start
    for stop in (*sorted(stops), end):
        yield from _sentence(text, begin, stop)
        begin = stop


def _closes_sentence(text: str, span: tuple[int, int]) -> bool:
    return text[span[1] - 1] in "”’」" and text[span[1] - 2] in _SENTENCE_STOPS and span[1] - span[0] > 3


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Sentence(start=start, end=end, text=text[start:end])


def _ends_sentence(text: str, at: int) -> bool:
    sign = text[at]
    if sign in _SENTENCE_STOPS or sign == "\n":
        return True
    if sign == "?":
        # A lost "·" inside a name prints as "?" too; a question ends a line or is followed by a space.
        return at + 1 >= len(text) or text[at + 1].isspace()
    if sign == ".":
        return _is_full_stop(text, at)
    return text.startswith("——", at + 1) and sign in " \u3000" and _opens_bullet(text, at)


def _ends_clause(text: str, at: int) -> bool:
    sign = text[at]
    if sign in ",:" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
        return False
    return sign in _CLAUSE_STOPS or _ends_sentence(text, at)


def _is_full_stop(text: str, at: int) -> bool:
    """A half-width stop after Chinese text or a closing sign, as half-width papers print it; never 1.5 or www.x."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    closes = bool(_HAN.match(before)) or before in CLOSING or before == "%"
    return bool(before) and closes and (not after or after.isspace() or bool(_HAN.match(after)))


def _opens_bullet(text: str, at: int) -> bool:
    """A "——" after a space and a stop opens a bullet on a text that lost its lines; between words it is a dash."""
    return text[max(0, at - 1) : at] in (*_SENTENCE_STOPS, ".")
