"""A reading becomes rows: the document, its provisions, what was read out of them, and what an editor should look at."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.ingest import store as storing
from policies.models import Change, Document, IssuingBody, NumberCode, State, Theme
from policies.reading.parts import (
    Amount,
    Coverage,
    Flag,
    Instrument,
    Place,
    Repair,
    ReportedFigure,
    ValidityFact,
)
from tests.makers import make_body

from .readings import (
    DISTRICT,
    citation,
    cites,
    heading,
    in_charge,
    make_header,
    make_reading,
    placed,
    store,
    subsidy,
    target,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

TEXT = "总体目标\n到2020年，众创空间达到10家。\n扶持政策\n（一）房租补贴\n国家级众创空间给予30万元奖励。（市科技局、市财政局）\n附则"


def rules(document: Document) -> set[str]:
    return {flag["rule"] for flag in document.current.flags}


def make_full_reading(text: str = TEXT, **fields):
    """A reading with one finding of each kind."""
    outline = (
        heading(text, "总体目标", "一、", until=text.index("扶持政策"), themes=("spaces",)),
        heading(text, "扶持政策", "二、", until=text.index("附则")),
        heading(text, "房租补贴", "二、（一）", 2, until=text.index("附则")),
        heading(text, "附则", "三、"),
    )
    parts = {
        "outline": outline,
        "targets": (target(text, "众创空间达到10家", provision="一、"),),
        "subsidies": (subsidy(text, "给予30万元奖励", provision="二、（一）"),),
        "responsibilities": (in_charge(text, "市科技局、市财政局", "市科技局", "市财政局", provision="二、（一）"),),
        "reported_figures": (ReportedFigure(**placed(text, "30万元"), indicator="资金", quantity=Decimal(300000), unit="元", region=DISTRICT, as_of="2016-02"),),
        "validity": (ValidityFact(**placed(text, "附则"), fact="term", value="24"),),
        "citations": (citation(text, "政策", title="关于支持创业的通知", provision="二、"),),
        "repairs": (Repair(rule="pinyin", count=3),),
        "coverage": Coverage(numbers=4, explained=3, left=(Place(start=0, end=1, quote="总"),)),
    }
    return make_reading(text, **(parts | fields))


# --- the document -------------------------------------------------------------------------------------------------------
def test_the_header_becomes_the_fields_of_a_draft():
    header = make_header(
        "拱政办发[2016]10号", "关于印发创业行动计划的通知", kind="通知", issuing_bodies=("杭州市拱墅区人民政府办公室",), level="county", region=DISTRICT,
        registration_number="AGSD01-2016-0006", addressees=("各街道办事处",), annexes=("名单",), date_printed=date(2016, 3, 22),
        instrument=Instrument(title="创业行动计划", kind="行动计划"),
        evidence={"number": Place(start=3, end=14, quote="拱政办发[2016]10号")},
    )

    document = store(make_reading(header=header)).document

    assert (document.slug, document.number, document.number_printed) == ("拱政办发-2016-10", "拱政办发〔2016〕10号", "拱政办发[2016]10号")
    assert (document.number_code, document.number_year, document.number_serial) == ("拱政办发", 2016, 10)
    assert (document.state, document.region.name, document.level) == (State.DRAFT, "拱墅区", "county")
    assert (document.instrument_title, document.instrument_kind, document.kind) == ("创业行动计划", "行动计划", "通知")
    assert (document.issued_on, document.printed_on) == (date(2016, 3, 21), date(2016, 3, 22))
    assert document.header_evidence["number"] | {"value": ""} == {"start": 3, "end": 14, "quote": "拱政办发[2016]10号", "value": ""}


def test_bodies_are_created_with_kind_region_and_parent_in_the_order_of_the_head():
    bodies = ("杭州市拱墅区人民政府办公室", "杭州市科技局")

    document = store(make_reading(header=make_header(issuing_bodies=bodies, region=DISTRICT))).document

    first, second = (issuance.body for issuance in document.issuances.select_related("body__region", "body__parent__region"))
    assert document.lead_body == first
    assert (first.kind, first.region.name, first.parent.name, first.parent.kind) == ("general_office", "拱墅区", "杭州市拱墅区人民政府", "government")
    assert (second.name, second.kind, second.region.name) == ("杭州市科学技术局", "department", "杭州市")
    assert list(second.alias_rows.values_list("name", flat=True)) == ["杭州市科技局"]


def test_a_second_paper_of_a_body_creates_no_second_body():
    store(make_reading(header=make_header("杭政〔2016〕1号")))
    count = IssuingBody.objects.count()

    store(make_reading(header=make_header("杭政〔2016〕2号")))

    assert IssuingBody.objects.count() == count


def test_every_kind_of_finding_becomes_rows_on_its_provision():
    Theme.objects.create(slug="spaces", name_zh="众创空间", name_en="Makerspaces")

    document = store(make_full_reading()).document

    assert [(row.anchor, row.parent and row.parent.anchor) for row in document.provisions.all()] == [
        ("p-1", None), ("p-2", None), ("p-2-1", "p-2"), ("p-3", None),
    ]
    assert [theme.slug for theme in document.provisions.first().themes.all()] == ["spaces"]
    for name, anchor in [("targets", "p-1"), ("subsidyclauses", "p-2-1"), ("responsibilities", "p-2-1"), ("citations", "p-2")]:
        finding = getattr(document, name).first()
        assert finding.provision.anchor == anchor
        assert document.text[finding.start : finding.end] == finding.quote
    assert (document.numbers_found, document.numbers_explained) == (4, 3)
    assert (document.current.repairs, len(document.current.left_over)) == ([{"rule": "pinyin", "count": 3}], 1)


def test_a_clause_keeps_kinds_amounts_and_conditions():
    clause = store(make_full_reading()).document.subsidyclauses.get()

    assert (clause.kinds, clause.has_amount, clause.largest, clause.region.name) == (["award", "rent"], True, Decimal(500_000), "杭州市")
    assert [(row.role, row.value, row.tier) for row in clause.amounts.all()] == [("tier", 300_000, "国家级"), ("cap", 500_000, "")]
    assert [(row.subject, row.value) for row in clause.conditions.all()] == [("企业", 10)]


def test_a_clause_and_a_figure_may_hold_in_a_region_of_their_own():
    document = store(make_full_reading(subsidies=(subsidy(TEXT, "30万元", region="拱墅区"),))).document

    assert document.subsidyclauses.get().region.name == "拱墅区"
    assert (document.reportedfigures.get().region.name, document.reportedfigures.get().as_of_on) == ("拱墅区", date(2016, 2, 29))


@pytest.mark.parametrize(
    ("deadline", "day", "precision"),
    [("2020", date(2020, 12, 31), "year"), ("2020-06", date(2020, 6, 30), "month"), ("2020-06-15", date(2020, 6, 15), "day"), (None, None, ""), ("later", None, "")],
)
def test_a_deadline_ends_on_its_last_day(deadline, day, precision):
    found = store(make_reading(TEXT, targets=(target(TEXT, "众创空间", deadline=deadline),))).document.targets.get()

    assert (found.deadline_on, found.deadline_precision) == (day, precision)


def test_bodies_in_charge_are_linked_and_departments_that_are_not_known_created(places):
    known = make_body("杭州市科学技术局", region=places[0].parent)

    lead, other = store(make_full_reading(header=make_header("杭政〔2016〕2号"))).document.responsibilities.all()

    assert (lead.body_name, lead.is_lead, lead.body) == ("市科技局", True, known)
    assert (other.body_name, other.is_lead, other.body.name, other.body.region) == ("市财政局", False, "杭州市财政局", places[0].parent)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([("term", "24")], (None, date(2018, 3, 20), None)),
        ([("effective_from", "2016-02-01"), ("term", "24")], (date(2016, 2, 1), date(2018, 1, 31), None)),
        ([("effective_from", "2016-02-01"), ("term", "2年")], (date(2016, 2, 1), date(2018, 1, 31), None)),
        ([("effective_from", "2016-02-01"), ("term", "18个月")], (date(2016, 2, 1), date(2017, 7, 31), None)),
        ([("effective_from", "2016-04-01"), ("effective_to", "2019-12-31")], (date(2016, 4, 1), date(2019, 12, 31), None)),
        ([("plan_period", "2016-2020")], (None, None, 2020)),
        ([("term", "long"), ("plan_period", "2016")], (None, None, 2016)),
        ([("effective_from", "2016-04-01"), ("effective_to", "2015-12-31")], (date(2016, 4, 1), None, None)),
    ],
)
def test_when_a_paper_holds_is_computed_from_the_facts(facts, expected):
    validity = tuple(ValidityFact(**placed(TEXT, "附则"), fact=fact, value=value) for fact, value in facts)

    document = store(make_reading(TEXT, validity=validity)).document

    assert (document.effective_on, document.effective_to, document.plan_to) == expected
    assert document.validityfacts.count() == len(facts)
    assert (document.quoted("effective_to") == "附则") == any(fact in ("term", "effective_to") for fact, _ in facts)


# --- publishing ---------------------------------------------------------------------------------------------------------
def test_publishing_goes_through_the_workflow_and_its_log():
    document = store(make_reading(), publish=True).document

    assert document.state == State.PUBLISHED
    assert document.moves.count() == 1
    assert Change.objects.filter(document_id=document.pk).exists()


@pytest.mark.parametrize("raw", ["机密★1年\n杭州市人民政府文件\n正文。", "000123\n绝密\n正文。"])
def test_a_paper_with_a_marking_of_secrecy_stays_a_draft(raw):
    outcome = store(make_reading(), raw=raw, publish=True)

    assert outcome.document.state == State.DRAFT
    assert "secrecy" in rules(outcome.document)
    assert "密" in outcome.message


def test_a_public_document_whose_new_text_is_secret_is_withdrawn():
    document = store(make_reading(), publish=True).document

    store(make_reading(), raw="秘密★5年\n正文。")

    document.refresh_from_db()
    assert document.state == State.WITHDRAWN


def test_a_text_without_any_header_is_a_flagged_draft():
    header = make_header(None, None, issuing_bodies=(), date_issued=None, level=None, region=(), kind=None)

    outcome = store(make_reading("只有一句话，没有头。\n第二行", header), publish=True)

    assert (outcome.status, outcome.document.state, outcome.document.title) == ("new", State.DRAFT, "只有一句话，没有头。")
    assert {"no_header", "unknown_region"} <= rules(outcome.document)
    assert "no head" in outcome.message


# --- flags --------------------------------------------------------------------------------------------------------------
def test_an_unknown_region_is_flagged_with_its_name():
    document = store(make_reading(header=make_header(issuing_bodies=("火星市人民政府",), region=("火星省", "火星市")))).document

    assert document.region is None
    assert any("火星省、火星市" in flag["message"] for flag in document.current.flags)


def test_a_head_that_disagrees_with_its_number_code_is_kept_and_flagged(hangzhou):
    NumberCode.objects.create(code="拱政", body_name="杭州市拱墅区人民政府", confidence=Decimal("0.9"))

    document = store(make_reading(header=make_header("拱政〔2016〕5号"))).document

    assert document.lead_body == hangzhou
    assert "code_disagrees" in rules(document)


def test_a_missing_issuer_is_taken_from_a_trusted_number_code():
    NumberCode.objects.create(code="拱政", body_name="杭州市拱墅区人民政府", confidence=Decimal("0.9"))
    NumberCode.objects.create(code="乙政", body_name="乙市人民政府", confidence=Decimal("0.3"))

    trusted = store(make_reading(header=make_header("拱政〔2016〕5号", issuing_bodies=(), region=(), level=None))).document
    doubtful = store(make_reading(header=make_header("乙政〔2016〕5号", issuing_bodies=(), region=(), level=None))).document

    assert (trusted.lead_body.name, trusted.region.name, trusted.level) == ("杭州市拱墅区人民政府", "拱墅区", "county")
    assert "body_from_code" in rules(trusted)
    assert doubtful.lead_body is None


def test_flags_of_the_reader_are_kept():
    flag = Flag(rule="counts_differ", message="Three names, two sums.", start=1, end=2)

    document = store(make_reading(flags=(flag,))).document

    assert {"rule": "counts_differ", "message": "Three names, two sums.", "start": 1, "end": 2} in document.current.flags


def test_numbers_that_no_column_holds_are_flagged_not_lost():
    huge = subsidy(TEXT, "30万元", amounts=(Amount(role="fixed", value=Decimal(10) ** 30),))
    endless = target(TEXT, "众创空间", quantity=Decimal("Infinity"))

    document = store(make_reading(TEXT, subsidies=(huge,), targets=(endless,))).document

    assert (document.subsidyclauses.get().has_amount, document.targets.count()) == (False, 0)
    assert [flag["rule"] for flag in document.current.flags].count("number_too_large") == 2


def test_words_too_long_for_their_column_are_cut():
    header = make_header("杭政〔2016〕1号", "长" * 900, kind="种" * 90, addressees=("各" * 900,))
    reading = make_reading(TEXT, header, outline=(heading(TEXT, "附则", "三" * 500),), subsidies=(subsidy(TEXT, "30万元", beneficiary="者" * 900),))

    document = store(reading).document

    assert len(document.title) == 400
    assert document.subsidyclauses.get().beneficiary.endswith("…")


# --- how much it asks of the database -------------------------------------------------------------------------------------
def make_reading_of(count: int, serial: int):
    text = "".join(f"第{n}条　众创空间达到{n}家，给予{n}万元奖励。（市科技局、市财政局）\n" for n in range(count))
    each = range(count)
    return make_reading(
        text, make_header(f"杭政〔2016〕{serial}号"),
        outline=tuple(heading(text, f"第{n}条　", f"第{n}条") for n in each),
        targets=tuple(target(text, f"众创空间达到{n}家") for n in each),
        subsidies=tuple(subsidy(text, f"给予{n}万元奖励") for n in each),
        responsibilities=tuple(in_charge(text, f"给予{n}万元奖励", f"第{n}局", f"第{n}厅") for n in each),
        citations=tuple(cites(f"关于第{n}件{serial}号事情的通知") for n in each),
    )


def test_the_number_of_queries_does_not_grow_with_the_findings():
    store(make_reading_of(1, 99))

    with CaptureQueriesContext(connection) as few:
        store(make_reading_of(3, 1))
    with CaptureQueriesContext(connection) as many:
        store(make_reading_of(20, 2))  # SQLite takes a thousand values a statement: about twenty documents

    assert len(many) == len(few) < 60


# --- two at once --------------------------------------------------------------------------------------------------------
def test_a_lost_race_is_tried_again_and_finds_what_the_winner_stored(monkeypatch):
    reading, once = make_reading(), storing._ingest_once
    winners = []

    def lose_once(intake, **options):
        if not winners:
            winners.append(once(intake, **options))
            raise storing.IntegrityError("UNIQUE constraint failed")
        return once(intake, **options)

    monkeypatch.setattr(storing, "_ingest_once", lose_once)

    assert store(reading).status == "unchanged"
    assert Document.objects.count() == 1
