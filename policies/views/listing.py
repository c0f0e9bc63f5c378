"""A list as a page shows it: what was found, the filters with their counts, what was ignored, and ways out of nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from urllib.parse import urlencode, urlsplit

from django.core.paginator import Page, Paginator
from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policies.filters import Chip
from policies.models import Document, Form, Genre, IssuingBody, Level, Region, SupportKind, Theme, ValidityState
from policies.models.prepared import Prepared, any_of
from policies.search.engine import Result, count, search
from policies.search.facets import Choice as Counted
from policies.search.query import Query

from .found import find_documents

MOST_CHOICES = 40  # beside a list; what is rarer is reached by searching
MOST_WAYS = 6  # questions asked again, each without one filter, when nothing was found

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
AT_ONCE = 50  # names asked for in one question
NAMES = {
    "region": Prepared(lambda: Region.objects.filter(any_of("slug", AT_ONCE)).order_by(), ["slug", "name"]),
    "body": Prepared(lambda: IssuingBody.objects.filter(any_of("slug", AT_ONCE)).order_by(), ["slug", "name"]),
}
THEMES = Prepared(lambda: Theme.objects.filter(any_of("slug", AT_ONCE)).order_by(), ["id", "slug", "name_zh", "name_en"])
OPENED = ("level", "validity", "support")
AMOUNTS = {"with": _("With an amount"), "without": _("Without an amount")}
WORDS = {"level": Level, "validity": ValidityState, "support": SupportKind, "form": Form, "genre": Genre}


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

    @property
    def is_opened(self) -> bool:
        """Whether its choices are in view from the start: the first ones, and those with a choice taken."""
        return self.name in OPENED or any(choice.is_chosen for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Way:
    """A question with one filter less, and what it would find."""

    label: str
    value_label: str
    remove_url: str
    total: int


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
        kept = {name: value for name in self.keep if (value := self.request.GET.get(name))}
        return f"{self.request.path}?{urlencode(kept)}" if kept else self.request.path

    @cached_property
    def ignored(self) -> list[object]:
        """Sentences on what was not used, and on what the search itself has to say."""
        sentences = [*self.filters.ignored]
        if self.query.page > self.page.paginator.num_pages:
            sentence = _("There is no page %(asked)s; this is the last one.")
            sentences.append(sentence % {"asked": self.query.page})
        return [*sentences, self.result.notice] if self.result.notice else sentences

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
        return self.records(partial(find_documents, on=self.query.on or timezone.localdate()))

    @property
    def choices(self) -> list[Facet]:
        """The facets that stand beside the list as boxes to tick."""
        return self.facets

    @cached_property
    def facets(self) -> list[Facet]:
        return [facet for name, label in FACETS if (facet := self._facet(name, label)).choices]

    def _facet(self, name: str, label: str) -> Facet:
        chosen = self.query.filters.get(name, ())
        found = self.result.facets.get(name, ())
        offered = {choice.value: choice for choice in (found if name == "region" else found[:MOST_CHOICES])}
        offered |= {value: Counted(value, 0) for value in chosen if value not in offered}
        labels = labels_of(name, list(offered))
        choices = (Choice(one.value, labels.get(one.value, one.value), one.count, one.value in chosen, one.depth) for one in offered.values())
        return Facet(name, label, tuple(choices))

    @cached_property
    def ways(self) -> list[Way]:
        """When nothing was found: what there would be without each of the filters, and without each of the words."""
        if self.total:
            return []
        tried = [(chip, self._without(chip)) for chip in self.chosen[:MOST_WAYS]] + self._without_each_word()
        ways = [Way(chip.label, chip.value_label, chip.remove_url, count(query)) for chip, query in tried]
        return [way for way in ways if way.total]

    @cached_property
    def unknown(self) -> list[str]:
        """When nothing was found: the words that stand nowhere, whatever the filters."""
        wanted = [] if self.total else self.query.typed.wanted[:MOST_WAYS]
        return [word.text for word in wanted if not count(replace(self.query, words=str(word), filters={}))]

    def _without_each_word(self) -> list[tuple[Chip, Query]]:
        words = self.query.typed.words
        tried = []
        for word in words[:MOST_WAYS] if len(words) > 1 else ():
            left = " ".join(str(other) for other in words if other != word)
            data = self.request.GET.copy()
            data["q"] = left
            data.pop("page", None)
            tried.append((Chip(_("Word"), word.text, f"?{data.urlencode()}"), replace(self.query, words=left)))
        return tried

    def _without(self, chip: object) -> Query:
        """The question that the chip's address asks."""
        asked = QueryDict(urlsplit(chip.remove_url).query)
        return type(self.filters)(asked).query(self.query.kind)


def labels_of(name: str, values: list[str]) -> dict[str, str]:
    """The values of a facet in words; one query at most."""
    if name in WORDS:
        return dict(WORDS[name].choices)
    if name == "amount":
        return AMOUNTS
    if name == "theme":
        return {theme.slug: str(theme) for theme in THEMES.records_of(values, AT_ONCE)}
    return dict(NAMES[name].rows_of(values, AT_ONCE)) if name in NAMES else {}
