"""One grammar of filters for pages, and for whatever else lists the same records.

    region=330105        code, slug or exact name      reach=applies|only|below (of what it is without: Query.reach)
    level= body= kind= genre= year= theme= support= form= beneficiary= amount=with|without
    least=10万 most=100万 (of the largest sum of a clause, in yuan)
    validity= on=2016-03-21      q=words      order=relevance|newest|level|amount      page=2

A parameter may be repeated: any of its values will do. What makes no sense is left out and said in `ignored`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from policies.models import (
    Document,
    Form,
    Genre,
    IssuingBody,
    Level,
    Reach,
    SubsidyClause,
    SupportKind,
    Target,
    Theme,
    ValidityState,
)
from policies.search import database
from policies.search.query import Query

from .parameters import (
    SHOWN,
    Among,
    Day,
    Kind,
    Named,
    Number,
    One,
    Parameter,
    Place,
    Sum,
    Understood,
    Words,
    Year,
    day_of,
)

NAMES_SAID = 5  # parameters that one sentence names
AMOUNTS = {"with": _("With an amount"), "without": _("Without an amount")}


def order_among(*names: str) -> One:
    """The parameter of the orders that a list has."""
    orders = {"relevance": _("Relevance"), "newest": _("Newest first"), "level": _("By level"), "amount": _("Narrowest region, largest amount")}
    return One(_("Order"), {name: orders[name] for name in names})


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set: what it is, its value in words, and the address of the list without it."""

    label: str
    value_label: str
    remove_url: str


NOT_ASKED = {records: model.objects.none() for records, model in database.ROOTS.items()}  # most pages ask the index alone


class Address(django_filters.FilterSet):
    """What the address of a page says, parameter by parameter. `ignored` and `understood` never raise, whatever it says."""

    elsewhere = frozenset({"csrfmiddlewaretoken", "lang"})  # parameters that are read elsewhere
    usual_reach: str = Reach.BELOW  # of a question that says none

    @cached_property
    def understood(self) -> dict[str, Understood]:
        return {name: parameter.understand(self._asked(name)) for name, parameter in self.filters.items()}

    @cached_property
    def ignored(self) -> list[str]:
        """One sentence for each thing in the address that was not used, saying what could be."""
        sentences = [sentence for understood in self.understood.values() for sentence in understood.ignored]
        reach = self._first("reach")
        if reach not in ("", self.usual_reach) and not self._asked("region"):  # the usual one is sent by every form
            sentence = gettext("“%(value)s” was left out: it says how far a question about a region goes, and no region is asked for.")
            sentences.append(sentence % {"value": Reach(reach).label})
        return sentences + unknown_names([name for name in self.data if name not in self.elsewhere], self.filters)

    def _asked(self, name: str) -> list[str]:
        """The values of a parameter as typed, without empty ones and doubles."""
        values = self.data.getlist(name) if isinstance(self.data, QueryDict) else [self.data.get(name, "")]
        cleaned = (str(value).replace("\0", "").strip() for value in values)
        return list(dict.fromkeys(value for value in cleaned if value))

    def _first(self, name: str) -> str:
        return (*self.understood[name].values, "")[0] if name in self.understood else ""


class Grammar(Address):
    """What every list understands. `ignored`, `chosen`, `query` and `qs` never raise, whatever the address says."""

    records = "document"  # what this list is of, as a query names it
    elsewhere = Address.elsewhere | {"tab"}

    q = Words(label=_("Words"))
    region = Place(label=_("Region"))
    reach = One(_("Reach"), Reach.choices)
    level = Among(_("Level"), Level.choices)
    body = Named(_("Issuing body"), IssuingBody)
    year = Year(label=_("Year"))
    theme = Named(_("Theme"), Theme)
    validity = Among(_("Validity"), ValidityState.choices)
    on = Day(label=_("On the day"))
    page = Number(label=_("Page"))

    def __init__(self, data: QueryDict | None = None, queryset: QuerySet | None = None, **kwargs: object) -> None:
        """`queryset` are the records of which those asked for are given; all that are public, where it is not set."""
        self.among = queryset
        super().__init__(QueryDict("") if data is None else data, NOT_ASKED[self.records], **kwargs)

    # --- what it gives ----------------------------------------------------------------------------------------------------
    @property
    def usual_reach(self) -> str:
        return Query(self.records).reach

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
            on=day_of(self._first("on")),
            order=self._first("order") or "relevance",
            page=int(self._first("page") or 1),
        )

    @property
    def qs(self) -> QuerySet:
        """What the address asks for, from the database."""
        return database.found(self.query(), self.among)

    # --- its parts --------------------------------------------------------------------------------------------------------
    def _words(self, name: str, label: str) -> str:
        """A region with how far the question about it goes."""
        return f"{label} · {Reach(self.query().reach).label}" if name == "region" else str(label)

    def _without(self, name: str, value: str) -> str:
        """The address without this value; on the first page, for the list is another one."""
        data = self.data.copy() if isinstance(self.data, QueryDict) else QueryDict("", mutable=True)
        meant = self.understood[name].meant
        left = [other for other in self._asked(name) if meant.get(other, other) != value] if self.filters[name].most > 1 else []
        data.setlist(name, left)
        for gone in ["page", *(["reach"] if name == "region" and not left else [])]:
            data.pop(gone, None)
        return f"?{data.urlencode()}"


def unknown_names(asked: Collection[str], known: Collection[str]) -> list[str]:
    """A sentence on the parameters that are none of those known."""
    strange = [name for name in asked if name not in known]
    if not strange:
        return []
    sentence = gettext("There is no filter %(names)s here; there is: %(known)s.") if known else gettext("This page has no filters: %(names)s was left out.")
    return [sentence % {"names": ", ".join(name[:SHOWN] for name in strange[:NAMES_SAID]), "known": ", ".join(known)}]


def beyond(number: int, last: int) -> list[str]:
    """A sentence for a page behind the last one."""
    sentence = gettext("There is no page %(asked)s; this is the last one.")
    return [sentence % {"asked": number}] if number > last else []


class DocumentFilter(Grammar):
    records = "document"

    kind = Kind(label=_("Document kind"))
    genre = Among(_("Genre"), Genre.choices)
    support = Among(_("Kind of support"), SupportKind.choices)
    form = Among(_("Form"), Form.choices)
    order = order_among("relevance", "newest", "level")

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
    order = order_among("relevance", "newest", "amount")

    class Meta:
        model = SubsidyClause
        fields: tuple[str, ...] = ()


class TargetFilter(Grammar):
    records = "target"

    order = order_among("relevance", "newest", "level")

    class Meta:
        model = Target
        fields: tuple[str, ...] = ()
