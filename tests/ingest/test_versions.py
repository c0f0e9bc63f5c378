"""The same text again changes nothing; another text of the same paper is a new version that keeps what people decided."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from policies.ingest.keep import nearest
from policies.models import Change, Document, Origin, Region, Responsibility, Review, State, SubsidyClause, Target
from tests.makers import make_body, make_document

from .readings import DISTRICT, cites, heading, in_charge, make_header, make_reading, store, subsidy, target

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

OLD = "到2020年，众创空间达到10家，孵化器达到5家。\n给予30万元奖励。\n市科技局负责。"
NEW = f"前言。\n{OLD}\n后记。"


def reading_of(text: str, **fields):
    quote = "到2020年，众创空间达到10家，孵化器达到5家"
    parts = {
        "outline": (heading(text, "到2020年", "一、"),),
        "targets": (
            target(text, quote, indicator="众创空间"),
            target(text, quote, indicator="孵化器", quantity=Decimal(5)),
        ),
        "subsidies": (subsidy(text, "给予30万元奖励"),),
        "responsibilities": (in_charge(text, "市科技局负责", "市科技局"),),
    }
    return make_reading(text, **(parts | fields))


# --- the same again -----------------------------------------------------------------------------------------------------
def test_the_same_bytes_change_nothing():
    first = store(reading_of(OLD))

    again = store(reading_of(OLD))

    assert (first.status, again.status, again.document) == ("new", "unchanged", first.document)
    assert again.message
    assert (Document.objects.count(), first.document.versions.count(), Target.objects.count()) == (1, 1, 2)


def test_an_older_text_sent_again_does_not_come_back():
    store(reading_of(OLD))
    store(reading_of(NEW))

    assert store(reading_of(OLD)).status == "unchanged"
    assert Document.objects.get().text == NEW


def test_another_text_of_the_same_number_is_a_new_version():
    first = store(reading_of(OLD))

    again = store(reading_of(NEW))

    document = Document.objects.get()
    assert (again.status, again.document) == ("changed", first.document)
    assert [version.serial for version in document.versions.all()] == [2, 1]
    assert (document.text, document.targets.count(), document.provisions.count()) == (NEW, 2, 1)
    assert all(NEW[row.start : row.end] == row.quote for row in document.targets.all())


def test_the_same_number_of_another_body_is_another_document():
    one = store(make_reading(header=make_header("政发〔2016〕1号", "甲文"))).document
    other = store(make_reading(header=make_header("政发〔2016〕1号", "乙文", issuing_bodies=("大连市人民政府",), region=("辽宁省", "大连市")))).document

    assert one != other
    assert (one.slug, other.slug) == ("政发-2016-1", "政发-2016-1-2")
    assert (one.region.name, other.region.name) == ("杭州市", "大连市")


@pytest.mark.parametrize(("second", "count"), [({}, 1), ({"date_issued": date(2017, 1, 1)}, 2), ({"title": "关于别的事的通知"}, 2), ({"issuing_bodies": ()}, 2)])
def test_papers_without_a_number_are_one_when_title_body_and_date_agree(second, count):
    header = {"number": None, "title": "杭州市人民政府关于支持创业的意见"}
    store(make_reading(header=make_header(**header)))

    store(make_reading(header=make_header(**(header | second))))

    assert Document.objects.count() == count


def test_a_text_read_again_is_a_new_version_of_its_document():
    document = store(reading_of(OLD)).document
    document.number = "杭政〔2016〕77号"  # corrected by hand
    document.save()

    better = store(reading_of(OLD, targets=(target(OLD, "孵化器达到5家", indicator="孵化器"),)), if_here="reread")

    document.refresh_from_db()
    assert (better.status, better.document) == ("changed", document)
    assert (document.number, document.versions.count(), document.targets.count()) == ("杭政〔2016〕77号", 2, 1)


def test_an_older_text_is_not_read_again():
    store(reading_of(OLD))
    store(reading_of(NEW))

    assert store(reading_of(OLD), if_here="reread").status == "unchanged"


# --- what people decided ------------------------------------------------------------------------------------------------
@pytest.fixture
def judged():
    """A document in which an editor accepted, rejected and entered findings."""
    document = store(reading_of(OLD)).document
    editor = get_user_model().objects.create_user("editor")
    document.targets.get(indicator="众创空间").judge(Review.ACCEPTED, editor)
    document.subsidyclauses.get().judge(Review.REJECTED, editor)
    Responsibility.objects.create(document=document, body_name="市财政局", origin=Origin.ENTERED, provision=document.provisions.get())
    return document


def test_what_was_judged_is_kept_moved_and_not_proposed_again(judged):
    before = set(judged.targets.filter(review=Review.ACCEPTED).values_list("pk", flat=True))

    store(reading_of(NEW))

    accepted = judged.targets.get(review=Review.ACCEPTED)
    assert {accepted.pk} == before
    assert NEW[accepted.start : accepted.end] == accepted.quote
    assert sorted(judged.targets.values_list("indicator", "review")) == [("众创空间", "accepted"), ("孵化器", "proposed")]
    assert judged.subsidyclauses.get().review == Review.REJECTED
    assert sorted(judged.responsibilities.values_list("body_name", "origin")) == [("市科技局", "read"), ("市财政局", "entered")]


def test_amounts_move_with_a_kept_clause(judged):
    clause = judged.subsidyclauses.get()
    clause.amounts.filter(role="cap").update(start=clause.start + 2, end=clause.start + 6)

    store(reading_of(NEW))

    amount = SubsidyClause.objects.get(pk=clause.pk).amounts.get(role="cap")
    assert NEW[amount.start : amount.end] == "30万元"


def test_kept_findings_hang_on_the_provision_of_the_new_text(judged):
    store(reading_of(NEW))

    provision = judged.provisions.get()
    assert judged.targets.get(review=Review.ACCEPTED).provision == provision
    assert judged.responsibilities.get(origin=Origin.ENTERED).provision == provision


def test_a_corrected_finding_is_not_proposed_again_with_its_old_values(judged):
    found = judged.targets.get(review=Review.ACCEPTED)
    found.indicator, found.low = "省级众创空间", 12
    found.correct(None)

    store(reading_of(NEW))

    assert sorted(judged.targets.values_list("indicator", flat=True)) == ["孵化器", "省级众创空间"]


def test_a_kept_finding_whose_words_are_gone_loses_its_place_and_is_flagged(judged):
    text = "全新的正文。"

    store(make_reading(text))

    kept = judged.targets.get()
    judged.refresh_from_db()
    assert (kept.start, kept.end, kept.quote != "") == (None, None, True)
    assert "kept_without_place" in {flag["rule"] for flag in judged.current.flags}


def test_a_title_that_a_person_set_outlives_a_new_text():
    document = store(reading_of(OLD)).document
    document.title = "人工更正的标题"
    document.save()

    store(reading_of(NEW, header=make_header(kind="决定")))

    document.refresh_from_db()
    assert (document.title, document.kind) == ("人工更正的标题", "决定")
    assert any(flag["rule"] == "header_differs" for flag in document.current.flags)


def test_a_region_that_a_person_set_outlives_a_new_text():
    document = store(reading_of(OLD)).document
    document.region = Region.objects.get(slug="330105")
    document.save()

    store(reading_of(NEW))

    document.refresh_from_db()
    assert document.region.slug == "330105"


@pytest.mark.parametrize(("text", "words", "start", "place"), [("甲乙甲乙", "甲", 0, 0), ("甲乙甲乙", "甲", 2, 2), ("甲乙丙甲", "甲", 2, 3), ("甲", "丁", 0, -1), ("乙甲", "甲", 99, 1)])
def test_words_are_found_where_they_stand_nearest(text, words, start, place):
    assert nearest(text, words, start) == place


# --- what the public sees -----------------------------------------------------------------------------------------------
def test_a_public_document_stays_public_and_its_change_is_logged():
    document = store(reading_of(OLD), publish=True).document
    Change.objects.all().delete()

    store(reading_of(NEW))

    document.refresh_from_db()
    assert document.state == State.PUBLISHED
    assert Change.objects.filter(document_id=document.pk).exists()


def test_a_changed_draft_is_not_logged():
    store(reading_of(OLD))

    store(reading_of(NEW))

    assert not Change.objects.exists()


def test_a_stub_that_only_the_older_text_cited_is_hidden():
    store(reading_of(OLD, citations=(cites(number="浙政发〔2015〕7号"), cites(number="浙政发〔2015〕8号"))), publish=True)
    assert Document.objects.stubs().published().count() == 2

    store(reading_of(NEW, citations=(cites(number="浙政发〔2015〕8号"),)))

    hidden = Document.objects.get(number="浙政发〔2015〕7号")
    assert hidden.state == State.DRAFT
    assert Change.objects.filter(document_id=hidden.pk).count() == 2
    assert Document.objects.stubs().published().get().number == "浙政发〔2015〕8号"


def test_an_editor_may_not_change_what_is_public():
    document = store(reading_of(OLD), publish=True).document
    editor = get_user_model().objects.create_user("editor")

    outcome = store(reading_of(NEW), by=editor)

    document.refresh_from_db()
    assert (outcome.status, document.text) == ("refused", OLD)
    assert document.versions.count() == 1


@pytest.mark.parametrize("sent", ["by an editor", "without leave to replace"])
def test_nothing_of_a_text_that_is_not_taken_stays_behind(sent):
    document = store(reading_of(OLD), publish=True).document
    before = Document.objects.filter(pk=document.pk).values().get(), list(document.issuances.values())
    reading = reading_of(NEW, header=make_header(title="另一个题目", issuing_bodies=("杭州市人民政府", "杭州市新设局")))

    outcome = store(reading, by=get_user_model().objects.create_user("editor")) if sent == "by an editor" else store(reading, if_here="leave")

    assert outcome.status in ("refused", "standing")
    assert outcome.document.title == document.title
    assert (Document.objects.filter(pk=document.pk).values().get(), list(document.issuances.values())) == before


def test_a_zone_and_a_district_of_one_name_are_told_apart_by_their_path():
    body = make_body("杭州市拱墅区人民政府", region=Region.objects.get(slug="330105"))
    make_document("别处", body=make_body("大连高新区管理委员会"))

    document = store(make_reading(header=make_header("拱政〔2016〕2号", issuing_bodies=("拱墅区人民政府",), region=DISTRICT))).document

    assert document.lead_body == body


# --- two at once --------------------------------------------------------------------------------------------------------
@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
@pytest.mark.django_db(transaction=True)
def test_two_people_who_send_one_file_at_once_make_one_document():
    start = threading.Barrier(4)

    def send(_):
        start.wait()
        try:
            return store(reading_of(OLD, citations=(cites(number="浙政发〔2015〕7号"),))).status
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        statuses = sorted(people.map(send, range(4)))

    assert statuses == ["new", "unchanged", "unchanged", "unchanged"]
    assert (Document.objects.in_collection().count(), Document.objects.stubs().count(), Target.objects.count()) == (1, 1, 2)
