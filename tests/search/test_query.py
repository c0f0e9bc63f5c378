import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.search.query import LONGEST, MOST_WORDS, Query, Word, parse


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("众创空间 房租", [Word("众创空间"), Word("房租")]),
        ("众创空间　房租", [Word("众创空间"), Word("房租")]),
        ('"众创 空间"', [Word("众创 空间", quoted=True)]),
        ("“众创 空间” 「房 租」", [Word("众创 空间", quoted=True), Word("房 租", quoted=True)]),
        ("众创 -房租 －宽带", [Word("众创"), Word("房租", excluded=True), Word("宽带", excluded=True)]),
        ('-"众创 空间"', [Word("众创 空间", excluded=True, quoted=True)]),
        ("标题:双创 机关：科技厅", [Word("双创", "title"), Word("科技厅", "body")]),
        ("title: 双创 YEAR:2016", [Word("双创", "title"), Word("2016", "year")]),
        ("地区:杭州 年：2016", [Word("杭州", "region"), Word("2016", "year")]),
        ('标题:"双创 政策"', [Word("双创 政策", "title", quoted=True)]),
        ("眾創空間", [Word("众创空间")]),
        ("附件:表", [Word("附件 表")]),
        ("众创空间，租金、宽带", [Word("众创空间"), Word("租金"), Word("宽带")]),
        ("1,000万元 A/B", [Word("1,000万元"), Word("a/b")]),
        ('"众创空间，租金"', [Word("众创空间,租金", quoted=True)]),
        ("发文机关:科技厅 题名:双创", [Word("科技厅", "body"), Word("双创", "title")]),
        ('"没有闭合', [Word('"没有闭合')]),
        ("- -- : ：“” \"\" 。", []),
        ("", []),
    ],
)
def test_what_is_typed_becomes_words(typed, words):
    assert list(parse(typed).words) == words


@pytest.mark.parametrize(
    "typed",
    [
        "甲政办发〔2016〕7号", "甲政办发[2016]7号", "甲政办发（2016）7号", "甲政办发(2016)7号", "甲政办发【2016】7号", "甲政办发﹝2016﹞7号",
        "甲政办发〔 2016 〕 7 号", "甲政办发〔２０１６〕７号", "甲政辦發〔2016〕第7號", "甲政办发 2016 7", "甲政办发2016年7号", "甲政办发〔2016〕7",
        "甲政办发〔2016〕7号文件", "甲政办发〔2016〕7号文", "甲政办发〔二〇一六〕七号", "甲政办发〔2016〕第七号", "杭州市拱墅区甲政办发〔2016〕7号 租金",
        "文号:甲政办发[2016]7号", "number: 甲政办发 (2016) 7 号", "贯彻落实甲政办发〔2016〕7号",
    ],
)
def test_number_is_read_in_any_writing(typed):
    numbers = {word.number for word in parse(typed).words}

    assert "甲政办发|2016|7" in numbers


def test_number_leaves_the_other_words_alone():
    assert [word.text for word in parse("国办发[2015] 9 号 房租").words] == ["国办发〔2015〕9号", "房租"]


def test_every_number_is_set_apart():
    words = parse("国办发[2015]9号和辽政办发2015年第94号文件精神").words

    assert [(word.text, word.number) for word in words if word.number] == [
        ("国办发〔2015〕9号", "国办发|2015|9"), ("辽政办发〔2015〕94号", "辽政办发|2015|94"),
    ]


def test_what_is_no_paper_stays_behind_a_number():
    assert [word.text for word in parse("国办发〔2015〕9号文化产业").words] == ["国办发〔2015〕9号", "文化产业"]


@pytest.mark.parametrize("typed", ["众创", '-"众创 空间"', "-标题:众创", "“众创空间”", "a/b", "国办发〔2015〕9号"])
def test_a_word_can_be_typed_again(typed):
    word = parse(typed).words[0]

    assert parse(str(word)).words[0].text == word.text
    assert (parse(str(word)).words[0].excluded, parse(str(word)).words[0].field) == (word.excluded, word.field)


def test_documents_of_a_region_are_those_below_too_and_clauses_those_that_hold_there():
    assert (Query().reach, Query(kind="clause").reach, Query(filters={"reach": ("only",)}).reach) == ("below", "applies", "only")


def test_excluded_number_is_excluded():
    assert parse("双创 -国办发〔2015〕9号").unwanted == (Word("国办发〔2015〕9号", excluded=True, number="国办发|2015|9"),)


@given(st.text(max_size=400))
def test_nothing_typed_is_an_error(typed):
    found = parse(typed)

    assert len(found.words) <= MOST_WORDS
    assert all(word.text for word in found.words)


def test_what_is_too_long_is_cut_and_says_so():
    assert parse("创" * (LONGEST + 1)).cut_short
    assert not parse("创" * LONGEST).cut_short


def test_query_without_a_filter_is_the_same_question_otherwise():
    query = Query(words="房租", filters={"level": ("city",), "year": ("2016",)}, page=2)

    assert query.without("level") == Query(words="房租", filters={"year": ("2016",)}, page=2)
