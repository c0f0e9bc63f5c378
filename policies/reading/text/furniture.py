"""Repairs that take away what a web page puts around a document: menus, paths, buttons, lists of links, a second copy."""

from __future__ import annotations

import re
from functools import cache

from ..tables import column, rows

PROSE_LENGTH = 30  # a line of this length with a full stop is running text
MENU_LENGTH = 14  # an entry of a menu is no longer
BLOCK = 3  # so many bullets one after another at the head of a page make a menu
WIDEST_HEAD = 200  # lines: a page's menus are no longer

PATH = re.compile(r"(?:您|你)?(?:现在)?(?:的|所在)?(?:当前)?位置[：:是]|首\s?页\s?(?:[>》›/]|&gt;|-{1,2}>)")
STEP = re.compile(r"[^>》›]{1,24}(?:>{1,2}|››?)")
BULLET = re.compile(r"[-·•*▪◆■>]\s?\S{1,24}$")
FACT = re.compile(
    r"[〔\[［(（【](?:19|20)\d{2}\s?年?[〕\]］)）】]\s?(?:字\s?)?第?\s?\d|(?:19|20)\d{2}\s?[-年./]\s?\d{1,2}|^\d{6}$|^[A-Z]{3,6}\d{0,3}\s?[-—–－]|^[\[【［(（]?[\u4e00-\u9fff]{2,8}[\]】］)）]?\s?[：:\]】]\s?\S"
)
LETTERS_ONLY = re.compile(r"[A-Za-z][A-Za-z .,&'-]*")
PAGE_NUMBER = re.compile(r"(?:[-—–－]\s?){1,4}\d{1,3}(?:\s?[-—–－]){1,4}|第\s?\d{1,3}\s?页(?:\s?共\s?\d{1,3}\s?页)?|[-—–－·•*]")
SEPARATORS = re.compile(r"[\s|｜【】\[\]（）()：:—·>》/、-]+")
HEADING = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、）)]|第[一二三四五六七八九十百\d]{1,4}[章条节]|\d{1,2}[.．、]")


def drop_repeated_text(text: str) -> tuple[str, int]:
    """One copy of a text that was delivered twice over."""
    count = 0
    while (middle := _second_copy(text)) is not None:
        text, count = text[:middle].rstrip(), count + 1
    return text, count


def _second_copy(text: str) -> int | None:
    opening = text[:80]
    if len(text) < 400:
        return None
    middle = text.find(opening, max(len(text) // 2 - 8, 80))
    return middle if middle > 0 and text[:middle].rstrip() == text[middle:].rstrip() else None


def strip_furniture(text: str) -> tuple[str, int]:
    """The lines of the document alone; facts that a page states about it (dates, numbers, labels) stay."""
    lines = text.split("\n")
    kept = [_without_bars(line) for line in lines if not _is_furniture(line)]
    kept = _without_tail(_without_head(kept))
    return "\n".join(kept), len(lines) - len(kept)


def _without_bars(line: str) -> str:
    """A line of a page's table without the bars of cells that are empty: 关于…的意见 |"""
    return line.rstrip(" \u3000|｜") if line[-1:] in "|｜" and not line.startswith(("|", "｜")) else line


def _is_furniture(line: str) -> bool:
    """A line that is furniture wherever it stands: buttons, page numbers, rows of links, a path."""
    if len(line) > 400:
        return line.count("|") > len(line) // 10
    return bool(PAGE_NUMBER.fullmatch(line)) or _is_row_of_links(line) or _is_buttons(line)


def _is_row_of_links(line: str) -> bool:
    if "|" not in line and "｜" not in line:
        return False
    links = [part for part in re.split("[|｜]", line) if part.strip()]
    return len(links) >= 5 and max(map(len, links)) <= MENU_LENGTH


def _is_buttons(line: str) -> bool:
    """Nothing but the words of buttons and menus: 【字号：大 中 小】【打印】."""
    if len(line) > 60 or line[:1] not in _menu_openings() or line.startswith(_tail_cues()):
        return False
    words = [word for word in SEPARATORS.split(line) if word]
    return bool(words) and (all(word in _menu_words() for word in words) or "".join(words) in _menu_words())


@cache
def _menu_words() -> frozenset[str]:
    return frozenset(column("furniture", "word"))


@cache
def _menu_openings() -> frozenset[str]:
    """The first characters of menu words and of what stands around them."""
    return frozenset(word[0] for word in _menu_words()) | frozenset(" |｜【】[]（）()：:—·>》/、-\u3000")


@cache
def _tail_cues() -> tuple[str, ...]:
    return tuple(row["word"] for row in rows("furniture") if row["place"] == "tail")


@cache
def _hotlines() -> re.Pattern[str]:
    return re.compile(r"(?:招商|服务|咨询|全国|客服|投诉)?(?:热线|电话)[：:]\s?[\d\s()（）+-]{5,30}")


def _without_head(lines: list[str]) -> list[str]:
    """Without the menus above the document: all above a path, a block of bullets, bare Latin lines, hotlines."""
    prose = next((place for place, line in enumerate(lines[:WIDEST_HEAD]) if _is_prose(line)), min(len(lines), WIDEST_HEAD))
    path = max((place for place, line in enumerate(lines[:prose]) if _is_path(line)), default=-1)
    head = [line for line in lines[: path + 1] if FACT.search(line) and not _is_path(line) and len(line) < 60]
    head = [line for line in head if not _hotlines().fullmatch(line)]
    rest = _without_bullets(lines[path + 1 : prose])
    rest = [line for line in rest if not (LETTERS_ONLY.fullmatch(line) or _hotlines().fullmatch(line))]
    if path >= 0:
        rest = _without_short_head(rest)
    return head + rest + lines[prose:]


def _is_prose(line: str) -> bool:
    return (len(line) >= PROSE_LENGTH and "。" in line) or bool(HEADING.match(line) and len(line) >= 4 and "。" in line)


def _is_path(line: str) -> bool:
    return len(line) < 120 and (bool(PATH.search(line)) or len(STEP.findall(line)) >= 2)


def _without_bullets(lines: list[str]) -> list[str]:
    end = next((place for place, line in enumerate(lines) if not _is_menu_bullet(line)), len(lines))
    return lines[end:] if end >= BLOCK else lines


def _is_menu_bullet(line: str) -> bool:
    return bool(BULLET.fullmatch(line)) and not FACT.search(line.lstrip("-·•* "))


def _without_short_head(lines: list[str]) -> list[str]:
    """Below a path the menu may go on: entries before the first line that is longer or states a fact."""
    first = next((place for place, line in enumerate(lines) if len(line) > MENU_LENGTH or FACT.search(line)), 0)
    return lines[first:]


def _without_tail(lines: list[str]) -> list[str]:
    """Without what follows the document: from 上一篇, 相关阅读 or 版权所有 on, if no prose comes after."""
    last_prose = max((place for place, line in enumerate(lines) if _is_prose(line)), default=0)
    for place in range(last_prose + 1, len(lines)):
        if lines[place].lstrip("【[ ·-").startswith(_tail_cues()):
            return lines[:place]
    return lines
