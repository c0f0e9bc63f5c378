"""What stands below the text: annex list, signature and date, note, copies, imprint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..parts import Place
from .bodies import signature_above, split_names
from .dates import DATE, first_date, parse_date, whole_date
from .lines import Line, bodies_of_line, is_heading, is_prose

NOTE = re.compile(r"[（(](?:此件|本文有删减|联系|主动公开|依申请公开)[^（）()]{0,60}[）)]|公开(?:方式|属性)[：:].{2,12}")
COPIED = re.compile(r"(?:抄\s?送|抄\s?报|抄报送|主\s?送)\s?[：:]\s?")
PRINTED = re.compile(r"(?P<body>.{2,60}?)?[ \u3000\xa0]*" + DATE.pattern + r"\s?印[发制]$")
ANNEX = re.compile(r"附\s?件\s?(?P<number>\d{1,2})?\s?[：:]\s?(?P<rest>.*)")
ANNEX_HEAD = re.compile(r"附\s?件\s?\d{0,2}")
ITEM = re.compile(r"(?P<number>\d{1,2})\s?[.．、]\s?(?=\D)")
FILE_TYPE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|rar|zip)$", re.IGNORECASE)
INLINE_ITEMS = re.compile(r"(?<=\S)\s*(?=\d{1,2}\s?[.．、]\s?[\u4e00-\u9fff《“])")


@dataclass(frozen=True, slots=True)
class Signature:
    """A date line of its own and the bodies that sign above it; `start` is where the block begins."""

    day: date
    bodies: tuple[str, ...]
    start: int
    date_place: Place
    bodies_place: Place | None


@dataclass(frozen=True, slots=True)
class Imprint:
    """The last lines (版记): who gets a copy, who printed it when."""

    copied_to: tuple[str, ...] = ()
    copied_place: Place | None = None
    printed: date | None = None
    printed_place: Place | None = None
    start: int | None = None


def find_signatures(lines: Sequence[Line]) -> Iterator[Signature]:
    """Each line that is a date and nothing else, or a body and a date, below the start of the text."""
    for place, line in enumerate(lines):
        if len(line.text) > 90:
            continue
        day = whole_date(line.text)
        if day and line.text[0] not in "（(":
            bodies, first = signature_above(lines, place)
            above = Place(start=lines[first].start, end=lines[place - 1].end, quote="\n".join(one.text for one in lines[first:place]))
            yield Signature(day, bodies, lines[first].start, line.place, above if bodies else None)
        elif not day:
            yield from _on_one_line(line)


def _on_one_line(line: Line) -> Iterator[Signature]:
    """某市人民政府  2019年6月28日 on a single line."""
    match = next((match for match in DATE.finditer(line.text) if match.end() == len(line.text)), None)
    if match is None or match.start() == 0:
        return
    day, bodies = parse_date(match), bodies_of_line(line.text[: match.start()].strip())
    if day and bodies:
        place = Place(start=line.start + match.start(), end=line.end, quote=match[0])
        names = Place(start=line.start, end=line.start + match.start(), quote=line.text[: match.start()])
        yield Signature(day, tuple(bodies), line.start, place, names)


def find_imprint(lines: Sequence[Line]) -> Imprint:
    """Copies and printing date; the copies go on until the line of the printing body."""
    copied = next((place for place, line in enumerate(lines) if COPIED.match(line.text)), None)
    printed = next((place for place in range(len(lines) - 1, -1, -1) if _is_printed(lines[place])), None)
    names, names_place = _copies(lines, copied) if copied is not None else ((), None)
    starts = [lines[place].start for place in (copied, printed) if place is not None]
    if printed is None:
        return Imprint(names, names_place, start=min(starts, default=None))
    line = lines[printed]
    found = first_date(line.text)
    day, start, _ = found or (None, 0, 0)
    if printed > 0 and bodies_of_line(lines[printed - 1].text):
        starts.append(lines[printed - 1].start)
    place = Place(start=line.start + start, end=line.end, quote=line.text[start:])
    return Imprint(names, names_place, day, place if day else None, min(starts))


def _is_printed(line: Line) -> bool:
    return len(line.text) < 120 and line.text.endswith(("印发", "印制")) and first_date(line.text) is not None


def _copies(lines: Sequence[Line], first: int) -> tuple[tuple[str, ...], Place | None]:
    last = first + 1
    while last < len(lines) and last - first < 12 and _goes_on(lines[last]):
        last += 1
    begin = lines[first].start
    text = "\n".join(line.text for line in lines[first:last])
    head = COPIED.match(text)
    cut = head.end() if head else 0
    return split_names(text[cut:]), Place(start=begin + cut, end=begin + len(text), quote=text[cut:])


def _goes_on(line: Line) -> bool:
    return not (_is_printed(line) or bodies_of_line(line.text) or whole_date(line.text) or is_heading(line.text)) and "，" in line.text.replace(",", "，")


def find_annexes(lines: Sequence[Line]) -> tuple[tuple[str, ...], Place | None]:
    """The titles of the annex list (附件：1.…) and its place; an annex's own head 附件1 is none."""
    for place, line in enumerate(lines):
        match = ANNEX.match(line.text)
        if match is None or is_prose(line.text):
            continue
        items, last = _annex_items(match["rest"], lines, place + 1)
        if items:
            end = lines[last - 1].end
            quote = "\n".join(one.text for one in lines[place:last])
            return tuple(items), Place(start=line.start, end=end, quote=quote)
    return (), None


def _annex_items(first: str, lines: Sequence[Line], place: int) -> tuple[list[str], int]:
    items = [part for part in INLINE_ITEMS.split(first.strip()) if part] if first.strip() else []
    while place < len(lines) and len(items) < 40:
        line = lines[place].text
        if is_prose(line) or whole_date(line) or bodies_of_line(line) or NOTE.fullmatch(line) or COPIED.match(line):
            break
        annex = ANNEX.match(line)
        if annex or ITEM.match(line):
            items.append(annex["rest"] if annex else line)
        elif items and len(line) <= 40 and not is_heading(line) and _is_torn(items[-1]):
            items[-1] += line
        else:
            break
        place += 1
    return [name for name in (_annex_name(item) for item in items) if name], place


def _is_torn(item: str) -> bool:
    """A title that broke off: no closing word of a table, list or paper at its end."""
    return not item.rstrip("》”）)").endswith(("表", "书", "单", "册", "图", "录", "样", "名单", "通知", "办法", "意见", "方案", "细则", "计划", "要点", "目录"))


def _annex_name(item: str) -> str:
    return FILE_TYPE.sub("", ITEM.sub("", item, count=1).strip(" \u3000。；;"))


def is_frame(line: Line) -> bool:
    """Whether a line below the text is note, date, signature or imprint."""
    text = line.text
    return bool(NOTE.fullmatch(text) or whole_date(text) or bodies_of_line(text) or COPIED.match(text) or _is_printed(line))
