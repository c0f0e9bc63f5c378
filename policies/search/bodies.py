"""Which bodies issued most of what was found: each counted where it is the first of a paper, and among joint papers apart.

A list of bodies with each paper takes ten times as long to count as columns of one value, and one paper in ten needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from heapq import nlargest
from operator import itemgetter

import tantivy

from .facets import CANDIDATES, MOST_SHOWN, Counts, listing, values
from .index.columns import FIRST_BODIES, FURTHER
from .plan import Plan


def count_bodies(searcher: tantivy.Searcher, plan: Plan, columns: Mapping[str, Counts]) -> Counts:
    """Key of a body -> how many match, right for those that are shown; `columns` are those of first bodies."""
    first = first_bodies(columns)
    counts = settled(first, searcher.aggregate(plan.joint, among_joint(first)))
    if counts is None:
        alone = values(searcher.aggregate(plan.match, {column: listing(column) for column in FIRST_BODIES}))
        further = values(searcher.aggregate(plan.joint, {FURTHER: listing(FURTHER)}))[FURTHER]
        firsts = _together(alone)
        counts = {key: firsts.get(key, 0) + further.get(key, 0) for key in firsts | further}
    return counts


def first_bodies(columns: Mapping[str, Counts]) -> Counts:
    """The most frequent of those that issue alone or as the first of several."""
    return dict(nlargest(CANDIDATES, _together(columns).items(), key=itemgetter(1)))


def _together(columns: Mapping[str, Counts]) -> Counts:
    """No body is in two columns, and 0 stands for none."""
    return {key: count for column in FIRST_BODIES for key, count in columns[column].items() if key}


def among_joint(first: Counts) -> dict[str, object]:
    """What to count among joint papers: the further bodies that are most frequent, and how often each of these is one."""
    ranges = [{"from": float(key), "to": float(key + 1)} for key in sorted(first)]
    asked: dict[str, object] = {"most": listing(FURTHER, CANDIDATES)}
    return asked | ({"of_first": {"range": {"field": FURTHER, "ranges": ranges}}} if ranges else {})


def settled(first: Counts, joint: Mapping[str, dict]) -> Counts | None:
    """The counts of the most frequent bodies; None where one that was not counted whole may be one of them.

    A body that is not in `first` is there no more often than the last of those; and so it is with further bodies.
    """
    of_first = {bucket.get("from"): bucket["doc_count"] for bucket in joint.get("of_first", {"buckets": []})["buckets"]}
    further = values({"most": joint["most"]})["most"]
    counts = {key: count + of_first.get(key, 0) for key, count in first.items()}
    others = {key: count for key, count in further.items() if key not in first}
    left_out, unseen = (min(most.values()) if len(most) == CANDIDATES else 0 for most in (first, further))
    if not left_out:
        counts |= others
    beside = max([unseen, *others.values()]) if left_out else unseen
    is_settled = not beside or left_out + beside < min(nlargest(MOST_SHOWN, counts.values()))
    return counts if is_settled else None
