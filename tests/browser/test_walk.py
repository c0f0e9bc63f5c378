"""A walk through every public page, on a desktop and on a phone."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ADDRESSES = [
    "/",
    "/documents/",
    "/documents/拱政办发-2016-10/",
    "/documents/国办发-2015-9/",
    "/bodies/",
    "/regions/",
    "/regions/330105/",
    "/subsidies/",
    "/subsidies/?region=330105",
    "/targets/",
    "/spaces/",
    "/search/?q=众创空间",
    "/about/",
    "/health/",
]


def overflow(page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def test_every_page_fits_its_window_and_obeys_the_policy(open_page, viewport):
    seen = {address: open_page(address, viewport) for address in ADDRESSES}

    assert {address: overflow(page) for address, page in seen.items() if overflow(page) > 0} == {}
    assert {address: page.complaints for address, page in seen.items() if page.complaints} == {}
    assert all(page.locator("h1").count() == 1 for page in seen.values())


def test_every_page_fits_its_window_in_the_largest_english(open_page, viewport):
    page = open_page("/", viewport)
    page.context.add_cookies([{"name": name, "value": value, "url": page.url} for name, value in (("django_language", "en"), ("text_size", "larger"))])
    site, wider = page.url.rstrip("/"), {}
    for address in ADDRESSES:
        page.goto(site + address)
        wider[address] = overflow(page)

    assert page.locator("html").get_attribute("lang") == "en"
    assert {address: pixels for address, pixels in wider.items() if pixels > 0} == {}


def test_every_amount_of_a_district_leads_to_its_sentence(open_page, viewport):
    page = open_page("/subsidies/?region=330105&reach=only", viewport)
    links = page.locator("a[href*='#subsidyclause-']")
    addresses = {links.nth(n).get_attribute("href") for n in range(links.count())}

    assert len(addresses) == 9
    for address in addresses:
        page.goto(page.url.split("/subsidies/")[0] + address)
        assert page.locator(f"[id='{address.partition('#')[2]}']").count() == 1


def test_a_measure_is_followed_from_the_district_to_its_basis(open_page, viewport):
    page = open_page("/documents/拱政办发-2016-10/", viewport)

    page.locator("a", has_text="浙政办发〔2015〕79号").first.click()

    expect(page).to_have_title(re.compile("浙政办发〔2015〕79号"))
    assert page.locator("a[href*='%E6%8B%B1%E6%94%BF%E5%8A%9E%E5%8F%91-2016-10']").count() >= 1


def test_search_works_without_javascript(open_page, viewport):
    page = open_page("/", viewport, javascript=False)

    page.locator("main input[name=q]").fill("众创十二条")
    page.locator("main input[name=q]").press("Enter")

    expect(page.locator("main")).to_contain_text("大高管发〔2015〕30号")


def test_language_switch_changes_the_page(open_page):
    page = open_page("/about/")
    chinese = page.locator("h1").inner_text()

    page.get_by_role("button", name="English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).not_to_have_text(chinese)


def test_a_suggestion_is_chosen_with_the_keyboard(open_page, viewport):
    page = open_page("/", viewport)
    offered = page.locator("#suggestions a")
    page.locator("#site-search").press_sequentially("拱政办发")
    expect(offered.first).to_be_visible()
    expect(offered.first).to_contain_text("拱政办发〔2016〕10号")
    page.keyboard.press("Tab")  # the search button
    page.keyboard.press("Tab")
    expect(offered.first).to_be_focused()

    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_contain_text("众创空间建设行动计划")
    assert page.complaints == []


def test_a_suggestion_is_chosen_with_a_click(open_page):
    page = open_page("/")
    page.locator("#site-search").press_sequentially("拱墅")

    page.locator("#suggestions a[href='/regions/330105/']").click()

    expect(page.locator("h1")).to_have_text("拱墅区")


def test_the_search_box_needs_no_suggestions(open_page):
    page = open_page("/", javascript=False)
    page.locator("#site-search").fill("拱政办发〔2016〕10号")
    page.locator("#site-search").press("Enter")

    expect(page.locator("#results")).to_contain_text("众创空间建设行动计划")
