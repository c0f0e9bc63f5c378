"""Repairs that give a flattened text its lines back: headings, addressees, signature and imprint glued to the sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..numbers import find_numbers

LONG_LINE = 80  # characters: a glued paragraph is longer
NEAR = 60  # characters: a heading without a full stop is no longer
LONGEST_POINT = 300
FURTHEST_NAME = 3000  # characters: a notice names what it issues in its opening
CN = "一二三四五六七八九十"
DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}

# The first signs stand before all forms once more: nine of ten characters are done with after one look.
MARKER = re.compile(
    rf"""
    (?=[第{CN}（(\d])
    (?: (?P<chapter>第[{CN}百]{{1,4}}章) | (?P<section>第[{CN}]{{1,3}}节) | (?P<article>第[{CN}百零\d]{{1,5}}条)
    | (?P<cn>(?<![{CN}])[{CN}]{{1,3}}、(?![{CN}]{{1,2}}[、类级等期线楼批])) | (?P<paren>(?<!第)[（(][{CN}]{{1,3}}[）)])
    | (?P<number>(?<![\d.．、])\d{{1,2}}[.．、](?![\d\s])) )
    """,
    re.VERBOSE,
)
# What makes 第三条 a reference: 《…办法》第三条, （…9号）第三条, 原办法第三条, 本规定第三条, 第二条、第三条, 依照第三条
CITED = re.compile(
    rf"""
    (?: 》 | 号[）)] | (?:原|该|本|前款|上述|前述|现行)[\u4e00-\u9fff]{{0,4}}(?:办法|规定|意见|通知|条例|细则|决定|方案|措施|规则)
    | 第[{CN}百零\d]{{1,5}}[条章节][、和及与或至] | 将|依照|按照|根据|依据|违反|符合|删去 )$
    """,
    re.VERBOSE,
)
FURTHEST_CITED = 16  # characters before the marker
ENDERS = "。；！？”’）)：;:】"
FULL_ENDERS = "。！？”’）)】"
DATE = r"(?:19|20)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
BODY = r"[\u4e00-\u9fff]{2,28}(?:政府|委员会|管委会|办公室|办公厅|局|厅|部|院|委)"
# …。某市人民政府办公室 2013年8月8日 · …。某市人民政府办公室2013年8月9日印发
SIGNATURE = re.compile(rf"(?:^|(?<=[。！）)]))\s*(?P<body>{BODY})\s*(?P<date>{DATE})\s*(?P<printed>印发)?\s*")
# A page that lost its line feeds keeps the indents of the paragraphs: 。　　一、总体要求
INDENT = re.compile("\u3000{2,8}|(?:\xa0| ){4,16}")
FEWEST_INDENTS = 3
# A law library's head on one line: …的通知文章属性•【制定机关】…•【公布日期】2018.09.05•…规定正文某市…
FACT = re.compile(r"文章属性(?=•【)|(?=•【[\u4e00-\u9fff]{2,6}】)")
TEXT_BELOW = re.compile(r"(?<=•【)[^•。]{2,40}正文")
NOTE = re.compile(r"(?<=[日。])\s*(?=[（(]此件)")
COPIED = re.compile(r"(?<=[。）)])\s*(?=抄送[：:])")
SALUTATION = re.compile(r"[^。；：:]{0,200}(?:政府|部门|单位|机构|委|局|厅|办|公司|院校|企业|街道|会)[）)]?[：:]")
INSTRUMENT = re.compile(r"《([^《》]{4,80})》")


def restore_breaks(text: str) -> tuple[str, int]:
    """The text with a line for each heading and each part of the frame, where they were glued into long lines."""
    text, frames = _broken(text, _frame_breaks(text))
    text, headings = _broken(text, set(_heading_breaks(text)))
    return text, frames + headings


def _broken(text: str, breaks: set[int]) -> tuple[str, int]:
    places = sorted(place for place in breaks if 0 < place < len(text))
    pieces: list[str] = []
    last = count = 0
    for place in places:
        if "\n" in text[max(place - 1, 0) : place + 1]:
            continue
        pieces.append(text[last:place].strip(" \u3000\xa0"))
        last, count = place, count + 1
    pieces.append(text[last:].strip(" \u3000\xa0") if count else text[last:])
    return "\n".join(pieces), count


# --- headings -----------------------------------------------------------------------------------------------------------


def _heading_breaks(text: str) -> Iterator[int]:
    """Where a marker opens a heading inside a line: next in its series, after a full stop or directly after a heading."""
    series: dict[str, int] = {}
    opened: dict[str, int] = {}  # where the last marker of a kind stands
    heading_at = -NEAR
    for match in MARKER.finditer(text):
        kind, place = str(match.lastgroup), match.start()
        value = _value(match[0])
        at_line = place == 0 or text[place - 1] == "\n"
        if not at_line and (not _is_next(series, kind, value) or _is_cited(text, place, kind)):
            continue
        in_heading = place - heading_at <= NEAR and not re.search("[。；;\n]", text[heading_at:place])
        if at_line or _may_open(text, place, kind, value, in_heading=in_heading) or _is_listed(text, place, kind, opened):
            series[kind] = value
            opened[kind] = heading_at = place
            if not at_line:
                yield place


def _may_open(text: str, place: int, kind: str, value: int, *, in_heading: bool) -> bool:
    before = text[:place].rstrip(" \u3000\xa0")[-1:] if place < 8 else text[place - 8 : place].rstrip(" \u3000\xa0")[-1:]
    if in_heading and kind in ("article", "paren", "number"):
        return value == 1 or kind == "article" or before not in "，、,"
    if kind in ("cn", "article") and value == 1:
        return bool(before) and before in ENDERS
    return bool(before) and before in FULL_ENDERS


def _is_next(series: dict[str, int], kind: str, value: int) -> bool:
    """Articles, sections and points go on by one; a series of its own may begin again under a new heading."""
    return value == series.get(kind, 0) + 1 or (value == 1 and kind in ("paren", "number", "section"))


def _is_cited(text: str, place: int, kind: str) -> bool:
    """Whether an article or a point (第五条（二）项) belongs to what is named before it, and is no heading of the paper itself."""
    if kind == "paren":
        behind = text.find("项", place, place + 6)
        return behind > 0 and text[behind - 1] in "）)" and text[behind + 1 : behind + 2] != "目"
    if kind not in ("article", "chapter", "section"):
        return False
    before = text[max(place - FURTHEST_CITED, 0) : place].rsplit("\n", 1)[-1].rstrip(" \u3000\xa0")
    return CITED.search(before) is not None


def _is_listed(text: str, place: int, kind: str, opened: dict[str, int]) -> bool:
    """A point of a list on one line, （一）申报；（二）审核；, or the first one below an article: 第三条…：（一）…"""
    before = text[max(place - 8, 0) : place].rstrip(" \u3000\xa0")[-1:]
    if kind != "paren" or before not in ("；", ";", "：", ":"):
        return False
    above = opened.get("paren" if before in "；;" else "article", -LONGEST_POINT)
    return place - above < LONGEST_POINT and "\n" not in text[above:place]


@lru_cache(maxsize=1024)
def _value(marker: str) -> int:
    """The number of a marker: （十二） -> 12, 第23条 -> 23; 0 where it is none."""
    digits = re.sub(r"\D", "", marker)
    if digits:
        return int(digits)
    total, unit = 0, 0
    for sign in marker:
        if sign == "百":
            total, unit = total + (unit or 1) * 100, 0
        elif sign == "十":
            total, unit = total + (unit or 1) * 10, 0
        else:
            unit = DIGITS.get(sign, unit)
    return total + unit


# --- the frame ----------------------------------------------------------------------------------------------------------


def _frame_breaks(text: str) -> set[int]:
    """Where number, addressees, signature, imprint and the title of an instrument stand inside a long line."""
    places: set[int] = set()
    start, is_head = 0, True  # only in the first long line can a number or a salutation be the paper's own
    named = [match[1] for match in INSTRUMENT.finditer(text, 0, FURTHEST_NAME)]
    for line in text.split("\n"):
        if len(line) > LONG_LINE:
            places.update(start + place for place in _line_breaks(line, named, is_head=is_head))
            is_head = False
        start += len(line) + 1
    return places


def _line_breaks(line: str, named: Sequence[str], *, is_head: bool) -> Iterator[int]:
    indents = list(INDENT.finditer(line))
    if len(indents) >= FEWEST_INDENTS:
        yield from (match.end() for match in indents)
    if is_head:
        yield from _library_breaks(line)
        below = TEXT_BELOW.search(line, 0, FURTHEST_NAME)
        start = below.end() if below else 0
        yield from (start + place for place in _head_breaks(line[start:]))
    for match in SIGNATURE.finditer(line):
        yield match.start("body")
        if not match["printed"]:
            yield match.start("date")
        yield match.end()
        yield from (match.end() + len(title) for title in named if line.startswith(title, match.end()))
    for pattern in (NOTE, COPIED):
        yield from (match.end() for match in pattern.finditer(line))


def _head_breaks(line: str) -> Iterator[int]:
    """Around the number and after the salutation: …的意见渝府发〔2019〕17号各区县人民政府，有关单位：近年来."""
    head = 0
    number = next(find_numbers(line[:250]), None)
    if number and not re.search("[。《：:]", line[: number.start]):
        yield from (number.start, number.end)
        head = number.end
    salutation = SALUTATION.match(line, head, head + 240)
    if salutation and len(line) > salutation.end() + 20:
        yield salutation.end()


def _library_breaks(line: str) -> Iterator[int]:
    """Between the facts that a law library sets before a text, and above the text."""
    for match in FACT.finditer(line, 0, FURTHEST_NAME):
        yield match.start()
        yield match.end()
    yield from (match.end() for match in TEXT_BELOW.finditer(line, 0, FURTHEST_NAME))
