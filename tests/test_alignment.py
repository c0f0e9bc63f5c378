"""Counterparts: terms, subjects, rarity, places, differences, and the words that two passages share."""

import math
import random
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from policies.alignment import (
    AWAY,
    EVERY_SUBJECT,
    HEADING_WEIGHT,
    LEAST,
    MOST_SPREAD,
    ONE_EACH,
    SUBJECT_WEIGHT,
    SUBJECTS,
    THEME_COUNTS,
    Counterparts,
    Match,
    Passage,
    Scale,
    align,
    cut,
    matter,
    only_in,
    shared_runs,
)

RENT = Passage("rent", "降低成本", "对众创空间的房租、宽带接入费用给予适当补贴。办公用品由各单位自行解决。")
SCHOOLS = Passage("schools", "教育引导", "支持高等院校开设创业课程，聘请企业家担任众创空间的导师。")
SPACES = Passage("spaces", "众创空间建设", "建设一批低成本、开放式的众创空间，由街道负责管理。")
BELOW = Passage("below", "减负", "被评为区级以上众创空间，给予房租资助以及宽带全额补贴，最高不超过100万元。")


@pytest.fixture
def scale():
    return Scale([RENT, SCHOOLS, SPACES, BELOW])


@pytest.mark.parametrize(("text", "terms"), [
    ("众创空间", ["众创", "创空", "空间"]),
    ("用于软件、APP和 WiFi", ["用于", "于软", "软件", "app", "wifi"]),
    ("100万元", ["万元"]),
    ("房", []),
    ("", []),
])
def test_words_are_cut_to_pairs(text, terms):
    assert cut(text) == terms


@pytest.mark.parametrize(("text", "terms"), [
    ("进一步支持众创空间", ["众创", "创空", "空间"]),
    ("对符合条件的租金给予补贴", ["租金", "补贴"]),
    ("积极推进", []),
])
def test_the_manner_of_drafting_is_no_matter(text, terms):
    assert [term for term in matter(text) if "的" not in term] == terms


def test_what_all_passages_say_weighs_nothing(scale):
    assert scale.rarity("众创") == 0
    assert scale.rarity("宽带") > scale.rarity("补贴") - 1 > -1
    assert scale.rarity("没有") == 0
    assert Scale([replace(RENT, key=number) for number in range(7)] + [SCHOOLS] * 3).rarity("宽带") == 0
    assert Scale([replace(RENT, key=number) for number in range(6)] + [SCHOOLS] * 3).rarity("宽带") > 0


def test_the_counterpart_shares_the_rarest_words(scale):
    match = Counterparts(scale, [SCHOOLS, SPACES, RENT]).best(BELOW)

    assert match.counterpart is RENT
    assert match.score > LEAST
    assert scale.sentences(match)[1].startswith("对众创空间的房租")
    assert "宽带" in scale.shared(match)


def test_passages_with_only_the_manner_of_speaking_in_common_are_not_alike(scale):
    assert Counterparts(scale, [SPACES]).best(SCHOOLS).score < LEAST
    assert Counterparts(scale).best(SCHOOLS) is None


def test_the_same_words_are_wholly_alike():
    twin = Passage("twin", RENT.heading, RENT.text)

    assert Scale([RENT, twin, SCHOOLS]).compare(RENT, twin).score == pytest.approx(1)


# --- what a passage is about ------------------------------------------------------------------------------------------------
# By its words LED is most like PRAISED, which names who leads and closes alike; what it is about is what MEETING is about.
LED = Passage("led", "责任", "由分管负责人任组长，定期研究，形成合力。", "organisation")
MEETING = Passage("meeting", "会商", "建立部门会商制度，研究重大事项。", "organisation")
PRAISED = Passage("praised", "口碑", "各单位分管负责人要定期走访，形成合力。", "culture")


def test_what_is_of_one_theme_is_drawn_together_in_other_words():
    plain = [replace(one, theme="") for one in (LED, MEETING, PRAISED, RENT)]

    assert Counterparts(Scale(plain), plain[1:]).best(plain[0]).counterpart.key == "praised"
    assert Counterparts(Scale([LED, MEETING, PRAISED, RENT]), [MEETING, PRAISED, RENT]).best(LED).counterpart is MEETING


def test_a_theme_that_all_are_about_says_nothing():
    alike = [replace(one, theme="organisation") for one in (LED, MEETING, PRAISED, RENT)]

    assert Counterparts(Scale(alike), alike[1:]).best(alike[0]).counterpart.key == "praised"


def test_what_is_of_one_subject_is_drawn_together_in_other_words():
    houses, loans = Passage("houses", "", "减收厂房租金。"), Passage("loans", "", "对信贷给予贴息。")
    rent, credit = Passage("rent", "", "场地免费使用。"), Passage("credit", "", "发放质押贷款。")
    counterparts = Counterparts(Scale([houses, loans, rent, credit]), [houses, loans])

    assert counterparts.best(rent).counterpart is houses
    assert counterparts.best(credit).counterpart is loans
    assert not any(set(cut(one.text)) & set(cut(other.text)) for one, other in ((houses, rent), (loans, credit)))


def test_words_of_subjects_are_such_as_texts_are_cut_to():
    assert [word for word in SUBJECTS if matter(word) != [word]] == []
    assert all(" " in subject for subject in EVERY_SUBJECT)  # so that none is a word of a text


def test_neither_theme_nor_subject_is_shown_as_a_word():
    alignment = align(((MEETING, RENT), (LED, BELOW)), (1, 2))

    assert all(word in match.passage.text for match in alignment.above.values() for word in alignment.shared(match))
    assert alignment.above["below"].counterpart is RENT


# --- where a passage stands -------------------------------------------------------------------------------------------------
def test_of_two_equally_alike_the_one_at_a_like_place_is_the_counterpart():
    first, last = replace(RENT, key="first", place=0.1), replace(RENT, key="last", place=0.9)
    early, late = replace(BELOW, key="early", place=0.2), replace(BELOW, key="late", place=1.0)
    counterparts = Counterparts(Scale([first, last, early, late, SCHOOLS, SPACES, LED]), [first, last])

    assert (counterparts.best(early).counterpart, counterparts.best(late).counterpart) == (first, last)
    assert counterparts.scores(counterparts.scale.weigh(early))[1] > 0


# --- the plain way: each passage with each, all its terms counted one by one --------------------------------------------------
@cache
def plain_terms(passage):
    words = matter(passage.heading) * HEADING_WEIGHT + matter(passage.text)
    words += [subject for word in words for subject in SUBJECTS.get(word, ())]
    return Counter(words + [f"theme {passage.theme}"] * (THEME_COUNTS if passage.theme else 0))


@cache
def plain_rarity(term, passages):
    holders = sum(term in plain_terms(passage) for passage in passages)
    if holders < 2 or holders == len(passages) or holders > max(ONE_EACH, MOST_SPREAD * len(passages)):
        return 0.0
    return math.log(len(passages) / holders) * (SUBJECT_WEIGHT if term.startswith("subject ") else 1)


def plainly_alike(one, other, passages):
    """The cosine of the terms of two, each by its rarity and by how often it stands there, less for standing apart."""
    def weighed(passage):
        return {term: (1 + math.log(count)) * plain_rarity(term, passages) for term, count in plain_terms(passage).items()}

    ours, theirs = weighed(one), weighed(other)
    lengths = [math.sqrt(sum(weight**2 for weight in side.values())) for side in (ours, theirs)]
    product = sum(ours[term] * theirs[term] for term in ours.keys() & theirs.keys())
    return product / math.prod(lengths) * (1 - AWAY * abs(one.place - other.place)) if all(lengths) else 0.0


def drawn(seed):
    """Papers of passages out of few words, so that many share some and a few share much."""
    dice = random.Random(seed)
    words = ["房租", "宽带接入", "众创空间", "导师", "投资基金", "知识产权", "工商登记", "大学生", "给予", "补贴", "WiFi", "100万元"]
    sentences = ["，".join(dice.choices(words, k=dice.randint(1, 7))) + dice.choice("。；\n") for _ in range(14)]
    passages = tuple(
        Passage(key, dice.choice(words), "".join(dice.choices(sentences, k=dice.randint(0, 5))), dice.choice(("", "costs", "culture")), dice.random())
        for key in range(dice.randint(2, 14))
    )
    cuts = sorted({0, len(passages), *dice.choices(range(len(passages)), k=2)})
    return passages, tuple(passages[start:end] for start, end in pairwise(cuts))


@pytest.mark.parametrize("seed", range(20))
def test_looking_only_where_terms_are_shared_scores_as_comparing_all_does(seed):
    passages, _papers = drawn(seed)
    scale = Scale(passages)
    counterparts = Counterparts(scale, passages)
    for passage in passages[:6]:
        assert counterparts.scores(scale.weigh(passage)) == pytest.approx([plainly_alike(passage, other, passages) for other in passages])


@pytest.mark.parametrize("seed", range(20))
def test_papers_are_aligned_as_comparing_each_passage_with_each_would(seed):
    passages, papers = drawn(seed)
    levels = tuple(sorted(random.Random(seed).choices(range(3), k=len(papers))))
    alike = {(one.key, other.key): plainly_alike(one, other, passages) for one in passages for other in passages}
    paper_of = {passage.key: number for number, paper in enumerate(papers) for passage in paper}
    alignment = align(papers, levels)
    tied = {match.counterpart.key for match in alignment.above.values()}
    for key, paper in paper_of.items():
        higher = max((alike[key, other] for other in paper_of if levels[paper_of[other]] < levels[paper]), default=0)
        before = max((alike[key, other] for other in paper_of if paper_of[other] < paper), default=0)
        later = max((alike[key, other] for other in paper_of if paper_of[other] > paper), default=0)
        above, beside = alignment.above.get(key), alignment.beside.get(key)

        assert (above is not None, beside is not None) == (before >= LEAST, before < LEAST <= later and key not in tied)
        assert above is None or above.score == pytest.approx(higher if higher >= LEAST else before)
        assert beside is None or beside.score == pytest.approx(later)


def test_a_counterpart_at_a_higher_level_comes_before_a_likelier_one_at_the_same():
    twin, others = replace(BELOW, key="twin"), (SCHOOLS, SPACES, LED)
    papers = ((RENT, *others), (BELOW,), (twin,))

    assert align(papers, (1, 2, 2)).above["twin"].counterpart is RENT
    assert align(papers, (1, 1, 2)).above["twin"].counterpart is BELOW
    assert align((others, (BELOW,), (twin,)), (1, 2, 2)).above["twin"].counterpart is BELOW


def test_the_sentences_shown_are_those_most_like_the_other_passage(scale):
    match = Match(BELOW, RENT, 0.5)

    assert scale.sentences(match) == (BELOW.text, "对众创空间的房租、宽带接入费用给予适当补贴。")
    assert scale.sentences(Match(Passage("bare", "", "短。"), RENT, 0.0))[0] == "短。"


@pytest.mark.parametrize("text", ["", "。。。", "12345", "a" * 50, "房" * 3000])
def test_any_text_can_be_compared(text):
    odd = Passage("odd", "", text)
    scale = Scale([odd, RENT])

    assert 0 <= scale.compare(odd, RENT).score <= 1
    assert scale.compare(RENT, odd).score == pytest.approx(scale.compare(odd, RENT).score)


@pytest.mark.parametrize(("below", "above", "added", "dropped"), [
    ("对房租、装修给予补贴", "对房租、宽带给予补贴", ("装修",), ("宽带",)),
    ("支持软件、开发工具。", "支持软件、开发工具，以及举办创业活动。", (), ("举办创业活动",)),
    ("支持房租。", "支持房租。", (), ()),
    ("", "房租", (), ("房租",)),
])
def test_differences_are_named_item_by_item(below, above, added, dropped):
    assert (only_in(below, above), only_in(above, below)) == (added, dropped)


def test_shared_runs_are_as_long_as_they_go():
    assert shared_runs("宽带接入费用和软件", "房租、宽带接入费用") == {"宽带接入费用"}
