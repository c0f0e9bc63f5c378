"""Entering a document: what is stored, what is refused with which sentence, and that nothing typed is lost."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfWriter

from policies.admin import entry
from policies.models import Document, DocumentVersion, Origin, State, Target
from tests.makers import make_document

pytestmark = pytest.mark.django_db
ENTER = "/admin/policies/document/enter/"


def send(client, text="", *, name="", data=b"", **fields):
    """Send the form of entry; `data` is sent as a file called `name`."""
    fields = {"text": text, "source_name": "某网站", "source_url": "https://example.org/1", "captured_on": "2026-01-05"} | fields
    if name:
        fields["file"] = SimpleUploadedFile(name, data)
    return client.post(ENTER, fields)


def make_docx(*paragraphs: str) -> bytes:
    from docx import Document as Word  # noqa: PLC0415 (slow to import)

    word, out = Word(), io.BytesIO()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    word.save(out)
    return out.getvalue()


# --- stored --------------------------------------------------------------------------------------------------------------
def test_pasted_text_becomes_a_draft_and_opens_on_the_desk(sign_in, paper):
    response = send(sign_in("editor"), paper)

    document = Document.objects.in_collection().get()
    assert response.url == reverse("admin:policies_document_desk", args=[document.pk])
    assert (document.state, document.number) == (State.DRAFT, "临政办发〔2018〕12号")
    assert (document.source_name, document.source_url, str(document.captured_on)) == ("某网站", "https://example.org/1", "2026-01-05")


@pytest.mark.parametrize(
    ("name", "encode"),
    [
        ("paper.txt", lambda text: text.encode()),
        ("paper.txt", lambda text: text.encode("gb18030")),
        ("paper.html", lambda text: f"<html><body>{''.join(f'<p>{line}</p>' for line in text.splitlines())}</body></html>".encode()),
        ("paper.docx", lambda text: make_docx(*text.splitlines())),
    ],
)
def test_file_is_read_whatever_its_kind(sign_in, paper, name, encode):
    response = send(sign_in("editor"), name=name, data=encode(paper))

    assert response.status_code == 302
    assert Document.objects.in_collection().get().number == "临政办发〔2018〕12号"


def test_entry_is_in_the_history_of_the_person(sign_in, paper):
    client = sign_in("editor")
    send(client, paper)

    history = client.get(reverse("admin:policies_document_history", args=[Document.objects.in_collection().get().pk]))

    assert "entered" in history.content.decode()


def test_text_without_a_header_becomes_a_flagged_draft(sign_in):
    response = send(sign_in("editor"), "今天天气很好。我们去公园散步。")

    document = Document.objects.get()
    assert response.status_code == 302
    assert document.state == State.DRAFT
    assert document.current.flags


def test_add_button_of_the_list_leads_to_the_entry(sign_in):
    assert sign_in("editor").get("/admin/policies/document/add/").url == ENTER


# --- refused -------------------------------------------------------------------------------------------------------------
def make_scan() -> bytes:
    """A PDF of two pages without a text layer."""
    pages, out = PdfWriter(), io.BytesIO()
    pages.add_blank_page(200, 200)
    pages.add_blank_page(200, 200)
    pages.write(out)
    return out.getvalue()


def make_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "某")
    return out.getvalue()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Paste a text or choose a file."),
        ({"text": "   \n\t "}, "Paste a text or choose a file."),
        ({"text": "某文", "name": "a.txt", "data": b"x"}, "not both"),
        ({"name": "empty.txt", "data": b""}, "The file is empty."),
        ({"name": "blank.txt", "data": b" \n "}, "The file is empty."),
        ({"name": "photo.txt", "data": b"\x89PNG\r\n\x1a\n" + bytes(200)}, "a picture"),
        ({"name": "data.bin", "data": bytes(range(256)) * 20}, "txt, html, docx or pdf"),
        ({"name": "old.doc", "data": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)}, "save it as docx"),
        ({"name": "scan.pdf", "data": make_scan()}, "text recognition"),
        ({"name": "broken.pdf", "data": b"%PDF-1.4 nothing"}, "damaged"),
        ({"name": "broken.docx", "data": b"PK\x03\x04 nothing"}, "damaged"),
        ({"name": "archive.docx", "data": make_zip()}, "send a txt, html, docx or pdf file"),
        ({"name": "greek.txt", "data": b"\x81\xff\x81\xff\xfe\x00\xff" * 30}, "send"),
        ({"text": "字" * (entry.LONGEST + 1)}, "300001 characters"),
        ({"text": "某文。", "source_url": "no address"}, "Enter a valid URL."),
        ({"text": "某文。", "captured_on": "2999-01-01"}, "still to come"),
        ({"text": "某文。", "captured_on": "yesterday"}, "Enter a valid date."),
        ({"text": "某\x00文"}, "Null characters are not allowed."),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(sign_in, fields, sentence):
    response = send(sign_in("editor"), **({"source_name": "某某网"} | fields))

    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert "Nothing was stored." in page
    assert 'value="某某网"' in page
    assert not Document.objects.exists()


def test_refused_text_is_still_in_the_field(sign_in, paper):
    page = send(sign_in("editor"), paper, source_url="no address").content.decode()

    assert "全市众创空间达到20家" in page


def test_text_of_a_refused_file_stands_in_the_field(sign_in, paper):
    page = send(sign_in("editor"), name="paper.txt", data=paper.encode(), source_url="no address").content.decode()

    assert "全市众创空间达到20家" in page


@pytest.mark.parametrize(("characters", "status", "sentence"), [(500_000, 200, "The file has 2 MB; at most 1 MB"), (800_000, 413, "has 3 MB; at most 1 MB")])
def test_too_much_gets_a_sentence(sign_in, settings, characters, status, sentence):
    settings.UPLOAD_LIMIT = 1024 * 1024
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * settings.UPLOAD_LIMIT
    response = send(sign_in("editor"), name="long.txt", data="字".encode() * characters)

    assert response.status_code == status
    assert sentence in response.content.decode()
    assert not Document.objects.exists()


def test_five_megabytes_of_text_get_a_sentence(sign_in):
    page = send(sign_in("editor"), "促进创业。" * 350_000).content.decode()

    assert "The text has 1750000 characters; here at most 300000 are read; the ingest command reads more." in page


def test_long_paste_up_to_the_limit_is_read(sign_in, paper):
    response = send(sign_in("editor"), paper + "为支持创业，各有关部门要加强协作。\n" * 3000)

    assert response.status_code == 302


def test_markup_in_a_text_is_shown_as_text(sign_in, paper):
    client = sign_in("editor")
    response = send(client, paper.replace("发展目标", "<script>alert(1)</script>") + '"><img src=x onerror=alert(2)>')

    page = client.get(response.url).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page or "alert(1)" not in page


def test_markup_in_a_refused_text_is_shown_as_text(sign_in):
    page = send(sign_in("editor"), "</textarea><script>alert(1)</script>", source_url="x y").content.decode()

    assert "<script>alert" not in page


# --- here already ---------------------------------------------------------------------------------------------------------
def test_same_text_is_stored_once_and_the_document_is_named(sign_in, paper):
    client = sign_in("editor")
    send(client, paper)
    page = send(client, paper).content.decode()

    assert "in the collection already" in page
    assert reverse("admin:policies_document_desk", args=[Document.objects.in_collection().get().pk]) in page
    assert DocumentVersion.objects.count() == 1


def test_number_that_is_here_asks_before_it_makes_a_version(sign_in, paper):
    client = sign_in("editor")
    send(client, paper)
    changed = paper.replace("达到20家", "达到30家")

    page = send(client, changed).content.decode()
    assert "here already" in page
    assert "达到30家" in page
    assert DocumentVersion.objects.count() == 1
    assert [target.low for target in Target.objects.all()] == [20]

    assert send(client, changed, as_version="on").status_code == 302
    assert DocumentVersion.objects.count() == 2
    assert Document.objects.in_collection().get().current.serial == 2
    assert [target.low for target in Target.objects.all()] == [30]


def test_new_version_keeps_what_a_person_accepted(sign_in, paper):
    client = sign_in("editor")
    send(client, paper)
    target = Target.objects.get()
    target.indicator = "全市众创空间"
    target.correct(client.user)

    send(client, paper.replace("50万元", "60万元"), as_version="on")

    kept = Target.objects.get(pk=target.pk)
    assert (kept.indicator, kept.origin) == ("全市众创空间", Origin.ENTERED)
    assert Target.objects.count() == 1


def test_editor_does_not_change_a_published_document_by_a_new_text(sign_in, paper):
    editor = sign_in("editor")
    send(editor, paper)
    document = Document.objects.in_collection().get()
    document.move(State.PUBLISHED)

    page = send(editor, paper.replace("关于支持", "关于大力支持"), as_version="on").content.decode()

    document.refresh_from_db()
    assert "Your role may not change this document." in page
    assert document.title == "临江市人民政府办公室关于支持众创空间发展的实施意见"
    assert DocumentVersion.objects.count() == 1


def test_reviewer_may(sign_in, paper):
    send(sign_in("editor"), paper)
    Document.objects.in_collection().get().move(State.PUBLISHED)

    response = send(sign_in("reviewer"), paper.replace("达到20家", "达到30家"), as_version="on")

    assert response.status_code == 302
    assert Document.objects.in_collection().get().state == State.PUBLISHED


# --- who, and how often ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("role", "status"), [("visitor", 302), ("newcomer", 403), ("editor", 200), ("reviewer", 200), ("administrator", 200)])
def test_entry_is_for_those_who_may_add(sign_in, role, status):
    assert sign_in(role).get(ENTER).status_code == status


def test_anonymous_is_sent_to_the_sign_in(client):
    assert client.get(ENTER).url.startswith("/admin/login/")


def test_entry_asks_for_the_token(sign_in, paper):
    client = sign_in("editor")
    client.handler.enforce_csrf_checks = True

    assert send(client, paper).status_code == 403
    assert not Document.objects.exists()


def test_many_entries_in_a_short_time_are_put_off(sign_in, monkeypatch):
    monkeypatch.setattr(entry, "ENTRIES", 2)
    client = sign_in("editor")
    pages = [send(client, "   ").content.decode() for _ in range(3)]

    assert ["Wait a few minutes" in page for page in pages] == [False, False, True]


def test_one_person_does_not_slow_another(sign_in, monkeypatch):
    monkeypatch.setattr(entry, "ENTRIES", 1)
    send(sign_in("editor"), "  ")

    assert "Wait a few minutes" not in send(sign_in("reviewer"), "  ").content.decode()


def test_draft_is_not_at_its_public_address(sign_in, paper, client):
    send(sign_in("editor"), paper)

    assert client.get(Document.objects.in_collection().get().get_absolute_url()).status_code == 404
    assert make_document(state=State.IN_REVIEW).get_absolute_url()
