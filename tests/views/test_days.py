"""Pages as they stood on a day: what was repealed in part is told, what ended leaves the lists, links keep the day."""

from datetime import date

import pytest

from policies.models import Document, Theme
from policies.search.index import changes
from policies.templatetags.policy_text import on_day
from tests.makers import (
    make_citation,
    make_clause,
    make_document,
    make_figure,
    make_gongshu,
    make_outlined,
    make_part,
    make_provision,
    make_target,
)

from .pages import ask, having, links, words

pytestmark = pytest.mark.django_db
BEFORE, AFTER = "2015-12-31", "2019-01-01"
SENTENCE = "《旧办法》第二条同时废止。"


@pytest.fixture
def old():
    """A paper of 2011 with a clause in its second and its third article; in 2016 the second is repealed, the third amended."""
    region = make_gongshu()
    old = make_outlined("第一条 支持创业。", "第二条 给予房租补贴。", "第三条 给予奖励。", title="旧办法", region=region, issued_on=date(2011, 1, 1))
    for beneficiary, quote in (("企业", "给予房租补贴"), ("团队", "给予奖励")):
        place = old.text.index(quote)
        make_clause(old, beneficiary=beneficiary, quote=quote, start=place, end=place + len(quote))
    new = make_document("新办法", region=region, text=SENTENCE, issued_on=date(2016, 3, 21))
    make_part(make_citation(new, old, "repeals", quote="《旧办法》", start=0, end=5), "第二条")
    make_part(make_citation(new, old, "amends"), "第三条")
    changes.rebuild()
    return old


def clause(old, quote):
    return old.subsidyclauses.get(quote=quote)


def listed(page):
    return [words(row.xpath("./td")[0]) for row in having(page, "clause-row", "tr")]


# --- lists ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "rows", "left_out"),
    [
        ("/subsidies/", ["团队"], "Left out: 1 repealed clause."),
        (f"/subsidies/?on={AFTER}", ["团队"], "Left out: 1 clause that was repealed by that day or not in force yet."),
        (f"/subsidies/?on={BEFORE}", ["企业", "团队"], "Nothing else was left out."),
        ("/subsidies/?on=2010-01-01", [], "Left out: 2 clauses that were repealed by that day or not in force yet."),
        ("/subsidies/?validity=repealed", ["企业"], "Nothing else was left out."),
        ("/subsidies/?validity=amended", ["团队"], "Nothing else was left out."),
    ],
)
def test_finder_lists_what_stood_on_the_day(client, old, address, rows, left_out):
    page = ask(client, address)

    assert sorted(listed(page)) == sorted(rows)
    assert left_out in words(having(page, "asked")[0])


@pytest.mark.parametrize(("address", "rows"), [("/regions/330105/", ["团队"]), (f"/regions/330105/?on={BEFORE}", ["企业", "团队"])])
def test_region_lists_what_stood_on_the_day(client, old, address, rows):
    assert sorted(listed(ask(client, address))) == rows


def test_region_tells_no_target_of_a_paper_that_was_not_issued_yet(client, old):
    make_target(make_document(region=make_gongshu(), issued_on=date(2016, 1, 1)), "孵化器")

    assert "孵化器" in words(ask(client, "/regions/330105/"))
    assert "孵化器" not in words(ask(client, f"/regions/330105/?on={BEFORE}"))


def test_region_reports_no_figure_of_a_paper_that_was_not_issued_yet(client, old):
    make_figure(make_document(genre="report", region=make_gongshu(), issued_on=date(2016, 1, 1)), "众创空间", 31)

    assert "31 家" in words(ask(client, "/regions/330105/"))
    assert "31 家" not in words(ask(client, f"/regions/330105/?on={BEFORE}"))
    assert "31 家" in words(ask(client, f"/regions/330105/?on={AFTER}"))


def test_region_counts_the_themes_of_papers_known_by_the_day(client, old):
    costs = Theme.objects.create(slug="costs", name_zh="成本", name_en="Costs")
    talent = Theme.objects.create(slug="talent", name_zh="人才", name_en="Talent")
    old.provisions.first().themes.add(costs)
    old.provisions.last().themes.add(costs)
    make_provision(Document.objects.get(title="新办法")).themes.add(costs, talent)
    changes.rebuild()

    def counted(day):
        return [words(item) for item in ask(client, f"/regions/330105/{day}").xpath("//section[@aria-labelledby='region-themes']//li")]

    assert counted("") == counted(f"?on={AFTER}") == ["Costs 2", "Talent 1"]
    assert counted(f"?on={BEFORE}") == ["Costs 1"]


def test_estimate_is_made_without_repealed_provisions(client, old):
    for day, count in (("", 1), (f"&on={BEFORE}", 2)):
        page = ask(client, f"/estimate/?region=330105&who=company&who=team{day}")

        assert len({link for link in links(page) if "#subsidyclause-" in link}) == count


def test_facets_offer_the_new_states(client, old):
    page = ask(client, "/documents/")

    assert set(page.xpath("//input[@name='validity']/@value")) == {"partly_repealed", "unverified"}


@pytest.mark.parametrize("address", ["/documents/", "/subsidies/", "/search/?tab=clauses&q=给予", "/search/?q=创业"])
def test_every_list_has_a_field_for_the_day(client, old, address):
    page = ask(client, address)

    assert page.xpath("//form//input[@type='date'][@name='on']")


# --- links ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", ["/subsidies/", "/regions/330105/"])
def test_rows_keep_the_day_that_was_asked_for(client, old, address):
    wanted = clause(old, "给予奖励")

    assert f"{wanted.get_absolute_url()}?on={BEFORE}" in links(ask(client, f"{address}?on={BEFORE}"))
    assert f"{old.get_absolute_url()}?on={BEFORE}#{wanted.anchor}" in links(ask(client, f"{address}?on={BEFORE}"))
    assert wanted.get_absolute_url() in links(ask(client, address))


@pytest.mark.parametrize("address", ["/documents/?", "/search/?q=创业&"])
def test_list_of_documents_keeps_the_day(client, old, address):
    assert f"{old.get_absolute_url()}?on={BEFORE}" in links(ask(client, f"{address}on={BEFORE}"))
    assert old.get_absolute_url() in links(ask(client, address))


def test_tabs_of_the_search_and_its_clauses_keep_the_day(client, old):
    found = links(ask(client, f"/search/?tab=clauses&q=奖励&on={BEFORE}"))

    assert f"{clause(old, '给予奖励').get_absolute_url()}?on={BEFORE}" in found
    assert [link for link in found if link.startswith("?") and f"&on={BEFORE}" in link and "tab=clauses" not in link]


def test_region_keeps_the_day_on_the_way_up_and_to_its_papers(client, old):
    found = links(ask(client, f"/regions/330105/?on={BEFORE}"))

    assert {f"/regions/330000/?on={BEFORE}", f"{old.get_absolute_url()}?on={BEFORE}", f"/subsidies/?region=330105&on={BEFORE}"} <= set(found)


def test_clause_keeps_the_day_on_the_way_to_its_paper(client, old):
    wanted = clause(old, "给予奖励")
    found = links(ask(client, f"{wanted.get_absolute_url()}?on={BEFORE}"))

    assert {f"{old.get_absolute_url()}?on={BEFORE}", f"/regions/330105/?on={BEFORE}", wanted.get_absolute_url()} <= set(found)


@pytest.mark.parametrize(
    ("address", "expected"),
    [("/a/", "/a/?on=2016-03-21"), ("/a/#p-1", "/a/?on=2016-03-21#p-1"), ("/a/?q=1#p", "/a/?q=1&on=2016-03-21#p")],
)
def test_day_stands_before_the_place_on_the_page(address, expected):
    assert on_day(address, date(2016, 3, 21)) == expected
    assert on_day(address, None) == address


# --- one clause -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("quote", "day", "told"),
    [
        ("给予房租补贴", "", "A document in the collection repeals the provision in which it stands: 第二条."),
        ("给予房租补贴", BEFORE, "The text names no end and no document here repeals it."),
        ("给予奖励", "", "A document in the collection amends it: 第三条."),
    ],
)
def test_clause_tells_its_own_validity_on_the_day(client, old, quote, day, told):
    page = ask(client, f"{clause(old, quote).get_absolute_url()}?on={day}")

    assert told in words(page)
    assert page.xpath("//input[@name='on']/@value") == [day or f"{date.today():%Y-%m-%d}"]


def test_day_that_is_none_is_ignored_and_said(client, old):
    page = ask(client, f"{clause(old, '给予奖励').get_absolute_url()}?on=2016-13-01")

    assert "is no day and was ignored" in words(page)


# --- the paper ------------------------------------------------------------------------------------------------------------
def test_paper_tells_at_the_provision_what_became_of_it(client, old):
    page = ask(client, old.get_absolute_url())
    repealed, amended = having(page, "changed", "p")

    assert words(repealed) == f"第二条 Repealed by 《新办法》 {SENTENCE}"
    assert words(amended).startswith("第三条 Amended by 《新办法》")
    assert [section.get("id") for section in having(page, "is-over", "section")] == [old.provisions.get(marker="第二条").anchor]
    assert "repeals a part of it: 第二条." in words(page)


def test_papers_name_the_provisions_on_both_sides(client, old):
    new = old.cited_by.first().document
    provision = old.provisions.get(marker="第二条")

    assert "is repealed by（第二条）" in words(ask(client, old.get_absolute_url()))
    assert "repeals（第二条）" in words(ask(client, new.get_absolute_url()))
    assert f"{old.get_absolute_url()}#{provision.anchor}" in links(ask(client, new.get_absolute_url()))


def test_paper_as_it_stood_before_tells_nothing_of_it(client, old):
    page = ask(client, f"{old.get_absolute_url()}?on={BEFORE}")

    assert having(page, "changed", "p") == having(page, "is-over", "section") == []


def test_provisions_in_a_repealed_one_are_over_with_it(client):
    old = make_outlined("第一条 支持创业：", "（一）房租；", "（二）宽带。", "第二条 附则。")
    make_part(make_citation(make_document("新办法", text=SENTENCE), old, "repeals"), "第一条")

    page = ask(client, old.get_absolute_url())

    assert len(having(page, "is-over", "section")) == 3
    assert len(having(page, "changed", "p")) == 1
