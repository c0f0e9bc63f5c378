"""Counts beside the choices: what each choice would give, taken alone in its facet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from policies.models import IssuingBody, Reach, ValidityState

from . import tokens
from .plan import Plan

Counts = dict[str, int]
MOST_SHOWN = 100  # choices of a facet; the rarer ones are reached by searching


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a filter can take, and how many results it would give."""

    value: str
    count: int


def read_facets(plan: Plan, answers: Mapping[str, dict]) -> dict[str, tuple[Choice, ...]]:
    """The choices of each facet, the most frequent first; years from the latest."""
    facets = {}
    for name, answer in answers.items():
        counts = _states(answer) if name == "validity" else _values(answer)
        if name == "region":
            counts = _along_the_tree(counts, plan.query.reach)
        if name == "beneficiary":
            counts = _with_those_named_so(counts)
        if name == "body":
            counts = _by_slug(counts)
        facets[name] = _in_order(name, counts)
    return facets


def _in_order(name: str, counts: Counts) -> tuple[Choice, ...]:
    rows = [(value, count) for value, count in counts.items() if value and count]
    rows.sort(key=lambda row: row[0], reverse=name == "year")
    if name != "year":
        rows.sort(key=lambda row: row[1], reverse=True)
    return tuple(Choice(*row) for row in rows[:MOST_SHOWN])


def _values(answer: dict) -> Counts:
    return {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]}


def _states(answer: dict) -> Counts:
    """The nested ranges of `Plan._counting_states`, read in the same order."""
    repealed, valid = _buckets(answer)
    begun, not_yet = _buckets(valid["next"])
    ended, unended = _buckets(begun["next"])
    plan_over, alive = _buckets(unended["next"])
    partly, complete = _buckets(alive["next"])
    amended, unchanged = _buckets(complete["next"])
    running, unverified = _buckets(unchanged["next"])
    buckets = {
        ValidityState.REPEALED: repealed,
        ValidityState.NOT_YET: not_yet,
        ValidityState.EXPIRED: ended,
        ValidityState.PLAN_OVER: plan_over,
        ValidityState.PARTLY_REPEALED: partly,
        ValidityState.AMENDED: amended,
        ValidityState.IN_FORCE: running,
        ValidityState.UNVERIFIED: unverified,
    }
    return {str(state): bucket["doc_count"] for state, bucket in buckets.items()}


def _buckets(answer: dict) -> list[dict]:
    return sorted(answer["buckets"], key=lambda bucket: bucket.get("from", float("-inf")))


def _by_slug(counts: Counts) -> Counts:
    """Bodies are counted by their keys: there are thousands, and numbers count faster than words."""
    slugs = dict(IssuingBody.objects.filter(pk__in=counts).values_list("pk", "slug"))
    return {slugs[key]: count for key, count in counts.items() if key in slugs}


def _with_those_named_so(counts: Counts) -> Counts:
    """What each name would give: 企业 finds 在孵企业 too. Only for those that are shown."""
    shown = sorted(counts, key=lambda name: (-counts[name], name))[:MOST_SHOWN]
    folded = {name: tokens.fold(name) for name in counts}
    return {name: sum(count for other, count in counts.items() if folded[name] in folded[other]) for name in shown}


def _along_the_tree(own: Counts, reach: str) -> Counts:
    """What each region gives: its own, or everything from above too, or everything below too. `own` counts by path."""
    paths = {path: _along(path) for path in own}
    ends = {path: slugs[-1] for path, slugs in paths.items()}
    if reach == Reach.ONLY:
        return {ends[path]: count for path, count in own.items()}
    if reach == Reach.APPLIES:
        counts = {ends[path]: count for path, count in own.items()}
        return {ends[path]: sum(counts.get(slug, 0) for slug in slugs) for path, slugs in paths.items()}
    below: Counter[str] = Counter()
    for path, slugs in paths.items():
        below.update(dict.fromkeys(slugs, own[path]))
    return below


@lru_cache(10_000)
def _along(path: str) -> tuple[str, ...]:
    """The slugs from the nation down."""
    return tuple(path.strip("/").split("/"))
