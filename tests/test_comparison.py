"""Places side by side: figures made comparable, rows, charts."""

from decimal import Decimal

import pytest

from policies.comparison import compare, measure
from policies.models import AmountTerm
from policies.search.index import changes
from tests.makers import make_clause, make_dalian_zone, make_document, make_gongshu

pytestmark = pytest.mark.django_db


def clause_of(*terms, document=None, **fields):
    """A clause with amount rows of (role, value, other fields)."""
    clause = make_clause(document or make_document(region=make_gongshu()), **fields)
    for order, (role, value, more) in enumerate(terms):
        named = {"unit": "" if role == "rate" else "元"} | more
        AmountTerm.objects.create(clause=clause, order=order, role=role, value=Decimal(str(value)), **named)
    clause.sum_up()
    return clause


def figure(*terms):
    found = measure(clause_of(*terms)).figure
    return found and (found.low, found.high, found.unit, found.is_yearly, found.times, found.is_cap)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([("fixed", 100, {})], (100, 100, "元", False, None, False)),
        ([("fixed", 100, {"per": "年"})], (100, 100, "元", True, None, False)),
        ([("tier", 10, {"tier": "甲"}), ("tier", 30, {"tier": "乙"})], (10, 30, "元", False, None, False)),
        ([("per_unit", 1, {"per": "平方米·天"})], (365, 365, "元/平方米", True, 365, False)),
        ([("per_unit", 1500, {"per": "人·月"})], (18000, 18000, "元/人", True, 12, False)),
        ([("per_unit", 5, {"per": "家"})], (5, 5, "元/家", False, None, False)),
        ([("rate", "0.5", {"base": "实际支出"}), ("cap", 900, {})], (0, 900, "元", False, None, True)),
        ([("cap", 900, {"per": "年"}), ("cap", 2000, {})], (0, 900, "元", True, None, True)),
        ([("rate", "0.1", {}), ("rate", "0.3", {})], (10, 30, "%", False, None, False)),
        ([("fixed", 5, {"unit": "万美元"})], None),
        ([("fixed", 5, {"per": "年"}), ("fixed", 7, {})], None),  # two measures of time are not one figure
        ([], None),
    ],
)
def test_clause_gives_a_figure_that_can_stand_beside_others(terms, expected):
    assert figure(*terms) == expected


@pytest.fixture
def places():
    """A district, a zone and the city of the zone, each with clauses."""
    near, zone = make_gongshu(), make_dalian_zone()
    for place, value in ((near, 30), (zone, 10), (zone.parent, 20)):
        clause_of(("fixed", value, {}), document=make_document(region=place), kinds=("event",))
    clause_of(("rate", "0.5", {}), document=make_document(region=near), kinds=("rent",))
    changes.rebuild()
    return near, zone, zone.parent


def test_columns_stand_by_level_and_place(places):
    near, zone, city = places

    assert [column.region for column in compare(places).columns] == [city, zone, near]


def test_each_column_holds_what_its_place_issued_itself(places):
    sizes = [len(column.measures) for column in compare(places).columns]

    assert sizes == [1, 1, 2]


def test_rows_are_kinds_with_a_cell_for_each_column(places):
    rows = compare(places).rows

    assert [(row.kind, [len(cell) for cell in row.cells]) for row in rows] == [("rent", [0, 0, 1]), ("event", [1, 1, 1])]


@pytest.mark.parametrize(("kinds", "is_shown"), [(("rent",), True), (("rent", "broadband"), False)])
def test_one_figure_does_not_stand_for_kinds_that_are_paid_otherwise(kinds, is_shown):
    near = make_gongshu()
    clause_of(("per_unit", 1, {"per": "平方米·天"}), ("rate", 1, {"base": "宽带费"}), document=make_document(region=near), kinds=kinds)
    changes.rebuild()

    rows = compare([near]).rows

    assert {row.kind: bool(row.cells[0][0].figure) for row in rows} == dict.fromkeys(kinds, is_shown)


def test_kind_asked_for_narrows_all(places):
    found = compare(places, ("rent",))

    assert [row.kind for row in found.rows] == ["rent"]
    assert len(found.clauses) == 1


def test_bars_share_a_chart_where_they_share_a_unit(places):
    (chart,) = compare(places).charts

    assert chart.unit == "元"
    assert sorted(round(bar.length) for bar in chart.bars) == [33, 67, 100]


def test_no_more_than_five_places_are_compared(places):
    near, _zone, city = places
    more = [near.parent, near.parent.parent, city.parent, *places]

    assert len(compare(more).columns) == 5


def test_queries_do_not_grow_with_the_clauses(places, django_assert_max_num_queries):
    def count():
        with django_assert_max_num_queries(20) as done:
            assert compare(places).rows
        return len(done)

    few = count()
    for value in range(10):
        clause_of(("fixed", value, {}), document=make_document(region=places[0]))
    changes.rebuild()

    assert count() == few
