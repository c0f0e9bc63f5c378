"""Issuing bodies: the list by region, and the page of one."""

import pytest

from policies.models import Responsibility, State
from tests.makers import make_body, make_citation, make_document, make_gongshu, make_provision, make_region

from .pages import ask, having, links, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def government():
    """A district's government with a paper of its own and one of its office."""
    district = make_gongshu()
    body = make_body("拱墅区人民政府", region=district, kind="government")
    office = make_body("拱墅区人民政府办公室", region=district, kind="general_office", parent=body)
    make_document("政府的通知", body=body)
    make_document("办公室的通知", body=office)
    return body


def titles(page):
    return [words(title) for title in having(page, "entry-title")]


def test_bodies_stand_under_their_region_with_counts(client, government):
    page = ask(client, "/bodies/")
    groups = having(page, "body-groups")[0].findall("section")

    assert len(groups) == 1
    assert words(groups[0].find(".//h2")).startswith("拱墅区")
    assert [words(item) for item in groups[0].findall(".//li")] == ["拱墅区人民政府 1 document", "拱墅区人民政府办公室 1 document"]


def test_bodies_of_drafts_alone_are_not_listed(client):
    make_document(state=State.DRAFT, body=make_body("某局"))

    assert "某局" not in words(ask(client, "/bodies/"))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_government_shows_what_its_office_issued_too(client, government, language):
    assert set(titles(ask(client, "/bodies/拱墅区人民政府/", language))) == {"政府的通知", "办公室的通知"}


def test_an_office_shows_its_own(client, government):
    page = ask(client, "/bodies/拱墅区人民政府办公室/")

    assert titles(page) == ["办公室的通知"]
    assert government.get_absolute_url() in links(page, "拱墅区人民政府")


def test_a_body_shows_the_provisions_it_is_in_charge_of(client, government):
    paper = make_document(number=("某政发", 2016, 1))
    provision = make_provision(paper, "一、", "支持创业")
    fields = {"document": paper, "provision": provision, "quote": "责任单位：区政府", "start": 0, "end": 2}
    row = Responsibility.objects.create(body=government, body_name="区政府", is_lead=True, **fields)
    Responsibility.objects.create(body=government, body_name="区政府", **(fields | {"document": make_document(state=State.DRAFT)}))
    page = ask(client, government.get_absolute_url())

    assert [words(item) for item in having(page, "led")[0].findall("li")] == ["一、 支持创业 某政发〔2016〕1号"]
    assert "Provisions it leads" in words(page)
    assert row.get_absolute_url() in links(page)


def test_a_body_shows_what_it_joins_in_and_what_it_cites_most(client, government):
    paper, basis, rare = make_document("省的意见"), make_document("国家意见", is_stub=True), make_document("少的")
    Responsibility.objects.create(document=paper, provision=make_provision(paper), quote="配合", body=government, body_name="区政府")
    for number in range(2):
        make_citation(make_document(f"区文{number}", body=government), basis)
    make_citation(make_document("区文", body=government), rare)

    page = ask(client, government.get_absolute_url())

    assert "Provisions it joins in" in words(page)
    assert [words(item) for item in having(page, "led")[1].findall("li")] == [
        "《国家意见》 not in the collection yet in 2 documents", "《少的》 in 1 document",
    ]  # fmt: skip


@pytest.mark.parametrize(("address", "said"), [("/bodies/?page=99", "99"), ("/bodies/?page=x", "“x”"), ("/bodies/?order=1", "“1” is not known as “Order”"), ("/bodies/?sort=1", "sort")])
def test_nonsense_is_ignored_and_said(client, government, address, said):
    page = ask(client, address)

    assert said in words(having(page, "notice")[0])
    assert "拱墅区人民政府" in words(page)


@pytest.fixture
def bureaus(government):
    """Three bureaus: one known by another name, one that issued nothing and is put in charge, one of which nothing public is here."""
    city = make_region("大连市")
    science, finance = make_body("大连市科学技术局", region=city), make_body("大连市财政局", region=city)
    science.alias_rows.create(name="市科技局")
    for _number in range(2):
        make_document(body=science)
    paper = make_document("分工方案")
    for review in ("proposed", "accepted", "rejected"):
        Responsibility.objects.create(document=paper, quote="责任单位：市财政局", body=finance, body_name="市财政局", review=review)
    make_document(state=State.DRAFT, body=make_body("大连市商务局", region=city))


def listed(page):
    return [words(item) for item in having(page, "body-groups")[0].iter("li")]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("q=科学", ["大连市科学技术局"]),
        ("q=市科技局", ["大连市科学技术局"]),
        ("q=大连财局", ["大连市财政局"]),
        ("q=局财政", []),
        ("q=大连", ["大连市科学技术局", "大连市财政局"]),
        ("q=大连 财政", ["大连市财政局"]),
        ("q=拱墅 办公室", ["拱墅区人民政府办公室"]),
        ("q=大连&order=in_charge", ["大连市财政局", "大连市科学技术局"]),
        ("order=issued&q=局", ["大连市科学技术局", "大连市财政局"]),
    ],
)
def test_bodies_are_found_by_parts_of_their_names_and_their_place(client, bureaus, asked, names):
    page = ask(client, f"/bodies/?{asked}")

    assert [words(link) for link in page.xpath("//div[@class='body-groups']//li/a")] == names


def test_what_a_body_issued_and_is_in_charge_of_is_counted(client, bureaus):
    assert listed(ask(client, "/bodies/?q=大连")) == ["大连市科学技术局 市科技局 2 documents", "大连市财政局 in charge of 2 provisions"]


@pytest.mark.parametrize("asked", ["商务", "没有的机关", "%25", "_", "[^a]*", "\\\\", "<b>", "长" * 200])
def test_a_name_that_nothing_has_says_what_to_do(client, bureaus, asked):
    page = ask(client, f"/bodies/?q={asked}")

    assert "No body of this name is in the collection." in words(page)
    assert any(link.startswith("/search/?q=") for link in links(page))
    assert not page.xpath("//main//b")


def test_more_provisions_than_are_listed_are_counted(client, government, monkeypatch):
    monkeypatch.setattr("policies.views.bodies.MOST_LED", 2)
    paper = make_document()
    for _number in range(3):
        Responsibility.objects.create(document=paper, quote="牵头", body=government, body_name="区政府", is_lead=True)

    assert "Provisions it leads 3 牵头" in words(ask(client, government.get_absolute_url()))
    assert "The first 2 are listed." in words(ask(client, government.get_absolute_url()))


def test_an_unknown_body_is_not_found(client):
    assert client.get("/bodies/无此机关/").status_code == 404


@pytest.mark.parametrize("address", ["/bodies/", "/bodies/?q=拱墅 政府&order=issued", "/bodies/拱墅区人民政府/"])
def test_the_number_of_queries_does_not_grow(client, government, address, django_assert_max_num_queries):
    def asked():
        client.get(address)  # counts are kept until something public changes
        with django_assert_max_num_queries(13) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    few = asked()
    for number in range(12):
        make_document(body=make_body(region=make_region()))
        make_document(body=make_body(f"下属{number}", region=government.region, parent=government))

    assert asked() == few
