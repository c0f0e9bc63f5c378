"""Validity: from when until when a paper holds, by its own words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.reading.parts import Header, Instrument
from policies.reading.scan import Scan
from policies.reading.validity import effective_dates, find_validity
from tests.reading import papers


def paper(body, genre="policy", **header):
    return Scan(text=body, genre=genre, header=Header(**header), body_start=0, body_end=len(body))


def facts(body, **header):
    return [(fact.fact, fact.value) for fact in find_validity(paper(body, **header))]


ISSUED = {"date_issued": date(2019, 3, 1), "date_printed": date(2019, 3, 4)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本办法自2018年5月1日起施行。", [("effective_from", "2018-05-01")]),
        ("本通知自2018年5月1日起正式实施。", [("effective_from", "2018-05-01")]),
        ("自2018年5月1日起施行，有效期5年。", [("effective_from", "2018-05-01"), ("term", "5年")]),
        ("本意见自印发之日起施行。", [("effective_from", "2019-03-04")]),
        ("本意见自发布之日起30日后施行。", [("effective_from", "自发布之日起30日")]),
        ("本办法自公布之日起施行，暂定三年有效期。", [("effective_from", "自公布之日起"), ("term", "3年")]),
        ("有效期限为18个月。", [("term", "18个月")]),
        ("本细则试行两年。", [("term", "2年")]),
        ("有效期至2021年12月31日。", [("effective_to", "2021-12-31")]),
        ("本政策自2018年1月1日起施行，至2020年12月31日止。", [("effective_from", "2018-01-01"), ("effective_to", "2020-12-31")]),
        ("本规定实行年限为2018至2020年。", [("effective_from", "2018-01-01"), ("effective_to", "2020-12-31")]),
        ("有效期至2021年6月。", [("effective_to", "2021-06-30")]),
        ("原《某市扶持办法》（某政发〔2012〕3号）同时废止。", [("repeals", "某市扶持办法")]),
        ("《甲办法》《乙细则》同时废止。", [("repeals", "甲办法"), ("repeals", "乙细则")]),
        ("此前出台的相关奖励政策同时废止。", [("repeals", "此前出台的相关奖励政策")]),
    ],
)
def test_fact_is_read_from_its_form(text, expected):
    assert facts(text, **ISSUED) == expected


@pytest.mark.parametrize(
    "text",
    [
        "《某条例》自2018年5月1日起施行，各地要认真学习。",
        "自2018年5月1日起，补贴标准提高到每人500元。",
        "根据《某市暂行办法》制定本细则。",
        "劳动合同期限不少于3年。",
        "本合同自签订之日起生效的，按合同执行。",
    ],
)
def test_date_or_title_of_something_else_is_no_fact(text):
    assert facts(text, **ISSUED) == []


@pytest.mark.parametrize(
    ("title", "kind", "expected"),
    [
        ("某区2018年度载体建设行动计划", "行动计划", [("plan_period", "2018")]),
        ("某市科技创新三年行动计划（2018—2020年）", "行动计划", [("plan_period", "2018-2020")]),
        ("某市众创空间认定办法（试行）", "办法", [("trial", "试行")]),
        ("某市专项资金管理暂行办法", "办法", [("trial", "暂行")]),
        ("关于公布2018年度示范基地名单的通知", "通知", []),
    ],
)
def test_title_tells_a_trial_and_a_plan_s_years(title, kind, expected):
    assert facts("正文。", title=f"某办关于印发{title}的通知", instrument=Instrument(title=title, kind=kind)) == expected


def test_day_that_no_text_prints_stays_open_and_is_to_be_checked():
    (fact,) = find_validity(paper("本办法自公布之日起施行。", date_issued=date(2019, 12, 18)))

    assert (fact.value, fact.confidence) == ("自公布之日起", "check")
    assert effective_dates([fact], Header(date_issued=date(2019, 12, 18))) == (None, None)


def test_day_of_publication_counts_when_the_page_prints_it():
    found = find_validity(paper("本办法自公布之日起30日后施行。", date_published=date(2019, 12, 18)))

    assert effective_dates(found, Header()) == (date(2020, 1, 17), None)


def test_term_ends_the_day_before_it_would_begin_again():
    scan = paper("本措施自2017年1月1日起施行，有效期5年。")

    assert effective_dates(find_validity(scan), scan.header) == (date(2017, 1, 1), date(2021, 12, 31))


def test_report_states_no_validity():
    assert find_validity(paper("本办法自2018年5月1日起施行。", genre="report")) == []


@given(st.text(alphabet="自2018年至5月1日起施行有效期三止《》同时废办法，。\n", max_size=60))
def test_facts_slice_to_their_evidence(text):
    scan = paper(text, **ISSUED)
    found = find_validity(scan)

    assert all(scan.text[fact.start : fact.end] == fact.evidence for fact in found)
    effective_dates(found, scan.header)


def test_a_repeal_of_some_provisions_names_them():
    scan = papers.scanned(papers.paper(body="《创业补贴办法》（滨财〔2011〕8号）第三条、第五条同时废止。"))

    assert [(fact.fact, fact.value) for fact in find_validity(scan)] == [("repeals", "创业补贴办法第三条、第五条")]
