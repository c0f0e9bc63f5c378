from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.search import tokens


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("众创空间", "众 众创 创空 空间 间"),
        ("到2016年底", "到 到 2016 年 年底 底"),
        ("企业，就业", "企 企业 业 就 就业 业"),
        ("ABC-12 x", "abc 12 x"),
        ("１２０㎡", "120"),
        ("國辦發", "国 国办 办发 发"),
        ("，。《》", ""),
        ("", ""),
    ],
)
def test_text_is_cut_into_pairs_and_the_ends_of_runs(text, terms):
    assert tokens.index_terms(text) == terms.split()


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("众创空间", "众创 创空 空间"),
        ("年", ""),
        ("2016年", "2016 年"),
        ("局2016年度", "局 2016 年 年度"),
        ("业，就", "业 就"),
        ("国办发〔2015〕9号", "国办 办发 发 2015 9 号"),
    ],
)
def test_typed_word_has_open_ends(typed, terms):
    assert tokens.phrase_terms(typed) == terms.split()


LETTERS = st.text(alphabet="众创空间企业年度20169ab，。 《》-", max_size=40)


@given(LETTERS, st.integers(0, 30), st.integers(2, 8))
def test_terms_of_any_part_stand_in_the_text_one_behind_the_other(text, start, length):
    """Parts that cut a Latin word or a number in two are no part in this sense."""
    end = start + length
    cuts_a_word = any(
        0 < place < len(text) and text[place - 1].isascii() and text[place].isascii() and (text[place - 1] + text[place]).isalnum()
        for place in (start, end)
    )
    part = tokens.phrase_terms(text[start:end])
    whole = tokens.index_terms(text)

    stands = any(whole[place : place + len(part)] == part for place in range(len(whole) + 1))

    assert cuts_a_word or stands


@pytest.mark.parametrize(
    ("typed", "placed"),
    [
        ("众创空间", [(0, "众创"), (2, "空间")]),
        ("众创空间站", [(0, "众创"), (2, "空间"), (3, "间站")]),
        ("到2016年底", [(0, "到"), (1, "2016"), (2, "年"), (3, "年底")]),
        ("ab bc cd", [(0, "ab"), (1, "bc"), (2, "cd")]),
        ("企业", [(0, "企业")]),
    ],
)
def test_a_pair_between_two_others_is_not_asked_for(typed, placed):
    assert tokens.placed(tokens.phrase_terms(typed)) == placed


FEW_LETTERS = st.text(alphabet="众创众，a", max_size=30)


@given(FEW_LETTERS, FEW_LETTERS)
def test_what_is_asked_for_stands_just_where_the_phrase_does(text, typed):
    whole, phrase = tokens.index_terms(text), tokens.phrase_terms(typed)
    asked = tokens.placed(phrase)

    stands = [place for place in range(len(whole)) if whole[place : place + len(phrase)] == phrase]
    found = [place for place in range(len(whole) - len(phrase) + 1) if all(whole[place + behind] == term for behind, term in asked)]

    assert not phrase or found == stands


@given(st.text(max_size=200))
def test_folding_keeps_every_offset(text):
    assert len(tokens.fold(text)) == len(text)


@given(st.text(max_size=200), st.text(max_size=10))
def test_places_are_in_order_and_apart(text, word):
    places = tokens.find_places(text, (word, "创"))

    assert all(start < end for start, end in places)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


def test_marks_reach_over_brackets_and_script():
    text = "关于印发《眾創空間》〔2016〕10号"

    assert [text[start:end] for start, end in tokens.find_places(text, ("众创空间", "[2016]10号"))] == ["眾創空間", "2016〕10号"]


def test_number_is_no_part_of_a_longer_one():
    assert tokens.find_places("120万", ("20万",)) == []


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("112 12", "12", ["12"]),
        ("x12，12x，12年", "12", ["12"]),
        ("abc12 abc 12 abc-12x", "abc 12", ["abc 12"]),
        ("2016年", "16年", []),
        ("GB/T 2260与GBT2260", "gb/t 2260", ["GB/T 2260"]),
    ],
)
def test_latin_words_and_numbers_are_marked_whole(text, word, found):
    assert [text[start:end] for start, end in tokens.find_places(text, (word,))] == found
