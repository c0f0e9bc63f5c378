"""A flattened text gets the lines of its headings and of its frame back."""

import pytest

from policies.reading import text
from policies.reading.text.breaks import restore_breaks


@pytest.mark.parametrize(
    ("glued", "lines"),
    [
        (
            "提出如下意见。一、总体要求（一）指导思想。坚持创新。（二）目标。到2020年建成。二、任务（一）建设。",
            ["提出如下意见。", "一、总体要求", "（一）指导思想。坚持创新。", "（二）目标。到2020年建成。", "二、任务", "（一）建设。"],
        ),
        (
            "提出意见。一、认识1.地位。很重要。2.目标。要达到1.5%。二、措施3.投入。加大。",
            ["提出意见。", "一、认识", "1.地位。很重要。", "2.目标。要达到1.5%。", "二、措施", "3.投入。加大。"],
        ),
        ("第二条不少于3家。第三章程序第三条申请。", ["第二条不少于3家。第三章程序第三条申请。"]),
        ("第一章总则\n第一条为规范。第二章程序第二条申请。", ["第一章总则", "第一条为规范。", "第二章程序", "第二条申请。"]),
        ("第三条应当具备：（一）有场地；（二）有队伍。", ["第三条应当具备：", "（一）有场地；", "（二）有队伍。"]),
        ("研发一、二类新药的。一、二类以外不奖。", ["研发一、二类新药的。一、二类以外不奖。"]),
        ("依照第九条规定。增长2. 5个。", ["依照第九条规定。增长2. 5个。"]),
        ("主要有：（一）甲；（二）乙。", ["主要有：（一）甲；（二）乙。"]),
    ],
)
def test_headings_open_lines(glued, lines):
    assert restore_breaks(glued)[0].split("\n") == lines


def test_the_frame_of_a_notice_on_one_line():
    notice = (
        "滨海市人民政府办公室关于印发孵化器管理办法的通知滨政办发〔2018〕22号各区人民政府，市政府各部门："
        "《孵化器管理办法》已经市政府同意，现印发给你们，请认真贯彻执行。滨海市人民政府办公室 2018年5月8日"
        "孵化器管理办法第一章总则第一条为规范管理，制定本办法。抄送：市委办公室。滨海市人民政府办公室2018年5月9日印发"
    )

    assert restore_breaks(notice)[0].split("\n") == [
        "滨海市人民政府办公室关于印发孵化器管理办法的通知",
        "滨政办发〔2018〕22号",
        "各区人民政府，市政府各部门：",
        "《孵化器管理办法》已经市政府同意，现印发给你们，请认真贯彻执行。",
        "滨海市人民政府办公室",
        "2018年5月8日",
        "孵化器管理办法",
        "第一章总则",
        "第一条为规范管理，制定本办法。",
        "抄送：市委办公室。",
        "滨海市人民政府办公室2018年5月9日印发",
    ]


def test_cleaning_a_clean_text_changes_nothing():
    raw = "滨海市關於開發園區發展的意見\r\n提出意見。一、總體要求（一）目標。新增5O家，推動創業創新和就業，加快園區建設與發展創新\n新。\n&nbsp;"
    clean, repairs = text.clean(raw)

    assert text.clean(clean) == (clean, ())
    assert {repair.rule for repair in repairs} >= {"entities", "traditional", "line_breaks", "zeros", "joined_lines"}
