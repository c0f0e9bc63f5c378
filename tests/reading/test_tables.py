"""Lists of words as patterns: what a plain list of alternatives finds, in less time."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.reading.tables import alternation


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["奖励", "奖励金", "奖补"], "奖励金和奖补、奖励、奖", ["奖励金", "奖补", "奖励"]),
        (["补"], "补助", ["补"]),
        (["台(套)", "台", "m²"], "3台(套)、4台、5m²", ["台(套)", "台", "m²"]),
    ],
)
def test_the_longest_word_is_found(words, text, found):
    assert [match[0] for match in re.finditer(alternation(words), text)] == found


@given(st.lists(st.text("奖励补金.", min_size=1, max_size=4), min_size=1, max_size=8), st.text("奖励补金.给", max_size=30))
def test_it_matches_what_the_plain_list_matches(words, text):
    plain = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    assert [match.span() for match in re.finditer(alternation(words), text)] == [match.span() for match in re.finditer(plain, text)]
    assert bool(re.fullmatch(f"(?:{alternation(words)})金", text)) == bool(re.fullmatch(f"(?:{plain})金", text))
