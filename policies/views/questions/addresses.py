"""What the address of a page says that has no filters of its own, and the sentences on what of it was not used."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from policies.filters import NAMES_SAID, SHOWN, Grammar, unknown_names


def strange(request: HttpRequest, *known: str) -> list[str]:
    """Sentences on parameters that the page does not know, and on all values but the last of one that it knows."""
    asked = request.GET
    sentences = unknown_names([name for name in asked if name not in Grammar.elsewhere], known)
    for name in known:
        left_out = [value for value in dict.fromkeys(asked.getlist(name)[:-1]) if value != asked[name]]
        if left_out:
            what = {"value": ", ".join(value[:SHOWN] for value in left_out[:NAMES_SAID]), "label": name}
            sentences.append(_("“%(value)s” was left out: there can be only one value of “%(label)s”.") % what)
    return sentences


def turned(request: HttpRequest, paginator: Paginator) -> tuple[Page, list[str]]:
    """The page that is asked for, the nearest where there is no such page, and a sentence on it."""
    asked = request.GET.get("page") or "1"
    page = paginator.get_page(asked)
    if asked == str(page.number):
        return page, []
    return page, [_("There is no page “%(asked)s”; this is page %(page)s.") % {"asked": asked[:SHOWN], "page": page.number}]


def typed(request: HttpRequest, name: str, most: int) -> tuple[str, list[str]]:
    """What a person typed, as far as it can name something; PostgreSQL refuses NUL in any text."""
    words = " ".join(request.GET.get(name, "").replace("\0", "").split())
    if len(words) <= most:
        return words, []
    return words[:most], [_("Only the first %(most)s characters were looked for.") % {"most": most}]
