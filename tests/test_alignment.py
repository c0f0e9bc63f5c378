"""Counterparts: terms, rarity, differences, and the words that two passages share."""

import pytest

from policies.alignment import Passage, Scale, best_match, cut, differ, find_counterpart, matter, shared_runs

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
    match = find_counterpart(BELOW, [SCHOOLS, SPACES, RENT], scale)

    assert match.counterpart is RENT
    assert match.counter_sentence.startswith("对众创空间的房租")
    assert "宽带" in scale.shared(match)


def test_passages_with_only_the_manner_of_speaking_in_common_have_no_counterpart(scale):
    assert find_counterpart(SCHOOLS, [SPACES], scale) is None
    assert find_counterpart(SCHOOLS, [], scale) is None
    assert best_match(SCHOOLS, [SPACES], scale).score < 0.1


def test_the_same_words_are_wholly_alike():
    twin = Passage("twin", RENT.heading, RENT.text)

    assert Scale([RENT, twin, SCHOOLS]).compare(RENT, twin).score == pytest.approx(1)


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
    difference = differ(below, above)

    assert (difference.added, difference.dropped) == (added, dropped)


def test_shared_runs_are_as_long_as_they_go():
    assert shared_runs("宽带接入费用和软件", "房租、宽带接入费用") == {"宽带接入费用"}
