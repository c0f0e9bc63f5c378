"""Every link of the demo's own pages leads somewhere: each page is opened once, each place named on it stands there."""

import re
from collections import Counter, defaultdict
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.core.management import call_command

from policies.search.changes import rebuild

pytestmark = pytest.mark.django_db(transaction=True)

ONE_OF_MANY = re.compile(r"^(/regions/)[^/]+/$")  # thousands of places without a document look alike; those of documents are opened
PLACES = ("/regions/cn/", "/regions/330105/", "/regions/210200/", "/regions/110000/")
MOST_PAGES = 250


class Page(HTMLParser):
    """What a page names: its ids, its headings, its links, its language; and what the policy for content forbids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids, self.links, self.headings, self.language, self.forbidden = [], [], [], "", []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.ids += [named["id"]] if "id" in named else []
        self.links += [named["href"]] if tag == "a" and named.get("href") else []
        self.headings += [int(tag[1])] if re.fullmatch(r"h[1-6]", tag) else []
        self.language = named.get("lang", "") if tag == "html" else self.language
        self.forbidden += [name for name in named if name == "style" or name.startswith("on")]

    def faults(self):
        repeated = [name for name, count in Counter(self.ids).items() if count > 1]
        steps = zip([0, *self.headings], self.headings, strict=False)
        yield from (f"id twice: {name}" for name in repeated)
        yield from (f"inline: {name}" for name in self.forbidden)
        if self.headings.count(1) != 1 or any(after > before + 1 for before, after in steps):
            yield f"headings {self.headings}"
        if self.language != "zh-CN":
            yield f"language {self.language!r}"


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


@pytest.fixture
def pages(client, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("demo", no_serve=True, verbosity=0)
    rebuild()
    return list(walk(client))


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
