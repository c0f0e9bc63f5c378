"""Validity through time: what ends soon, and what changed between two versions of a paper."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from policies.models import Document, DocumentVersion, ValidityState
from policies.revisions import compare

from .kept import Kept
from .questions.addresses import strange, turned

MONTH = 31
MONTHS, MOST_MONTHS = 12, 120
ENDING_A_PAGE = 50
LONGEST_SAME = 160  # characters of unchanged text shown between two changes


def day_asked(request: HttpRequest) -> tuple[date, list[str]]:
    """The day that is asked for, today by default, and what of the address was not used."""
    asked = request.GET.get("on", "")
    try:
        day = parse_date(asked) if asked else None
    except ValueError:
        day = None
    if asked and day is None:
        sentence = _("“%(value)s” is no day and was ignored: write a day as 2016-03-21.")
        return timezone.localdate(), [sentence % {"value": asked[:40]}]
    return day or timezone.localdate(), []


def states_left_out(on: date | None) -> tuple[ValidityState, ...]:
    """The states of clauses that lists leave out unless asked: repealed, and as it stood on a day what had not begun by then."""
    return (ValidityState.REPEALED, ValidityState.NOT_YET) if on else (ValidityState.REPEALED,)


def states_shown(on: date | None) -> tuple[str, ...]:
    return tuple(str(state) for state in ValidityState if state not in states_left_out(on))


# --- what ends soon ---------------------------------------------------------------------------------------------------------
def ending(request: HttpRequest) -> HttpResponse:
    on, ignored = day_asked(request)
    months = months_asked(request, ignored)
    last = min(on, date.max - timedelta(days=MOST_MONTHS * MONTH)) + timedelta(days=months * MONTH)
    documents = Document.objects.published().in_collection().policies().ending_between(on, last).with_validity_state(on)
    page, beyond = turned(request, Paginator(documents.order_by("effective_to", "pk"), ENDING_A_PAGE))
    for document in page.object_list:
        document.days_left = (document.effective_to - on).days
        document.end_words = document.quoted("effective_to")
    context = {
        "on": on,
        "months": months,
        "last": last,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "plans": plans_of(on.year),
        "ignored": [*strange(request, "on", "months", "page"), *ignored, *beyond],
    }
    return render(request, "policies/lists/ending.html", context)


def plans_of(year: int) -> list[Document]:
    """Plans for a period that ends with the year, the oldest first; their keys are kept, for to find them among 100,000 papers takes 0.2 s."""
    plans = Document.objects.published().in_collection().policies().filter(plan_to=year, effective_to=None).order_by("issued_on", "pk")
    keys = Kept()(f"plans-{year}", lambda: list(plans.values_list("pk", flat=True)[:ENDING_A_PAGE]))
    found = Document.objects.published().only("slug", "number", "title").in_bulk(keys)
    return [found[key] for key in keys if key in found]


def months_asked(request: HttpRequest, ignored: list[str]) -> int:
    asked = request.GET.get("months", str(MONTHS))
    if asked.isascii() and asked.isdigit() and len(asked) < 4 and 0 < int(asked) <= MOST_MONTHS:
        return int(asked)
    ignored.append(_("“%(value)s” is no number of months from 1 to %(most)s and was ignored.") % {"value": asked[:40], "most": MOST_MONTHS})
    return MONTHS


# --- versions ---------------------------------------------------------------------------------------------------------------
def document_versions(request: HttpRequest, slug: str) -> HttpResponse:
    document = get_object_or_404(Document.objects.published().in_collection().exclude(genre="report"), slug=slug)
    versions = list(document.versions.defer("raw_text", "text", "left_over", "flags").order_by("serial"))
    old, new, ignored = two_of(versions, request)
    texts = dict(DocumentVersion.objects.filter(pk__in=[one.pk for one in (old, new) if one]).values_list("pk", "text"))
    pieces = [shortened(piece) for piece in compare(texts[old.pk], texts[new.pk])] if old and new else []
    context = {
        "document": document,
        "versions": versions,
        "old": old,
        "new": new,
        "pieces": pieces,
        "changes": sum(not piece["is_same"] for piece in pieces),
        "ignored": [*strange(request, "old", "new"), *ignored],
        "trail": [(document.get_absolute_url(), document.number or document.title)],
    }
    return render(request, "policies/versions.html", context)


def two_of(versions: list[DocumentVersion], request: HttpRequest):
    """The two versions asked for, else the last two; a paper with one version has nothing to compare."""
    by_serial = {str(version.serial): version for version in versions}
    old = versions[-2] if len(versions) > 1 else None
    new = versions[-1] if len(versions) > 1 else None
    ignored = []
    for name in ("old", "new"):
        asked = request.GET.get(name)
        if asked is not None and asked not in by_serial:
            ignored.append(_("There is no version “%(value)s” of this document.") % {"value": asked[:20]})
    return by_serial.get(request.GET.get("old", ""), old), by_serial.get(request.GET.get("new", ""), new), ignored


def shortened(piece) -> dict[str, object]:
    """A piece for the page; a long stretch without changes keeps its two ends."""
    if not piece.is_same:
        return {"is_same": False, "old": piece.old, "new": piece.new}
    text = piece.old
    if len(text) > 2 * LONGEST_SAME:
        return {"is_same": True, "head": text[:LONGEST_SAME], "tail": text[-LONGEST_SAME:], "left_out": len(text) - 2 * LONGEST_SAME}
    return {"is_same": True, "head": text, "tail": "", "left_out": 0}
