"""Dates of a document's frame: 2015年4月22日, 二〇一五年四月二十二日, 2017-01-13, with the place of each."""

from __future__ import annotations

import re
from datetime import date

CN_DIGITS = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○OＯ0０oО", "0")
ARABIC = r"(?P<y>(?:19|20)\d{2})\s?[年./-]\s?(?P<m>\d{1,2})\s?[月./-]\s?(?P<d>\d{1,2})(?:\s?日)?"
CHINESE = r"(?P<cy>[一二][〇○零OＯ0０oО九一二三四五六七八]{3})年(?P<cm>[一二三四五六七八九十]{1,2})月(?P<cd>[一二三四五六七八九十]{1,3})日"
DATE = re.compile(f"{ARABIC}|{CHINESE}")


def parse_date(match: re.Match[str]) -> date | None:
    """The day of a match of DATE; None where there is no such day."""
    if match["y"]:
        year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    else:
        year = int("".join(CN_DIGITS[sign] for sign in match["cy"]))
        month, day = _chinese_number(match["cm"]), _chinese_number(match["cd"])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _chinese_number(word: str) -> int:
    """Numbers up to 31: 四, 十二, 二十, 三十一, and 二二 as typed digit by digit."""
    if "十" not in word:
        return int("".join(CN_DIGITS[sign] for sign in word))
    tens, _, ones = word.partition("十")
    return int(CN_DIGITS.get(tens[:1], "1")) * 10 + int(CN_DIGITS.get(ones[:1], "0"))


def first_date(text: str, start: int = 0, end: int | None = None) -> tuple[date, int, int] | None:
    """The first day named in text[start:end] and its place."""
    for match in DATE.finditer(text, start, len(text) if end is None else end):
        day = parse_date(match)
        if day:
            return day, match.start(), match.end()
    return None


def whole_date(line: str) -> date | None:
    """The day that a line consists of, brackets around it or not: （2023年2月8日）."""
    match = DATE.fullmatch(line.strip("（）() \u3000"))
    return parse_date(match) if match else None
