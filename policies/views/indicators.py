"""One indicator across levels and places: ranges as bars, the figures reported beside them, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from policies.indicators import Measure, measure_of, name_of, printings
from policies.models import ReportedFigure, Target
from policies.models.target import ChangeKind, TargetQuerySet

from .graph import page_asked
from .kept import Kept
from .questions import targets as questions

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


def indicator_list(request: HttpRequest) -> HttpResponse:
    name = name_of(request.GET.get("name", "").replace("\0", "").strip()[:LONGEST_NAME])
    kept = Kept()
    number, ignored = page_asked(request)
    page = Paginator(Named(name, kept), TARGETS_A_PAGE).get_page(number) if name else None
    found = page.object_list if page else []
    if page and number > page.number:
        ignored.append(_("There is no page %(asked)s; this is the last one.") % {"asked": number})
    context = {
        "name": name,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1) if page else [],
        "ignored": ignored,
        "charts": charts(found, figures_beside(name, found), timezone.localdate()),
        "names": [] if found else kept("indicators", names),
    }
    return render(request, "policies/targets/indicators.html", context)


@dataclass(frozen=True, slots=True)
class Named:
    """The targets of an indicator from the nation down, cut into pages. A hundred thousand may have the name: how many, and which
    stand on a page, is kept; what they say is not."""

    name: str
    kept: Kept

    @property
    def targets(self) -> TargetQuerySet:
        return Target.objects.public().filter(indicator__in=printings(self.name))

    def count(self) -> int:
        return self.kept(f"indicator-{self.name}", self.targets.count)

    __len__ = count

    def __getitem__(self, cut: slice) -> list[Target]:
        first = self.targets.order_by("region__depth", "region__slug", "deadline_on", "pk").values_list("pk", flat=True)
        return questions.find_targets(self.kept(f"indicator-{self.name}-{cut.start}", lambda: list(first[cut])))


def figures_beside(name: str, targets: list[Target]) -> list[ReportedFigure]:
    """The figures of the indicator that were reported of the places of these targets."""
    places = {target.region_id for target in targets if target.region_id}
    return questions.find_figures_of(printings(name), sorted(places))


def names() -> list[tuple[str, int]]:
    """The indicators with how many targets each has, printings of one name together, the most frequent first."""
    counts: dict[str, int] = {}
    for printed, number in Target.objects.public().counts_by_indicator()[:MOST_NAMES]:
        counts[name_of(printed)] = counts.get(name_of(printed), 0) + number
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
