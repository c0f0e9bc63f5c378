"""Ways out of an empty list: which word or filter emptied it, and what there would be without it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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


def ways_out(asked: Asked, unknown: Sequence[Word], most: int) -> list[Way]:
    """What there would be without each of the filters and of the words; at most so many questions are asked.

    Several values of one filter are alternatives, so that it is taken away whole. Where words stand nowhere, only a
    question without them finds anything. Where nothing alone is to blame, all filters are taken away together.
    """
    names = asked.names
    all_words = [asked.without(["q"])] if names and asked.words else []
    if unknown:
        return _found([asked.without([], unknown), *all_words]) or _found([asked.without(names, unknown)] if names else [])
    each = [asked.without([name]) for name in names]
    one_by_one = [asked.without([], [word]) for word in asked.words]
    return _found([*each, *all_words, *one_by_one][:most]) or _found([asked.without(names)] if len(names) > 1 else [])


def _found(tried: Iterable[Less | None]) -> list[Way]:
    ways = [Way(less.label, less.value_label, less.remove_url, count(less.query)) for less in tried if less]
    return [way for way in ways if way.total]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as its address asks it."""

    data: QueryDict
    filters: Grammar
    kind: str

    @property
    def names(self) -> list[str]:
        """The filters that are set."""
        parameters = self.filters.filters
        return [name for name, made in self.filters.understood.items() if made.values and (parameters[name].is_a_choice or name == "on")]

    @property
    def words(self) -> list[Word]:
        return list(dict.fromkeys(self.filters.query(self.kind).typed.words))

    def without(self, names: Sequence[str], words: Sequence[Word] = ()) -> Less | None:
        """The question without these filters and words; None where of all the words none is left.

        What was understood of the rest stands, and is not looked up again.
        """
        left = self.data.copy()
        for gone in (*names, "page", *(["reach"] if "region" in names else [])):
            left.pop(gone, None)
        understood = {name: Understood({}) if name in names else made for name, made in self.filters.understood.items()}
        if words:
            text = " ".join(str(word) for word in self.words if word not in words)
            if not text or len(text) > LONGEST:
                return None
            left["q"] = text
            understood["q"] = Understood({text: text})
        less = type(self.filters)(left)
        less.understood = understood
        return Less(*self._named(names, words), f"?{left.urlencode()}", less.query(self.kind))

    def _named(self, names: Sequence[str], words: Sequence[Word]) -> tuple[str | Promise, str]:
        """What is taken away, and which."""
        parameters, typed = self.filters.filters, " ".join(map(as_typed, words))
        if not names:
            return _("Word"), typed
        if len(names) == 1 and not words:
            return parameters[names[0]].label, _listed(self.filters.understood[names[0]].labels.values())
        return _("All of these"), _listed([*filter(None, [typed]), *(parameters[name].label for name in names)])


def as_typed(word: Word) -> str:
    """The word as it can be typed, its field and minus with it, in the language of the page."""
    plain = str(replace(word, field="", excluded=False))
    return f"{'-' if word.excluded else ''}{f'{FIELDS[word.field]}:' if word.field else ''}{plain}"


def _listed(values: Iterable[object]) -> str:
    return pgettext("list", ", ").join(map(str, values))
