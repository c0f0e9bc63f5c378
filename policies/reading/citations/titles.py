"""Titles in 《》 with nesting right or wrong, and the text with them blanked out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..header.lines import GAPS, REMEMBERED, document_kind

LONGEST_TITLE = 160
MARKS = re.compile("[《〈》〉\n]")
BLANK = "□"
# Kinds that a form, an appendix or a product may bear as well: cited only with 关于, a number or a cue before them.
WEAK_KINDS = frozenset({"报告", "清单", "目录", "函", "请示", "公告", "建议", "倡议书", "标准", "规范", "计划", "指南", "制度", "章程"})
FORM = re.compile(r"(?:表|书|证|证书|执照|合同|协议|册|许可证|回执|名单|发票|凭证|杂志|日报|晚报)$")


@dataclass(frozen=True, slots=True)
class NamedTitle:
    """A title and the places of its outer marks."""

    start: int
    end: int
    title: str


def find_titles(text: str) -> list[NamedTitle]:
    """The outermost titles in order, none over a line's end; a mark that is never closed opens none."""
    done: list[NamedTitle] = []
    opened: list[int] = []
    line = 0  # the index in `done` where the current line's titles begin
    for match in MARKS.finditer(text):
        if match[0] == "\n":
            opened.clear()
            line = len(done)
        elif match[0] in "《〈":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if match.end() - start <= LONGEST_TITLE + 2:
                _absorb(done, line, start)
                done.append(NamedTitle(start, match.end(), GAPS.sub("", text[start + 1 : match.start()])))
    return [named for named in done if text[named.start] == "《" and named.title]


def _absorb(done: list[NamedTitle], line: int, start: int) -> None:
    """Drop the titles that turn out to stand inside the one that began at `start`."""
    while len(done) > line and done[-1].start > start:
        done.pop()


def blanked(text: str, titles: list[NamedTitle]) -> str:
    """The text, as long as before, with what stands in the marks blanked: words of a title are no cues."""
    pieces, last = [], 0
    for named in titles:
        pieces += [text[last : named.start], BLANK * (named.end - named.start)]
        last = named.end
    return "".join(pieces) + text[last:]


@lru_cache(maxsize=REMEMBERED)
def is_document(title: str) -> bool:
    """Whether a title by itself is that of an official paper: it ends in a kind of paper, and is no form."""
    kind = document_kind(title)
    return kind is not None and not FORM.search(title) and (kind not in WEAK_KINDS or "关于" in title)


def may_be_document(title: str) -> bool:
    """Whether a title can be a paper's where a cue stands before it: 落实《中国制造2025》."""
    return len(title) >= 5 and not FORM.search(title)


@lru_cache(maxsize=REMEMBERED)
def bare(title: str) -> str:
    """What two printings of one title have in common."""
    title = re.sub(r"[\s《》〈〉“”\"'‘’（）()\[\]〔〕【】，,、。：:]", "", title)
    return re.sub(r"(?:试行|暂行)$", "", title)
