"""What a page puts around a document goes; what it says about the document stays."""

import pytest

from policies.reading.text.furniture import drop_repeated_text, strip_furniture

PROSE = "为支持众创空间发展，推动大众创业、万众创新，现就有关事项提出以下意见，请遵照执行。"
TITLE = "滨海市关于支持众创空间发展的若干意见"


@pytest.mark.parametrize(
    "furniture",
    [
        "首页 > 政务公开 > 政策文件 > 市政府文件",
        "您现在的位置：首页>通知公告",
        "- 本市新闻\n- 园区规划\n- 政策解读\n- 智慧城市",
        "打印\n-",
        "【字号：大 中 小】【打印】【关闭】",
        "招商热线：0411-81234567",
        "POLICIES AND REGULATIONS",
        "首  页",
        "甲县|乙市|丙区|丁县|戊市|己区",
        "- 2 -",
        "— — — 2 —",
        "本站导航\n旧闻\n您的位置：首页 > 政策\n省市政策\n本地政策",
    ],
)
def test_furniture_above_goes(furniture):
    text, count = strip_furniture(f"{furniture}\n{TITLE}\n{PROSE}")

    assert text == f"{TITLE}\n{PROSE}"
    assert count == furniture.count("\n") + 1


@pytest.mark.parametrize(
    "furniture",
    ["上一篇：没有了\n下一篇：另一份文件", "相关阅读\n甲县|乙市|", "版权所有：某网站\n地址：某路1号", "主办：某局 技术支持：某公司", "友情链接 | 网站地图"],
)
def test_furniture_below_goes(furniture):
    assert strip_furniture(f"{TITLE}\n{PROSE}\n{furniture}")[0] == f"{TITLE}\n{PROSE}"


@pytest.mark.parametrize(
    "line",
    [
        "来源：市科技局 发布日期：2019-03-05",
        "[发文机构] 滨海市科学技术局",
        "- [成文日期] 2015-10-27",
        "发布时间:2016-03-29 05:23:36",
        "HKSD01-2016-0006",
        "滨政发〔2016〕5号",
        "000871",
    ],
)
def test_facts_about_the_document_stay(line):
    assert strip_furniture(f"{line}\n{TITLE}\n{PROSE}") == (f"{line}\n{TITLE}\n{PROSE}", 0)


def test_words_of_the_tail_inside_the_text_cut_nothing():
    text = f"{TITLE}\n{PROSE}\n相关链接机制要健全。\n{PROSE}"

    assert strip_furniture(text) == (text, 0)


def test_a_text_delivered_twice_is_kept_once():
    once = "".join(f"第{number}句说的是孵化器的建设和运营。" for number in range(40))

    assert drop_repeated_text(f"{once} {once}") == (once, 1)
    assert drop_repeated_text(once) == (once, 0)
    assert drop_repeated_text("甲乙" * 20) == ("甲乙" * 20, 0)


def test_bars_of_empty_cells_go_from_a_lines_end():
    assert strip_furniture(f"{TITLE} |\n发文日期：2014-01-14 | | |\n{PROSE}")[0] == f"{TITLE}\n发文日期：2014-01-14\n{PROSE}"
