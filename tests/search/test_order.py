"""The order of results, and their pages: the parts of one list."""

from datetime import date

import pytest

from policies.search import database, engine, plan
from policies.search.index import changes
from policies.search.query import Query
from tests.makers import make_citation, make_clause, make_document, make_gongshu, make_provision

from .collection import make_collection


def test_exact_number_comes_first_then_title_heading_text(find):
    text = make_document("甲", text="房租。甲政发〔2016〕3号。" + "其他内容。" * 3, issued_on=date(2020, 1, 1))
    heading = make_document("乙", text="见甲政发〔2016〕3号" + "其他内容。" * 3)
    make_provision(heading, heading="房租")
    title = make_document("房租的通知，见甲政发〔2016〕3号")
    number = make_document("丙", number=("甲政发", 2016, 3), issued_on=date(2001, 1, 1))

    assert find("房租").ids == (title.pk, heading.pk, text.pk)
    assert find("甲政发[2016]3号").ids[0] == number.pk
    assert find("甲政发[2016]3号").total == 4


def test_recent_comes_before_old_and_repealed_last_among_equals(find):
    rows = {year: make_document("房租的通知", issued_on=date(year, 1, 1)) for year in (2010, 2018, 2019)}
    make_citation(make_document("废止"), rows[2019], relation="repeals")

    assert find("房租").ids == (rows[2018].pk, rows[2010].pk, rows[2019].pk)


def test_very_many_results_are_ordered_by_preference_within_each_step(find, monkeypatch):
    """Page by page as in one piece, with titles before texts, and what is known only from citations behind all others."""
    monkeypatch.setattr(plan, "LARGE", 0)
    titles = {day: make_document("房租的通知", issued_on=date(2010, 1, day)) for day in (1, 2)}
    planned = make_document("房租的长期规划，一个很长的题目", issued_on=date(2009, 1, 1), plan_to=2031)
    repealed = make_document("房租", issued_on=date(2019, 1, 1))
    make_citation(make_document("废止"), repealed, relation="repeals")
    stub = make_document("房租", is_stub=True)
    text = make_document("甲", text="房租。", issued_on=date(2020, 1, 1))

    expected = [row.pk for row in (planned, titles[2], titles[1], repealed, stub, text)]

    assert list(find("房租").ids) == expected
    assert [pk for page in (1, 2, 3) for pk in find("房租", size=2, page=page).ids] == expected


TYPED = ["众创空间", "租金 补贴", "的", "2016年", '"支持鼓励"', "补贴 -租金", "一次性奖励", "众创空间孵化器", "标题:创业", "企业 标题:创业"]


@pytest.mark.parametrize("large", [0, plan.LARGE])
def test_pages_are_parts_of_one_list_however_they_are_reached(db, monkeypatch, large):
    """From the front, or by passing over what is before them; step by step, or rank by rank."""
    monkeypatch.setattr(plan, "LARGE", large)
    make_collection(60, seed=3)
    changes.rebuild()
    sizes = []
    for words in TYPED:
        for kind in ("document", "clause"):
            lists = []
            for front in (0, engine.FRONT):
                monkeypatch.setattr(engine, "FRONT", front)
                whole = engine.search(Query(kind=kind, words=words, size=200), with_facets=False)
                pages = [engine.search(Query(kind=kind, words=words, size=7, page=page), with_facets=False).ids for page in range(1, -(-whole.total // 7) + 1)]
                lists += [whole.ids, tuple(pk for page in pages for pk in page)]
            assert len(set(lists)) == 1, (words, kind, lists)
            assert len(set(lists[0])) == len(lists[0]) == whole.total
            sizes.append(whole.total)
    assert sum(size > 7 for size in sizes) >= 8


def test_lists_are_sorted_by_day_or_level(find):
    old = make_document(level="national", issued_on=date(2010, 1, 1))
    new = make_document(level="city", issued_on=date(2020, 1, 1))
    undated = make_document(level="province", issued_on=None)

    assert find().ids == find(order="newest").ids == (new.pk, old.pk, undated.pk)
    assert find(order="level").ids == (old.pk, undated.pk, new.pk)


def test_clauses_are_sorted_narrowest_region_first_then_largest_sum(find):
    district = make_gongshu()
    wide, narrow = make_document(region=district.parent), make_document(region=district)
    clauses = [make_clause(document, amounts=amounts) for document in (wide, narrow) for amounts in ((), (9_000_000,), (10_000,))]

    expected = [clauses[place].pk for place in (4, 5, 3, 1, 2, 0)]

    assert list(find(kind="clause").ids) == expected
    assert list(database.found(Query(kind="clause")).values_list("pk", flat=True)) == expected


@pytest.mark.parametrize(("page", "shown"), [(1, 1), (2, 2), (3, 3), (4, 3), (99_999, 3), (0, 1), (-5, 1)])
def test_page_behind_the_last_gives_the_last(find, page, shown):
    rows = [make_document(issued_on=date(2000 + number, 1, 1)).pk for number in range(5)][::-1]

    result = find(page=page, size=2)

    assert (result.page, result.ids, result.total) == (shown, tuple(rows[shown * 2 - 2 : shown * 2]), 5)
