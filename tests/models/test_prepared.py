"""Prepared questions: written once, answered anew each time, and their records are like any others."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.db.models import DateField, F

from policies.models import Citation, Document, Provision
from policies.models.prepared import A_PAGE, Asked, Prepared, any_of, at_places, records_together, rows_together
from tests.makers import make_citation, make_document, make_provision, make_region

pytestmark = pytest.mark.django_db
COLUMNS = ["id", "slug", "title", "state", "issued_on", "region_id", "region__id", "region__name"]


def by_slug():
    return Document.objects.filter(slug=Asked("slug")).order_by()


def test_each_asking_gives_the_rows_of_its_own_values():
    question = Prepared(by_slug, ["slug", "issued_on"])
    for slug, year in (("a", 2015), ("b", 2016)):
        make_document(slug=slug, issued_on=date(year, 1, 1))

    assert [question.rows(slug=slug) for slug in ("b", "a", "none")] == [[("b", date(2016, 1, 1))], [("a", date(2015, 1, 1))], []]


def test_a_question_is_written_once_and_sees_what_changed(django_assert_num_queries):
    built = []
    question = Prepared(lambda: built.append(1) or by_slug(), ["title"])
    paper = make_document("前", slug="a")
    before = question.rows(slug="a")
    Document.objects.filter(pk=paper.pk).update(title="后")

    with django_assert_num_queries(1):
        assert (before, question.rows(slug="a")) == ([("前",)], [("后",)])
    assert len(built) == 1


def test_questions_together_are_answered_each_with_its_own_rows(django_assert_num_queries):
    paper = make_document("某通知", slug="a")
    make_provision(paper, heading="总则")
    titles = Prepared(by_slug, ["title"])
    headings = Prepared(lambda: Provision.objects.filter(document=Asked("document")).order_by("order"), ["id", "heading"])

    with django_assert_num_queries(2):
        assert rows_together([titles, headings], slug="a", document=paper.pk)[0] == [("某通知",)]
    with django_assert_num_queries(3):
        once, again, papers = records_together([headings, headings, Prepared(by_slug, ["id", "title"])], slug="none", document=paper.pk)
    assert ([part.heading for part in once], again, papers) == (["总则"], once, [])


def test_a_question_that_fails_among_others_leaves_the_connection_usable():
    broken = Prepared(lambda: Document.objects.extra(select={"one": "1 / no_such_column"}).filter(slug=Asked("slug")).order_by(), ["one"])
    good = Prepared(by_slug, ["title"])

    with pytest.raises(DatabaseError), transaction.atomic():
        rows_together([good, broken, good], slug="a")

    assert good.rows(slug="a") == []


@pytest.mark.django_db(transaction=True)
def test_questions_behind_one_that_failed_are_answered_next_time():
    """PostgreSQL passes over them, and the client must not take them for prepared."""
    broken = Prepared(lambda: Document.objects.extra(select={"one": "1 / no_such_column"}).filter(slug=Asked("slug")).order_by(), ["one"])
    good, another = Prepared(by_slug, ["title"]), Prepared(by_slug, ["id", "title"])
    good.rows(slug="a")

    for _ in range(3):
        with pytest.raises(DatabaseError):
            rows_together([good, broken, another], slug="a")
        assert rows_together([good, another], slug="a") == [[], []]


def test_records_have_their_relations_and_methods_without_another_query(django_assert_num_queries):
    make_document("某通知", slug="a", region=make_region(name="某市"))

    with django_assert_num_queries(1):
        paper = Prepared(by_slug, COLUMNS).records(slug="a")[0]
        assert (paper.title, paper.region.name, paper.get_absolute_url()) == ("某通知", "某市", "/documents/a/")


def test_a_relation_to_nothing_is_none():
    make_document(slug="a")

    assert Prepared(by_slug, COLUMNS).records(slug="a")[0].region is None


def test_what_was_not_asked_is_fetched_when_it_is_needed():
    paper = make_document(slug="a", source_name="某局")
    record = Prepared(by_slug, COLUMNS).records(slug="a")[0]

    assert record == paper
    assert "source_name" in record.get_deferred_fields()
    assert record.source_name == "某局"


def test_a_record_is_saved_like_one_of_a_queryset(django_assert_num_queries):
    make_document("前", slug="a")
    record = Prepared(by_slug, COLUMNS).records(slug="a")[0]
    record.title = "后"
    with django_assert_num_queries(1):  # an update, not a second paper
        record.save(update_fields=["title"])

    assert (record._state.adding, record._state.db) == (False, "default")
    assert list(Document.objects.values_list("title", flat=True)) == ["后"]


def test_annotations_are_attributes():
    paper = make_document(text="各街道")
    make_citation(paper, make_document(), provision=make_provision(paper, "一、", "目标", anchor="p1"))
    question = Prepared(lambda: Citation.objects.filter(document=Asked("document")).annotate(at=F("provision__anchor")), ["id", "at"])

    assert [record.at for record in question.records(document=paper.pk)] == ["p1"]


def test_days_are_values_too():
    make_document(slug="old", issued_on=date(2015, 1, 1))
    until = Prepared(lambda: Document.objects.filter(issued_on__lte=Asked("day", DateField())), ["slug"])

    assert until.rows(day=date(2015, 1, 1)) == [("old",)]
    assert until.rows(day=date(2014, 12, 31)) == []


def test_a_value_never_becomes_sql():
    make_document(slug="a")

    assert Prepared(by_slug, ["slug"]).rows(slug="' OR 1=1 --") == []


@pytest.mark.parametrize("number", [1, 3, A_PAGE])
def test_a_page_of_ids_is_asked_for_at_once(number, django_assert_num_queries):
    made = [make_document(f"{serial}号文").pk for serial in range(A_PAGE)]
    asked = Prepared(lambda: Document.objects.filter(any_of("pk")).order_by("pk"), ["id"])

    with django_assert_num_queries(1):
        rows = asked.rows(**at_places(made[:number]))

    assert [key for (key,) in rows] == made[:number]


@pytest.mark.parametrize("number", [0, A_PAGE + 1])
def test_more_ids_than_a_page_are_refused(number):
    with pytest.raises(ValueError, match=str(number)):
        at_places(range(number))
