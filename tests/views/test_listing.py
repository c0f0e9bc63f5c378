"""What stands around a list: the choices beside it, its order, and the ways out when it is empty."""

import pytest

from policies.models import Theme
from policies.search.index import changes
from policies.views import listing
from tests.makers import make_body, make_clause, make_document, make_gongshu, make_provision

from .pages import ask, having, links, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def collection():
    """Two papers of a district, one of them with clauses, and one of a zone."""
    body = make_body("拱墅区人民政府", region=make_gongshu())
    paper = make_document("关于众创空间的通知", text="支持众创空间，减免租金。", body=body, number=("拱政发", 2016, 3), level="county")
    make_document("关于孵化器的通知", text="支持孵化器。", body=body, level="county")
    make_document("园区的办法", text="孵化器与众创空间。", level="zone")
    make_clause(paper, amounts=(300_000,), quote="对众创空间给予30万元奖励", beneficiary="众创空间企业")
    make_clause(paper, kinds=("rent",), quote="对众创空间给予房租补贴", beneficiary="孵化企业")
    make_provision(paper).themes.add(Theme.objects.create(slug="cost", name_zh="成本", name_en="Cost"))
    changes.rebuild()
    return paper


def choice(page, name, value):
    """The entry of one value among the choices of a filter."""
    (entry,) = page.xpath(f"//li[.//input[@name='{name}' and @value='{value}']]")
    return entry


def empty(client, address, language="en"):
    return words(having(ask(client, address, language), "empty")[0])


def ways(client, address):
    """What an empty list offers: label -> how many results there would be, each as the list itself has it."""
    page = ask(client, address)
    found = {}
    for item in having(page, "empty")[0].findall(".//li"):
        label, _, count = words(item).rpartition(" ")
        (there,) = links(item)
        assert words(ask(client, address.partition("?")[0] + there).xpath("//p[@role='status']/strong")[0]) == count
        found[label.removeprefix("without ").strip("“”")] = int(count)
    return found


# --- choices --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "taken", "count"),
    [
        ("/search/?tab=clauses&beneficiary=企业", ("beneficiary", "企业"), "2"),
        ("/search/?body=拱墅区人民政府", ("body", "拱墅区人民政府"), "2"),
        ("/documents/?body=少见局&body=拱墅区人民政府", ("body", "少见局"), "1"),
        ("/documents/?region=330105&level=zone", ("region", "330105"), "0"),
        ("/documents/?level=ministry", ("level", "ministry"), "0"),
    ],
)
def test_a_choice_taken_tells_what_it_gives_wherever_it_ranks(client, collection, monkeypatch, address, taken, count):
    make_document("少见的通知", body=make_body("少见局"))
    for serial in range(2):
        make_document(f"{serial}号通知", body=make_body("多见局"))
    changes.rebuild()
    monkeypatch.setattr(listing, "MOST_CHOICES", 1)

    page = ask(client, address)

    assert [words(link).removesuffix(" ×") for link in having(choice(page, *taken), "count")] == [count]


def test_a_facet_that_is_cut_says_so_and_where_the_others_are(client, collection, monkeypatch):
    make_document("少见的通知", body=make_body("少见局"))
    changes.rebuild()
    assert "Only the first" not in words(ask(client, "/documents/"))
    monkeypatch.setattr(listing, "MOST_CHOICES", 1)

    (bodies,) = ask(client, "/documents/").xpath("//fieldset[legend='Issuing body']")

    assert "Only the first 1 are listed. Find another issuing body" in words(bodies)
    assert links(bodies, "Find another") == ["/bodies/"]


def test_each_choice_is_added_and_taken_away_by_a_link(client, collection):
    page = ask(client, "/search/?q=众创空间&level=county&level=city&page=1")
    (add,), (remove,) = (having(choice(page, "level", value), "count") for value in ("zone", "county"))

    assert (add.get("aria-label"), remove.get("aria-label")) == ("Add “Zone”: 1", "Take away “County or district”: 1")
    assert remove.get("href") == "?q=%E4%BC%97%E5%88%9B%E7%A9%BA%E9%97%B4&level=city"
    added = ask(client, "/search/" + add.get("href"))
    assert [choice(added, "level", value).find(".//input").get("checked") for value in ("county", "zone")] == ["checked"] * 2
    assert len(having(added, "entry-title")) == 2


def test_links_of_choices_ask_the_database_nothing(client, collection, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        client.get("/search/", {"q": "众创空间", "level": "county", "body": "拱墅区人民政府"})


def test_without_an_index_a_choice_taken_has_no_count(client, collection, monkeypatch):
    from policies.search.index import shelf  # noqa: PLC0415

    def broken():
        raise shelf.Unusable("no index")

    monkeypatch.setattr(shelf, "current", broken)

    for address in ("/documents/?level=county", "/subsidies/?region=330105", "/search/?q=量子鲸鱼&level=county"):
        assert [words(count) for count in having(ask(client, address).get_element_by_id("filters"), "count") if words(count)] == []


# --- order ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "chosen"),
    [
        ("/search/?q=众创空间", "Best match first"),
        ("/search/?q=-租金", "Newest first"),
        ("/search/?order=relevance", "Newest first"),
        ("/search/?q=众创空间&order=level", "From the nation down"),
        ("/search/?tab=clauses", "Narrowest place, then amount"),
        ("/search/?tab=clauses&q=众创空间", "Best match first"),
        ("/documents/", "Newest first"),
        ("/subsidies/?q=-租金", "Narrowest place, then amount"),
    ],
)
def test_the_order_shown_is_the_one_that_the_list_has(client, collection, address, chosen):
    assert [words(option) for option in ask(client, address).xpath("//select[@id='order']/option[@selected]")] == [chosen]


# --- nothing found --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("asked", "said", "unsaid"),
    [
        ("q=量子鲸鱼", "“量子鲸鱼” stands in no document here.", "without"),
        ("q=减免&tab=clauses", "“减免” stands in no subsidy clause here.", "document here"),
        ("q=机关:量子局", "No document here has “量子局” in the field “body”.", "stands in"),
        ("q=year:abc", "No document here has “abc” in the field “year”.", "stands in"),
        ("q=量子 鲸鱼", "“鲸鱼” stands in no document here.", "without"),
    ],
)
def test_of_an_unknown_word_no_more_is_said_than_holds(client, collection, asked, said, unsaid):
    text = empty(client, f"/search/?{asked}")

    assert said in text
    assert unsaid not in text


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("q=众创空间&level=ministry", {"Level: Ministry": 2, "Words: 众创空间": 0}),
        ("q=众创空间&level=national&level=ministry", {"Level: National, Ministry": 2}),
        ("q=孵化器&level=zone&theme=cost", {"Level: Zone": 0, "Theme: Cost": 1}),
        ("q=孵化器&level=ministry&theme=cost", {"All of these: Level, Theme": 2}),
        ("q=众创空间 -众创空间", {"Word: 众创空间": 1, "Word: -众创空间": 2}),
        ("q=标题:孵化器 租金", {"Word: title:孵化器": 1, "Word: 租金": 1}),
        ("q=支持 众创空间 租金 减免 关于 通知 的 创 量子", {"Word: 量子": 1}),
        ("q=支持 众创空间 租金 量子 鲸鱼", {"Word: 量子 鲸鱼": 1}),
        ("q=众创空间 量子&level=ministry", {"All of these: 量子, Level": 2}),
    ],
)
def test_an_empty_list_names_what_emptied_it_and_what_there_would_be(client, collection, asked, offered):
    found = ways(client, f"/search/?{asked}")

    assert found == {label: count for label, count in offered.items() if count}


def test_the_questions_of_an_empty_list_are_bounded(client, collection, monkeypatch):
    from policies.views import ways as module  # noqa: PLC0415

    asked = []
    monkeypatch.setattr(module, "count", lambda query: asked.append(query) or 1)
    filters = "level=national&year=2016&kind=通知&support=rent&theme=cost&validity=repealed&on=2016-01-01&form=fixed&genre=report"
    client.get(f"/search/?q={' '.join(f'{number}字' for number in range(30))}&{filters}")

    assert 20 < len(asked) <= 20 + listing.MOST_ASKED


@pytest.mark.parametrize(
    ("asked", "start"),
    [
        ("tab=clauses&q=量子鲸鱼", "/search/?tab=clauses"),
        ("q=支持 孵化器 园区", "/search/"),
        ("q=众创空间&level=ministry", "/search/?q=%E4%BC%97%E5%88%9B%E7%A9%BA%E9%97%B4"),
    ],
)
def test_an_empty_list_never_leads_back_to_itself(client, collection, asked, start):
    assert links(having(ask(client, f"/search/?{asked}"), "empty")[0], "Show all") == [start]


def test_lists_without_a_page_of_their_own_words_name_them_too(client, collection):
    assert "“量子鲸鱼” stands in no document here." in empty(client, "/documents/?q=量子鲸鱼")
    assert "“量子鲸鱼” stands in no subsidy clause here." in empty(client, "/subsidies/?q=量子鲸鱼")


@pytest.mark.parametrize(("reach", "found"), [("", {"省", "市"}), ("below", {"省", "市"}), ("only", {"省"}), ("applies", {"国", "省"})])
@pytest.mark.parametrize("path", ["/documents/", "/search/"])
def test_how_far_a_region_reaches_is_asked_beside_it(client, db, path, reach, found):
    """The tree counts what stands below, so that a branch leads to its leaves; another reach is one click away."""
    city = make_gongshu().parent
    for title, region in (("国", city.parent.parent), ("省", city.parent), ("市", city)):
        make_document(title, region=region)
    changes.rebuild()

    page = ask(client, f"{path}?region=330000" + (f"&reach={reach}" if reach else ""))

    assert {words(title) for title in page.xpath("//ol[@class='entries']//h2 | //ol[@class='entries']//h3")} == found
    assert page.xpath("//input[@name='reach'][@checked]/@value") == [reach or "below"]
    assert not ask(client, path).xpath("//input[@name='reach']")
