"""A stretch of text made easy to match: no blanks, full-width punctuation, no prose blotted out, places kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from policies.reading.scan import BLOT, Scan, Span, merge_spans

_FOLD = str.maketrans(",;:()[]〔〕【】", "，；：（）（）（）（）")
_HALF_WIDTH = re.compile("[,;:()\\[\\]〔〕【】]")
_PHRASE = re.compile("[^，：；。]+")
# "…给予5万元、达到300万元的给予10万元": a tier behind 、 with a threshold and a verb of its own is a phrase of its own
_NEXT_TIER = re.compile(
    r"、(?=[^，：；。、\d]{0,12}\d[^，：；。、给奖补]{0,16}的[^，：；。、\d]{0,8}(?:给予|资助|[奖补])[^，：；。、\d]{0,6}\d)"
)
_GIVEN_BEFORE = re.compile(r"(?:给予|资助|[奖补])[^、\d]{0,8}\d[^、]{0,12}$")
_LONGEST_GIFT = 36  # characters: 给予一次性…奖励 with its sum
_BRACKETS = re.compile("[（）]")
_BLANKS = re.compile("[\\s\u200b\ufeff]+")
_KEPT = re.compile(r"(?<=\d)[,:](?=\d)")  # a comma inside 1,200 and the colon of 1:1 stay as they are
_KEEP, _RESTORE = str.maketrans(",:", "\0\1"), str.maketrans("\0\1", ",:")


@dataclass(frozen=True)
class View:
    """A stretch as it is matched. `places[i]` is the offset of character i in the clean text."""

    text: str
    places: Sequence[int]

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
        pieces, last = [], 0
        for start, end in self._brackets:
            pieces += [self.text[last:start], BLOT * (end - start)]
            last = end
        return "".join([*pieces, self.text[last:]])

    @cached_property
    def bare(self) -> str:
        """The text without its brackets."""
        return self.bare_slice(0, len(self.text))

    def bare_slice(self, start: int, end: int) -> str:
        """The text between two characters without its brackets."""
        pieces = []
        for opened, closed in self._brackets:
            if opened >= end:
                break
            pieces.append(self.text[start : max(start, opened)])
            start = max(start, closed)
        return "".join([*pieces, self.text[start:end]])

    def is_bracketed(self, place: int) -> bool:
        """Whether a character stands inside a bracket."""
        return any(start <= place < end for start, end in self._brackets)

    @cached_property
    def phrases(self) -> tuple[Span, ...]:
        """The phrases between commas and colons in order; a bracket has phrases of its own."""
        return tuple(sorted([*_cuts(self.open), *self._bracket_phrases()]))

    def phrase_at(self, place: int) -> Span:
        """The smallest phrase that holds a character: inside a bracket the bracket's own."""
        around = [(start, end) for start, end in self.phrases if start <= place < end]
        return min(around, key=lambda span: span[1] - span[0]) if around else (0, len(self.text))

    @cached_property
    def _brackets(self) -> tuple[Span, ...]:
        """The outermost brackets in order, touching ones made one; an open one reaches to the end."""
        found: list[Span] = []
        depth = start = 0
        for match in _BRACKETS.finditer(self.text):
            if match[0] == "（":
                start = match.start() if depth == 0 else start
                depth += 1
            elif depth:
                depth -= 1
                if depth == 0:
                    found.append((start, match.end()))
        return merge_spans([*found, (start, len(self.text))] if depth else found)

    def _bracket_phrases(self) -> Iterator[Span]:
        for start, end in self._brackets:
            inner = self.text[start + 1 : end - 1]
            yield from ((start + 1 + low, start + 1 + high) for low, high in _cuts(inner))


def view_of(scan: Scan, start: int, end: int) -> View:
    """text[start:end] as a view; a blank between two figures stays, so that 1600 and 2000 do not become one number."""
    text = _folded(scan.prose[start:end])
    pieces: list[str] = []
    places: list[int] = []
    last = 0
    for blank in _BLANKS.finditer(text):
        pieces.append(text[last : blank.start()])
        places.extend(range(start + last, start + blank.start()))
        last = blank.end()
        if text[max(blank.start() - 1, 0) : blank.start()].isdigit() and scan.text[start + last : start + last + 1].isdigit():
            pieces.append(" ")
            places.append(start + last - 1)
    if not last:
        return View(text, range(start, start + len(text)))
    return View("".join([*pieces, text[last:]]), (*places, *range(start + last, start + len(text))))


def _folded(text: str) -> str:
    """The text with full-width punctuation."""
    if not _HALF_WIDTH.search(text):
        return text
    if not _KEPT.search(text):
        return text.translate(_FOLD)
    return _KEPT.sub(lambda sign: sign[0].translate(_KEEP), text).translate(_FOLD).translate(_RESTORE)


def _cuts(text: str) -> Iterator[Span]:
    for match in _PHRASE.finditer(text):
        start, end = match.span()
        for tier in _NEXT_TIER.finditer(text, start, end) if "、" in match[0] else ():
            if _GIVEN_BEFORE.search(text, max(start, tier.start() - _LONGEST_GIFT), tier.start()):
                yield start, tier.start()
                start = tier.end()
        yield start, end
