"""What a page says of an address that it does not wholly understand; nothing of the page is lost."""

from datetime import date

import pytest

from tests.makers import make_document, make_gongshu, make_target

from .pages import ask, having, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def collection():
    place = make_gongshu()
    make_target(make_document("计划", slug="plan", region=place, effective_to=date(2100, 1, 1)), "众创空间")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/coverage/?page=99", "This page has no filters: page was left out."),
        ("/regions/?page=2", "There is no filter page here; there is: q."),
        (f"/regions/?q={'长' * 90}", "Only the first 60 characters were looked for."),
        ("/regions/330105/?theme=rent", "There is no filter theme here; there is: on."),
        ("/regions/330105/?on=2016-02-31", "“2016-02-31” is no day"),
        ("/regions/330105/?on=2016-01-01&on=2017-01-01", "“2016-01-01” was left out: there can be only one value of “on”."),
        ("/ending/?page=99", "There is no page “99”; this is page 1."),
        ("/ending/?region=330105", "There is no filter region here; there is: on, months, page."),
        ("/documents/plan/graph/?order=newest", "There is no filter order here; there is: page, level, year."),
        ("/documents/plan/versions/?page=2", "There is no filter page here; there is: old, new."),
        ("/bodies/?page=-1", "There is no page “-1”; this is page 1."),
        ("/targets/?on=2016-01-01&on=2017-01-01", "“2017-01-01” was left out: there can be only one value of “On the day”."),
        ("/targets/?region=330105&region=330000&region=cn&region=330100", "“330100” was left out: at most 3 values of “Region” are asked for at once."),
        ("/targets/indicators/?page=9", "There is no page 9; this is the last one."),
    ],
)
def test_what_was_not_used_is_said(client, collection, address, said):
    page = ask(client, address)

    assert said in words(having(page, "notice")[0])
    assert words(page.xpath("//main//h1")[0])


@pytest.mark.parametrize("page", ["/regions/", "/regions/330105/", "/bodies/", "/coverage/", "/ending/", "/documents/plan/graph/", "/targets/", "/targets/indicators/"])
@pytest.mark.parametrize("value", ["%00", "-1", "9" * 5000, "<b>"])
def test_no_value_breaks_a_page(client, collection, page, value):
    assert ask(client, f"{page}?page={value}&on={value}&q={value}&{'x' * 300}=1").xpath("//main//h1")


@pytest.mark.parametrize("page", ["/regions/", "/regions/330105/", "/bodies/", "/coverage/", "/ending/", "/documents/plan/graph/", "/targets/", "/targets/indicators/"])
def test_what_is_understood_is_not_remarked_upon(client, collection, page):
    assert not having(ask(client, f"{page}?lang=en"), "notice")
