"""The outline: headings with a marker (一、 （一） 1. （1） 第X章 第X条), each with its path and the part that it opens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .parts import Heading
from .scan import Span

CN = "一二三四五六七八九十"
MARKER = re.compile(
    rf"""
    (?P<part>第[{CN}\d]{{1,3}}(?:编|部分)) | (?P<chapter>第\s?[{CN}百\d]{{1,4}}\s?章) | (?P<section>第\s?[{CN}\d]{{1,3}}\s?节)
    | (?P<article>第\s?[{CN}百零\d]{{1,5}}\s?条) | (?P<cn>[{CN}]{{1,3}}\s?[、.．](?![{CN}]{{1,2}}[、类级等期线楼批]))
    | (?P<cn_paren>[（(]\s?[{CN}]{{1,3}}\s?[）)]) | (?P<number>\d{{1,2}}\s?[.．、](?:(?!\d)|(?=\d{{1,2}}月|(?:19|20)\d{{2}}年))) | (?P<number_paren>[（(]?\d{{1,2}}[）)])
    """,
    re.VERBOSE,
)
ANNEX = re.compile(r"附\s?件\s?(?P<number>[一二三四五六七八九十\d]{0,2})\s?[：:]?\s?")
CONTENTS = re.compile(r"(?:^|\n)目[ \u3000]{0,6}录\n")
FURTHEST_CONTENTS = 3000  # characters: the list of contents stands near the head
SENTENCE_END = re.compile("。")
ARTICLE_TITLE = re.compile(r"\s{0,3}(?:[【\[（(][^【】\[\]（）()\n]{2,16}[】\]）)]|[\u4e00-\u9fff、]{2,12}(?=[ \u3000]+\S))")
HEADING_END = "。；;：:，,、 \u3000【】[]"
FULL_WIDTH = str.maketrans("()．", "（）.")


@dataclass(slots=True)
class _Found:
    marker: str
    kind: str
    start: int
    end: int
    heading: str
    annex: str


def find_outline(text: str, body_start: int, body_end: int, frame: Sequence[Span]) -> tuple[Heading, ...]:
    """The headings between the head and the tail, in order; lines of the frame (annex list, signatures) open none."""
    found = list(_headings(text, body_start, body_end, frame))
    depths, paths = _depths_and_paths(found)
    untils = _untils(depths, [one.start for one in found], body_end)
    return tuple(
        Heading(
            marker=one.marker, heading=one.heading, depth=depth, path=path, start=one.start, end=one.end, until=until
        )
        for one, depth, path, until in zip(found, depths, paths, untils, strict=True)
    )


def _headings(text: str, start: int, end: int, frame: Sequence[Span]) -> Iterator[_Found]:
    skip = {place for place, _ in frame}
    inside = iter(sorted(frame))
    current = next(inside, None)
    annex = ""
    start = _below_contents(text, start, end)
    for line_start, line_end in _lines(text, start, end):
        while current and current[1] <= line_start:
            current = next(inside, None)
        if line_start in skip or (current and current[0] <= line_start < current[1]):
            continue
        annex = _annex(text[line_start:line_end]) or annex
        one = _read(text, line_start, line_end, annex)
        if one:
            yield one


def _below_contents(text: str, start: int, end: int) -> int:
    """Where the text begins below a list of contents (目录): at the second printing of its first heading."""
    title = CONTENTS.search(text, max(start - 60, 0), min(end, start + FURTHEST_CONTENTS))
    first = MARKER.match(text, title.end(), end) if title else None
    if title is None or first is None:
        return start
    line = text[title.end() : text.find("\n", title.end()) + 1 or end]
    heading = re.split(r"[.…·\s]{2,}|\s\d+$", line.strip())[0]
    again = text.find("\n" + heading, title.end() + len(line) - 1, end)
    return again + 1 if again >= 0 else start


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    place = start
    while place < end:
        stop = text.find("\n", place, end)
        stop = end if stop < 0 else stop
        yield place, stop
        place = stop + 1


def _annex(line: str) -> str:
    """The name of an annex whose text begins on this line: 附件2."""
    match = ANNEX.match(line)
    return f"附件{match['number']}" if match and len(line) <= 60 and not line.startswith("附件》") else ""


def _read(text: str, start: int, end: int, annex: str) -> _Found | None:
    match = MARKER.match(text, start, end)
    if match is None:
        return None
    close = _heading_end(text, match, end)
    raw = text[match.end() : close]
    heading = raw.strip(HEADING_END)
    place = match.end() + raw.find(heading) if heading else match.end()
    kind = str(match.lastgroup)
    if kind in ("part", "chapter", "section"):
        heading = re.sub(r"[ \u3000]", "", heading)
        return _Found(match[0], kind, start, close, heading, annex)
    return _Found(match[0], kind, start, place + len(heading), heading, annex)


def _heading_end(text: str, match: re.Match[str], end: int) -> int:
    """The first full stop; an article's own title ends before: 第一条【目的】…, 第二条 支持对象 在本区…"""
    named = ARTICLE_TITLE.match(text, match.end(), end) if match.lastgroup == "article" else None
    if named:
        return named.end()
    stop = SENTENCE_END.search(text, match.end(), end)
    return stop.start() if stop else end


def _depths_and_paths(found: Sequence[_Found]) -> tuple[list[int], list[str]]:
    """Depth by the scheme that the text uses: a kind of marker seen above goes back to its level, a new one goes deeper."""
    depths, paths = [], []
    is_one = len({one.annex for one in found}) == 1  # a notice whose instrument is its only annex
    stack: list[tuple[str, str]] = []
    annex = ""
    for one in found:
        if one.annex != annex:
            stack, annex = [], one.annex
        kinds = [kind for kind, _ in stack]
        if one.kind in kinds:
            del stack[kinds.index(one.kind) :]
        elif one.kind in ("part", "chapter"):
            stack = [step for step in stack if step[0] == "part" and one.kind == "chapter"]
        stack.append((one.kind, _step(one.marker)))
        depths.append(len(stack))
        path = "".join(step for _, step in stack).removesuffix("、")
        paths.append(f"{annex}：{path}" if annex and not is_one else path)
    return depths, paths


@lru_cache(maxsize=1024)
def _step(marker: str) -> str:
    """A marker as paths print it: (一) -> （一）, 1． and 1、 -> 1., 二 、 -> 二、."""
    marker = re.sub(r"\s", "", marker).translate(FULL_WIDTH)
    marker = re.sub(r"^(\d+)[.、]$", r"\1.", marker)
    return re.sub(rf"^([{CN}]+)\.$", r"\1、", marker)


def _untils(depths: Sequence[int], starts: Sequence[int], end: int) -> list[int]:
    """Where each part ends: at the next heading that is not deeper."""
    untils = [end] * len(depths)
    open_parts: list[int] = []
    for place, depth in enumerate(depths):
        while open_parts and depths[open_parts[-1]] >= depth:
            untils[open_parts.pop()] = starts[place]
        open_parts.append(place)
    return untils
