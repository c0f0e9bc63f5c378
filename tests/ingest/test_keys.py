"""One thing has one key, however it is written; two things have two."""

import pytest

from policies.ingest.keys import anchors, free_slug, number_of, slug_base, title_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("关于促进孵化器发展的办法", "《关于促进孵化器发展的办法》"),
        ("关于促进孵化器发展的办法（试行）", "关于促进孵化器发展的办法(试行)"),
        ("关于促进孵化器发展的办法（试行）", "关于促进孵化器发展的办法"),
        ("河西省人民政府办公厅关于促进孵化器发展的办法", "关于促进孵化器发展的办法"),
        ("关于促进“双创” 的意见", "关于促进双创的意见"),
        ("关于促进孵化器发展的办法（2020年修订）", "关于促进孵化器发展的办法"),
        ("中华人民共和国中小企业促进法", "中小企业促进法"),
    ],
)
def test_two_printings_of_one_title_share_a_key(one, other):
    assert title_key(one) == title_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("关于促进孵化器发展的办法", "关于促进众创空间发展的办法"),
        ("关于促进孵化器发展的办法（征求意见稿）", "关于促进孵化器发展的办法"),
        ("河西区2016年度众创空间计划", "河西区2017年度众创空间计划"),
    ],
)
def test_two_papers_have_two_keys(one, other):
    assert title_key(one) != title_key(other)


@pytest.mark.parametrize(
    ("number", "title", "slug"),
    [
        ("河政办发〔2016〕10号", "随便", "河政办发-2016-10"),
        ("河政办发[2016]第10号", "随便", "河政办发-2016-10"),
        (None, "关于“双创”的意见（试行）", "关于双创的意见试行"),
        (None, "？？", "document"),
    ],
)
def test_an_address_is_made_from_the_number_or_else_the_title(number, title, slug):
    assert slug_base(number_of(number), title) == slug


def test_an_address_in_use_is_counted_up():
    assert free_slug("甲", {"甲", "甲-2"}) == "甲-3"


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["一、", "二、（八）", "二、（二十八）", "二、（八）3."], ["p-1", "p-2-8", "p-2-28", "p-2-8-3"]),
        (["第一章", "第一章第十条", "一百零二"], ["p-1", "p-1-10", "p-102"]),
        (["一、", "一、", "一、"], ["p-1", "p-1_2", "p-1_3"]),
        (["③", "附则"], ["p-3", "p-part"]),
        (["一" * 300], ["p-1"]),
    ],
)
def test_anchors_are_readable_and_unique(paths, expected):
    assert anchors(paths) == expected
