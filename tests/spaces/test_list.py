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


@pytest.mark.parametrize("query", [{"region": "亚特兰蒂斯"}, {"region": "\x00"}, {"reach": "sideways"}])
def test_nonsense_is_said_and_the_rest_is_shown(client, report, query):
    response = page(client, **query)

    assert response.status_code == 200
    assert len(response.context["chosen"].ignored) == 1
    assert len(response.context["page"].object_list) == 2


def test_withdrawn_report_takes_its_facts_along(client, report):
    report.move(State.WITHDRAWN)

    assert "某众创空间" not in page(client).content.decode()


def test_number_of_queries_does_not_grow(client, report, django_assert_max_num_queries):
    other = make_document("另一篇报道", genre="report")
    Space.objects.bulk_create(Space(name=f"空间{n}", region=report.region, report=other) for n in range(40))

    with django_assert_max_num_queries(10):
        page(client)
