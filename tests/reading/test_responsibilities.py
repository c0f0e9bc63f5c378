"""The bodies in charge of a provision."""

import pytest

from policies.reading.responsibilities import is_unit, split_units
from tests.reading.papers import paper, scanned


def in_charge(sentence):
    body = f"为支持创业，提出以下意见。\n一、任务\n（一）建设载体。{sentence}"
    return [(one.lead, list(one.others)) for one in scanned(paper(body=body)).responsibilities]


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        ("（责任单位：市科技局、市财政局）", ("市科技局", ["市财政局"])),
        ("（责任单位：各区政府、市科技局，列在首位者为牵头单位，下同)", ("各区政府", ["市科技局"])),
        ("（牵头单位：市商务局；责任单位：市科技局、市财政局，各区县政府）", ("市商务局", ["市科技局", "市财政局", "各区县政府"])),
        ("（牵头单位：市商务局、市科技局；配合单位：市财政局）", ("市商务局", ["市科技局", "市财政局"])),
        ("（责任部门：市科技局。配合部门：市财政局）", ("市科技局", ["市财政局"])),
        ("（市科技局、市财政局负责）", ("市科技局", ["市财政局"])),
        ("（市科技局、市财政局负责。列第一位者为牵头单位，下同）", ("市科技局", ["市财政局"])),
        ("（市科技局等有关部门和单位负责）", ("市科技局", [])),
        ("（市科技局、市财政局等有关部门和单位按职责分工负责）", ("市科技局", ["市财政局"])),
        ("（各有关部门和单位，各区政府按职责分工负责）", ("各有关部门和单位", ["各区政府"])),
        ("（市科技局牵头，市财政局、各县（市、区）政府配合）", ("市科技局", ["市财政局", "各县（市、区）政府"])),
        ("（市科技局、市财政局分别负责）", (None, ["市科技局", "市财政局"])),
        ("（责任单位：市金融办（市地方金融监管局）、各市、县人民政府）", ("市金融办（市地方金融监管局）", ["各市、县人民政府"])),
        ("(责任单位:市科技局,市财政局)", ("市科技局", ["市财政局"])),
        ("[责任单位：市科技局、人民银行滨海中心支行]", ("市科技局", ["人民银行滨海中心支行"])),
        ("\n责任单位：市科技局、市财政局。", ("市科技局", ["市财政局"])),
        ("责任单位：市科技局、市财政局", ("市科技局", ["市财政局"])),
        ("（责任单位：市科技局、市财政局，以上均需落实）", ("市科技局", ["市财政局"])),
        ("（市科技局、市财政局负责，排在第一位的部门为牵头部门，下同）", ("市科技局", ["市财政局"])),
        ("（市科技局、市财政局等和各区政府负责）", ("市科技局", ["市财政局", "各区政府"])),
        ("（市科技局、市财政局等部门及各有关单位按职责分工负责）", ("市科技局", ["市财政局", "各有关单位"])),
        ("（市妇联、市残联、市供销合作总社等负责）", ("市妇联", ["市残联", "市供销合作总社"])),
        ("〔责任单位：市科技局、市财政局〕", ("市科技局", ["市财政局"])),
        ("（牵头单位：市科技局，责任单位：市财政局，各镇，各工业园区管委会）", ("市科技局", ["市财政局", "各镇", "各工业园区管委会"])),
        ("\n牵头单位：市科技局\n协办单位：市财政局、各街道", ("市科技局", ["市财政局", "各街道"])),
        ("\n牵头单位：市科技局；\n配合单位：市财政局。", ("市科技局", ["市财政局"])),
    ],
)
def test_who_leads_and_who_joins(bracket, expected):
    assert in_charge(bracket) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "（以下简称孵化器）",
        "（由企业自行负责）",
        "（原管委会大楼）",
        "（一年以上（含一年）",
        "市科技局牵头，各区参加，建立联席会议制度。",
        "市科技局要会同市财政局负责落实。",
        "（含技工院校）",
        "（解释权由本人负责）",
    ],
)
def test_other_brackets_and_running_text_name_nobody(sentence):
    assert in_charge(sentence) == []


def test_several_groups_stand_in_one_provision():
    body = "为支持创业，提出以下意见。\n一、任务\n（一）甲。（市科技局负责）乙。（市财政局、市教育局负责）"
    scan = scanned(paper(body=body))

    assert [(one.lead, one.provision) for one in scan.responsibilities] == [("市科技局", "一、（一）"), ("市财政局", "一、（一）")]
    assert [one.evidence for one in scan.responsibilities] == ["（市科技局负责）", "（市财政局、市教育局负责）"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲局、乙局，丙局", ["甲局", "乙局", "丙局"]),
        ("各区、县（市）政府、甲局", ["各区、县（市）政府", "甲局"]),
        ("甲局（乙局、丙局）、丁局", ["甲局（乙局、丙局）", "丁局"]),
        ("各省、自治区、直辖市人民政府", ["各省、自治区、直辖市人民政府"]),
        ("", []),
    ],
)
def test_lists_part_at_commas_outside_names(text, names):
    assert split_units(text) == names


@pytest.mark.parametrize(("name", "expected"), [("财政部", True), ("各有关部门", True), ("市扶贫办", True), ("企业自行", False), ("由" * 40, False)])
def test_units_look_like_bodies(name, expected):
    assert is_unit(name) is expected
