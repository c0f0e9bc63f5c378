"""The page of one clause: its sentence, how it stands, its kin and its history."""

import pytest

from policies.models import AmountTerm, DocumentVersion, Origin, Review, SubsidyClause
from tests.makers import make_citation, make_clause, make_dalian_zone, make_document, make_gongshu
from tests.views.pages import ask, having, links, words

from .rows import PARAGRAPH, SENTENCE, make_terms

pytestmark = pytest.mark.django_db


def test_the_sentence_is_marked_in_its_paragraph(client, tiered):
    paragraph = having(ask(client, f"/subsidies/{tiered.pk}/"), "clause-paragraph")[0]

    assert words(paragraph) == PARAGRAPH
    assert words(paragraph.xpath(".//mark")[0]) == SENTENCE


def test_a_quote_that_the_text_no_longer_holds_stands_alone(client, tiered):
    DocumentVersion.objects.update(text="另一个文本。")

    assert words(having(ask(client, f"/subsidies/{tiered.pk}/"), "clause-paragraph")[0]) == SENTENCE


def test_a_text_of_one_endless_line_is_not_printed_whole(client, tiered):
    text = "长" * 5000 + SENTENCE + "长" * 5000
    DocumentVersion.objects.update(text=text)
    SubsidyClause.objects.update(start=5000, end=5000 + len(SENTENCE))

    assert len(words(having(ask(client, f"/subsidies/{tiered.pk}/"), "clause-paragraph")[0])) < 1000


def test_the_page_says_how_to_cite_it_and_how_it_stands(client, tiered):
    text = words(ask(client, f"/subsidies/{tiered.pk}/"))

    assert "《关于印发某计划的通知》（拱政发〔2016〕3号）三、（二）" in text
    assert "Validity to be verified: The text names no end and no document here repeals it." in text
    assert "Origin Read from the text" in text
    assert "Review Not reviewed yet" in text


@pytest.mark.parametrize(("path", "cited"), [("一", "一、"), ("二十", "二十、"), ("三、（二）", "三、（二）"), ("第四条", "第四条"), ("二、1.", "二、1.")])
def test_a_provision_is_cited_as_people_write_it(tiered, path, cited):
    tiered.provision.path = path

    assert tiered.provision.cited == cited


def test_a_repealed_document_is_named_with_what_repeals_it(client, tiered):
    repealing = make_document("新通知", region=make_gongshu())
    citation = make_citation(repealing, tiered.document, "repeals", quote="原通知同时废止")

    page = ask(client, f"/subsidies/{tiered.pk}/")

    assert "Repealed: A document in the collection repeals it." in words(page)
    assert "原通知同时废止" in words(page)
    assert citation.get_absolute_url() in links(page)


def test_what_documents_say_is_escaped(client, tiered):
    bad = "<script>alert('1')</script>"
    SubsidyClause.objects.update(quote=bad, beneficiary=bad, start=None, end=None, origin="entered")
    AmountTerm.objects.filter(role="cap").update(scope=bad, per=bad)

    for address in ("/subsidies/", f"/subsidies/{tiered.pk}/", f"/subsidies/?q={bad}&region={bad}"):
        page = ask(client, address)

        assert not page.xpath("//main//script")
        assert bad in words(page)


# --- the clause among others ----------------------------------------------------------------------------------------------
def test_the_same_measure_is_shown_from_the_nation_down(client, tiered):
    district = tiered.region
    far = make_dalian_zone()
    cited = make_document("被引用的文件", region=far)
    make_citation(tiered.document, cited, "based_on")
    for name, document in (("市里", make_document(region=district.parent)), ("省里", make_document(region=district.parent.parent)), ("所引", cited)):
        make_clause(document, beneficiary=name, amounts=(1,))
    make_clause(make_document(region=far), beneficiary="别处")
    make_clause(make_document(region=district.parent), beneficiary="别类", kinds=("rent",))

    (kin,) = having(ask(client, f"/subsidies/{tiered.pk}/"), "kin")

    assert [words(other.xpath("./span[2]/span")[0]) for other in kin] == ["省里", "市里", "所引"]


def test_a_clause_alone_says_so(client, tiered):
    assert "No clause of the same kind of support stands above or below it" in words(ask(client, f"/subsidies/{tiered.pk}/"))


def test_the_history_says_whether_a_person_looked(client, tiered, django_user_model):
    before = words(having(ask(client, f"/subsidies/{tiered.pk}/"), "history")[0])
    tiered.judge(Review.ACCEPTED, django_user_model.objects.create_user("lin"))
    after = words(having(ask(client, f"/subsidies/{tiered.pk}/"), "history")[0])

    assert "No person has reviewed the clause yet." in before
    assert "Accepted by a person" in after
    assert "lin" not in after


@pytest.mark.parametrize(("terms", "shown"), [([("cap", 300000, "元", {})], "300,000 yuan up to"), ([("cap", 3, "元", {}), ("fixed", 2, "元", {})], "2 yuan up to")])
def test_what_is_only_given_up_to_a_sum_shows_the_sum(client, tiered, terms, shown):
    tiered.amounts.all().delete()
    make_terms(tiered, *terms)
    SubsidyClause.objects.update(form="up_to")

    assert words(having(ask(client, f"/subsidies/{tiered.pk}/"), "clause-sum")[0]) == shown


# --- what a report tells --------------------------------------------------------------------------------------------------
def test_a_clause_without_a_sentence_says_where_its_words_are(client):
    retold = make_clause(make_document(), amounts=(500000,), origin=Origin.ENTERED, quote="", start=None, end=None)
    page = ask(client, f"/subsidies/{retold.pk}/")

    assert not having(page, "clause-paragraph")
    assert "told by a report, whose text is with its publisher" in words(page)


def test_a_row_without_a_sentence_says_where_its_words_are(client):
    make_clause(make_document(), amounts=(500000,), origin=Origin.ENTERED, quote="", start=None, end=None)
    page = ask(client, "/subsidies/")

    assert words(having(page, "clause-sentence")[0]) == "told by a report, whose text is with its publisher"
    assert not having(page, "clause-quote")
