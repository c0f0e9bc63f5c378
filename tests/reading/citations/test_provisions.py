"""Which provisions of another paper a citation means, and what becomes of them."""

import pytest

from policies.reading.citations.provisions import MOST
from policies.reading.citations.steps import han, steps_of
from tests.growth import is_linear
from tests.reading.papers import paper, scanned


def cited(sentence):
    return scanned(paper(body=sentence)).citations


def parts(sentence):
    """(relation of the citation, markers with the relation where it is another) of each citation."""
    return [(one.relation, [part.marker if part.relation == one.relation else f"{part.relation} {part.marker}" for part in one.parts]) for one in cited(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("《创业补贴办法》（滨财〔2011〕8号）第三条、第五条第二款同时废止。", ["第三条", "第五条第二款"]),
        ("《创业补贴办法》（滨财〔2011〕8号）第二章同时废止。", ["第二章"]),
        ("废止《创业补贴办法》（滨财〔2011〕8号）第三条、第五条第二款。", ["第三条", "第五条第二款"]),
        ("废止《创业补贴办法》中的第二章第一节。", ["第二章第一节"]),
        ("《创业补贴办法》第三、四、五条停止执行。", ["第三条", "第四条", "第五条"]),
        ("《创业补贴办法》第三条至第六条停止执行。", ["第三条", "第四条", "第五条", "第六条"]),
        ("《创业补贴办法》第三至五条停止执行。", ["第三条", "第四条", "第五条"]),
        ("《创业补贴办法》第五条第二款、第三款予以废止。", ["第五条第二款", "第五条第三款"]),
        ("《创业补贴办法》第五条第（二）项予以废止。", ["第五条第二项"]),
        ("《创业补贴办法》第 5 条第二款予以废止。", ["第五条第二款"]),
        ("《创业补贴办法》第九条、十条、第一百零五条予以废止。", ["第九条", "第十条", "第一百零五条"]),
        ("《创业补贴办法》第三条（房租补贴）、第四条（宽带补贴）不再执行。", ["第三条", "第四条"]),
        ("《创业补贴办法》第三部分第（二）条同时废止。", ["第三部分第二条"]),
        ("《创业补贴办法》三、（二）同时废止。", ["三、（二）"]),
        ("《创业补贴办法》附件2同时废止。", ["附件2"]),
        ("《创业补贴办法》（滨财〔2011〕8号）继续有效，其中第三条停止执行。", ["第三条"]),
        ("滨财〔2011〕8号文件第三条停止执行。", ["第三条"]),
        ("《创业补贴办法》（以下简称《补贴办法》）第三条停止执行。", ["第三条"]),
        ("《创业补贴办法》第三条规定的补贴标准不再执行。", ["第三条"]),
        ("《创业补贴办法》第三条、第三条同时废止。", ["第三条"]),
        ("《创业补贴办法》中有关房租补贴的规定同时废止。", [""]),
        ("《创业补贴办法》中与本意见不一致的规定停止执行。", [""]),
    ],
)
def test_a_repeal_of_some_provisions_says_which(sentence, expected):
    assert parts(sentence) == [("repeals", expected)]


@pytest.mark.parametrize(
    "sentence",
    [
        "《创业补贴办法》（滨财〔2011〕8号）同时废止。",
        "《创业补贴办法》（滨财〔2011〕8号）同时废止，其中第三条继续执行至2020年底。",
        "《创业补贴办法》等有关规定同时废止。",
        "《创业补贴办法》同时废止。\n第三条 对新认定的孵化器给予奖励。",
    ],
)
def test_a_repeal_of_the_whole_names_no_provision(sentence):
    assert parts(sentence)[0] == ("repeals", [])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("《甲办法》第一条、《乙办法》第二条和《丙办法》同时废止。", [("repeals", ["第一条"]), ("repeals", ["第二条"]), ("repeals", [])]),
        ("根据《甲办法》第三条，原《乙办法》同时废止。", [("based_on", ["第三条"]), ("repeals", [])]),
        ("废止《甲办法》第三条，将《乙办法》第五条修改为“另行规定”。", [("repeals", ["第三条"]), ("amends", ["第五条"])]),
        ("一、任务\n按照《甲办法》第三条办理。", [("refers_to", ["第三条"])]),
        ("一、任务\n按照《甲办法》有关规定办理。", [("refers_to", [])]),
        ("《甲办法》（滨财〔2011〕8号，以下简称《办法》）继续有效。《办法》第三条停止执行。", [("refers_to", []), ("repeals", ["第三条"])]),
        ("《甲办法》（滨财〔2011〕8号，以下简称《办法》）继续有效。《办法》规定的标准不变。", [("refers_to", [])]),
    ],
)
def test_each_paper_keeps_its_own_provisions(sentence, expected):
    assert parts(sentence) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("一、将第三条修改为：“依照本办法第九条给予补贴。”", ["第三条"]),
        ("一、第三条第二款中的“5万元”修改为“10万元”。", ["第三条第二款"]),
        ("一、删去第六条。", ["repeals 第六条"]),
        ("一、删去第六条第二款、第七条。", ["repeals 第六条第二款", "repeals 第七条"]),
        ("一、第六条予以删除。", ["repeals 第六条"]),
        ("一、删去第八条第二款中的“以上”。", ["第八条第二款"]),
        ("一、第十条改为第九条，修改为：“另行规定。”", ["第十条"]),
        ("一、增加一条，作为第十一条：“另行规定。”", []),
        ("一、在第四条后增加一款。", ["第四条"]),
        ("一、将第三条修改为：\n第三条 对企业给予补贴。\n二、删去第四条。", ["第三条", "repeals 第四条"]),
        ("一、删去第四条，\n第五条 对企业给予补贴。", ["repeals 第四条"]),
    ],
)
def test_a_decision_that_amends_tells_what_becomes_of_each_provision(item, expected):
    assert parts(f"对《创业补贴办法》（滨财〔2011〕8号）作如下修改：\n{item}") == [("amends", expected)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("删去《创业补贴办法》第六条。", ["repeals 第六条"]),
        ("将《创业补贴办法》第六条第一款删去。", ["repeals 第六条第一款"]),
        ("删去《创业补贴办法》第六条中的“以上”。", ["第六条"]),
        ("将《创业补贴办法》第五条修改为“对企业给予补贴”。", ["第五条"]),
        ("对《创业补贴办法》进行修订。", []),
    ],
)
def test_an_amendment_in_one_sentence(sentence, expected):
    assert parts(sentence) == [("amends", expected)]


def test_amendments_of_two_papers_do_not_mix():
    text = "对《甲办法》作如下修改：\n删去第二条。\n对《乙办法》作出如下修改：\n将第四条中的“甲”修改为“乙”。"

    assert parts(text) == [("amends", ["repeals 第二条"]), ("amends", ["第四条"])]


def test_a_part_keeps_its_place_and_words():
    scan = scanned(paper(body="《创业补贴办法》（滨财〔2011〕8号）第5条第二款同时废止。"))

    part = scan.citations[0].parts[0]

    assert scan.text[part.start : part.end] == part.printed == "第5条第二款"


@pytest.mark.parametrize(
    ("marker", "steps"),
    [
        ("第五条第二款第（三）项", (("条", 5), ("款", 2), ("项", 3))),
        ("三、（二）", (("、", 3), ("（）", 2))),
        ("第 12 条", (("条", 12),)),
        ("1.", (("、", 1),)),
        ("附件2", (("附件", 2),)),
        ("一百零五、", (("、", 105),)),
        ("", ()),
    ],
)
def test_steps_of_a_marker(marker, steps):
    assert steps_of(marker) == steps


@pytest.mark.parametrize(("number", "written"), [(1, "一"), (10, "十"), (15, "十五"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (999, "九百九十九"), (1000, "1000")])
def test_numbers_in_chinese_characters(number, written):
    assert han(number) == written


@pytest.mark.parametrize(
    "piece",
    ["第", "第三", "第三条", "第三条、", "第三、四、", "第一条至第九百九十九条、", "三、（二）", "附件2、", "其中", "，其中", "中有关", "删去第六条、", "“第三条修改为", "（", "（附"],
)
def test_time_grows_with_the_length_of_a_list(piece):
    body = "对《创业补贴办法》第三条作如下修改：删去第六条。《甲办法》{0}同时废止。\n对《乙办法》作如下修改：{0}"

    assert is_linear(lambda size: cited(body.format(piece * (size // len(piece)))), 4000)


def test_a_list_without_end_is_cut():
    found = cited("《创业补贴办法》第一条至第九百条和第一章至第八十章同时废止。")

    assert len(found[0].parts) == MOST
