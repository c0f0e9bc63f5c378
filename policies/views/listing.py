"""A list as a page shows it: what was found, the filters with their counts, what was ignored, and ways out of nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policies.models import Document, Form, Genre, Level, SupportKind, ValidityState
from policies.search.engine import Result, count, search
from policies.search.excerpts import mark
from policies.search.facets import Choice as Counted
from policies.search.plan import ORDERS as SORTED
from policies.search.plan import WITHOUT_WORDS
from policies.search.query import Query

from .found import NAMED, find_documents, names_of
from .ways import Asked, Unknown, Way, unknown_words, ways_out

MOST_CHOICES = 40  # beside a list; what is rarer is reached by searching
MOST_ASKED = 40  # questions asked again when nothing was found: there are at most twenty words and a dozen filters
MOST_ASKED_OF_DATABASE = 6  # it looks through all texts for each

# The facets of a list in their order on the page.
FACETS = (
    ("level", _("Level")),
    ("validity", _("Validity")),
    ("support", _("Kind of support")),
    ("amount", _("Amount")),
    ("form", _("Form")),
    ("beneficiary", _("Beneficiary")),
    ("region", _("Region")),
    ("body", _("Issuing body")),
    ("kind", _("Document kind")),
    ("genre", _("Genre")),
    ("theme", _("Theme")),
    ("year", _("Year")),
)
OPENED = ("level", "validity", "support")
AMOUNTS = {"with": _("With an amount"), "without": _("Without an amount")}
WORDS = {"level": Level, "validity": ValidityState, "support": SupportKind, "form": Form, "genre": Genre}
WHOLE = (*WORDS, "amount", "year")  # facets of which each value that gives anything is counted
ORDER_LABELS = {
    "relevance": _("Best match first"),
    "amount": _("Narrowest place, then amount"),
    "newest": _("Newest first"),
    "level": _("From the nation down"),
}
ORDER_OF_FIELD = {field: order for order, field in SORTED.items()}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet in words, with how many results it would give."""

    value: str
    label: str
    count: int | None
    is_chosen: bool
    depth: int = 0  # in a tree


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter beside a list."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    address: str = ""  # of the list without this filter, to be followed by its values
    cut_at: int = 0  # how many choices are listed, where there are more

    @property
    def is_opened(self) -> bool:
        """Whether its choices are in view from the start: the first ones, and those with a choice taken."""
        return self.name in OPENED or any(choice.is_chosen for choice in self.choices)


class Listing:
    """What one page of a list needs, from the request on."""

    def __init__(self, request: HttpRequest, filters: object, kind: str, *, size: int = 20, keep: tuple[str, ...] = ()) -> None:
        self.request, self.filters, self.keep = request, filters, keep
        self.query: Query = replace(filters.query(kind), size=size)
        self.result: Result = search(self.query)

    @property
    def total(self) -> int:
        return self.result.total

    @property
    def chosen(self) -> list[object]:
        return self.filters.chosen

    @property
    def clear(self) -> str:
        """The address of the whole list; `keep` names the parameters that are no filters there."""
        return self._address_of(self.keep)

    def _address_of(self, names: Iterable[str]) -> str:
        kept = {name: value for name in names if (value := self.request.GET.get(name))}
        return f"{self.request.path}?{urlencode(kept)}" if kept else self.request.path

    @cached_property
    def ignored(self) -> list[object]:
        """Sentences on what was not used, and on what the search itself has to say."""
        sentences = [*self.filters.ignored]
        if self.query.page > self.page.paginator.num_pages:
            sentence = _("There is no page %(asked)s; this is the last one.")
            sentences.append(sentence % {"asked": self.query.page})
        return [*sentences, self.result.notice] if self.result.notice else sentences

    @property
    def is_from_database(self) -> bool:
        """Whether the index could not be asked: nothing is counted or ranked then."""
        return not self.result.facets

    @property
    def order(self) -> str:
        """The order that the list really has, which is another than that asked for where no word ranks."""
        return self.query.order if self.query.order in SORTED or self._ranks else ORDER_OF_FIELD[WITHOUT_WORDS[self.query.kind]]

    @property
    def orders(self) -> list[Choice]:
        """The orders that the list can have; the best match first only where there are words to match."""
        offered = [name for name in ORDER_LABELS if name in self.filters.filters["order"].choices and (name != "relevance" or self._ranks)]
        return [Choice(name, ORDER_LABELS[name], None, name == self.order) for name in offered]

    @property
    def _ranks(self) -> bool:
        return bool(self.query.typed.wanted) and not self.is_from_database

    @cached_property
    def left_out(self) -> int:
        """How many results of the same words the filters leave out."""
        if not self.query.filters:
            return 0
        return max(0, count(replace(self.query, filters={})) - self.total)

    @cached_property
    def page(self) -> Page:
        return Paginator(range(self.total), self.query.size).get_page(self.query.page)

    @property
    def numbers(self) -> Iterable[object]:
        return self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1)

    def records(self, find: Callable[[Sequence[int]], list[Model]]) -> list[Model]:
        """The records of this page in the order found, with their excerpts; `find` leaves out what was withdrawn since."""
        records = find(self.result.ids)
        for record in records:
            record.excerpt = self.result.excerpts.get(record.pk, "")
        return records

    def documents(self) -> list[Document]:
        """The documents of this page, with their validity on the day that is asked of."""
        documents = self.records(partial(find_documents, on=self.query.on or timezone.localdate()))
        for document in documents if self.query.typed.marks else ():
            document.marked_title = mark(document.title, self.query.typed.marks)
        return documents

    @property
    def choices(self) -> list[Facet]:
        """The facets that stand beside the list as boxes to tick."""
        return self.facets

    @cached_property
    def facets(self) -> list[Facet]:
        offered = {name: self._offered(name) for name, _label in FACETS}
        labels = labels_of({name: list(choices) for name, choices in offered.items()})
        facets = (self._facet(name, label, offered[name].values(), labels[name]) for name, label in FACETS)
        return [facet for facet in facets if facet.choices]

    def _offered(self, name: str) -> dict[str, Counted]:
        """The choices of a facet that are listed, those taken among them."""
        chosen = self.query.filters.get(name, ())
        found = self.result.facets.get(name, ())
        offered = {one.value: one for one in self._listed(name)} | {one.value: one for one in found if one.value in chosen}
        return offered | {value: Counted(value, self._count_of(name, value)) for value in chosen if value not in offered}

    def _listed(self, name: str) -> Sequence[Counted]:
        found = self.result.facets.get(name, ())
        return found if name == "region" else found[:MOST_CHOICES]

    def _facet(self, name: str, label: str, offered: Iterable[Counted], labels: Mapping[str, str]) -> Facet:
        chosen, listed = self.query.filters.get(name, ()), len(self._listed(name))
        choices = (Choice(one.value, labels.get(one.value, one.value), one.count, one.value in chosen, one.depth) for one in offered)
        cut_at = listed if listed < len(self.result.facets.get(name, ())) else 0
        return Facet(name, label, tuple(choices), self._address_without(name), cut_at)

    def _count_of(self, name: str, value: str) -> int | None:
        """What a value would give that is not among those counted: a rare one, or words that are part of others."""
        if self.is_from_database:
            return None
        return 0 if name in WHOLE else count(replace(self.query, filters={**self.query.filters, name: (value,)}))

    @cached_property
    def _encoded(self) -> dict[str, str]:
        """The parameters of the address but the page, each as it stands there."""
        return {name: urlencode([(name, values)], doseq=True) for name, values in self.request.GET.lists() if name != "page"}

    def _address_without(self, name: str) -> str:
        return "?" + "".join(f"{encoded}&" for other, encoded in self._encoded.items() if other != name)

    # --- when nothing was found -------------------------------------------------------------------------------------------
    @cached_property
    def unknown(self) -> list[Unknown]:
        """The words that stand nowhere, whatever the filters."""
        return [] if self.total else unknown_words(self.query, self._most_asked)

    @cached_property
    def ways(self) -> list[Way]:
        """What there would be without each of the filters, and without each of the words."""
        if self.total:
            return []
        asked = Asked(self.request.GET, self.filters, self.query.kind)
        return ways_out(asked, [one.word for one in self.unknown], self._most_asked)

    @property
    def start(self) -> str:
        """Where to begin anew: the list without filters, and without the words where they are to blame too."""
        has_filters = bool(self.query.filters or self.query.on)
        return self.clear if has_filters and not self.unknown else self._address_of(name for name in self.keep if name != "q")

    @property
    def _most_asked(self) -> int:
        return MOST_ASKED_OF_DATABASE if self.is_from_database else MOST_ASKED


def labels_of(offered: Mapping[str, Sequence[str]]) -> dict[str, dict[str, str]]:
    """Facet -> value -> its words, for the values of all facets."""
    named = names_of({name: values for name, values in offered.items() if name in NAMED})
    return {name: dict(WORDS[name].choices) if name in WORDS else named.get(name, {}) for name in offered} | {"amount": AMOUNTS}
