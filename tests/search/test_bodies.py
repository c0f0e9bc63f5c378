"""The facet of issuing bodies: what columns of first bodies and a list of the others give is what a plain count gives."""

from collections import Counter
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from policies.search import bodies
from policies.search.index.columns import FIRST_BODIES, FURTHER, JOINT, in_bodies

ABOVE = dict.fromkeys(range(1, 7)) | {7: 1, 8: 1, 9: 2, 10: 9, 11: 7, 12: 9}  # body -> the one above it: a bureau under a bureau too
PAPERS = st.lists(st.lists(st.sampled_from(list(ABOVE)), max_size=3))  # of each the bodies that issue it, the first one first


def columns_of(paper):
    return in_bodies([(body, ABOVE[body], ABOVE.get(ABOVE[body])) for body in paper])


def count_plainly(papers):
    return Counter(key for paper in papers for key in {key for body in paper for key in (body, ABOVE[body]) if key})


def as_index(papers, most):
    """What the index answers: columns of first bodies, and a function that answers what is asked about joint papers."""
    rows = [columns_of(paper) for paper in papers]
    further = Counter(key for row in rows if row[JOINT] == "yes" for key in row[FURTHER])

    def answer(asked):
        answers = {"most": {"buckets": [{"key": key, "doc_count": count} for key, count in further.most_common(asked["most"]["terms"]["size"])]}}
        if "of_first" in asked:
            ranges = asked["of_first"]["range"]["ranges"]
            answers["of_first"] = {"buckets": [{"from": each["from"], "doc_count": further[each["from"]]} for each in ranges]}
        return answers

    return {name: dict(Counter(row[name] for row in rows).most_common(most)) for name in FIRST_BODIES}, answer


@given(PAPERS)
def test_no_body_is_twice_in_a_paper(papers):
    for paper in papers:
        row = columns_of(paper)
        keys = [key for key in (*(row[name] for name in FIRST_BODIES), *row[FURTHER]) if key]

        assert len(keys) == len(set(keys))
        assert set(keys) == set(count_plainly([paper]))
        assert row["leading"] not in (7, 8, 9)
        assert row["office"] not in range(1, 7)


@given(PAPERS, st.integers(1, 5), st.integers(1, 4))
def test_counts_of_the_most_frequent_are_right_or_known_not_to_be(papers, shown, further):
    plain = count_plainly(papers)
    with patch.object(bodies, "CANDIDATES", shown + further), patch.object(bodies, "MOST_SHOWN", shown):
        columns, answer = as_index(papers, bodies.CANDIDATES + 1)
        first = bodies.first_bodies(columns)
        counts = bodies.settled(first, answer(bodies.among_joint(first)))

    if counts is not None:
        assert sorted(counts.values())[-shown:] == sorted(plain.values())[-shown:]
        assert all(plain[key] == count for key, count in counts.items())


def test_a_body_that_mostly_issues_together_with_others_is_not_passed_over():
    """Third among the first bodies, cut off there, it is the most frequent of all."""
    papers = [[1], [1], [1], [2], [2], [3], [1, 3], [2, 3], [2, 3]]
    with patch.object(bodies, "CANDIDATES", 2), patch.object(bodies, "MOST_SHOWN", 1):
        columns, answer = as_index(papers, 3)
        first = bodies.first_bodies(columns)

        assert first == {1: 4, 2: 4}
        assert bodies.settled(first, answer(bodies.among_joint(first))) is None
