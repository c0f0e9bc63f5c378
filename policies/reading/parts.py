"""The parts of a reading: frozen values with places in the clean text.

Every `start` and `end` is a character offset into `Reading.text`; `text[start:end]` is the quote. Money is Decimal yuan,
areas are square metres, a rate is a fraction (0.5 for 50%), a percentage that is a target is a number with the unit "%".
The names of the fields are those that `manage.py read --json` prints.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Confidence = Literal["sure", "likely", "check"]
Genre = Literal["policy", "report", "interpretation", "draft"]
Level = Literal["national", "ministry", "province", "city", "county", "zone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A rule that mended the raw text, and how often."""

    rule: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something an editor should look at: a rule's code, an English sentence, and the place in the clean text."""

    rule: str
    message: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A quote and where it stands."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """What a covering notice issues: its own title and kind."""

    title: str
    kind: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The elements of GB/T 9704-2012 around the text: head, addressees, dates, imprint."""

    number: str | None = None
    registration_number: str | None = None
    index_number: str | None = None
    copy_number: str | None = None
    title: str | None = None
    kind: str | None = None
    instrument: Instrument | None = None
    issuing_bodies: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    copied_to: tuple[str, ...] = ()
    date_issued: date | None = None
    date_printed: date | None = None
    date_published: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    level: Level | None = None
    region: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    evidence: dict[str, Place] = field(default_factory=dict)  # the name of a field above -> where it was read


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading with its marker; `path` joins the markers' numbers ("二、（八）"), `until` ends the part that it opens."""

    marker: str
    heading: str
    depth: int
    path: str
    start: int
    end: int
    until: int = 0
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something read out of the text, on the provision (a heading's path, None before the first) it stands in."""

    start: int
    end: int
    evidence: str
    provision: str | None = None
    confidence: Confidence = "sure"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPart:
    """A provision of the paper cited, where it is named: as printed, by its markers ("第五条第二款"), and its relation.

    `marker` is empty where words alone name the part (中有关房租补贴的规定). `relation` is the citation's, or repeals for what an
    amending paper deletes.
    """

    start: int
    end: int
    printed: str
    marker: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Finding):
    """Another document named here. `relation`: based_on, implements, refers_to, issues, forwards, repeals, amends, explains."""

    title: str | None
    number: str | None
    relation: str
    attributed_to: str | None = None
    alias: str | None = None  # 以下简称《办法》, 即“众创十二条”
    parts: tuple[CitedPart, ...] = ()  # the provisions meant; none where the whole paper is


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Finding):
    """What is to be reached. `comparator`: reach, at_least, more_than, at_most, about, increase, strive_for, range, exact.

    `change` is level, increase, cumulative, ratio or growth; `deadline` "2020", "2020-06" or "2020-06-30".
    """

    indicator: str
    comparator: str
    quantity: Decimal
    quantity_max: Decimal | None = None
    unit: str
    deadline: str | None = None
    deadline_evidence: str | None = None
    change: str = "level"
    scope: str | None = None
    striving: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One figure of a clause. `role`: fixed, tier, per_unit, step, rate, cap, floor, quota, fund.

    `value` is yuan (unit "元"), a fraction (role "rate", unit "") or a quantity in `unit` (role "quota").
    """

    role: str
    value: Decimal
    unit: str = "元"
    tier: str | None = None
    per: str | None = None
    base: str | None = None
    scope: str | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What an applicant must show. `comparator`: at_least, more_than, at_most, less_than, equals, is."""

    subject: str
    comparator: str
    value: Decimal | None = None
    unit: str | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Subsidy(Finding):
    """A promise of support: who gets what, how much, on which conditions. `form` and `kinds` are those of the contract."""

    kinds: tuple[str, ...]
    beneficiary: str | None
    form: str
    amounts: tuple[Amount, ...] = ()
    conditions: tuple[Condition, ...] = ()
    stacking: str | None = None
    delivery: str | None = None
    region: str | None = None  # a region of its own, as printed, where it is not the document's
    term: str | None = None  # for how long it is paid, as printed: 3年


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """The bodies in charge of a provision; the first printed is the lead where the text says so."""

    provision: str | None
    lead: str | None
    others: tuple[str, ...]
    start: int
    end: int
    evidence: str
    confidence: Confidence = "sure"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFigure(Finding):
    """What a text says was reached. `qualifier` is more (余, 多), nearly (近) or None; `as_of` as a target's deadline."""

    indicator: str
    quantity: Decimal
    unit: str
    qualifier: str | None = None
    as_of: str | None = None
    region: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidityFact(Finding):
    """`fact`: effective_from, effective_to, term, repeals, trial, plan_period; `value`: a date, months, a title or a period."""

    fact: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many numbers with a unit the text holds, how many became part of a finding, and where the rest stand."""

    numbers: int = 0
    explained: int = 0
    left: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read out of one text."""

    text: str
    genre: Genre = "policy"
    header: Header = field(default_factory=Header)
    outline: tuple[Heading, ...] = ()
    citations: tuple[Citation, ...] = ()
    targets: tuple[Target, ...] = ()
    subsidies: tuple[Subsidy, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    reported_figures: tuple[ReportedFigure, ...] = ()
    validity: tuple[ValidityFact, ...] = ()
    repairs: tuple[Repair, ...] = ()
    flags: tuple[Flag, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
