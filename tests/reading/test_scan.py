"""The spans that are no prose."""

import pytest

from policies.reading.scan import Scan, merge_spans


@pytest.mark.parametrize(
    ("spans", "merged"),
    [([(5, 9), (0, 2)], ((0, 2), (5, 9))), ([(0, 5), (3, 8), (8, 9)], ((0, 9),)), ([(0, 9), (2, 3)], ((0, 9),)), ([(4, 4)], ()), ([], ())],
)
def test_spans_are_ordered_and_apart(spans, merged):
    assert merge_spans(spans) == merged


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, None, True), (1, None, True), (2, None, False), (4, 6, True), (6, 20, True), (9, 12, False), (2, 5, False), (1, 3, True)],
)
def test_touching_a_span_is_excluded(start, end, expected):
    assert Scan(text="甲" * 20, excluded=((0, 2), (5, 9))).is_excluded(start, end) is expected


def test_nothing_is_excluded_without_spans():
    assert not Scan(text="甲").is_excluded(0)
    assert Scan(text="甲").heading_at(0) is None
