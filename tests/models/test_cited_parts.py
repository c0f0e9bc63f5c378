"""Provisions cited: found in the outline of the document cited, however either of the two writes them."""

import pytest

from policies.models import CitedPart, Provision
from tests.makers import make_citation, make_document, make_outlined, make_part

pytestmark = pytest.mark.django_db

ARTICLES = (
    "第一条 为支持创业，制定本办法。", "第二条 给予奖励：", "（一）国家级的10万元；", "（二）省级的5万元。", "企业另行申报。", "第三条 给予房租补贴。",
)  # fmt: skip
OPINION = ("一、发展目标", "二、政策措施", "（一）给予奖励。", "（二）给予房租补贴。", "三、附则")


def placed(lines, marker):
    """The words of the document that a marker leads to, and the marker of the provision found."""
    cited = make_outlined(*lines)
    part = make_part(make_citation(make_document(), cited, "repeals"), marker)
    words = cited.text[part.start : part.until].strip() if part.is_placed else None
    return part.provision.marker if part.provision else None, words


@pytest.mark.parametrize(
    ("marker", "provision", "words"),
    [
        ("第三条", "第三条", "第三条 给予房租补贴。"),
        ("第二条", "第二条", "\n".join(ARTICLES[1:5])),
        ("第二条第二项", "（二）", "（二）省级的5万元。\n企业另行申报。"),
        ("第一条第一款", "第一条", "第一条 为支持创业，制定本办法。"),
        ("第二条第一款", "第二条", "\n".join(ARTICLES[1:4])),
        ("第二条第二款", "第二条", "企业另行申报。"),
        ("第二条第三款", "第二条", None),
        ("第二条第九项", "第二条", None),
        ("第九条", None, None),
        ("第二章", None, None),
        ("附件2", None, None),
        ("", None, None),
    ],
)
def test_a_marker_leads_to_an_article_or_what_is_in_it(marker, provision, words):
    assert placed(ARTICLES, marker) == (provision, words)


@pytest.mark.parametrize(
    ("marker", "provision", "words"),
    [
        ("二、（二）", "（二）", "（二）给予房租补贴。"),
        ("第二条", "二、", "\n".join(OPINION[1:4])),
        ("第二条第一款", "（一）", "（一）给予奖励。"),
        ("第二部分第二条", "（二）", "（二）给予房租补贴。"),
        ("第三点", "三、", "三、附则"),
    ],
)
def test_an_opinion_without_articles_is_cited_as_if_it_had_them(marker, provision, words):
    assert placed(OPINION, marker) == (provision, words)


def test_an_annex_is_all_that_stands_in_it():
    cited = make_outlined(*OPINION)
    Provision.objects.filter(document=cited, order__gte=3).update(path="附件1：（一）")

    part = make_part(make_citation(make_document(), cited, "repeals"), "附件1")

    assert cited.text[part.start : part.until] == "\n".join(OPINION[2:])


def test_a_citation_that_leads_nowhere_places_nothing():
    part = make_part(make_citation(make_document(), None, "repeals", title="甲办法"), "第三条")

    assert (part.provision, part.is_placed, part.covers(0)) == (None, False, False)


def test_placing_follows_the_outline_of_today():
    cited = make_outlined(*ARTICLES)
    part = make_part(make_citation(make_document(), cited, "repeals"), "第三条")
    Provision.objects.filter(pk=part.provision_id).delete()

    CitedPart.objects.all().place()
    part.refresh_from_db()

    assert (part.provision, part.start) == (None, None)


def test_placing_asks_the_same_number_of_questions_for_many(django_assert_max_num_queries):
    for _ in range(4):
        citation = make_citation(make_document(), make_outlined(*ARTICLES), "repeals")
        for marker in ("第一条", "第二条第二款", "第三条"):
            make_part(citation, marker)

    with django_assert_max_num_queries(7):  # three, and the saving in its own transaction
        CitedPart.objects.all().place()


def test_a_part_covers_the_places_in_it():
    part = make_part(make_citation(make_document(), make_outlined(*ARTICLES), "repeals"), "第三条")

    assert [part.covers(place) for place in (part.start - 1, part.start, part.until - 1, part.until, None)] == [False, True, True, False, False]
