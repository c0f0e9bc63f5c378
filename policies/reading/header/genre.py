"""What sort of text it is: a paper in force, a draft, an explanation of a paper, a report about one; and where it begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..numbers import find_numbers
from ..parts import Genre
from .bodies import is_salutation
from .labels import is_label_line
from .lines import Line, document_kind, is_heading, is_prose, split_lines, without_version

HEAD = 30  # lines
# 创业者说法, 专家建议: a headline that ends like a paper's kind; 扶持办法 is one
NEWS_END = re.compile(r"(?<!办)法$|建议$")
# 第八条 at a line's start: news quotes articles, and gives no line to each
ARTICLE = re.compile(r"^[ \u3000]{0,4}第[一二三四五六七八九十百\d]{1,4}条", re.MULTILINE)
ARTICLES_OF_A_PAPER = 4
DRAFT = re.compile(r"征求意见稿|公开征求.{0,60}意见|征求.{0,60}意见的(?:公告|通知|函|通告)|送审稿|[（(](?:草案|讨论稿|审议稿)[^）)]{0,10}[）)]|起草说明")
EXPLAINS = re.compile(r"解读|一图读懂|一图看懂|图解|答记者问|政策问答|问答[）)]?$|起草说明")
REPORTED = re.compile(
    r"(?:来源|记者|编辑|责编|通讯员|作者)\s?[：:]|本报讯|(?:本报|新华社|中新网)[^。]{0,20}电|记者[^。，]{0,8}[）)]|(?:近日|日前|连日来|今年以来)，?|[\u4e00-\u9fff]{2,4}(?:表示|说|介绍|透露)[，,：:]"
)
# News above a whole paper: a headline and a few sentences
DEEPEST_OPENING = 60  # lines: no introduction is longer
LONGEST_INTRODUCTION = 8  # lines of sentences
MOST_BEHIND = 6  # lines of a head behind its number: the title may stand below it
CARRYING = ("关于", "印发", "转发", "批转")


def find_genre(text: str) -> Genre:
    """The genre, told by the head: a title with its kind makes a policy, an author or a speaker without one a report."""
    page = split_lines(text[:8000])
    begin = find_opening(page)
    lines = [line.text for line in page[begin : begin + HEAD]]
    head = _head(lines)
    if any(DRAFT.search(line) for line in head):
        return "draft"
    if any(EXPLAINS.search(line) for line in head if len(line) <= 80 and not _is_menu(line)):
        return "interpretation"
    if any(map(_marks_policy, head)):
        return "policy"
    if len(ARTICLE.findall(text[:20_000])) >= ARTICLES_OF_A_PAPER:
        return "policy"
    return "report" if REPORTED.search(text[:8000]) or REPORTED.search(text[-200:]) else "policy"


def _head(lines: list[str]) -> list[str]:
    stop = next((place for place, line in enumerate(lines) if is_prose(line) or is_heading(line)), len(lines))
    return lines[:stop]


def _is_menu(line: str) -> bool:
    """A button, or a row of buttons: 下载文字版 政策解读."""
    return all(len(word) <= 6 for word in line.split())


def _marks_policy(line: str) -> bool:
    """A number on a line of its own, a salutation, a title that names its kind."""
    if len(line) <= 60 and any(found.end - found.start >= len(line) - 4 for found in find_numbers(line)):
        return True
    if is_salutation(line):
        return True
    if document_kind(line) is None or (len(line) < 6 and "关于" not in line):
        return False
    return NEWS_END.search(without_version(line)) is None


# --- a paper below news -------------------------------------------------------------------------------------------------


def find_opening(lines: Sequence[Line]) -> int:
    """The index of the paper's first line: 0, unless news stand above a whole head of title, number and salutation."""
    prose = 0
    for place, line in enumerate(lines[:DEEPEST_OPENING]):
        if _opens_paper(line.text) and (prose or not is_salutation(line.text) or _is_title(_joined(lines[:place]))):
            return _first_of_head(lines, place) if prose else 0
        if is_heading(line.text) or prose > LONGEST_INTRODUCTION or (not prose and _is_title(line.text)):
            return 0
        prose += is_prose(line.text)
    return 0


def _opens_paper(line: str) -> bool:
    """A number on a line of its own, a salutation."""
    return is_salutation(line) or (len(line) <= 40 and any(found.end - found.start >= len(line) - 4 for found in find_numbers(line)))


def _is_title(line: str) -> bool:
    """A complete title with its 关于: above the first sentence it is the paper's own."""
    return "。" not in line and any(word in line for word in CARRYING) and document_kind(line) is not None


def _first_of_head(lines: Sequence[Line], place: int) -> int:
    """The first line behind the last sentence of the introduction, where a title stands between; else 0."""
    first = place
    while first and not is_prose(lines[first - 1].text) and not is_label_line(lines[first - 1].text):
        first -= 1
    head = lines[first : place + MOST_BEHIND]
    last = next((at for at, line in enumerate(head) if is_prose(line.text) or is_heading(line.text)), len(head))
    named = any(word in line.text for line in head[:last] for word in CARRYING)
    return first if named and any(document_kind(line.text) for line in head[:last]) else 0


def _joined(lines: Sequence[Line]) -> str:
    return "".join(line.text for line in lines)
