"""Lines torn by a page break are whole again; lines that stand alone stay alone."""

import pytest

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
