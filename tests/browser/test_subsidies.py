"""The way of someone who asks what there is to get: finder, clause, estimate, places side by side."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from .test_walk import overflow

pytestmark = pytest.mark.browser

PLACES = f"/subsidies/compare/?region=330105&region={quote('大连高新区')}"
ADDRESSES = ["/estimate/", "/estimate/?region=330105", "/estimate/?region=330105&who=space", "/subsidies/compare/", PLACES]


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def javascript(request):
    return request.param


def test_every_page_of_the_way_fits_its_window(open_page, viewport):
    pages = {address: open_page(address, viewport) for address in ADDRESSES}

    assert {address: overflow(page) for address, page in pages.items() if overflow(page) > 0} == {}
    assert {address: page.complaints for address, page in pages.items() if page.complaints} == {}
    assert all(page.locator("h1").count() == 1 for page in pages.values())


def test_finder_leads_to_the_clause_and_to_its_sentence(open_page, viewport, javascript):
    page = open_page("/subsidies/?region=330105&support=event", viewport, javascript=javascript)

    page.locator(".clause-row th a").first.click()
    expect(page.locator(".clause-paragraph mark")).to_have_text(re.compile("^承办具有国际、国内影响力的创业沙龙"))

    page.locator(".clause-sum a.figure").first.click()
    expect(page).to_have_url(re.compile("/documents/.+#"))
    assert page.locator(f"[id='{page.url.partition('#')[2]}']").count() == 1


def test_estimate_is_reached_by_asking_step_by_step(open_page, viewport, javascript):
    page = open_page("/estimate/", viewport, javascript=javascript)

    page.locator("#where").fill("拱墅区")
    page.locator(".estimate-actions button").click()
    page.locator("input[name=who][value=service]").check()
    page.locator(".estimate-actions button").click()
    page.locator("input[name$='.base']").fill("三百万")
    page.locator(".estimate-actions button").click()

    expect(page.locator(".total")).to_have_text("100万元")
    assert page.locator(".reckoning .bound").inner_text().endswith("100万元")
    assert "%E4%B8%89%E7%99%BE%E4%B8%87" in page.url  # the address holds what was typed


def test_what_cannot_be_used_is_said_and_stays(open_page, viewport, javascript):
    page = open_page("/estimate/?region=330105&who=service", viewport, javascript=javascript)

    page.locator("input[name$='.base']").fill("-30万")
    page.locator(".estimate-actions button").click()

    expect(page.locator(".question .error")).to_contain_text("-30万")
    assert page.locator("input[name$='.base']").input_value() == "-30万"


def test_every_sum_of_the_estimate_leads_to_its_sentence(open_page, viewport):
    page = open_page(f"/estimate/?region=330105&who=space&{quote('level.众创空间')}={quote('国家级')}", viewport)
    sums = page.locator(".reckoning h4 a.figure")
    addresses = [sums.nth(n).get_attribute("href") for n in range(sums.count())]

    assert len(addresses) == 6
    page.goto(page.url.split("/estimate/")[0] + addresses[0])
    assert page.locator(f"[id='{addresses[0].partition('#')[2]}']").count() == 1


def test_print_gives_the_slip_without_the_form(open_page):
    page = open_page("/estimate/?region=330105&who=space")
    page.emulate_media(media="print")

    assert page.locator(".slip").is_visible()
    assert not page.locator(".estimate-form").is_visible()


def test_places_stand_side_by_side_inside_their_own_frame(open_page, viewport, javascript):
    page = open_page(PLACES, viewport, javascript=javascript)

    assert page.locator(".places-table thead th").count() == 3
    assert page.locator(".chart svg rect").count() >= 2
    assert overflow(page) <= 0


def test_finder_is_narrowed_by_amount(open_page, viewport, javascript):
    page = open_page("/subsidies/?region=330105&least=50万", viewport, javascript=javascript)

    rows = page.locator(".clause-row")
    assert 0 < rows.count() < 9
    assert all("万元" in rows.nth(n).inner_text() for n in range(rows.count()))


def test_lists_come_as_data(open_page):
    page = open_page("/subsidies/?region=330105")

    with page.expect_download() as waiting:
        page.get_by_role("link", name="XLSX").click()

    assert waiting.value.suggested_filename == "subsidies.xlsx"
