"""Counts beside the choices: what each choice would give, taken alone in its facet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from operator import itemgetter

from policies.models import IssuingBody, Reach, ValidityState
from policies.models.prepared import Prepared, any_of

from . import tokens
from .index.columns import (
    ADDED,
    ALWAYS_OPEN,
    PACKED,
    SINGLE,
    apart,
    branch_of,
    column_of,
    unpack,
)
from .index.entries import VOCABULARIES

Counts = dict[str, int]
Slugs = tuple[str, ...]
PROVINCE = ALWAYS_OPEN - 1  # its place in the way from the nation down
SLUGS = Prepared(lambda: IssuingBody.objects.filter(any_of("pk", MOST_SHOWN)).order_by(), ["pk", "slug"])
MOST_SHOWN = 100  # choices of a facet; the rarer ones are reached by searching
COLUMNS = {"region": "branch", "places": "path", "body": "bodies", "beneficiary": "beneficiary"}
MOST_COUNTED = {"body": MOST_SHOWN, "beneficiary": 300}  # of those that have thousands; one beneficiary may be a part of another
ALL_VALUES = 20_000  # of what is counted whole: places are added up along the tree, kinds and packed numbers taken apart
IN_EACH_SEGMENT = 60_000  # counted before the most frequent are taken, so that counts are exact


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a filter can take, how many results it would give, and how deep it stands in a tree."""

    value: str
    count: int
    depth: int = 0


def columns_of(facet: str) -> Sequence[str]:
    """The columns in which the values of a facet stand."""
    return (*PACKED.get(facet, [COLUMNS.get(facet, column_of(facet))]), *filter(None, [ADDED.get(facet)]))


def counting(names: Iterable[str]) -> dict[str, object]:
    """The counts of these facets, as the index is asked for them."""
    return {column: listing(column, MOST_COUNTED.get(name, ALL_VALUES)) for name in names for column in columns_of(name)}


def listing(column: str, most: int = ALL_VALUES) -> dict[str, object]:
    """The most frequent values of a column, as the index is asked for them."""
    return {"terms": {"field": column, "size": most, "segment_size": IN_EACH_SEGMENT}}


def counts_of(facet: str, columns: Mapping[str, Counts]) -> Counts:
    """Value -> count of one facet, from the counts of its columns."""
    if facet in PACKED:
        added = apart(columns[ADDED[facet]], facet) if facet in ADDED else {}
        return unpack(facet, VOCABULARIES[facet], columns) | added
    (column,) = columns_of(facet)
    if facet in COLUMNS:
        return {value: count for value, count in columns[column].items() if value}
    return apart(columns[column], facet)


def read_facets(counted: Mapping[str, Counts]) -> dict[str, tuple[Choice, ...] | Counts]:
    """The choices of each facet, the most frequent first; years from the latest; of regions the counts by path, for `in_tree`."""
    facets: dict[str, tuple[Choice, ...] | Counts] = {}
    for name, counts in counted.items():
        facets[name] = counts if name in ("region", "places") else _in_order(name, NAMED.get(name, dict)(counts))
    return facets


def _most(counts: Counts, number: int) -> Counts:
    return dict(nlargest(number, counts.items(), key=itemgetter(1)))


def _in_order(name: str, counts: Counts) -> tuple[Choice, ...]:
    rows = [(value, count) for value, count in counts.items() if value and count]
    rows.sort(key=lambda row: row[0], reverse=name == "year")
    if name != "year":
        rows.sort(key=lambda row: row[1], reverse=True)
    return tuple(Choice(*row) for row in rows[:MOST_SHOWN])


def values(answers: Mapping[str, dict]) -> dict[str, Counts]:
    """Column -> value -> count, from what the index answers."""
    return {column: {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]} for column, answer in answers.items()}


def taken_from(whole: Mapping[str, Counts], less: Mapping[str, Counts]) -> dict[str, Counts]:
    """The counts that are left of all."""
    return {
        column: {value: left for value, count in counts.items() if (left := count - less[column].get(value, 0))}
        for column, counts in whole.items()
    }


def moved(counts: Counts, answers: Mapping[str, dict]) -> Counts:
    """The states as they were indexed, with those that had others on the day asked for taken out and counted by their facts."""
    then = counts_of("validity", values({SINGLE: answers[SINGLE]}))
    now = _states(answers["ending"], answers["changing"])
    return {state: counts.get(state, 0) - then.get(state, 0) + now[state] for state in now}


def _states(ending: dict, changing: dict) -> Counts:
    """The ranges of `Plan.states`, read in the same order."""
    repealed, valid = _buckets(ending)
    begun, not_yet = _buckets(valid["next"])
    ended, _unended = _buckets(begun["next"])
    plan_over, alive = _buckets(changing)
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
    return {str(state): int(bucket["doc_count"]) for state, bucket in buckets.items()}


def _buckets(answer: dict) -> list[dict]:
    return sorted(answer["buckets"], key=lambda bucket: bucket.get("from", float("-inf")))


def _by_slug(counts: Counts) -> Counts:
    """Bodies are counted by their keys: there are thousands, and numbers count faster than words."""
    slugs = dict(SLUGS.rows_of(list(counts), MOST_SHOWN))
    return {slugs[key]: count for key, count in counts.items() if key in slugs}


def _with_those_named_so(names: Counts) -> Counts:
    """What each name would give: 企业 finds 在孵企业 too. Only for those that are shown."""
    counts = _most(names, MOST_COUNTED["beneficiary"])
    shown = sorted(counts, key=lambda name: (-counts[name], name))[:MOST_SHOWN]
    folded = {name: tokens.fold(name) for name in counts}
    return {name: sum(count for other, count in counts.items() if folded[name] in folded[other]) for name in shown}


NAMED = {"beneficiary": _with_those_named_so, "body": _by_slug}


# --- regions --------------------------------------------------------------------------------------------------------------
def opened(own: Counts, places: Counts) -> Counts:
    """The counts by path, of a province whose regions were counted one by one without what all below it give together."""
    counted = {path.strip("/"): count for path, count in places.items()}
    closed = {branch_of(path.split("/")) for path in counted}
    return {branch: count for branch, count in own.items() if branch not in closed} | counted


def in_tree(own: Counts, reach: str, chosen: Iterable[Sequence[str]]) -> tuple[Choice, ...]:
    """The regions as a tree that is open down to the chosen ones, each with what it gives: its own, everything from above
    too, or everything below too. `own` counts by path; `chosen` are the slugs from the nation down to each chosen region.
    """
    opened = {tuple(slugs[:end]) for slugs in chosen for end in range(1, len(slugs) + 1)}
    shown: dict[Slugs, int] = {}
    for path, count in own.items():
        for region, above in _along(path):
            if len(region) > ALWAYS_OPEN and above not in opened:
                break
            shown[region] = shown.get(region, 0) + count
    if reach != Reach.BELOW:
        alone = {_along(path)[-1][0]: count for path, count in own.items()}
        first = 1 if reach == Reach.APPLIES else None  # alone, or with all that is above
        shown = {region: sum(alone.get(region[:end], 0) for end in range(first or len(region), len(region) + 1)) for region in shown}
    below: dict[Slugs, list[Slugs]] = {}
    for region in sorted(shown, key=lambda region: (-shown[region], region)):
        below.setdefault(region[:-1], []).append(region)
    return tuple(Choice(region[-1], shown[region], len(region) - 1) for region in _branches(below, ()))


def _branches(below: Mapping[Slugs, Sequence[Slugs]], above: Slugs) -> Iterator[Slugs]:
    """The regions under one in their order, each with its own branch behind it."""
    for region in below.get(above, ()):
        yield region
        yield from _branches(below, region)


@lru_cache(10_000)
def _along(path: str) -> tuple[tuple[Slugs, Slugs], ...]:
    """The regions from the nation down, each by its slugs from the nation down, and the one above it."""
    slugs = tuple(path.strip("/").split("/"))
    return tuple((slugs[:end], slugs[: end - 1]) for end in range(1, len(slugs) + 1))
