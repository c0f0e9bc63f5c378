"""Repairs that join what a page break or a line's width tore apart."""

from __future__ import annotations

import re
from collections import Counter

from ..numbers import find_numbers

TERMINAL = "。；：！？”’）)】》…;:!?"
OPEN_END = re.compile(r"[，、,《（(“‘〔—及和与的在对]$")
CONTINUES = re.compile(r"[\u4e00-\u9fff，。、；：）”》“《（A-Za-z0-9]")
SHORTEST_LINE = 20  # a printed line has some 28 characters; a shorter one is a title, a signature or a table's cell
LONGEST_REST = 40  # characters of a title behind the break
FEWEST_LINES = 8  # lines that may be full: fewer show no width
PROSE = re.compile("[，。；,;]")
# What opens a paragraph of its own and is never the rest of the one above.
OPENING = re.compile(
    r"""
    [（(]?[一二三四五六七八九十]{1,3}[、）)] | 第[一二三四五六七八九十百零\d]{1,5}[章条节编] | [（(]?\d{1,2}[.．、)）](?!\d)
    | [①-⑳] | [—–－-]{1,2} | [·•●◆■▪] | [一二三四五六七八九十]是 | 附\s?件?\s?\d?\s?[：:]? | 抄\s?送 | 主\s?送
    | [（(](?:此件|联系|本文|牵头|责任) | (?:19|20)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日 | [二一][〇○零OＯ0９九][〇○零OＯ0一二三四五六七八九]
    | (?:19|20)\d{2}-\d | (?:责任|牵头|配合)(?:单位|部门)[：:] | 来源[：:] | [\[【] | 注[：:]
    """,
    re.VERBOSE,
)
HEADING_MARK = re.compile(r"(?:[（(]?[一二三四五六七八九十]{1,3}[、）)]|第[一二三四五六七八九十百零\d]{1,5}[章节]|\d{1,2}[.．、](?!\d))")
TITLE = re.compile(r"关于.{2,80}(?:通知|意见|办法|措施|方案|决定|规定|细则|政策|计划|规划|公告|报告|批复|函)(?:[（(].{1,12}[)）])?$")
NEVER_FIRST = "》〉〕"  # what closes a title or a year belongs to the words above
CUT_BEHIND = "：:号日发"  # a salutation, a number, a date, an imprint: a long line is broken behind them
CN = "一二三四五六七八九十"
# A reference torn by a line's end: how the line above ends, and how its rest begins.
TORN_REFERENCES = tuple(
    (re.compile(f"(?:{end})$"), re.compile(rest))
    for end, rest in (
        # 第 / （二）项, 第 / 五条
        ("第", rf"[（(]?[{CN}百\d]{{1,4}}[）)]?\s?(?:[条款]|项(?!目))"),
        # 本办法第二条 / 第（三）项, 第三条 / 第二款, 《…办法》 / 第（三）项
        (rf"第[{CN}百零\d]{{1,5}}[条款]|[）)]项|》|办法|规定|意见|条例|细则", rf"第(?:\s?[（(][{CN}\d]{{1,3}}[）)]\s?项|[{CN}\d]{{1,3}}[款项])(?!目)"),
        # 第五条第二款 / （二）项
        (rf"第[{CN}百零\d]{{1,5}}[条款]", rf"[（(][{CN}\d]{{1,3}}[）)]\s?项(?!目)"),
        # 《…条例》 / （滨政发〔2015〕12号）和…; a number alone in brackets stands below the paper's own title
        ("》", r"[（(][\u4e00-\u9fff]{2,14}\s?[〔\[（(【]\s?(?:19|20)\d{2}\s?[〕\]）)】]\s?\d{1,4}\s?号[^）)\n]{0,12}[）)]."),
        # （滨政发 / 〔2015〕12号）
        (r"[（(][\u4e00-\u9fff]{2,14}", r"[〔\[【]\s?(?:19|20)\d{2}\s?[〕\]】]"),
        # （滨政发〔2015〕 / 12号）, （滨政发〔2015〕12 / 号）
        (r"[〔\[【]\s?(?:19|20)\d{2}\s?[〕\]】]\s?\d{0,4}", r"\d{0,4}\s?号[）)，。]"),
    )
)
FIRST_OF_REST = f"第（(〔[【号{CN}百0123456789"
FURTHEST_REFERENCE = 24  # characters of a line's end that tell whether a reference goes on
SALUTATION = re.compile(r".{2,200}[：:]$")
TAIL = re.compile(r"(?:政府|办公厅|办公室|委员会|局|厅|部|院|会|委|署|行|公司|中心)$")


def join_lines(text: str) -> tuple[str, int]:
    """Paragraphs whole: a line that ends inside a sentence takes up the next one, unless that opens something of its own."""
    lines = text.split("\n")
    width = _print_width(lines)
    joined: list[list[str]] = []
    count = 0
    for line in lines:
        if joined and line and joined[-1][-1] and _goes_on(joined[-1][-1], joined[-1][0], line, width):
            joined[-1].append(_without_echo(joined[-1][-1], line))
            count += 1
        else:
            joined.append([line])
    return "\n".join("".join(parts) for parts in joined), count


def _print_width(lines: list[str]) -> int:
    """The width to which the lines were broken, 0 where they are paragraphs: most lines of such a text are about full; what is shorter than a line ends a paragraph."""
    lengths = Counter(len(line) for line in lines if SHORTEST_LINE <= len(line) <= 60)
    if sum(lengths.values()) < FEWEST_LINES:
        return 0
    width = max(lengths, key=lambda length: sum(lengths[length - step] for step in range(3)))
    full = sum(lengths[width - step] for step in range(3))
    longer = sum(len(line) >= SHORTEST_LINE for line in lines)
    return width if full * 10 >= longer * 7 else 0


def _goes_on(line: str, opening: str, following: str, width: int) -> bool:
    """Whether `following` is the rest of `line`; `opening` is the first printed line of the paragraph so far."""
    if (following[0] in NEVER_FIRST and line[-1] not in CUT_BEHIND) or _is_torn_reference(line, following):
        return True
    if OPENING.match(following) or not CONTINUES.match(following) or _is_closed(line):
        return False
    if _is_torn_inside_marks(line, following):
        return True
    is_full = width > 0 and len(line) >= width - 2
    is_heading = _is_unbroken_heading(line, opening) and not (is_full and (len(following) < width - 2 or PROSE.search(line)))
    if is_heading or TITLE.search(line) or _is_number(line) or _is_number(following):
        return False
    if line[-1] in "，、,《（(“":
        return not SALUTATION.fullmatch(following) or len(following) > 60
    return is_full or (len(line) >= SHORTEST_LINE and bool(PROSE.search(line)) and _reads_as_rest(line, following))


def _is_torn_reference(line: str, following: str) -> bool:
    """Whether a line ends inside a reference that the next one ends: 本办法第二条 / 第（三）项规定的."""
    if following[0] not in FIRST_OF_REST:
        return False
    tail = line[-FURTHEST_REFERENCE:]
    return any(rest.match(following) and end.search(tail) for end, rest in TORN_REFERENCES)


def _is_number(line: str) -> bool:
    """A document number on a line of its own."""
    return len(line) <= 40 and line.endswith("号") and any(place.end - place.start == len(line) for place in find_numbers(line))


def _is_closed(line: str) -> bool:
    return line[-1] in TERMINAL and _open_brackets(line) <= 0


def _open_brackets(line: str) -> int:
    tail = line[-300:]
    return sum(tail.count(sign) for sign in "（(《“") - sum(tail.count(sign) for sign in "）)》”")


def _is_torn_inside_marks(line: str, following: str) -> bool:
    """Whether a title in 《》 or a quotation begins on the line and ends on the next: 《中共某市委某 / 市人民政府关于…意见》.

    A line that ends in a colon or a date may have been broken off for that; joining it again would never end.
    """
    return line[-1] not in CUT_BEHIND and any(line.rfind(opening) > line.rfind(close) and -1 < following.find(close) < LONGEST_REST for opening, close in ("《》", "“”"))


def _is_unbroken_heading(line: str, opening: str) -> bool:
    """A heading on a line of its own has a marker and no full stop."""
    return line is opening and bool(HEADING_MARK.match(line)) and not re.search("[。；;]|[，、,]$", line)


def _reads_as_rest(line: str, following: str) -> bool:
    """Not a signature, a salutation or a title standing alone below a sentence that lost its full stop."""
    if len(following) <= 30 and TAIL.search(following) and not PROSE.search(following):
        return False
    return not (TITLE.search(following) or (SALUTATION.fullmatch(following) and len(following) < 80))


def _without_echo(line: str, following: str) -> str:
    """A scan may print the last character again after the break: …创新创业 / 业。以… -> …创新创业。以…"""
    echoes = len(following) > 1 and following[0] == line[-1] and following[1] in "，。；、：！？"
    return following[1:] if echoes else following
