"""What was read out of documents: corrected in a form, judged in lists, entered by hand where the reader missed it."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..ingest.rows import last_day, precision
from ..models import (
    AmountTerm,
    Citation,
    CitedPart,
    ClauseKind,
    ConditionTerm,
    Document,
    Finding,
    Origin,
    Provision,
    ReportedFigure,
    Resolution,
    Responsibility,
    Review,
    State,
    SubsidyClause,
    Target,
    ValidityFact,
)
from .rows import Rows
from .settle import settle

LONGEST_KEY = 19  # digits; a longer number is no key of any database
READ_ONLY = ("origin", "confidence", "review", "reviewed_by", "reviewed_at")


class PlainNumber(forms.NumberInput):
    """A number without the zeros that fill up the column."""

    def format_value(self, value: object) -> str | None:
        return f"{value.normalize():f}" if hasattr(value, "normalize") and value.is_finite() else super().format_value(value)


# --- forms ---------------------------------------------------------------------------------------------------------------
class FindingForm(forms.ModelForm):
    """Finds the place of the quote in the text, and the provision around it."""

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        document = cleaned.get("document") or getattr(self.instance, "document", None)
        quote = cleaned.get("quote")
        if document and quote and "quote" in self.changed_data:
            self._place(document, quote)
        return cleaned

    def _place(self, document: Document, quote: str) -> None:
        start = document.text.find(quote)
        if start < 0:
            self.add_error("quote", _("These words do not stand in the text. Copy them from it, or leave the field empty."))
            return
        self.instance.start, self.instance.end = start, start + len(quote)
        if not self.cleaned_data.get("provision"):
            around = Provision.objects.filter(document=document, start__lte=start, until__gt=start)
            self.cleaned_data["provision"] = around.order_by("-start").first()


def clean_partial_date(value: str) -> str:
    if value and last_day(value) is None:
        raise forms.ValidationError(_("“%(value)s” is no date; write 2020, 2020-06 or 2020-06-30."), params={"value": value})
    return value


class TargetForm(FindingForm):
    def clean_deadline(self) -> str:
        deadline = clean_partial_date(self.cleaned_data["deadline"])
        self.instance.deadline_on, self.instance.deadline_precision = last_day(deadline), precision(deadline)
        return deadline

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        low, high = cleaned.get("low"), cleaned.get("high")
        if low is not None and high is not None and high < low:
            self.add_error("high", _("The upper quantity is smaller than the lower one."))
        return cleaned


class FigureForm(FindingForm):
    def clean_as_of(self) -> str:
        as_of = clean_partial_date(self.cleaned_data["as_of"])
        self.instance.as_of_on = last_day(as_of)
        return as_of


# --- what all findings share ---------------------------------------------------------------------------------------------
class FindingAdmin(admin.ModelAdmin):
    """Saving is accepting; what a person changed counts as the person's. Read findings are rejected, never deleted."""

    form = FindingForm
    exclude = ("start", "end", "reader_version")
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("document",)
    list_filter = ("review", "confidence", "origin", "document__state")
    list_select_related: ClassVar[tuple[str, ...]] = ("document",)
    search_fields: ClassVar[tuple[str, ...]] = ("quote", "document__title", "document__number")
    show_full_result_count = False
    actions = ("accept", "reject")
    formfield_overrides: ClassVar[dict[type[models.Field], dict[str, object]]] = {models.DecimalField: {"widget": PlainNumber}}
    ordering = ("-pk",)

    # Who may
    def has_change_permission(self, request: HttpRequest, obj: Finding | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.document.may_be_edited_by(request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Finding | None = None) -> bool:
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or (obj.origin == Origin.ENTERED and obj.document.may_be_edited_by(request.user)))

    def get_actions(self, request: HttpRequest) -> dict[str, object]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    # The form
    def get_readonly_fields(self, request: HttpRequest, obj: Finding | None = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        return ("document", *(("quote",) if obj.origin == Origin.READ else ()), *READ_ONLY)

    def get_exclude(self, request: HttpRequest, obj: Finding | None = None) -> tuple[str, ...]:
        """What a person enters has no verdict yet that could be shown."""
        return (*self.exclude, *READ_ONLY) if obj is None else self.exclude

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: object) -> forms.Field | None:
        """Without the icons that would open other records beside a choice: the desk is the way to the document."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: object) -> forms.Field:
        if db_field.name == "provision":
            kwargs["queryset"] = Provision.objects.filter(document=self._document_id(request))
        if db_field.name == "document" and not request.user.has_perm("policies.publish_document"):
            kwargs["queryset"] = Document.objects.exclude(state=State.PUBLISHED)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, object]:
        """Only the document is taken from the address, and only as a number."""
        asked = request.GET.get("document", "")
        return {"document": asked} if asked.isdecimal() and len(asked) < LONGEST_KEY else {}

    def _document_id(self, request: HttpRequest) -> int | None:
        pk = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
        if pk and pk.isdigit():
            return self.model.objects.filter(pk=pk).values_list("document", flat=True).first()
        asked = request.POST.get("document") or request.GET.get("document") or ""
        return int(asked) if asked.isdecimal() and len(asked) < LONGEST_KEY else None

    # Saving
    def save_model(self, request: HttpRequest, obj: Finding, form: forms.ModelForm, change: bool) -> None:
        if not change and hasattr(obj, "region") and obj.region is None:
            obj.region = obj.document.region
        obj.correct(request.user, changed=not change or bool(form.changed_data))

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list[forms.BaseFormSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change and any(formset.has_changed() for formset in formsets):
            form.instance.correct(request.user)

    def delete_model(self, request: HttpRequest, obj: Finding) -> None:
        document, others = obj.document, obj.touches()
        super().delete_model(request, obj)
        document.record_change(*others)

    def response_post_save_add(self, request: HttpRequest, obj: Finding) -> HttpResponseRedirect:
        return self._to_the_desk(obj)

    def response_post_save_change(self, request: HttpRequest, obj: Finding) -> HttpResponseRedirect:
        return self._to_the_desk(obj)

    def _to_the_desk(self, obj: Finding) -> HttpResponseRedirect:
        return HttpResponseRedirect(f"{reverse('admin:policies_document_desk', args=[obj.document_id])}#card-{obj.anchor}")

    # Judging many
    @admin.action(description=_("Accept"), permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Finding]) -> None:
        self._judge(request, queryset, Review.ACCEPTED)

    @admin.action(description=_("Reject"), permissions=["change"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Finding]) -> None:
        self._judge(request, queryset, Review.REJECTED)

    def _judge(self, request: HttpRequest, queryset: QuerySet[Finding], review: Review) -> None:
        findings = list(queryset.select_related("document__current"))
        judged = [finding for finding in findings if self.has_change_permission(request, finding)]
        for finding in judged:
            finding.judge(review, request.user)
            self.log_change(request, finding, review.label)
        done = ngettext("%d finding was judged.", "%d findings were judged.", len(judged)) % len(judged)
        self.message_user(request, done, messages.SUCCESS if judged else messages.WARNING)
        if left := len(findings) - len(judged):
            refused = ngettext("%d is in a published document.", "%d are in published documents.", left) % left
            self.message_user(request, refused, messages.WARNING)


# --- each kind -----------------------------------------------------------------------------------------------------------
@admin.register(Target)
class TargetAdmin(FindingAdmin):
    form = TargetForm
    exclude = (*FindingAdmin.exclude, "deadline_on", "deadline_precision")
    list_display = ("indicator", "comparator", "low", "unit", "deadline", "document", "confidence", "review")
    search_fields = (*FindingAdmin.search_fields, "indicator")
    autocomplete_fields = ("document", "region")


@admin.register(ReportedFigure)
class ReportedFigureAdmin(FindingAdmin):
    form = FigureForm
    exclude = (*FindingAdmin.exclude, "as_of_on")
    list_display = ("indicator", "quantity", "unit", "as_of", "document", "confidence", "review")
    search_fields = (*FindingAdmin.search_fields, "indicator")
    autocomplete_fields = ("document", "region")


class CitedPartInline(Rows):
    model = CitedPart
    fields = ("order", "printed", "marker", "relation")


@admin.register(Citation)
class CitationAdmin(FindingAdmin):
    inlines = (CitedPartInline,)
    exclude = (*FindingAdmin.exclude, "resolution")
    list_display = ("title", "number", "relation", "target", "resolution", "document", "review")
    list_filter = ("relation", "resolution", *FindingAdmin.list_filter)
    list_select_related = ("document", "target")
    search_fields = (*FindingAdmin.search_fields, "title", "number")
    autocomplete_fields = ("document", "target")

    def get_urls(self) -> list[URLPattern]:
        address = path("settle/", self.admin_site.admin_view(settle), name="policies_citation_settle")
        return [address, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Citation, form: forms.ModelForm, change: bool) -> None:
        left = form.initial.get("target") if "target" in form.changed_data else None
        if "target" in form.changed_data:
            obj.resolution = Resolution.PERSON if obj.target else Resolution.NONE
        super().save_model(request, obj, form, change)
        if left:
            obj.document.record_change(left)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list[forms.BaseFormSet], change: bool) -> None:
        """What the parts say of the document cited hangs on where they stand in it today."""
        super().save_related(request, form, formsets, change)
        form.instance.parts.all().place()


@admin.register(Responsibility)
class ResponsibilityAdmin(FindingAdmin):
    list_display = ("body_name", "body", "is_lead", "provision", "document", "review")
    list_select_related = ("document", "provision", "body")
    search_fields = (*FindingAdmin.search_fields, "body_name")
    autocomplete_fields = ("document", "body")


@admin.register(ValidityFact)
class ValidityFactAdmin(FindingAdmin):
    list_display = ("fact", "value", "document", "confidence", "review")
    list_filter = ("fact", *FindingAdmin.list_filter)


class AmountInline(Rows):
    model = AmountTerm
    fields = ("order", "role", "value", "unit", "tier", "per", "base", "scope")
    formfield_overrides = FindingAdmin.formfield_overrides


class ConditionInline(Rows):
    model = ConditionTerm
    formfield_overrides = FindingAdmin.formfield_overrides


class KindInline(Rows):
    model = ClauseKind


@admin.register(SubsidyClause)
class SubsidyClauseAdmin(FindingAdmin):
    exclude = (*FindingAdmin.exclude, "has_amount", "largest")
    list_display = ("beneficiary", "form", "largest", "region", "document", "confidence", "review")
    list_filter = ("form", *FindingAdmin.list_filter)
    list_select_related = ("document", "region")
    search_fields = (*FindingAdmin.search_fields, "beneficiary")
    autocomplete_fields = ("document", "region")
    inlines = (KindInline, AmountInline, ConditionInline)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list[forms.BaseFormSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        form.instance.sum_up()
