"""Promises of support: each form as documents print it, in sentences of our own, against what must be read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.reading.parts import Heading, Subsidy
from policies.reading.scan import Scan
from policies.reading.subsidies import find_subsidies


def read_all(text: str, **scan: object) -> tuple[Subsidy, ...]:
    return find_subsidies(Scan(text=text, body_start=0, body_end=len(text), **scan))


def read_one(text: str) -> Subsidy:
    found = read_all(text)
    assert len(found) == 1, [subsidy.evidence for subsidy in found]
    return found[0]


def figures(subsidy: Subsidy) -> list[tuple[str, Decimal]]:
    return [(amount.role, amount.value) for amount in subsidy.amounts]


def expected(*pairs: tuple[str, float | str]) -> list[tuple[str, Decimal]]:
    return [(role, Decimal(str(value))) for role, value in pairs]


AMOUNTS = [
    # 1 tiers by level
    ("对获评国家级、省级、市级孵化器的，分别给予40万元、25万元、10万元一次性奖励。", "tiered",
     [("tier", 400000), ("tier", 250000), ("tier", 100000)]),
    # 2 slash tiers, the first sums are thresholds
    ("每引进一家年销售额过1000万元/3000万元企业，分别给予3万/6万元奖励。", "per_unit", [("per_unit", 30000), ("per_unit", 60000)]),
    # 3 tiers by year, price cap, area
    ("入驻企业第一年租金全额补贴，第二至三年补贴50%，单价不超过60元/㎡/月，面积最高不超过800平方米。", "tiered",
     [("rate", 1), ("rate", 0.5), ("cap", 60), ("quota", 800)]),
    # 4 fixed, fixed, up to
    ("每培育一家规上企业、高新技术企业和上市企业，分别给予4万元、8万元和最高不超过40万元的奖励。", "per_unit",
     [("per_unit", 40000), ("per_unit", 80000), ("cap", 400000)]),
    # 5 marginal tiers on unit cost
    ("改造成本在400元/平方米以内的按40%补助，400—900元/平方米部分按20%补助，累计不超过150万元。", "tiered",
     [("rate", 0.4), ("rate", 0.2), ("cap", 1500000)]),
    # 6 two conditional awards
    ("考核首次获评优秀的给予15万元奖励，连续三年优秀的再给予25万元。", "fixed", [("fixed", 150000), ("fixed", 250000)]),
    # 7 threshold tiers, units mixed
    ("企业营业收入首次突破2000万元、5000万元、1亿元的，分别奖励15万元、30万元、60万元。", "tiered",
     [("tier", 150000), ("tier", 300000), ("tier", 600000)]),
    # 8 three bounds of three dimensions
    ("按投资额的35%给予补助，已获上级资金的给予最高1:1配套，合计不超过投资额的70%，每年不超过300万元。", "rate",
     [("rate", 0.35), ("rate", 1), ("cap", 0.7), ("cap", 3000000)]),
    # 9 rate, cap by enterprise and year
    ("科技保险按实际缴纳保费的30%补贴，每户企业每年最高15万元。", "rate", [("rate", 0.3), ("cap", 150000)]),
    # 10 whole steps only
    ("基金投资每满5000万元给予100万元奖励。", "stepwise", [("step", 1000000)]),
    # 11 a run of grades, one unit for three sums
    ("3A—5A级基地分别给予8、15、25万元奖励（只补差，不累加）。", "tiered", [("tier", 80000), ("tier", 150000), ("tier", 250000)]),
    # 13 per person and month
    ("驻园博士每人每月1500元，连续补贴3年。", "fixed", [("fixed", 1500)]),
    # 14 range
    ("对优秀团队给予2万元—4万元的资金支持。", "range", [("floor", 20000), ("cap", 40000)]),
    # 15 a rate and a price with one pooled cap
    ("用电按实际缴纳费用的5%，用水按0.6元/吨给予补贴，单家企业合计每年不超过30万元。", "per_unit",
     [("rate", 0.05), ("per_unit", 0.6), ("cap", 300000)]),
    # 16 a fund that is offered
    ("设立总规模2亿元的天使投资引导基金，用于投资初创企业。", "fund", [("fund", 200000000)]),
    ("每年安排专项资金600万元，给予景区门票补贴。", "fund", [("fund", 6000000)]),
    ("建立800万元的风险池，对银行科技贷款损失按40%予以补偿。", "rate", [("fund", 8000000), ("rate", 0.4)]),
    # forms beside the sixteen
    ("对新认定的国家级众创空间奖励100万。", "fixed", [("fixed", 1000000)]),
    ("对种植药材的农户给予120元/亩补助。", "per_unit", [("per_unit", 120)]),
    ("按设备投资额的5%—15%给予企业奖励。", "rate", [("rate", 0.05), ("rate", 0.15)]),
    ("对入选国家级示范基地的，按国家资助额1：1比例给予配套，最高500万元。", "ratio", [("rate", 1), ("cap", 5000000)]),
    ("孵化器内企业租金减半收取。", "rate", [("rate", 0.5)]),
    ("科技型中小企业每年可申领不超过20万元的创新券。", "up_to", [("cap", 200000)]),
    ("对新引进的博士、硕士，分别按每月2000元、1500元的标准发放生活补贴。", "tiered", [("tier", 2000), ("tier", 1500)]),
    ("对装修投入给予补助，标准为200元/平方米，最高100万元封顶。", "per_unit", [("per_unit", 200), ("cap", 1000000)]),
    ("省财政对通过备案的众创空间给予不少于20万元的补助。", "up_to", [("floor", 200000)]),
    ("对众创空间租金，按照每平方米每年不高于240元的标准，给予补贴。", "up_to", [("cap", 240)]),
    ("按销售额存量每400万元奖励2万元，按增量部分每增长100万元奖励1万元。", "stepwise", [("step", 20000), ("step", 10000)]),
    ("给予每平方米180元的一次性装修补贴（最高不超过90万元）。", "per_unit", [("per_unit", 180), ("cap", 900000)]),
    ("在电商基地建设方面，按每1万平方米给予8万元奖励。", "per_unit", [("per_unit", 80000)]),
    ("区引导基金按不超过基金规模的30%参股，最高1500万元。", "rate", [("rate", 0.3), ("cap", 15000000)]),
    ("围绕产业体系建设，单个研发项目最高支持300万元。", "up_to", [("cap", 3000000)]),
    ("引荐成功的，给予到位资金2‰的奖励，最高40万元。", "rate", [("rate", 0.002), ("cap", 400000)]),
    ("获得省级补助资金的，市财政按1:0.5给予配套。", "ratio", [("rate", 0.5)]),
    ("企业可以申请8万元以内的小额担保贷款，并给予全额贴息。", "rate", [("cap", 80000), ("rate", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "form", "amounts"), AMOUNTS)
def test_amounts_have_their_role_by_their_place(text: str, form: str, amounts: list[tuple[str, float]]) -> None:
    subsidy = read_one(text)

    assert figures(subsidy) == expected(*amounts)
    assert subsidy.form == form
    assert subsidy.confidence == "sure"


TIERS = [
    ("对上一年度获得国家、省、市各级认定的运营单位，分别给予90万元、60万元、30万元奖补。", ["国家", "省", "市"]),
    ("对新评定为五星级、四星级饭店的，分别给予50万元、30万元奖励。", ["五星级", "四星级"]),
    ("凡认定为市级以上中心的企业，市财政奖励10万元，国家级的奖励60万元。", ["市级", "国家级"]),
    ("对获评国家级、省级、市级孵化器的，分别给予40万元、25万元、10万元奖励。", ["国家级", "省级", "市级"]),
    ("对主导制定国际、国家和行业标准的企业，分别给予50万元、30万元和10万元奖励。", ["国际", "国家", "行业标准"]),
    ("对获得创业大赛一、二、三等奖的团队，分别给予9万元、6万元、3万元奖励。", ["一等奖", "二等奖", "三等奖"]),
    ("企业营业收入首次突破2000万元、5000万元的，分别奖励15万元、30万元。", ["2000万元", "5000万元"]),
    ("对新落户人才发放住房补贴，其中本科生1万元，硕士研究生3万元。", ["本科生", "硕士研究生"]),
    ("年收入1000万元至3000万元的企业奖励5万元，3000万元以上的奖励9万元。", ["1000万元至3000万元", "3000万元以上"]),
    ("补贴标准：国家级每年50万元，省级每年30万元。", ["国家级", "省级"]),
    ("租用办公用房的，前三年按房租的100%、80%、60%给予补助。", ["第一年", "第二年", "第三年"]),
    ("每人给予一次性科研经费5万元和每年3万元的生活补助。", ["一次性科研经费", "生活补助"]),
]


@pytest.mark.parametrize(("text", "tiers"), TIERS)
def test_each_sum_knows_its_tier(text: str, tiers: list[str]) -> None:
    assert [amount.tier for amount in read_one(text).amounts] == tiers


def test_more_tiers_than_sums_are_for_an_editor_to_check() -> None:
    subsidy = read_one("对年度考核优秀、良好、合格的众创空间，分别给予30万元、20万元的运营补贴。")

    assert subsidy.confidence == "check"
    assert [amount.tier for amount in subsidy.amounts] == [None, None]


PER_BASE_SCOPE = [
    ("给予主办方每年8万元奖励。", "per", ["年"]),
    ("对孵化器每培育1家规上企业，给予管理机构5万元奖励。", "per", ["家"]),
    ("按每平方米每天1元给予房租补贴。", "per", ["平方米·天"]),
    ("对见习人员按每人每月1200元给予补贴。", "per", ["人·月"]),
    ("投资每满2000万元给予50万元奖励。", "per", ["2000万元"]),
    ("按照实际缴纳保费的30%给予补贴。", "base", ["实际缴纳保费"]),
    ("给予实际支出40%的资助。", "base", ["实际支出"]),
    ("奖励金最高为其个人经济贡献的90%。", "base", ["个人经济贡献"]),
    ("对创业企业给予宽带全额补贴。", "base", ["宽带费用"]),
    ("按研发投入的10%给予补助，单个企业每年最高50万元。", "scope", [None, "单个企业"]),
    ("按研发投入的10%给予补助，累计不超过150万元。", "scope", [None, "累计"]),
]


@pytest.mark.parametrize(("text", "field", "values"), PER_BASE_SCOPE)
def test_amounts_say_what_they_are_counted_by(text: str, field: str, values: list[str | None]) -> None:
    assert [getattr(amount, field) for amount in read_one(text).amounts] == values


CONDITIONS = [
    ("对企业达到12家以上、实际到位资金总额达到800万以上的众创空间，给予主办方每年8万奖励。",
     [("企业", "at_least", 12, "家"), ("实际到位资金总额", "at_least", 8000000, "元")]),
    ("企业获得投资，且投资金额在300万元以上（含300万元），给予20万元奖励。", [("投资金额", "at_least", 3000000, "元")]),
    ("对年销售收入超过5000万元且亩均税收不低于20万元的，给予企业30万元奖励。",
     [("年销售收入", "more_than", 50000000, "元"), ("亩均税收", "at_least", 200000, "元")]),
    ("年销售额在5000万元及以上的，奖励企业40万元。", [("年销售额", "at_least", 50000000, "元")]),
    ("对单户担保金额300万元及以下、平均担保费率不超过1%的担保业务给予适当担保费补贴。",
     [("单户担保金额", "at_most", 3000000, "元"), ("平均担保费率", "at_most", 0.01, "")]),
    ("对科技孵化器在孵面积达到3000平方米以上、在孵企业15户以上的，年补助40万元。",
     [("在孵面积", "at_least", 3000, "平方米"), ("在孵企业", "at_least", 15, "户")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "conditions"), CONDITIONS)
def test_thresholds_are_conditions_and_no_awards(text: str, conditions: list[tuple[str, str, float, str]]) -> None:
    read = [(found.subject, found.comparator, found.value, found.unit) for found in read_one(text).conditions]

    assert read == [(subject, comparator, Decimal(str(value)), unit) for subject, comparator, value, unit in conditions]


WITHOUT_FIGURES = [
    ("对众创空间的房租、宽带接入费用和用于创业服务的公共软件给予适当补贴。", "unspecified"),
    ("对创业孵化基地给予一定奖补。", "unspecified"),
    ("为企业提供担保费和贷款利息补贴。", "unspecified"),
    ("对园区内院校成果转化工作出台奖励政策。", "unspecified"),
    ("由此产生的贴息资金由市财政承担。", "unspecified"),
    ("取得证书的职工，可在参保地申请技能提升补贴。", "unspecified"),
    ("按贷款总额的一定比例，奖励基金运营管理机构。", "unspecified"),
    ("为失业人员创业免费提供经营场地。", "in_kind"),
    ("创业团队三年内免租金。", "in_kind"),
    ("对孵化机构的办公用房、用水、用能给予适当优惠。", "unspecified"),
    ("为创业大学生提供最长24个月的免费工位。", "in_kind"),
    ("投产后两年内，按地方留存部分的同等比例，由县财政补助给企业。", "unspecified"),
    ("对新入驻产业园、年销售额超过500万元的电商企业，免收三年房租。", "in_kind"),
    ("免收跨区作业的收割机、运输收割机和插秧机车辆的通行费。", "in_kind"),
    ("对重大项目实行“一事一议”。", "case_by_case"),
    ("对特别重大的项目，按照一事一议原则给予扶持。", "case_by_case"),
]


WHOLE_CAPS = [
    ("按每平方米每天1元给予房租补贴，最高不超过日租金的全额费用。", "日租金"),
    ("给予每场活动2万元补助，不超过实际支出。", "实际支出"),
    ("给予5000元保费补贴，不得超过其当年缴纳的保险费用。", "当年缴纳的保险费用"),
    ("给予房租补贴(每平方米每月按30元计,但不超过月租金的全额费用),每年结算一次。", "月租金"),
]


@pytest.mark.parametrize(("text", "base"), WHOLE_CAPS)
def test_a_cap_without_a_figure_is_the_whole_of_a_cost(text: str, base: str) -> None:
    cap = read_one(text).amounts[-1]

    assert (cap.role, cap.value, cap.unit, cap.base) == ("cap", Decimal(1), "", base)
    assert text[cap.start : cap.end].lstrip("最高").startswith("不")


def test_a_cap_that_is_a_share_with_a_figure_is_no_whole_cost() -> None:
    amounts = read_one("给予房租补贴10万元，补贴额不超过实际租金的50%。").amounts

    assert Decimal(1) not in [amount.value for amount in amounts]


@pytest.mark.parametrize(("text", "form"), WITHOUT_FIGURES)
def test_support_without_a_sum_is_a_promise_too(text: str, form: str) -> None:
    subsidy = read_one(text)

    assert subsidy.form == form
    assert subsidy.amounts == ()


NO_PROMISES = [
    "鼓励景区采取门票降价、发放消费券等形式提振消费。",
    "力争全年发放创业担保贷款5亿元。",
    "2015年，全市众创空间享受各类补贴500万元。",
    "设立“服务业专项资金”2000万元，专款专用、预算管理。",
    "补助资金由市、区两级财政按1:1比例分担。",
    "高校科技成果转化所得收益，按不低于60%的比例奖励给科技人员。",
    "贷款额度由10万元提高到15万元。",
    "项目验收合格的，拨付剩余30%的补助资金。",
    "专项资金年度预算规模为3000万元。",
    "支持众创空间发展，鼓励大学生创业。",
    "对符合条件的创业企业给予重点支持。",
    "去年全区共发放创业补贴1200万元，惠及企业300家。",
    "计划投入1.5亿元建设创业大街。",
    "骗取补贴资金的，追回已拨付资金，并取消三年内申报资格。",
    "奖励资金分三个阶段，分别按应奖励额的30%、30%和40%拨付。",
    "对成绩突出的单位和个人按规定给予表彰奖励。",
    "鼓励金融机构给予创业企业利率优惠和贷款利息补贴。",
    "设立创业投资基金10支以上，管理资金规模超过1亿元。",
    "申请房租补贴的企业应提交营业执照和租赁合同。",
    "融资担保机构收取的担保费率原则上不超过1%。",
    "出台各项引进、奖励、鼓励政策，吸纳各类人才。",
    "同一企业同一年度获得的各类奖励合计不超过500万元。",
    "此前出台的有关奖励政策同时废止。",
    "落实研发费用加计扣除政策。",
    "同时具备以下两项条件的家庭，可以申请租房补贴：\n1.家庭人均月收入不高于2000元；\n2.在本市无住房。",
    "提供涵盖企业设立、定向培训、生活配套服务在内的服务体系。",
    "",
]


@pytest.mark.parametrize("text", NO_PROMISES)
def test_other_talk_of_money_is_no_promise(text: str) -> None:
    assert read_all(text) == ()


EVIDENCE = [
    ("支持资本投资。对投资机构给予10万元奖励。", ["对投资机构给予10万元奖励"]),
    ("（二）对主板上市企业，给予300万元奖励；对新三板挂牌企业，给予100万元奖励。",
     ["对主板上市企业，给予300万元奖励", "对新三板挂牌企业，给予100万元奖励"]),
    ("鼓励企业开展融资租赁，对承租企业按租赁总额的5%给予扶持。", ["对承租企业按租赁总额的5%给予扶持"]),
    ("鼓励中介组织引进人才，对成功引进领军人才的，给予30万元奖励。",
     ["鼓励中介组织引进人才，对成功引进领军人才的，给予30万元奖励"]),
    ("对创业孵化基地给予一定奖补，引导其提高服务水平。", ["对创业孵化基地给予一定奖补"]),
    ("五是对孵化企业引进人才，给予招聘经费补贴。", ["对孵化企业引进人才，给予招聘经费补贴"]),
    ("对首台装备给予无偿资助。无偿资助比例不超过合同金额的30%，最高500万元。",
     ["对首台装备给予无偿资助。无偿资助比例不超过合同金额的30%，最高500万元"]),
    ("对认定的众创空间给予奖励：（1）国家级90万元；（2）省级40万元。对平台给予5万元补助。",
     ["对认定的众创空间给予奖励：（1）国家级90万元；（2）省级40万元", "对平台给予5万元补助"]),
    ("对众创空间给予以下补贴：\n（一）宽带费用：每年最高5万元；\n（二）装修费用，300元/平方米。\n另行通知。",
     ["宽带费用：每年最高5万元", "装修费用，300元/平方米"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quotes"), EVIDENCE)
def test_evidence_is_the_promise_and_no_more(text: str, quotes: list[str]) -> None:
    assert [subsidy.evidence for subsidy in read_all(text)] == quotes


def test_a_line_broken_by_blanks_is_read_and_quoted_as_it_stands() -> None:
    text = "对新认定的国家级众创空 间给予企 业20 万元奖励。"
    subsidy = read_one(text)

    assert figures(subsidy) == expected(("fixed", 200000))
    assert text[subsidy.amounts[0].start : subsidy.amounts[0].end] == "20 万元"
    assert subsidy.evidence == text[:-1]


def test_a_table_that_lost_its_lines_gives_a_promise_a_row() -> None:
    text = "租房补贴标准见下表：\n市场租房补贴标准\n单位：元/月\n对象\n2人户\n3人户\n甲类家庭\n900\n1200\n乙类家庭\n500\n700\n本通知另有规定的除外。"
    rows = read_all(text)

    assert [row.beneficiary for row in rows] == ["甲类家庭", "乙类家庭"]
    assert [(amount.tier, amount.value, amount.per) for amount in rows[0].amounts] == [("2人户", 900, "月"), ("3人户", 1200, "月")]
    assert rows[0].kinds == ("rent",)


def test_a_promise_stands_on_its_provision() -> None:
    text = "一、政策支持\n对众创空间给予适当补贴。"
    outline = (Heading(marker="一、", heading="政策支持", depth=1, path="一", start=0, end=6, until=len(text)),)

    assert read_all(text, outline=outline)[0].provision == "一"


REPORT = "今年以来成效明显。甲州市政府出台了若干政策，明确对孵化器年补助30万元；对众创空间给予每年不超过60万元补贴。全市共发放补贴800万元。"


def test_a_report_quotes_the_promises_of_another_place() -> None:
    found = read_all(REPORT, genre="report")

    assert [(subsidy.region, subsidy.beneficiary, figures(subsidy)) for subsidy in found] == [
        ("甲州市", "孵化器", expected(("fixed", 300000))),
        ("甲州市", "众创空间", expected(("cap", 600000))),
    ]


def test_the_place_a_report_named_holds_to_the_end_of_the_paragraph() -> None:
    told = "日前,滨海市政府办公室下发通知。通知明确,对认定的孵化器,给予一次性奖励20万元。"
    more = "连年增长，" + "各方反响热烈，" * 60 + "效果良好。对众创空间给予奖励10万元。"

    assert [subsidy.region for subsidy in read_all(told + more, genre="report")] == ["滨海市", "滨海市"]
    assert [subsidy.region for subsidy in read_all(told + "\n" + more, genre="report")] == ["滨海市"]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="对给予奖励补贴最高不超过按的分别每满以上万元%平方米年家，。；：（）()、\n 0123456789.—:国家级省", max_size=160))
def test_any_text_is_read_and_each_place_quotes_its_evidence(text: str) -> None:
    for subsidy in read_all(text):
        assert text[subsidy.start : subsidy.end] == subsidy.evidence
        assert all(subsidy.start <= amount.start <= amount.end <= subsidy.end for amount in subsidy.amounts)
