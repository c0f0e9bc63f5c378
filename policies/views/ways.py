"""Ways out of an empty list: which word or filter emptied it, and what there would be without it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from policies.filters import Grammar, Understood
from policies.search.engine import count
from policies.search.query import LONGEST, Query, Word

FIELDS = {
    "title": pgettext_lazy("field word", "title"),
    "number": pgettext_lazy("field word", "number"),
    "body": pgettext_lazy("field word", "body"),
    "region": pgettext_lazy("field word", "region"),
    "year": pgettext_lazy("field word", "year"),
}


class Unknown(NamedTuple):
    """A word that stands nowhere, whatever the filters; `field` is the one that it was looked for in alone."""

    word: Word
    text: str
    field: str | Promise


class Way(NamedTuple):
    """A question with less in it, and what it would find."""

    label: str | Promise
    value_label: str
    remove_url: str
    total: int


class Less(NamedTuple):
    """A question with less in it, before it is asked."""

    label: str | Promise
    value_label: str
    remove_url: str
    query: Query


def unknown_words(query: Query, most: int) -> list[Unknown]:
    """The words that stand nowhere; at most so many are looked at."""
    wanted = query.typed.wanted[:most]
    unknown = [word for word in wanted if not count(replace(query, words=str(word), filters={}))]
    return [Unknown(word, word.text, FIELDS.get(word.field, "")) for word in unknown]


def ways_out(data: QueryDict, filters: Grammar, query: Query, unknown: Collection[Word], most: int) -> list[Way]:
    """What there would be without each of the filters and of the words; at most so many questions are asked.

    Several values of one filter are alternatives, so that it is taken away whole. Where words stand nowhere, only a
    question without them finds anything.
    """
    names = names_set(filters)
    words = _without(data, filters, query, ["q"]) if names and query.words else None
    if unknown:
        return _found([*_without_words(data, query, [unknown]), *filter(None, [words])])
    each = [_without(data, filters, query, [name]) for name in names]
    one_by_one = _without_words(data, query, [[word] for word in dict.fromkeys(query.typed.words)])
    ways = _found([*each, *filter(None, [words]), *one_by_one][:most])
    return ways if ways or len(names) < 2 else _found([_without(data, filters, query, names)])


def names_set(filters: Grammar) -> list[str]:
    """The filters that are set, each by its name."""
    return [name for name, made in filters.understood.items() if made.values and (filters.filters[name].is_a_choice or name == "on")]


def as_typed(word: Word) -> str:
    """The word as it can be typed, its field and minus with it, in the language of the page."""
    plain = str(replace(word, field="", excluded=False))
    return f"{'-' if word.excluded else ''}{f'{FIELDS[word.field]}:' if word.field else ''}{plain}"


def _found(asked: Iterable[Less]) -> list[Way]:
    ways = [Way(less.label, less.value_label, less.remove_url, count(less.query)) for less in asked]
    return [way for way in ways if way.total]


def _without(data: QueryDict, filters: Grammar, query: Query, names: Sequence[str]) -> Less:
    """The question without these filters; what was understood of the others stands, and is not looked up again."""
    left = data.copy()
    for gone in (*names, "page", *(["reach"] if "region" in names else [])):
        left.pop(gone, None)
    asked = type(filters)(left)
    asked.understood = {name: Understood({}) if name in names else made for name, made in filters.understood.items()}
    comma = pgettext("list", ", ")
    if len(names) == 1:
        label, shown = filters.filters[names[0]].label, filters.understood[names[0]].labels.values()
    else:
        label, shown = _("All filters"), [filters.filters[name].label for name in names]
    return Less(label, comma.join(map(str, shown)), f"?{left.urlencode()}", asked.query(query.kind))


def _without_words(data: QueryDict, query: Query, lots: Iterable[Collection[Word]]) -> Iterable[Less]:
    """The question without each lot of its words, as long as any are left."""
    words = list(dict.fromkeys(query.typed.words))
    for gone in lots:
        text = " ".join(str(word) for word in words if word not in gone)
        if not text or len(text) > LONGEST:
            continue
        left = data.copy()
        left["q"] = text
        left.pop("page", None)
        yield Less(_("Word"), " ".join(map(as_typed, gone)), f"?{left.urlencode()}", replace(query, words=text))
