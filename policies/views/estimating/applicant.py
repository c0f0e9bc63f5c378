"""Where and who: the clauses that an estimate is made from."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policies.estimate import groups, groups_of
from policies.filters import Among, SubsidyFilter
from policies.models import Region, SubsidyClause, SupportKind, ValidityState
from policies.search.engine import LARGEST_PAGE, Result, search
from policies.search.query import Query

APPLICANTS = {
    "space": _("Makerspace or incubator, or who runs one"),
    "tenant": _("Firm inside a makerspace or incubator"),
    "company": _("Firm or project"),
    "service": _("Organiser, association or service provider"),
    "investor": _("Investor"),
    "finance": _("Bank, guarantor or insurer"),
    "research": _("University, school or institute"),
    "team": _("Team or maker"),
    "talent": _("Specialist"),
    "student": _("Student or graduate"),
    "person": _("Person or household"),
    "government": _("Local authority"),
    "others": _("Others"),
    "anyone": _("The text does not say whom"),
}
GONE = (ValidityState.REPEALED, ValidityState.EXPIRED, ValidityState.NOT_YET)
STANDING = tuple(str(state) for state in ValidityState if state not in GONE)
NAMES_SHOWN = 6  # of the beneficiaries as printed, beside a group
NEAR_SHOWN = 8


class Option(NamedTuple):
    """A box to tick: who one is, or what for; how many clauses it brings; the words of the texts."""

    value: str
    label: str
    count: int
    is_chosen: bool
    names: tuple[str, ...] = ()


class Near(NamedTuple):
    """A place with clauses near one without any."""

    region: Region
    count: int


class ApplicantFilter(SubsidyFilter):
    """The grammar of all lists with who one is; parameters with a point in their name answer questions of clauses."""

    who = Among(_("Applicant"), {name: APPLICANTS.get(name, name) for name in groups()})

    def __init__(self, data: QueryDict, **kwargs: object) -> None:
        asked = data.copy()
        for name in [name for name in asked if "." in name]:
            asked.pop(name)
        super().__init__(asked, **kwargs)


class Applicant:
    """Who asks and where: the region, the clauses that apply there, and those of them that are for the applicant."""

    def __init__(self, data: QueryDict) -> None:
        self.filters = ApplicantFilter(data)
        self.typed = data.getlist("region")[:1]
        self.who = self.filters.understood["who"].values
        self.support = self.filters.understood["support"].values

    @cached_property
    def region(self) -> Region | None:
        slugs = self.filters.understood["region"].values[:1]
        return Region.objects.filter(slug__in=slugs).first()

    @cached_property
    def found(self) -> Result:
        """Clauses of the place and from above, the narrowest place first; none of papers that do not hold today."""
        if self.region is None:
            return Result()
        filters = {"region": (self.region.slug,), "reach": ("applies",), "validity": STANDING}
        return search(Query(kind="clause", filters=filters, on=self.filters.query().on, order="amount", size=LARGEST_PAGE))

    @cached_property
    def clauses(self) -> list[SubsidyClause]:
        rows = SubsidyClause.objects.public().for_list().in_bulk(self.found.ids)
        states = SubsidyClause.objects.states_of(rows, self.on)
        for row in rows.values():
            row.validity_state = states.get(row.pk, "")
        return [rows[pk] for pk in self.found.ids if pk in rows]

    @property
    def on(self) -> date:
        """The day that the estimate is for."""
        return self.filters.query().on or timezone.localdate()

    @property
    def doubtful(self) -> int:
        """How many of the clauses stand in papers that no text shows to be in force."""
        return sum(clause.validity_state != ValidityState.IN_FORCE for clause in self.chosen)

    @property
    def beyond(self) -> int:
        """How many more clauses apply than one estimate can hold."""
        return max(0, self.found.total - len(self.found.ids))

    @property
    def hidden(self) -> int:
        """How many clauses of papers that do not hold were left out, as far as it was counted."""
        return sum(choice.count for choice in self.found.facets.get("validity", ()) if choice.value in GONE)

    @cached_property
    def applicants(self) -> list[Option]:
        """The kinds of applicant among the clauses, with the words of the texts."""
        names: dict[str, Counter[str]] = {}
        for clause in self.clauses:
            for group in groups_of(clause.beneficiary):
                names.setdefault(group, Counter())[clause.beneficiary] += 1
        return [self._applicant(name, names[name]) for name in groups() if name in names]

    def _applicant(self, name: str, printed: Counter[str]) -> Option:
        words = tuple(word for word, _count in printed.most_common(NAMES_SHOWN) if word)
        return Option(name, str(APPLICANTS.get(name, name)), printed.total(), name in self.who, words)

    @cached_property
    def purposes(self) -> list[Option]:
        """The kinds of support among the clauses for the applicant."""
        counts = Counter(kind for clause in self._for_who for kind in clause.kinds)
        labels = dict(SupportKind.choices)
        return [Option(kind, str(labels.get(kind, kind)), count, kind in self.support) for kind, count in counts.most_common()]

    @cached_property
    def chosen(self) -> list[SubsidyClause]:
        """The clauses that the estimate is made from."""
        asked = set(self.support)
        return [clause for clause in self._for_who if not asked or asked & set(clause.kinds)]

    @cached_property
    def _for_who(self) -> list[SubsidyClause]:
        asked = set(self.who)
        return [clause for clause in self.clauses if asked & set(groups_of(clause.beneficiary))]

    @property
    def has_none_of_its_own(self) -> bool:
        """Whether all clauses come from above."""
        return bool(self.clauses) and all(clause.region_id != self.region.pk for clause in self.clauses)

    @cached_property
    def near(self) -> list[Near]:
        """Where there are clauses, when none applies here: below the place, else below the nearest place above it."""
        if self.region is None or self.found.total:
            return []
        totals = SubsidyClause.objects.public().counts_down_the_tree()
        around = [place for place in Region.objects.above(self.region).reverse() if totals[place.slug]]
        if not around:
            return []
        own = SubsidyClause.objects.public().counts_by_region()
        places = Region.objects.below(around[0]).filter(pk__in=own).select_related("parent")[:NEAR_SHOWN]
        return [Near(place, own[place.pk]) for place in places]
