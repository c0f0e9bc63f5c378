"""One cutting of text into terms, for index and query alike.

A run of Chinese characters becomes its first character, its overlapping pairs and its last character; Latin words and
numbers stay whole; everything else only separates. A typed word is a phrase of its terms with open ends: at its own
first and last run it may begin or end inside a longer run of the text, so the single characters there are left out.

    众创空间2016年  ->  众 众创 创空 空间 间 2016 年 年        (text)
    空间2016       ->  空间 间 2016                          (typed)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from operator import add

HAN = "\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(rf"(?P<han>[{HAN}]+)|[^\W_{HAN}]+")
HAN_SIGN = re.compile(f"[{HAN}]")
BETWEEN = r"[\W_]{0,12}"  # what may stand between two runs of a phrase: brackets, spaces, a line's end
LAST_FOLDED = 0xFFFF  # the planes behind hold rare characters that have no other form in papers


@dataclass(frozen=True, slots=True)
class Run:
    """A run of Chinese characters, or a Latin word or number, and where it stands."""

    text: str
    start: int
    end: int
    is_han: bool


def fold(text: str) -> str:
    """The text in simplified characters, half width and lower case; as long as before, so offsets stay true."""
    return text.translate(_folding())


def runs(text: str) -> Iterator[Run]:
    """The runs of a text, folded, in order."""
    for match in RUN.finditer(fold(text)):
        yield Run(match[0], match.start(), match.end(), match["han"] is not None)


def index_terms(text: str) -> list[str]:
    """All terms of a text that is indexed."""
    terms: list[str] = []
    for match in RUN.finditer(fold(text)):
        terms += _terms(match[0], match.lastgroup is not None)
    return terms


def phrase_terms(text: str) -> list[str]:
    """The terms that a typed word asks for one behind the other; none for a single Chinese character."""
    found = list(runs(text))
    terms: list[str] = []
    for place, run in enumerate(found):
        inner = _terms(run.text, run.is_han)
        opened = inner[1:] if run.is_han and place == 0 else inner
        terms += opened[:-1] if run.is_han and place == len(found) - 1 else opened
    return terms


def characters(text: str) -> set[str]:
    """The Chinese characters of a text, each once."""
    return {sign for sign in set(fold(text)) if HAN_SIGN.match(sign)}


def squeeze(text: str) -> str:
    """The text without what only separates: a title as it is typed without its brackets."""
    return "".join(run.text for run in runs(text))


def find_places(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the words stand in the text, as [start, end) in order and without overlaps."""
    patterns = [pattern for word in words if (pattern := _pattern(word))]
    if not patterns:
        return []
    either = re.compile("|".join(sorted(patterns, key=len, reverse=True)))
    return [match.span() for match in either.finditer(fold(text))]


def _terms(run: str, is_han: bool) -> list[str]:
    return [run[0], *map(add, run, run[1:]), run[-1]] if is_han else [run]


def _pattern(word: str) -> str:
    return BETWEEN.join(_run_pattern(run) for run in runs(word))


def _run_pattern(run: Run) -> str:
    return run.text if run.is_han else rf"(?<![^\W_{HAN}]){re.escape(run.text)}(?![^\W_{HAN}])"


@cache
def _folding() -> dict[int, str]:
    """Each character -> its folded form, where that is another single character.

    Character by character, not word by word as OpenCC can: a word cut out of a text must fold as the text did.
    """
    signs = [chr(code) for code in range(0x80, LAST_FOLDED) if not 0xD800 <= code < 0xE000 and chr(code).isprintable()]
    compatible = {sign: _one(unicodedata.normalize("NFKC", sign), sign) for sign in signs}
    simple = dict(zip(compatible, _simplified("".join(compatible.values())), strict=True))
    lower = {sign: _one(form.lower(), form) for sign, form in simple.items()}
    capitals = {sign: sign.lower() for sign in map(chr, range(ord("A"), ord("Z") + 1))}
    return {ord(sign): form for sign, form in (lower | capitals).items() if sign != form}


def _one(form: str, otherwise: str) -> str:
    return form if len(form) == 1 else otherwise


def _simplified(signs: str) -> list[str]:
    from opencc import OpenCC  # noqa: PLC0415 (loading the converter takes longer than a search)

    converted = str(OpenCC("t2s").convert("\n".join(signs))).split("\n")
    return [_one(simple, sign) for simple, sign in zip(converted, signs, strict=True)]
