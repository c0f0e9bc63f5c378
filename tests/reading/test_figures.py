"""Reported figures: what a report, or a sentence that looks back, says was reached."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.reading.figures import find_figures
from policies.reading.parts import Header
from policies.reading.reference import Reference, RegionName
from policies.reading.scan import Scan

REGIONS = Reference(
    [
        RegionName(slug="cn-1", name="甲省", kind="province", parent=None, names=("甲省",)),
        RegionName(slug="cn-11", name="乙市", kind="city", parent="cn-1", names=("乙市",)),
        RegionName(slug="cn-11-z", name="乙市高新区", kind="zone", parent="cn-11", names=("乙市高新区", "乙高新区")),
    ]
)


def report(text, genre="report", region=("甲省",)):
    header = Header(date_published=date(2018, 1, 10), region=region)
    return Scan(text=text, genre=genre, header=header, body_start=0, body_end=len(text), reference=REGIONS)


def facts(text, **options):
    return [(f.indicator, float(f.quantity), f.unit, f.qualifier) for f in find_figures(report(text, **options))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("短短三年，已建成28家特色鲜明、优势明显的众创空间。", [("众创空间", 28, "家", None)]),
        ("聚集520多个创业团队和企业。", [("创业团队和企业", 520, "个", "more")]),
        ("累计开展各类创业活动900余场次。", [("创业活动", 900, "场次", "more")]),
        ("投入近2000万元用于载体建设。", [("载体建设", 2e7, "元", "nearly")]),
        ("全年完成技术交易额超过3亿元。", [("技术交易额", 3e8, "元", "more")]),
        ("已入驻中介机构7家。", [("中介机构", 7, "家", None)]),
        ("新建成8000平方米孵化场地。", [("孵化场地", 8000, "平方米", None)]),
        ("市级安排专项经费800万元，形成1300万元的专项经费。", [("专项经费", 8e6, "元", None), ("专项经费", 1.3e7, "元", None)]),
        (
            "当场向11家众创空间、4家孵化器、7家服务机构兑现奖励资金900万元。",
            [("众创空间", 11, "家", None), ("孵化器", 4, "家", None), ("服务机构", 7, "家", None), ("奖励资金", 9e6, "元", None)],
        ),
    ],
)
def test_figure_is_read_with_what_it_counts(text, expected):
    assert facts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "明确对面积达到2000平方米以上的孵化器，每年补助40万元。",
        "政策规定给予不超过80万元的补贴。",
        "举办了第三届创业大赛，推出“双创十条”政策。",
        "力争到2020年建成40家众创空间。",
        "一个团队带来了两类产品。",
        "电话12345678，2018年1月10日。",
    ],
)
def test_promise_plan_or_manner_of_speaking_is_no_figure(text):
    assert facts(text) == []


@pytest.mark.parametrize(
    ("text", "as_of"),
    [("截至2017年底，建成众创空间28家。", "2017"), ("2017年12月召开的大会向28家众创空间颁奖。", "2017-12"), ("建成众创空间28家。", None)],
)
def test_day_of_a_figure_is_the_one_its_sentence_names(text, as_of):
    assert [figure.as_of for figure in find_figures(report(text))] == [as_of]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("乙高新区建成众创空间12家。", ("甲省", "乙市", "乙市高新区")),
        ("乙市出台措施。建成众创空间12家。", ("甲省", "乙市")),
        ("乙市出台措施。\n建成众创空间12家。", ("甲省",)),
    ],
)
def test_region_of_a_figure_is_the_last_one_named_in_its_paragraph(text, region):
    assert [figure.region for figure in find_figures(report(text))] == [region]


def test_policy_reports_only_where_it_looks_back():
    text = "截至2017年底，全市共有孵化器45家。到2020年，新增孵化器20家。"

    (figure,) = find_figures(report(text, genre="policy"))
    assert (figure.indicator, figure.quantity, figure.confidence) == ("孵化器", 45, "check")


def test_who_qualifies_was_not_counted():
    text = "已设立的总部，员工人数不少于50人的，可获得奖励。累计投资规模达到5000万元以上的，一次性奖励50万元。年内累计组织800人以上的旅行社，每人奖励5元。"

    assert find_figures(report(text, genre="policy")) == []


@given(st.text(alphabet="已建成3家众创空间、余近万元。，乙市高新区（）\n2017年", max_size=60))
def test_figures_slice_to_their_evidence(text):
    scan = report(text)

    assert all(scan.text[figure.start : figure.end] == figure.evidence for figure in find_figures(scan))
