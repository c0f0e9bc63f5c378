"""Whatever changes what is found of a public document stands in the log."""


import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from policies.ingest import links, reference
from policies.models import Document, DocumentAlias, Region, Resolution, State, SubsidyClause, Theme
from policies.models.shown import documents_in, documents_showing
from policies.search.index import changes, checking
from tests.makers import (
    make_body,
    make_citation,
    make_clause,
    make_dalian_zone,
    make_document,
    make_gongshu,
    make_provision,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(get_user_model().objects.create_superuser("editor", password="x"))
    return client


@pytest.fixture
def paper():
    """A paper of a body under another, with a theme, and a clause for a place elsewhere."""
    above = make_body("拱墅区人民政府", region=make_gongshu())
    body = make_body("拱墅区人民政府办公室", region=make_gongshu(), parent=above)
    document = make_document("通知", body=body, region=make_gongshu())
    theme = Theme.objects.create(slug="spaces", name_zh="空间", name_en="Spaces")
    make_provision(document, heading="空间").themes.add(theme)
    make_clause(document, region=make_dalian_zone())
    changes.rebuild()
    return document


def is_exact():
    changes.catch_up()
    return not checking.check()


def test_records_that_a_paper_shows(paper):
    body = paper.lead_body
    shown = [body, body.parent, Theme.objects.get(), make_gongshu().parent, make_dalian_zone().parent]

    assert all(list(documents_showing(record)) == [paper] for record in shown)
    assert not documents_in({"540000"}).exists()


@pytest.mark.parametrize("how", ["page", "many"])
def test_theme_that_ends_is_found_no_more(staff, paper, how):
    theme = Theme.objects.get()
    if how == "page":
        staff.post(reverse("admin:policies_theme_delete", args=[theme.pk]), {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": [theme.pk], "post": "yes"}
        staff.post(reverse("admin:policies_theme_changelist"), chosen)

    assert not Theme.objects.exists()
    assert is_exact()


def test_theme_with_another_slug_is_found_by_it(staff, paper):
    staff.post(reverse("admin:policies_theme_change", args=[Theme.objects.get().pk]), {"slug": "rooms", "name_zh": "空间", "name_en": "x", "order": 0})

    assert Theme.objects.get().slug == "rooms"
    assert is_exact()


def test_region_that_the_table_names_anew_is_found_by_its_name(paper):
    """As `load_reference` does, for the region of a clause."""
    zone = make_dalian_zone()
    zone.name = "大连新区"
    row = Region(**{field.attname: getattr(zone, field.attname) for field in Region._meta.concrete_fields if not field.primary_key})
    reference._sync(Region, ("slug",), [row])

    assert Region.objects.get(pk=zone.pk).name == "大连新区"
    assert is_exact()


def test_public_stub_that_a_draft_teaches_its_title_is_found_by_it(paper):
    stub = make_document("国办发〔2015〕9号", number=("国办发", 2015, 9), is_stub=True)
    make_citation(paper, stub, "based_on")
    changes.rebuild()
    draft = make_document("草案", state=State.DRAFT)
    citation = draft.citations.create(title="关于发展众创空间的指导意见", number="国办发〔2015〕9号", resolution=Resolution.NONE, quote="x")

    links.follow([citation], with_stubs=True)

    assert Document.objects.get(pk=stub.pk).title == "关于发展众创空间的指导意见"
    assert is_exact()


def test_nickname_that_a_draft_gives_is_found(paper):
    draft = make_document("草案", state=State.DRAFT)
    citation = make_citation(draft, paper, "based_on")
    citation.alias = "双创七条"
    links._record_nicknames([citation])

    assert DocumentAlias.objects.get().document == paper
    assert is_exact()


def test_finding_of_a_paper_published_since_it_was_read_is_logged():
    draft = make_document("草案", state=State.DRAFT)
    clause = make_clause(draft, quote="给予补贴")
    changes.rebuild()
    read_before = SubsidyClause.objects.select_related("document").get(pk=clause.pk)
    Document.objects.get(pk=draft.pk).move(State.PUBLISHED)
    changes.catch_up()

    read_before.judge("rejected", None)

    assert is_exact()


def test_header_saved_after_a_withdrawal_does_not_undo_it(staff, paper, monkeypatch):
    """The form was opened while the paper was public, and saved when a colleague had withdrawn it."""
    from policies.admin.documents import DocumentAdmin  # noqa: PLC0415

    real = DocumentAdmin.save_model

    def withdrawn_meanwhile(self, request, obj, form, change):
        Document.objects.get(pk=obj.pk).move(State.WITHDRAWN)
        real(self, request, obj, form, change)

    monkeypatch.setattr(DocumentAdmin, "save_model", withdrawn_meanwhile)
    page = staff.get(reverse("admin:policies_document_change", args=[paper.pk]))
    form = page.context["adminform"].form
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    for inline in page.context["inline_admin_formsets"]:
        data |= {f"{inline.formset.prefix}-TOTAL_FORMS": 0, f"{inline.formset.prefix}-INITIAL_FORMS": 0}
    answer = staff.post(reverse("admin:policies_document_change", args=[paper.pk]), data | {"title": "新标题"})

    assert answer.status_code == 302
    paper.refresh_from_db()
    assert (paper.title, paper.state) == ("新标题", State.WITHDRAWN)
    assert is_exact()
