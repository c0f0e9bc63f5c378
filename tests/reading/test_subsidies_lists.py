"""Items below words that open a list, and grades behind a semicolon: tiers of one promise, or promises of their own."""

from __future__ import annotations

import pytest

from policies.reading import read
from policies.reading.parts import Subsidy
from policies.reading.scan import Scan
from policies.reading.subsidies import find_subsidies


def promises(text: str) -> tuple[Subsidy, ...]:
    return find_subsidies(Scan(text=text, body_start=0, body_end=len(text)))


LISTS = [
    ("对新认定的服务业集聚区，按下列标准给予奖励：（1）国家级集聚区，奖励60万元；（2）省级集聚区，奖励25万元。", [("国家级", 600_000), ("省级", 250_000)]),
    ("对首次入库的外贸企业，按以下标准给予补助：\n1.年出口额2亿元以上的，补助40万元。\n2.年出口额8000万元以上的，补助15万元。\n3.其他企业，补助5万元。",
     [("年出口额2亿元以上", 400_000), ("年出口额8000万元以上", 150_000), ("其他企业", 50_000)]),
    ("企业获得下列荣誉的，给予一次性奖励：\n1、中国质量奖，180万元；\n2、省长质量奖，90万元；\n3、市长质量奖，40万元。",
     [("中国质量奖", 1_800_000), ("省长质量奖", 900_000), ("市长质量奖", 400_000)]),
    ("对成功创建的示范园区，分级给予奖励：\n国家级：160万元；\n省级：80万元；\n市级：30万元。", [("国家级", 1_600_000), ("省级", 800_000), ("市级", 300_000)]),
    ("对缴纳社会保险的毕业生，按学历给予租房补贴：博士每月1800元；硕士每月900元；本科每月500元。", [("博士", 1800), ("硕士", 900), ("本科", 500)]),
    ("各区对获奖单位给予奖励：\n一等奖1名，奖金12万元；\n二等奖2名，奖金6万元；\n三等奖3名，奖金3万元。", [("一等奖", 120_000), ("二等奖", 60_000), ("三等奖", 30_000)]),
    ("对物流企业按下列标准予以奖励：\n①注册资本达到6000万元的，奖励80万元；\n②注册资本达到1.5亿元的，奖励160万元。", [("6000万元", 800_000), ("1.5亿元", 1_600_000)]),
    # grades behind a semicolon
    ("对通过验收的国家级绿色工厂奖励70万元；省级的奖励35万元；市级的奖励10万元。", [("国家级", 700_000), ("省级", 350_000), ("市级", 100_000)]),
    ("对新认定的国家级、省级众创空间，分别给予90万元、45万元奖励；市级的给予15万元奖励。", [("国家级", 900_000), ("省级", 450_000), ("市级", 150_000)]),
    ("对市级工程中心给予25万元资助；对省级以上的，给予55万元资助。", [("市级", 250_000), ("省级以上", 550_000)]),
    ("对驻外联络机构，第一年给予24万元经费补助；第二年给予12万元。", [("第一年", 240_000), ("第二年", 120_000)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tiers"), LISTS)
def test_items_of_one_measure_are_its_tiers(text: str, tiers: list[tuple[str, int]]) -> None:
    (promise,) = promises(text)

    assert promise.form == "tiered"
    assert [(amount.tier, int(amount.value)) for amount in promise.amounts] == tiers
    assert promise.evidence == text[promise.start : promise.end] == text.rstrip("。")
    assert all(promise.start <= amount.start < amount.end <= promise.end for amount in promise.amounts)


@pytest.mark.parametrize(
    ("text", "beneficiary", "subjects"),
    [
        ("对上年度研发投入达到600万元的企业，按下列标准给予奖励：（1）国家级技术中心40万元；（2）省级技术中心15万元。", "企业", ["上年度研发投入"]),
        ("对实缴资本3000万元以上的担保机构，按下列标准给予补偿：\n（1）年担保额8亿元以上的，补偿比例为1%；\n（2）年担保额4亿元以上的，补偿比例为0.5%。",
         "担保机构", ["实缴资本", "年担保额", "年担保额"]),
        ("对入选市级以上计划的创业人才，分档给予资助：\n（一）顶尖人才，资助400万元；\n（二）领军人才，资助150万元。", "创业人才", []),
    ],
)  # fmt: skip
def test_the_opening_words_say_who_and_on_which_condition(text: str, beneficiary: str, subjects: list[str]) -> None:
    (promise,) = promises(text)

    assert promise.beneficiary == beneficiary
    assert [condition.subject for condition in promise.conditions] == subjects


@pytest.mark.parametrize(
    "text",
    [
        "对园区内企业给予以下奖励：（1）首次上市的，奖励260万元；（2）引进院士的，奖励45万元。",  # who does both is paid for both
        "对合格的孵化器给予以下支持：\n1.房租补贴，每年最高12万元；\n2.装修补贴，每年最高18万元。",  # two costs
        "对企业按以下标准给予奖励：\n1.营业收入增长12%以上的，奖励6万元；\n2.纳税额增长20%以上的，奖励9万元。",  # two figures measured
        "对基地按以下标准给予奖励：\n1.国家级50万元。\n另有规定的从其规定。\n2.省级20万元。",  # not one list any more
        "对国家级示范基地给予65万元奖励；市级以上研发机构购置设备的，按20%给予补助。",  # a sum and a share
        "对通过认证的企业给予8万元奖励；对首次获得专利授权的企业给予1万元奖励。",
    ],
)  # fmt: skip
def test_other_items_stay_promises_of_their_own(text: str) -> None:
    found = promises(text)

    assert len(found) == 2
    assert not any(amount.role == "tier" for promise in found for amount in promise.amounts)


def test_items_with_costs_of_their_own_keep_the_condition_of_their_opening_line() -> None:
    text = "对年营业收入3000万元以上的文化企业给予以下支持：\n（1）贷款贴息，按年利息的40%给予补贴；\n（2）展会补贴，按展位费的60%给予补助。"

    assert [[one.subject for one in promise.conditions] for promise in promises(text)] == [["年营业收入"], ["年营业收入"]]


@pytest.mark.parametrize(
    ("closing", "tier"), [("，最高不超过15万元。", "第三年"), ("。\n同一企业累计不超过45万元。", None), ("。同一机构累计奖励不超过45万元。", None)]
)
def test_a_cap_in_a_sentence_of_its_own_holds_for_all_tiers(closing: str, tier: str | None) -> None:
    text = "对租用厂房的企业给予租金补贴，具体标准如下：\n（1）第一年补贴80%；\n（2）第二年补贴50%；\n（3）第三年补贴30%" + closing
    (promise,) = promises(text)

    assert [(amount.role, amount.tier) for amount in promise.amounts] == [
        ("rate", "第一年"), ("rate", "第二年"), ("rate", "第三年"), ("cap", tier),
    ]  # fmt: skip


def test_a_list_stands_on_the_provision_of_its_opening_line() -> None:
    text = "某市关于支持农业的意见\n一、争创品牌。对获得以下称号的农业企业，按标准给予奖励：\n1.中国驰名商标，奖励50万元；\n2.省著名商标，奖励15万元。\n二、鼓励上市。上市企业奖励200万元。"

    assert [(one.provision, len(one.amounts)) for one in read(text).subsidies] == [("一", 2), ("二", 1)]
