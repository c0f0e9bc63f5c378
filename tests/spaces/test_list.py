"""The page of spaces, platforms, programmes and events."""

import pytest
from django.urls import reverse

from policies.models import State
from spaces.models import Space
from spaces.reports import load_report
from tests.makers import make_dalian_zone, make_document
from tests.spaces.test_reports import facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    make_dalian_zone()
    report, _ = load_report(facts())
    report.move(State.PUBLISHED)
    return report


def page(client, **query):
    return client.get(reverse("spaces:list"), query)


def test_each_fact_links_to_its_report(client, report):
    html = page(client).content.decode()

    assert "某众创空间" in html
    assert html.count(f'href="{report.get_absolute_url()}"') >= 5


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"region": "210200"}, 2),
        ({"region": "210000"}, 2),
        ({"region": "210000", "reach": "only"}, 0),
        ({"region": "cn-210200-dl-hitech", "reach": "applies"}, 2),
        ({"region": "辽宁省"}, 2),
    ],
)
def test_spaces_are_filtered_by_place(client, report, query, shown):
    assert len(page(client, **query).context["page"].object_list) == shown


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"region": "亚特兰蒂斯"}, "No region “亚特兰蒂斯” is known"),
        ({"region": ["210200", "210000"]}, "“210000” was left out: there can be only one value of “Region”."),
        ({"reach": "sideways"}, "“sideways” is not known as “Reach”"),
        ({"reach": "only"}, "no region is asked for"),
        ({"strange": "1"}, "There is no filter strange here; there is: region, reach, page."),
        ({"page": "999"}, "There is no page 999; this is the last one."),
        ({"page": "x"}, "“x” is no page"),
    ],
)
def test_nonsense_is_said_and_the_rest_is_shown(client, report, query, said):
    client.cookies["django_language"] = "en"
    response = page(client, **query)

    assert [said in sentence for sentence in response.context["ignored"]] == [True]
    assert said in response.content.decode()
    assert len(response.context["page"].object_list) == 2


@pytest.mark.parametrize("query", [{}, {"region": "\x00"}, {"region": "", "reach": "below"}])
def test_what_asks_for_nothing_is_not_remarked_upon(client, report, query):
    assert page(client, **query).context["ignored"] == []


def test_spaces_of_a_later_page_are_one_click_away(client, report):
    Space.objects.bulk_create(Space(name=f"空间{n:03}", region=report.region, report=report) for n in range(60))

    assert "?page=2" in page(client).content.decode()
    assert len(page(client, page="2").context["page"].object_list) == 12


def test_withdrawn_report_takes_its_facts_along(client, report):
    report.move(State.WITHDRAWN)

    assert "某众创空间" not in page(client).content.decode()


def test_number_of_queries_does_not_grow(client, report, django_assert_max_num_queries):
    other = make_document("另一篇报道", genre="report")
    Space.objects.bulk_create(Space(name=f"空间{n}", region=report.region, report=other) for n in range(40))

    with django_assert_max_num_queries(10):
        page(client)
