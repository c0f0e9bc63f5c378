"""The frame of a page: what is the same on every page, the sections of the site, and addresses that keep what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.template.loader_tags import BlockNode
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
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
def current_section(context: template.Context) -> tuple[str, str]:
    """The address of the section that the page belongs to and its aria-current; empty outside of all."""
    path = context["request"].path if "request" in context else ""
    for address, _label in _sections(get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF):
        if current := _current(path, address):
            return address, current
    return "", ""


@register.simple_tag
def site_sections(at: tuple[str, str] = ("", "")) -> list[Section]:
    """The sections that this installation has, the one that the page belongs to marked."""
    sections = _sections(get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)
    return [Section(str(label), address, at[1] if address == at[0] else "") for address, label in sections]


@cache
def _sections(_prefix: str, urlconf: str) -> list[tuple[str, str]]:
    """Addresses and labels of the sections; the same for as long as the site's addresses are."""
    sections = []
    for name, label in SECTIONS:
        try:
            sections.append((reverse(name, urlconf), label))
        except NoReverseMatch:  # an installation without that app
            continue
    return sections


def _current(path: str, address: str) -> str:
    if path == address:
        return "page"
    return "true" if path.startswith(address) else ""


@register.simple_tag(takes_context=True)
def text_size(context: template.Context) -> str:
    """The size of text that the reader chose: normal, large or larger."""
    chosen = context["request"].COOKIES.get("text_size") if "request" in context else None
    return chosen if chosen in ("large", "larger") else "normal"


# --- what is written once -----------------------------------------------------------------------------------------------------
MOST_WRITINGS = 64  # of one place in a template: two languages, some ten sections; more would mean a value without bounds


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    """What stands between is written once a process, for each language and each value of what is named: `{% once section %}`.

    It may depend on nothing else: not on the reader, the address or the database.
    """
    written = parser.parse(("endonce",))
    parser.delete_first_token()
    if written.get_nodes_by_type((BlockNode, CsrfTokenNode)):
        raise template.TemplateSyntaxError("What is written once can hold no block and no token: they differ from page to page.")
    return OnceNode(written, [parser.compile_filter(name) for name in token.split_contents()[1:]])


class OnceNode(Node):
    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, varying: list[FilterExpression]) -> None:
        self.nodelist, self.varying = nodelist, varying
        self.writings: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        key = (get_language(), get_script_prefix(), *(value.resolve(context) for value in self.varying))
        written = self.writings.get(key)
        if written is None:
            written = self.nodelist.render(context)
            if len(self.writings) < MOST_WRITINGS:
                self.writings[key] = written
        return written


# --- addresses ----------------------------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: object) -> str:
    """This page's query string with some parameters set; None takes one away: `{% with_query page=2 %}`."""
    kept = [(name, values) for name, values in context["request"].GET.lists() if name not in changes]
    return f"?{urlencode([*kept, *((name, str(value)) for name, value in changes.items() if value is not None)], doseq=True)}"


@register.simple_tag(takes_context=True)
def other_parameters(context: template.Context, *names: str) -> list[tuple[str, str]]:
    """Parameters of this page but those named, for the hidden fields of a form."""
    lists = context["request"].GET.lists()
    return [(name, value) for name, values in lists if name not in names for value in values]


@register.simple_tag(takes_context=True)
def other_parameters_but(context: template.Context, facets: list[object], *names: str) -> list[tuple[str, str]]:
    """Parameters of this page that the form's own facets and fields do not set."""
    return other_parameters(context, *names, *(facet.name for facet in facets))
