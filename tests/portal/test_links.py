"""Every link of the demo's own pages leads somewhere: each page is opened once, each place named on it stands there."""

import re
from collections import Counter, defaultdict
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.urls import resolve
from lxml import html

from policies.search.index.changes import rebuild

pytestmark = pytest.mark.django_db(transaction=True)

ONE_OF_MANY = re.compile(r"^(/regions/)[^/]+/$")  # thousands of places without a document look alike; those of documents are opened
PLACES = ("/regions/cn/", "/regions/330105/", "/regions/210200/", "/regions/110000/")
MOST_PAGES = 250


# Pages that only a question fills, asked for in English too.
QUESTIONS = (
    "/search/?q=众创空间", "/subsidies/?region=330105", "/subsidies/compare/?region=330105&region=210200", "/estimate/?region=330105&who=space",
    "/compare/?document=拱政办发-2016-10", "/targets/?region=330105", "/targets/indicators/?name=众创空间", "/regions/?q=朝阳",
)  # fmt: skip
HAN = re.compile("[\u4e00-\u9fff]")
NAMED = "@aria-label or @aria-labelledby"
# What a reader who does not see the page would miss: the elements, by the words for it.
MISSED = {
    "inline": "//*[@*[name()='style' or starts-with(name(), 'on')]]",
    "field without a label": f"//*[self::input[not(@type='hidden')] or self::select or self::textarea][not({NAMED} or ancestor::label or @id=//label/@for)]",
    "table without a caption": f"//table[not(caption or {NAMED})]",
    "head of no scope": "//th[not(@scope)]",
}


class Page:
    """What a page names, its ids and its links, and what is wrong with it."""

    def __init__(self, text: str, language: str = "zh-CN") -> None:
        self.tree, self.language = html.fromstring(text), language
        self.ids, self.links = self.tree.xpath("//@id"), self.tree.xpath("//a/@href")

    def faults(self):
        headings = [int(heading.tag[1]) for heading in self.tree.xpath("//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]")]
        steps = zip([0, *headings], headings, strict=False)
        if headings.count(1) != 1 or any(after > before + 1 for before, after in steps):
            yield f"headings {headings}"
        if self.tree.get("lang") != self.language:
            yield f"language {self.tree.get('lang')!r}"
        yield from (f"id twice: {name}" for name, count in Counter(self.ids).items() if count > 1)
        yield from (f"{words}: {html.tostring(one)[:80]}" for words, path in MISSED.items() for one in self.tree.xpath(path))
        yield from (f"not told as Chinese: {text}" for text in self.tree.xpath("/html/body//text()") if HAN.search(text) and not is_told(text.getparent()))


def is_told(element) -> bool:
    """Whether the language nearest to the words is Chinese; JSON is nobody's reading."""
    return element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)").startswith("zh") or element.tag == "script"


def is_worth_opening(address: str) -> bool:
    """Pages of the site; of questions (?) one that a filter asks is as good as another, and the pages' own tests ask them."""
    return "?" not in address and not address.startswith(("/admin/", "/static/")) and (not ONE_OF_MANY.match(address) or address in PLACES)


def walk(client):
    """(address, status, page or None) of every page that links lead to; an anchor belongs to the page it is on."""
    waiting, seen = ["/", *PLACES], set()
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        is_page = answer.status_code == 200 and "html" in answer.get("Content-Type", "")
        page = Page(answer.content.decode()) if is_page else None
        yield address, answer.status_code, page
        links = page.links if page else []
        waiting += [target for target in (place_of(address, link)[0] for link in links) if target and is_worth_opening(target)]


def place_of(address: str, link: str) -> tuple[str, str]:
    """The page and the anchor on it that a link names; no page where the link leaves the site."""
    full = urlsplit(urljoin(f"http://site{address}", link))
    asked = f"{full.path}?{full.query}" if full.query else full.path
    return (asked, unquote(full.fragment)) if full.netloc == "site" and full.scheme == "http" else ("", "")


def in_english(client, addresses):
    """As `walk`: one page of each kind, and those that a question fills."""
    client.cookies["django_language"] = "en"
    one_of_each = {resolve(address).view_name: address for address in reversed(addresses)}
    for address in (*one_of_each.values(), *QUESTIONS):
        yield f"{address} (en)", 200, Page(client.get(address).content.decode(), "en")


@pytest.fixture
def pages(client, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("demo", no_serve=True, verbosity=0)
    rebuild()
    walked = list(walk(client))
    return walked + list(in_english(client, [address for address, _, page in walked if page]))


def test_all_links_of_the_demo_lead_to_well_made_pages(pages):
    known = {unquote(address): set(page.ids) for address, _, page in pages if page}
    lost = defaultdict(set)
    for address, _, page in pages:
        for place, anchor in (place_of(address, link) for link in (page.links if page else [])):
            if anchor and unquote(place) in known and anchor not in known[unquote(place)]:
                lost[address].add(f"{place}#{anchor}")

    assert 60 < len(pages) < MOST_PAGES
    assert {address: status for address, status, _ in pages if status not in (200, 301)} == {}
    assert {address: faults for address, _, page in pages if page and (faults := list(page.faults()))} == {}
    assert not lost
