"""The frame of a page: the sections of the site, and addresses that keep what was chosen."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

SECTIONS = (
    ("policies:document-list", _("Documents")),
    ("policies:subsidy-list", _("Subsidies")),
    ("policies:estimate", _("Estimate")),
    ("policies:target-list", _("Targets")),
    ("policies:compare", _("Compare")),
    ("policies:region-list", _("Regions")),
    ("policies:body-list", _("Issuing bodies")),
    ("spaces:list", _("Spaces")),
)


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the navigation; `current` is the value of aria-current, empty elsewhere."""

    label: str
    address: str
    current: str = ""


@register.simple_tag(takes_context=True)
def site_sections(context: template.Context) -> list[Section]:
    """The sections that this installation has, the one that the page belongs to marked."""
    path = context["request"].path if "request" in context else ""
    sections = []
    for name, label in SECTIONS:
        try:
            address = reverse(name)
        except NoReverseMatch:  # an installation without that app
            continue
        sections.append(Section(label, address, _current(path, address)))
    return sections


def _current(path: str, address: str) -> str:
    if path == address:
        return "page"
    return "true" if path.startswith(address) else ""


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: object) -> str:
    """This page's query string with some parameters set; None takes one away: `{% with_query page=2 %}`."""
    parameters: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        parameters.pop(name, None)
        if value is not None:
            parameters[name] = str(value)
    return f"?{parameters.urlencode()}"


@register.simple_tag(takes_context=True)
def other_parameters(context: template.Context, *names: str) -> list[tuple[str, str]]:
    """Parameters of this page but those named, for the hidden fields of a form."""
    lists = context["request"].GET.lists()
    return [(name, value) for name, values in lists if name not in names for value in values]


@register.simple_tag(takes_context=True)
def other_parameters_but(context: template.Context, facets: list[object], *names: str) -> list[tuple[str, str]]:
    """Parameters of this page that the form's own facets and fields do not set."""
    return other_parameters(context, *names, *(facet.name for facet in facets))
