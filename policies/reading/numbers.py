"""Document numbers (发文字号): 代字〔year〕serial号 in every bracket style, orders and announcements, and damaged forms.

The rule is that of GB/T 9704-2012: number code, year in full inside hexagon brackets, serial without leading zeros. What
stands in documents is wider; `canonical_number` reads one, `find_numbers` finds all in a running text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from .tables import column

FULL_WIDTH_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
OPENING, CLOSING = "〔［\\[（(﹝【〖｛{", "〕］\\]）)﹞】〗｝}"
LONGEST_CODE = 16  # 穗埔发改规字 has six; a longer run of characters before the bracket is running text
USUAL_CODE = 6  # 工信部联企业, 穗埔发改规字
CODE_ENDINGS = "发函字规办政令文电综通法税建教科财联告"  # the form of paper that a number code ends in


@dataclass(frozen=True, slots=True)
class Number:
    """A document number; `year` is None where the paper carries none, `repaired` where a bracket or the year was lost."""

    code: str
    year: int | None
    serial: int
    repaired: bool = False

    def __str__(self) -> str:
        if self.is_order:
            return f"{self.code}{f'{self.year}年' if self.year else ''}第{self.serial}号"
        return f"{self.code}〔{self.year}〕{self.serial}号" if self.year else f"{self.code}{self.serial}号"

    @property
    def is_order(self) -> bool:
        """Whether it numbers an order or announcement, which goes by its body's name: 某省人民政府令第239号."""
        return self.code.endswith(("令", "公告", "通告"))

    @property
    def key(self) -> str:
        """What two printings of one number have in common: "国办发|2015|9"."""
        return f"{self.code}|{self.year or ''}|{self.serial}"


@dataclass(frozen=True, slots=True)
class NumberPlace:
    """A number and where it stands."""

    number: Number
    start: int
    end: int


# 〔2015〕9号 · [2015]9号 · （2015）第9号 · 〔1992〕字第36号 · 〔 2015 〕 9 号
BRACKETED = re.compile(
    rf"""
    [{OPENING}]\s{{0,3}}(?P<year>(?:19|20)[0-9０-９]{{2}})\s{{0,3}}年?\s{{0,3}}[{CLOSING}]\s{{0,3}}年?
    (?:字\s{{0,2}})?第?\s{{0,3}}(?P<serial>[0-9０-９]{{1,5}})\s{{0,3}}[号號]
    """,
    re.VERBOSE,
)
# 山东省人民政府令第239号 · 国家发展改革委公告2018年第4号
ORDER = re.compile(r"(?:令|公告|通告)\s?(?:[（(]?(?P<year>(?:19|20)\d{2})\s?年?[）)]?\s?)?[（(]?第\s?(?P<serial>\d{1,4})\s?[号號]")
# 〔20159号 · 2023105号 · 32号: accepted only after a code that is known
DAMAGED = re.compile(rf"[{OPENING}]?(?:(?P<year>20\d{{2}})[{CLOSING}]?)?(?P<serial>[1-9]\d{{0,3}})[号號]")
# 浙科发高2015年第20号 · 石财教2016 105号: the brackets are gone, the year stands apart; accepted where the code is plain
UNBRACKETED = re.compile(r"(?P<year>(?:19|20)\d{2})(?:\s?年\s?第?|\s?第|\s|[-—－])\s?(?P<serial>\d{1,4})[号號](?![楼房院线地])")
# What a person types into a search box: 拱政办发2016 10 · 拱政办发 2016年10号
TYPED = re.compile(
    rf"(?P<code>[㐀-鿿]{{2,{LONGEST_CODE}}})\s*[{OPENING}]?\s*(?P<year>(?:19|20)\d{{2}})"
    rf"(?:\s*年?\s*[{CLOSING}]|\s*年|\s)\s*第?\s*(?P<serial>\d{{1,5}})\s*[号號]?"
)
HANZI_BEFORE = re.compile(rf"[㐀-鿿]{{1,{LONGEST_CODE}}}\s{{0,3}}\Z")


def canonical_number(text: str, known: Collection[str] = ()) -> Number | None:
    """The document number that a string holds, however it is printed or typed; None where it holds none.

    >>> str(canonical_number("國辦發[2015]第9號"))
    '国办发〔2015〕9号'
    """
    text = _simplified(text.strip().translate(FULL_WIDTH_DIGITS))
    found = next(find_numbers(text, known), None)
    if found:
        return found.number
    typed = TYPED.fullmatch(text)
    if typed and (typed["code"] in known or typed["code"][-1] in CODE_ENDINGS):
        return Number(typed["code"], int(typed["year"]), int(typed["serial"]))
    return None


def find_numbers(text: str, known: Collection[str] = ()) -> Iterator[NumberPlace]:
    """The document numbers in a running text, in order; `known` number codes end a doubt where a code begins."""
    end = 0
    for match in _candidates(text, bool(known)) if "号" in text or "號" in text else ():
        if match.start() < end:
            continue
        place = _read_order(text, match) if match.re is ORDER else _read_coded(text, match, known)
        if place and place.start >= end:
            yield place
            end = place.end


def _candidates(text: str, with_damaged: bool) -> list[re.Match[str]]:
    patterns = [BRACKETED, ORDER, UNBRACKETED, DAMAGED] if with_damaged else [BRACKETED, ORDER, UNBRACKETED]
    order = {pattern: rank for rank, pattern in enumerate(patterns)}
    found = [match for pattern in patterns for match in pattern.finditer(text)]
    return sorted(found, key=lambda match: (match.start(), order[match.re]))


def _read_coded(text: str, match: re.Match[str], known: Collection[str]) -> NumberPlace | None:
    before = HANZI_BEFORE.search(text, max(0, match.start() - LONGEST_CODE - 3), match.start())
    if before is None:
        return None
    run = before[0].rstrip()
    damaged = match.re in (DAMAGED, UNBRACKETED)
    code = _known_suffix(run, known) if damaged else _code(run, known)
    if code is None and match.re is UNBRACKETED:
        code = _plain_code(run)
    if code is None:
        return None
    year = int(match["year"].translate(FULL_WIDTH_DIGITS)) if match["year"] else None
    number = Number(code, year, int(match["serial"].translate(FULL_WIDTH_DIGITS)), repaired=damaged)
    return NumberPlace(number, before.start() + len(run) - len(code), match.end())


def _read_order(text: str, match: re.Match[str]) -> NumberPlace | None:
    """The order of a body: its name before 令 is the code, a bare 令第5号 is none."""
    word = re.match(r"令|公告|通告", match[0])
    before = HANZI_BEFORE.search(text, max(0, match.start() - LONGEST_CODE), match.start())
    if before is None or word is None:
        return None
    name = _body_name(before[0].rstrip())
    if not name.endswith((*column("body_suffixes", "suffix"), "主席", "总理")):
        return None
    year = int(match["year"]) if match["year"] else None
    number = Number(name + word[0], year, int(match["serial"]))
    return NumberPlace(number, before.start() + len(before[0].rstrip()) - len(name), match.end())


def _code(run: str, known: Collection[str]) -> str | None:
    """The code at the end of a run: what no cue word precedes, unless that is too long and ends in a known code."""
    code = without_cue(run)
    if code is None or len(code) > USUAL_CODE:
        return _known_suffix(run, known) or code
    return code


def _plain_code(run: str) -> str | None:
    """An unknown code that its form alone tells: a few characters that end as codes do, with no other word before them."""
    code = without_cue(run)
    if code is None or not 3 <= len(code) <= USUAL_CODE or code[-1] not in CODE_ENDINGS or code.endswith(("公告", "通告", "令", "科")):
        return None
    return code


def _known_suffix(run: str, known: Collection[str]) -> str | None:
    return next((run[cut:] for cut in range(len(run) - 1) if run[cut:] in known), None)


def without_cue(run: str) -> str | None:
    """A run of characters without the words of the sentence before it: the run after the last word that cannot belong to a code: 贯彻落实国办发 -> 国办发; None where nothing is left."""
    cut = max((match.end() for match in _cues().finditer(run)), default=0)
    return run[cut:] if len(run) - cut >= 2 else None


def _body_name(run: str) -> str:
    """The run without the sentence before it; 和 may stand inside a body's name (国家发展和改革委员会)."""
    cut = max((match.end() for match in _cues(2).finditer(run)), default=0)
    return run[cut:].lstrip("和与及按见原即的日")


@cache
def _cues(shortest: int = 1) -> re.Pattern[str]:
    words = (re.escape(word) for word in column("number_cues", "word") if len(word) >= shortest)
    return re.compile(rf"(?!和国)(?:{'|'.join(words)})")


def _simplified(text: str) -> str:
    from .text.characters import simplify  # noqa: PLC0415 (the converter is loaded only for traditional text)

    return simplify(text) if "號" in text or any(sign in text for sign in "發辦規財瀋遼") else text
