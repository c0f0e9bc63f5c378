"""Which provisions of another paper a citation means.

Forms: 《…》第三条、第五条第二款同时废止 · 废止《…》（…号）中的第二章 · 《…》第三、四条 · 第三条至第六条 · 其中第三条停止执行 ·
《…》三、（二） · 《…》附件2 · 《…》中有关房租补贴的规定 · 对《…》作如下修改：… 删去第六条 … 将第三条修改为“…”
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..parts import CitedPart
from .relations import has_cue_after, relation_at
from .steps import NUMERAL, Steps, han, value_of
from .titles import BLANK

MOST = 60  # provisions that one citation may name; a list beyond that is damage
LONGEST_LIST = 400  # characters
LONGEST_BLOCK = 30_000  # characters of a decision that tell the amendments of one paper
LONGEST_QUOTATION = 3_000  # characters of a new wording in quotation marks
# The units of a provision from the widest to the narrowest; 三、（二） writes the first two levels of an opinion.
RANKS = {"附件": 0, "编": 1, "部分": 1, "章": 2, "节": 3, "条": 4, "点": 4, "、": 4, "（）": 5, "款": 5, "项": 6, "目": 7}
CONTINUING = ("款", "项", "目")  # 第五条第二款、第三款: the second one is of the same article

# 第三条 · 第（二）项 · 第三、四条 · 第三至五条 -> numbers and unit; 第 is left out only in a list (第三条、四条)
STEP = re.compile(
    rf"(?P<ordinal>第)?\s?(?P<numbers>[（(]?{NUMERAL}[）)]?(?:[、和及与至到—-][（(]?{NUMERAL}[）)]?){{0,20}})\s?(?P<unit>编|部分|章|节|条|款|项|目|点)"
)
OUTLINE = re.compile(r"(?P<top>[一二三四五六七八九十]{1,3})、\s?[（(](?P<inner>[一二三四五六七八九十]{1,3})[）)]")
ANNEX = re.compile(r"附件\s?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2})")
# What may stand between a title and the provision: its bracket, 中的, 文件, …继续有效，其中
BRACKET = re.compile(r"[）)〕\]]?(?:\s?[（(][^（）()\n]{0,60}[）)])?\s?(?:文件?)?\s?")
LEAD = re.compile(BRACKET.pattern + r"(?:中的?|里的?|的)?(?P<gap>[^。；！\n□]{0,20}[，,]其中的?)?")
GLOSS = r"(?:\s?[（(][^（）()\n]{0,40}[）)])?"
JOINT = re.compile(rf"{GLOSS}\s?(?P<sign>[、，,]?\s?(?:以及|和|及|与|至|到|—{{1,2}}|-)?)\s?(?=第|附件|{NUMERAL})")
# 中有关房租补贴的规定 · 中与本办法不一致的内容 · 的相关条款: a part named by its words
BY_WORDS = re.compile(
    r"中?的?(?:(?:有关|关于|涉及|凡?与)[^，。；、《》□\n]{2,30}?(?:规定|条款|内容|部分|政策|要求|标准)|(?:中的?|的)(?:有关|相关|部分)(?:规定|条款|内容))"
)
AS_FOLLOWS = re.compile(r"(?:作出?|进行)(?:了)?(?:如下|以下)(?:修改|修订|修正)|(?:修改|修订)如下")
QUOTATION = re.compile(f"“[^“”]{{1,{LONGEST_QUOTATION}}}”")
# In a decision that amends: what stands around a provision tells what becomes of it.
DELETED_BEFORE = re.compile(r"(?:删去|删除|取消|废止)(?:原)?$")
DELETED_AFTER = re.compile(r"\s?(?:予以|同时)?(?:删去|删除|废止|取消)")
WITHIN = re.compile(r"\s?(?:中|里|内)")  # 删去第六条中的“以上”: words go, the article stays
CHANGED_AFTER = re.compile(r"\s?(?:中|里|内|后|前|之后|之前|修改|修订|改为|调整|增加|(?:的|规定的)[^，。；\n]{0,20}(?:修改|改|调整)为)")
NEW_NUMBER = re.compile(r"(?:作为|改为|调整为|变更为|顺延为)(?:原)?$")
PLACES = re.compile(rf"第\s?[（(]?{NUMERAL}|附件\s?{NUMERAL}")


@dataclass(frozen=True, slots=True)
class Named:
    """One provision as it is named: its place in the citing text and its steps; none where only words name it."""

    start: int
    end: int
    steps: Steps


# --- the public functions -----------------------------------------------------------------------------------------------
def parts_behind(text: str, start: int, end: int, relation: str) -> tuple[tuple[CitedPart, ...], int]:
    """The provisions named right behind a title or number at start..end, and where their list ends.

    `text` has its titles blanked; `relation` is that of the whole paper. A part that words alone name counts only where
    something ends or changes with it; what is merely referred to is no part.
    """
    limit = _line_end(text, end)
    named = _named_behind(text, end, limit)
    last = named[-1].end if named else end
    act = _act(text, start, last, relation)
    if not named and (act in ("repeals", "amends")):
        named = _named_by_words(text, end, limit)
        last = named[-1].end if named else end
    return _cited(text, named, act), last


def _act(text: str, start: int, end: int, relation: str) -> str:
    """The relation to parts: behind their list the words may say more than behind the title."""
    behind = relation_at(text, start, end, in_body=True).word
    act = behind if behind in ("repeals", "amends") else relation
    is_deleted = DELETED_BEFORE.search(text[max(0, start - 4) : start]) or DELETED_AFTER.match(text, end)
    return "repeals" if act == "amends" and is_deleted and not WITHIN.match(text, end) else act


def _named_behind(text: str, place: int, limit: int) -> list[Named]:
    lead = LEAD.match(text, place, limit)
    if lead is None or (lead["gap"] and has_cue_after(lead["gap"])):
        return []
    return _list_at(text, lead.end(), limit)


def _named_by_words(text: str, place: int, limit: int) -> list[Named]:
    """A part that only words name: 中有关房租补贴的规定."""
    bracket = BRACKET.match(text, place, limit)
    match = BY_WORDS.match(text, bracket.end() if bracket else place, limit)
    return [Named(match.start(), match.end(), ())] if match else []


def _line_end(text: str, place: int) -> int:
    found = text.find("\n", place, place + LONGEST_LIST)
    return found if found >= 0 else min(len(text), place + LONGEST_LIST)


def _cited(text: str, named: list[Named], relation: str) -> tuple[CitedPart, ...]:
    """The parts of one relation, each once."""
    once = {one.steps: one for one in reversed(named)}
    return tuple(_part(text, one, relation) for one in named if once[one.steps] is one)


def amended_parts(masked: str, place: int, limit: int) -> tuple[CitedPart, ...]:
    """The parts that a decision deletes or changes, told behind 对《…》作如下修改：, up to the next such title."""
    begin = AS_FOLLOWS.search(masked, place, min(limit, place + 60))
    if begin is None or BLANK in masked[place : begin.start()]:
        return ()
    end = min(limit, begin.end() + LONGEST_BLOCK)
    following = AS_FOLLOWS.search(masked, begin.end(), end)
    end = masked.rfind("\n", begin.end(), following.start()) if following else end
    block = QUOTATION.sub(lambda match: "”" * len(match[0]), masked[begin.end() : max(end, begin.end())])
    found: dict[tuple[Steps, str], CitedPart] = {}
    for one, relation in _changed(block):
        moved = Named(one.start + begin.end(), one.end + begin.end(), one.steps)
        found.setdefault((one.steps, relation), _part(masked, moved, relation))
    return tuple(found.values())[:MOST]


# --- lists of provisions --------------------------------------------------------------------------------------------------
def _list_at(text: str, place: int, limit: int) -> list[Named]:
    """第三条、第五条第二款和第七条至第九条 from a place on."""
    found = _chain(text, place, limit, ())
    joint = JOINT.match(text, found[-1].end, limit) if found else None
    while joint and joint["sign"] and len(found) < MOST:
        following = _chain(text, joint.end(), limit, found[-1].steps)
        if not following:
            break
        if joint["sign"].strip("、，, ")[:1] in ("至", "到", "—", "-") and joint["sign"].strip("、，, "):
            found.extend(_between(found[-1], following[0]))
        found.extend(following)
        joint = JOINT.match(text, found[-1].end, limit)
    return found[:MOST]


def _chain(text: str, place: int, limit: int, before: Steps) -> list[Named]:
    """One provision from its widest step to its narrowest (第五条第二款); several where the last step counts (第三、四条)."""
    special = _special(text, place, limit)
    if special:
        return [special]
    steps: Steps = ()
    numbers: list[int] = []
    end = place
    while (match := STEP.match(text, end, limit)) and len(numbers) < 2 and _goes_on(match, steps, before):
        steps = steps[:-1] + (((steps[-1][0], numbers[0]),) if numbers else ()) if steps else _inherited(match["unit"], before)
        numbers = _numbers(match["numbers"])
        steps, end = (*steps, (match["unit"], 0)), match.end()
    return [Named(place, end, (*steps[:-1], (steps[-1][0], number))) for number in numbers] if steps else []


def _special(text: str, place: int, limit: int) -> Named | None:
    outline = OUTLINE.match(text, place, limit)
    if outline:
        return Named(place, outline.end(), (("、", value_of(outline["top"])), ("（）", value_of(outline["inner"]))))
    annex = ANNEX.match(text, place, limit)
    return Named(place, annex.end(), (("附件", value_of(annex["number"])),)) if annex else None


def _goes_on(match: re.Match[str], steps: Steps, before: Steps) -> bool:
    """Whether a step belongs to the chain: narrower than the one before; without 第 only as the same unit in a list."""
    if steps:
        return bool(match["ordinal"]) and RANKS[match["unit"]] > RANKS[steps[-1][0]]
    return bool(match["ordinal"]) or (bool(before) and before[-1][0] == match["unit"])


def _inherited(unit: str, before: Steps) -> Steps:
    if unit not in CONTINUING:
        return ()
    return tuple(step for step in before if RANKS[step[0]] < RANKS[unit])


def _numbers(printed: str) -> list[int]:
    """The numbers of a list or range: 三、四 -> 3, 4; 三至五 -> 3, 4, 5."""
    found: list[int] = []
    for match in re.finditer(rf"(?P<sign>[、和及与至到—-])?[（(]?(?P<number>{NUMERAL})[）)]?", printed):
        number = value_of(match["number"])
        if match["sign"] in ("至", "到", "—", "-") and found:
            found.extend(range(found[-1] + 1, min(number, found[-1] + MOST)))
        found.append(number)
    return found


def _between(first: Named, last: Named) -> Iterator[Named]:
    """第七条至第九条: what lies between, which no word names."""
    if not first.steps or not last.steps or first.steps[:-1] != last.steps[:-1] or first.steps[-1][0] != last.steps[-1][0]:
        return
    unit, low = first.steps[-1]
    for number in range(low + 1, min(last.steps[-1][1], low + MOST)):
        yield Named(first.start, last.end, (*first.steps[:-1], (unit, number)))


# --- a decision that amends -----------------------------------------------------------------------------------------------
def _changed(block: str) -> Iterator[tuple[Named, str]]:
    """The provisions of a block that are deleted or changed, and which of both."""
    place = 0
    while match := PLACES.search(block, place):
        named = _list_at(block, match.start(), _line_end(block, match.start()))
        place = named[-1].end if named else match.end()
        relation = _fate(block, match.start(), place) if named else ""
        if relation:
            yield from ((one, relation) for one in named)


def _fate(block: str, start: int, end: int) -> str:
    """repeals or amends, told by the words before and behind; nothing where the provision is only referred to."""
    before = block[max(0, start - 8) : start].rstrip()
    if NEW_NUMBER.search(before):
        return ""
    if DELETED_BEFORE.search(before) and not WITHIN.match(block, end):
        return "repeals"
    if DELETED_AFTER.match(block, end):
        return "repeals"
    return "amends" if CHANGED_AFTER.match(block, end) or DELETED_BEFORE.search(before) else ""


# --- values -----------------------------------------------------------------------------------------------------------------
def _part(text: str, named: Named, relation: str) -> CitedPart:
    return CitedPart(
        start=named.start, end=named.end, printed=text[named.start : named.end].strip(), marker=_marker(named.steps), relation=relation
    )


def _marker(steps: Steps) -> str:
    """(("条", 5), ("款", 2)) -> 第五条第二款."""
    written = {"、": "{}、", "（）": "（{}）", "附件": "附件{}"}
    return "".join(written.get(unit, f"第{{}}{unit}").format(number if unit == "附件" else han(number)) for unit, number in steps)
