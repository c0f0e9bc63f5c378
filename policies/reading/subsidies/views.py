"""A stretch of text made easy to match: no blanks, full-width punctuation, no prose blotted out, places kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from policies.reading.scan import Scan, Span

BLOT = "□"  # stands for a character that is no prose here: a title in 《》, a bracket naming bodies in charge
_FOLD = str.maketrans(",;:()[]〔〕【】", "，；：（）（）（）（）")
_OPEN, _CLOSE = "（", "）"


@dataclass(frozen=True)
class View:
    """A stretch as it is matched. `places[i]` is the offset of character i in the clean text."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Where characters start..end of the view stand in the clean text."""
        if not self.places:
            return (0, 0)
        last = min(max(end, start + 1), len(self.places)) - 1
        return (self.places[min(start, last)], self.places[last] + 1)

    def cut(self, start: int, end: int | None = None) -> View:
        """The part of the view between two of its characters."""
        return View(self.text[start:end], self.places[start:end])

    @cached_property
    def open(self) -> str:
        """The text with what stands in brackets blotted out, as long as before."""
        return "".join(BLOT if deep else sign for sign, deep in zip(self.text, self._inside, strict=True))

    @cached_property
    def bare(self) -> str:
        """The text without its brackets."""
        return self.bare_slice(0, len(self.text))

    def bare_slice(self, start: int, end: int) -> str:
        """The text between two characters without its brackets."""
        pairs = zip(self.text[start:end], self._inside[start:end], strict=True)
        return "".join(sign for sign, deep in pairs if not deep)

    @cached_property
    def phrases(self) -> tuple[Span, ...]:
        """The phrases between commas and colons in order; a bracket has phrases of its own."""
        return tuple(sorted([*_cuts(self.open), *self._bracket_phrases()]))

    def phrase_at(self, place: int) -> Span:
        """The smallest phrase that holds a character: inside a bracket the bracket's own."""
        around = [(start, end) for start, end in self.phrases if start <= place < end]
        return min(around, key=lambda span: span[1] - span[0]) if around else (0, len(self.text))

    @cached_property
    def _inside(self) -> tuple[bool, ...]:
        depth, marks = 0, []
        for sign in self.text:
            depth += sign == _OPEN
            marks.append(depth > 0)
            depth = max(0, depth - (sign == _CLOSE))
        return tuple(marks)

    def _bracket_phrases(self) -> Iterator[Span]:
        start = None
        for at, deep in enumerate((*self._inside, False)):
            if deep and start is None:
                start = at
            elif not deep and start is not None:
                inner = self.text[start + 1 : at - 1]
                yield from ((start + 1 + low, start + 1 + high) for low, high in _cuts(inner))
                start = None


def view_of(scan: Scan, start: int, end: int) -> View:
    """text[start:end] as a view; a blank between two figures stays, so that 1600 and 2000 do not become one number."""
    signs: list[str] = []
    places: list[int] = []
    text = scan.text
    for at in range(start, end):
        sign = text[at]
        if sign.isspace() or sign in "\u200b\ufeff":
            if signs and signs[-1].isdigit() and text[at + 1 : at + 2].isdigit():
                signs.append(" ")
                places.append(at)
            continue
        signs.append(BLOT if scan.is_excluded(at) else _folded(text, at))
        places.append(at)
    return View("".join(signs), tuple(places))


def _folded(text: str, at: int) -> str:
    """The sign with full-width punctuation; a comma inside 1,200 and the colon of 1:1 stay as they are."""
    sign = text[at]
    if sign in ",:" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
        return sign
    return sign.translate(_FOLD)


def _cuts(text: str) -> Iterator[Span]:
    start = 0
    for at, sign in enumerate(text):
        if sign in "，：；。":
            if at > start:
                yield (start, at)
            start = at + 1
    if start < len(text):
        yield (start, len(text))
