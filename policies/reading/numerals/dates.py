"""Dates and years of a text: 2016年3月21日, 二〇一五年四月, 2016-03-21, 3月底, 2018—2020年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .words import DIGITS, chinese_value, fold

_YEAR = r"(?:(?<!\d)(?:19|20)\d{2}|[一二][九〇○零][〇○零一二三四五六七八九]{2})"
_HAN = r"[一二三四五六七八九十]{1,3}"

# "2016年" "2016年3月" "2016 年 3 月 21 日" "二〇一五年四月二十二日" "2018—2020年" "2016年至2020年" -> year, month, day, year_to
# Each form looks at its first sign before anything else; a running text has few of them.
_WRITTEN = re.compile(
    r"(?=[12一二])(?:"
    rf"(?P<year>{_YEAR})\s?(?:年\s?)?[-—–－~～至到]{{1,2}}\s?(?P<year_to>{_YEAR})\s?年"
    rf"|(?P<year2>{_YEAR})\s{{0,2}}年(?:度)?"
    rf"(?:\s{{0,2}}(?P<month>\d{{1,2}}|{_HAN})\s{{0,2}}月(?:份)?(?:\s{{0,2}}(?P<day>\d{{1,2}}|{_HAN})\s{{0,2}}[日号])?)?)"
)
# "2016-03-21" "2016/3/21" "2016.3.21" -> year, month, day
_SIGNS = re.compile(r"(?=[12])(?<![\d.-])(?P<year>(?:19|20)\d{2})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?![\d])")
# "3月21日" "12月底" "9月份" without a year; never "3个月"
_MONTH = re.compile(r"(?=\d)(?<!\d)(?P<month>1[0-2]|0?[1-9])\s?月(?:份)?(?:\s?(?P<day>[12]\d|3[01]|0?[1-9])\s?[日号])?")


# No date is written without one of these; a full-width figure is none here, as the folded text is not made yet.
_HINT = re.compile(r"年|月|\d[-/.]\d|[０-９]")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A day, month, year or span of years that the text names; `year` is None for “3月底”."""

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    year_to: int | None = None

    @property
    def date(self) -> date | None:
        """The day, None when the text names a month or a year only, or a day that does not exist."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def printed(self) -> str:
        """The date as precisely as the text gives it: "2016", "2016-03", "2016-03-21"."""
        parts = [f"{self.year:04d}" if self.year else "", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(part for part in parts if part)


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[DateMention]:
    """The dates of text[start:end], in order and not overlapping."""
    stop = len(text) if end is None else end
    if not _HINT.search(text, start, stop):
        return []
    base = max(0, start - 1)  # one character more, for what must not stand before a figure
    found = sorted(_mentions(fold(text[base:stop]), start - base, base), key=lambda found: (found.start, -found.end))
    kept: list[DateMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def parse_date(text: str) -> date | None:
    """The first whole day that the text names, None when it names none."""
    return next((mention.date for mention in find_dates(text) if mention.date), None)


def _mentions(piece: str, start: int, base: int) -> Iterator[DateMention]:
    for form in (_WRITTEN, _SIGNS, _MONTH):
        for match in form.finditer(piece, start):
            parts = match.groupdict()
            yield DateMention(
                start=match.start() + base,
                end=match.end() + base,
                year=_whole(parts.get("year") or parts.get("year2")),
                month=_whole(parts["month"]),
                day=_whole(parts["day"]),
                year_to=_whole(parts.get("year_to")),
            )


def _whole(word: str | None) -> int | None:
    """The whole number of figures (2016) or characters (二〇一六, 二十一)."""
    if not word:
        return None
    if word.isascii():
        return int(word)
    if len(word) == 4 and all(sign in DIGITS for sign in word):
        return int("".join(str(DIGITS[sign]) for sign in word))
    value = chinese_value(word)
    return int(value) if value is not None and value < Decimal(100) else None
