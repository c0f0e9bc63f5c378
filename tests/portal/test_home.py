"""The pages that join both apps."""

from datetime import timedelta

import pytest
from django.utils import timezone

from policies.models import State
from tests.makers import (
    make_body,
    make_citation,
    make_clause,
    make_dalian_zone,
    make_document,
    make_gongshu,
    make_target,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def documents():
    district, zone = make_gongshu(), make_dalian_zone()
    first = make_document("拱墅区行动计划", body=make_body("拱墅区人民政府办公室", region=district))
    second = make_document("高新区实施意见", body=make_body("大连高新区管理委员会", region=zone))
    make_clause(first, amounts=(100000,))
    make_target(second)
    return first, second


def test_home_counts_what_is_public(client, documents):
    context = client.get("/").context

    assert [context[name] for name in ("document_count", "clause_count", "target_count", "region_count")] == [2, 1, 1, 2]


def test_home_counts_what_the_lists_show_and_counts_anew_when_something_is_published(client, documents):
    client.get("/")
    paper = make_document("废止前文的意见", state=State.IN_REVIEW)
    make_citation(paper, documents[1], "repeals")
    paper.move(State.PUBLISHED)

    context = client.get("/").context

    assert [context[name] for name in ("document_count", "clause_count", "target_count")] == [3, 1, 0]


def test_home_counts_a_document_at_its_province(client, documents):
    counts = {region.slug: count for region, count in client.get("/").context["provinces"]}

    assert counts == {"210000": 1, "330000": 1}


def test_draft_is_nowhere_on_the_home_page(client, documents):
    documents[0].move(State.WITHDRAWN)

    response = client.get("/")

    assert "拱墅区行动计划" not in response.content.decode()
    assert response.context["clause_count"] == 0


def test_home_names_what_ends_soon(client, documents):
    soon = timezone.localdate() + timedelta(days=30)
    make_document("将到期的办法", effective_to=soon)
    make_document("早已到期的办法", effective_to=soon - timedelta(days=60))

    assert [document.title for document in client.get("/").context["ending"]] == ["将到期的办法"]


def test_home_asks_a_constant_number_of_queries(client, documents, django_assert_max_num_queries):
    body = make_body("某市人民政府", region=make_gongshu())
    for _ in range(8):
        make_document(body=body)

    client.get("/")  # what is counted is kept until something public changes
    with django_assert_max_num_queries(6):
        client.get("/")


def test_empty_portal_says_so(client, db):
    response = client.get("/")

    assert response.status_code == 200
    assert response.context["document_count"] == 0


@pytest.mark.parametrize("address", ["/", "/about/", "/health/", "/spaces/"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_page_speaks_both_languages(client, db, address, language):
    client.cookies["django_language"] = language

    response = client.get(address)

    assert response.headers["Content-Language"] == language
    assert ('lang="en"' in response.content.decode().partition(">")[0] + response.content.decode()[:60]) == (language == "en")


def test_policy_forbids_inline_code(client, db):
    policy = client.get("/").headers["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_unknown_address_is_answered_with_a_way_on(client, db):
    response = client.get("/no/such/page/")

    assert response.status_code == 404
    assert b'name="q"' in response.content


def test_registration_numbers_are_printed_only_where_set(client, db, settings):
    without = client.get("/").content.decode()
    settings.ICP_NUMBER = "测ICP备00000000号"

    assert "ICP备" not in without
    assert "测ICP备00000000号" in client.get("/").content.decode()
