"""Repairs of characters: what is mended, what is left, how often it was counted."""

import pytest

from policies.reading.text import characters


@pytest.mark.parametrize(
    ("raw", "expected", "count"),
    [
        ("甲&nbsp;&nbsp;乙", "甲  乙", 2),
        ("研发（R&amp;D）经费", "研发（R&D）经费", 1),
        ("甲&amp;nbsp;乙", "甲 乙", 1),
        ("&#12288;甲", "\u3000甲", 1),
        ("甲 & 乙; AT&T", "甲 & 乙; AT&T", 0),
        ("没有这个实体&zzzz;", "没有这个实体&zzzz;", 1),
    ],
)
def test_entities_become_characters(raw, expected, count):
    text, counted = characters.unescape_entities(raw)

    assert text == expected
    assert counted == count or raw == expected


@pytest.mark.parametrize(
    ("raw", "expected", "count"),
    [
        ("園區(qū)開發(fā)", "園區開發", 2),
        ("來(lái) (lái)源", "來源", 1),
        ("上线应用(app)三个", "上线应用(app)三个", 0),
        ("长度(km)与面积(a)", "长度(km)与面积(a)", 0),
        ("新(xin)" * 12, "新" * 12, 12),
        ("新(xin)" * 3, "新(xin)" * 3, 0),
    ],
)
def test_readings_behind_characters_are_dropped(raw, expected, count):
    assert characters.drop_pinyin(raw) == (expected, count)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("創業園區發展與開放，著力扶持。", "创业园区发展与开放，着力扶持。"),
        ("本级财政與創业，" + "平" * 200, "本级财政與創业，" + "平" * 200),
        ("著名品牌", "著名品牌"),
    ],
)
def test_only_traditional_texts_are_converted(raw, expected):
    assert characters.to_simplified(raw)[0] == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("常住人ロ增加", "常住人口增加"), ("社会カ量办学", "社会力量办学"), ("引进人オ。", "引进人才。"), ("ロボットの街", "ロボットの街")],
)
def test_kana_put_for_characters_are_mended(raw, expected):
    assert characters.mend_look_alikes(raw)[0] == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("奖励5O万元", "奖励50万元"),
        ("2O16年新增1OO家", "2016年新增100家"),
        ("O2O专业市场", "O2O专业市场"),
        ("离线商务（O2O）家居", "离线商务（O2O）家居"),
    ],
)
def test_letters_inside_numbers_become_zeros(raw, expected):
    assert characters.mend_zeros(raw)[0] == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("第 1 2 条 支持企业，奖励 50 万元。", "第12条 支持企业，奖励50万元。"),
        ("支持战略新 兴产业，鼓励\u3000创新", "支持战略新兴产业，鼓励创新"),
        ("2016 年 3 月 21 日印发", "2016年3月21日印发"),
        ("二 、支持范围", "二、支持范围"),
        ("三、 组织保障", "三、组织保障"),
        ("1. 平台建设", "1.平台建设"),
        ("合计 10 20 家，其中", "合计10 20家，其中"),
        ("第三条 支持对象 在本市注册的企业，均可申请。", "第三条 支持对象 在本市注册的企业，均可申请。"),
        ("建设 Free 空间，培育企业", "建设 Free 空间，培育企业"),
        ("滨海市财政局 滨海市科技局", "滨海市财政局 滨海市科技局"),
        ("滨海市财政局 滨海市科技局关于印发甲、乙的通知", "滨海市财政局 滨海市科技局关于印发甲、乙的通知"),
        ("索引号：0001/2019-1  主题分类：科技、教育", "索引号：0001/2019-1  主题分类：科技、教育"),
    ],
)
def test_spaces_go_from_prose_and_stay_elsewhere(raw, expected):
    assert characters.drop_stray_spaces(raw)[0] == expected


def test_invisible_characters_and_empty_lines_go():
    text, count = characters.drop_stray_characters("\ufeff甲\u200b乙\r\n\r\n\u3000\u3000丙\x00\ud800\x0c丁 ")

    assert text == "甲乙\n丙\n丁"
    assert count == 4
