"""What the portal stands on, examined on request."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from policies.models import Document


@dataclass(frozen=True, slots=True)
class Check:
    """One part: whether it works, what was seen, and whether readers can be served without it."""

    name: str
    label: str
    is_well: bool
    detail: str
    is_vital: bool = True


def examine() -> list[Check]:
    return [_database()]


def _database() -> Check:
    try:
        count = Document.objects.published().count()
    except DatabaseError as error:
        return Check("database", _("Database"), False, type(error).__name__)
    return Check("database", _("Database"), True, _("%(vendor)s, %(count)d documents public") % {"vendor": connection.vendor, "count": count})
