"""Targets by place, with the figures that documents report of the same place beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policies.filters import TargetFilter, Year, beyond
from policies.models import Level, Region, ReportedFigure, Target, ValidityState
from policies.models.target import TargetQuerySet
from policies.search import database

from .kept import Kept
from .listing import Choice, Facet
from .questions import targets as questions
from .validity import states_shown

TARGETS_A_PAGE = 30
OTHER_ORDERS = ("newest", "level")  # than by place
FIGURES_BESIDE = 20  # of one place; a yearly report names hundreds

Placed = Counter[tuple[int | None, int | None]]  # key of a region and year of a deadline -> targets


class TargetQuestion(TargetFilter):
    """What the list of targets understands: the grammar of all lists, and the year of the deadline.

    Repealed targets are listed only when states are asked for; as it stood on a day, what had not begun is left out too.
    """

    due = Year(label=_("Deadline"))

    @cached_property
    def day(self) -> date:
        return self.query().on or timezone.localdate()

    @cached_property
    def states(self) -> tuple[str, ...]:
        return self.understood["validity"].values or states_shown(self.query().on)

    @cached_property
    def others(self) -> list[str]:
        """The states that are not asked for."""
        return [state for state in ValidityState.values if state not in self.states]

    @property
    def is_open(self) -> bool:
        """Whether those are asked for of which nothing is recorded: most, and so they are found as all but the rest. Words leave few anyway."""
        return ValidityState.UNVERIFIED in self.states and not self.query().words

    @property
    def is_plain(self) -> bool:
        """Whether the reader asks for no state, so that the list leaves out what is over."""
        return not self.understood["validity"].values

    @cached_property
    def years(self) -> list[int]:
        return [int(year) for year in self.understood["due"].values]

    @property
    def key(self) -> str:
        """What two questions have in common of which only the page differs."""
        return f"{self.day}-{sorted(item for item in self.data.lists() if item[0] != 'page')}"

    @property
    def rows(self) -> TargetQuerySet:
        """What is asked for but for deadline and state, public or not."""
        query = self.query()
        filters = {name: values for name, values in query.filters.items() if name != "validity"}
        return database.found(replace(query, filters=filters), Target.objects.all())

    def told(self, states: Collection[str]) -> TargetQuerySet:
        """Those of what is asked for that are in one of the states, whatever the deadline."""
        if self.query().words:
            return self.rows.public().in_states(states, self.day)
        return self.rows.but_not_public().recorded_in(states, self.day) if states else self.rows.none()

    def over(self, kept: Kept) -> frozenset[int]:
        """Keys of those that are left out for their state."""
        return kept(f"over-{self.key}", lambda: frozenset(self.told(self.others).order_by().values_list("pk", flat=True)))

    def keys(self, cut: slice, kept: Kept) -> list[int]:
        """Of those asked for in their order; what is left out is dropped here, for to judge a hundred thousand in turn takes half a second."""
        over = self.over(kept) if self.is_open else ()
        rows = self.rows.public() if self.is_open else self.told(self.states)
        found = self.in_time(rows).values_list("pk", flat=True)[: cut.stop + len(over)]
        return [key for key in found if key not in over][cut]

    def in_time(self, rows: TargetQuerySet) -> TargetQuerySet:
        return rows.due_in(self.years) if self.years else rows

    @property
    def show_all(self) -> str:
        """The same question with what the list leaves out."""
        data = self.data.copy()
        data.setlist("validity", ValidityState.values)
        data.pop("page", None)
        return f"?{data.urlencode()}"


class Counts(NamedTuple):
    """The targets of a question: by place, by the year of their deadline whichever is asked for, and how many are over."""

    places: Counter[int | None]
    years: Counter[int | None]
    over: int

    @classmethod
    def of(cls, asked: TargetQuestion) -> Counts:
        """All less what does not belong: half a million are counted along an index, and only those looked at of which something is recorded."""
        if not asked.is_open:
            told = asked.told(asked.states).counts_by_place_and_deadline()
            over = asked.told(asked.others).counts_by_place_and_deadline() if asked.is_plain else Counter()
            return cls(places_of(told, asked.years), years_of(told), places_of(over, asked.years).total())
        over = asked.told(asked.others).counts_by_place_and_deadline()
        gone = over + asked.rows.not_public().counts_by_place_and_deadline()
        places = Counter(asked.in_time(asked.rows).counts_by_region()) - places_of(gone, asked.years)
        return cls(places, asked.rows.counts_by_deadline() - years_of(gone), places_of(over, asked.years).total())


def places_of(counts: Placed, years: list[int]) -> Counter[int | None]:
    places: Counter[int | None] = Counter()
    for (place, year), number in counts.items():
        places[place] += number if not years or year in years else 0
    return places


def years_of(counts: Placed) -> Counter[int | None]:
    years: Counter[int | None] = Counter()
    for (_place, year), number in counts.items():
        years[year] += number
    return years


@dataclass(slots=True)
class Group:
    """A place with its targets; `also` are figures reported there that measure none of them."""

    region: Region | None
    targets: list[Target] = field(default_factory=list)
    also: list[ReportedFigure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Listed:
    """The targets asked for in their order, cut into pages. Which stand on a page is kept, not what they say."""

    asked: TargetQuestion
    counts: Counts
    kept: Kept

    @classmethod
    def of(cls, asked: TargetQuestion, kept: Kept) -> Listed:
        return cls(asked, kept(f"targets-{asked.key}", lambda: Counts.of(asked)), kept)

    def count(self) -> int:
        return self.counts.places.total()

    __len__ = count

    def __getitem__(self, cut: slice) -> list[Target]:
        is_by_place = self.asked.query().order not in OTHER_ORDERS
        keys = self.kept(f"targets-{self.asked.key}-{cut.start}", lambda: self.by_place(cut) if is_by_place else self.asked.keys(cut, self.kept))
        return questions.find_targets(keys, self.asked.day)

    def by_place(self, cut: slice) -> list[int]:
        """By place, the narrowest first: only the places of the page are sorted, for a nation has half a million targets."""
        ranks = Region.objects.ranks()
        places, before, at = [], 0, 0
        for place, number in sorted(self.counts.places.items(), key=lambda row: ranks.get(row[0], len(ranks))):
            if at < cut.stop and at + number > cut.start:
                before = at if not places else before
                places.append(place)
            at += number
        here = self.asked.rows.public().of_places(places).in_states(self.asked.states, self.asked.day)
        return list(self.asked.in_time(here).narrowest_then_soonest().values_list("pk", flat=True)[cut.start - before : cut.stop - before])


def target_list(request: HttpRequest) -> HttpResponse:
    asked = TargetQuestion(request.GET)
    listed = Listed.of(asked, Kept())
    page = Paginator(listed, TARGETS_A_PAGE).get_page(asked.query().page)
    places = places_asked(asked)
    context = {
        "asked": asked,
        "over": listed.counts.over if asked.is_plain else 0,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "ignored": [*asked.ignored, *beyond(asked.query().page, page.paginator.num_pages)],
        "groups": side_by_side(page.object_list, places if page.number == 1 else []),
        "facets": [years(asked, listed.counts), among(asked, "level", _("Level"), Level), among(asked, "validity", _("Validity"), ValidityState)],
        "places": [place.as_typed for place in places],
        "clear": request.path,
    }
    return render(request, "policies/targets/list.html", context)


def places_asked(asked: TargetFilter) -> list[Region]:
    slugs = asked.understood["region"].values
    return list(Region.objects.filter(slug__in=slugs).with_twins()) if slugs else []


def side_by_side(targets: Iterable[Target], places: Iterable[Region]) -> list[Group]:
    """Targets by place in their order, each with the figures reported of just the same; places asked for come in any case."""
    groups: dict[int | None, Group] = {}
    for target in targets:
        target.reported = []
        groups.setdefault(target.region_id, Group(target.region)).targets.append(target)
    for place in places:
        groups.setdefault(place.pk, Group(place))
    for figure in questions.find_figures_in([pk for pk in groups if pk]):
        lay_beside(figure, groups[figure.region_id])
    return [group for group in groups.values() if group.targets or group.also]


def lay_beside(figure: ReportedFigure, group: Group) -> None:
    measured = [target for target in group.targets if figure.measures(target)]
    for target in measured:
        target.reported.append(figure)
    if not measured and len(group.also) < FIGURES_BESIDE:
        group.also.append(figure)


def years(asked: TargetQuestion, counts: Counts) -> Facet:
    """The years in which targets are due, with what each would give."""
    due = {year: number for year, number in counts.years.items() if year}
    due |= {year: 0 for year in asked.years if year not in due}
    choices = (Choice(f"{year:04}", f"{year:04}", due[year], year in asked.years) for year in sorted(due))
    return Facet("due", _("Deadline"), tuple(choices))


def among(asked: TargetQuestion, name: str, label: object, kind: type[Level] | type[ValidityState]) -> Facet:
    """A filter whose choices are few and not counted."""
    chosen = asked.understood[name].values
    return Facet(name, label, tuple(Choice(value, word, None, value in chosen) for value, word in kind.choices))
