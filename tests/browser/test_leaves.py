"""A very long paper in a real browser: an address without a page arrives at the place it names."""

import re

import pytest
from playwright.sync_api import expect

from tests.views.papers import make_long_paper

pytestmark = pytest.mark.browser

# The browser goes to the place only after it has loaded the page.
IN_SIGHT = """id => {
    const place = document.getElementById(id)?.getBoundingClientRect();
    return place && place.top < innerHeight && place.bottom > 0;
}"""


@pytest.fixture
def paper(collection):
    return make_long_paper()


@pytest.mark.parametrize("kind", ["finding", "provision"])
def test_an_address_without_a_page_goes_on_to_the_place(open_page, paper, kind):
    anchor = paper.targets.order_by("start").last().anchor if kind == "finding" else "p9"
    page = open_page(f"{paper.get_absolute_url()}#{anchor}")
    page.wait_for_url(f"**?page=5#{anchor}")

    page.wait_for_function(IN_SIGHT, arg=anchor)
    assert page.complaints == []


def test_without_scripts_the_entry_that_leads_there_is_in_sight(open_page, paper, viewport):
    anchor = paper.targets.order_by("start").last().anchor
    page = open_page(f"{paper.get_absolute_url()}#{anchor}", viewport, javascript=False)
    entry = page.locator(".leaves li", has=page.locator(f"#{anchor}"))
    entry.locator("a").click()

    expect(page).to_have_url(re.compile(r"\?page=5$"))
    assert page.locator(f"#{anchor}").count() == 1
    assert page.locator("#p9").count() == 1


def test_a_link_of_the_outline_turns_the_page(open_page, paper):
    page = open_page(paper.get_absolute_url())
    page.locator('.outline a[href$="#p4"]').click()
    page.wait_for_url("**?page=3#p4")

    page.wait_for_function(IN_SIGHT, arg="p4")
    assert page.locator("section#p4").count() == 1
