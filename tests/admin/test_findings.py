"""Findings corrected in a form, entered by hand, judged in lists."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from lxml import html

from policies.models import Change, Citation, Origin, Relation, Resolution, Review, State, SubsidyClause, Target
from tests.makers import (
    make_citation,
    make_clause,
    make_document,
    make_gongshu,
    make_outlined,
    make_provision,
    make_target,
)

pytestmark = pytest.mark.django_db
NO_PARTS = {"parts-TOTAL_FORMS": 0, "parts-INITIAL_FORMS": 0}
TEXT = "一、目标\n到2020年，众创空间达到10家。\n二、措施\n给予50万元奖励。"


@pytest.fixture
def document():
    document = make_document(state=State.DRAFT, text=TEXT)
    make_provision(document, "一、", "目标", start=0, end=4, until=23)
    make_provision(document, "二、", "措施", start=23, end=27, until=len(TEXT))
    return document


@pytest.fixture
def target(document):
    return make_target(document, "众创空间", 10, quote="众创空间达到10家", start=11, end=20)


TARGET = {
    "indicator": "众创空间", "scope": "", "comparator": "reach", "low": "10", "high": "", "unit": "家", "change": "level", "deadline": "",
    "deadline_quote": "", "certainty": "firm", "provision": "", "region": "",
}


def add(client, model, document, **fields):
    return client.post(reverse(f"admin:policies_{model}_add"), {"document": document.pk, "quote": "", **fields})


def change(client, finding, **fields):
    return client.post(reverse(f"admin:policies_{finding._meta.model_name}_change", args=[finding.pk]), fields)


# --- correcting ----------------------------------------------------------------------------------------------------------
def test_corrected_target_is_accepted_and_keeps_its_words(sign_in, target):
    client = sign_in("editor")
    response = change(client, target, **TARGET | {"low": "12", "deadline": "2020"})

    target.refresh_from_db()
    assert response.url == f"{reverse('admin:policies_document_desk', args=[target.document_id])}#card-target-{target.pk}"
    assert (target.low, target.deadline_on, target.deadline_precision) == (Decimal(12), date(2020, 12, 31), "year")
    assert (target.review, target.origin, target.reviewed_by) == (Review.ACCEPTED, Origin.ENTERED, client.user)
    assert (target.quote, target.start, target.end) == ("众创空间达到10家", 11, 20)


def test_saving_without_a_change_accepts_what_was_read(sign_in, target):
    change(sign_in("editor"), target, **TARGET)

    target.refresh_from_db()
    assert (target.review, target.origin) == (Review.ACCEPTED, Origin.READ)


def test_quote_and_place_of_what_was_read_are_not_in_the_form(sign_in, target):
    change(sign_in("editor"), target, **TARGET | {"quote": "别的话", "start": 0, "end": 1, "origin": "entered", "review": "rejected"})

    target.refresh_from_db()
    assert (target.quote, target.start, target.review) == ("众创空间达到10家", 11, Review.ACCEPTED)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"low": "ten"}, "Enter a number."),
        ({"low": "10", "high": "9"}, "smaller than the lower one"),
        ({"deadline": "year's end"}, "is no date; write 2020"),
        ({"deadline": "2020-13"}, "is no date; write 2020"),
        ({"indicator": ""}, "This field is required."),
        ({"provision": "99999"}, "Select a valid choice."),
    ],
)
def test_wrong_value_gets_a_sentence(sign_in, target, fields, sentence):
    response = change(sign_in("editor"), target, **TARGET | fields)

    assert response.status_code == 200
    assert sentence in response.content.decode().replace("&#x27;", "'")


def test_part_that_a_person_names_is_placed_and_accepts_the_citation(sign_in, document):
    cited = make_outlined("第一条 支持创业。", "第二条 给予补贴。")
    citation = make_citation(document, cited, Relation.REPEALS)
    fields = {"title": "某文", "number": "", "attributed_to": "", "alias": "", "relation": Relation.REPEALS, "target": cited.pk, "provision": ""}
    part = {"parts-0-order": 0, "parts-0-printed": "第二条", "parts-0-marker": "第二条", "parts-0-relation": Relation.REPEALS}

    change(sign_in("editor"), citation, **fields, **NO_PARTS | {"parts-TOTAL_FORMS": 1} | part)

    citation.refresh_from_db()
    assert citation.parts.get().provision.marker == "第二条"
    assert citation.review == Review.ACCEPTED


def test_citation_pointed_elsewhere_was_resolved_by_a_person(sign_in, document):
    stub, right = make_document(is_stub=True), make_document()
    citation = make_citation(document, stub)
    fields = {"title": "某文", "number": "", "attributed_to": "", "alias": "", "relation": Relation.BASED_ON, "target": right.pk, "provision": ""} | NO_PARTS

    change(sign_in("editor"), citation, **fields)

    citation.refresh_from_db()
    assert (citation.target, citation.resolution, citation.relation) == (right, Resolution.PERSON, Relation.BASED_ON)


def test_corrected_amount_is_summed_up_and_counts_as_a_correction(sign_in, document):
    clause = make_clause(document, amounts=(500000,))
    amount = clause.amounts.get()
    fields = {"beneficiary": "众创空间", "form": "unspecified", "stacking": "", "delivery": "", "region": "", "provision": ""}
    for formset, count in (("kind_rows", 0), ("amounts", 1), ("conditions", 0)):
        fields |= {f"{formset}-TOTAL_FORMS": count, f"{formset}-INITIAL_FORMS": count}
    row = {"id": amount.pk, "clause": clause.pk, "order": 0, "role": "fixed", "value": "600000", "unit": "元", "tier": "", "per": "", "base": "", "scope": ""}
    fields |= {f"amounts-0-{name}": value for name, value in row.items()}

    change(sign_in("editor"), clause, **fields)

    clause = SubsidyClause.objects.get()
    assert (clause.largest, clause.origin, clause.review) == (Decimal(600000), Origin.ENTERED, Review.ACCEPTED)


def test_correction_of_what_is_public_is_for_those_who_publish(sign_in, target):
    target.document.move(State.PUBLISHED)
    Change.objects.all().delete()

    assert change(sign_in("editor"), target, **TARGET | {"low": "99"}).status_code == 403
    assert change(sign_in("reviewer"), target, **TARGET | {"low": "11"}).status_code == 302
    target.refresh_from_db()
    assert target.low == 11
    assert Change.objects.filter(document_id=target.document_id).exists()


# --- entering by hand ----------------------------------------------------------------------------------------------------
def test_target_that_the_reader_missed_is_placed_by_its_words(sign_in, document):
    add(sign_in("editor"), "target", document, **TARGET | {"quote": "众创空间达到10家"})

    target = Target.objects.get()
    assert (target.origin, target.review) == (Origin.ENTERED, Review.ACCEPTED)
    assert (TEXT[target.start : target.end], target.provision.heading) == ("众创空间达到10家", "目标")


def test_finding_without_words_has_no_place_and_the_documents_region(sign_in, document):
    document.region = make_gongshu()
    document.save()
    add(sign_in("editor"), "target", document, **TARGET)

    assert not Target.objects.get().is_placed
    assert Target.objects.get().region == document.region


def test_words_that_the_text_does_not_hold_are_refused(sign_in, document):
    page = add(sign_in("editor"), "target", document, **TARGET | {"quote": "众创空间达到11家"}).content.decode()

    assert "These words do not stand in the text." in page
    assert "众创空间达到11家" in page
    assert not Target.objects.exists()


def test_clause_and_citation_are_entered(sign_in, document):
    client = sign_in("editor")
    empty = {f"{formset}-{total}_FORMS": 0 for formset in ("kind_rows", "amounts", "conditions") for total in ("TOTAL", "INITIAL")}
    amount = {"amounts-TOTAL_FORMS": 1, "amounts-0-order": 0, "amounts-0-role": "fixed", "amounts-0-value": "500000", "amounts-0-unit": "元"}
    clause = {"beneficiary": "众创空间", "form": "fixed", "stacking": "", "delivery": "", "region": "", "provision": "", "quote": "给予50万元奖励"}
    add(client, "subsidyclause", document, **clause | empty | amount)
    add(client, "citation", document, title="某意见", number="", attributed_to="", alias="", relation="implements", target="", provision="", **NO_PARTS)

    assert SubsidyClause.objects.get().largest == 500000
    assert Citation.objects.get().origin == Origin.ENTERED


def test_editor_does_not_add_to_what_is_public(sign_in, document):
    document.move(State.PUBLISHED)
    page = add(sign_in("editor"), "target", document, **TARGET).content.decode()

    assert "Select a valid choice." in page
    assert not Target.objects.exists()


def test_form_offers_the_provisions_of_its_document_only(sign_in, document, target):
    make_provision(make_document(), heading="别的文件的条款")
    client = sign_in("editor")

    for url in (reverse("admin:policies_target_change", args=[target.pk]), f"{reverse('admin:policies_target_add')}?document={document.pk}"):
        page = client.get(url).content.decode()
        assert "措施" in page
        assert "别的文件的条款" not in page


@pytest.mark.parametrize("asked", ["", "?document=", "?document=x", "?document=99999", "?document=" + "9" * 30, "?provision=x"])
def test_form_opens_without_a_document(sign_in, asked):
    assert sign_in("editor").get(f"{reverse('admin:policies_target_add')}{asked}").status_code == 200


# --- deleting and judging ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("origin", "status"), [(Origin.READ, 403), (Origin.ENTERED, 302)])
def test_only_what_a_person_entered_is_deleted(sign_in, target, origin, status):
    Target.objects.update(origin=origin)
    response = sign_in("editor").post(reverse("admin:policies_target_delete", args=[target.pk]), {"post": "yes"})

    assert response.status_code == status
    assert Target.objects.exists() is (status == 403)


def test_deleted_citation_hides_its_stub(sign_in, document):
    stub = make_document(is_stub=True)
    citation = make_citation(document, stub, origin=Origin.ENTERED)
    document.move(State.PUBLISHED)
    sign_in("reviewer").post(reverse("admin:policies_citation_delete", args=[citation.pk]), {"post": "yes"})

    stub.refresh_from_db()
    assert stub.state == State.DRAFT


def test_many_are_judged_those_in_public_documents_left_out(sign_in, target):
    public = make_target(make_document())
    data = {"action": "reject", "_selected_action": [target.pk, public.pk]}
    page = sign_in("editor").post(reverse("admin:policies_target_changelist"), data, follow=True).content.decode()

    assert "1 finding was judged." in page
    assert "1 is in a published document." in page
    assert [each.review for each in Target.objects.order_by("pk")] == [Review.REJECTED, Review.PROPOSED]


def test_every_field_of_a_row_has_a_name(sign_in, document):
    clause = make_clause(document, amounts=(500000,))
    page = html.fromstring(sign_in("administrator").get(reverse("admin:policies_subsidyclause_change", args=[clause.pk])).content)
    fields = page.xpath("//*[starts-with(@name, 'amounts-0-') and not(@type='hidden')]")

    assert {field.get("name"): field.get("aria-label") for field in fields if not field.get("aria-label")} == {}
    assert {field.get("aria-label") for field in fields} >= {"Role", "Value", "Unit", "Delete"}
