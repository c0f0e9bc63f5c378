"""Bodies that issue papers, their names and their offices."""

import pytest

from policies.models import BodyAlias, IssuingBody, State
from tests.makers import make_body, make_document, make_gongshu

pytestmark = pytest.mark.django_db


@pytest.fixture
def government():
    """A government with its general office, and a department with a short name."""
    region = make_gongshu()
    government = make_body("杭州市拱墅区人民政府", region=region, kind="government")
    make_body("杭州市拱墅区人民政府办公室", region=region, kind="general_office", parent=government)
    department = make_body("杭州市拱墅区科学技术局", region=region, kind="department")
    BodyAlias.objects.create(body=department, name="区科技局")
    return government


def names(queryset):
    return {body.name for body in queryset}


@pytest.mark.parametrize(
    ("asked", "found"),
    [("杭州市拱墅区人民政府", {"杭州市拱墅区人民政府"}), ("区科技局", {"杭州市拱墅区科学技术局"}), ("科技局", set())],
)
def test_body_is_named_by_its_name_or_an_alias(government, asked, found):
    assert names(IssuingBody.objects.named(asked)) == found


def test_office_counts_with_its_government(government):
    assert names(IssuingBody.objects.with_offices(government)) == {"杭州市拱墅区人民政府", "杭州市拱墅区人民政府办公室"}


def test_counts_hold_published_documents_only(government):
    make_document(body=government)
    make_document(body=government, state=State.DRAFT)

    assert {body.name: body.document_count for body in IssuingBody.objects.with_counts()}["杭州市拱墅区人民政府"] == 1


def test_bodies_of_a_place_and_above(government):
    assert len(IssuingBody.objects.applying_in(government.region)) == 3
