"""Which provision of one paper is the counterpart of which in another: scored by what both speak of, weighted by rarity.

The words of a passage are its overlapping pairs of Chinese characters and its Latin words. A pair that stands in many
passages (众创, 创新) says little, one that stands in two (宽带, 股权) says much, and the words that any paper is drafted
with (符合条件, 给予, 进一步) say nothing however rare they are among a few passages. Papers say the same in different words:
a table groups them by subject (房租, 场地 and 宽带 are all of premises), and a subject counts as a word of its own, and so does
the theme that was read from the heading and text. Papers keep an order, too, aims first and who leads last: of two
passages equally alike the one at a like place answers.

    房租、宽带接入费用 … 给予适当补贴      <->      房租资助以及宽带全额补贴 … 最高不超过100万元的资助
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from math import log, sqrt
from operator import add, mul
from typing import NamedTuple

from .reading import tables

HAN = "\u3400-\u9fff"
RUN = re.compile(rf"[{HAN}]+|[A-Za-z]+")
SENTENCE = re.compile(r"[^。！？；;\n]+[。！？；;]?")
BETWEEN_ITEMS = re.compile(r"[，,、；;。：:！？\n（）()]|以及|给予|予以|进行")  # 装修给予补贴 names two things
LINK = re.compile(r"^(?:并且|或者|和|与|在|对|把|将)|(?:等|等方面|等支出费用)$")

DRAFTING = re.compile(tables.alternation(tables.column("drafting_words", "word")))

# These were chosen on pairs written down by hand; each lies in the middle of a range in which the same counterparts are found.
HEADING_WEIGHT = 3  # a heading says in ten words what a page goes on about
THEME_COUNTS = 32  # as often a word of the passage as its theme counts: 4.5 times one that stands there once
SUBJECT_WEIGHT = 1.5  # of the rarity of a subject: fewer than a hundred subjects stand in for all words
MOST_SPREAD = 0.6  # a term of more than three passages in five says nothing of one of them,
ONE_EACH = 6  # but of few passages a measure may be most of all that there is, once in each paper
AWAY = 0.2  # the share of its score that a passage at the other end of its paper loses
LEAST = 0.15  # below this two passages share only the manner of speaking

COVERED = 0.5  # an item of which half the pairs stand in the other passage is said there too
SHORTEST, LONGEST = 2, 18  # characters of an item worth naming; a longer one is no item of a list but a sentence
SHORTEST_SENTENCE = 12
TELLING = 2.5  # the rarity of a pair that two passages of thirty have, or of two pairs that ten have
MOST_KEPT = 400  # passages of which a process keeps the terms; the longest take some 300 KB
MOST_ALIGNED = 64  # sets of papers of which a process keeps what answers what, for readers turn pages and add papers
SHARED_WORDS = 8  # shown beside a score
PARTICLES = "的等者与和及在对为以并将由其各"  # say nothing at the end of a shared run


def _subjects() -> dict[str, tuple[str, ...]]:
    """Pair of characters -> the subjects that it is of."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in tables.rows("subjects"):
        found[row["word"]].append(f"subject {row['subject']}")  # no word of a text holds a space
    return {word: tuple(subjects) for word, subjects in found.items()}


SUBJECTS = _subjects()
EVERY_SUBJECT = frozenset(chain.from_iterable(SUBJECTS.values()))


@dataclass(frozen=True)
class Passage:
    """A provision as it is compared, its heading apart from its text; `key` is the caller's own."""

    key: object
    heading: str
    text: str
    theme: str = ""  # the slug of the strongest; one without is compared by its words and their subjects
    place: float = 0.0  # where in its paper it stands: 0 at the beginning, 1 at the end

    @property
    def terms(self) -> Counter[str]:
        """Its words, its theme and the subjects of its words, each with how often it stands there."""
        return _terms_of(self.heading, self.text, self.theme)

    @property
    def sentences(self) -> list[str]:
        """Those worth showing."""
        sentences = (found.strip() for found in SENTENCE.findall(self.text))
        return [sentence for sentence in sentences if len(sentence) >= SHORTEST_SENTENCE]


@dataclass(frozen=True, slots=True)
class Match:
    """A passage, its counterpart, and how alike they are: 0 to 1."""

    passage: Passage
    counterpart: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The counterparts of passages, by the key of each."""

    scale: Scale
    above: dict[object, Match]  # in the papers before its own
    beside: dict[object, Match]  # in a later paper, for what nothing above is like and nothing below was tied to
    _shared: dict[object, tuple[str, ...]] = field(default_factory=dict)
    _sentences: dict[object, tuple[str, str]] = field(default_factory=dict)

    def shared(self, match: Match) -> tuple[str, ...]:
        """The words that a match rests on, looked for when they are first asked for."""
        key = match.passage.key, match.counterpart.key
        if key not in self._shared:
            self._shared[key] = self.scale.shared(match)
        return self._shared[key]

    def sentences(self, match: Match) -> tuple[str, str]:
        """The sentences of a passage and its counterpart that are most like the other passage, looked for when they are first asked for."""
        key = match.passage.key, match.counterpart.key
        if key not in self._sentences:
            self._sentences[key] = self.scale.sentences(match)
        return self._sentences[key]


# --- the terms of a passage -----------------------------------------------------------------------------------------------
def cut(text: str) -> list[str]:
    """The pairs of Chinese characters and the Latin words of a text."""
    terms: list[str] = []
    for run in RUN.findall(text):
        terms += [run.lower()] if run.isascii() else map(add, run, run[1:])
    return terms


def matter(text: str) -> list[str]:
    """The terms of a text without the words that any paper is drafted with."""
    return cut(DRAFTING.sub(" ", text))


# What is known of a passage by its words alone, for a reader who compares goes on to compare the same papers.
@lru_cache(MOST_KEPT)
def _terms_of(heading: str, text: str, theme: str) -> Counter[str]:
    words = matter(heading) * HEADING_WEIGHT
    words += matter(text)
    terms = Counter(words)
    for word in terms.keys() & SUBJECTS.keys():
        for subject in SUBJECTS[word]:
            terms[subject] += terms[word]
    if theme:
        terms[f"theme {theme}"] = THEME_COUNTS
    return terms


# --- how alike two passages are -------------------------------------------------------------------------------------------
class Scale:
    """How much each term weighs among these passages."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        terms = [passage.terms for passage in passages]
        spread, total = Counter(chain.from_iterable(terms)), len(terms)
        most = min(max(MOST_SPREAD * total, ONE_EACH), total - 1)
        self.rarities = {term: log(total / number) for term, number in spread.items() if 1 < number <= most}
        for subject in EVERY_SUBJECT & self.rarities.keys():
            self.rarities[subject] *= SUBJECT_WEIGHT

    def rarity(self, term: str) -> float:
        """0 for a term of nearly all passages, and 0 for one that a single passage has, for it can tie nothing."""
        return self.rarities.get(term, 0.0)

    def weigh(self, passage: Passage) -> Weighed:
        """Each term of a passage by rarity, and again by how often it stands there."""
        rarities = self.rarities
        weights = {
            term: rarities[term] * (1 + log(count)) if count > 1 else rarities[term]
            for term, count in passage.terms.items() if term in rarities
        }  # fmt: skip
        return Weighed(passage, weights, sqrt(sum(map(mul, weights.values(), weights.values()))))

    def compare(self, passage: Passage, counterpart: Passage) -> Match:
        return Match(passage, counterpart, Counterparts(self, [counterpart]).scores(self.weigh(passage))[0])

    def sentences(self, match: Match) -> tuple[str, str]:
        """The sentence of each passage that is most like the other passage; the first where none shares a word with it."""
        both = match.passage.terms.keys() & match.counterpart.terms.keys() & self.rarities.keys()
        return self._telling(match.passage, both), self._telling(match.counterpart, both)

    def _telling(self, passage: Passage, words: Set[str]) -> str:
        """The sentence with the rarest of these words, a long one having to hold more of them than a short one."""
        squares = [(word, self.rarities[word] ** 2) for word in words]

        def told(sentence: str) -> float:
            return sum(square for word, square in squares if word in sentence) / sqrt(len(sentence))

        return max(passage.sentences, key=told, default=passage.text)

    def shared(self, match: Match) -> tuple[str, ...]:
        """The longest runs of characters that the passages of a match both use, the rarest first."""
        runs = (run.strip(PARTICLES) for run in shared_runs(match.passage.text, match.counterpart.text))
        found = {run for run in runs if len(run) > 1}
        weight = {run: sum(self.rarity(term) for term in cut(run)) for run in found}
        telling = [run for run in found if weight[run] >= TELLING] or found
        ranked = sorted(telling, key=lambda run: (-weight[run], run))
        chosen: list[str] = []
        for run in ranked:
            if not any(run in longer for longer in chosen):
                chosen.append(run)
        return tuple(chosen[:SHARED_WORDS])


class Weighed(NamedTuple):
    """A passage on a scale: its terms as a vector, and the length of that."""

    passage: Passage
    weights: dict[str, float]
    length: float


class Counterparts:
    """Passages among which the counterpart of another is looked for, by the terms they hold: only those that share one are touched."""

    def __init__(self, scale: Scale, passages: Iterable[Passage] = ()) -> None:
        self.scale = scale
        self.passages: list[Passage] = []
        self._lengths: list[float] = []
        self._holders: dict[str, tuple[list[int], list[float]]] = {}  # term -> which of them hold it, and its weights
        for passage in passages:
            self.add(scale.weigh(passage))

    def add(self, weighed: Weighed) -> None:
        number, holders = len(self.passages), self._holders
        for term, weight in weighed.weights.items():
            if term in holders:
                numbers, theirs = holders[term]
                numbers.append(number)
                theirs.append(weight)
            else:
                holders[term] = [number], [weight]
        self.passages.append(weighed.passage)
        self._lengths.append(weighed.length)

    def scores(self, weighed: Weighed) -> list[float]:
        """How alike each, in their order, and this one are: 1 for the same words at the same place, 0 for none in common."""
        found = [0.0] * len(self.passages)
        for term in weighed.weights.keys() & self._holders.keys():
            ours = weighed.weights[term]
            for number, theirs in zip(*self._holders[term], strict=True):
                found[number] += ours * theirs
        place, length = weighed.passage.place, weighed.length
        return [
            product / (length * their_length) * (1 - AWAY * abs(place - other.place)) if product else 0.0
            for product, their_length, other in zip(found, self._lengths, self.passages, strict=True)
        ]

    def best(self, passage: Passage) -> Match | None:
        """The counterpart most alike, however little; None without counterparts."""
        return self._first(passage, self.scores(self.scale.weigh(passage)))

    def find(self, passage: Passage, scores: list[float]) -> Match | None:
        """The counterpart with the highest of the scores, where it shares more than the manner of speaking."""
        match = self._first(passage, scores)
        return match if match and match.score >= LEAST else None

    def _first(self, passage: Passage, scores: list[float]) -> Match | None:
        best = max(scores, default=0.0)
        return Match(passage, self.passages[scores.index(best)], best) if scores else None


# --- papers side by side --------------------------------------------------------------------------------------------------
@lru_cache(MOST_ALIGNED)
def align(papers: tuple[tuple[Passage, ...], ...], levels: tuple[int, ...]) -> Alignment:
    """Tie each passage to its best counterpart in the papers before its own; `levels` has the level of each, the highest first.

    A measure is followed from level to level: where a paper of a higher level has a counterpart, it comes before any
    that a paper of the same level has. What nothing before or after was tied to stands beside the one it is most like in
    a later paper: a zone's paper says in one breath what a district says at length, and each is like the other, one of
    them unlike the province's.
    """
    alignment = Alignment(Scale(chain.from_iterable(papers)), {}, {})
    counterparts = Counterparts(alignment.scale)
    scored: list[tuple[Passage, list[float]]] = []  # each with its likeness to all in the papers before its own
    higher: dict[int, int] = {}  # level -> how many passages are in papers of higher levels
    for passages, level in zip(papers, levels, strict=True):
        weighed = [alignment.scale.weigh(passage) for passage in passages]
        first = higher.setdefault(level, len(counterparts.passages))
        for one in weighed:
            scores = counterparts.scores(one)
            scored.append((one.passage, scores))
            if match := counterparts.find(one.passage, scores[:first]) or counterparts.find(one.passage, scores):
                alignment.above[one.passage.key] = match
        for one in weighed:
            counterparts.add(one)
    _set_beside(alignment, scored)
    return alignment


def _set_beside(alignment: Alignment, scored: list[tuple[Passage, list[float]]]) -> None:
    tied = {match.counterpart.key for match in alignment.above.values()}
    for number, (passage, _before) in enumerate(scored):
        if passage.key in alignment.above or passage.key in tied:
            continue
        later = [(scores[number], other) for other, scores in scored[number + 1 :] if len(scores) > number]
        score, other = max(later, key=lambda pair: pair[0], default=(0.0, passage))
        if score >= LEAST:
            alignment.beside[passage.key] = Match(passage, other, score)


# --- what two passages share, and what only one says ------------------------------------------------------------------------
def shared_runs(one: str, other: str) -> set[str]:
    """Runs of at least two Chinese characters of the one text that stand in the other, each as long as it goes."""
    pairs, found = set(map(add, other, other[1:])), set()
    for run in RUN.findall(one):
        at, last = 0, len(run) - 1
        while at < last:
            end = at + 2
            if run[at:end] in pairs:
                while end <= last and run[at : end + 1] in other:
                    end += 1
                found.add(run[at:end])
            at = end - 1
    return found


def only_in(text: str, other: str) -> tuple[str, ...]:
    """What the text names and the other does not, item by item, each once, in the order of the text."""
    theirs = other.lower()
    items = dict.fromkeys(LINK.sub("", item.strip()) for item in BETWEEN_ITEMS.split(text))
    return tuple(item for item in items if SHORTEST <= len(item) <= LONGEST and _share(item, theirs) < COVERED)


def _share(item: str, theirs: str) -> float:
    """How much of an item stands in the other text; what holds no words is nobody's addition."""
    terms = cut(item)
    return sum(term in theirs for term in terms) / len(terms) if terms else 1.0
