"""Papers cited: which, with what number, in what relation, by whose hand."""

import pytest

from policies.reading import text
from policies.reading.citations.titles import bare, blanked, find_titles
from policies.reading.reader import scan_of
from tests.reading.papers import REFERENCE, paper, scanned


def cited(sentence, **parts):
    return scanned(paper(body=sentence, **parts)).citations


def pairs(sentence, **parts):
    return [(one.title, one.number) for one in cited(sentence, **parts)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("根据《关于发展众创空间的意见》（国办发〔2015〕9号）精神，提出意见。", [("关于发展众创空间的意见", "国办发〔2015〕9号")]),
        ("根据《关于发展众创空间的意见》(国办发[2015]9号)，提出意见。", [("关于发展众创空间的意见", "国办发〔2015〕9号")]),
        ("根据《众创空间管理办法》国办发〔2015〕9号，提出意见。", [("众创空间管理办法", "国办发〔2015〕9号")]),
        ("依据《东江省促进创业条例》，提出意见。", [("东江省促进创业条例", None)]),
        ("根据国办发〔2015〕9号文件精神，提出意见。", [(None, "国办发〔2015〕9号")]),
        ("依照中华人民共和国科学技术进步法，提出意见。", [("中华人民共和国科学技术进步法", None)]),
        (
            "按照《甲管理办法》、《乙实施细则》（滨财〔2014〕3号）和《丙若干意见》，提出意见。",
            [("甲管理办法", None), ("乙实施细则", "滨财〔2014〕3号"), ("丙若干意见", None)],
        ),
        ("根据《关于印发〈创业基地管理办法〉的通知》，提出意见。", [("关于印发〈创业基地管理办法〉的通知", None)]),
        ("根据《关于印发《创业基地管理办法》的通知》（滨财〔2014〕3号），提出意见。", [("关于印发《创业基地管理办法》的通知", "滨财〔2014〕3号")]),
        ("根据《没有合上的《创业基地管理办法》，提出意见。", [("创业基地管理办法", None)]),
        ("落实《健康中国2030》部署，提出意见。", [("健康中国2030", None)]),
        ("申请人提交《创业补贴申请表》和《营业执照》，另附《可行性研究报告》。", []),
        ("阅读《诗经》《平凡的世界》。", []),
        ("您提出的《关于设立众创空间的提案》收悉。", [("关于设立众创空间的提案", None)]),
        ("（2001年3月4日东江省人民政府令第76号发布　2018年9月6日修订）", []),
        ("2001年3月4日东江省人民政府令第76号规定的条件，继续适用。", [(None, "东江省人民政府令第76号")]),
        ("以高新街1、2、3号楼为中心，依照（1995）12号办理。", []),
        ("《全民健身条例》规定的情形，依照《全民健身条例》办理。", [("全民健身条例", None)] * 2),
    ],
)
def test_titles_and_numbers_of_papers(sentence, expected):
    assert pairs(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("根据《创业促进条例》，提出意见。", "based_on"),
        ("为贯彻落实《创业促进条例》精神，根据本市实际，提出意见。", "implements"),
        ("参照《创业促进条例》执行。", "refers_to"),
        ("《创业补贴办法》（滨财〔2011〕8号）同时废止。", "repeals"),
        ("《创业补贴办法》《创业基地办法》自本意见施行之日起停止执行。", "repeals"),
        ("对《创业补贴办法》作如下修改：", "amends"),
        ("做好《创业促进条例》的落实工作。", "implements"),
        ("一、任务\n按照《创业补贴办法》规定办理。", "refers_to"),
        ("第一条 根据《创业促进条例》，结合本市实际，制定本办法。", "based_on"),
        ("市政府出台了《创业补贴办法》。", "refers_to"),
        ("为落实《创业促进条例》，市科技局起草了计划，现印发给你们。", "implements"),
    ],
)
def test_the_words_around_tell_the_relation(sentence, relation):
    assert {one.relation for one in cited(sentence)} == {relation}


@pytest.mark.parametrize(
    ("sentence", "issuer"),
    [
        ("贯彻国务院《关于发展众创空间的意见》，提出意见。", "国务院"),
        ("根据东江省委、省政府《关于促进创业的决定》，提出意见。", "东江省委、省政府"),
        ("根据《国务院关于发展众创空间的意见》，提出意见。", None),
        ("认真学习《关于发展众创空间的意见》，提出意见。", None),
    ],
)
def test_a_body_before_the_marks_is_the_issuer(sentence, issuer):
    assert cited(sentence)[0].attributed_to == issuer


@pytest.mark.parametrize(
    ("sentence", "alias"),
    [
        ("根据《关于发展众创空间的意见》（国办发〔2015〕9号）（以下简称《意见》），提出意见。", "意见"),
        ("出台《关于支持众创的若干意见》（即“创业十条”政策）。", "创业十条"),
        ("根据《关于发展众创空间的意见》(国办发〔2015〕9号，以下简称《实施意见》)，落实《实施意见》。", "实施意见"),
    ],
)
def test_an_alias_belongs_to_the_paper_and_is_none_of_its_own(sentence, alias):
    (citation,) = cited(sentence)

    assert citation.alias == alias


def test_the_paper_does_not_cite_itself():
    body = "《滨海市创业行动计划》已经市政府同意，现印发给你们。滨政发〔2016〕5号文件请遵照执行。"

    assert cited(body, title="滨海市人民政府关于印发《滨海市创业行动计划》的通知") == ()


def test_a_forwarded_paper_is_cited():
    (citation,) = cited("市教育局《关于创业教育的意见》已经市政府同意，现转发给你们。", title="滨海市人民政府转发市教育局关于创业教育意见的通知")

    assert (citation.title, citation.relation) == ("关于创业教育的意见", "forwards")


def test_an_explanation_explains_the_paper_in_its_headline():
    text_ = "《滨海市创业十条政策》政策解读\n来源：市科技局\n一、背景\n为贯彻《创业促进条例》，市政府印发了《滨海市创业十条政策》。"

    assert [one.relation for one in scanned(text_).citations] == ["explains", "implements", "explains"]


def test_a_title_named_again_takes_over_its_number():
    body = "根据《甲管理办法》（滨财〔2014〕3号），提出意见。\n一、任务\n依照《甲管理办法》办理。"

    assert pairs(body) == [("甲管理办法", "滨财〔2014〕3号")] * 2
    assert [one.provision for one in cited(body)] == [None, "一"]


def test_evidence_quotes_the_text():
    scan = scanned(paper(body="根据《甲管理办法》（滨财〔2014〕3号）、国办发〔2015〕9号，提出意见。"))

    assert [one.evidence for one in scan.citations] == ["《甲管理办法》（滨财〔2014〕3号）", "国办发〔2015〕9号"]
    assert all(scan.is_excluded(one.start, one.end) for one in scan.citations)


def test_damaged_numbers_are_to_be_checked():
    (citation,) = cited("根据国办发〔20159号文件，提出意见。")

    assert (citation.number, citation.confidence) == ("国办发〔2015〕9号", "check")


@pytest.mark.parametrize(
    ("marked", "titles"),
    [("《甲〈乙〉丙》", ["甲〈乙〉丙"]), ("《甲\n乙》", []), ("》甲《", []), ("《》", []), ("《" + "甲" * 200 + "《乙》》", ["乙"])],
)
def test_marks_are_paired_within_a_line(marked, titles):
    found = find_titles(marked)

    assert [one.title for one in found] == titles
    assert len(blanked(marked, found)) == len(marked)


def test_bare_titles_compare_across_printings():
    assert bare("关于“三农”的《意见》（试行）") == bare("关于三农的〈意见〉")


def test_reading_without_reference_finds_the_same():
    raw = paper(body="根据《甲管理办法》（滨财〔2014〕3号），提出意见。")
    with_codes, without = (scan_of(text.clean(raw)[0], one)[0].citations for one in (REFERENCE, type(REFERENCE)()))

    assert with_codes == without
