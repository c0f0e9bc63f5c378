"""Lines torn by a page break are whole again; lines that stand alone stay alone."""

import pytest

from policies.reading import read
from policies.reading.text.joins import join_lines

LONG = "要充分发挥市场配置资源的决定性作用，推动政府和社"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (LONG, "会资本合作。", LONG + "会资本合作。"),
        ("一是设立专项资金；二是加大投入，三是引导社会资本参与发展", "展。以创新为统领", "一是设立专项资金；二是加大投入，三是引导社会资本参与发展。以创新为统领"),
        ("依据有关规定，", "制定本意见。", "依据有关规定，制定本意见。"),
        ("（责任单位：市科技局、市经济", "和信息化局、市财政局）", None),
        ("加快载体建设，提升服务能力，落实扶持政策。（责任单位：市科技局、市经济", "和信息化局）", "加快载体建设，提升服务能力，落实扶持政策。（责任单位：市科技局、市经济和信息化局）"),
        (LONG, "（二）强化服务", None),
        (LONG, "3.强化服务。", None),
        (LONG, "附件：名单", None),
        (LONG, "2016年3月21日", None),
        (LONG, "滨海市人民政府", None),
        (LONG, "各区人民政府，市政府各部门：", None),
        (LONG, "滨海市关于支持创业的若干意见", None),
        ("（一）整合现有资源，盘活闲置楼宇，打造众创空间", "以中心城区为核心，建设园区。", None),
        ("滨海市人民政府关于进一步支持创业，促进就业的若干意见", "为支持创业，提出以下意见。", None),
        ("城市最低生活保障家庭、分散供养的特困人员", "1600", None),
        ("滨政发〔2016〕5号", "各区人民政府：", None),
        ("根据全市创业大会精神以及《中共滨海市委滨海", "市人民政府关于支持创业的意见》的要求", "根据全市创业大会精神以及《中共滨海市委滨海市人民政府关于支持创业的意见》的要求"),
        ("到2020年，新增孵化器20家。", "二是加强服务。", None),
    ],
)
def test_a_line_goes_on_only_inside_a_sentence(first, second, expected):
    text, count = join_lines(f"{first}\n{second}")

    assert text == (expected or f"{first}\n{second}")
    assert count == (expected is not None)


def test_a_heading_broken_to_the_width_goes_on_with_its_rest():
    full = "各单位要按照要求做好载体建设和管理服务以及统计工作并且"
    printed = ["一、加强创业载体建设和管理工作以及全市统筹推进创业服务", "体系建设", *[full] * 9, "及时报送。", "（二）加强协调", "各区负责。"]

    assert join_lines("\n".join(printed))[0].split("\n") == [printed[0] + "体系建设", full * 9 + "及时报送。", "（二）加强协调", "各区负责。"]


def test_a_text_broken_to_a_width_is_joined_by_the_width():
    printed = ["创新型孵化器是发展众创空间的重要平台和载体并且应当得到支持"] * 14

    assert join_lines("\n".join([*printed, "完。"])) == ("".join([*printed, "完。"]), 14)


REFERENCES = [
    ("三、符合本办法第二条", "第（三）项规定的企业，可以申请。"),
    ("四、企业已享受本意见第五条第", "（二）项政策的，不再享受其他政策。"),
    ("五、按照本办法第十二条", "第二款、第四款的规定执行。"),
    ("一、落实《滨海市促进就业办法》", "第（三）项规定，给予企业补贴。"),
    ("二、根据《滨海省中小企业促进条例》", "（滨政发〔2015〕12号）和有关部署，制定本意见。"),
    ("三、按照《滨海省关于加快发展服务业的若干意见", "》（滨政发〔2015〕22号）要求，设立专项资金。"),
    ("六、《滨海市扶持办法》（滨政办发", "〔2014〕8号）同时废止。"),
    ("六、《滨海市扶持办法》（滨政办发〔2014〕", "8号）同时废止。"),
    ("七、依据关于发展众创空间的指导意见（滨政办发〔2015〕9", "号）精神，制定本意见。"),
    ("八、按照《关于印发〈滨海市人才办法〉的", "通知》（滨委发〔2013〕5号）执行。"),
]


@pytest.mark.parametrize(("first", "second"), REFERENCES)
def test_a_reference_broken_over_two_lines_is_whole_again(first, second):
    assert join_lines(f"{first}\n{second}")[0] == first + second


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("第二条", "（一）项目建设单位。"),
        ("滨海市人民政府关于印发《滨海市扶持办法》", "（滨政发〔2015〕12号）"),
        ("五、按照本办法第十二条规定执行。", "第二款所称企业，是指小微企业。"),
        ("二、落实《滨海市扶持办法》", "（二）项目管理。"),
        ("第三条", "第四条 本办法自公布之日起施行。"),
    ],
)
def test_what_opens_a_line_of_its_own_is_no_rest_of_a_reference(first, second):
    assert join_lines(f"{first}\n{second}")[1] == 0


def test_a_reference_broken_over_two_lines_opens_no_heading_and_keeps_its_number():
    reading = read(
        "滨海市人民政府关于支持创业的意见\n一、享受第五条第\n（二）项政策的企业除外。\n二、按照《滨海省就业办法》\n（滨政发〔2015〕12号）的规定执行。"
    )

    assert [heading.path for heading in reading.outline] == ["一", "二"]
    assert [citation.number for citation in reading.citations] == ["滨政发〔2015〕12号"]
