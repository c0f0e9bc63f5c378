"""Two to five places side by side: what each of them gives for the same thing."""

from __future__ import annotations

from functools import cached_property

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from policies.comparison import FEWEST, MOST, Comparison, compare
from policies.exports import FORMATS, Column, clause_columns, download, with_validity
from policies.filters import Among, One, Place, SubsidyFilter
from policies.models import Region, SubsidyClause, SupportKind

FIELDS_SHOWN = 3  # for places, before there are more


class Places(Place):
    most = MOST


class ComparedFilter(SubsidyFilter):
    """The grammar of all lists, with up to five places."""

    region = Places(label=_("Region"))
    support = Among(_("Kind of support"), SupportKind.choices)
    format = One(_("Format"), FORMATS)


class Question:
    """What is to be compared, as the address says it, and what the form shows of it."""

    def __init__(self, request: HttpRequest) -> None:
        self.filters = ComparedFilter(request.GET)
        self.typed = [value for value in request.GET.getlist("region") if value.strip()]
        self.support = self.filters.understood["support"].values

    @cached_property
    def regions(self) -> list[Region]:
        return list(Region.objects.filter(slug__in=self.filters.understood["region"].values))

    @property
    def is_enough(self) -> bool:
        return len(self.regions) >= FEWEST

    @property
    def sentences(self) -> list[str]:
        """What was not used of the address, and what is missing."""
        said = list(self.filters.ignored)
        if len(self.typed) > MOST:
            said.append(gettext("Five places stand side by side at most; the first five are shown."))
        if self.typed and not self.is_enough:
            said.append(gettext("Name two places at least."))
        return said

    @property
    def places(self) -> list[str]:
        """What the fields for places show: what was typed, and room for more."""
        room = max(1, FIELDS_SHOWN - len(self.typed)) if len(self.typed) < MOST else 0
        return [*self.typed[:MOST], *[""] * room]

    @cached_property
    def comparison(self) -> Comparison:
        return compare(self.regions, self.support, self.filters.query().on) if self.is_enough else Comparison()

    @property
    def kinds(self) -> list[tuple[str, str, bool]]:
        """The kinds of support that can be asked for; those that no clause here has are left out once places are named."""
        found = {kind for clause in self.comparison.clauses for kind in clause.kinds}
        return [(value, str(label), value in self.support) for value, label in SupportKind.choices if self.support or not found or value in found]


def subsidy_compare(request: HttpRequest) -> HttpResponseBase:
    question = Question(request)
    if request.GET.get("format") in FORMATS and question.is_enough:
        columns = (*clause_columns(request.build_absolute_uri), *figure_columns(question.comparison))
        return download(request.GET["format"], "comparison", columns, with_validity(question.comparison.clauses))
    trail = [(reverse("policies:subsidy-list"), _("Subsidies"))]
    return render(request, "policies/subsidies/compare.html", {"question": question, "comparison": question.comparison, "trail": trail})


def figure_columns(comparison: Comparison) -> tuple[Column, ...]:
    """The figures that the page compares, beside what every download says of a clause."""
    figures = {measure.clause.pk: measure.figure for column in comparison.columns for measure in column.measures}

    def part(name: str):
        def value(clause: SubsidyClause) -> object:
            return getattr(figures.get(clause.pk), name, None)

        return value

    return (
        Column(_("Compared from"), part("low")),
        Column(_("Compared to"), part("high")),
        Column(_("Compared unit"), part("unit")),
        Column(_("A year's"), lambda clause: gettext("yes") if part("is_yearly")(clause) else ""),
    )
