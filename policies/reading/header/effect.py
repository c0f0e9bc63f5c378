"""When the paper itself says it takes effect and ends: 本办法自2016年3月21日起施行，有效期至2021年3月20日."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..parts import Place
from .dates import DATE, parse_date

FROM = re.compile(rf"(?:[自从于]\s?)?(?:{DATE.pattern})\s?(?:起\s?(?:正式|开始)?\s?|开始|正式)?(?P<verb>施行|实施|执行|生效)")
UNTIL = re.compile(rf"(?:有效期(?:限)?\s?[至到为]|[至到])\s?(?:{DATE.pattern})\s?(?P<end>止|为止|失效|废止|终止|$|[，。；,;])")
OWN = re.compile(r"^(?:本|该|以上|上述|特此|以此|此)|本[\u4e00-\u9fff]{0,10}$")
LONGEST_SUBJECT = 14  # 本行动计划, 本通知规定的各项政策: a longer opening is about something else


@dataclass(frozen=True, slots=True)
class Effect:
    """The first and last day, each with its place."""

    first: date | None = None
    first_place: Place | None = None
    last: date | None = None
    last_place: Place | None = None


def find_effect(text: str, start: int, end: int) -> Effect:
    """The effect that the text states of itself; the last statement counts, as it stands in the closing provisions."""
    for match in reversed(list(FROM.finditer(text, start, end))):
        day = parse_date(match)
        if day is None or not _is_own(text, match.start()):
            continue
        last, last_place = _until(text, match.end())
        return Effect(day, _place(text, match.start(), match.end()), last, last_place)
    return Effect()


def _is_own(text: str, place: int) -> bool:
    """Whether the clause before a date speaks of this paper: 本…, or nothing at all."""
    opening = max(text.rfind(sign, max(place - 60, 0), place) for sign in "。；，,;\n、")
    subject = text[max(opening + 1, place - 60) : place].strip()
    subject = re.sub(r"^(?:第[一二三四五六七八九十百\d]{1,4}条|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、])\s*", "", subject)
    if "》" in subject:
        return False
    return not subject or (OWN.search(subject) is not None and len(subject) <= LONGEST_SUBJECT + 10)


def _until(text: str, place: int) -> tuple[date | None, Place | None]:
    stop = min((found for sign in "。\n" if (found := text.find(sign, place)) >= 0), default=len(text))
    match = UNTIL.search(text, place, min(stop + 1, place + 80))
    day = parse_date(match) if match else None
    return (day, _place(text, match.start(), match.end())) if match and day else (None, None)


def _place(text: str, start: int, end: int) -> Place:
    return Place(start=start, end=end, quote=text[start:end])
