"""The judge of growth lets linear work pass and stops quadratic work."""

import pytest

from tests.growth import is_linear


def once_each(count):
    for _ in range(count * 100):
        pass


def each_with_each(count):
    for _ in range(count):
        for _ in range(count):
            pass


@pytest.mark.parametrize(("work", "expected"), [(once_each, True), (each_with_each, False)])
def test_growth_is_told(work, expected):
    assert is_linear(work, 1_000) is expected
