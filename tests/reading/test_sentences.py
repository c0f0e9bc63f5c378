"""Cutting running text into sentences and clauses."""


import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.reading import sentences
from tests.growth import is_linear

messy = st.text(alphabet="甲乙1.，,。；;：“”（）()《》——\n !?", max_size=80)


def cut(text):
    return [sentence.text for sentence in sentences.split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建成三家。招引五家；办好服务！", ["建成三家。", "招引五家；", "办好服务！"]),
        ("建成三家.招引五家;办好服务", ["建成三家.", "招引五家;", "办好服务"]),
        ("增长1.5%.到年底", ["增长1.5%.", "到年底"]),
        ("面积1.5万平方米,见www.example.cn首页", ["面积1.5万平方米,见www.example.cn首页"]),
        ("加强协同（牵头单位：甲局。配合单位：乙局）。落实", ["加强协同（牵头单位：甲局。配合单位：乙局）。", "落实"]),
        ("他说：“先办起来。”然后走了。", ["他说：“先办起来。”", "然后走了。"]),
        ("没有合上（的括号。第二句。", ["没有合上（的括号。", "第二句。"]),
        ("宽窄不一（的括号。还在里面)。", ["宽窄不一（的括号。还在里面)。"]),
        ("总体目标\n——甲三家。\n——乙五家。", ["总体目标", "——甲三家。", "——乙五家。"]),
        ("主体壮大。 ——载体拓宽", ["主体壮大。", "——载体拓宽"]),
        ("转型升级——以创业为例。", ["转型升级——以创业为例。"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_text_is_cut_into_sentences(text, expected):
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到明年,建成1,000家，其中：甲、乙10家", ["到明年,", "建成1,000家，", "其中：", "甲、乙10家"]),
        ("对企业（含分公司，下同）给予奖励，一次付清", ["对企业（含分公司，下同）给予奖励，", "一次付清"]),
        ("比例为1:1，按年", ["比例为1:1，", "按年"]),
    ],
)
def test_sentence_is_cut_into_clauses(text, expected):
    assert [clause.text for clause in sentences.clauses(text)] == expected


def test_only_the_span_asked_for_is_cut():
    assert [s.text for s in sentences.split("甲。乙。丙。", 2, 4)] == ["乙。"]


@given(messy)
def test_sentences_slice_to_their_text_and_lose_nothing(text):
    found = sentences.split(text)

    assert all(text[s.start : s.end] == s.text for s in found)
    assert "".join("".join(s.text for s in found).split()) == "".join(text.split())


@pytest.mark.parametrize("sign", ["（", "“", "《》", "。", "——", "(]", "（）"])
def test_hostile_signs_are_cut_in_linear_time(sign):
    assert is_linear(lambda count: sentences.split(sign * count), 25_000)
