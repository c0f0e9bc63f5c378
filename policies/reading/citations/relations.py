"""How a text stands to a paper that it names, told by the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..parts import CitedPart, Confidence
from ..tables import rows
from .titles import BLANK

BACK, AHEAD = 160, 240  # characters of the same sentence that may hold the cue
FAR = 200  # 根据…等规定，结合本市实际，制定本办法: the list between may be long
SENTENCE = "。；！？\n"
BREATH = 50
# 、《乙》（滨财〔2014〕3号）第三条: titles listed with the first, each with its number and provisions
LISTED = re.compile(
    rf"(?:[、，,]?(?:以及|和|及|与)?{BLANK}+(?:[（(][^（）()]{{0,40}}[）)])?(?:中?的?第[一二三四五六七八九十百零〇\d第条款项章节目（）()、和至到]{{1,40}})?)+"
)
FOUNDS = re.compile("制定(?:本|以下|如下)|制订本")


@dataclass(frozen=True, slots=True)
class Relation:
    """The word for a relation, how sure it is, whether a cue was there at all, and which provisions it is about."""

    word: str
    confidence: Confidence
    has_cue: bool = True
    parts: tuple[CitedPart, ...] = ()


def relation_at(masked: str, start: int, end: int, *, in_body: bool) -> Relation:
    """The relation to what stands at start..end of a text whose titles are blanked.

    What follows decides first (…同时废止, …作如下修改), then the nearest cue before; 现印发给你们 may be about another
    paper than the one that 为落实 names. 按照 in a provision refers, in the
    preamble it gives the basis.
    """
    behind = _cues("after").search(_what_follows(masked[end : _sentence_end(masked, end)]))
    before = masked[_sentence_start(masked, start) : start]
    nearest = None
    for match in _cues("before").finditer(before):
        nearest = match
    if behind is not None and (nearest is None or _relations("after")[behind[0]] not in ("issues", "forwards")):
        return Relation(_relations("after")[behind[0]], "sure")
    if nearest is None:
        return Relation("refers_to", "likely", has_cue=False)
    word = _relations("before")[nearest[0]]
    if word == "based_on" and in_body and not FOUNDS.search(masked, end, min(end + FAR, _line_end(masked, end))):
        word = "refers_to"
    return Relation(word, "sure")


def has_cue_after(words: str) -> bool:
    """Whether the words say what becomes of the paper before them: 同时废止."""
    return _cues("after").search(words) is not None


def _what_follows(after: str) -> str:
    """The words about a title, behind the titles listed with it and before the next one, within one breath."""
    chain = LISTED.match(after)
    rest = after[chain.end() :] if chain else after
    return rest.partition(BLANK)[0][:BREATH]


def _sentence_start(text: str, place: int) -> int:
    return max(place - BACK, *(text.rfind(sign, max(place - BACK, 0), place) + 1 for sign in SENTENCE), 0)


def _sentence_end(text: str, place: int) -> int:
    limit = min(place + AHEAD, len(text))
    ends = (text.find(sign, place, limit) for sign in SENTENCE)
    return min((found for found in ends if found >= 0), default=limit)


def _line_end(text: str, place: int) -> int:
    found = text.find("。", place, place + FAR)
    return found if found >= 0 else len(text)


@cache
def _relations(side: str) -> dict[str, str]:
    return {row["word"]: row["relation"] for row in rows("citation_cues") if row["side"] == side}


@cache
def _cues(side: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_relations(side), key=len, reverse=True))))
