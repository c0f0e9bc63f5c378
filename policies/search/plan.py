"""A query as what runs on the index: which entries match, how they rank, and what each choice would give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from itertools import pairwise
from math import prod

from tantivy import FieldType, Occur, Schema
from tantivy import Query as Match

from policies.models import Reach, ValidityState
from policies.models.standing import NEVER, number_of, ranges_of, unended

from . import tokens
from .facets import PROVINCE
from .index.columns import HIGHEST, LARGEST_SUM, OF_KIND, keyed
from .query import ANY_YEAR, Query, Word

# Where a plain word stands, the best place first; names are numbers and nicknames. Results come in this order: those with
# all words in names, then those with all words in names or title, and so on up to RANKED; the others behind them.
PLACES = {"document": ("names", "title", "headings", "text", "issuer"), "clause": ("names", "quote", "context", "issuer")}
RANKED = {"document": 3, "clause": 2}
FIELD_WORDS = {"number": ["names"], "body": ["issuer"], "region": ["places"], "title": ["title", "context"]}
WEIGHTS = {"names": 8.0, "title": 5.0, "quote": 5.0, "headings": 2.0}  # of a hit there, within one step of that order
BY_SCORE, BY_WEIGHT, BY_DAY = {"weight_by_field": "weight"}, {"order_by_field": "weight"}, {"order_by_field": "newest"}
LARGE = 20_000  # results of a step that are no longer scored: those of the highest rank come first, the newest before the older
BROAD = 300  # results among which places are no longer looked at: what is recent and not over comes first
EXACT_NUMBER = 10_000.0  # above any sum of word scores: the paper whose number was typed comes first

EXACT_FILTERS = ("level", "body", "kind", "year", "theme", "support", "form", "genre", "amount")
FACETS = {
    "document": ("level", "region", "body", "kind", "genre", "year", "theme", "support", "form", "validity"),
    "clause": ("level", "region", "body", "year", "theme", "support", "form", "amount", "beneficiary", "validity"),
}
ORDERS = {"newest": "newest", "level": "by_level", "amount": "by_amount"}  # order -> the field that it sorts by
WITHOUT_WORDS = {"document": "newest", "clause": "by_amount"}  # what "relevance" means where no word ranks

Frequency = Callable[[str, str], int]  # field, term -> the number of entries that have it, of both kinds
Way = Callable[[Match], Match]
Order = dict[str, str]  # how the index is to order results, as arguments of its search


def _as_it_is(way: Match) -> Match:
    return way


def _unscored(match: Match) -> Match:
    return Match.const_score_query(match, 0.0)


def _within(few: Match, way: Match) -> Match:
    return _all_of([_unscored(few), way])


@dataclass(frozen=True)
class Plan:
    """`paths` leads from the slug of each region that is asked for to the slugs from the nation down to it.

    `inside` are the provinces whose regions are counted one by one; the tree of regions is open there. `known_as` leads
    from a word for a body to the slugs of those that are called so: 国办 is 国务院办公厅.
    """

    query: Query
    schema: Schema
    on: date
    paths: dict[str, list[str]]
    inside: tuple[str, ...] = ()
    known_as: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """What decides which entries match."""
        return self.query.key, self.on, self.inside, self.known_as

    @cached_property
    def match(self) -> Match:
        """What matches, with words, filters and all."""
        words = self.query.typed.wanted
        tells = any(not word.field and tokens.grams_of(word.text) for word in words)
        return self._with([self._wanted(word) for word in words], tells_kind=tells)

    @cached_property
    def moved(self) -> Match:
        """What of it had another state on the day, or may have, than when it was indexed: few today, most long ago."""
        day = number_of(self.on)
        elsewhen = _either([self._between("since", day + 1, NEVER), self._between("until", 0, day)])
        return _all_of([self.match, elsewhen])

    @cached_property
    def around(self) -> Match:
        """What the words are looked for in."""
        return self._with([])

    @cached_property
    def beside(self) -> Match:
        """What the words leave out."""
        return _but_not(self.around, self.match)

    def share(self, frequency: Frequency) -> float:
        """In about how much of all the words stand, each by the rarest of its strings: enough to choose a way of counting.

        0 where filters, excluded words or words of a field decide too, or where looking twice at places takes longer.
        """
        words = self.query.typed.words
        if any(self.query.filters.values()) or any(word.excluded or word.field or _stands_just_so(word) for word in words):
            return 0.0
        total = max(1, frequency("type", self.query.kind))
        return prod(min(frequency(*string) for string in self._strings(word)) / total for word in words) if words else 0.0

    def _strings(self, word: Word) -> Iterable[tuple[str, str]]:
        """Fields with terms that stand there wherever the word does."""
        grams = tokens.grams_of(word.text)
        name = f"{self.query.kind}_grams" if grams else {"document": "text", "clause": "quote"}[self.query.kind]
        return [(name, term) for term in grams or tokens.phrase_terms(word.text) or [word.text]]

    def ranked(self, total: int, frequency: Frequency, *, is_apart: bool = False) -> Iterable[tuple[Match, Order]]:
        """What matches, step by step, the best first: one question each, so that a full page ends the looking.

        Each step holds those before it, unless they are to be kept `is_apart`: what is left out is looked for everywhere.
        """
        before = None
        fields = PLACES[self.query.kind]
        words = self.query.typed.wanted
        plain = [word for word in words if not word.field]
        among: Way = partial(_within, self.match) if total <= LARGE else _as_it_is  # places are looked at in these alone, not wherever the parts of a word stand
        stubs: Way = partial(_within, self._any_of("stub", ["yes"]))
        ends = [*range(RANKED[self.query.kind] + 1), *([len(fields)] if total <= BROAD else [])]
        for first, last in pairwise(ends) if plain else ():
            is_broad = total > BROAD and fields[last - 1] == "headings"
            here = fields[:last] if is_apart or len(plain) > 1 else fields[first:last]  # where one word stood before is found already
            step, of_stubs = (self._with([self._in_fields(word, here, way, is_broad=is_broad) for word in words]) for way in (among, stubs))
            most = min(total, *(_most_in(here, word, frequency) for word in plain))
            asked = (_but_not(step, before), _but_not(of_stubs, before))
            yield from self._in_order(*asked, most, frequency) if last > 1 else [(step, BY_SCORE)]
            before = step if is_apart else None
        rest = _but_not(self.match, before)
        yield from self._in_order(rest, rest, total, frequency, BY_WEIGHT)

    def _in_order(self, step: Match, of_stubs: Match, most: int, frequency: Frequency, order: Order = BY_SCORE) -> Iterable[tuple[Match, Order]]:
        """One step, of `most` results: by score, or where they are very many rank by rank, for the first ranks fill a page.

        What has its text in the collection comes before what is known only from citations, whose short titles score high.
        """
        if most > LARGE and "year" not in self.query.filters:  # papers of one year have few ranks, and the others are in the way
            for rank in range(HIGHEST, -1, -1):
                if frequency("rank", keyed(self.query.kind, rank)):
                    yield _all_of([_unscored(step), _unscored(self._any_of("rank", [str(rank)]))]), BY_DAY
            return
        stub = self._any_of("stub", ["yes"])
        yield _but_not(step, stub), order if most <= LARGE else BY_WEIGHT
        yield _all_of([_unscored(stub), of_stubs]), order

    @property
    def order_field(self) -> str | None:
        """The field that sorts; None where the words rank."""
        if self.query.order in ORDERS:
            return ORDERS[self.query.order]
        return None if self.query.typed.wanted else WITHOUT_WORDS[self.query.kind]

    def counts(self) -> list[tuple[Plan, list[str]]]:
        """What to count: a facet with a choice taken is counted without it, all others together."""
        facets = FACETS[self.query.kind]
        chosen = [name for name in facets if self.query.filters.get(name)]
        alone = [(replace(self, query=self.query.without(name)), [name]) for name in chosen]
        if inside := tuple(sorted({path[PROVINCE] for path in self.paths.values() if len(path) > PROVINCE})):
            alone.append((replace(self, query=self.query.without("region"), inside=inside), ["places"]))
        return [(self, [name for name in facets if name not in chosen]), *alone]

    # --- words ----------------------------------------------------------------------------------------------------------
    def _wanted(self, word: Word) -> Match:
        """Where the word stands at all: a run of Chinese characters by its grams, without looking at places.

        Papers that hold all grams of a longer word, but not the word, are few among random words and many among set phrases:
        what is quoted, and what is left out, stands just so.
        """
        if word.field == "year":
            return self._any_of("year", [run.text for run in tokens.runs(word.text)])
        if word.field == "region" and word.text.isdecimal():
            return self._any_of("within", [word.text])
        if word.field and len(word.text) > 1:
            known = [self._any_of("body", slugs) for text, slugs in self.known_as if word.field == "body" and text == word.text]
            return _either([self._standing(word, FIELD_WORDS[word.field]), *known])
        grams = self._grams("head" if word.field == "title" else f"{self.query.kind}_grams", word)  # a single character has no place
        if grams and _stands_just_so(word):
            return self._standing(word, PLACES[self.query.kind], partial(_within, grams))
        return grams or self._standing(word, PLACES[self.query.kind])

    def _in_fields(self, word: Word, fields: Sequence[str], among: Way, *, is_broad: bool) -> Match:
        """Where the word stands in these fields; up to the headings its grams spare looking at places, if it stands in many papers."""
        if word.field:
            return self._wanted(word)
        return (self._grams("head", word) if is_broad else None) or self._standing(word, fields, among)

    def _grams(self, name: str, word: Word) -> Match | None:
        grams = tokens.grams_of(word.text)
        return _all_of([Match.term_query(self.schema, name, gram) for gram in grams]) if grams else None

    def _standing(self, word: Word, fields: Iterable[str], among: Way = _as_it_is) -> Match:
        """Where the word stands as a phrase in one of these fields."""
        ways = [Match.boost_query(among(way), WEIGHTS.get(name, 1.0)) for name in fields for way in self._phrases(name, word.text)]
        if word.number:
            ways.append(Match.const_score_query(self._numbered(word.number), EXACT_NUMBER))
        return _either(ways)

    def _numbered(self, key: str) -> Match:
        """A document number; of any year where its code and its serial stand among the names, each whole."""
        code, year, serial = key.split("|")
        if year != ANY_YEAR:
            return self._any_of("number", [key])
        return _all_of([Match.phrase_query(self.schema, "names", tokens.index_terms(part)) for part in (code, f"{serial}号")])

    def _phrases(self, name: str, text: str) -> Iterable[Match]:
        """The word as it was typed, and closed up: a title is typed with and without its brackets and spaces."""
        for terms in dict.fromkeys((tuple(tokens.phrase_terms(text)), tuple(tokens.phrase_terms(tokens.squeeze(text))))):
            if len(terms) > 1:
                yield Match.phrase_query(self.schema, name, tokens.placed(terms))
            elif terms:
                yield Match.term_query(self.schema, name, terms[0])

    def _with(self, wanted: Sequence[Match], *, tells_kind: bool = False) -> Match:
        """All of these, under the filters and without the words that were excluded; a list without words leaves out stubs.

        Documents or clauses: many keys, and the grams, stand in entries of one kind alone, and tell it.
        """
        narrowed = {name: part for name in self.query.filters if (part := self._narrowing(name)) is not None}
        if self.inside:
            narrowed["within"] = self._any_of("within", self.inside)
        if not tells_kind and narrowed.keys().isdisjoint(OF_KIND):
            narrowed["type"] = self._any_of("type", [self.query.kind])
        unwanted = [self._wanted(word) for word in self.query.typed.unwanted]
        if not self.query.typed.wanted:
            unwanted.append(self._any_of("stub", ["yes"]))
        parts = [(Occur.Must, _unscored(part)) for part in narrowed.values()]
        parts += [(Occur.Must, match) for match in wanted] + [(Occur.MustNot, match) for match in unwanted]
        return Match.boolean_query(parts)

    # --- filters --------------------------------------------------------------------------------------------------------
    def _narrowing(self, name: str) -> Match | None:
        values = self.query.filters[name]
        special: dict[str, Callable[[Sequence[str]], Match]] = {
            "region": self._in_regions, "validity": self._in_states, "beneficiary": self._for_beneficiaries,
            "least": self._at_least, "most": self._at_most,
        }
        if not values or (name not in special and name not in EXACT_FILTERS):
            return None
        return special[name](values) if name in special else self._any_of(name, values)

    def _any_of(self, name: str, values: Iterable[str]) -> Match:
        """One value is looked up as others are; several are a set, for which all that match are listed first."""
        several = [keyed(self.query.kind, value) for value in values] if name in OF_KIND else list(values)
        if len(several) == 1:
            return Match.term_query(self.schema, name, several[0])
        return Match.term_set_query(self.schema, name, several)

    def _in_regions(self, slugs: Sequence[str]) -> Match:
        if self.query.reach == Reach.BELOW:
            return self._any_of("within", slugs)
        if self.query.reach == Reach.ONLY:
            return self._any_of("region", slugs)
        return self._any_of("region", dict.fromkeys(place for slug in slugs for place in self.paths.get(slug, ())))

    def _for_beneficiaries(self, words: Sequence[str]) -> Match:
        return _either([way for word in words for way in self._phrases("for_whom", word)])

    def _at_least(self, sums: Sequence[str]) -> Match:
        return self._between("largest", int(sums[0]) + 1, LARGEST_SUM)

    def _at_most(self, sums: Sequence[str]) -> Match:
        return self._between("largest", 1, int(sums[0]) + 1)

    def _in_states(self, states: Sequence[str]) -> Match:
        """In one of these, or in none of the others where those are fewer: each state is up to seven ranges."""
        others = [state for state in ValidityState if state not in states]
        if set(others) == {ValidityState.REPEALED, ValidityState.NOT_YET}:  # as it stood on a day: what had begun, which one range says
            return _but_not(self._between("effective_on", 0, number_of(self.on)), self._in_state(ValidityState.REPEALED))
        if len(others) < len(states):
            return _but_not(Match.all_query(), _either([self._in_state(state) for state in others])) if others else Match.all_query()
        return _either([self._in_state(ValidityState(state)) for state in states])

    def _in_state(self, state: ValidityState) -> Match:
        known = [] if state in (ValidityState.NOT_YET, ValidityState.UNVERIFIED) else [self._any_of("facts", ["yes"])]
        return _all_of([*known, *(self._between(*each) for each in ranges_of(state, self.on))])

    def _between(self, name: str, low: int, high: int) -> Match:
        return Match.range_query(self.schema, name, FieldType.Integer, low, high)

    # --- counting -------------------------------------------------------------------------------------------------------
    @cached_property
    def states(self) -> dict[str, tuple[Match, dict[str, object]]]:
        """The facts of what moved, in the order in which they decide: those that end it, then those that what stands still has.

        In two parts, for each fact inside another doubles what is to be counted.
        """
        day, year = number_of(self.on), self.on.year
        ending = (("repealed_on", day + 1), ("effective_on", day + 1), ("effective_to", day))
        changing = (("plan_to", year), ("partly_on", day + 1), ("amended_on", day + 1), ("effective_to", NEVER))
        standing = _all_of([self.moved, *(self._between(*each) for each in unended(self.on))])
        return {"ending": (self.moved, _inside(*ending)), "changing": (standing, _inside(*changing))}


def _most_in(fields: Iterable[str], word: Word, frequency: Frequency) -> int:
    """In how many entries the word stands in these fields at most, by the rarest of its terms in each."""
    terms = tokens.phrase_terms(word.text) or [word.text]
    return sum(min(frequency(name, term) for term in terms) for name in fields)


def _stands_just_so(word: Word) -> bool:
    """Whether it is not enough that all strings of the word stand somewhere."""
    return (word.excluded or word.quoted) and len(word.text) > tokens.LONGEST_GRAM


def _inside(*steps: tuple[str, int]) -> dict[str, object]:
    """Counts below and from a bound of one field, and of each part the same for the next field."""
    (name, bound), *further = steps
    counted: dict[str, object] = {"range": {"field": name, "ranges": [{"to": float(bound)}, {"from": float(bound)}]}}
    return counted | {"aggs": {"next": _inside(*further)}} if further else counted


def _but_not(match: Match, other: Match | None) -> Match:
    return Match.boolean_query([(Occur.Must, match), (Occur.MustNot, other)]) if other else match


def _all_of(parts: Sequence[Match]) -> Match:
    return Match.boolean_query([(Occur.Must, part) for part in parts])


def _either(ways: Sequence[Match]) -> Match:
    return Match.boolean_query([(Occur.Should, way) for way in ways]) if ways else Match.empty_query()
