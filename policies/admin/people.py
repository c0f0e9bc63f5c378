"""Accounts of the staff. An administrator gives roles; only a superuser makes superusers or edits one."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest

RESERVED = ("is_superuser", "user_permissions")  # who could set these could give themselves everything


class StaffAdmin(UserAdmin):
    list_display = ("username", "first_name", "last_name", "is_staff", "is_active", "last_login")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields if request.user.is_superuser else (*fields, *RESERVED)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self._is_within_reach(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self._is_within_reach(request, obj) and super().has_delete_permission(request, obj)

    def _is_within_reach(self, request: HttpRequest, obj: User | None) -> bool:
        return obj is None or request.user.is_superuser or not obj.is_superuser


admin.site.unregister(User)
admin.site.register(User, StaffAdmin)


