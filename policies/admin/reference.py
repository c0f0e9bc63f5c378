"""What documents refer to: regions, bodies, number codes, themes. Names are public, so that a new one reaches the index."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin
from django.db import transaction
from django.db.models import ForeignKey, Model, QuerySet
from django.forms import Field, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import BodyAlias, Change, IssuingBody, NumberCode, Provision, Region, RegionOverlap, Theme
from ..models.shown import documents_showing
from .rows import Rows


class NamesInTheIndex(admin.ModelAdmin):
    """A change of `public_fields`, and the end of a record, are logged for the published documents that show it."""

    public_fields: ClassVar[set[str]] = set()

    def save_model(self, request: HttpRequest, obj: object, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and self.public_fields & set(form.changed_data):
            Change.objects.record(*_published(obj))

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        self.delete_queryset(request, type(obj).objects.filter(pk=obj.pk))

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        showing = [pk for record in queryset for pk in _published(record)]
        queryset.delete()
        Change.objects.record(*showing)


def _published(record: Model) -> list[int]:
    return list(documents_showing(record).published().values_list("pk", flat=True))


class OverlapInline(Rows):
    model = RegionOverlap
    fk_name = "zone"
    autocomplete_fields = ("region",)

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: object) -> Field:
        return super().formfield_for_foreignkey(db_field, request, **{"label": _("region"), **kwargs})


@admin.register(Region)
class RegionAdmin(NamesInTheIndex):
    list_display = ("name", "code", "kind", "parent", "valid_from", "valid_to")
    list_filter = ("kind", ("valid_to", admin.EmptyFieldListFilter))
    list_select_related = ("parent",)
    search_fields = ("name", "short_name", "code", "slug")
    ordering = ("path",)
    autocomplete_fields = ("parent",)
    readonly_fields = ("path", "depth")
    inlines = (OverlapInline,)
    public_fields: ClassVar[set[str]] = {"name", "short_name", "slug", "parent", "code"}


class AliasInline(Rows):
    model = BodyAlias


@admin.register(IssuingBody)
class IssuingBodyAdmin(NamesInTheIndex):
    list_display = ("name", "kind", "region", "parent")
    list_filter = ("kind",)
    list_select_related = ("region", "parent")
    search_fields = ("name", "alias_rows__name", "slug")
    ordering = ("name",)
    autocomplete_fields = ("region", "parent")
    inlines = (AliasInline,)
    public_fields: ClassVar[set[str]] = {"name", "slug", "region", "parent"}


@admin.register(NumberCode)
class NumberCodeAdmin(admin.ModelAdmin):
    list_display = ("code", "body_name", "body", "confidence", "first_year", "last_year")
    list_select_related = ("body",)
    search_fields = ("code", "body_name")
    autocomplete_fields = ("body",)


@admin.register(Theme)
class ThemeAdmin(NamesInTheIndex):
    list_display = ("slug", "name_zh", "name_en", "order")
    search_fields = ("slug", "name_zh", "name_en")
    public_fields: ClassVar[set[str]] = {"slug"}


@admin.register(Provision)
class ProvisionAdmin(admin.ModelAdmin):
    """To be looked at: the outline is the reader's, and made anew with each text."""

    list_display = ("document", "path", "heading")
    list_select_related = ("document",)
    search_fields = ("document__title", "heading")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Provision | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Provision | None = None) -> bool:
        return False


admin.site.site_header = _("Policy portal: editing")
admin.site.site_title = _("Policy portal")
admin.site.index_title = _("Records")
