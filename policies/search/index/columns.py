"""What the columns of the index hold that are counted: values of a small vocabulary, kinds and places.

A column of which each entry has just one value is counted two to ten times as fast as one of lists, or one that some
entries lack. So several values of a vocabulary stand in a few numbers, each value a bit: numbers of eight bits have 256
values at most, however many values an entry has. And facets of few values stand together in one column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

BITS = 8  # of one column
# facet -> columns; there is room for eight values in each
PACKED = {
    "support": ["support_0", "support_1", "support_2", "support_3"],
    "form": ["form_0", "form_1"],
    "theme": ["theme_0", "theme_1"],
}
# column -> the facets whose values stand in it, one behind the other
TOGETHER = {"level_genre_validity": ("level", "genre", "validity"), "year_kind": ("year", "kind")}
SINGLE = "level_genre_validity"  # its counts add up to the number of entries
# Keys that documents and clauses have apart: looking for one goes through no entries of the other.
OF_KIND = ("level", "genre", "year", "body", "region", "within", "kind", "support", "form", "theme", "rank")
ADDED = {"theme": "added_theme"}  # facet -> the column of what stands in no vocabulary
ALWAYS_OPEN = 2  # levels of regions: the nation and its provinces
BELOW = "*"  # stands for all regions below a province
JOINED = "\x1f"  # between values of different facets: signs that stand in no value
LISTED = "\x1e"  # between several values of one
HIGHEST = 61  # rank of what is in force until 2040; 1 is of 1980 or repealed, 0 known only from citations
LEVEL_ORDER = ("national", "ministry", "province", "city", "county", "zone")  # the widest first
LARGEST_SUM = 10**13 - 1  # yuan; a larger sum sorts as this one


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


def keyed(kind: str, value: object) -> str:
    """A value as it stands among the keys that each kind of entry has apart."""
    return f"{kind}:{value}"


def column_of(facet: str) -> str:
    """The column that holds the values of a facet that is not packed."""
    return next((column for column, facets in TOGETHER.items() if facet in facets), facet)


def apart(counted: Mapping[str, int], facet: str) -> dict[str, int]:
    """Value -> how many entries have it, from the counts of the column in which the facet stands, alone or with others."""
    place = TOGETHER.get(column_of(facet), (facet,)).index(facet)
    counts: dict[str, int] = {}
    for joined, count in counted.items():
        for value in joined.split(JOINED)[place].split(LISTED):
            counts[value] = counts.get(value, 0) + count
    return counts


def branch_of(path: Sequence[str]) -> str:
    """The path down to the province, and whether the region is below it: what the tree counts where it is closed."""
    shown = list(path[:ALWAYS_OPEN])
    return "/".join([*shown, BELOW] if len(path) > ALWAYS_OPEN else shown)
