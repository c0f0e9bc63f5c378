"""Documents: the list, the header as a form, and the addresses of entry and desk."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..ingest.keys import number_of, title_key
from ..models import Document, DocumentAlias, Issuance, Move, MoveRefused, State
from . import desk, entry
from .rows import Rows

OF_THE_WORKFLOW = {"state", "published_at", "current", "is_stub"}
HEADER = (
    (None, {"fields": ("state", "title", "number", "genre", "kind", "instrument_title", "instrument_kind")}),
    (_("Who and where"), {"fields": ("lead_body", "region", "level", "addressees", "copied_to", "annexes")}),
    (
        _("Dates"),
        {
            "fields": (
                ("issued_on", "issued_precision"), ("published_on", "published_precision"), ("printed_on", "printed_precision"),
                ("effective_on", "effective_precision"), ("page_on", "page_precision"), "effective_to", ("plan_from", "plan_to"),
            )
        },
    ),
    (_("Other numbers"), {"fields": ("registration_number", "index_number", "copy_number")}),
    (_("Source"), {"fields": ("source_name", "source_url", "captured_on")}),
)


class LinesField(forms.CharField):
    """A list of words, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: object) -> list[str]:
        lines = value if isinstance(value, list) else super().to_python(value).splitlines()
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: object, data: object) -> bool:
        return self.to_python(data) != (initial or [])


class HeaderForm(forms.ModelForm):
    """The header; a number is taken apart, and one that stands here already is named."""

    addressees = LinesField(label=capfirst(_("addressees")), required=False, help_text=_("One a line."))
    copied_to = LinesField(label=capfirst(_("copied to")), required=False, help_text=_("One a line."))
    annexes = LinesField(label=capfirst(_("annexes")), required=False, help_text=_("One a line."))

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if "number" in cleaned:
            self._take_apart(cleaned["number"])
        self._check_dates(cleaned.get("effective_on"), cleaned.get("effective_to"))
        self.instance.title_key = title_key(cleaned.get("title"))
        self.instance.instrument_key = title_key(cleaned.get("instrument_title"))
        return cleaned

    def _take_apart(self, printed: str) -> None:
        number = number_of(printed)
        if printed and number is None:
            self.add_error("number", _("This is no document number; write it like 某政发〔2016〕5号."))
            return
        document = self.instance
        document.number_code = number.code if number else ""
        document.number_year, document.number_serial = (number.year, number.serial) if number else (None, None)
        self.cleaned_data["number"] = str(number) if number else ""
        self._refuse_twin(self.cleaned_data.get("lead_body"))

    def _refuse_twin(self, lead_body: object) -> None:
        document = self.instance
        if not document.number_code:
            return
        same = Document.objects.numbered(document.number_code, document.number_year, document.number_serial)
        twin = same.filter(lead_body=lead_body).exclude(pk=document.pk).first()
        if twin:
            link = format_html('<a href="{}">{}</a>', reverse("admin:policies_document_desk", args=[twin.pk]), twin)
            self.add_error("number", format_html("{} {}", _("This number of this body is here already:"), link))

    def _check_dates(self, begins: object, ends: object) -> None:
        if begins and ends and ends < begins:
            self.add_error("effective_to", _("The document would end before it takes effect."))


class IssuanceInline(Rows):
    model = Issuance
    autocomplete_fields = ("body",)
    verbose_name_plural = _("all issuing bodies in order")

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: object) -> forms.Field:
        return super().formfield_for_foreignkey(db_field, request, **{"label": _("issuing body"), **kwargs})


class NicknameInline(Rows):
    model = DocumentAlias


@admin.register(Document)
class DocumentAdmin(admin.ModelAdmin):
    form = HeaderForm
    fieldsets = HEADER
    readonly_fields = ("state",)  # moved on the desk, by the table of moves
    list_display = ("to_desk", "number", "state", "lead_body", "region", "issued_on", "is_stub")
    list_display_links = None
    list_filter = ("state", "is_stub", "genre", "level")
    list_select_related = ("lead_body", "region")
    search_fields = ("title", "number", "slug", "instrument_title")
    date_hierarchy = "issued_on"
    show_full_result_count = False
    view_on_site = False  # a draft has no public page; the desk links to it once there is one
    autocomplete_fields = ("lead_body", "region")
    inlines = (IssuanceInline, NicknameInline)
    formfield_overrides: ClassVar[dict[type[models.Field], dict[str, object]]] = {models.URLField: {"assume_scheme": "https"}}
    actions = ("submit", "publish", "withdraw")
    change_form_template = "admin/policies/document/change_form.html"

    @admin.display(description=_("title"), ordering="title")
    def to_desk(self, document: Document) -> str:
        """The desk, not the form of the header, is where work on a document begins."""
        return format_html('<a href="{}">{}</a>', reverse("admin:policies_document_desk", args=[document.pk]), document)

    # Who may
    def has_change_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.may_be_edited_by(request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        """What was ever public stays, withdrawn: people have cited it, and the log tells who took it away."""
        was_public = obj is not None and (obj.published_at is not None or obj.state == State.PUBLISHED)
        return super().has_delete_permission(request, obj) and not was_public

    def get_deleted_objects(self, objs: QuerySet[Document], request: HttpRequest) -> tuple[object, ...]:
        """What was read out of a document goes with it; no right of its own is asked for."""
        objects, counts, _rights_missing, protected = super().get_deleted_objects(objs, request)
        return objects, counts, set(), protected

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("policies.publish_document")

    def get_actions(self, request: HttpRequest) -> dict[str, object]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: object) -> forms.Field | None:
        """A date's precision stands beside the date and needs no name of its own."""
        if db_field.name.endswith("_precision"):
            kwargs["label"] = _("known to the")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    # Pages
    def get_urls(self) -> list[URLPattern]:
        pages = {
            "enter": ("enter/", partial(entry.enter, self)),
            "desk": ("<int:pk>/desk/", partial(desk.show_desk, self)),
            "judge": ("<int:pk>/judge/", require_POST(partial(desk.judge, self))),
            "move": ("<int:pk>/move/", require_POST(partial(desk.move, self))),
        }
        own = [path(route, self.admin_site.admin_view(view), name=f"policies_document_{name}") for name, (route, view) in pages.items()]
        return own + super().get_urls()

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict | None = None) -> HttpResponse:
        """A document begins with its text."""
        return HttpResponseRedirect(reverse("admin:policies_document_enter"))

    # Saving
    def save_model(self, request: HttpRequest, obj: Document, form: HeaderForm, change: bool) -> None:
        """What the workflow decides is not of this form: somebody may have moved the document since it was opened."""
        names = {field.name for field in obj._meta.concrete_fields if not field.primary_key}
        obj.save(update_fields=names - OF_THE_WORKFLOW) if change else super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: HeaderForm, formsets: list[forms.BaseFormSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        form.instance.put_lead_first()
        form.instance.record_change()

    def response_post_save_change(self, request: HttpRequest, obj: Document) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:policies_document_desk", args=[obj.pk]))

    # Moves of many
    @admin.action(description=_("Submit for review"), permissions=["change"])
    def submit(self, request: HttpRequest, queryset: QuerySet[Document]) -> None:
        self._move(request, queryset, State.IN_REVIEW)

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Document]) -> None:
        self._move(request, queryset, State.PUBLISHED)

    @admin.action(description=_("Withdraw"), permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Document]) -> None:
        self._move(request, queryset, State.WITHDRAWN)

    def _move(self, request: HttpRequest, queryset: QuerySet[Document], to: State) -> None:
        moved = 0
        for document in queryset.select_related("current"):
            try:
                document.move(to, by=request.user)
            except MoveRefused as refusal:
                self.message_user(request, f"{document}: {refusal}", messages.WARNING)
            else:
                self.log_change(request, document, str(to.label))
                moved += 1
        if moved:
            done = ngettext("%d document was moved.", "%d documents were moved.", moved) % moved
            self.message_user(request, done, messages.SUCCESS)


@admin.register(Move)
class MoveAdmin(admin.ModelAdmin):
    """Who moved what and when: to be looked at, never changed."""

    list_display = ("document", "before", "after", "by", "at", "note")
    list_filter = ("after", "at")
    list_select_related = ("document", "by")
    search_fields = ("document__title", "document__number", "note")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Move | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Move | None = None) -> bool:
        return False
