"""What is special where the database is PostgreSQL."""

import pytest
from django.db import connection

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]


@pytest.mark.parametrize(("number", "type_"), [(1, "integer"), (40_000, "integer"), (2**40, "bigint"), (True, "boolean")])
def test_whole_numbers_are_sent_as_one_type(number, type_):
    with connection.cursor() as cursor:
        assert cursor.execute("SELECT pg_typeof(%s)::text", [number]).fetchone() == (type_,)


def test_a_question_about_other_numbers_is_known_again():
    asked = "SELECT %s + 1 AS known_again"
    with connection.cursor() as cursor:
        for number in (1, 2, 40_000, 3, 50_000):
            cursor.execute(asked, [number])
        prepared = cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%known_again'").fetchone()

    assert prepared == (1,)
