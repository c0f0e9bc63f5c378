"""Targets: what a paper wants to reach, and the many numbers that are none."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.reading.parts import Header, Heading, Instrument
from policies.reading.scan import Scan
from policies.reading.targets import find_flags, find_targets
from tests.growth import is_linear


def paper(body, *, issued=2021, title="某市关于促进创新创业的意见", kind="意见", genre="policy", heading=None):
    """A scan of a body alone, under one heading when one is given, issued in March of a year."""
    text = f"{heading}\n{body}" if heading else body
    outline = ()
    if heading:
        outline = (Heading(marker="一、", heading=heading, depth=1, path="一", start=0, end=len(heading), until=len(text)),)
    header = Header(title=title, kind="通知", instrument=Instrument(title=title, kind=kind), date_issued=date(issued, 3, 1))
    return Scan(text=text, genre=genre, header=header, outline=outline, body_start=0, body_end=len(text))


def facts(body, **options):
    return [
        (target.indicator, target.comparator, float(target.quantity), target.unit, target.deadline)
        for target in find_targets(paper(body, **options))
    ]


def quantities(body, **options):
    return [(float(target.quantity), target.unit, target.deadline) for target in find_targets(paper(body, **options))]


ONE_DEADLINE_GOVERNS_A_LIST = [
    ("到2025年，产业总量超过五千亿规模。", [("产业", "more_than", 500000000000, "元", "2025")]),
    (
        "到2025年，建设或引进12英寸芯片生产线1条，新开通5G基站9万个以上。",
        [("12英寸芯片生产线", "exact", 1, "条", "2025"), ("5G基站", "at_least", 90000, "个", "2025")],
    ),
    (
        "到2025年，新增孵化器30家、新增科技企业800家，孵化面积达到50万平方米。",
        [("孵化器", "increase", 30, "家", "2025"), ("科技企业", "increase", 800, "家", "2025"), ("孵化面积", "reach", 500000, "平方米", "2025")],
    ),
    (
        "到2025年，全市高新技术企业达到3000家，研发经费支出占营业收入比重达到2.5%，技术合同成交额突破200亿元。",
        [
            ("全市高新技术企业", "reach", 3000, "家", "2025"),
            ("研发经费支出占营业收入比重", "reach", 2.5, "%", "2025"),
            ("技术合同成交额", "more_than", 2e10, "元", "2025"),
        ],
    ),
    (
        "力争到2027年，集聚科技型中小企业1万家，培育独角兽企业3—5家。",
        [("科技型中小企业", "exact", 10000, "家", "2027"), ("独角兽企业", "range", 3, "家", "2027")],
    ),
    (
        "到2025年，孵化器、加速器、众创空间分别达到30家、10家和50家。",
        [("孵化器", "reach", 30, "家", "2025"), ("加速器", "reach", 10, "家", "2025"), ("众创空间", "reach", 50, "家", "2025")],
    ),
    (
        "到2025年，培育产业集群10个，其中国家级2个。",
        [("产业集群", "exact", 10, "个", "2025"), ("国家级产业集群", "exact", 2, "个", "2025")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ONE_DEADLINE_GOVERNS_A_LIST)
def test_deadline_governs_the_list_behind_it(text, expected):
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("到2025年，培育企业30家。", "2025"),
        ("至2025年底，培育企业30家。", "2025"),
        ("到2025年6月，培育企业30家。", "2025-06"),
        ("2023年底前，培育企业30家。", "2023"),
        ("2022—2024年，培育企业30家。", "2024"),
        ("到“十四五”末，培育企业30家。", "2025"),
        ("“十四五”期间，培育企业30家。", "2025"),
        ("三年内培育企业30家。", "2024"),
        ("力争用五年时间，培育企业30家。", "2026"),
        ("未来3—5年，培育企业30家。", "2026"),
        ("今年底前，培育企业30家。", "2021"),
        ("2021年，培育企业30家。", "2021"),
        ("培育企业30家，年底进行考核挂牌。", None),
        ("力争培育企业30家。到2025年，培育企业90家。", None),
    ],
)
def test_deadline_is_read_in_its_form(text, deadline):
    assert quantities(text)[0] == (30, "家", deadline)


def test_two_deadlines_hold_each_for_what_follows():
    text = "力争到2023年，省级平台突破75家。到2026年，国家级和省级平台分别超过90家和200家。"

    assert quantities(text) == [(75, "家", "2023"), (90, "家", "2026"), (200, "家", "2026")]


def test_year_of_comparison_is_no_deadline_and_distant_nouns_are_dealt_out():
    text = "到2026年，国家级和省级平台在2020年的基础上翻番，分别超过90家和200家；龙头企业突破8家。"

    assert quantities(text) == [(90, "家", "2026"), (200, "家", "2026"), (8, "家", "2026")]


def test_deadline_of_a_goal_heading_holds_for_its_next_sentences():
    text = "到2025年，规模达到3亿元，体系更加完善。推出50项精品活动，打造20个品牌。"

    assert [deadline for _, _, deadline in quantities(text, heading="发展目标")] == ["2025", "2025", "2025"]


def test_plan_year_in_the_title_is_the_deadline_of_what_names_none():
    body = "——载体建设。建成新型载体超过8家，载体面积2万平方米以上，每个街道培育2家以上众创空间，年底进行考核。"

    found = facts(body, title="某区2022年度载体建设行动计划", kind="行动计划", heading="发展目标")

    assert found == [
        ("新型载体", "more_than", 8, "家", "2022"),
        ("载体面积", "at_least", 20000, "平方米", "2022"),
        ("众创空间", "at_least", 2, "家", "2022"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("重点培育龙头企业30家、上市后备企业5家。", [(30, "家", None), (5, "家", None)]),
        ("全区新增100家以上的科技型企业。", [(100, "家", None)]),
        ("打造3—5个产业平台。", [(3, "个", None)]),
        ("培育年销售额2000万元以上的电商企业80家以上。", [(80, "家", None)]),
        ("培育年销售额2000万元以上电商企业80家。", [(80, "家", None)]),
        ("建设研发中心、检测中心等10家以上。", [(10, "家", None)]),
        ("支持12家具备条件的外贸企业开展业务。", [(12, "家", None)]),
        ("推动不少于20家企业上市。", [(20, "家", None)]),
        ("每个县（市、区）至少建设1个返乡创业园。", [(1, "个", None)]),
        ("原则上每个市培育一家龙头机构。", [(1, "家", None)]),
        ("实施100个重点技改项目。", [(100, "个", None)]),
        ("全年举办创业活动10场以上，培训创业者5000人次。", [(10, "场", None), (5000, "人次", None)]),
        ("梳理出40个大类产品、200个中类和800个小类产品。", [(40, "个", None), (200, "个", None), (800, "个", None)]),
        ("发放创业担保贷款10亿元以上。", [(1e9, "元", None)]),
        ("确保支小业务占比达到80%以上。", [(80, "%", None)]),
        ("每个县至少建有一所公办养老机构。", [(1, "所", None)]),
        ("每年帮扶企业不少于8家，走访企业40家次。", [(8, "家", None), (40, "家次", None)]),
        ("将审批事项由30项精简至12项。", [(12, "项", None)]),
        ("全年新开工改造老旧小区60个。", [(60, "个", None)]),
        ("收取的费率原则上不超过1.5%。", [(1.5, "%", None)]),
        ("将平均费率降至1%以下。", [(1, "%", None)]),
        ("风险分担比例均不低于20%。", [(20, "%", None)]),
        ("再担保收费，原则上不高于承担责任的0.5%。", [(0.5, "%", None)]),
        ("企业开办时间压缩至1个工作日以内。", [(1, "个工作日", None)]),
        ("实施五十万青年技能培训计划。", [(500000, "人", None)]),
    ],
)
def test_verb_or_mark_makes_a_target_without_a_deadline(text, expected):
    assert quantities(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("数字经济增加值年均增长12%左右，占生产总值比重提高到10%。", [(12, "%", None), (10, "%", None)]),
        ("单位产值能耗比2020年下降13.5%。", [(13.5, "%", None)]),
        ("新增就业岗位10万个，城镇登记失业率控制在4.5%以内。", [(100000, "个", None), (4.5, "%", None)]),
        ("50%以上的企业建立研发机构，60%搭建技术平台。", [(50, "%", None), (60, "%", None)]),
        ("供给清洁电力30亿千瓦时左右。", [(3e9, "千瓦时", None)]),
        ("社会指导员达到总人口的千分之二。", [(2, "‰", None)]),
        ("进出比缩小到1.5∶1左右。", [(1.5, "比", None)]),
        ("新改扩建农村公路120公里。", [(120, "公里", None)]),
        ("居民人均可支配收入超过6万元。", [(60000, "元", None)]),
        ("每千人口床位数达到6张，每万名就业人员中研发人员达到60人年。", [(6, "张", None), (60, "人年", None)]),
        ("颗粒物浓度控制在35微克/立方米以内。", [(35, "微克/立方米", None)]),
        ("孵化器由15家增加到40家。", [(40, "家", None)]),
    ],
)
def test_what_stands_under_goals_is_a_target(text, expected):
    assert quantities(text, heading="主要目标") == expected


@pytest.mark.parametrize(
    "text",
    [
        "已建成31家各具特色的众创空间，累计开展活动1200余场次。",
        "截至2020年底，全市共有孵化器45家，面积达到80万平方米。",
        "2019年，全市新增企业3万家。",
        "近年来，引进了120家机构，培育企业300家。",
        "去年新增孵化器8家。",
        "对年营业收入首次突破1亿元的企业，给予20万元奖励。",
        "新引进的总部企业，给予最高500万元的补助。",
        "对被评为国家级、省级的，分别奖励50万元、20万元。",
        "企业达到10家以上、实际到位资金达到2000万以上的载体，每年奖励10万。",
        "安排专项资金5000万元，用于支持创业。",
        "设立总规模20亿元的产业基金。",
        "符合条件的人员可申请最高15万元的贷款。",
        "申报单位应具备以下条件：孵化面积不少于2000平方米；在孵企业不少于20家。",
        "示范点标准为：一个活动室，4张以上球台。",
        "本意见所称小微企业，是指从业人员300人以下的企业。",
        "打造一个线上线下结合的公共服务平台。",
        "成立由3个部门组成的工作专班。",
        "公示期不少于5个工作日。",
        "每年召开两次联席会议，开展一次检查。",
        "固定资产投资1亿元以上的项目为重大项目。",
        "推广6条先行先试政策。",
        "新建居住区要按室内人均建筑面积不低于0.1平方米的标准配套建设。",
        "引导基金的出资比例一般不超过子基金认缴总额的40%。",
        "完善“四个一”工作机制，建设5G网络。",
        "面向毕业5年以内的高校毕业生。",
        "建成千亿级园区，打造“1030”工程。",
        "建设炼油规模800万吨/年的项目。",
        "近5年来，全市改造园区12个，重复利用率提高到70.7%。",
        "新入驻园区的企业，注册资金100万元以上、年销售额超过500万元且租赁面积100平方米以上的，优先安排。",
        "收入增幅=（本年度收入－上年度收入）/上年度收入×100%。",
        "选择东江、滨海、临山、河口、大连和沈阳6个城市开展试点。",
        "指标体系由质量、效率、潜力、满意度等4个方面的指标构成。",
        "“十二五”期间，全市服务业增加值年均增长9%。",
    ],
)
def test_number_that_is_no_target_is_left_alone(text):
    assert facts(text) == []


def test_deadline_of_a_paragraph_holds_for_what_is_reached_in_it_even_in_a_regulation():
    body = "到2025年，创新能力显著提高。研发投入占比达4.2%，孵化器达到30家。"

    assert quantities(body, kind="办法") == [(4.2, "%", "2025"), (30, "家", "2025")]


@pytest.mark.parametrize("heading", ["2.标记“★”的26个指标为监测指标", "绩效考核指标", "指标体系"])
def test_heading_of_what_is_measured_heads_no_goals(heading):
    assert facts("其中15个指标自动生成。", heading=heading) == []


@pytest.mark.parametrize(
    "text",
    ["支出在取得证书的当年，按照3600元定额扣除。", "上年度产值超过50亿元；科技型企业不少于50家。", "评审专家不少于7人，培训时间不少于40学时。", "建设用地不超过300亩，引进项目不少于3个。"],
)
def test_regulation_sets_conditions_and_no_targets(text):
    assert facts(text, kind="办法") == []


def test_list_of_conditions_runs_to_the_end_of_its_provision():
    body = "认定基地应符合以下主要条件：\n1．组成区块不超过3个；\n2．引进企业不少于10家，其中高新技术企业达到5家。"

    assert facts(body, heading="认定条件") == []


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("到2025年，新增企业30家。", "increase"),
        ("到2025年，企业达到30家。", "reach"),
        ("到2025年，新兴产业增加值占比25%。", "exact"),
        ("到2025年，至少建有30家企业。", "at_least"),
        ("到2025年，企业达到30家以上。", "at_least"),
        ("到2025年，企业不少于30家。", "at_least"),
        ("到2025年，企业超过30家。", "more_than"),
        ("到2025年，企业30家左右。", "about"),
        ("到2025年，争创30家企业。", "strive_for"),
        ("到2025年，培育30家企业。", "exact"),
        ("到2025年，培育30-40家企业。", "range"),
        ("到2025年，企业控制在30家以内。", "at_most"),
    ],
)
def test_comparing_word_of_a_target(text, comparator):
    assert [target.comparator for target in find_targets(paper(text))] == [comparator]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("到2025年，新增企业30家。", "increase"), ("到2025年，累计培育企业30家。", "cumulative"), ("到2025年，产值年均增长8%。", "growth"),
        ("到2025年，占比达到8%。", "ratio"), ("到2025年，企业达到30家。", "level"), ("到2025年，占比提高到8%。", "ratio"),
    ],
)  # fmt: skip
def test_kind_of_change(text, change):
    assert [target.change for target in find_targets(paper(text))] == [change]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("到2025年，新登记注册的初创企业100家以上。", "新登记注册的初创企业"),
        ("到2025年，带动就业5000人以上。", "带动就业"),
        ("到2025年，年度发明专利申请量达到100件以上。", "年度发明专利申请量"),
        ("到2025年，产业总规模达到2万亿元。", "产业总规模"),
        ("到2025年，有条件的区县至少建设1个以上产业园区。", "产业园区"),
        ("到2025年，推出60项具有较大知名度的精品赛事。", "精品赛事"),
        ("到2025年，打造2—3个年交易额100亿元以上的专业市场。", "专业市场"),
        ("到2025年，培育2—3个“拳头”农产品。", "“拳头”农产品"),
        ("到2025年，每个县至少建有一所以照护为主的供养设施。", "供养设施"),
        ("到2025年，工业投资年均增长5%。", "工业投资"),
        ("到2025年，机器人使用密度达到360台/万人。", "机器人使用密度"),
        ("到2025年，战略性新兴产业增加值占比25%。", "战略性新兴产业增加值占比"),
        ("到2025年，实现全区新增孵化机构20家。", "孵化机构"),
        ("到2025年，设立引导资金和创业投资基金10支以上。", "引导资金和创业投资基金"),
    ],
)
def test_indicator_is_the_noun_that_is_counted(text, indicator):
    assert [target.indicator for target in find_targets(paper(text))][:1] == [indicator]


def test_each_of_several_places_is_the_scope():
    (target,) = find_targets(paper("每个街道培育2家众创空间。"))

    assert (target.scope, target.indicator, target.striving) == ("每个街道", "众创空间", False)


def test_unequal_figures_of_a_list_are_flagged():
    found = find_targets(paper("到2025年，孵化器、加速器分别达到30家、10家和50家。"))

    assert {target.confidence for target in found} == {"check"}
    assert [flag.rule for flag in find_flags(found)] == ["target-parts"]


def test_confidence_follows_what_was_read():
    dated, governed, named = find_targets(paper("到2025年，培育企业30家。\n引进机构20家。\n实施十万青年实习计划。"))

    assert (dated.confidence, governed.confidence, named.confidence) == ("sure", "likely", "check")


def test_paper_printed_twice_names_each_target_once():
    assert len(facts("到2025年，培育企业30家。\n到2025年，培育企业30家。")) == 1


def test_report_holds_targets_only_with_a_deadline_to_come():
    assert quantities("引进机构20家。到2025年，培育企业30家。", genre="report") == [(30, "家", "2025")]


@given(st.text(alphabet="到2025年，培育3家企业分别达到、以上的。；（）《》\n%万元每已", max_size=60))
def test_targets_slice_to_their_evidence(text):
    scan = paper(text)

    for target in find_targets(scan):
        assert scan.text[target.start : target.end] == target.evidence
        assert isinstance(target.quantity, Decimal)


@pytest.mark.parametrize("piece", ["到2025年，培育3家，", "、3家", "分别", "（3家", "每个", "3年内"])
def test_repeated_forms_are_read_in_linear_time(piece):
    assert is_linear(lambda count: find_targets(paper(piece * count)), 2_500)
