"""What a sum is paid per, what bounds it, what is only its payment: sentences of grant papers and what must be read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policies.reading.parts import Subsidy
from policies.reading.scan import Scan
from policies.reading.subsidies import find_subsidies


def read_all(text: str) -> tuple[Subsidy, ...]:
    return find_subsidies(Scan(text=text, body_end=len(text)))


def sums(text: str) -> list[tuple[str, float, str | None]]:
    """Role, value and unit or tier of every figure of every promise."""
    return [(one.role, float(one.value), one.per or one.tier) for promise in read_all(text) for one in promise.amounts]


AMOUNTS = [
    # units of ports, ships and land
    ("对新增部分按每TEU给予40元的补贴，每家企业年度最高不超过200万元。", [("per_unit", 40, "TEU"), ("cap", 2000000, "年")]),
    ("对登记的船舶一次性给予50元/总吨的补贴。", [("per_unit", 50, "总吨")]),
    ("对经营者给予每班次货车补贴400元。", [("per_unit", 400, "班次")]),
    ("组织旅游专列的，每趟专列奖励旅行社2万元。", [("per_unit", 20000, "趟")]),
    ("按照出让建筑面积每万平方米6000元、年度奖励总额不超过80万元，对项目所在街道予以奖励。",
     [("per_unit", 6000, "万平方米"), ("cap", 800000, "年")]),
    # a cap of three years is none of each year
    ("对项目给予投资额8%的奖励，每个项目三年奖励累计不超过400万元。", [("rate", 0.08, None), ("cap", 4000000, None)]),
    # sums and a share in one list behind 按
    ("外资到位的，分别按人民币20万元、40万元、到位额的7‰给予奖励。", [("tier", 200000, None), ("tier", 400000, None), ("rate", 0.007, None)]),
    # how a sum is paid out is no share
    ("对企业给予奖励300万元，奖励资金在投产后分三年按50%、30%、20%比例拨付。", [("fixed", 3000000, None)]),
    ("对企业按1%给予扶持，最高不超过200万元，按50%、30%、20%的比例分三年发放。", [("rate", 0.01, None), ("cap", 2000000, None)]),
    # a cap behind 最多 and its verb, a price with a cap, a share that bounds another
    ("每新入驻1家企业，给予园区1万元，最多给予80万元扶持资金。", [("per_unit", 10000, "家"), ("cap", 800000, None)]),
    ("购买办公用房的，可按每平方米不超过800元且总额不超过40万元的标准，给予补助。", [("cap", 800, "平方米"), ("cap", 400000, None)]),
    ("对企业按增长部分的10%给予奖励，以600万元为上限，且不超过其经济贡献的80%。",
     [("rate", 0.1, None), ("cap", 6000000, None), ("cap", 0.8, None)]),
    # sums of a list without 元, a share right behind 扶持, a standard behind the promise
    ("年度收入首次超过2亿元、4亿元的，分别一次性给予企业20万、40万。", [("tier", 200000, "2亿元"), ("tier", 400000, "4亿元")]),
    ("年度区级贡献在300万元以上的企业，扶持12%。", [("rate", 0.12, None)]),
    ("对引荐者给予招商扶持，标准为固定资产投资额的2%，每项扶持金额不超过30万元。", [("rate", 0.02, None), ("cap", 300000, None)]),
    # steps on a way, levels of which the last one carries 级
    ("按照完成改制、正式申报、发行上市三个环节分别给予30万元、50万元和80万元补贴。",
     [("tier", 300000, "完成改制"), ("tier", 500000, "正式申报"), ("tier", 800000, "发行上市")]),
    ("对企业获得省、市级立项的项目资金分别给予70%、50%配套。", [("rate", 0.7, "省级"), ("rate", 0.5, "市级")]),
    # funds whose size stands behind, loans that a bank gives under the paper
    ("设立创业投资引导基金，首期规模为20亿元，并逐步增加。", [("fund", 2000000000, None)]),
    ("逐步形成80亿元规模的产业发展资金，重点用于支持大项目引进。", [("fund", 8000000000, None)]),
    ("合作银行可为每家科技型企业提供最高800万元信用贷款。", [("cap", 8000000, None)]),
    # a least sum, a cap on the cost inside brackets
    ("对领军团队可给予最低1500万元资助，不设上限。", [("floor", 15000000, None)]),
    ("对企业的检测费用（累计不超过60万元），给予40%的奖励。", [("cap", 600000, None), ("rate", 0.4, None)]),
    # the places of a ranking, levels that stand for all behind them, two sorts of one thing
    ("对年度产值在全区排前三名的街道，分别奖励30万元、20万元、10万元。",
     [("tier", 300000, "第一名"), ("tier", 200000, "第二名"), ("tier", 100000, "第三名")]),
    ("首获国家级、省级示范企业或示范项目的，分别给予20万元、8万元奖励。", [("tier", 200000, "国家级"), ("tier", 80000, "省级")]),
    ("对列入创新技术与产业目录的重点培育项目和一般培育项目，分别给予40万元、20万元奖励。",
     [("tier", 400000, "重点培育项目"), ("tier", 200000, "一般培育项目")]),
    # what is actually paid for a service is a base, and no instalment
    ("企业委托研发的，按实际支付技术费用金额的15%予以补助，每家企业每年不超过30万元。", [("rate", 0.15, None), ("cap", 300000, "年")]),
    # 其中 goes on, a new item does not
    ("对成交的船舶，按价格1‰给予补贴。其中，内河船舶不超过4000元/艘，沿海船舶不超过2万元/艘。",
     [("rate", 0.001, None), ("cap", 4000, "艘"), ("cap", 20000, "艘")]),
    ("（一）对体验店一次性补贴20万元。\n（二）年度获评优秀的企业给予5万元奖励。", [("fixed", 200000, None), ("fixed", 50000, None)]),
    ("在市级专项资金中安排80万元，对上云企业予以补贴。", [("fund", 800000, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "amounts"), AMOUNTS)
def test_sums_are_read_with_their_unit_and_tier(text: str, amounts: list[tuple[str, float, str | None]]) -> None:
    assert sums(text) == amounts


BASES = [
    ("每个项目按合同实际成交金额给予企业4%、每项不超过40万元的资助。", "合同实际成交金额"),
    ("对其房租减免部分，经审核认定，每年给予平台50%的补贴。", "房租减免部分"),
    ("对企业按照市级奖励金额的20%给予奖励。", "市级奖励金额"),
    ("对企业按首台（套）装备首次销售价格的20%给予补助。", "首台装备首次销售价格"),
    ("市区两级财政3年内全额补贴给园区。", None),
]


@pytest.mark.parametrize(("text", "base"), BASES)
def test_a_share_names_what_it_is_taken_of_and_not_who_gets_it(text: str, base: str | None) -> None:
    assert read_all(text)[0].amounts[0].base == base


CONDITIONS = [
    ("对工业总产值超过亿元的企业奖励10万元。", [("工业总产值", "more_than", 100000000, "元")]),
    ("按当年投资额50万-100万（不含）美元奖励8万元。",
     [("当年投资额", "at_least", 500000, "美元"), ("当年投资额", "at_most", 1000000, "美元")]),
    ("对当年营业收入1亿（含）至5亿元的地区总部，给予80万元奖励。",
     [("当年营业收入", "at_least", 100000000, "元"), ("当年营业收入", "at_most", 500000000, "元")]),
    ("实缴外资1000万（含）至2000万美元、2000万（含）至8000万美元的，分别给予200万元、400万元奖励。",
     [("实缴外资", "at_least", 10000000, "美元"), ("实缴外资", "at_least", 20000000, "美元")]),
    ("固定资产投资2亿元以上到8亿元的项目，给予60万元奖励。",
     [("固定资产投资", "at_least", 200000000, "元"), ("固定资产投资", "at_most", 800000000, "元")]),
    ("形成区级财力800万元以上，或安置就业（签订三年以上劳动合同）50人以上的，一次性给予企业20万元奖励。",
     [("形成区级财力", "at_least", 8000000, "元"), ("签订", "at_least", 3, "年"), ("安置就业", "at_least", 50, "人")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "conditions"), CONDITIONS)
def test_a_condition_measures_its_own_subject(text: str, conditions: list[tuple[str, str, int, str]]) -> None:
    (promise,) = read_all(text)

    assert [(one.subject, one.comparator, one.value, one.unit) for one in promise.conditions] == [
        (subject, comparator, Decimal(value), unit) for subject, comparator, value, unit in conditions
    ]


@pytest.mark.parametrize(
    "text",
    [
        "存在重大违法行为的企业，由牵头部门研究决定不给予补助。",
        "注册地不在本区的企业，可以享受本办法特定条款规定的奖励。",
        "无偿资助，即对项目承担单位给予事后补贴的方式。",
        "奖励与高级管理人员奖励两项合计最多不超过企业新增经济贡献的20%。",
        "同一等级不同专业资质的提升仅给予一次奖励。",
        "高新技术企业补助比例可上调10%。",
        "区领导小组对考核报告进行审议并形成奖励意见。",
        "园区每年应从市补贴的收益中留取不低于6%的资金，用于平台建设。",
    ],
)
def test_who_may_apply_and_what_is_refused_or_set_aside_promises_nothing(text: str) -> None:
    assert read_all(text) == ()


def test_a_sentence_that_only_announces_the_items_below_it_is_no_promise_of_its_own() -> None:
    text = "对企业高管给予奖励。\n（一）产值5亿元以上的企业，给予企业高管最高合计30万元奖励；\n（二）产值1亿元以上的企业，给予企业高管最高合计8万元奖励。"

    assert [(promise.beneficiary, promise.amounts[0].value) for promise in read_all(text)] == [("企业高管", 300000), ("企业高管", 80000)]


@pytest.mark.parametrize(
    ("text", "beneficiary"),
    [
        ("落户三年内纳入本区规模以上企业统计且在有效期内的，再给予20万元奖励。", "企业"),
        ("按服务实际获得收入的5%对新型研发机构给予奖励。", "新型研发机构"),
        ("对落户的融资租赁企业，给予企业地方经济贡献90%的奖励。", "融资租赁企业"),
    ],
)
def test_the_holder_is_no_piece_of_a_description(text: str, beneficiary: str) -> None:
    assert read_all(text)[0].beneficiary == beneficiary


def test_a_tax_rate_is_no_share_that_is_given() -> None:
    (promise,) = read_all("对经认定的企业，减按15%的税率征收企业所得税。")

    assert (promise.kinds, promise.form, promise.amounts) == (("tax",), "unspecified", ())


def test_charges_that_are_waived_are_support() -> None:
    (promise,) = read_all("对园区内的高新技术项目，5年内免征城市基础设施配套费。")

    assert promise.form == "in_kind"


def test_a_limit_on_all_funds_of_a_paper_governs_its_promises() -> None:
    text = "对孵化器给予50万元奖励。单一企业每年享受本办法规定的各类扶持资金总额不超过400万元。"

    assert [promise.stacking for promise in read_all(text)] == ["overall_cap"]
