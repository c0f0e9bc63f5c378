"""The list of documents and the form of the header: who may, what is checked, what the change log hears."""

from datetime import date

import pytest
from django.urls import reverse

from policies.models import Change, Document, State
from tests.makers import make_body, make_citation, make_document, make_gongshu

pytestmark = pytest.mark.django_db
LIST = "/admin/policies/document/"


def change_url(document):
    return reverse("admin:policies_document_change", args=[document.pk])


def header(document, **fields):
    """What the form of the header sends for the document as it stands, with other values for some fields."""
    names = ("title", "number", "genre", "kind", "instrument_title", "instrument_kind", "level", "registration_number", "index_number",
             "copy_number", "source_name", "source_url", "effective_on", "effective_to", "issued_on")
    sent = {name: getattr(document, name) or "" for name in names}
    sent |= dict.fromkeys(("issued_precision", "published_precision", "printed_precision", "effective_precision", "page_precision"), "day")
    sent |= {"lead_body": document.lead_body_id or "", "region": document.region_id or "", "addressees": "", "copied_to": "", "annexes": ""}
    for formset, rows in (("issuances", list(document.issuances.all())), ("alias_rows", [])):
        sent |= {f"{formset}-TOTAL_FORMS": len(rows), f"{formset}-INITIAL_FORMS": len(rows)}
        for place, row in enumerate(rows):
            sent |= {f"{formset}-{place}-{name}": value for name, value in (("id", row.pk), ("document", document.pk), ("body", row.body_id), ("order", row.order))}
    return sent | fields


def save(client, document, **fields):
    return client.post(change_url(document), header(document, **fields))


# --- the form ------------------------------------------------------------------------------------------------------------
def test_editor_corrects_the_header_of_a_draft(sign_in):
    document = make_document(state=State.DRAFT)
    response = save(sign_in("editor"), document, title="关于某事的意见", addressees="各区县\n\n各部门 ", issued_on="2018-05-20")

    document.refresh_from_db()
    assert response.url == reverse("admin:policies_document_desk", args=[document.pk])
    assert (document.title, document.title_key, document.addressees) == ("关于某事的意见", "关于某事的意见", ["各区县", "各部门"])
    assert document.issued_on == date(2018, 5, 20)


def test_state_is_not_in_the_form(sign_in):
    document = make_document(state=State.DRAFT)
    save(sign_in("editor"), document, state=State.PUBLISHED)

    assert Document.objects.get().state == State.DRAFT


@pytest.mark.parametrize(("role", "status", "title"), [("editor", 403, "原题"), ("reviewer", 302, "新题")])
def test_header_of_what_is_public_is_for_those_who_publish(sign_in, role, status, title):
    document = make_document("原题")
    response = save(sign_in(role), document, title="新题")

    document.refresh_from_db()
    assert (response.status_code, document.title) == (status, title)
    assert Change.objects.exists() is (status == 302)


@pytest.mark.parametrize(
    ("printed", "parts"),
    [("拱政办发[2016]10号", ("拱政办发〔2016〕10号", "拱政办发", 2016, 10)), ("某政〔2015〕3号", ("某政〔2015〕3号", "某政", 2015, 3)), ("", ("", "", None, None))],
)
def test_number_is_taken_apart(sign_in, printed, parts):
    document = make_document(state=State.DRAFT, number=("旧政", 2000, 1))
    save(sign_in("editor"), document, number=printed)

    document.refresh_from_db()
    assert (document.number, document.number_code, document.number_year, document.number_serial) == parts


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"number": "第三稿"}, "This is no document number"),
        ({"title": ""}, "This field is required."),
        ({"effective_on": "2016-02-01", "effective_to": "2016-01-01"}, "would end before it takes effect"),
        ({"effective_on": "soon"}, "Enter a valid date."),
        ({"level": "galaxy"}, "Select a valid choice."),
        ({"source_url": "javascript:alert(1)"}, "Enter a valid URL."),
    ],
)
def test_wrong_value_gets_a_sentence(sign_in, fields, sentence):
    document = make_document(state=State.DRAFT)
    response = save(sign_in("editor"), document, **fields)

    assert response.status_code == 200
    assert sentence in response.content.decode()


@pytest.mark.parametrize("has_body", [True, False])
def test_number_of_another_document_is_refused_with_a_link(sign_in, has_body):
    body = make_body("某市人民政府") if has_body else None
    twin, document = make_document(body=body, number=("某政", 2016, 1)), make_document(state=State.DRAFT, body=body)

    page = save(sign_in("editor"), document, number="某政〔2016〕1号").content.decode()

    assert "This number of this body is here already:" in page
    assert reverse("admin:policies_document_desk", args=[twin.pk]) in page


def test_new_lead_body_comes_first(sign_in):
    document, lead = make_document(state=State.DRAFT, body=make_body("某局")), make_body("某委")
    save(sign_in("editor"), document, lead_body=lead.pk)

    assert [issuance.body.name for issuance in document.issuances.order_by("order")] == ["某委", "某局"]


# --- the list ------------------------------------------------------------------------------------------------------------
def act(client, action, *documents):
    return client.post(LIST, {"action": action, "_selected_action": [document.pk for document in documents]}, follow=True)


@pytest.mark.parametrize(
    ("role", "action", "before", "after"),
    [
        ("editor", "submit", State.DRAFT, State.IN_REVIEW),
        ("editor", "publish", State.DRAFT, State.DRAFT),
        ("editor", "withdraw", State.PUBLISHED, State.PUBLISHED),
        ("reviewer", "publish", State.IN_REVIEW, State.PUBLISHED),
        ("reviewer", "withdraw", State.PUBLISHED, State.WITHDRAWN),
        ("reviewer", "submit", State.PUBLISHED, State.PUBLISHED),
        ("reviewer", "delete_selected", State.DRAFT, State.DRAFT),
    ],
)
def test_action_of_the_list_moves_by_the_table(sign_in, role, action, before, after):
    document = make_document(state=before)
    act(sign_in(role), action, document)

    document.refresh_from_db()
    assert document.state == after


def test_action_says_what_it_left_out(sign_in):
    page = act(sign_in("reviewer"), "publish", make_document("甲", state=State.DRAFT), make_document("乙")).content.decode()

    assert "1 document was moved." in page
    assert "乙: A document that is “Published” cannot become “Published”." in page


def test_list_leads_to_the_desk(sign_in):
    document = make_document(state=State.DRAFT)

    assert f'href="{reverse("admin:policies_document_desk", args=[document.pk])}"' in sign_in("editor").get(LIST).content.decode()


def test_list_takes_the_same_queries_for_many(sign_in, django_assert_max_num_queries):
    client, body = sign_in("reviewer"), make_body("某市人民政府", region=make_gongshu())
    for _ in range(12):
        make_document(body=body)

    with django_assert_max_num_queries(12):
        client.get(LIST)


# --- deleting ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("role", "state", "was_public", "status"),
    [
        ("editor", State.DRAFT, False, 403),
        ("reviewer", State.DRAFT, False, 302),
        ("reviewer", State.PUBLISHED, True, 403),
        ("reviewer", State.WITHDRAWN, True, 403),
    ],
)
def test_only_what_was_never_public_is_deleted(sign_in, role, state, was_public, status):
    document = make_document(state=State.DRAFT if was_public else state)
    make_citation(document, None)
    if was_public:
        document.move(State.PUBLISHED)
        Document.objects.update(state=state)

    response = sign_in(role).post(reverse("admin:policies_document_delete", args=[document.pk]), {"post": "yes"})

    assert response.status_code == status
    assert Document.objects.exists() is (status == 403)
