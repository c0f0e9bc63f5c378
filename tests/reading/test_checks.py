"""What does not add up is flagged; what does is not."""

import pytest

from policies.reading import read

HEAD = "某市人民政府关于支持创业的意见\n某政发〔2024〕5号\n各区人民政府：\n一、资金\n"


def flags(sentence: str) -> list[str]:
    return [flag.rule for flag in read(HEAD + sentence).flags if flag.rule in ("sum", "clause-parts")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("省级安排1200万元，市级安排800万元，合计2000万元。", []),
        ("省级安排1200万元，市级安排800万元，合计2100万元。", ["sum"]),
        ("首批60家、次批40家、三批30家，共计130家。", []),
        ("首批60家、次批40家、三批30家，共计120家。", ["sum"]),
        ("投资500万元以上的，补助30万元、奖励20万元，合计50万元。", []),
        ("补助30万元，奖励20万元，合计不超过40万元。", []),
        ("新增企业60家，面积1万平方米，合计投入3000万元。", []),
    ],
)
def test_total_is_held_against_its_parts(sentence, expected):
    assert [rule for rule in flags(sentence) if rule == "sum"] == expected


def test_flag_of_a_sum_names_parts_and_place():
    reading = read(HEAD + "省级安排1200万元，市级安排800万元，合计2100万元。")
    (flag,) = (flag for flag in reading.flags if flag.rule == "sum")

    assert flag.message == "The parts 1200万元、800万元 do not add up to 2100万元."
    assert reading.text[flag.start : flag.end] == "1200万元，市级安排800万元，合计2100万元"


def test_clause_with_more_tiers_than_sums_is_flagged():
    assert flags("对获评国家级、省级、市级的众创空间，分别给予50万元、30万元奖励。") == ["clause-parts"]


def test_clause_that_matches_is_not_flagged():
    assert flags("对获评国家级、省级的众创空间，分别给予50万元、30万元奖励。") == []
