"""The frame around every page, and what a reader sets for the whole site."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import translation

from policies.templatetags.frame import MOST_WRITINGS
from tests.makers import make_document

from .pages import ask, having, links, words

pytestmark = pytest.mark.django_db
PAGES = ["/", "/documents/", "/bodies/", "/regions/", "/subsidies/", "/targets/", "/spaces/", "/search/?q=x", "/about/"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_has_the_frame(client, address, language):
    page = ask(client, address, language)

    assert page.xpath("//form[@role='search']//input[@name='q']")
    assert having(page, "skip-link")[0].get("href") == "#content"
    assert len(page.xpath("//main[@id='content']")) == len(page.xpath("//h1")) == 1
    assert "/regions/" in links(having(page, "switches")[0])
    assert words(page.xpath("//title")[0])


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_for_one_sheet_and_one_script_and_nothing_inline(client, address):
    page = ask(client, address)
    scripts = [script for script in page.xpath("//script") if script.get("type") != "application/ld+json"]

    assert len(page.xpath("//link[@rel='stylesheet']")) == 1
    assert len(scripts) <= 1
    assert all(script.get("src") for script in scripts)
    assert not page.xpath("//style | //@style | //@onclick | //@onchange")


@pytest.mark.parametrize(("address", "current"), [("/documents/", "Documents"), ("/bodies/", "Issuing bodies"), ("/search/", "")])
def test_the_section_at_hand_is_marked(client, address, current):
    marked = ask(client, address).xpath("//nav[contains(@class,'site-nav')]//a[@aria-current]")

    assert "".join(words(link) for link in marked) == current


def test_registration_numbers_stand_in_the_footer_only_when_set(client, settings):
    before = words(having(ask(client, "/documents/"), "site-footer")[0])
    settings.ICP_NUMBER, settings.PUBLIC_SECURITY_NUMBER = "某ICP备1号", "某公网安备2号"
    after = words(having(ask(client, "/documents/"), "site-footer")[0])

    assert "备" not in before
    assert "某ICP备1号" in after
    assert "某公网安备2号" in after
    assert "official text" in before


def test_the_language_is_switched_by_a_form_that_comes_back(client):
    client.post("/i18n/setlang/", {"language": "en", "next": "/bodies/?page=1"})

    assert client.get("/bodies/").content.decode().count('lang="en"') == 1


@pytest.mark.parametrize(("size", "shown"), [("large", "text-large"), ("larger", "text-larger"), ("normal", None), ("huge", None)])
def test_the_size_of_the_text_is_kept(client, size, shown):
    answer = client.post("/text-size/", {"size": size, "next": "/bodies/?page=1"})

    assert answer.headers["Location"] == "/bodies/?page=1"
    assert ask(client, "/bodies/").get("class") == shown


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_size_of_the_text_leads_nowhere_else(client, elsewhere):
    assert client.post("/text-size/", {"size": "large", "next": elsewhere}).headers["Location"] == "/"


def test_a_cookie_of_nonsense_writes_nothing(client):
    client.cookies["text_size"] = '"><script>'

    assert ask(client, "/bodies/").get("class") is None


def test_what_is_typed_is_escaped_in_the_search_box(client):
    content = client.get("/search/", {"q": '"><script>alert(1)</script>'}).content

    assert b"<script>alert(1)" not in content


def test_a_canonical_address_is_given(client):
    paper = make_document(slug="某政发-2016-1")
    page = ask(client, f"{paper.get_absolute_url()}?on=2016-01-01")

    assert page.xpath("//link[@rel='canonical']/@href") == [f"{settings.SITE_ADDRESS}{paper.get_absolute_url()}"]


# --- what is written once -----------------------------------------------------------------------------------------------------
def of_the_reader(page):
    """What of the frame belongs to one reader and one page."""
    header = having(page, "site-header")[0]
    return {
        "lang": page.get("lang"),
        "class": page.get("class"),
        "current": [link.get("href") for link in header.xpath(".//a[@aria-current]")],
        "pressed": [button.get("value") for button in header.xpath(".//button[@aria-pressed='true']")],
        "asked": header.xpath(".//input[@name='q']/@value"),
        "next": header.xpath(".//input[@name='next']/@value"),
    }


@pytest.mark.parametrize("_round", [1, 2])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("size", ["normal", "large"])
@pytest.mark.parametrize(("address", "current"), [("/bodies/?q=a", "/bodies/"), ("/documents/?q=b", "/documents/"), ("/about/", None)])
def test_the_frame_is_that_of_the_reader_the_language_and_the_page(client, language, size, address, current, _round):
    client.cookies["text_size"] = size
    seen = of_the_reader(ask(client, address, language))

    assert seen == {
        "lang": "en" if language == "en" else "zh-CN",
        "class": None if size == "normal" else "text-large",
        "current": [current] if current else [],
        "pressed": [size],
        "asked": [address.partition("?q=")[2]],
        "next": [address, address],
    }


def test_each_reader_has_a_token_of_their_own():
    tokens = [ask(Client(), "/about/").xpath("//input[@name='csrfmiddlewaretoken']/@value") for _reader in range(2)]

    assert len(tokens[0]) == len(tokens[1]) == 2
    assert not set(tokens[0]) & set(tokens[1])


def test_a_visitor_without_a_cookie_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Client().get("/nothing-is-here/").status_code == 404


def test_what_stands_in_once_is_written_for_each_language_and_value():
    page = Template("{% load frame i18n %}{% once key %}{% get_current_language as now %}{{ now }} {{ key }} {{ said }}{% endonce %}")
    written = []
    for said, language, key in [(1, "en", "a"), (2, "en", "b"), (3, "zh-hans", "a"), (4, "en", "a"), (5, "zh-hans", "a")]:
        with translation.override(language):
            written.append(page.render(Context({"said": said, "key": key})))

    assert written == ["en a 1", "en b 2", "zh-hans a 3", "en a 1", "zh-hans a 3"]


def test_once_keeps_no_more_than_it_may():
    page = Template("{% load frame %}{% once key %}{{ key }} {{ said }}{% endonce %}")
    for key in range(MOST_WRITINGS):
        page.render(Context({"key": key, "said": "first"}))

    assert page.render(Context({"key": 0, "said": "again"})) == "0 first"
    assert [page.render(Context({"key": "new", "said": said})) for said in ("first", "again")] == ["new first", "new again"]


@pytest.mark.parametrize("inside", ["{% csrf_token %}", "{% block title %}{% endblock %}", "{% if a %}{% csrf_token %}{% endif %}"])
def test_once_refuses_what_differs_from_page_to_page(inside):
    with pytest.raises(TemplateSyntaxError):
        Template(f"{{% load frame %}}{{% once %}}{inside}{{% endonce %}}")


# --- colours ------------------------------------------------------------------------------------------------------------------
TOKENS = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
WORDS_IN = ["ink", "soft", "red", "blue", "green", "amber", "national", "province", "city", "county", "zone"]
LEAST = dict.fromkeys(WORDS_IN, 4.5) | {"field": 3}  # borders of fields say no words


def colours(scheme):
    block = TOKENS.split("@media screen and (prefers-color-scheme: dark)")[scheme == "dark"]
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", block))


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sheet", "mark"])
def test_words_and_borders_have_enough_contrast(scheme, ground):
    palette = colours(scheme)
    below = luminance(palette[ground])
    ratios = {name: (max(luminance(palette[name]), below) + 0.05) / (min(luminance(palette[name]), below) + 0.05) for name in LEAST}

    assert {name: round(ratio, 2) for name, ratio in ratios.items() if ratio < LEAST[name]} == {}


@pytest.mark.parametrize("kind", ["documents", "bodies", "regions"])
def test_an_address_with_nul_leads_nowhere(client, kind):
    with pytest.raises(Resolver404):
        resolve(f"/{kind}/a\x00b/")
    assert client.get(f"/{kind}/%00/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "typed"), [("/search/?q=房租", "房租"), ("/regions/?q=杭州", ""), ("/", "")])
def test_search_box_does_not_repeat_what_was_typed_for_a_place(client, address, typed):
    page = client.get(address).content.decode()

    (box,) = re.findall(r'<input id="site-search"[^>]*>', page)
    assert f'value="{typed}"' in box
