"""A document is entered: pasted or uploaded, read, stored as a draft, and shown on its desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextInputWidget, AdminURLFieldWidget
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..ingest.sources import Source, Unreadable, read_source
from ..ingest.store import Origin, Outcome, ingest
from .sentences import refusal_words

if TYPE_CHECKING:
    from .documents import DocumentAdmin

PASTE = "paste.txt"
LONGEST = 300_000  # characters; a policy paper has some 10,000. Dense ones of this length take seven seconds to read
ENTRIES, WINDOW = 30, timedelta(minutes=10)  # a person enters so many in the time; reading a text is work for the machine


class EntryForm(forms.Form):
    """One text, pasted or in a file, with where it was found. `source` is the text as read."""

    text = forms.CharField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 14, "class": "vLargeTextField"}),
        help_text=_("The whole paper with its head and imprint, as copied from a page or a scan."),
    )
    file = forms.FileField(
        label=_("or a file"), required=False, allow_empty_file=True, help_text=_("txt, html, docx, or a pdf with a text layer; up to 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".txt,.html,.htm,.docx,.pdf"}),
    )
    source_name = forms.CharField(label=_("Source"), max_length=200, required=False, widget=AdminTextInputWidget)
    source_url = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https", widget=AdminURLFieldWidget)
    captured_on = forms.DateField(
        label=_("Captured on"), required=False, initial=timezone.localdate, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    as_version = forms.BooleanField(
        label=_("If the document is here already, store this text as its new version"), required=False,
        help_text=_("What people accepted, corrected or rejected is kept; older texts stay."),
    )
    source: Source | None = None

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        text, file = cleaned.get("text") or "", cleaned.get("file")
        if "text" in self.errors or "file" in self.errors:
            return cleaned
        if bool(text.strip()) == bool(file):
            message = _("Send either a text or a file, not both.") if file else _("Paste a text or choose a file.")
            self.add_error("text", message)
        elif file:
            self._read("file", file.read(settings.UPLOAD_LIMIT + 1), file.name)
        else:
            self._read("text", text.encode("utf-8", "replace"), PASTE)
        return cleaned

    def clean_captured_on(self) -> object:
        day = self.cleaned_data["captured_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def _read(self, field: str, data: bytes, name: str) -> None:
        try:
            source = read_source(data, name, limit=settings.UPLOAD_LIMIT)
        except Unreadable as reason:
            self.add_error(field, refusal_words(reason))
            return
        if len(source.text) > LONGEST:
            words = {"length": len(source.text), "limit": LONGEST}
            self.add_error(field, gettext("The text has %(length)d characters; here at most %(limit)d are read; the ingest command reads more.") % words)
            return
        self.source = source

    @property
    def origin(self) -> Origin:
        cleaned = self.cleaned_data
        return Origin(name=cleaned["source_name"], url=cleaned["source_url"], captured_on=cleaned["captured_on"])


def enter(model_admin: DocumentAdmin, request: HttpRequest) -> HttpResponse:
    """The page of entry. What is refused comes back with a sentence and all that was typed."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    form = EntryForm(request.POST or None, request.FILES or None)
    standing = None
    if request.method == "POST":
        if _is_too_fast(request):
            form.add_error(None, _("You entered many documents in a short time. Wait a few minutes, then send this one again."))
        elif form.is_valid():
            outcome = _store(form, request)
            if outcome.status in ("new", "changed"):
                return _to_the_desk(model_admin, request, outcome)
            standing = outcome.document
            form.add_error(None, outcome.message)
        _keep_text_of_the_file(form)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Enter a document"), "opts": model_admin.opts, "form": form, "standing": standing,
    }
    return TemplateResponse(request, "admin/policies/document/enter.html", context)


def _store(form: EntryForm, request: HttpRequest) -> Outcome:
    """Ingest as a draft; a document that stands here already is left alone unless the person asked for a new version."""
    outcome = ingest(form.source, origin=form.origin, by=request.user, if_here="replace" if form.cleaned_data["as_version"] else "leave")
    if outcome.status != "standing":
        return outcome
    message = gettext("This document is here already. Tick the box below the text to store this text as its new version.")
    return replace(outcome, message=message)


def _to_the_desk(model_admin: DocumentAdmin, request: HttpRequest, outcome: Outcome) -> HttpResponse:
    document = outcome.document
    if outcome.status == "new":
        model_admin.log_addition(request, document, gettext("entered"))
        messages.success(request, gettext("The document was read and stored as a draft. Look through what was found, then submit it."))
    else:
        model_admin.log_change(request, document, gettext("new version of the text"))
        messages.success(request, gettext("The text was stored as a new version. What people accepted was kept."))
    if outcome.message:
        messages.warning(request, outcome.message)
    return HttpResponseRedirect(reverse("admin:policies_document_desk", args=[document.pk]))


def _keep_text_of_the_file(form: EntryForm) -> None:
    """A browser does not send a file twice by itself: after a refusal its text stands in the text field."""
    if form.source and form.source.name != PASTE:
        form.data = form.data.copy()
        form.data["text"] = form.source.text


def _is_too_fast(request: HttpRequest) -> bool:
    """Whether the person sent more than `ENTRIES` in the window. Each server process counts for itself."""
    key = f"entries-{request.user.pk}"
    cache.add(key, 0, WINDOW.total_seconds())
    try:
        return cache.incr(key) > ENTRIES
    except ValueError:  # the window closed between the two lines
        return False
