"""The words that tell a target from a result, a condition or a promise of money; they stand in tables/target_cues.csv."""

from __future__ import annotations

import re
from functools import cache

from ..tables import rows


@cache
def words(role: str) -> tuple[str, ...]:
    """The words of a role, longest first."""
    found = (row["word"] for row in rows("target_cues") if row["role"] == role)
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def pattern(*roles: str) -> re.Pattern[str]:
    """Any word of the roles, the longest first."""
    return re.compile("|".join(re.escape(word) for role in roles for word in words(role)))


@cache
def verbs() -> tuple[str, ...]:
    """Every verb that can carry a target, longest first."""
    return tuple(sorted({word for role in ("strive", "increase", "reach", "act", "near") for word in words(role)}, key=lambda w: (-len(w), w)))


def trailing_verb(text: str) -> str | None:
    """The verb that ends the text (a particle 了 or 出 behind it is skipped), None when no verb of the table does."""
    lead = text.rstrip(" 　了出到")
    return next((verb for verb in verbs() if lead.endswith(verb) or text.endswith(verb)), None)


def leading_verb(text: str) -> str | None:
    """The verb that opens the text, None when it opens with something else."""
    return next((verb for verb in verbs() if text.startswith(verb)), None)
