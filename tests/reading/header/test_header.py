"""The elements around the text, each in the forms that papers and pages give them."""

from datetime import date

import pytest

from policies.reading.parts import Instrument
from tests.reading.papers import flags_of, header_of, paper, scanned


@pytest.mark.parametrize(
    ("parts", "number"),
    [
        ({}, "滨政发〔2016〕5号"),
        ({"number": "（滨政发[2016] 5 号）"}, "滨政发〔2016〕5号"),
        ({"number": "滨政发〔2016〕5号 签发人：王某"}, "滨政发〔2016〕5号"),
        ({"number": "", "above": "发文字号：滨政发 〔2016〕 5号"}, "滨政发〔2016〕5号"),
        ({"number": "", "above": "[发文字号] 滨政发〔2016〕5号"}, "滨政发〔2016〕5号"),
        ({"above": "滨海发布创业新政\n来源：某网\n近日，滨海市印发意见，支持创业。"}, "滨政发〔2016〕5号"),
        ({"number": "", "mark": "滨海市人民政府令\n第12号"}, "滨海市人民政府令第12号"),
        ({"number": "", "mark": "滨海市人民政府公告\n（第12号）"}, "滨海市人民政府公告第12号"),
        ({"number": "", "above": "索 引 号 | FZ12101-0200 | 文号 | 滨政发〔2016〕5号 |"}, "滨政发〔2016〕5号"),
        ({"number": "", "above": "- 备注/文号：滨政发〔2016〕5号"}, "滨政发〔2016〕5号"),
        ({"number": "", "title": "滨政发[2016]5号 滨海市人民政府关于支持创业的意见"}, "滨政发〔2016〕5号"),
        ({"number": "", "above": "发文日期\t2016-03-21\t文号\t滨政发〔2016〕5号"}, "滨政发〔2016〕5号"),
        ({"number": ""}, None),
        ({"number": "", "body": "根据国办发〔2015〕9号文件，提出以下意见，请遵照执行。"}, None),
    ],
)
def test_the_number_stands_alone_or_under_a_label(parts, number):
    assert header_of(paper(**parts)).number == number


@pytest.mark.parametrize(
    ("parts", "title"),
    [
        ({"title": "滨海市人民政府关于支持众创空间 发展的若干意见"}, "滨海市人民政府关于支持众创空间发展的若干意见"),
        ({"title": "滨海市人民政府关于支持\n众创空间发展的\n若干意见"}, "滨海市人民政府关于支持众创空间发展的若干意见"),
        ({"title": "滨海市人民政府\n关于支持创业的意见"}, "滨海市人民政府关于支持创业的意见"),
        ({"title": "滨海市财政局\n滨海市科技局\n关于支持创业的意见"}, "滨海市财政局 滨海市科技局关于支持创业的意见"),
        ({"title": "滨海市财政局 滨海市科技局关于支持创业的意见"}, "滨海市财政局 滨海市科技局关于支持创业的意见"),
        ({"above": "关于支持创业的若干意见\n发布时间：2016-03-29"}, "滨海市人民政府关于支持创业的若干意见"),
        ({"title": "滨海市人民政府转发市教育局\n关于创业教育工作意见的通知"}, "滨海市人民政府转发市教育局关于创业教育工作意见的通知"),
        ({"title": "滨海市人民政府关于推行\n首问负责制度一次办结制度\n容缺受理制度的意见"}, "滨海市人民政府关于推行首问负责制度一次办结制度容缺受理制度的意见"),
        ({"title": "滨海市人民政府关于在高新区\n暂时调整实施《滨海市创业条例\n实施办法》有关规定的决定"}, "滨海市人民政府关于在高新区暂时调整实施《滨海市创业条例实施办法》有关规定的决定"),
        ({"title": "滨海市人民政府关于清理规范性文件\n和会议文件的意见"}, "滨海市人民政府关于清理规范性文件和会议文件的意见"),
        ({"title": "滨海市人民政府对市政协三次会议\n第26号提案的答复"}, "滨海市人民政府对市政协三次会议第26号提案的答复"),
        ({"title": "滨海市人民政府关于印发\n《创业工作规则》的通知"}, "滨海市人民政府关于印发《创业工作规则》的通知"),
        ({"above": "滨海发布创业新政\n来源：某网\n近日，滨海市印发意见，支持创业。"}, "滨海市人民政府关于支持创业的若干意见"),
        ({"title": "滨海市\n关于支持创业的若干意见"}, "滨海市关于支持创业的若干意见"),
        ({"title": "河口区促进\n开放型经济发展的若干政策", "number": "", "addressees": ""}, "河口区促进开放型经济发展的若干政策"),
        ({"above": "滨政发〔2016〕5号《滨海市人民政府关于支持创业的若干意见》"}, "滨海市人民政府关于支持创业的若干意见"),
        ({"title": "【市级】滨海市人民政府关于支持创业的意见"}, "滨海市人民政府关于支持创业的意见"),
        ({"title": "滨政发[2016]5号滨海市人民政府关于支持创业的意见"}, "滨海市人民政府关于支持创业的意见"),
        ({"title": "", "above": "原标题：滨海市关于支持创业的意见"}, "滨海市关于支持创业的意见"),
        ({"title": "", "above": "标题 | 滨海市关于支持创业的意见 | 有效性 | 失效 |\n内容概述 | 关于支持创业的意见"}, "滨海市关于支持创业的意见"),
        ({"title": "滨海市人民政府关于同意市创业促进会\n机关迁址的批复"}, "滨海市人民政府关于同意市创业促进会机关迁址的批复"),
        ({"title": "", "above": "发文标题: 滨海市关于支持创业的意见"}, "滨海市关于支持创业的意见"),
        ({"title": "", "above": "标    题：滨海市关于支持创业的意见"}, "滨海市关于支持创业的意见"),
        ({"title": "滨海市2016年创业工作要点", "number": "", "addressees": ""}, "滨海市2016年创业工作要点"),
        ({"title": "滨海市人民政府关于支持创业的意见\n（试行）"}, "滨海市人民政府关于支持创业的意见（试行）"),
        ({"title": ""}, None),
    ],
)
def test_the_title_is_one_line(parts, title):
    assert header_of(paper(**parts)).title == title


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("滨海市关于支持创业的实施意见", "意见"),
        ("滨海市创业补贴管理暂行办法（试行）", "办法"),
        ("滨海市创业行动计划（2016—2020年）", "行动计划"),
        ("滨海市支持创业若干配套政策", "政策"),
        ("滨海市关于支持创业的若干措施", "措施"),
        ("滨海市创业基地认定工作方案", "方案"),
        ("国务院关于同意设立示范区的批复", "批复"),
    ],
)
def test_the_kind_is_the_plain_word(title, kind):
    assert header_of(paper(title=title)).kind == kind


@pytest.mark.parametrize(
    ("parts", "bodies"),
    [
        ({}, ("滨海市人民政府",)),
        ({"title": "关于支持创业的意见", "signature": "滨海市财政局 滨海市科技局\n2016年3月21日"}, ("滨海市财政局", "滨海市科技局")),
        ({"title": "关于支持创业的意见", "signature": "滨海市财政局\n滨海市科技局\n2016年3月21日"}, ("滨海市财政局", "滨海市科技局")),
        ({"title": "市财政局关于支持创业的意见", "signature": "滨海市财政局\n2016年3月21日"}, ("滨海市财政局",)),
        (
            {"title": "市财政局等三部门关于支持创业的意见", "signature": "滨海市财政局\n滨海市科技局\n滨海市教育局\n2016年3月21日"},
            ("滨海市财政局", "滨海市科技局", "滨海市教育局"),
        ),
        ({"title": "关于支持创业的意见", "mark": "滨海市财政局文件", "signature": ""}, ("滨海市财政局",)),
        ({"title": "关于支持创业的意见", "above": "[发文机构] 滨海市财政局\n[联合发文单位] 滨海市科技局", "signature": ""}, ("滨海市财政局", "滨海市科技局")),
        ({"title": "关于支持创业的意见", "signature": ""}, ()),
        ({"title": "关于支持创业的意见", "signature": "滨海市财政局"}, ("滨海市财政局",)),
        ({"title": "关于支持创业的意见", "above": "【发布单位】滨海市财政局", "signature": ""}, ("滨海市财政局",)),
        ({"title": "关于支持创业的意见", "above": "发文部门: 滨海市财政局", "signature": ""}, ("滨海市财政局",)),
        ({"title": "关于支持创业的意见", "signature": "滨海市财政局（公章）\n2016年3月21日"}, ("滨海市财政局",)),
        ({"title": "市人民政府关于支持创业的意见", "signature": ""}, ("滨海市人民政府",)),
        ({"title": "关于支持创业的意见", "number": "滨海市人民政府令第12号", "addressees": "", "signature": ""}, ("滨海市人民政府",)),
        ({"above": "滨海市财政局\n滨海市科技局\n2016年3月20日", "title": "关于支持创业的任务分解方案", "addressees": "", "signature": ""}, ("滨海市财政局", "滨海市科技局")),
    ],
)
def test_issuing_bodies_in_the_order_of_the_head(parts, bodies):
    assert header_of(paper(**parts)).issuing_bodies == bodies


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("各区人民政府，市政府各部门：", ("各区人民政府", "市政府各部门")),
        ("各街道办事处、园区,区属各单位:", ("各街道办事处、园区", "区属各单位")),
        ("各区人民政府，市政府各部门：为支持众创空间发展，推动大众创业、万众创新，" + "优化创业环境，" * 10 + "提出意见。", ("各区人民政府", "市政府各部门")),
        ("各县（市，区）财政局：", ("各县（市，区）财政局",)),
    ],
)
def test_addressees_are_parted_by_commas(line, names):
    assert header_of(paper(addressees=line)).addressees == names


IMPRINT = "抄送：市委各部门，市人大常委会办公室。\n市法院，市检察院。\n滨海市人民政府办公室　　　2016年3月22日印发"


@pytest.mark.parametrize(
    ("parts", "dates"),
    [
        ({}, {"date_issued": date(2016, 3, 21)}),
        ({"signature": "滨海市人民政府\n二〇一六年三月二十一日"}, {"date_issued": date(2016, 3, 21)}),
        ({"signature": "滨海市人民政府\n二Ｏ一六年三月二十一日"}, {"date_issued": date(2016, 3, 21)}),
        ({"signature": "", "above": "发文时间: 2016-03-21"}, {"date_issued": date(2016, 3, 21)}),
        ({"signature": "滨海市人民政府 &sp;\n2016年3月21日"}, {"date_issued": date(2016, 3, 21)}),
        ({"signature": "滨海市人民政府 2016年3月21日"}, {"date_issued": date(2016, 3, 21)}),
        ({"title": "滨海市关于支持创业的意见\n（2016年3月21日）", "signature": ""}, {"date_issued": date(2016, 3, 21)}),
        ({"signature": "", "below": IMPRINT}, {"date_printed": date(2016, 3, 22)}),
        ({"signature": "", "below": "滨海市人民政府办公室\n2016年3月22日印发"}, {"date_printed": date(2016, 3, 22)}),
        ({"signature": "", "above": "[成文日期] 2016-03-21\n[发布日期] 2016-03-25"}, {"date_issued": date(2016, 3, 21), "date_published": date(2016, 3, 25)}),
        ({"signature": "", "above": "来源：市科技局发布日期：2016-03-25【打印】"}, {"date_published": date(2016, 3, 25)}),
        ({"signature": "滨海市人民政府\n2016年13月41日"}, {}),
    ],
)
def test_dates_are_kept_apart(parts, dates):
    header = header_of(paper(**parts))
    found = {name: getattr(header, name) for name in ("date_issued", "date_printed", "date_published")}

    assert {name: day for name, day in found.items() if day} == dates


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("本意见自2016年4月1日起施行。", date(2016, 4, 1), None),
        ("五、本意见自2016年4月1日起施行，有效期至2021年3月31日。", date(2016, 4, 1), date(2021, 3, 31)),
        ("本意见自2016年4月1日起实施，至2018年12月31日止。", date(2016, 4, 1), date(2018, 12, 31)),
        ("自2016年4月1日起执行。", date(2016, 4, 1), None),
        ("本意见自发布之日起施行。", None, None),
        ("《某条例》自2010年4月1日起施行。", None, None),
        ("从2019年1月1日起，实施三年见习计划。", None, None),
    ],
)
def test_effect_is_what_the_paper_says_of_itself(sentence, first, last):
    header = header_of(paper(body=f"为支持创业，提出以下意见。\n{sentence}"))

    assert (header.effective_from, header.effective_to) == (first, last)


@pytest.mark.parametrize(
    ("list_", "annexes"),
    [
        ("附件：1.申请表\n2.绩效指标", ("申请表", "绩效指标")),
        ("附件：创业工作领导小组\n成员机构", ("创业工作领导小组成员机构",)),
        ("附件：2016年工作总结表.doc", ("2016年工作总结表",)),
        ("附件：1.申请表 2.名单", ("申请表", "名单")),
        ("附件1\n申请表", ()),
    ],
)
def test_annexes_are_those_of_the_list(list_, annexes):
    assert header_of(paper(annexes=list_)).annexes == annexes


def test_the_small_facts_of_head_and_tail():
    header = header_of(paper(above="000871\nHKSD01-2016-0006\n索 引 号：0001/2016-00012\t主题分类：科技、教育", below=IMPRINT))

    assert header.copy_number == "000871"
    assert header.registration_number == "HKSD01-2016-0006"
    assert header.index_number == "0001/2016-00012"
    assert header.copied_to == ("市委各部门", "市人大常委会办公室", "市法院", "市检察院")


NOTICE = {
    "title": "滨海市人民政府办公室关于印发\n滨海市创业行动计划的通知",
    "body": "《滨海市创业行动计划》已经市政府同意，现印发给你们，请遵照执行。",
    "signature": "滨海市人民政府办公室\n2016年3月21日",
    "below": "滨海市创业行动计划\n为支持创业，制定本计划。\n一、目标\n到2020年新增20家。",
}


def test_a_covering_notice_names_its_instrument():
    header = header_of(paper(**NOTICE))

    assert header.title == "滨海市人民政府办公室关于印发滨海市创业行动计划的通知"
    assert (header.kind, header.instrument) == ("通知", Instrument(title="滨海市创业行动计划", kind="行动计划"))
    assert header.date_issued == date(2016, 3, 21)


def test_an_order_is_titled_by_what_it_publishes():
    text = (
        "滨海市人民政府令\n第12号\n《滨海市创业促进办法》已经市政府常务会议通过，现予公布，自2016年7月1日起施行。\n"
        "市长 王某\n2016年5月20日\n滨海市创业促进办法\n第一条 为促进创业，制定本办法。"
    )
    header = header_of(text)

    assert (header.title, header.kind, header.number) == ("滨海市创业促进办法", "办法", "滨海市人民政府令第12号")
    assert (header.issuing_bodies, header.date_issued) == (("滨海市人民政府",), date(2016, 5, 20))
    assert flags_of(text) == []


def test_an_order_that_publishes_a_revision_is_titled_by_it():
    text = (
        "滨海市人民政府令\n第12号\n现公布修订后的《滨海市创业促进办法》，自2016年7月1日起施行。\n市长 王某\n2016年5月20日\n"
        "滨海市创业促进办法\n第一条 为促进创业，制定本办法。"
    )

    assert (header_of(text).title, header_of(text).effective_from) == ("滨海市创业促进办法", date(2016, 7, 1))


@pytest.mark.parametrize(
    ("title", "instrument"),
    [
        ("滨海市人民政府办公室印发关于支持创业的实施意见的通知", "关于支持创业的实施意见"),
        ("滨海市人民政府关于印发滨海市创业办法的通知", "滨海市创业办法"),
        ("滨海市科技局关于公开征求滨海市创业办法意见的通知", "滨海市创业办法"),
    ],
)
def test_a_title_says_what_its_notice_carries(title, instrument):
    assert header_of(paper(title=title, body="请认真贯彻执行。\n一、目标\n支持创业。")).instrument.title == instrument


def test_a_category_of_papers_above_the_title_is_no_title():
    text = paper(above="滨海市人民政府行政规范性文件\n下载文字版 下载图片版 政策解读", number="")

    assert header_of(text).title == "滨海市人民政府关于支持创业的若干意见"


def test_of_several_instruments_the_first_gives_its_title():
    body = (
        "《滨海市创业实施方案》《滨海市创业财政措施》、《滨海市创业服务办法》已经市政府研究通过，现印发给你们，请认真贯彻落实。\n2016年3月21日\n"
        "滨海市创业实施方案\n为支持创业，制定本方案。"
    )

    assert header_of(paper(title="", body=body, signature="")).instrument == Instrument(title="滨海市创业实施方案", kind="方案")


def test_the_title_that_a_page_states_names_the_issuer():
    assert header_of(paper(title="", above="标题：滨海市人民政府关于支持创业的意见", signature="")).issuing_bodies == ("滨海市人民政府",)


def test_a_row_of_page_facts_is_no_salutation():
    row = "政策来源：滨海市人民政府 | 发布机构：滨海市科技局 | 发布时间：2016-03-25 | 分享到："

    assert header_of(paper(addressees=row)).addressees == ()


def test_a_notice_that_only_cites_carries_nothing():
    body = "依据《滨海市众创空间管理办法》（滨科〔2015〕3号），现将评价结果公布如下，请遵照执行。"

    assert header_of(paper(title="滨海市科技局关于公布评价结果的通知", body=body)).instrument is None


def test_a_notice_without_its_title_goes_by_the_instrument():
    header = header_of(paper(**NOTICE | {"title": "", "number": ""}))

    assert (header.title, header.kind) == ("滨海市创业行动计划", "行动计划")
    assert "notice_title_missing" in flags_of(paper(**NOTICE | {"title": "", "number": ""}))


@pytest.mark.parametrize(
    ("parts", "level", "region"),
    [
        ({}, "city", ("东江省", "滨海市")),
        ({"title": "滨海市河口区人民政府关于支持创业的意见", "signature": ""}, "county", ("东江省", "滨海市", "河口区")),
        ({"title": "和县人民政府关于支持创业的意见", "signature": ""}, "county", ("东江省", "临山市", "和县")),
        ({"title": "河口区人民政府关于支持创业的意见", "number": "", "signature": "", "addressees": ""}, None, ()),
        ({"title": "滨海高新区管理委员会关于支持创业的意见", "signature": ""}, "zone", ("东江省", "滨海市", "滨海高新区")),
        ({"title": "国务院办公厅关于支持创业的意见", "signature": ""}, "national", ()),
        ({"title": "人力资源和社会保障部关于支持创业的意见", "signature": ""}, "ministry", ()),
        ({"title": "中共滨海市委关于支持创业的意见", "signature": ""}, "city", ("东江省", "滨海市")),
        ({"title": "关于支持创业的意见", "signature": ""}, "city", ("东江省", "滨海市")),
        ({"title": "临山支持创业的若干措施", "number": "", "signature": ""}, "city", ("东江省", "临山市")),
        ({"title": "关于支持人力资源产业的措施", "number": "", "signature": "", "addressees": ""}, None, ()),
    ],
)
def test_level_and_region_from_body_then_number_then_title(parts, level, region):
    header = header_of(paper(**parts))

    assert (header.level, header.region) == (level, region)


UNNAMED = {"number": "", "title": "关于支持创业的意见", "addressees": "", "signature": ""}


@pytest.mark.parametrize(
    ("body", "region"),
    [
        ("根据《滨海市人民政府关于稳定增长的意见》，结合临山市实际，制定本意见。", ("东江省", "临山市")),
        ("对新建区级产业园给予支持，推动石龙镇转型。", ()),
        ("为支持创业，结合滨海实际，制定本意见。", ("东江省", "滨海市")),
        ("对新建区的企业给予支持。", ("东江省", "临山市", "新建区")),
        ("某", ()),
    ],
)
def test_the_text_names_a_region_only_by_its_full_name(body, region):
    assert header_of(paper(**UNNAMED | {"body": body})).region == region


@pytest.mark.parametrize(
    ("signature", "region"),
    [
        ("临水市人民政府\n2016年3月21日", ("东江省", "临水市")),
        ("临水市人民政府\n2005年3月21日", ("东江省", "临水地区", "临水市")),
        ("临水市人民政府", ("东江省", "临水市")),
    ],
)
def test_a_name_means_the_region_of_the_papers_day(signature, region):
    assert header_of(paper(**UNNAMED | {"signature": signature})).region == region


@pytest.mark.parametrize(
    ("parts", "rule"),
    [
        ({"number": ""}, "missing_number"),
        ({"title": "", "addressees": ""}, "missing_title"),
        ({"signature": ""}, "missing_date"),
        ({"below": "滨海市人民政府办公室 2016年3月2日印发"}, "dates_out_of_order"),
        ({"signature": "滨海市人民政府\n2019年3月21日"}, "number_year"),
        ({"number": "国办发〔2016〕5号"}, "number_code_of_another_body"),
        ({"number": "滨政发〔20165号"}, "number_repaired"),
    ],
)
def test_contradictions_are_flagged(parts, rule):
    assert rule in flags_of(paper(**parts))


@pytest.mark.parametrize("parts", [{}, {"number": "青滨发〔2016〕5号"}, {"below": IMPRINT}])
def test_a_sound_head_raises_no_flag(parts):
    assert flags_of(paper(**parts)) == []


def test_places_of_the_head_quote_the_text():
    scan = scanned(paper(above="[发布日期] 2016-03-25", annexes="附件：申请表", below=IMPRINT))

    assert len(scan.header.evidence) >= 8
    assert all(scan.text[place.start : place.end] == place.quote for place in scan.header.evidence.values())


def test_head_and_tail_are_no_prose():
    scan = scanned(paper(annexes="附件：1.申请表", below=f"（此件公开发布）\n{IMPRINT}"))

    assert scan.text[scan.body_start : scan.body_end].startswith("为支持创业")
    assert scan.text[scan.body_start : scan.body_end].endswith("新增孵化器20家。")
    assert scan.is_excluded(scan.text.index("申请表"))
    assert not scan.is_excluded(scan.text.index("孵化器20家"))
