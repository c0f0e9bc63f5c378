"""Counterparts: terms, rarity, differences, and the words that two passages share."""

import math
import random

import pytest

from policies.alignment import (
    LOOKED_AT,
    SENTENCE_SHARE,
    Counterparts,
    Passage,
    Scale,
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


def test_the_counterpart_shares_the_rarest_words(scale):
    match = Counterparts(scale, [SCHOOLS, SPACES, RENT]).find(BELOW)

    assert match.counterpart is RENT
    assert match.counter_sentence.startswith("对众创空间的房租")
    assert "宽带" in scale.shared(match)


def test_passages_with_only_the_manner_of_speaking_in_common_have_no_counterpart(scale):
    assert Counterparts(scale, [SPACES]).find(SCHOOLS) is None
    assert Counterparts(scale).find(SCHOOLS) is None
    assert Counterparts(scale, [SPACES]).best(SCHOOLS).score < 0.1


def test_the_same_words_are_wholly_alike():
    twin = Passage("twin", RENT.heading, RENT.text)

    assert Scale([RENT, twin, SCHOOLS]).compare(RENT, twin).score == pytest.approx(1)


# --- the plain way: each passage with each, each of its sentences with each --------------------------------------------------
def plainly_alike(one, other, scale):
    """The cosine of two counts of terms, each term weighted by rarity and by how often it stands there."""
    def weighed(terms):
        return {term: (1 + math.log(count)) * scale.rarity(term) for term, count in terms.items()}

    ours, theirs = weighed(one), weighed(other)
    lengths = [math.sqrt(sum(weight**2 for weight in side.values())) for side in (ours, theirs)]
    return sum(ours[term] * theirs[term] for term in ours.keys() & theirs.keys()) / math.prod(lengths) if all(lengths) else 0.0


def plainly_best(passage, others, scale):
    """Score and counterpart as the fast way has to find them."""
    near = sorted(others, key=lambda other: -plainly_alike(passage.terms, other.terms, scale))[:LOOKED_AT]
    scored = [
        (1 - SENTENCE_SHARE) * plainly_alike(passage.terms, other.terms, scale)
        + SENTENCE_SHARE * max((plainly_alike(ours, theirs, scale) for _, ours in passage.sentences for _, theirs in other.sentences), default=0)
        for other in near
    ]
    return max(scored, default=None), near


def drawn(seed):
    """Passages of sentences out of few words, so that many share some and a few share much."""
    dice = random.Random(seed)
    words = ["房租", "宽带接入", "众创空间", "导师", "投资基金", "知识产权", "工商登记", "大学生", "给予", "补贴", "WiFi", "100万元"]
    sentences = ["，".join(dice.choices(words, k=dice.randint(1, 7))) + dice.choice("。；\n") for _ in range(14)]
    return [Passage(key, dice.choice(words), "".join(dice.choices(sentences, k=dice.randint(0, 5)))) for key in range(dice.randint(2, 16))]


@pytest.mark.parametrize("seed", range(40))
def test_looking_only_where_words_are_shared_finds_what_comparing_all_finds(seed):
    passages = drawn(seed)
    scale = Scale(passages)
    counterparts = Counterparts(scale, passages)
    for passage in passages:
        others = [other for other in passages if other is not passage]
        match, (score, near) = counterparts.best(passage, unless={passage.key}), plainly_best(passage, others, scale)

        assert match.score == pytest.approx(score)
        assert scale.compare(passage, match.counterpart).score == pytest.approx(score)
        assert match.counterpart in near or plainly_alike(passage.terms, match.counterpart.terms, scale) == pytest.approx(
            plainly_alike(passage.terms, near[-1].terms, scale)
        )


def test_a_counterpart_is_none_of_those_ruled_out(scale):
    counterparts = Counterparts(scale, [RENT, SPACES])

    assert counterparts.find(BELOW).counterpart is RENT
    assert counterparts.best(BELOW, unless={"rent"}).counterpart is SPACES
    assert counterparts.best(BELOW, unless={"rent", "spaces"}) is None


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
