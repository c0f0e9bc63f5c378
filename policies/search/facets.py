"""Counts beside the choices: what each choice would give, taken alone in its facet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policies.models import Reach, Region, ValidityState

from . import tokens
from .plan import Plan

Counts = dict[str, int]
MOST_NAMES = 60


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
        if name == "region" and plan.query.reach == Reach.APPLIES:
            counts = _with_those_above(counts)
        if name == "beneficiary":
            counts = _with_those_named_so(counts)
        facets[name] = _in_order(name, counts)
    return facets


def _in_order(name: str, counts: Counts) -> tuple[Choice, ...]:
    choices = [Choice(value, count) for value, count in counts.items() if value and count]
    if name == "year":
        return tuple(sorted(choices, key=lambda choice: choice.value, reverse=True))
    return tuple(sorted(choices, key=lambda choice: (-choice.count, choice.value)))


def _values(answer: dict) -> Counts:
    return {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]}


def _states(answer: dict) -> Counts:
    """The nested ranges of `Plan._counting_states`, read in the same order."""
    repealed, valid = _buckets(answer)
    begun, not_yet = _buckets(valid["next"])
    ended, running, endless = _buckets(begun["next"])
    plan_over, unverified = _buckets(endless["next"])
    buckets = {
        ValidityState.REPEALED: repealed,
        ValidityState.NOT_YET: not_yet,
        ValidityState.EXPIRED: ended,
        ValidityState.IN_FORCE: running,
        ValidityState.PLAN_OVER: plan_over,
        ValidityState.UNVERIFIED: unverified,
    }
    return {str(state): bucket["doc_count"] for state, bucket in buckets.items()}


def _buckets(answer: dict) -> list[dict]:
    return sorted(answer["buckets"], key=lambda bucket: bucket.get("from", float("-inf")))


def _with_those_named_so(counts: Counts) -> Counts:
    """What each name would give: 企业 finds 在孵企业 too. Only for those that are shown."""
    shown = sorted(counts, key=lambda name: (-counts[name], name))[:MOST_NAMES]
    folded = {name: tokens.fold(name) for name in counts}
    return {name: sum(count for other, count in counts.items() if folded[name] in folded[other]) for name in shown}


def _with_those_above(own: Counts) -> Counts:
    """What applies in each region: its own and everything from above."""
    rows = Region.objects.filter(slug__in=list(own)).values_list("slug", "path")
    paths = {slug: path.strip("/").split("/") for slug, path in rows}
    return {slug: sum(own.get(place, 0) for place in path) for slug, path in paths.items()}
