"""English sentences that were stored with a text, in the language of the desk.

Reader and ingestion write what an editor should look at in English, for they know no language of a page and the sentences stay
with the text. Here each is known again by its form, and its values are set into the translation. A new form shows as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_noop

from ..ingest.formats.unreadable import Unreadable

# Rule -> the forms of its sentence. A value called `field` or `finding` is a name in the code and becomes a word.
FORMS: dict[str, tuple[str, ...]] = {
    "missing_title": (gettext_noop("No title was found in the text."),),
    "notice_title_missing": (gettext_noop("The title of the covering notice is not printed; the instrument's stands for it."),),
    "missing_number": (gettext_noop("No document number was found in the head."),),
    "missing_date": (gettext_noop("No date of issue was found; the day of printing or publication is none."),),
    "number_repaired": (gettext_noop("The number was printed damaged and read as %(number)s."),),
    "dates_out_of_order": (gettext_noop("%(field)s %(second)s lies before %(field_before)s %(first)s."),),
    "number_year": (gettext_noop("The number carries the year %(year)s, the paper the date %(day)s."),),
    "number_code_of_another_body": (gettext_noop("The code %(code)s is known for %(owner)s, the head names %(body)s."),),
    "code_disagrees": (gettext_noop("The number code %(code)s is known for %(owners)s, the head names %(body)s."),),
    "target-parts": (gettext_noop("“分别” deals out more or fewer figures than it names things; check which figure belongs to which."),),
    "clause-parts": (gettext_noop("The figures of this clause could not all be matched with what they are for; check each amount."),),
    "sum": (gettext_noop("The parts %(parts)s do not add up to %(total)s."),),
    "kept_without_place": (gettext_noop("A %(finding)s kept from an older text is no longer in the text: “%(words)s”."),),
    "number_too_large": (gettext_noop("The number %(value)s is too large or not a number."),),
    "ambiguous_citation": (gettext_noop("“%(citation)s” may mean several documents and was left open: %(documents)s."),),
    "header_differs": (gettext_noop("The field %(field)s was set by a person to “%(kept)s”; the text now says “%(read)s”."),),
    "ends_before_it_begins": (gettext_noop("The text seems to end on %(end)s, before it begins on %(start)s; the end was left out."),),
    "body_from_code": (gettext_noop("The text names no issuing body; “%(body)s” was taken from the number code %(code)s."),),
    "no_header": (gettext_noop("The text has no head: no number, no title, no issuing body. Enter them by hand."),),
    "secrecy": (gettext_noop("The text carries the marking “%(marking)s”; such a paper may not be published."),),
    "unknown_region": (
        gettext_noop("The region “%(region)s” is not in the table of regions."), gettext_noop("The text does not say which region it is for."),
    ),
    "damaged_characters": (gettext_noop("%(count)s characters of the file are damaged and stand as “�”."),),
    "automatic_numbers": (gettext_noop("Word numbers %(count)s paragraphs by itself; these numbers are not part of the text and are missing here."),),
}
# What a file can be, in the sentences that refuse it.
KINDS_OF_FILE = (
    gettext_noop("a picture"), gettext_noop("a rich-text file"), gettext_noop("an archive"), gettext_noop("a program"), gettext_noop("binary data"),
    gettext_noop("a Word document"), gettext_noop("an archive or Word document"), gettext_noop("a web page"), gettext_noop("a PDF"),
)
READ_AS = {"date_issued": "issued_on", "date_printed": "printed_on", "date_published": "published_on"}
LONGEST = 1_000  # characters of a sentence that is taken apart


def flag_words(flag: Mapping[str, object]) -> str:
    """The flag's sentence in the language at hand."""
    message = str(flag.get("message", ""))
    for form in FORMS.get(str(flag.get("rule", "")), ()):
        values = parse_values(form, message)
        if values is not None:
            return gettext(form) % {name: _word(name, value) for name, value in values.items()} if values else gettext(form)
    return message


def refusal_words(refusal: Unreadable) -> str:
    """Why a file cannot be read, in the language at hand."""
    values = {name: gettext(value) if value in KINDS_OF_FILE else value for name, value in refusal.params.items()}
    return gettext(refusal.message) % values if values else gettext(refusal.message)


def parse_values(form: str, message: str) -> dict[str, str] | None:
    """The values that stand in the message for the names of the form; None when it is no such sentence. Linear."""
    first, *rest = re.split(r"%\((\w{1,30})\)s", form)
    if not message.startswith(first) or len(message) > LONGEST:
        return None
    values, at = {}, len(first)
    for name, literal in zip(rest[::2], rest[1::2], strict=True):
        end = message.find(literal, at) if name != rest[-2] else len(message) - len(literal)
        if end < at or not message.startswith(literal, end):
            return None
        values[name], at = message[at:end], end + len(literal)
    return values if at == len(message) else None


def _word(name: str, value: str) -> str:
    """A field or a kind of finding by its name on the page."""
    if name == "finding":
        models = {model._meta.model_name: model for model in apps.get_app_config("policies").get_models()}
        return str(models[value]._meta.verbose_name) if value in models else value
    if name.startswith("field"):
        fields = {field.name: field for field in apps.get_model("policies", "Document")._meta.fields}
        field = fields.get(READ_AS.get(value, value))
        return capfirst(str(field.verbose_name)) if field else value
    return value
