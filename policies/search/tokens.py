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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import add

HAN = "\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(rf"(?P<han>[{HAN}]+)|[^\W_{HAN}]+")
HAN_RUN = re.compile(f"[{HAN}]+")
PAIR = 2
LONGEST_GRAM = 4
JOINS = "、·"  # 大众创业、万众创新 is typed without as well
JOINED = re.compile(rf"([{HAN}]{{1,3}})[{JOINS}](?=([{HAN}]{{1,3}}))")
TWO_LATIN = re.compile(rf"[^\W_{HAN}]{{2}}")
BETWEEN = r"[\W_]{0,12}"  # what may stand between two runs of a phrase: brackets, spaces, a line's end
APART = r"[\W_]{1,12}"
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
    return _folding().fold(text)


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


def placed(terms: Sequence[str]) -> list[tuple[int, str]]:
    """The terms of a phrase that are enough to find it, each with its place: 众创 · 空间 stand two apart only where 创空 is between.

    A pair is left out where those beside it hold its two characters: each term whose places are looked at takes time.
    """
    found: list[tuple[int, str]] = []
    for place, term in enumerate(terms):
        is_behind = bool(found) and found[-1][0] == place - 1
        if not (is_behind and place + 1 < len(terms) and _hold(found[-1][1], terms[place + 1], term)):
            found.append((place, term))
    return found


def grams(text: str) -> dict[str, None]:
    """Each string of one to four Chinese characters in a text, once.

    Those of four over a 、 too, so that longer words are found without it.
    """
    found: list[str] = []
    folded = fold(text)
    for run in HAN_RUN.findall(folded):
        pairs = list(map(add, run, run[1:]))
        found += [*run, *pairs, *map(add, pairs, run[2:]), *map(add, pairs, pairs[2:])]
    for run in map("".join, JOINED.findall(folded)):
        found += [run[start : start + LONGEST_GRAM] for start in range(len(run) - LONGEST_GRAM + 1)]
    return dict.fromkeys(found)


def grams_of(word: str) -> list[str]:
    """The longest grams that together stand wherever the word does; none unless it is one run of Chinese characters.

    A longer word is all its strings of four, without their order: a text that has them all but not the word is rare,
    and looking at places costs ten times as much.
    """
    only = list(runs(word))
    if len(only) != 1 or not only[0].is_han:
        return []
    run = only[0].text
    size = min(len(run), LONGEST_GRAM)
    return list(dict.fromkeys(run[start : start + size] for start in range(len(run) - size + 1)))


def squeeze(text: str) -> str:
    """The text without what only separates: a title as it is typed without its brackets."""
    return "".join(run.text for run in runs(text))


def find_places(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the words stand in the text, as [start, end) in order and without overlaps."""
    patterns = [pattern for word in words if (pattern := _pattern(word))]
    if not patterns:
        return []
    either = re.compile("|".join(sorted(patterns, key=len, reverse=True)))
    folded = _folding().fold_as(text, "".join(patterns))
    return [match.span() for match in either.finditer(folded) if not any(_is_inside(folded, place) for place in match.span())]


def _is_inside(text: str, place: int) -> bool:
    """Whether the place is between two signs of one Latin word or number."""
    return bool(TWO_LATIN.match(text, place - 1)) if place else False


def _hold(before: str, behind: str, pair: str) -> bool:
    """Whether two pairs of Chinese characters hold those of the pair between them."""
    return len(before) == len(behind) == PAIR and before[1] + behind[0] == pair and HAN_RUN.fullmatch(pair) is not None


def _terms(run: str, is_han: bool) -> list[str]:
    return [run[0], *map(add, run, run[1:]), run[-1]] if is_han else [run]


def _pattern(word: str) -> str:
    """The runs of the word with what may stand between them; two Latin runs stand apart."""
    found = list(runs(word))
    parts = [_inside(run) for run in found[:1]]
    for before, run in pairwise(found):
        parts += [BETWEEN if before.is_han or run.is_han else APART, _inside(run)]
    return "".join(parts)


def _inside(run: Run) -> str:
    return f"[{JOINS}]?".join(run.text) if run.is_han and len(run.text) > LONGEST_GRAM else re.escape(run.text)


@dataclass(frozen=True, slots=True)
class _Folding:
    """Each character -> its folded form, where that is another single character; and what finds those in a text.

    The text of a paper holds one in ten: looking for them takes a third of the time of str.translate, which asks for each.
    """

    forms: dict[str, str]
    pattern: re.Pattern[str]
    written: dict[str, str]  # folded form -> the other signs that have it

    def fold(self, text: str) -> str:
        return self.pattern.sub(lambda found: self.forms[found[0]], text)

    def fold_as(self, text: str, folded: str) -> str:
        """The text with all signs folded that stand in a folded one: enough to find that, and quicker."""
        for form in set(folded):
            for sign in self.written.get(form, ""):
                text = text.replace(sign, form)
        return text


@cache
def _folding() -> _Folding:
    """What folds.

    Character by character, not word by word as OpenCC can: a word cut out of a text must fold as the text did.
    """
    signs = [chr(code) for code in range(0x80, LAST_FOLDED) if not 0xD800 <= code < 0xE000 and chr(code).isprintable()]
    compatible = {sign: _one(unicodedata.normalize("NFKC", sign), sign) for sign in signs}
    simple = dict(zip(compatible, _simplified("".join(compatible.values())), strict=True))
    lower = {sign: _one(form.lower(), form) for sign, form in simple.items()}
    capitals = {sign: sign.lower() for sign in map(chr, range(ord("A"), ord("Z") + 1))}
    forms = {sign: form for sign, form in (lower | capitals).items() if sign != form}
    written: dict[str, str] = {}
    for sign, form in forms.items():
        written[form] = written.get(form, "") + sign
    return _Folding(forms, re.compile(f"[{''.join(map(re.escape, forms))}]"), written)


def _one(form: str, otherwise: str) -> str:
    return form if len(form) == 1 else otherwise


def _simplified(signs: str) -> list[str]:
    from opencc import OpenCC  # noqa: PLC0415 (loading the converter takes longer than a search)

    converted = str(OpenCC("t2s").convert("\n".join(signs))).split("\n")
    return [_one(simple, sign) for simple, sign in zip(converted, signs, strict=True)]
