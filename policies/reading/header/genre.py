"""What sort of text it is: a paper in force, a draft, an explanation of a paper, a report about one."""

from __future__ import annotations

import re

from ..numbers import find_numbers
from ..parts import Genre
from .bodies import is_salutation
from .lines import document_kind, is_heading, is_prose, split_lines, without_version
from .opening import find_opening

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
