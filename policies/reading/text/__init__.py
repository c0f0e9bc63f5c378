"""The clean text: damage mended, page furniture taken away, each rule listed with how often it applied.

Order matters: entities before spaces, brackets of pinyin before the script is changed, both before any pattern of numbers.
Cleaning a clean text changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ..parts import Repair
from .breaks import restore_breaks
from .characters import (
    drop_pinyin,
    drop_stray_characters,
    drop_stray_spaces,
    mend_look_alikes,
    mend_zeros,
    to_simplified,
    unescape_entities,
)
from .furniture import drop_repeated_text, strip_furniture
from .joins import join_lines

MOST_ROUNDS = 8  # one repair may lay bare another; a document needs two rounds, the second changing nothing
Rule = Callable[[str], tuple[str, int]]
RULES: tuple[tuple[str, Rule], ...] = (
    ("entities", unescape_entities),
    ("stray_characters", drop_stray_characters),
    ("pinyin", drop_pinyin),
    ("traditional", to_simplified),
    ("look_alikes", mend_look_alikes),
    ("repeated_text", drop_repeated_text),
    ("line_breaks", restore_breaks),
    ("furniture", strip_furniture),
    ("spaces", drop_stray_spaces),
    ("zeros", mend_zeros),
    ("joined_lines", join_lines),
)


def clean(raw: str) -> tuple[str, tuple[Repair, ...]]:
    """The text with one paragraph a line, and the rules that mended it."""
    text, counts = raw, Counter[str]()
    unchanged = 0  # rules in a row that changed nothing: once all of them, none ever will
    for name, rule in RULES * MOST_ROUNDS:
        before = text
        text, count = rule(text)
        counts[name] += count
        unchanged = unchanged + 1 if text == before else 0
        if unchanged == len(RULES):
            break
    return text, tuple(Repair(rule=name, count=counts[name]) for name, _ in RULES if counts[name])
