"""What a person asks, as a frozen Query; what a person types, as words. Nothing typed is ever a syntax error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from policies.reading.numbers import CLOSING, OPENING, USUAL_CODE, Number, canonical_number, find_numbers
from policies.reading.numerals.words import chinese_value

from . import tokens

LONGEST = 300  # characters of what was typed that are searched for: a long title has 100
MOST_WORDS = 20
CLOSES = ('"', "”", "」")

# Field words as they are typed, before a colon.
FIELDS = {
    "标题": "title", "题名": "title", "title": "title",
    "文号": "number", "发文字号": "number", "number": "number",
    "机关": "body", "发文机关": "body", "发布机关": "body", "body": "body",
    "地区": "region", "region": "region",
    "年": "year", "年份": "year", "年度": "year", "year": "year",
}
# "…" · “…” · 「…」, with - before it to exclude, with a field word before it; or anything up to the next space
TYPED = re.compile(
    r"""
    (?P<minus>-)?
    (?:(?P<field>[a-z\u4e00-\u9fff]{1,6}):\s{0,3}(?=\S))?
    (?:"(?P<straight>[^"]+)" | “(?P<curved>[^”]+)” | 「(?P<corner>[^」]+)」 | (?P<bare>\S+))
    """,
    re.VERBOSE,
)
# 众创空间，租金 is two words; 1,000万元 is one
BETWEEN_WORDS = re.compile(rf"(?<=[{tokens.HAN}])[,;、|/+]|[,;、|/+](?=[{tokens.HAN}])")
PLAIN = re.compile(r"\w+")
AFTER_NUMBER = re.compile(rf"\s{{0,2}}文件?(?![{tokens.HAN}])")  # 国办发〔2015〕9号文件
WITHOUT_YEAR = re.compile(rf"([{tokens.HAN}]{{1,8}}[发函办规字])第?0*([1-9][0-9]{{0,3}})号(?:文件?)?")  # 国办发9号
ANY_YEAR = "*"  # in the key of a number that was typed without one
PLACE_BEFORE = re.compile(r"(.*[省市县区旗盟])(.{2,6})", re.DOTALL)  # 拱墅区拱政办发
CHINESE_NUMBER = re.compile(
    rf"(?P<open>[{OPENING}])(?P<year>[0-9〇零一二三四五六七八九]{{4}})(?P<close>[{CLOSING}])第?(?P<serial>[0-9一二三四五六七八九十百]{{1,5}})号"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word or quoted phrase; `field` restricts it to a part of the record, `excluded` asks for its absence.

    A word that is `quoted` stands just so; `number` is the key of the document number that the word is: "国办发|2015|9",
    or "国办发|*|9" of any year.
    """

    text: str
    field: str = ""
    excluded: bool = False
    number: str = ""
    quoted: bool = False

    def __str__(self) -> str:
        """As it can be typed again."""
        text = self.text if PLAIN.fullmatch(self.text) and not self.quoted else f'"{self.text}"'
        return f"{'-' if self.excluded else ''}{f'{self.field}:' if self.field else ''}{text}"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, as words; `cut_short` where it was too long to be searched for whole."""

    words: tuple[Word, ...] = ()
    cut_short: bool = False

    @property
    def wanted(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if not word.excluded)

    @property
    def unwanted(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.excluded)

    @property
    def marks(self) -> tuple[str, ...]:
        """The words that an excerpt shows marked."""
        return tuple(word.text for word in self.wanted if word.field in ("", "title"))


@dataclass(frozen=True)
class Query:
    """A question to the index: words, filters by name, the day that validity is asked for, order and page."""

    kind: str = "document"  # or "clause"
    words: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    on: date | None = None  # None: today
    order: str = "relevance"
    page: int = 1
    size: int = 20

    @cached_property
    def typed(self) -> Typed:
        return parse(self.words)

    @property
    def reach(self) -> str:
        """How far a question about a region goes. Unless it says so: documents from there and below, of which the tree of
        regions is made; clauses and targets as they hold there, from above too.
        """
        return (*self.filters.get("reach", ()), "below" if self.kind == "document" else "applies")[0]

    @property
    def key(self) -> tuple[object, ...]:
        """What decides which entries match: the question without order and page."""
        return self.kind, self.words, tuple(sorted(self.filters.items()))

    def without(self, *names: str) -> Query:
        """The same question without these filters."""
        return replace(self, filters={name: values for name, values in self.filters.items() if name not in names})


def parse(words: str) -> Typed:
    """What a person typed, as words; a quote that is not closed or an unknown field is a plain word."""
    short = words[:LONGEST].encode("utf-8", "replace").decode().replace("\0", " ")
    text, numbers = _with_numbers_apart(CHINESE_NUMBER.sub(_in_figures, tokens.fold(short)))
    found = tuple(_words(text, numbers))
    return Typed(found[:MOST_WORDS], len(words) > LONGEST or len(found) > MOST_WORDS)


def _in_figures(match: re.Match[str]) -> str:
    """〔二〇一六〕十号 -> 〔2016〕10号"""
    year, serial = (chinese_value(match[name]) if not match[name].isdecimal() else match[name] for name in ("year", "serial"))
    return match[0] if year is None or serial is None else f"{match['open']}{year}{match['close']}{serial}号"


def _with_numbers_apart(text: str) -> tuple[str, list[Number]]:
    """The text with each document number written as one word, and those numbers."""
    numbers: list[Number] = []
    parts: list[str] = []
    done = 0
    for place in find_numbers(text):
        parts += _glued(text[done : place.start])
        number = place.number
        if len(number.code) > USUAL_CODE and not number.is_order and (named := PLACE_BEFORE.fullmatch(number.code)):
            parts += [named[1], " "]
            number = Number(named[2], number.year, number.serial)
        numbers.append(number)
        parts.append(str(number))
        after = AFTER_NUMBER.match(text, place.end)
        done = after.end() if after else place.end
        parts += [] if text[done : done + 1] in CLOSES else [" "]
    if numbers:
        return "".join([*parts, text[done:]]), numbers
    whole = canonical_number(text)
    return (str(whole), [whole]) if whole else (text, [])


def _glued(before: str) -> list[str]:
    """What stands before a number, apart from it but for a field word, a quote or a minus."""
    return [before] if not before or before.endswith((":", '"', "“", "「", "-")) else [before, " "]


def _words(text: str, numbers: list[Number]) -> Iterator[Word]:
    for match in TYPED.finditer(text):
        value = match["straight"] or match["curved"] or match["corner"] or match["bare"] or ""
        name = FIELDS.get(match["field"] or "", "")
        if match["field"] and not name:
            value = f"{match['field']} {value}"  # 附件:表 is no field: both are looked for, one behind the other
        is_plain = match["bare"] is not None and not match["field"]
        for part in BETWEEN_WORDS.split(value) if is_plain else [value]:
            if any(True for _ in tokens.runs(part)):
                key = next((number.key for number in numbers if str(number) in part), "") or _without_year(part)
                yield Word(part, name, match["minus"] is not None, key, match["bare"] is None)


def _without_year(word: str) -> str:
    """国办发9号 -> 国办发|*|9"""
    match = WITHOUT_YEAR.fullmatch(word)
    return "|".join((match[1], ANY_YEAR, match[2])) if match else ""
