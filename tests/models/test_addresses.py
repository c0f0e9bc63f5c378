"""Addresses of records: just what Django's reverse gives."""

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from policies.models import Document
from policies.models.addresses import address_of

KEYS = [
    ("policies:document-detail", "拱政办发-2016-10"),
    ("policies:document-detail", "a b%20c?d#e&f='(~@:;,+)\"<>"),
    ("policies:region-detail", "330105"),
    ("policies:body-detail", "某局"),
    ("policies:subsidy-detail", 42),
]


@pytest.mark.parametrize(("name", "key"), KEYS)
@pytest.mark.parametrize("prefix", ["/", "/portal/"])
def test_an_address_is_that_of_reverse(name, key, prefix):
    set_script_prefix(prefix)
    try:
        assert address_of(name, key) == reverse(name, args=[key])
    finally:
        set_script_prefix("/")


@pytest.mark.parametrize("slug", ["", "a/b", "a\0b"])
def test_a_key_that_fits_no_address_is_refused(slug):
    with pytest.raises(NoReverseMatch):
        Document(slug=slug).get_absolute_url()
