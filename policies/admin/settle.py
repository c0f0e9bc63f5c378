"""Citations that lead nowhere: a person says once which document is meant, and all printed alike follow, now and later."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..ingest.keys import number_of, title_key
from ..models import Citation, Document

PERMISSION = "policies.publish_document"  # a decision reaches published papers too
GROUPS_A_PAGE = 30
MOST_CANDIDATES = 5


class SettleForm(forms.Form):
    """The words as printed, and the document that a person says they mean: its number or slug."""

    number = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    title = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    meant = forms.CharField(max_length=200, label=_("number or slug of the document meant"))

    def clean_meant(self) -> Document:
        asked = self.cleaned_data["meant"].replace("\0", "").strip()
        number = number_of(asked)
        named = Q(slug=asked) | Q(number=str(number)) if number else Q(slug=asked)
        found = list(Document.objects.filter(named)[:2])
        if len(found) != 1:
            sentence = _("Several documents have the number “%(asked)s”; give the slug.") if found else _("There is no document “%(asked)s”.")
            raise forms.ValidationError(sentence, params={"asked": asked})
        return found[0]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if not (cleaned.get("number") or cleaned.get("title")):
            raise forms.ValidationError(_("No citation was named."))
        return cleaned


def settle(request: HttpRequest) -> HttpResponse:
    """The page: groups of citations printed alike, each with a field for the document meant."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    form = SettleForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        return _settled(request, form)
    page = Paginator(Citation.objects.unresolved().groups_alike(), GROUPS_A_PAGE).get_page(request.GET.get("page"))
    context = {**admin.site.each_context(request), "title": _("Citations that lead nowhere"), "page": page, "groups": _groups(page), "form": form}
    return TemplateResponse(request, "admin/policies/citation/settle.html", context, status=422 if form else 200)


def _settled(request: HttpRequest, form: SettleForm) -> HttpResponse:
    data = form.cleaned_data
    number = Citation.objects.unresolved().alike(data["number"], data["title"]).settle(data["meant"], request.user)
    done = ngettext("%(number)s citation now leads to %(document)s.", "%(number)s citations now lead to %(document)s.", number)
    messages.success(request, done % {"number": number, "document": data["meant"]})
    return HttpResponseRedirect(reverse("admin:policies_citation_settle"))


def _groups(page: Page) -> list[dict[str, object]]:
    """The groups of a page, each with an example and the documents that could be meant."""
    rows = list(page.object_list)
    examples = Citation.objects.select_related("document").in_bulk([row["example"] for row in rows])
    numbers = {row["number"]: str(number_of(row["number"]) or "") for row in rows}
    keys = {row["title"]: title_key(row["title"]) for row in rows}
    wanted_keys, wanted_numbers = set(keys.values()) - {""}, set(numbers.values()) - {""}
    fitting = Q(number__in=wanted_numbers) | Q(title_key__in=wanted_keys) | Q(instrument_key__in=wanted_keys)
    documents = list(Document.objects.filter(fitting).select_related("lead_body"))

    def fits(document: Document, row: dict[str, object]) -> bool:
        key, number = keys[row["title"]], numbers[row["number"]]
        return bool((number and document.number == number) or (key and key in (document.title_key, document.instrument_key)))

    return [
        {**row, "citation": examples[row["example"]], "candidates": [one for one in documents if fits(one, row)][:MOST_CANDIDATES]} for row in rows
    ]
