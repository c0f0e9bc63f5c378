"""Which provision of one paper is the counterpart of which in another: scored by the words both use, weighted by rarity.

The words of a passage are its overlapping pairs of Chinese characters and its Latin words. A pair that stands in many
passages (众创, 创新) says little, one that stands in two (宽带, 股权) says much, and the words that any paper is drafted
with (符合条件, 给予, 进一步) say nothing however rare they are among a few passages. Two passages are compared twice, whole by
whole and by their best sentences, for a long chapter and one sentence of it can be counterparts.

    房租、宽带接入费用 … 给予适当补贴      <->      房租资助以及宽带全额补贴 … 最高不超过100万元的资助
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from math import log, sqrt
from operator import add, mul

from .reading import tables

Weights = dict[str, float]  # term -> its part of a vector of length 1

HAN = "\u3400-\u9fff"
RUN = re.compile(rf"[{HAN}]+|[A-Za-z]+")
SENTENCE = re.compile(r"[^。！？；;\n]+[。！？；;]?")
BETWEEN_ITEMS = re.compile(r"[，,、；;。：:！？\n（）()]|以及|给予|予以|进行")  # 装修给予补贴 names two things
LINK = re.compile(r"^(?:并且|或者|和|与|在|对|把|将)|(?:等|等方面|等支出费用)$")

DRAFTING = re.compile("|".join(sorted(map(re.escape, tables.column("drafting_words", "word")), key=len, reverse=True)))

HEADING_WEIGHT = 2  # a heading says in ten words what a page goes on about
SENTENCE_SHARE = 0.4  # of the score; measured on pairs written down by hand, flat between 0.3 and 0.6
LEAST = 0.15  # below this two passages share only the manner of speaking
LOOKED_AT = 5  # counterparts that are alike as wholes are compared by their sentences too
COVERED = 0.5  # an item of which half the pairs stand in the other passage is said there too
SHORTEST, LONGEST = 2, 18  # characters of an item worth naming; a longer one is no item of a list but a sentence
SHORTEST_SENTENCE = 12
TELLING = 2.5  # the rarity of a pair that two passages of thirty have, or of two pairs that ten have
MOST_KEPT = 400  # passages of which a process keeps the terms; the longest take some 300 KB
MOST_ALIGNED = 64  # sets of papers of which a process keeps what answers what, for readers turn pages and add papers
SHARED_WORDS = 8  # shown beside a score
PARTICLES = "的等者与和及在对为以并将由其各"  # say nothing at the end of a shared run


@dataclass(frozen=True)
class Passage:
    """A provision as it is compared, its heading apart from its text; `key` is the caller's own."""

    key: object
    heading: str
    text: str

    @property
    def terms(self) -> Counter[str]:
        return _words_of(self.heading, self.text)[0]

    @property
    def sentences(self) -> tuple[tuple[str, Counter[str]], ...]:
        return _words_of(self.heading, self.text)[1]


@dataclass(frozen=True, slots=True)
class Match:
    """A passage, its counterpart, how alike they are (0 to 1), and the sentences that are most alike."""

    passage: Passage
    counterpart: Passage
    score: float
    sentence: str
    counter_sentence: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """The counterparts of passages, by the key of each."""

    scale: Scale
    above: dict[object, Match]  # in the papers before its own
    beside: dict[object, Match]  # in any other paper, for what nothing above is like and nothing below was tied to
    _shared: dict[object, tuple[str, ...]] = field(default_factory=dict)

    def shared(self, match: Match) -> tuple[str, ...]:
        """The words that a match rests on, looked for when they are first asked for."""
        key = match.passage.key, match.counterpart.key
        if key not in self._shared:
            self._shared[key] = self.scale.shared(match)
        return self._shared[key]


def cut(text: str) -> list[str]:
    """The pairs of Chinese characters and the Latin words of a text."""
    terms: list[str] = []
    for match in RUN.finditer(text):
        run = match[0]
        terms += [run.lower()] if run.isascii() else map(add, run, run[1:])
    return terms


def matter(text: str) -> list[str]:
    """The terms of a text without the words that any paper is drafted with."""
    return cut(DRAFTING.sub(" ", text))


# What is known of a passage by its words alone, for a reader who compares goes on to compare the same papers.
@lru_cache(MOST_KEPT)
def _words_of(heading: str, text: str) -> tuple[Counter[str], tuple[tuple[str, Counter[str]], ...]]:
    """The terms of a passage, and its sentences with theirs; no term goes on from one sentence into the next."""
    terms, sentences = Counter(matter(heading) * HEADING_WEIGHT), []
    for match in SENTENCE.finditer(text):
        sentence, words = match[0].strip(), matter(match[0])
        terms.update(words)
        if len(sentence) >= SHORTEST_SENTENCE:
            sentences.append((sentence, Counter(words)))
    return terms, tuple(sentences)


class Scale:
    """How much each term weighs among these passages."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        terms = [passage.terms for passage in passages]
        self.spread, total = Counter(chain.from_iterable(terms)), len(terms)
        self.rarities = {term: log(total / number) for term, number in self.spread.items() if 1 < number < total}

    def rarity(self, term: str) -> float:
        """0 for a term of all passages, and 0 for one that a single passage has, for it can tie nothing."""
        return self.rarities.get(term, 0.0)

    def weigh(self, terms: Counter[str]) -> Weights:
        """Each term by rarity, and again by how often it stands here, as parts of a vector of length 1."""
        rarities = self.rarities
        found = {term: rarities[term] * (1 + log(count)) if count > 1 else rarities[term] for term, count in terms.items() if term in rarities}
        length = sqrt(sum(weight * weight for weight in found.values()))
        return {term: weight / length for term, weight in found.items()}

    def compare(self, passage: Passage, counterpart: Passage) -> Match:
        return Counterparts(self, [counterpart]).best(passage)

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


class _Side:
    """A passage on a scale: its weights and those of its sentences."""

    def __init__(self, passage: Passage, scale: Scale) -> None:
        self.passage, self.scale = passage, scale
        self.weights = scale.weigh(passage.terms)

    @cached_property
    def sentences(self) -> list[tuple[str, Weights]]:
        return [(sentence, self.scale.weigh(terms)) for sentence, terms in self.passage.sentences]


class Holders:
    """Vectors by the terms that they hold, so that only those that share a term with another are touched."""

    def __init__(self) -> None:
        self.number = 0
        self.places: dict[str, list[int]] = {}
        self.weights: dict[str, list[float]] = {}

    def add(self, weights: Weights) -> None:
        for term, weight in weights.items():
            if term in self.places:
                self.places[term].append(self.number)
                self.weights[term].append(weight)
            else:
                self.places[term], self.weights[term] = [self.number], [weight]
        self.number += 1

    def likenesses(self, weights: Weights) -> list[float]:
        """The cosine of each vector, in their order, and this one: 1 for the same words, 0 for none in common."""
        found = [0.0] * self.number
        for term in weights.keys() & self.places.keys():
            ours = weights[term]
            for place, theirs in zip(self.places[term], self.weights[term], strict=True):
                found[place] += ours * theirs
        return found


class Counterparts:
    """Passages among which the counterpart of another is looked for."""

    def __init__(self, scale: Scale, passages: Iterable[Passage] = ()) -> None:
        self.scale = scale
        self.passages: list[Passage] = []
        self.holders = Holders()
        self._sides: dict[int, _Side] = {}  # by the identity of a passage, which each keeps
        for passage in passages:
            self.add(passage)

    def add(self, passage: Passage) -> None:
        self.passages.append(passage)
        self.holders.add(self._side(passage).weights)

    def find(self, passage: Passage, unless: Container[object] = ()) -> Match | None:
        """The counterpart most alike, where it shares more than the manner of speaking."""
        match = self.best(passage, unless)
        return match if match is not None and match.score >= LEAST else None

    def best(self, passage: Passage, unless: Container[object] = ()) -> Match | None:
        """The counterpart most alike, however little, whose key is not among those named; None without counterparts."""
        ours = self._side(passage)
        alike = self.holders.likenesses(ours.weights)
        places = [place for place, other in enumerate(self.passages) if other.key not in unless] if unless else range(len(alike))
        best = None
        for place in sorted(places, key=alike.__getitem__, reverse=True)[:LOOKED_AT]:
            if best is not None and best.score >= (1 - SENTENCE_SHARE) * alike[place] + SENTENCE_SHARE:
                break  # with the very same sentence it would be no better, and those that follow still less
            match = self._match(ours, self.passages[place], alike[place])
            best = match if best is None or match.score > best.score else best
        return best

    def _match(self, ours: _Side, counterpart: Passage, whole: float) -> Match:
        best, sentence, counter = best_sentences(ours, self._side(counterpart))
        return Match(ours.passage, counterpart, (1 - SENTENCE_SHARE) * whole + SENTENCE_SHARE * best, sentence, counter)

    def _side(self, passage: Passage) -> _Side:
        known = self._sides.get(id(passage))
        if known is None:
            known = self._sides[id(passage)] = _Side(passage, self.scale)
        return known


def cosine(one: Weights, other: Weights) -> float:
    shared = one.keys() & other.keys()
    return sum(map(mul, map(one.__getitem__, shared), map(other.__getitem__, shared)))


def best_sentences(ours: _Side, theirs: _Side) -> tuple[float, str, str]:
    """How alike the two sentences most alike are, and they; the first of each where none share a word."""
    if not ours.sentences or not theirs.sentences:
        return 0.0, ours.passage.text, theirs.passage.text
    best, found, counter = 0.0, ours.sentences[0][0], theirs.sentences[0][0]
    for sentence, weights in ours.sentences:
        for other, other_weights in theirs.sentences:
            if (score := cosine(weights, other_weights)) > best:
                best, found, counter = score, sentence, other
    return best, found, counter


@lru_cache(MOST_ALIGNED)
def align(papers: tuple[tuple[Passage, ...], ...]) -> Alignment:
    """Tie each passage to its best counterpart in the papers before its own.

    What nothing before or after was tied to stands beside the one it is most like in a later paper: a zone's paper says
    in one breath what a district says at length, and each is like the other, one of them unlike the province's.
    """
    alignment = Alignment(Scale(chain.from_iterable(papers)), {}, {})
    counterparts = Counterparts(alignment.scale)
    for passages in papers:
        alignment.above.update((passage.key, match) for passage in passages if (match := counterparts.find(passage)))
        for passage in passages:
            counterparts.add(passage)
    tied = {match.counterpart.key for match in alignment.above.values()}
    for passages in papers:
        own = {passage.key for passage in passages}
        for passage in passages:
            if passage.key not in alignment.above and passage.key not in tied:
                _take_in(passage, own, counterparts, alignment.beside)
    return alignment


def _take_in(passage: Passage, own: set[object], counterparts: Counterparts, beside: dict[object, Match]) -> None:
    leaning = {key for key, match in beside.items() if match.counterpart.key == passage.key}
    if match := counterparts.find(passage, unless=own | leaning):
        beside[passage.key] = match


def shared_runs(one: str, other: str) -> set[str]:
    """Runs of at least two Chinese characters of the one text that stand in the other, each as long as it goes."""
    found: set[str] = set()
    for match in RUN.finditer(one):
        run, at = match[0], 0
        while at < len(run) - 1:
            end = at + 2
            while end <= len(run) and run[at:end] in other:
                end += 1
            if end - 1 - at >= 2:
                found.add(run[at : end - 1])
            at = max(at + 1, end - 2)
    return found


def only_in(text: str, other: str) -> tuple[str, ...]:
    """What the text names and the other does not, item by item, each once, in the order of the text."""
    theirs = set(cut(other))
    items = dict.fromkeys(LINK.sub("", item.strip()) for item in BETWEEN_ITEMS.split(text))
    return tuple(item for item in items if SHORTEST <= len(item) <= LONGEST and _share(item, theirs) < COVERED)


def _share(item: str, theirs: set[str]) -> float:
    """How much of an item stands in the other text; what holds no words is nobody's addition."""
    terms = cut(item)
    return sum(term in theirs for term in terms) / len(terms) if terms else 1.0
