"""What the values of one parameter of an address mean, and a sentence for each that means nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR

import django_filters
from django import forms
from django.db.models import Model
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext

from policies.models import Document, Region
from policies.models.prepared import Asked, Prepared
from policies.reading.numerals import NumberError, parse_quantity
from policies.search import database
from policies.search.index.columns import LARGEST_SUM
from policies.search.query import Query, parse

MOST_VALUES = 50  # of one parameter: more than a list has choices of
SHOWN = 40  # characters of a value that a sentence repeats
NAMES_SHOWN = 5  # values that a sentence repeats
LAST_PAGE = 100_000


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of a parameter: values with their words, and sentences on what was left out.

    `meant` leads from what was typed to the value, where they differ: 拱墅区 -> 330105.
    """

    labels: Mapping[str, str]
    ignored: tuple[str, ...] = ()
    meant: Mapping[str, str] = field(default_factory=dict)

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(self.labels)


NAMED_SO = Prepared(lambda: Region.objects.named(Asked("key"))[:2], ["id", "slug", "code", "name", "short_name", "valid_to"])


class ValuesField(forms.Field):
    """All values of a repeated parameter; nothing typed is invalid, for the parameter says what it leaves out."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: object) -> list[str]:
        return list(value or [])


class Parameter(django_filters.Filter):
    """A parameter of the grammar. `understand` gives what can be used of the values and says the rest."""

    field_class = ValuesField
    is_a_choice = True  # shown as a chip, and handed on among the filters of the query
    most = MOST_VALUES  # values that are used of one question

    def __deepcopy__(self, memo: dict[int, object]) -> Parameter:
        """A set of filters copies its parameters for each request; what they hold is the same for all."""
        return copy(self)

    def understand(self, values: Sequence[str]) -> Understood:
        asked, beyond = values[:MOST_VALUES], values[MOST_VALUES:]
        known = self.known(asked)
        usable = [value for value in asked if value in known]
        unknown = [self.sentence(value) for value in asked if value not in known]
        left_out = self.left_out([*usable[self.most :], *beyond])
        return Understood({value: known[value] for value in usable[: self.most]}, (*unknown, *left_out))

    def known(self, values: Sequence[str]) -> Mapping[str, str]:
        """Value -> its words, for those that can be used."""
        return {value: value for value in values}

    def sentence(self, value: str) -> str:
        what = {"value": value[:SHOWN], "label": self.label}
        return gettext("“%(value)s” is not known as “%(label)s” and was left out; choose one from the list.") % what

    def left_out(self, values: Sequence[str]) -> list[str]:
        """A sentence on values that are more than can be asked for at once."""
        if not values:
            return []
        shown = [value[:SHOWN] for value in values[:NAMES_SHOWN]]
        what = {"value": ", ".join([*shown, "…"] if len(values) > NAMES_SHOWN else shown), "label": self.label, "most": self.most}
        if self.most == 1:
            return [gettext("“%(value)s” was left out: there can be only one value of “%(label)s”.") % what]
        return [gettext("“%(value)s” was left out: at most %(most)s values of “%(label)s” are asked for at once.") % what]


class Among(Parameter):
    """One of a fixed list of choices."""

    def __init__(self, label: str | Promise, choices: Mapping[str, str | Promise] | Iterable[tuple[str, str | Promise]], **kwargs: object) -> None:
        super().__init__(label=label, **kwargs)
        self.choices = dict(choices)

    def known(self, values: Sequence[str]) -> Mapping[str, str]:
        return {value: str(self.choices[value]) for value in values if value in self.choices}

    def sentence(self, value: str) -> str:
        what = {"value": value[:SHOWN], "label": self.label, "choices": ", ".join(self.choices)}
        return gettext("“%(value)s” is not known as “%(label)s” and was left out; there is: %(choices)s.") % what


class One(Among):
    """One value of a fixed list that changes how others are read: no chip of its own."""

    is_a_choice = False
    most = 1


class Named(Parameter):
    """A record by its slug."""

    def __init__(self, label: str | Promise, model: type[Model], **kwargs: object) -> None:
        super().__init__(label=label, **kwargs)
        self.named = model

    def known(self, values: Sequence[str]) -> Mapping[str, str]:
        return {row.slug: str(row) for row in self.named.objects.filter(slug__in=values)} if values else {}


class Place(Parameter):
    """A region by code, slug or exact name."""

    most = 3  # places of one question

    def understand(self, values: Sequence[str]) -> Understood:
        labels, ignored, meant = {}, [], {}
        for value in values[: self.most]:
            found = NAMED_SO.records(key=value)
            if found:
                labels[found[0].slug] = found[0].name
                meant[value] = found[0].slug
            if len(found) != 1 or found[0].valid_to:
                ignored += self._doubts(value, found)
        return Understood(labels, (*ignored, *self.left_out(values[self.most :])), meant)

    def _doubts(self, value: str, found: list[Region]) -> list[str]:
        if not found:
            what = gettext("No region “%(value)s” is known; write a code such as 330105 or an exact name such as 拱墅区.")
            return [what % {"value": value[:SHOWN]}]
        if len(found) > 1 and not found[1].valid_to and value in (found[1].name, found[1].short_name):
            what = gettext("There is more than one region “%(value)s”; the one with the code %(code)s is used.")
            return [what % {"value": value[:SHOWN], "code": found[0].code or found[0].slug}]
        return []


class Kind(Parameter):
    """A kind of document that is in the collection."""

    def known(self, values: Sequence[str]) -> Mapping[str, str]:
        if not values:
            return {}
        used = database.narrow(Document.objects.published(), Query(), "kind", values).order_by()
        return {kind: kind for pair in used.values_list("kind", "instrument_kind").distinct() for kind in pair}


class Year(Parameter):
    def known(self, values: Sequence[str]) -> Mapping[str, str]:
        return {value: value for value in values if value.isascii() and value.isdecimal() and len(value) == 4}

    def sentence(self, value: str) -> str:
        return gettext("“%(value)s” is no year and was left out; write a year as 2016.") % {"value": value[:SHOWN]}


class Day(Parameter):
    is_a_choice = False
    most = 1

    def known(self, values: Sequence[str]) -> Mapping[str, str]:
        return {value: value for value in values if day_of(value)}

    def sentence(self, value: str) -> str:
        return gettext("“%(value)s” is no day and was left out; write a day as 2016-03-21.") % {"value": value[:SHOWN]}


class Number(Parameter):
    is_a_choice = False
    most = 1

    def known(self, values: Sequence[str]) -> Mapping[str, str]:
        return {value: value for value in values if value.isascii() and value.isdecimal() and 1 <= int(value[:9]) <= LAST_PAGE}

    def sentence(self, value: str) -> str:
        return gettext("“%(value)s” is no page; the first one is shown.") % {"value": value[:SHOWN]}


class Sum(Parameter):
    """A sum of yuan in any writing: 100000, 100,000, 10万, 十万."""

    most = 1

    def __init__(self, label: str | Promise, *, rounds_up: bool = False, **kwargs: object) -> None:
        super().__init__(label=label, **kwargs)
        self.rounds_up = rounds_up

    def understand(self, values: Sequence[str]) -> Understood:
        made = super().understand(values)
        meant = {value: self._whole(value) for value in made.labels}
        return Understood({meant[value]: words for value, words in made.labels.items()}, made.ignored, meant)

    def known(self, values: Sequence[str]) -> Mapping[str, str]:
        return {value: value[:SHOWN] for value in values if self._whole(value)}

    def _whole(self, value: str) -> str:
        """The sum in whole yuan; nothing where it is none."""
        try:
            yuan = parse_quantity(value)
        except NumberError:
            return ""
        if yuan > LARGEST_SUM or value.strip().endswith("%"):
            return ""
        return str(int(yuan.to_integral_value(ROUND_CEILING if self.rounds_up else ROUND_FLOOR)))

    def sentence(self, value: str) -> str:
        return gettext("“%(value)s” is no sum of yuan and was left out; write it as 100000, 100,000 or 10万.") % {"value": value[:SHOWN]}


class Words(Parameter):
    is_a_choice = False

    def known(self, values: Sequence[str]) -> Mapping[str, str]:
        return {value: value for value in values if parse(value).words}

    def sentence(self, value: str) -> str:
        what = gettext("There is nothing in “%(value)s” that can be searched for: no letter, no digit, no character.")
        return what % {"value": value[:SHOWN]}


def day_of(value: str) -> date | None:
    try:
        return parse_date(value) if value else None
    except ValueError:
        return None
