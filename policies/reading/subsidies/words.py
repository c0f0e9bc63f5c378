"""The word tables of support as patterns: support_words.csv has a word and the part it plays in a promise."""

from __future__ import annotations

import re
from functools import cache

from policies.reading.tables import alternation, rows

_PART = re.compile(r"\{([a-z_]+)\}")


@cache
def words(part: str) -> tuple[str, ...]:
    """The words that play a part, longest first, so that an alternative never hides a longer one."""
    return tuple(sorted((row["word"] for row in rows("support_words") if row["part"] == part), key=len, reverse=True))


@cache
def pattern(*parts: str) -> str:
    """The words of some parts as alternatives of one group: "(?:最高(?:不超过)?|...)"."""
    return f"(?:{alternation(word for part in parts for word in words(part))})"


@cache
def compiled(*parts: str) -> re.Pattern[str]:
    """A pattern that finds any word of the parts."""
    return re.compile(pattern(*parts))


@cache
def framed(template: str) -> re.Pattern[str]:
    """A pattern made once, with the words of a part in place of its name in braces: "给予[^，]{0,9}{noun}"."""
    return re.compile(_PART.sub(lambda part: pattern(part[1]), template))


@cache
def deliveries() -> tuple[tuple[str, str], ...]:
    """How support reaches its receiver: (word met, its name), 免申请 -> 免申即享."""
    found = ((row["word"], row["part"].partition(":")[2]) for row in rows("support_words") if ":" in row["part"])
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))
