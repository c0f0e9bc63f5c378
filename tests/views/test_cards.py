"""The cards beside the text of a paper: what was read, how sure it is, and the way back to the sentence."""

from types import SimpleNamespace

import pytest
from django.utils import translation
from lxml import html

from policies.models import AmountTerm, ClauseKind, ConditionTerm, Responsibility
from policies.templatetags.cards import Cards, words_in
from tests.makers import make_body, make_citation, make_clause, make_document, make_figure, make_target

from .pages import having, links, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def beside(is_said=False, **findings):
    """The cards of a part, as a tree."""
    kinds = {name: findings.get(name, []) for name in ("targets", "clauses", "figures", "responsibilities", "citations")}
    cards = Cards(words_in(translation.get_language()), is_said=is_said)
    return html.fromstring(cards.beside(SimpleNamespace(**kinds)))


def receipt(cards):
    """The lines of a card's receipt: what, and how much."""
    return [(words(having(line, "what")[0]), words(having(line, "how-much")[0])) for line in cards.xpath(".//ul[@class='receipt']/li")]


# --- who looked, and how sure it is -------------------------------------------------------------------------------------------
FEET = [
    ({}, True, []),
    ({}, False, ["read from the text, not reviewed yet"]),
    ({"origin": "entered"}, True, ["entered by hand"]),
    ({"review": "accepted"}, True, ["read from the text, accepted by a person"]),
    ({"confidence": "likely"}, True, ["the reading is likely, not sure"]),
    ({"confidence": "check", "review": "accepted"}, False, ["read from the text, accepted by a person the reading is to be checked"]),
]


@pytest.mark.parametrize(("fields", "is_said", "feet"), FEET)
def test_a_card_says_who_looked_unless_its_part_does(paper, fields, is_said, feet):
    cards = beside(is_said, targets=[make_target(paper, **fields)])

    assert [words(foot) for foot in having(cards, "card-foot")] == feet
    assert [words(said) for said in having(cards, "reviewed")] == ["Read from the text, not reviewed yet."] * is_said


def test_each_kind_has_its_head_and_each_card_its_name(paper):
    target, clause = make_target(paper), make_clause(paper)
    cards = beside(targets=[target], clauses=[clause])

    assert [words(head) for head in having(cards, "kind")] == ["Support", "Targets"]
    assert [card.get("id") for card in having(cards, "card")] == [f"card-{clause.anchor}", f"card-{target.anchor}"]


def test_what_a_record_holds_is_words_and_no_markup(paper):
    clause = make_clause(paper, beneficiary="<b>企业</b>")
    AmountTerm.objects.create(clause=clause, order=1, role="tier", tier="<i>省级</i>", value=3, unit='<"元">', scope="<u>")
    ConditionTerm.objects.create(clause=clause, order=1, subject="<s>面积", comparator="at_least", value=5, unit="<亩>")
    row = Responsibility(pk=1, document=paper, body_name="<a href=x>")
    cards = beside(
        clauses=[clause], responsibilities=[row], citations=[make_citation(paper, None, title="<b>", number="")],
        targets=[make_target(paper, "<b>指标</b>", 1, unit="<家>")],
    )  # fmt: skip

    assert not cards.xpath(".//b | .//i | .//u | .//s | .//a[@href='x']")
    assert "<b>企业</b>" in words(cards)


# --- cards ------------------------------------------------------------------------------------------------------------------
def test_a_clause_is_its_kinds_its_receipt_and_its_conditions(paper):
    clause = make_clause(paper, kinds=("rent", "award"), stacking="highest_only")
    AmountTerm.objects.create(clause=clause, order=1, role="tier", tier="省级", value=300_000, unit="元", scope="每家")
    AmountTerm.objects.create(clause=clause, order=2, role="cap", value=1, base="日租金")
    ConditionTerm.objects.create(clause=clause, order=1, subject="面积", comparator="at_least", value=500, unit="平方米")
    ConditionTerm.objects.create(clause=clause, order=2, subject="认定", comparator="is")
    cards = beside(clauses=[clause])

    assert words(having(cards, "card-title")[0]).startswith("Rent, Award")
    assert receipt(cards) == [("省级 每家", "300,000 yuan"), ("cap", "日租金")]
    assert {link.get("href") for link in having(cards, "figure", "a")} == {f"#{clause.anchor}"}
    assert [words(line) for line in having(cards, "small", "p")] == ["Conditions: 面积 at least 500 m²; 认定 is", "only the highest counts"]


def test_a_clause_without_a_place_leads_nowhere(paper):
    cards = beside(clauses=[make_clause(paper, start=None, end=None, origin="entered", amounts=(5,))])

    assert not having(cards, "figure", "a")
    assert receipt(cards)


def test_a_clause_without_sums_says_its_form(paper):
    clause = make_clause(paper, form="case_by_case")

    assert [words(figure) for figure in having(beside(clauses=[clause]), "figure", "a")] == ["case by case"]


def test_a_kind_of_support_of_tomorrow_shows_its_name(paper):
    clause = make_clause(paper, kinds=())
    ClauseKind.objects.create(clause=clause, kind="moon")

    assert words(having(beside(clauses=[clause]), "card-title")[0]).startswith("moon")


def test_a_target_and_a_figure_say_how_much_and_when(paper):
    target = make_target(paper, "众创空间", 12, deadline="2020", comparator="at_least")
    figure = make_figure(paper, "孵化器", 31, as_of="2016-12", qualifier="nearly")

    assert receipt(beside(targets=[target], figures=[figure])) == [
        ("众创空间 by 2020", "at least 12 家"),
        ("孵化器 as of December 2016", "nearly 31 家"),
    ]


def test_a_responsible_body_is_a_link_when_it_is_known(paper):
    body = make_body("某局")
    known = Responsibility(pk=1, document=paper, body_name="某局", body=body, is_lead=True, start=0, end=2)
    first, second = having(beside(responsibilities=[known, Responsibility(pk=2, document=paper, body_name="各街道")]), "card")

    assert (words(first), links(first)) == ("¶ 某局 leadread from the text, not reviewed yet", ["#responsibility-1", body.get_absolute_url()])
    assert links(second) == []
    assert words(second).startswith("各街道")


def test_a_draft_that_is_cited_is_named_only_as_printed(paper):
    draft = make_document("秘密的草案", state="draft", slug="geheim")
    cards = beside(citations=[make_citation(paper, draft, title="某文件", number="某发〔2016〕1号")])

    assert "秘密" not in words(cards)
    assert links(cards, "某发〔2016〕1号") == []


def test_a_stub_that_is_cited_is_a_link_and_said(paper):
    stub = make_document("某意见", is_stub=True, slug="某意见", number=("某发", 2015, 1))
    cards = beside(citations=[make_citation(paper, stub)])

    assert links(cards, stub.number) == [stub.get_absolute_url()]
    assert "not in the collection yet" in words(cards)


def test_words_are_in_the_language_of_the_page(paper):
    clause = make_clause(paper, amounts=(300_000,))
    said = []
    for language in ("en", "zh-hans", "en"):
        with translation.override(language):
            cards = beside(clauses=[clause])
            said.append((words(having(cards, "kind")[0]), receipt(cards)[0][1]))

    assert said == [("Support", "300,000 yuan"), ("扶持条款", "30万元"), ("Support", "300,000 yuan")]
