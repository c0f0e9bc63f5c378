"""One grammar of filters for pages, and for whatever else lists the same records.

    region=330105        code, slug or exact name      reach=applies|only|below (from above too, by default)
    level= body= kind= genre= year= theme= support= form= beneficiary= amount=with|without
    least=10万 most=100万 (of the largest sum of a clause, in yuan)
    validity= on=2016-03-21      q=words      order=relevance|newest|level|amount      page=2

A parameter may be repeated: any of its values will do. What makes no sense is left out and said in `ignored`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR
from functools import cached_property

import django_filters
from django import forms
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from policies.models import (
    Document,
    Form,
    Genre,
    IssuingBody,
    Level,
    Reach,
    Region,
    SubsidyClause,
    SupportKind,
    Target,
    Theme,
    ValidityState,
)
from policies.models.prepared import Asked, Prepared
from policies.reading.numerals import NumberError, parse_quantity
from policies.search import database
from policies.search.index.columns import LARGEST_SUM
from policies.search.query import Query

MOST_VALUES = 30  # of one parameter
SHOWN = 40  # characters of a value that a sentence repeats
LAST_PAGE = 100_000
ORDERS = {"relevance": _("Relevance"), "newest": _("Newest first"), "level": _("By level"), "amount": _("Narrowest region, largest amount")}
AMOUNTS = {"with": _("With an amount"), "without": _("Without an amount")}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set: what it is, its value in words, and the address of the list without it."""

    label: str
    value_label: str
    remove_url: str


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

    def __deepcopy__(self, memo: dict[int, object]) -> Parameter:
        """A set of filters copies its parameters for each request; what they hold is the same for all."""
        return copy(self)

    def understand(self, values: Sequence[str]) -> Understood:
        known = self.known(values)
        unknown = [value for value in values if value not in known]
        return Understood({value: known[value] for value in values if value in known}, tuple(map(self.sentence, unknown)))

    def known(self, values: Sequence[str]) -> Mapping[str, str]:
        """Value -> its words, for those that can be used."""
        return {value: value for value in values}

    def sentence(self, value: str) -> str:
        what = {"value": value[:SHOWN], "label": self.label}
        return gettext("“%(value)s” is not known as “%(label)s” and was left out; choose one from the list.") % what


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
        if too_many := values[self.most :]:
            what = {"value": ", ".join(value[:SHOWN] for value in too_many[:5]), "most": self.most}
            ignored.append(gettext("“%(value)s” was left out: at most %(most)s regions are asked for at once.") % what)
        return Understood(labels, tuple(ignored), meant)

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

    def known(self, values: Sequence[str]) -> Mapping[str, str]:
        return {value: value for value in values if _day(value)}

    def sentence(self, value: str) -> str:
        return gettext("“%(value)s” is no day and was left out; write a day as 2016-03-21.") % {"value": value[:SHOWN]}


class Number(Parameter):
    is_a_choice = False

    def known(self, values: Sequence[str]) -> Mapping[str, str]:
        return {value: value for value in values if value.isascii() and value.isdecimal() and 1 <= int(value[:9]) <= LAST_PAGE}

    def sentence(self, value: str) -> str:
        return gettext("“%(value)s” is no page; the first one is shown.") % {"value": value[:SHOWN]}


class Sum(Parameter):
    """A sum of yuan in any writing: 100000, 100,000, 10万, 十万."""

    def __init__(self, label: str | Promise, *, rounds_up: bool = False, **kwargs: object) -> None:
        super().__init__(label=label, **kwargs)
        self.rounds_up = rounds_up

    def understand(self, values: Sequence[str]) -> Understood:
        for value in values[:1]:
            try:
                yuan = parse_quantity(value)
            except NumberError:
                return Understood({}, (self.sentence(value),))
            if yuan > LARGEST_SUM or value.strip().endswith("%"):
                return Understood({}, (self.sentence(value),))
            whole = str(int(yuan.to_integral_value(ROUND_CEILING if self.rounds_up else ROUND_FLOOR)))
            return Understood({whole: value[:SHOWN]}, meant={value: whole})
        return Understood({})

    def sentence(self, value: str) -> str:
        return gettext("“%(value)s” is no sum of yuan and was left out; write it as 100000, 100,000 or 10万.") % {"value": value[:SHOWN]}


class Words(Parameter):
    is_a_choice = False


NOT_ASKED = {records: model.objects.none() for records, model in database.ROOTS.items()}  # most pages ask the index alone


class Grammar(django_filters.FilterSet):
    """What every list understands. `ignored`, `chosen`, `query` and `qs` never raise, whatever the address says."""

    records = "document"  # what this list is of, as a query names it
    elsewhere = frozenset({"csrfmiddlewaretoken", "lang", "tab"})  # parameters that the page itself reads

    q = Words(label=_("Words"))
    region = Place(label=_("Region"))
    reach = One(_("Reach"), Reach.choices)
    level = Among(_("Level"), Level.choices)
    body = Named(_("Issuing body"), IssuingBody)
    year = Year(label=_("Year"))
    theme = Named(_("Theme"), Theme)
    validity = Among(_("Validity"), ValidityState.choices)
    on = Day(label=_("On the day"))
    order = One(_("Order"), ORDERS)
    page = Number(label=_("Page"))

    def __init__(self, data: QueryDict | None = None, queryset: QuerySet | None = None, **kwargs: object) -> None:
        """`queryset` are the records of which those asked for are given; all that are public, where it is not set."""
        self.among = queryset
        super().__init__(QueryDict("") if data is None else data, NOT_ASKED[self.records], **kwargs)

    # --- what it gives ----------------------------------------------------------------------------------------------------
    @cached_property
    def understood(self) -> dict[str, Understood]:
        return {name: parameter.understand(self._asked(name)) for name, parameter in self.filters.items()}

    @cached_property
    def ignored(self) -> list[str]:
        """One sentence for each thing in the address that was not used, saying what could be."""
        sentences = [sentence for understood in self.understood.values() for sentence in understood.ignored]
        for name, understood in self.understood.items():
            if len(understood.values) > 1 and name != "q" and not self.filters[name].is_a_choice:
                what = {"value": ", ".join(value[:SHOWN] for value in understood.values[1:6]), "name": name}
                sentences.append(gettext("“%(value)s” was left out: there can be only one %(name)s.") % what)
        strange = [name for name in self.data if name not in self.filters and name not in self.elsewhere]
        if strange:
            what = {"names": ", ".join(name[:SHOWN] for name in strange[:5]), "known": ", ".join(self.filters)}
            sentences.append(gettext("There is no filter %(names)s here; there is: %(known)s.") % what)
        return sentences

    @cached_property
    def chosen(self) -> list[Chip]:
        """The filters that are set, each with the address without it."""
        return [
            Chip(str(self.filters[name].label), self._words(name, label), self._without(name, value))
            for name, understood in self.understood.items()
            if self.filters[name].is_a_choice or name in ("q", "on")
            for value, label in understood.labels.items()
        ]

    def query(self, kind: str = "") -> Query:
        """The question that the address asks, of this kind of record."""
        choices = {name: made.values for name, made in self.understood.items() if made.values and self.filters[name].is_a_choice}
        if "region" in choices and (reach := self._first("reach")):
            choices["reach"] = (reach,)
        return Query(
            kind=kind or self.records,
            words=" ".join(self.understood["q"].values),
            filters=choices,
            on=_day(self._first("on")),
            order=self._first("order") or "relevance",
            page=int(self._first("page") or 1),
        )

    @property
    def qs(self) -> QuerySet:
        """What the address asks for, from the database."""
        return database.found(self.query(), self.among)

    # --- its parts --------------------------------------------------------------------------------------------------------
    def _asked(self, name: str) -> list[str]:
        """The values of a parameter as typed, without empty ones and doubles."""
        values = self.data.getlist(name) if isinstance(self.data, QueryDict) else [self.data.get(name, "")]
        cleaned = (str(value).replace("\0", "").strip() for value in values[:MOST_VALUES])
        return list(dict.fromkeys(value for value in cleaned if value))

    def _first(self, name: str) -> str:
        return (*self.understood[name].values, "")[0] if name in self.understood else ""

    def _words(self, name: str, label: str) -> str:
        if name != "region":
            return str(label)
        return f"{label} · {Reach(self._first('reach') or Reach.APPLIES).label}"

    def _without(self, name: str, value: str) -> str:
        """The address without this value; on the first page, for the list is another one."""
        data = self.data.copy() if isinstance(self.data, QueryDict) else QueryDict("", mutable=True)
        meant = self.understood[name].meant
        left = [other for other in self._asked(name) if meant.get(other, other) != value]
        data.setlist(name, left)
        for gone in ["page", *(["reach"] if name == "region" and not left else [])]:
            data.pop(gone, None)
        return f"?{data.urlencode()}"


class DocumentFilter(Grammar):
    records = "document"

    kind = Kind(label=_("Document kind"))
    genre = Among(_("Genre"), Genre.choices)
    support = Among(_("Kind of support"), SupportKind.choices)
    form = Among(_("Form"), Form.choices)

    class Meta:
        model = Document
        fields: tuple[str, ...] = ()


class SubsidyFilter(Grammar):
    records = "clause"

    support = Among(_("Kind of support"), SupportKind.choices)
    beneficiary = Parameter(label=_("Beneficiary"))
    form = Among(_("Form"), Form.choices)
    amount = Among(_("Amount"), AMOUNTS)
    least = Sum(_("Largest amount from"), rounds_up=True)
    most = Sum(_("Largest amount to"))

    class Meta:
        model = SubsidyClause
        fields: tuple[str, ...] = ()


class TargetFilter(Grammar):
    records = "target"

    class Meta:
        model = Target
        fields: tuple[str, ...] = ()


def _day(value: str) -> date | None:
    try:
        return parse_date(value) if value else None
    except ValueError:
        return None
