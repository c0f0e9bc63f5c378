"""Rows of a table that a form holds, as staff correct them."""

from __future__ import annotations

from django.contrib import admin
from django.forms import BaseInlineFormSet, Form


class NamedFields(BaseInlineFormSet):
    """Fields that only the head of their column names, named for whoever does not see it too."""

    def add_fields(self, form: Form, index: int | None) -> None:
        super().add_fields(form, index)
        for bound in form.visible_fields():
            bound.field.widget.attrs.setdefault("aria-label", bound.label)


class Rows(admin.TabularInline):
    formset = NamedFields
    extra = 0
