"""Composes one invented paper from a seed and a serial: text, outline, citations, targets and clauses with their places."""

from __future__ import annotations

import csv
import random
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import accumulate

YEARS = range(2013, 2025)
LEVEL_SHARES = {"country": 1, "province": 15, "city": 30, "county": 50, "zone": 4}
NUMERALS = "一二三四五六七八九十"
MAX_CITATIONS = 3
CHANGING = 0.08  # of the papers end or change an older one
CHANGES = (
    ("同时废止", "repeals", True), ("自本文件印发之日起停止执行", "repeals", True), ("修改为“另行规定”", "amends", True),
    ("同时废止", "repeals", False),
)  # fmt: skip
CHANGED_PARTS = ("一、（一）", "一、（二）", "二、（一）", "二、（二）")  # every paper has them: two chapters of two sections at least
JOINT = 0.1  # of the papers of local governments are issued together with one or two bureaus
ISSUING_TOGETHER = ("province", "city", "county")
# Characters a paper should reach before it ends: real papers of this kind have 1,500 to 2,500.
LENGTHS = (1500, 2300)


@dataclass(frozen=True, slots=True)
class Place:
    """A region as the grammar needs it; `key` is the caller's own."""

    key: int
    name: str
    kind: str
    short: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What a paper is called: enough to cite it without composing it."""

    serial: int
    place: Place
    body: str
    code: str
    year: int
    number: int
    title: str
    kind: str

    @property
    def printed(self) -> str:
        return f"{self.code}〔{self.year}〕{self.number}号"


@dataclass(frozen=True, slots=True)
class Part:
    """A quote of the paper: [start, end), and the index of the heading it stands under."""

    start: int
    end: int
    heading: int | None


@dataclass(frozen=True, slots=True)
class HeadingPart:
    marker: str
    heading: str
    depth: int
    path: str
    parent: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CitationPart(Part):
    cited: Identity
    relation: str
    part: str = ""  # the provision of the paper cited that is meant, by its markers


@dataclass(frozen=True, slots=True)
class TargetPart(Part):
    indicator: str
    quantity: int
    unit: str
    comparator: str
    deadline: int


@dataclass(frozen=True, slots=True)
class ClausePart(Part):
    kind: str
    beneficiary: str
    form: str
    amounts: tuple[tuple[str, str, str], ...]  # role, value, tier


@dataclass(slots=True)
class Paper:
    """A composed paper; offsets count in `text`."""

    identity: Identity
    issued: date
    bodies: tuple[str, ...]  # that issue it, the first one first
    text: str = ""
    headings: list[HeadingPart] = field(default_factory=list)
    citations: list[CitationPart] = field(default_factory=list)
    targets: list[TargetPart] = field(default_factory=list)
    clauses: list[ClausePart] = field(default_factory=list)


class Grammar:
    """All papers of one seed over the same places: paper n is the same in every run."""

    def __init__(self, seed: int, places: Sequence[Place]) -> None:
        self.seed = seed
        self.words = words()
        self.by_kind: dict[str, list[Place]] = {}
        for place in places:
            self.by_kind.setdefault(place.kind, []).append(place)
        self.kinds = [kind for kind in LEVEL_SHARES if kind in self.by_kind]
        self.shares = [LEVEL_SHARES[kind] for kind in self.kinds]

    def identity(self, serial: int) -> Identity:
        """Name, number and place of a paper; year and number together never come twice."""
        rng = random.Random(f"{self.seed}:{serial}")  # noqa: S311 (invented text needs no secrecy)
        kind = rng.choices(self.kinds, self.shares)[0]
        place = self._zipf(rng, self.by_kind[kind])
        office = self.words["unit_body"]
        body = "国务院办公厅" if kind == "country" else f"{place.name}{'管理委员会' if kind == 'zone' else rng.choice(office)}"
        instrument, topic = rng.choice(self.words["instrument"]), self._zipf(rng, self.words["field"])
        title = f"{body}关于{rng.choice(self.words['verb'][:10])}{topic}{self._zipf(rng, self.words['object'])}的{instrument}"
        code = "国办发" if kind == "country" else f"{place.short[:1]}{'管' if kind == 'zone' else '政'}办发"
        year = YEARS[serial % len(YEARS)]
        return Identity(serial, place, body, code, year, serial // len(YEARS) + 1, title, instrument[-2:])

    def paper(self, serial: int) -> Paper:
        """The paper with its text and all that stands in it."""
        identity = self.identity(serial)
        rng = random.Random(f"{self.seed}:{serial}:text")  # noqa: S311
        issued = date(identity.year, 1, 5) + timedelta(days=rng.randrange(350))
        return _Composer(self, rng, Paper(identity, issued, (identity.body, *self.partners(identity)))).compose()

    def partners(self, identity: Identity) -> list[str]:
        """The bodies that issue a paper together with its first one; by dice of their own, so that all else stays as it is."""
        dice = random.Random(f"{self.seed}:{identity.serial}:joint")  # noqa: S311
        if identity.place.kind not in ISSUING_TOGETHER or dice.random() > JOINT:
            return []
        return [f"{identity.place.name}{bureau}" for bureau in dice.sample(self.words["bureau"], dice.randint(1, 2))]

    def _zipf(self, rng: random.Random, choices: Sequence):
        """An item by Zipf's law: the n-th is drawn with weight 1/n. What `rng.choices` draws, without its making of lists."""
        weights = _zipf_weights(len(choices))
        return choices[bisect(weights, rng.random() * weights[-1], 0, len(choices) - 1)]


class _Composer:
    """Writes one paper from top to bottom, noting where each part stands."""

    def __init__(self, grammar: Grammar, rng: random.Random, paper: Paper) -> None:
        self.grammar, self.rng, self.paper, self.words = grammar, rng, paper, grammar.words
        self.pieces: list[str] = []
        self.length = 0
        self.heading: int | None = None

    def compose(self) -> Paper:
        self._head()
        wanted = self.rng.randint(*LENGTHS)
        chapters = self.rng.sample(self.words["theme_heading"], len(NUMERALS))
        for number, heading in enumerate(chapters):
            self._chapter(number, heading)
            if self.length > wanted:
                break
        self._change()
        self._say("".join(f"\n{body}" for body in self.paper.bodies))
        self._say(f"\n{self.paper.issued.year}年{self.paper.issued.month}月{self.paper.issued.day}日\n")
        self.paper.text = "".join(self.pieces)
        return self.paper

    # --- the parts, in order --------------------------------------------------------------------------------------------
    def _head(self) -> None:
        identity = self.paper.identity
        self._say(f"{identity.title}\n{identity.printed}\n各有关单位：\n为{self._pick('purpose')}，")
        for _ in range(self.rng.randint(0, min(MAX_CITATIONS, identity.serial))):
            self._citation()
        self._say("结合本地实际，提出如下意见。\n")

    def _citation(self) -> None:
        # Papers cite what is older; low serials are cited most, as the well-known papers of the nation are.
        cited = self.grammar.identity(int(self.paper.identity.serial * self.rng.random() ** 3))
        verb, relation = self.rng.choice((("根据", "based_on"), ("贯彻落实", "implements")))
        self._say(verb)
        start, end = self._say(f"《{cited.title}》（{cited.printed}）")
        self._say("，")
        self.paper.citations.append(CitationPart(start, end, None, cited, relation))

    def _change(self) -> None:
        """Now and then an older paper is repealed or amended, as a rule in part; by dice of its own, so that all else stays as it is."""
        serial = self.paper.identity.serial
        dice = random.Random(f"{self.grammar.seed}:{serial}:change")  # noqa: S311
        if not serial or dice.random() > CHANGING:
            return
        words, relation, is_part = dice.choice(CHANGES)
        part = dice.choice(CHANGED_PARTS) if is_part else ""
        cited = self.grammar.identity(dice.randrange(serial))
        start, end = self._say(f"《{cited.title}》（{cited.printed}）")
        self._say(f"{part}{words}。\n")
        self.paper.citations.append(CitationPart(start, end, self.heading, cited, relation, part))

    def _chapter(self, number: int, heading: str) -> None:
        marker = f"{NUMERALS[number]}、"
        chapter = self._heading(marker, heading, 1, marker[:-1], None)
        self._say("\n")
        for section in range(self.rng.randint(2, 4)):
            inner = f"（{NUMERALS[section]}）"
            self._heading(inner, f"{self._pick('verb')}{self._pick('object')}", 2, f"{marker}{inner}", chapter)
            self._say("。")
            self._body()
            self._say("\n")

    def _body(self) -> None:
        for _ in range(self.rng.randint(1, 3)):
            self._sentence()
        if self.rng.random() < 0.3:
            self._target()
        if self.rng.random() < 0.3:
            self._clause()

    def _sentence(self) -> None:
        pick = self._pick
        self._say(f"{pick('manner')}，依托{self._name()}{pick('verb')}{pick('subject')}参与{pick('tail')}，{pick('verb')}{pick('object')}，{pick('purpose')}。")

    def _target(self) -> None:
        deadline = self.paper.identity.year + self.rng.randint(1, 5)
        quantity = self.rng.choice((5, 10, 20, 30, 50, 100, 200, 500))
        indicator = self._pick("subject")
        word, comparator = self.rng.choice((("达到", "reach"), ("超过", "more_than"), ("不少于", "at_least")))
        start, end = self._say(f"到{deadline}年，全域{indicator}{word}{quantity}家")
        self._say("。")
        self.paper.targets.append(TargetPart(start, end, self.heading, indicator, quantity, "家", comparator, deadline))

    def _clause(self) -> None:
        write = self.rng.choice((self._fixed, self._tiers, self._rate))
        write(self._pick("subject"))
        self._say("。")

    def _fixed(self, who: str) -> None:
        sum_ = self.rng.choice((5, 10, 20, 30, 50, 100))
        start, end = self._say(f"对新认定的{who}，给予{sum_}万元一次性奖励")
        self.paper.clauses.append(ClausePart(start, end, self.heading, "award", who, "fixed", (("fixed", f"{sum_}0000", ""),)))

    def _tiers(self, who: str) -> None:
        top = self.rng.choice((60, 80, 100, 200))
        sums = (top, top // 2, top // 4)
        start, end = self._say(f"对获评国家级、省级、市级的{who}，分别给予{sums[0]}万元、{sums[1]}万元、{sums[2]}万元奖励")
        amounts = tuple(("tier", f"{value}0000", tier) for value, tier in zip(sums, ("国家级", "省级", "市级"), strict=True))
        self.paper.clauses.append(ClausePart(start, end, self.heading, "award", who, "tiered", amounts))

    def _rate(self, who: str) -> None:
        rate, cap = self.rng.choice((10, 20, 30, 50)), self.rng.choice((10, 50, 100, 300))
        start, end = self._say(f"按{who}实际房租支出的{rate}%给予补贴，每年最高不超过{cap}万元")
        amounts = (("rate", f"0.{rate}", ""), ("cap", f"{cap}0000", ""))
        self.paper.clauses.append(ClausePart(start, end, self.heading, "rent", who, "rate", amounts))

    def _name(self) -> str:
        """A rare proper name: most names of a collection stand in one paper only."""
        return "".join(self.rng.choices(self.words["syllable"][0], k=3)) + self._pick("site")

    # --- pen and dictionary ---------------------------------------------------------------------------------------------
    def _heading(self, marker: str, heading: str, depth: int, path: str, parent: int | None) -> int:
        start, end = self._say(f"{marker}{heading}")
        self.paper.headings.append(HeadingPart(marker, heading, depth, path, parent, start, end))
        self.heading = len(self.paper.headings) - 1
        return self.heading

    def _say(self, text: str) -> tuple[int, int]:
        """Write, and return where."""
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        return start, self.length

    def _pick(self, name: str) -> str:
        return self.grammar._zipf(self.rng, self.words[name])


@cache
def words() -> dict[str, tuple[str, ...]]:
    with files(__package__).joinpath("words.csv").open(encoding="utf-8", newline="") as handle:
        return {row["list"]: tuple(row["words"].split("|")) for row in csv.DictReader(handle)}


@cache
def _zipf_weights(count: int) -> tuple[float, ...]:
    return tuple(accumulate(1 / rank for rank in range(1, count + 1)))
