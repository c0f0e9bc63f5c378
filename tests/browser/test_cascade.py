"""From the nation down to the district in a real browser: the tree, the cascade, coverage, what ends, one indicator, a place on a day."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LIAONING, GONGSHU = "辽政办发-2015-94", "拱政办发-2016-10"
PAIR = f"/compare/?document={LIAONING}&document={GONGSHU}"
ADDRESSES = [
    PAIR,
    "/compare/",
    "/compare/?theme=funding&region=210000",
    f"/documents/{LIAONING}/graph/",
    f"/documents/{GONGSHU}/versions/",
    "/coverage/",
    "/ending/",
    "/targets/indicators/",
    "/targets/indicators/?name=高新技术企业",
    "/regions/330105/?on=2016-01-01",
    "/bodies/辽宁省人民政府办公厅/",
]
HEAVIEST = 100_000  # bytes of a page over the wire, by visual.md


def overflow(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def test_every_page_fits_its_window_and_obeys_the_policy(open_page, viewport):
    seen = {address: open_page(address, viewport) for address in ADDRESSES}

    assert {address: overflow(page) for address, page in seen.items() if overflow(page) > 0} == {}
    assert {address: page.complaints for address, page in seen.items() if page.complaints} == {}
    assert {address: page.locator("h1").count() for address, page in seen.items()} == dict.fromkeys(ADDRESSES, 1)
    assert max(len(page.content().encode()) for page in seen.values()) < HEAVIEST


def test_the_measure_on_rent_runs_from_the_province_to_the_districts_numbers(open_page, viewport):
    page = open_page(PAIR, viewport, locale="en")
    row = page.locator(".cascade tbody tr", has_text="宽带接入费用").first

    assert "二、（八）" in row.inner_text()
    assert "三、（三）" in row.inner_text()
    district = row.locator(".measure", has_text="降低创新创业成本")
    assert district.locator(".first-number").count() == 1
    assert "Rent, Broadband" in district.inner_text()
    assert "省发展改革委" in row.inner_text()


def test_the_first_column_stays_in_view_while_the_frame_scrolls(open_page, viewport):
    page = open_page(PAIR, viewport)
    head = page.locator(".cascade tbody th").first
    left = head.bounding_box()["x"]

    page.evaluate("document.querySelector('.cascade-frame').scrollLeft = 400")

    assert abs(head.bounding_box()["x"] - left) < 1.5
    assert page.evaluate("window.scrollX") == 0


def test_the_tree_names_what_is_missing_and_leads_on(open_page, viewport):
    page = open_page(f"/documents/{LIAONING}/graph/", viewport)

    assert page.locator("svg .tree-node").count() == page.locator(".tree-table tbody tr").count() == 3
    assert page.locator("svg .is-missing").count() == 1
    page.locator(".tree-table a", has_text="大高管发〔2015〕29号").click()
    expect(page).to_have_title(re.compile("大高管发〔2015〕29号"))


def test_a_place_before_its_first_paper_is_empty(open_page, viewport):
    before, after = (open_page(f"/regions/330105/?on={day}", viewport) for day in ("2016-01-01", "2016-12-31"))

    assert (before.locator(".region-documents li").count(), after.locator(".region-documents li").count()) == (0, 1)


def test_the_cascade_works_without_javascript(open_page):
    page = open_page("/compare/", javascript=False)

    page.locator("#compare-document").fill("辽政办发〔2015〕94号")
    page.locator(".compare-form button").click()

    expect(page.locator(".cascade thead")).to_contain_text("大高管发〔2015〕29号")
