"""Targets by place, with the figures that documents report of the same place beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from policies.filters import TargetFilter, Year
from policies.models import Level, Region, ReportedFigure, Target
from policies.models.target import TargetQuerySet

from .kept import Kept
from .listing import Choice, Facet
from .questions import targets as questions

TARGETS_A_PAGE = 30
OTHER_ORDERS = ("newest", "level")  # than by place
FIGURES_BESIDE = 20  # of one place; a yearly report names hundreds


class TargetQuestion(TargetFilter):
    """What the list of targets understands: the grammar of all lists, and the year of the deadline."""

    due = Year(label=_("Deadline"))

    @property
    def qs(self):
        years = self.understood["due"].values
        return super().qs.due_in(years) if years else super().qs

    def counts_by_deadline(self) -> dict[int, int]:
        """Year -> how many targets are due in it, whichever year is asked for."""
        return super().qs.counts_by_deadline()


@dataclass(slots=True)
class Group:
    """A place with its targets; `also` are figures reported there that measure none of them."""

    region: Region | None
    targets: list[Target] = field(default_factory=list)
    also: list[ReportedFigure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ByPlace:
    """Targets by place, the narrowest first, cut into pages: only the places of a page are sorted, for a nation has half a million."""

    targets: TargetQuerySet
    counts: list[tuple[int | None, int]]

    def count(self) -> int:
        return sum(number for _place, number in self.counts)

    __len__ = count

    def __getitem__(self, cut: slice) -> list[Target]:
        places, before, at = [], 0, 0
        for place, number in self.counts:
            if at < cut.stop and at + number > cut.start:
                before = at if not places else before
                places.append(place)
            at += number
        return in_order(self.targets.of_places(places).narrowest_then_soonest(), slice(cut.start - before, cut.stop - before))


@dataclass(frozen=True, slots=True)
class InOrder:
    """Targets in the order that they have, cut into pages."""

    targets: TargetQuerySet
    kept: Kept
    name: str

    def count(self) -> int:
        return self.kept(self.name, self.targets.count)

    __len__ = count

    def __getitem__(self, cut: slice) -> list[Target]:
        return in_order(self.targets, cut)


def in_order(targets: TargetQuerySet, cut: slice) -> list[Target]:
    """Sorted by their keys alone, for whole rows take thrice the time."""
    return questions.find_targets(list(targets.values_list("pk", flat=True)[cut]))


def target_list(request: HttpRequest) -> HttpResponse:
    asked = TargetQuestion(request.GET)
    kept = Kept()
    page = Paginator(listed(asked, kept), TARGETS_A_PAGE).get_page(asked.query().page)
    places = places_asked(asked)
    context = {
        "asked": asked,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "ignored": [*asked.ignored, *beyond(asked.query().page, page)],
        "groups": side_by_side(page.object_list, places if page.number == 1 else []),
        "facets": [years(asked, kept), levels(asked)],
        "places": [place.as_typed for place in places],
        "clear": request.path,
    }
    return render(request, "policies/targets/list.html", context)


def listed(asked: TargetQuestion, kept: Kept) -> ByPlace | InOrder:
    targets = asked.qs
    name = f"targets-{sorted(item for item in asked.data.lists() if item[0] != 'page')}"
    if asked.query().order in OTHER_ORDERS:
        return InOrder(targets, kept, name)
    return ByPlace(targets, kept(name, targets.counts_by_place))


def places_asked(asked: TargetFilter) -> list[Region]:
    slugs = asked.understood["region"].values
    return list(Region.objects.filter(slug__in=slugs).with_twins()) if slugs else []


def beyond(number: int, page) -> list[str]:
    """A sentence for a page that does not exist."""
    sentence = _("There is no page %(asked)s; this is the last one.")
    return [sentence % {"asked": number}] if number > page.paginator.num_pages else []


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


def years(asked: TargetQuestion, kept: Kept) -> Facet:
    """The years in which targets are due, with what each would give."""
    chosen = asked.understood["due"].values
    question = sorted(item for item in asked.data.lists() if item[0] not in ("page", "due"))
    due = kept(f"due-{question}", asked.counts_by_deadline)
    counts = {str(year): count for year, count in due.items()}
    counts |= {year: 0 for year in chosen if year not in counts}
    return Facet("due", _("Deadline"), tuple(Choice(year, year, count, year in chosen) for year, count in counts.items()))


def levels(asked: TargetQuestion) -> Facet:
    chosen = asked.understood["level"].values
    return Facet("level", _("Level"), tuple(Choice(value, label, None, value in chosen) for value, label in Level.choices))
