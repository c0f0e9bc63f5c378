"""What was read out of a document: who sees it, what a re-reading keeps, and what a person's verdict changes."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from policies.models import (
    AmountTerm,
    Change,
    Citation,
    ConditionTerm,
    Document,
    Origin,
    ReportedFigure,
    Responsibility,
    Review,
    State,
    SubsidyClause,
    Target,
)
from policies.models.evidence import to_sentence
from tests.makers import (
    make_citation,
    make_clause,
    make_document,
    make_gongshu,
    make_provision,
    make_region,
    make_target,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return User.objects.create_user("editor")


@pytest.fixture
def targets():
    """One target for each origin and review, in a published document; one in a draft."""
    document = make_document(region=make_gongshu())
    make_target(document, "提出", start=30, end=34)
    make_target(document, "接受", review=Review.ACCEPTED, start=20, end=24)
    make_target(document, "拒绝", review=Review.REJECTED, start=10, end=14)
    make_target(document, "手录", origin=Origin.ENTERED, start=None, end=None, deadline_on=date(2020, 12, 31))
    make_target(make_document(state=State.DRAFT), "草稿", start=0, end=4)


def indicators(queryset):
    return {target.indicator for target in queryset}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Target.objects.public, {"提出", "接受", "手录"}),
        (Target.objects.kept, {"接受", "拒绝", "手录"}),
        (Target.objects.replaceable, {"提出", "草稿"}),
        (lambda: Target.objects.due_by(date(2020, 12, 31)), {"手录"}),
        (lambda: Target.objects.due_by(date(2020, 12, 30)), set()),
        (lambda: Target.objects.only_in(make_gongshu()), {"提出", "接受", "拒绝", "手录"}),
    ],
)
def test_words_of_the_vocabulary(targets, found, expected):
    assert indicators(found()) == expected


def test_text_order_goes_by_the_place(targets):
    placed = Target.objects.filter(start__isnull=False, document__state=State.PUBLISHED)

    assert [target.indicator for target in placed.in_text_order()] == ["拒绝", "接受", "提出"]


def test_finding_without_a_region_is_asked_by_its_documents(targets):
    district = make_gongshu()
    document = make_document(region=district.parent)
    Responsibility.objects.create(document=document, body_name="市科技局", quote="市科技局")

    assert [each.body_name for each in Responsibility.objects.applying_in(district)] == ["市科技局"]


# --- verdicts ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("review", "is_public"), [(Review.ACCEPTED, True), (Review.REJECTED, False), (Review.PROPOSED, True)])
def test_verdict_is_signed_and_decides_what_is_public(editor, review, is_public):
    target = make_target(make_document())
    target.judge(review, editor)

    target.refresh_from_db()
    assert (target.review, target.reviewed_by) == (review, editor)
    assert target.reviewed_at is not None
    assert Target.objects.public().exists() is is_public


@pytest.mark.parametrize("state", [State.PUBLISHED, State.DRAFT])
def test_verdict_on_a_finding_reaches_the_change_log(editor, state):
    target = make_target(make_document(state=state))
    target.judge(Review.REJECTED, editor)

    assert Change.objects.filter(document_id=target.document_id).exists()


def test_rejected_citation_hides_the_stub_that_nothing_else_cites(editor):
    stub = make_document(is_stub=True)
    citation = make_citation(make_document(), stub)

    citation.judge(Review.REJECTED, editor)

    stub.refresh_from_db()
    assert stub.state == State.DRAFT
    assert set(Change.objects.values_list("document_id", flat=True)) == {citation.document_id, stub.pk}


def test_rejected_repeal_is_logged_for_the_document_it_repealed(editor):
    old = make_document()
    make_citation(make_document(), old, "repeals").judge(Review.REJECTED, editor)

    assert Change.objects.filter(document_id=old.pk).exists()


@pytest.mark.parametrize(("changed", "origin"), [(True, Origin.ENTERED), (False, Origin.READ)])
def test_correction_keeps_the_quote_and_is_accepted(editor, changed, origin):
    target = make_target(make_document(), "众创空间", 10)
    target.low = Decimal(12)
    target.correct(editor, changed=changed)

    target.refresh_from_db()
    assert (target.review, target.origin, target.quote, target.low) == (Review.ACCEPTED, origin, "众创空间达到10家", Decimal(12))
    assert list(Target.objects.kept()) == [target]


# --- places --------------------------------------------------------------------------------------------------------------
def test_quote_stands_in_its_paragraph():
    document = make_document(text="一、目标\n到2020年，众创空间达到10家，面积翻番。\n二、措施")
    target = make_target(document, start=12, end=20, quote="众创空间达到10家"[:8])

    before, quote, after = target.in_paragraph()

    assert (before, quote) == ("到2020年，", "众创空间达到10")
    assert after == "家，面积翻番。"


@pytest.mark.parametrize("fields", [{"start": None, "end": None}, {"start": 0, "end": 3}])
def test_quote_that_the_text_does_not_hold_stands_alone(fields):
    target = make_target(make_document(text="另一个文本"), **fields)

    assert target.in_paragraph() == ("", "众创空间达到10家", "")


@pytest.mark.parametrize(("place", "end"), [({"start": 3, "end": 7}, "#target-{pk}"), ({"start": None, "end": None}, "#{anchor}")])
def test_sentence_has_an_address(place, end):
    document = make_document(slug="拱政办发-2016-10")
    provision = make_provision(document)
    target = make_target(document, provision=provision, **place)

    assert target.get_absolute_url() == document.get_absolute_url() + end.format(pk=target.pk, anchor=provision.anchor)


# --- money ---------------------------------------------------------------------------------------------------------------
def test_money_stays_exact():
    """SQLite holds fifteen digits: hundreds of billions of yuan to the fen."""
    clause = make_clause(make_document(), amounts=())
    for order, value in enumerate(("0.1", "0.2", "123456789012.34")):
        AmountTerm.objects.create(clause=clause, order=order, role="fixed", value=Decimal(value), unit="元")
    clause.sum_up()

    stored = [row.value for row in AmountTerm.objects.order_by("order")]
    assert stored == [Decimal("0.1"), Decimal("0.2"), Decimal("123456789012.34")]
    assert all(isinstance(value, Decimal) for value in stored)
    assert SubsidyClause.objects.get().largest == Decimal("123456789012.34")


@pytest.mark.parametrize(
    ("rows", "largest", "has_amount"),
    [
        ((), None, False),
        ((("tier", "500000", "元"), ("tier", "300000", "元")), Decimal(500000), True),
        ((("rate", "0.5", ""), ("cap", "200000", "元")), Decimal(200000), True),
        ((("rate", "0.5", ""),), None, True),
        ((("floor", "10000000", "元"), ("fixed", "100000", "元")), Decimal(100000), True),
        ((("fund", "100000000", "元"),), None, True),
        ((("quota", "2000", "平方米"),), None, True),
    ],
)
def test_largest_is_what_one_may_get(rows, largest, has_amount):
    clause = make_clause(make_document())
    for order, (role, value, unit) in enumerate(rows):
        AmountTerm.objects.create(clause=clause, order=order, role=role, value=Decimal(value), unit=unit, tier="级" if role == "tier" else "")
    clause.sum_up()

    clause.refresh_from_db()
    assert (clause.largest, clause.has_amount) == (largest, has_amount)


def test_clauses_by_kind_and_amount():
    document = make_document()
    award, rent = make_clause(document, amounts=(100000,)), make_clause(document, kinds=("rent", "broadband"))

    assert list(SubsidyClause.objects.with_amount()) == [award]
    assert list(SubsidyClause.objects.without_amount()) == [rent]
    assert list(SubsidyClause.objects.of_kind("broadband")) == [rent]
    assert rent.kinds == ["rent", "broadband"]


def test_terms_are_sorted_by_what_they_say():
    clause = make_clause(make_document())
    for order, (role, value) in enumerate((("tier", 100), ("tier", 300), ("cap", 500), ("floor", 50), ("step", 10))):
        AmountTerm.objects.create(clause=clause, order=order, role=role, value=value, unit="元", tier="级" if role == "tier" else "")

    assert [row.value for row in clause.tiers] == [100, 300]
    assert [row.value for row in clause.caps + clause.bounds + clause.offers] == [500, 50, 10]
    assert [row.value for row in clause.tier_range] == [100, 300]


def test_tiers_of_different_measure_have_no_range():
    clause = make_clause(make_document())
    for order, (unit, per) in enumerate((("元", ""), ("元", "年"))):
        AmountTerm.objects.create(clause=clause, order=order, role="tier", value=1, unit=unit, per=per, tier="级")

    assert clause.tier_range is None


def test_condition_says_how_it_compares():
    assert ConditionTerm(comparator="at_least").comparator_label == "at least"
    assert ConditionTerm(comparator="unknown word").comparator_label == "unknown word"


# --- lists ---------------------------------------------------------------------------------------------------------------
def test_narrowest_clause_comes_first_then_the_largest():
    district = make_gongshu()
    wide = make_clause(make_document(region=district.parent), amounts=(900,))
    small, none, large = (make_clause(make_document(region=district), amounts=sums) for sums in ((100,), (), (500,)))

    assert list(SubsidyClause.objects.narrowest_then_largest()) == [large, small, none, wide]


def test_narrowest_target_comes_first_then_the_soonest():
    district = make_gongshu()
    document = make_document(region=district)
    wide = make_target(make_document(region=district.parent), deadline_on=date(2016, 1, 1))
    open_end = make_target(document)
    late, soon = (make_target(document, deadline_on=date(year, 12, 31)) for year in (2020, 2016))

    assert list(Target.objects.narrowest_then_soonest()) == [soon, late, open_end, wide]


def test_newest_figure_of_a_place_comes_first():
    document, place = make_document(), make_region("210200", name="大连市", kind="city")
    for day in (None, date(2015, 12, 31), date(2016, 12, 31)):
        ReportedFigure.objects.create(document=document, region=place, indicator="众创空间", quantity=31, unit="家", as_of_on=day, quote="31家")

    assert [figure.as_of_on for figure in ReportedFigure.objects.for_list()] == [date(2016, 12, 31), date(2015, 12, 31), None]


def test_upward_citations_are_bases_and_what_is_implemented():
    citing, cited = make_document(), make_document()
    for relation in ("based_on", "implements", "refers_to", "repeals"):
        make_citation(citing, cited, relation)

    assert {citation.relation for citation in Citation.objects.upward()} == {"based_on", "implements"}


def test_clause_list_needs_the_same_queries_for_many(django_assert_num_queries):
    for _ in range(3):
        make_clause(make_document(region=make_gongshu()), amounts=(1, 2))

    with django_assert_num_queries(4):
        for clause in SubsidyClause.objects.for_list():
            _ = clause.document.number, clause.region, clause.kinds, clause.offers, list(clause.conditions.all())


def test_deleted_document_takes_its_findings_along():
    document = make_document()
    make_clause(document, amounts=(1,))
    make_target(document)
    Document.objects.all().delete()

    assert not (SubsidyClause.objects.exists())
    assert not (AmountTerm.objects.exists())
    assert not (Target.objects.exists())


def test_stub_that_a_corrected_citation_no_longer_names_is_hidden(editor):
    stub, other = make_document(is_stub=True), make_document()
    citation = make_citation(make_document(), stub)

    citation.target = other
    citation.correct(editor)
    citation.document.record_change(stub.pk)

    stub.refresh_from_db()
    assert stub.state == State.DRAFT


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("前句。为贯彻", "精神，特制定。后句", ("为贯彻", "精神，特制定。")),
        ("为贯彻", "精神", ("…为贯彻", "精神…")),
        ("", "", ("", "")),
        ("第一行\n根据", "，\n第三行", ("根据", "，")),
    ],
)
def test_a_quote_is_shown_in_its_sentence(before, after, expected):
    assert to_sentence(before, after) == expected
