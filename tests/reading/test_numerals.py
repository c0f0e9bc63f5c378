"""Numbers, sums, ranges and dates: text -> value, unit, comparing word."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.reading.numerals import (
    NumberError,
    chinese_value,
    find_dates,
    find_numbers,
    parse_date,
    parse_quantity,
)

PIECES = ["3", "二十", "万", "亿", "元", "家", "%", "百分之", "、", "-", "至", "年", "月", "1:1", "不超过", "以上", "，", "（含）", "余", "第"]
messy = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=30).map("".join)


def seen(text):
    return [(str(number.low.normalize() + 0), number.unit) for number in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("30万", 300000), ("三十万", 300000), ("3,000,000", 3000000), ("3，000，000", 3000000), ("１２０", 120), ("30万元", 300000),
        ("50%", "0.5"), ("百分之五十", "0.5"), ("千分之三", "0.003"), ("1.8万亿", 1800000000000), ("3亿5000万", 350000000),
        ("一千二", 1200), ("三万五千", 35000), ("两百", 200), ("一百零八", 108), ("百万", 1000000), ("壹拾万", 100000),
        ("二〇一六", 2016), (" 500 平方米 ", 500), ("十", 10), ("十五", 15), ("一亿二千万", 120000000),
    ],
)  # fmt: skip
def test_quantity_is_read_from_what_a_person_types(text, value):
    assert parse_quantity(text) == Decimal(str(value))


@pytest.mark.parametrize("text", ["", "   ", "很多", "30万万元钱", "12a", "--", "三五", "5万3亿", "1,00"])
def test_unreadable_quantity_raises_a_sentence_that_names_it(text):
    with pytest.raises(NumberError) as raised:
        parse_quantity(text)

    assert "is not a number" in str(raised.value)
    assert text.strip()[:30] in str(raised.value)


@pytest.mark.parametrize("word", ["", "万人", "一一", "百家"])
def test_malformed_numeral_has_no_value(word):
    assert chinese_value(word) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建实验室12家", [("12", "家")]),
        ("奖励15万元", [("150000", "元")]),
        ("奖励十五万元", [("150000", "元")]),
        ("总规模1.2万亿元", [("1200000000000", "元")]),
        ("总规模1亿5000万元", [("150000000", "元")]),
        ("补助3万5千元", [("35000", "元")]),
        ("建筑面积2 万 平方米", [("20000", "平方米")]),
        ("面积800㎡", [("800", "平方米")]),
        ("比例为４５％", [("45", "%")]),
        ("合格率达到百分之九十", [("90", "%")]),
        ("占人口的千分之二", [("2", "‰")]),
        ("提高2.5个百分点", [("2.5", "个百分点")]),
        ("投入超百亿元", [("10000000000", "元")]),
        ("产值超过亿元", [("100000000", "元")]),
        ("年均增长7\ue0905%左右", []),  # a sign that was lost between the figures: 5% would be wrong
        ("投资50万-100万（不含）美元", [("500000", "美元")]),
        ("外资1000万（含）至2000万美元", [("10000000", "美元")]),
        ("分别扶持500万、200万、50万", [("5000000", "元"), ("2000000", "元"), ("500000", "元")]),
        ("总量超过五千亿规模，打造千亿规模集群", [("500000000000", "元")]),
        ("按1:2配套，1：1跟投", [("1", "比"), ("1", "比")]),
        ("培训一千二百人", [("1200", "人")]),
        ("每街道一家", [("1", "家")]),
        ("分别给予50、30、20万元", [("500000", "元"), ("300000", "元"), ("200000", "元")]),
        ("给予4万/8万元", [("40000", "元"), ("80000", "元")]),
        ("建成3、5、8家", [("3", "家"), ("5", "家"), ("8", "家")]),
        ("补助20万，另奖励5万", [("200000", "元"), ("50000", "元")]),
        ("上午9:30开会，电话0571-12345678，第二版", []),
        ("一般性、一次性、一站式、统一管理", []),
        ("百家争鸣，万人空巷，O2O平台", []),
        ("3.4人及以上家庭", [("4", "人")]),
        ("版本2.0.1，编号A2015", []),
    ],
)
def test_numbers_are_read_in_base_units(text, expected):
    assert seen(text) == expected


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("培育5-10家", 5, 10, "家"), ("培育5至10家", 5, 10, "家"), ("培育300—500名", 300, 500, "人"), ("奖励2万元—4万元", 20000, 40000, "元"),
        ("奖励3-5万元", 30000, 50000, "元"), ("奖励100万～200万元", 1000000, 2000000, "元"), ("三至五年", 3, 5, "年"), ("20%-30%", 20, 30, "%"),
        ("20-30%", 20, 30, "%"), ("2018—2020年", 2018, 2020, "年"), ("2018年至2020年", 2018, 2020, "年"),
    ],
)  # fmt: skip
def test_range_is_one_number_with_two_ends(text, low, high, unit):
    (number,) = find_numbers(text)

    assert (number.low, number.high, number.unit, number.comparator) == (low, high, unit, "range")


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("不少于8家", "at_least"), ("8家以上", "at_least"), ("8家（含）以上", "at_least"), ("至少8家", "at_least"), ("不得低于8家", "at_least"),
        ("超过8家", "more_than"), ("突破8家", "more_than"), ("8余家", "more_than"), ("80多家", "more_than"), ("通过8家", "exact"),
        ("不超过8家", "at_most"), ("最高8家", "at_most"), ("8家以内", "at_most"), ("控制在8家", "at_most"), ("8家以下", "at_most"),
        ("不足8家", "less_than"), ("低于8家", "less_than"), ("约8家", "about"), ("近8家", "about"), ("8家左右", "about"), ("附近8家", "exact"),
        ("不超过实际租金的30%", "at_most"), ("不低于总支出的6%", "at_least"), ("按实际租金的30%", "exact"),
        ("近8年", "exact"), ("8家", "exact"), ("达到8家", "exact"), ("8家内部机构", "exact"),
    ],
)  # fmt: skip
def test_comparing_word_beside_the_number_is_understood(text, comparator):
    assert find_numbers(text)[0].comparator == comparator


def test_number_that_prints_no_unit_is_marked_bare():
    numbers = find_numbers("对1000万以上的企业给予10万奖励")

    assert [(number.low, number.kind, number.bare) for number in numbers] == [(10**7, "plain", True), (10**5, "money", True)]


def test_price_names_what_it_is_paid_per():
    (rent,) = find_numbers("不超过1.5元/平方米·天")

    assert (rent.low, rent.per, rent.comparator) == (Decimal("1.5"), "平方米·天", "at_most")


@pytest.mark.parametrize("text", ["第5条", "第三项", "3号楼", "第 1 2 条"])
def test_number_of_a_thing_in_a_row_is_an_ordinal(text):
    assert [number.kind for number in find_numbers(text)] == ["ordinal"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2016年3月21日", ["2016-03-21"]), ("二〇一五年四月二十二日", ["2015-04-22"]), ("2016 年 3 月", ["2016-03"]), ("2016-3-21", ["2016-03-21"]),
        ("2016/03/21", ["2016-03-21"]), ("到2020年底", ["2020"]), ("12月底前", ["12"]), ("3个月", []), ("2016年度", ["2016"]), ("3200年", []),
        ("２０１６年３月", ["2016-03"]), ("二○二三年", ["2023"]),
    ],
)  # fmt: skip
def test_dates_keep_the_precision_of_the_text(text, printed):
    assert [mention.printed for mention in find_dates(text)] == printed


def test_first_whole_day_is_the_date():
    assert parse_date("2015年起草，2016年3月21日印发") == date(2016, 3, 21)
    assert parse_date("2016年2月31日") is None


@given(messy)
def test_every_number_slices_to_its_quote(text):
    for number in find_numbers(text):
        assert text[number.start : number.end] == number.raw
        assert number.start < number.end <= number.reach <= len(text)


@given(messy)
def test_numbers_stand_in_order_and_apart(text):
    numbers = find_numbers(text)

    assert all(first.end <= second.start for first, second in pairwise(numbers))


@given(st.text(max_size=20))
def test_quantity_is_a_number_or_a_sentence(text):
    try:
        value = parse_quantity(text)
    except NumberError:
        return

    assert value >= 0
