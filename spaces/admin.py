"""Facts of the reports about spaces, kept by administrators."""

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import Event, Platform, PlatformFigure, Programme, Space


class FactAdmin(admin.ModelAdmin):
    list_display = ("name", "region", "report")
    list_select_related = ("region", "report")
    search_fields = ("name", "note", "region__name")
    autocomplete_fields = ("region", "report")
    show_full_result_count = False


class FigureInline(admin.TabularInline):
    model = PlatformFigure
    extra = 0

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: object) -> forms.Field | None:
        return super().formfield_for_dbfield(db_field, request, **({"label": _("order")} if db_field.name == "order" else {}), **kwargs)


@admin.register(Space)
class SpaceAdmin(FactAdmin):
    list_display = ("name", "kind", "region", "report")
    list_filter = ("kind",)


@admin.register(Platform)
class PlatformAdmin(FactAdmin):
    inlines = (FigureInline,)


@admin.register(Programme)
class ProgrammeAdmin(FactAdmin):
    list_display = ("name", "year", "region", "report")
    autocomplete_fields = ("region", "report", "places")


@admin.register(Event)
class EventAdmin(FactAdmin):
    list_display = ("name", "year", "region", "report")
