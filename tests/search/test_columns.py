"""Facets as bits of numbers: what is packed and counted is what a plain count gives."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.search.facets import opened
from policies.search.index.columns import (
    BITS,
    JOINED,
    LISTED,
    PACKED,
    apart,
    branch_of,
    pack,
    unpack,
)
from policies.search.index.entries import VOCABULARIES, entries_of
from policies.search.index.shelf import CHOICES, PARTS
from policies.search.index.terms import in_terms
from tests.makers import make_document

from .collection import make_collection

SUPPORT = VOCABULARIES["support"]


@pytest.mark.parametrize("name", PACKED)
def test_every_value_has_a_bit_of_its_own(name):
    words = VOCABULARIES[name]

    assert set(PACKED) == set(VOCABULARIES)
    assert len(words) <= BITS * len(PACKED[name])
    assert len({tuple(pack(name, words, [word]).items()) for word in words}) == len(words)


@given(st.lists(st.sets(st.sampled_from(SUPPORT))))
def test_packed_counts_are_plain_counts(entries):
    rows = [pack("support", SUPPORT, entry) for entry in entries]
    counted = {column: Counter(row[column] for row in rows) for column in PACKED["support"]}

    plain = Counter(word for entry in entries for word in entry)
    assert unpack("support", SUPPORT, counted) == {word: plain[word] for word in SUPPORT}


def test_values_of_facets_that_stand_together_are_counted_apart():
    rows = {("2016", "通知", "意见"): 2, ("2016", "通知"): 1, ("", "意见"): 4}
    counted = {JOINED.join((year, LISTED.join(kinds))): count for (year, *kinds), count in rows.items()}

    assert apart(counted, "year") == {"2016": 3, "": 4}
    assert apart(counted, "kind") == {"通知": 3, "意见": 6}
    assert apart({"with": 2}, "amount") == {"with": 2}


def test_no_entry_lacks_what_is_counted(db):
    """Not even the one that remembers what the index has applied: a column that one lacks is counted at half the speed."""
    documents = make_collection(10)
    bare = make_document("无机关无地区", body=None, region=None, issued_on=None)
    entries = [*map(in_terms, entries_of([row.pk for row in (*documents, bare)])), in_terms({"owner": "state", "state": "0@"})]

    assert {entry.get("type") for entry in entries} == {"document", "clause", None}
    for entry in entries:
        assert {name: type(entry[name]) for name in (*CHOICES, *PARTS)} == dict.fromkeys(CHOICES, str) | dict.fromkeys(PARTS, int)


def test_what_is_below_a_province_counts_as_one():
    assert branch_of(["100000"]) == "100000"
    assert branch_of(["100000", "330000"]) == "100000/330000"
    assert branch_of(["100000", "330000", "330100", "330105"]) == branch_of(["100000", "330000", "330200"])


def test_an_opened_province_is_counted_by_its_regions():
    own = {"100000": 2, "100000/330000": 3, "100000/330000/*": 9, "100000/210000/*": 4}
    places = {"/100000/330000/": 3, "/100000/330000/330100/": 5, "/100000/330000/330100/330105/": 4}

    assert opened(own, {}) == own
    assert opened(own, places) == {
        "100000": 2, "100000/210000/*": 4,
        "100000/330000": 3, "100000/330000/330100": 5, "100000/330000/330100/330105": 4,
    }
