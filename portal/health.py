"""What the portal stands on, examined on request. What a library or the system says of a fault goes to the log, not to the page."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from policies.models import Document
from policies.search.index.changes import heal, state_of_index

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Check:
    """One part: whether it works, what was seen, and whether readers can be served without it."""

    name: str
    label: str
    is_well: bool
    detail: str
    is_vital: bool = True


def examine() -> list[Check]:
    """The database, and the index where the database can be asked about it."""
    database = _database()
    return [database, _index()] if database.is_well else [database]


def _database() -> Check:
    try:
        count = Document.objects.published().count()
    except DatabaseError:
        logger.exception("The database does not answer")
        return Check("database", _("Database"), False, _("The database does not answer; the log says why."))
    return Check("database", _("Database"), True, _("%(vendor)s, %(count)d documents public") % {"vendor": connection.display_name, "count": count})


def _index() -> Check:
    """The index may be missing or behind without harm to readers: the database serves meanwhile. Who asks has it mended."""
    state = state_of_index()
    if state.behind or not state.is_serving:
        heal()
    return Check("index", _("Search index"), state.is_serving and not state.behind, state.detail, is_vital=False)
