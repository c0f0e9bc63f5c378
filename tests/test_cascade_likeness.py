"""What a provision is about, as a word of it: what it draws together, and that it changes nothing where none is known."""

import random
from dataclasses import replace

import pytest

from policies.alignment import Counterparts, Passage, Scale, align
from policies.cascade import cascade_of
from policies.cascade.likeness import Measure
from policies.models import Theme
from tests.makers import make_document, make_provision
from tests.test_alignment import drawn, plainly_best

# By its words LED is most like PRAISED, which names who leads and closes alike; what it is about is what MEETING is about.
LED = Measure("led", "组织领导", "成立领导小组，由分管负责人任组长，定期研究，形成合力。", "organisation")
MEETING = Measure("meeting", "联席会议", "建立部门联席会议制度，定期研究重大事项。", "organisation")
PRAISED = Measure("praised", "舆论宣传", "各单位分管负责人和领导小组成员要利用媒体宣传，形成合力。", "culture")
RENT = Measure("rent", "降低成本", "对房租、宽带接入费用给予补贴，经领导小组审核，由分管负责人签字。", "costs")
OTHERS = [MEETING, PRAISED, RENT]
SLUGS = ("", "costs", "organisation", "culture")


def by_words(measure):
    return Passage(measure.key, measure.heading, measure.text)


def counterpart_of(passage, others):
    return Counterparts(Scale([passage, *others]), others).find(passage).counterpart.key


def test_what_is_on_one_matter_is_drawn_together_in_other_words():
    assert counterpart_of(by_words(LED), [by_words(other) for other in OTHERS]) == "praised"
    assert counterpart_of(LED, OTHERS) == "meeting"


def test_a_theme_that_all_are_about_says_nothing():
    alike = [replace(one, theme="organisation") for one in (LED, *OTHERS)]

    assert counterpart_of(alike[0], alike[1:]) == "praised"


def test_measures_without_a_theme_are_compared_by_their_words():
    plain = [replace(one, theme="") for one in (LED, *OTHERS)]
    scale, of_words = Scale(plain), Scale([by_words(one) for one in plain])

    assert [scale.compare(plain[0], other).score for other in plain[1:]] == pytest.approx(
        [of_words.compare(by_words(plain[0]), by_words(other)).score for other in plain[1:]]
    )


def test_a_theme_does_not_stay_among_the_words_of_the_same_text():
    assert LED.terms.keys() - by_words(LED).terms.keys() == {"theme organisation"}
    assert "theme organisation" not in replace(LED, theme="").terms


def test_the_words_shown_beside_a_score_are_words_of_the_text():
    alignment = align(((MEETING, RENT), (LED,)))

    assert all(word in LED.text for word in alignment.shared(alignment.above["led"]))


@pytest.mark.parametrize("seed", range(40))
def test_the_fast_way_finds_what_comparing_all_finds(seed):
    dice = random.Random(seed)
    measures = [Measure(one.key, one.heading, one.text, dice.choice(SLUGS)) for one in drawn(seed)]
    scale = Scale(measures)
    counterparts = Counterparts(scale, measures)
    for measure in measures:
        score, _near = plainly_best(measure, [other for other in measures if other is not measure], scale)

        assert counterparts.best(measure, unless={measure.key}).score == pytest.approx(score)


@pytest.mark.django_db
def test_the_theme_recorded_first_is_the_strongest_and_another_is_compared_anew():
    names = [Theme.objects.create(slug=slug, name_zh=slug, name_en=slug, order=order) for order, slug in ((2, "costs"), (1, "culture"))]
    text = "降低成本\n对众创空间的房租、宽带接入费用给予补贴，开展活动。"
    paper = make_document("区意见", text=text, level="county")
    provision = make_provision(paper, "一、", "降低成本", path="一", start=0, end=4, until=len(text))
    for theme in names:
        provision.themes.add(theme)
    before = cascade_of([paper]).rows[0].entries[0]
    provision.themes.remove(names[0])
    after = cascade_of([paper]).rows[0].entries[0]

    assert (before.passage.theme, before.themes) == ("costs", tuple(names))
    assert (after.passage.theme, after.alignment is before.alignment) == ("culture", False)
