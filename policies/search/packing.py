"""Several values of a small vocabulary in a few numbers, each value a bit.

A column of single numbers is counted ten times as fast as one of lists of words, and numbers of eight bits have 256
values at most, however many values an entry has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

BITS = 8  # of one column
# facet -> columns; there is room for eight values in each
PACKED = {
    "support": ["support_0", "support_1", "support_2", "support_3"],
    "form": ["form_0", "form_1"],
    "theme": ["theme_0", "theme_1", "theme_2"],
}


def pack(name: str, vocabulary: Sequence[str], values: Iterable[str]) -> dict[str, int]:
    """Column -> number, for the values of one facet of one entry; what is not in the vocabulary is left out."""
    bits = sum(1 << vocabulary.index(value) for value in set(values) if value in vocabulary)
    return {column: bits >> BITS * number & (1 << BITS) - 1 for number, column in enumerate(PACKED[name])}


def unpack(name: str, vocabulary: Sequence[str], counted: Mapping[str, Mapping[int, int]]) -> dict[str, int]:
    """Value -> how many entries have it, from column -> number -> how many entries have that."""
    columns = PACKED[name]
    return {
        value: sum(count for number, count in counted[columns[place // BITS]].items() if int(number) >> place % BITS & 1)
        for place, value in enumerate(vocabulary)
    }
