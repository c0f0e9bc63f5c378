"""An entry as the index takes it: its texts cut into terms."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from .. import tokens
from .columns import OF_KIND, keyed
from .entries import Entry
from .shelf import CHOICES, GRAMS, PARTS, WORDS

LACKING = dict.fromkeys(CHOICES, "") | dict.fromkeys(PARTS, 0)  # a column that one entry lacks is counted at half the speed
SHORT = 200  # characters of a text whose terms are worth remembering


def in_terms(entry: Entry) -> Entry:
    """The entry with terms in place of texts; each text a value of its own, so that no phrase runs over from one to the next."""
    cut = {name: _cut(entry[name]) for name in WORDS if name in entry}
    keys = {name: _keys(str(entry["type"]), entry[name]) for name in OF_KIND if name in entry}
    return LACKING | entry | keys | cut | {name: _grams(entry[name]) for name in GRAMS if name in entry}


def _keys(kind: str, values: object) -> list[str]:
    return [keyed(kind, value) for value in ([values] if isinstance(values, str) else values)]


def _cut(texts: Iterable[str]) -> list[str]:
    return [terms for text in dict.fromkeys(texts) if text and (terms := (_cut_short if len(text) < SHORT else _cut_one)(text))]


def _cut_one(text: str) -> str:
    return " ".join(tokens.index_terms(text))


def _grams(texts: Iterable[str]) -> str:
    found: dict[str, None] = {}
    for text in texts:
        found |= (_grams_of_short if len(text) < SHORT else tokens.grams)(text)
    return " ".join(found)


# Titles, headings, names of places and bodies are cut again and again.
_cut_short = lru_cache(20_000)(_cut_one)
_grams_of_short = lru_cache(20_000)(tokens.grams)
