"""What kind of applicant a beneficiary is: 众创空间主办方 runs a space, 空间内企业 is a tenant of one."""

from __future__ import annotations

import re
from functools import cache

from policies.reading.tables import rows

ANYONE = "anyone"  # the text does not say whom
OTHERS = "others"  # none of the words of the table


@cache
def groups() -> tuple[str, ...]:
    """All groups in the order of the table, the two for what it cannot tell at the end."""
    return (*dict.fromkeys(row["group"] for row in rows("applicants")), OTHERS, ANYONE)


def groups_of(beneficiary: str) -> tuple[str, ...]:
    """The groups that a beneficiary as printed belongs to; the longest word decides, so 孵化企业 is no 企业 beside it.

    >>> groups_of("众创空间主办方"), groups_of("高校及科研院所、大学生"), groups_of("")
    (('space',), ('research', 'student'), ('anyone',))
    """
    if not beneficiary.strip():
        return (ANYONE,)
    of_word = _groups_by_word()
    return tuple(dict.fromkeys(of_word[word] for word in _pattern().findall(beneficiary))) or (OTHERS,)


@cache
def _groups_by_word() -> dict[str, str]:
    return {row["word"]: row["group"] for row in rows("applicants")}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_groups_by_word(), key=len, reverse=True)))
