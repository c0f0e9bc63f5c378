"""One indicator across levels and places: ranges as bars, the figures reported beside them, and the same as a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from policies.filters import Words, beyond
from policies.indicators import Measure, measure_of, name_of, printings
from policies.models import ReportedFigure, Target
from policies.models.target import ChangeKind, TargetQuerySet

from .kept import Kept
from .questions import targets as questions
from .targets import TargetQuestion

TARGETS_A_PAGE = 60  # of one indicator
MOST_NAMES = 200  # printings listed, the most frequent first
LONGEST_NAME = 200
# A bar in its own units.
WIDTH, MARGIN = 300, 8
OPEN_UP = ("at_least", "more_than", "increase", "strive_for")  # a bound that may be passed


class Bar(NamedTuple):
    """A target on the scale of its chart; `open_to` is where a bound without an end fades out, None where it is exact."""

    target: Target
    x: int
    x_high: int
    open_to: int | None
    figures: list[tuple[ReportedFigure, int]]
    is_overdue: bool  # the deadline is past and no figure of the same measure and place is here


class Chart(NamedTuple):
    """Targets of one measure and one kind of change, which alone can share a scale."""

    measure: Measure
    change: object
    top: Decimal
    bars: list[Bar]


class IndicatorName(Words):
    most = 1


class IndicatorQuestion(TargetQuestion):
    """What the page of an indicator understands: its name, and whatever narrows a list of targets; its order is its own."""

    name = IndicatorName(label=_("Indicator"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        del self.filters["order"]

    @cached_property
    def indicator(self) -> str:
        return name_of(self._first("name")[:LONGEST_NAME])

    @cached_property
    def of_any_name(self) -> IndicatorQuestion:
        data = self.data.copy()
        data.pop("name", None)
        return IndicatorQuestion(data)

    @property
    def rows(self) -> TargetQuerySet:
        rows = self.in_time(super().rows).order_by("region__depth", "region__slug", "deadline_on", "pk")
        return rows.filter(indicator__in=printings(self.indicator)) if self.indicator else rows

    def count(self, kept: Kept) -> tuple[int, int]:
        """How many targets are listed, and how many are left out for their state."""
        over = len(self.over(kept)) if self.is_open or self.is_plain else 0
        return self.told(self.states).count() if not self.is_open else self.rows.count() - self.rows.not_public().count() - over, over


def indicator_list(request: HttpRequest) -> HttpResponse:
    asked, kept = IndicatorQuestion(request.GET), Kept()
    named = Named.of(asked, kept)
    page = Paginator(named, TARGETS_A_PAGE).get_page(asked.query().page) if asked.indicator else None
    found = page.object_list if page else []
    context = {
        "asked": asked,
        "name": asked.indicator,
        "page": page,
        "over": named.over if asked.is_plain else 0,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1) if page else [],
        "ignored": [*asked.ignored, *beyond(asked.query().page, page.paginator.num_pages if page else 1)],
        "charts": charts(found, figures_beside(asked.indicator, found), asked.day),
        "names": [] if found else kept(f"indicators-{asked.of_any_name.key}", lambda: names(asked.of_any_name)),
        "clear": f"?{urlencode({'name': asked.indicator})}" if asked.indicator else request.path,
    }
    return render(request, "policies/targets/indicators.html", context)


@dataclass(frozen=True, slots=True)
class Named:
    """The targets of an indicator from the nation down, cut into pages. A hundred thousand may have the name: how many, and which
    stand on a page, is kept; what they say is not."""

    asked: IndicatorQuestion
    kept: Kept
    total: int
    over: int

    @classmethod
    def of(cls, asked: IndicatorQuestion, kept: Kept) -> Named:
        return cls(asked, kept, *(kept(f"indicator-{asked.key}", lambda: asked.count(kept)) if asked.indicator else (0, 0)))

    def count(self) -> int:
        return self.total

    __len__ = count

    def __getitem__(self, cut: slice) -> list[Target]:
        keys = self.kept(f"indicator-{self.asked.key}-{cut.start}", lambda: self.asked.keys(cut, self.kept))
        return questions.find_targets(keys, self.asked.day)


def figures_beside(name: str, targets: list[Target]) -> list[ReportedFigure]:
    """The figures of the indicator that were reported of the places of these targets."""
    places = {target.region_id for target in targets if target.region_id}
    return questions.find_figures_of(printings(name), sorted(places))


def names(asked: IndicatorQuestion) -> list[tuple[str, int]]:
    """The indicators with how many targets each has, printings of one name together, the most frequent first."""
    if asked.is_open:
        gone = asked.told(asked.others).counts_by_indicator() + asked.rows.not_public().counts_by_indicator()
        printed = asked.rows.counts_by_indicator() - gone
    else:
        printed = asked.told(asked.states).counts_by_indicator()
    counts: Counter[str] = Counter()
    for name, number in printed.most_common(MOST_NAMES):
        counts[name_of(name)] += number
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def charts(targets: list[Target], figures: list[ReportedFigure], today: date) -> list[Chart]:
    groups: dict[tuple[Measure, str], list[Target]] = {}
    for target in targets:
        groups.setdefault((measure_of(target.indicator, target.unit), target.change), []).append(target)
    return [chart(measure, change, members, figures, today) for (measure, change), members in groups.items()]


def chart(measure: Measure, change: str, targets: list[Target], figures: list[ReportedFigure], today: date) -> Chart:
    """The targets on one scale from nothing to the largest number of the chart."""
    beside = {target.pk: [figure for figure in figures if is_beside(figure, target, measure)] for target in targets}
    tops = [target.high or target.low for target in targets]
    tops += [figure.quantity for found in beside.values() for figure in found]
    top = max(tops, default=Decimal(0)) or Decimal(1)
    return Chart(measure, ChangeKind(change).label, top, [bar(target, beside[target.pk], top, today) for target in targets])


def is_beside(figure: ReportedFigure, target: Target, measure: Measure) -> bool:
    """The same measure and place; a level that was reported is no measure of an increase that was promised."""
    same = target.region_id is not None and figure.region_id == target.region_id and measure_of(figure.indicator, figure.unit) == measure
    return same and target.change in (ChangeKind.LEVEL, ChangeKind.CUMULATIVE)


def bar(target: Target, figures: list[ReportedFigure], top: Decimal, today: date) -> Bar:
    def at(value: Decimal) -> int:
        return MARGIN + int(value * (WIDTH - 2 * MARGIN) / top)

    low, high = at(target.low), at(target.high if target.high is not None else target.low)
    open_to = min(high + 24, WIDTH) if target.comparator in OPEN_UP else max(low - 24, 0) if target.comparator == "at_most" else None
    is_overdue = not figures and target.deadline_on is not None and target.deadline_on < today
    return Bar(target, low, high, open_to, [(figure, at(figure.quantity)) for figure in figures], is_overdue)
