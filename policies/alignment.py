"""Which provision of one paper is the counterpart of which in another: scored by the words both use, weighted by rarity.

The words of a passage are its overlapping pairs of Chinese characters and its Latin words. A pair that stands in many
passages (众创, 创新) says little, one that stands in two (宽带, 股权) says much, and the words that any paper is drafted
with (符合条件, 给予, 进一步) say nothing however rare they are among a few passages. Two passages are compared twice, whole by
whole and by their best sentences, for a long chapter and one sentence of it can be counterparts.

    房租、宽带接入费用 … 给予适当补贴      <->      房租资助以及宽带全额补贴 … 最高不超过100万元的资助
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import mul

from .reading import tables

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
SHARED_WORDS = 8  # shown beside a score
PARTICLES = "的等者与和及在对为以并将由其各"  # say nothing at the end of a shared run


@dataclass(frozen=True)
class Passage:
    """A provision as it is compared, its heading apart from its text; `key` is the caller's own."""

    key: object
    heading: str
    text: str

    @cached_property
    def terms(self) -> Counter[str]:
        return _terms(self.heading, self.text)

    @cached_property
    def sentences(self) -> tuple[tuple[str, Counter[str]], ...]:
        return _sentences(self.text)


@dataclass(frozen=True, slots=True)
class Match:
    """A passage, its counterpart, how alike they are (0 to 1), and the sentences that are most alike."""

    passage: Passage
    counterpart: Passage
    score: float
    sentence: str
    counter_sentence: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What one passage names and the other does not, item by item."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]


def cut(text: str) -> list[str]:
    """The pairs of Chinese characters and the Latin words of a text."""
    terms: list[str] = []
    for match in RUN.finditer(text):
        run = match[0]
        terms += [run.lower()] if run.isascii() else [run[at : at + 2] for at in range(len(run) - 1)]
    return terms


def matter(text: str) -> list[str]:
    """The terms of a text without the words that any paper is drafted with."""
    return cut(DRAFTING.sub(" ", text))


# What is known of a passage by its words alone, for a reader who compares goes on to compare the same papers.
@lru_cache(MOST_KEPT)
def _terms(heading: str, text: str) -> Counter[str]:
    return Counter(matter(text)) + Counter(matter(heading) * HEADING_WEIGHT)


@lru_cache(MOST_KEPT)
def _sentences(text: str) -> tuple[tuple[str, Counter[str]], ...]:
    found = (match[0].strip() for match in SENTENCE.finditer(text))
    return tuple((sentence, Counter(matter(sentence))) for sentence in found if len(sentence) >= SHORTEST_SENTENCE)


class Scale:
    """How much each term weighs among these passages."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = tuple(passages)  # kept, for their vectors are known by the identity of their terms
        self.total = len(self.passages)
        self.spread = Counter(term for passage in self.passages for term in passage.terms)
        self.vectors: dict[int, tuple[dict[str, float], float]] = {}

    def rarity(self, term: str) -> float:
        """0 for a term of all passages, and 0 for one that a single passage has, for it can tie nothing."""
        return math.log(self.total / self.spread[term]) if self.spread[term] > 1 else 0.0

    def likeness(self, one: Counter[str], other: Counter[str]) -> float:
        """The cosine of the two, each term weighted by rarity: 1 for the same words, 0 for none in common."""
        ours, our_length = self._weighed(one)
        theirs, their_length = self._weighed(other)
        if not our_length or not their_length:
            return 0.0
        shared = ours.keys() & theirs.keys()
        if not shared:
            return 0.0
        return sum(map(mul, map(ours.__getitem__, shared), map(theirs.__getitem__, shared))) / (our_length * their_length)

    def _weighed(self, terms: Counter[str]) -> tuple[dict[str, float], float]:
        known = self.vectors.get(id(terms))
        if known is None:
            rarities = ((term, count, self.rarity(term)) for term, count in terms.items())
            weights = {term: (1 + math.log(count)) * rarity for term, count, rarity in rarities if rarity}
            known = self.vectors[id(terms)] = weights, math.sqrt(sum(weight * weight for weight in weights.values()))
        return known

    def whole(self, passage: Passage, counterpart: Passage) -> float:
        return self.likeness(passage.terms, counterpart.terms)

    def compare(self, passage: Passage, counterpart: Passage) -> Match:
        best, sentence, counter = self._best_sentences(passage, counterpart)
        score = (1 - SENTENCE_SHARE) * self.whole(passage, counterpart) + SENTENCE_SHARE * best
        return Match(passage, counterpart, score, sentence, counter)

    def _best_sentences(self, passage: Passage, counterpart: Passage) -> tuple[float, str, str]:
        pairs = (
            (self.likeness(ours, theirs), sentence, counter)
            for sentence, ours in passage.sentences
            for counter, theirs in counterpart.sentences
        )
        return max(pairs, key=lambda pair: pair[0], default=(0.0, passage.text, counterpart.text))

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


def best_match(passage: Passage, counterparts: Sequence[Passage], scale: Scale) -> Match | None:
    """The counterpart most alike, however little; None without counterparts."""
    near = sorted(counterparts, key=lambda counterpart: -scale.whole(passage, counterpart))[:LOOKED_AT]
    return max((scale.compare(passage, counterpart) for counterpart in near), key=lambda match: match.score, default=None)


def find_counterpart(passage: Passage, counterparts: Sequence[Passage], scale: Scale) -> Match | None:
    """The counterpart most alike, where it shares more than the manner of speaking."""
    match = best_match(passage, counterparts, scale)
    return match if match is not None and match.score >= LEAST else None


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


def differ(passage: str, counterpart: str) -> Difference:
    """What the passage adds to its counterpart and what it drops, each item once, in the order of the text."""
    return Difference(_only_in(passage, counterpart), _only_in(counterpart, passage))


def _only_in(text: str, other: str) -> tuple[str, ...]:
    theirs = set(cut(other))
    items = dict.fromkeys(LINK.sub("", item.strip()) for item in BETWEEN_ITEMS.split(text))
    return tuple(item for item in items if SHORTEST <= len(item) <= LONGEST and _share(item, theirs) < COVERED)


def _share(item: str, theirs: set[str]) -> float:
    """How much of an item stands in the other text; what holds no words is nobody's addition."""
    terms = cut(item)
    return sum(term in theirs for term in terms) / len(terms) if terms else 1.0
