"""The paper as its page prints it: the strings of its parts, its cards and the papers around it."""

from types import SimpleNamespace

import pytest
from django.db.models import prefetch_related_objects
from django.utils import translation
from django.utils.safestring import SafeString

from policies.models import AmountTerm, ClauseKind, ConditionTerm, Provision, Responsibility
from policies.templatetags.paper_text import cited_lines, citing_lines, outlined, printed, told
from tests.makers import make_body, make_citation, make_clause, make_document, make_figure, make_provision, make_target

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def paper():
    return make_document("关于支持创业的通知", text="各街道:\n一、目标")


def part(written=(), provision=None, *, is_unreviewed=False, **findings):
    """A part as the layout hands it over."""
    kinds = {name: findings.get(name, []) for name in ("targets", "clauses", "figures", "responsibilities", "citations")}
    found = [finding for kind in kinds.values() for finding in kind]
    return SimpleNamespace(
        provision=provision, level=3, written=list(written), findings=found, is_unreviewed=is_unreviewed, changes=[], is_over=False, **kinds
    )


def cards(**findings):
    return printed([part(**findings)])[0].cards


# --- the text ---------------------------------------------------------------------------------------------------------------
def test_a_part_is_its_heading_and_its_lines():
    lines = [("heading", SafeString("一、目标")), ("", SafeString("<b>甲</b>")), ("signature", SafeString("某局"))]
    shown = printed([part(lines, Provision(anchor="p1"))])[0]

    assert (shown.anchor, shown.level, shown.heading, shown.cards) == ("p1", 3, "一、目标", None)
    assert shown.body == '<p><b>甲</b></p>\n<p class="signature">某局</p>'


def test_the_outline_cuts_long_headings():
    rows = outlined([Provision(depth=2, anchor="p1", marker="(一)", heading="长" * 40), Provision(depth=1, anchor="p2", heading="短")])

    assert rows == [(2, "p1", f"(一){'长' * 31}…", ""), (1, "p2", "短", "")]


# --- who looked, and how sure it is -------------------------------------------------------------------------------------------
FEET = [
    ({}, True, ""),
    ({}, False, "read from the text, not reviewed yet"),
    ({"origin": "entered"}, True, "entered by hand"),
    ({"review": "accepted"}, True, "read from the text, accepted by a person"),
    ({"confidence": "likely"}, True, "the reading is likely, not sure"),
    ({"confidence": "check", "review": "accepted"}, False, "read from the text, accepted by a person the reading is to be checked"),
]


@pytest.mark.parametrize(("fields", "is_said", "foot"), FEET)
def test_a_card_says_who_looked_unless_its_part_does(paper, fields, is_said, foot):
    assert cards(targets=[make_target(paper, **fields)], is_unreviewed=is_said).targets[0].foot == foot


# --- cards ------------------------------------------------------------------------------------------------------------------
def test_a_clause_is_its_kinds_its_receipt_and_its_conditions(paper):
    clause = make_clause(paper, kinds=("rent", "award"), stacking="highest_only")
    AmountTerm.objects.create(clause=clause, order=1, role="tier", tier="省级", value=300_000, unit="元", scope="每家")
    AmountTerm.objects.create(clause=clause, order=2, role="cap", value=1, base="日租金")
    ConditionTerm.objects.create(clause=clause, order=1, subject="面积", comparator="at_least", value=500, unit="平方米")
    ConditionTerm.objects.create(clause=clause, order=2, subject="认定", comparator="is")
    card = cards(clauses=[clause]).clauses[0]

    assert (card.kinds, card.stacking, card.place) == ("Rent, Award", "only the highest counts", f"#{clause.anchor}")
    assert card.sums == [("省级", "tier", "", "每家", "300,000 yuan"), ("", "cap", "", "", "日租金")]
    assert card.conditions == [("面积", "at least 500 平方米; "), ("认定", "is")]


def test_a_clause_without_a_place_leads_nowhere(paper):
    clause = make_clause(paper, start=None, end=None, origin="entered")

    assert cards(clauses=[clause]).clauses[0].place == ""


def test_a_kind_of_support_of_tomorrow_shows_its_name(paper):
    clause = make_clause(paper, kinds=())
    ClauseKind.objects.create(clause=clause, kind="moon")

    assert cards(clauses=[clause]).clauses[0].kinds == "moon"


def test_a_target_and_a_figure_say_how_much_and_when(paper):
    target = make_target(paper, "众创空间", 12, deadline="2020", comparator="at_least")
    figure = make_figure(paper, "众创空间", 31, as_of="2016-12", qualifier="nearly")
    beside = cards(targets=[target], figures=[figure])

    assert (beside.targets[0].qualifier, beside.targets[0].figure, beside.targets[0].day) == ("at least", "12 家", "by 2020")
    assert (beside.figures[0].qualifier, beside.figures[0].figure, beside.figures[0].day) == ("nearly", "31 家", "as of December 2016")


def test_a_responsible_body_is_a_link_when_it_is_known(paper):
    body = make_body("某局")
    known = Responsibility(pk=1, document=paper, body_name="某局", body=body, is_lead=True, start=0, end=2)
    first, second = cards(responsibilities=[known, Responsibility(pk=2, document=paper, body_name="各街道")]).bodies

    assert (first.name, first.address, first.word) == ("某局", body.get_absolute_url(), "lead")
    assert (second.name, second.address, second.word) == ("各街道", "", "")


def test_a_draft_that_is_cited_is_named_only_as_printed(paper):
    draft = make_document("秘密的草案", state="draft", slug="geheim")
    citation = make_citation(paper, draft, title="某文件", number="某发〔2016〕1号")

    assert "秘密" not in str(cards(citations=[citation]).citations[0])
    assert (cited_lines([citation])[0].address, cited_lines([citation])[0].name) == ("", "《某文件》某发〔2016〕1号")


def test_a_stub_that_is_cited_is_a_link_and_said(paper):
    stub = make_document("某意见", is_stub=True, slug="某意见", number=("某发", 2015, 1))
    citation = make_citation(paper, stub)
    card, line = cards(citations=[citation]).citations[0], cited_lines([citation])[0]

    assert (card.name, card.address, card.is_stub) == (stub.number, stub.get_absolute_url(), True)
    assert (line.name, line.address, line.is_stub) == (stub.citation_form, stub.get_absolute_url(), True)


# --- the papers around it ---------------------------------------------------------------------------------------------------
def test_a_citing_paper_is_told_with_a_quote_of_a_length_to_read(paper):
    citation = make_citation(paper, make_document(), quote="引" * 300, start=1, end=301)
    citation.before_quote, citation.after_quote = "根据", "。"
    line = citing_lines([citation])[0]

    assert (line.verb, line.name) == ("is implemented by", paper.citation_form)
    assert line.address == f"{paper.get_absolute_url()}#{citation.anchor}"
    assert (line.before, len(line.quote), line.after) == ("根据", 200, "。")


def test_a_report_tells_its_clauses_each_with_its_words(paper):
    clause = make_clause(paper, quote="给予奖励")
    ((quote, (card,)),) = told([clause])

    assert (quote, card.anchor, card.foot) == ("给予奖励", clause.anchor, "read from the text, not reviewed yet")


def test_words_are_in_the_language_of_the_page(paper):
    clause = make_clause(paper, amounts=(300_000,))
    english = cards(clauses=[clause]).clauses[0].sums[0].figure
    with translation.override("zh-hans"):
        chinese = cards(clauses=[clause]).clauses[0].sums[0].figure

    assert (english, chinese) == ("300,000 yuan", "30万元")


def test_the_place_of_a_provision_is_where_an_unplaced_citation_leads(paper, django_assert_num_queries):
    citation = make_citation(paper, make_document(), provision=make_provision(paper, anchor="p9"))
    citation.before_quote = citation.after_quote = ""
    prefetch_related_objects([citation], "parts")  # as the page does, once for all

    with django_assert_num_queries(0):
        assert citing_lines([citation])[0].address == f"{paper.get_absolute_url()}#p9"
