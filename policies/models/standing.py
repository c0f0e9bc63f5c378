"""Validity over numbers: the rules of `Document.validity` for what is counted by the hundred thousand.

A day is a number, 20160321 for 21 March 2016. The facts of a record are the first days of what ends or changes it:
`effective_on` (0 where unknown), `effective_to` its last day, `plan_to` the last year of a plan, and `repealed_on`,
`partly_on`, `amended_on` by other documents; NEVER where there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from .citation import Relation
from .validity import ValidityState

NEVER = 99_999_999
ENDS = ("effective_to", "plan_to", "repealed_on", "partly_on", "amended_on")  # what can end or change a state

Facts = Mapping[str, int]
Range = tuple[str, int, int]  # fact, its least and its greatest number


class Done(NamedTuple):
    """What the document `by` does to another from a day on: to all of it, or what `part` says to a part of its text."""

    by: int
    begins: date | None
    relation: str
    part: str | None
    start: int | None  # [start, until) of the part; None where its place is unknown
    until: int | None


DONE = ("document", "begins", "relation", "parts__relation", "parts__start", "parts__until")  # of a citation, in that order


def number_of(day: date | None, otherwise: int = 0) -> int:
    return day.year * 10_000 + day.month * 100 + day.day if day else otherwise


def reaching(done: Iterable[Done], place: int | None) -> list[Done]:
    """What of it reaches a place in the text: a part around it is all of it, as `effects_at` has it."""
    reached = []
    for one in done:
        if one.part is None or one.start is None:
            reached.append(one)
        elif place is not None and one.start <= place < one.until:
            reached.append(one._replace(relation=one.part, part=None))
    return reached


def first_days(done: Iterable[Done]) -> dict[str, int]:
    """The first days on which it is repealed, repealed in part, and amended."""
    first = {"repealed_on": NEVER, "partly_on": NEVER, "amended_on": NEVER}
    for one in done:
        repealed = "repealed_on" if one.part is None else "partly_on"
        name = {Relation.REPEALS: repealed, Relation.AMENDS: "amended_on"}.get(one.part or one.relation)
        if name:
            first[name] = min(first[name], number_of(one.begins))
    return first


def standing_on(day: date, facts: Facts) -> dict[str, object]:
    """The state on a day, and the stretch of days, [since, until), in which it is the same."""
    today = number_of(day)
    begins = {  # the first day of each, the stronger before the weaker
        ValidityState.REPEALED: facts["repealed_on"],
        ValidityState.EXPIRED: facts["effective_to"] + 1,
        ValidityState.PLAN_OVER: (facts["plan_to"] + 1) * 10_000,
        ValidityState.PARTLY_REPEALED: facts["partly_on"],
        ValidityState.AMENDED: facts["amended_on"],
    }
    state = next((state for state, first in begins.items() if first <= today), None)
    if facts["effective_on"] > today and state != ValidityState.REPEALED:
        state = ValidityState.NOT_YET
    turns = (facts["effective_on"], *begins.values())
    return {
        "standing": state or (ValidityState.UNVERIFIED if facts["effective_to"] == NEVER else ValidityState.IN_FORCE),
        "since": max((turn for turn in turns if turn <= today), default=0),
        "until": min((turn for turn in turns if turn > today), default=NEVER),
    }


def unended(day: date) -> list[Range]:
    """The ranges of what was not repealed, has begun and is not past its last day."""
    today = number_of(day)
    return [("repealed_on", today + 1, NEVER), ("effective_on", 0, today), ("effective_to", today, NEVER)]


def ranges_of(state: ValidityState, day: date) -> list[Range]:
    """The ranges of facts that together are a state on a day."""
    today, year = number_of(day), day.year
    standing, *begun = unended(day)
    alive = [standing, *begun, ("plan_to", year, NEVER)]
    complete = [*alive, ("partly_on", today + 1, NEVER)]
    unchanged = [*complete, ("amended_on", today + 1, NEVER)]
    return {
        ValidityState.REPEALED: [("repealed_on", 0, today)],
        ValidityState.NOT_YET: [standing, ("effective_on", today + 1, NEVER)],
        ValidityState.EXPIRED: [standing, begun[0], ("effective_to", 0, today - 1)],
        ValidityState.PLAN_OVER: [standing, *begun, ("plan_to", 0, year - 1)],
        ValidityState.PARTLY_REPEALED: [*alive, ("partly_on", 0, today)],
        ValidityState.AMENDED: [*complete, ("amended_on", 0, today)],
        ValidityState.IN_FORCE: [*unchanged, ("effective_to", today, NEVER - 1)],
        ValidityState.UNVERIFIED: [*unchanged, ("effective_to", NEVER, NEVER)],
    }[state]
