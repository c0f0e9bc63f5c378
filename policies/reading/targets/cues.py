"""The words that tell a target from a result, a condition or a promise of money; they stand in tables/target_cues.csv.

Roles: strive, increase, reach, act (a verb anywhere in the clause), near (a verb only right before its number), past, past_weak
(unless a plan speaks), future, grant, goal (headings), rate_noun, fund_noun, weak_unit.
"""

from __future__ import annotations

import re
from functools import cache

from ..tables import alternation, rows

_VERB_ROLES = ("strive", "increase", "reach", "act")


@cache
def words(role: str) -> tuple[str, ...]:
    """The words of a role, longest first."""
    found = (row["word"] for row in rows("target_cues") if row["role"] == role)
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def pattern(*roles: str) -> re.Pattern[str]:
    """Any word of the roles, the longest first."""
    return re.compile(alternation(word for role in roles for word in words(role)))


def speaks_of_increase(text: str) -> bool:
    """Whether something is added: 新增, 增加, 增长; 工业增加值 is a name and adds nothing."""
    return pattern("increase").search(text.replace("增加值", "")) is not None


def trailing_verb(text: str) -> str | None:
    """The verb that ends the text (a particle 了 or 出 behind it is skipped), None when no verb of the table does."""
    match = _trailing().search(text[-12:])
    return match.group("verb") if match else None


def leading_verb(text: str) -> str | None:
    """The verb that opens the text and may be dropped before its noun, None when it opens with something else."""
    match = _leading().match(text)
    return match.group() if match else None


@cache
def _trailing() -> re.Pattern[str]:
    return re.compile(rf"(?P<verb>{pattern(*_VERB_ROLES, 'near').pattern})[ 　了出到]{{0,2}}$")


@cache
def _leading() -> re.Pattern[str]:
    return pattern(*_VERB_ROLES)
