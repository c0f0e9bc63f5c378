"""Headings with their markers, depths, paths and parts."""

import pytest

from policies.reading.outline import find_outline
from tests.reading.papers import paper, scanned


def outline(text):
    return find_outline(text, 0, len(text), ())


def paths(text):
    return [heading.path for heading in outline(text)]


@pytest.mark.parametrize(
    ("line", "marker", "heading"),
    [
        ("一、发展目标", "一、", "发展目标"),
        ("（一）建设载体。支持企业建设。", "（一）", "建设载体"),
        ("(二)提升服务。", "(二)", "提升服务"),
        ("1.加强领导。各区要重视。", "1.", "加强领导"),
        ("1．综合型园区。产值过亿。", "1．", "综合型园区"),
        ("10、公共设施属地管理。镇街负责。", "10、", "公共设施属地管理"),
        ("（3）提交材料；", "（3）", "提交材料"),
        ("第一章　总　则", "第一章", "总则"),
        ("第十二条 支持企业上市。奖励50万元。", "第十二条", "支持企业上市"),
        ("第三条【支持对象】在本市注册的企业。", "第三条", "支持对象"),
        ("第四条 申报条件 具备下列条件的企业可以申报。", "第四条", "申报条件"),
        ("二、支持范围：", "二、", "支持范围"),
        ("1.6月底前报送总结；", "1.", "6月底前报送总结"),
    ],
)
def test_a_marker_opens_a_heading(line, marker, heading):
    (found,) = outline(line)

    assert (found.marker, found.heading) == (marker, heading)
    assert line[found.start : found.end].startswith(marker)


@pytest.mark.parametrize(
    "line",
    ["——认定一批空间。", "一是成立小组；二是加大投入。", "一、二类新药给予奖励。", "1、2号楼为中心。", "1.5亿元投入使用。", "2016年是关键之年。", "1600", ""],
)
def test_other_lines_open_none(line):
    assert outline(line) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、甲\n（一）乙\n1.丙\n（1）丁\n（二）戊\n二、己", ["一", "一、（一）", "一、（一）1.", "一、（一）1.（1）", "一、（二）", "二"]),
        ("一、甲\n1.乙\n二、丙\n（一）丁", ["一", "一、1.", "二", "二、（一）"]),
        ("一、甲\n（一）乙\n二、丙\n（二）丁", ["一", "一、（一）", "二", "二、（二）"]),
        ("第一章 甲\n第一条 乙\n（一）丙\n第二章 丁\n第二条 戊", ["第一章", "第一章第一条", "第一章第一条（一）", "第二章", "第二章第二条"]),
        ("一、甲\n（一）乙\n第1条 丙\n（二）丁\n第2条 戊", ["一", "一、（一）", "一、（一）第1条", "一、（二）", "一、（二）第2条"]),
        ("二 、甲\n(一)乙\n1、丙", ["二", "二、（一）", "二、（一）1."]),
        ("一、甲\n附件1\n一、乙", ["一", "附件1：一"]),
        ("附件\n一、甲\n二、乙", ["一", "二"]),
        ("一. 甲\n1）乙\n二. 丙", ["一", "一、1）", "二"]),
        ("目　录\n第一章 甲……1\n第二章 乙……2\n第一章 甲\n正文。\n第二章 乙", ["第一章", "第二章"]),
    ],
)
def test_paths_follow_the_scheme_that_the_text_uses(text, expected):
    assert paths(text) == expected


def test_parts_end_at_the_next_heading_that_is_not_deeper():
    text = "一、甲\n（一）乙\n正文。\n（二）丙\n二、丁\n结尾。"
    first, second, third, fourth = outline(text)

    assert (first.depth, second.depth, third.depth, fourth.depth) == (1, 2, 2, 1)
    assert text[first.start : first.until] == "一、甲\n（一）乙\n正文。\n（二）丙\n"
    assert second.until == third.start
    assert fourth.until == len(text)


def test_the_frame_opens_no_headings():
    scan = scanned(paper(annexes="附件：1.申请表\n2.名单", below="抄送：市委办公室。\n滨海市人民政府办公室 2016年3月22日印发"))

    assert [heading.heading for heading in scan.outline] == ["发展目标"]


def test_an_offset_lies_in_its_innermost_provision():
    scan = scanned(paper(body="前言，提出以下意见。\n一、目标\n新增20家。\n二、任务\n（一）载体。建设10家。\n（二）人才。引进3人。"))

    assert scan.provision_at(scan.text.index("前言")) is None
    assert scan.provision_at(scan.text.index("20家")) == "一"
    assert scan.provision_at(scan.text.index("10家")) == "二、（一）"
    assert scan.heading_at(scan.text.index("3人")).heading == "人才"
    assert scan.provision_at(scan.text.index("2016年3月21日")) is None
