"""Who is in charge of a provision: （责任单位：…）, （牵头单位：…；责任单位：…）, （…、…负责）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from .header.lines import body_suffixes
from .parts import Confidence, Responsibility
from .scan import Scan
from .tables import column, rows

SHORTEST, LONGEST = 6, 600  # characters of one bracket
HINT = re.compile("负责|牵头|指导|单位|部门|主体")  # what every form has
BRACKETS = re.compile(r"[（(）)【】〔〕\[\]\n]")
# What follows the last name: 负责, 按职责分工负责, 分别负责, 牵头, 等有关部门和单位负责
DUTY = re.compile(r"(?:等(?:有关)?(?:部门|单位|部门和单位|单位和部门)?)?(?:会同有关部门|和有关部门)?(?:按照?(?:各自)?(?:职责|职能)(?:分工)?|根据职责(?:分工)?|分工|分别|共同|具体|牵头)*(?:负责|指导)$")
OTHERS = re.compile(r"等(?:有关|相关)?(?:部门|单位|部门和单位|单位和部门|部门、单位)?$")
# 农业农村部等和各省级人民政府, 市财政局等部门和各区政府: the list ends with 等, and a group stands behind it
AND_GROUP = re.compile(r"等(?:有关|相关|省有关|市有关)?(?:部门|单位|部门、单位)?[和及与](?=各|有关|相关)")
RULE = re.compile(r"^以上|列(?:在)?(?:首位|第一位|第一|首位的?|排名第一)|排(?:在|名)(?:首位|第一)|为牵头|下同|以上(?:任务|各项)")
OTHER_MATTER = re.compile(r"[，,；;。]\s?[\u4e00-\u9fff]{2,8}[：:].*", re.DOTALL)  # ；适用范围：各自贸试验区，以下…
LEADS = re.compile(r"(?P<lead>[^，,；;]{2,120}?)牵头[，,；;、]?(?P<rest>.*)$")
HELPS = re.compile(r"(?:分别|共同|按(?:照)?职责分工)?(?:配合|参加|参与|协助|落实)$")
# 责任单位：甲、乙 at the end of a paragraph or on a line of its own; 配合单位：丙 may stand on the line below
LABEL_LINE = re.compile(
    r"""(?m)(?:^|(?<=[。！]))(?:责任|牵头|主办|牵头责任|第一责任|负责|实施|落实)(?:单位|部门)\s?[：:][^\n。]{2,300}
    (?:[。；]?\n(?:责任|配合|协办|协同|协助|参与|参加)(?:单位|部门)\s?[：:][^\n。]{2,300}){0,3}(?=。?$)""",
    re.VERBOSE,
)
TAIL = re.compile(r"(?:按照?(?:各自)?职责(?:分工)?)?(?:分别|共同|均|具体)?(?:需|须|要)?(?:负责|抓好)?(?:落实|配合|组织实施|实施)?$")
EACH = re.compile(r"各?(?:自治区|直辖市|区|县|市|省|州|镇|乡|街道|开发区|园区)$")
COLLECTIVE = re.compile(r"^(?:各|全|有关|相关|省直|市直|区直|县直)")


@dataclass(frozen=True, slots=True)
class _Bracket:
    start: int
    end: int
    inside: str


@dataclass(frozen=True, slots=True)
class _Names:
    leads: tuple[str, ...]
    others: tuple[str, ...]
    confidence: Confidence


def find_responsibilities(scan: Scan) -> tuple[Responsibility, ...]:
    """The bodies in charge, one record for each bracket or label line; several may stand in one provision."""
    found = []
    for bracket in [*_brackets(scan), *_label_lines(scan)]:
        names = _labelled(bracket.inside) or _in_charge(bracket.inside)
        if names is None:
            continue
        everyone = tuple(dict.fromkeys((*names.leads, *names.others)))
        lead = names.leads[0] if names.leads else None
        found.append(
            Responsibility(
                provision=scan.provision_at(bracket.start),
                lead=lead,
                others=tuple(name for name in everyone if name != lead),
                start=bracket.start,
                end=bracket.end,
                evidence=scan.text[bracket.start : bracket.end],
                confidence=names.confidence,
            )
        )
    return tuple(sorted(found, key=lambda one: one.start))


def _brackets(scan: Scan) -> Iterator[_Bracket]:
    """The outermost brackets of the text, of either width; one that is never closed is none."""
    opened: list[int] = []
    for match in BRACKETS.finditer(scan.text, scan.body_start, scan.body_end):
        if match[0] == "\n":
            opened.clear()
        elif match[0] in "（(【〔[":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if not opened and SHORTEST <= match.end() - start <= LONGEST and HINT.search(scan.text, start, match.end()):
                yield _Bracket(start, match.end(), scan.text[start + 1 : match.start()])


def _label_lines(scan: Scan) -> Iterator[_Bracket]:
    """The end of a paragraph without brackets, or a line of its own: 责任单位：市科技局、市财政局。"""
    for match in LABEL_LINE.finditer(scan.text, scan.body_start, scan.body_end):
        yield _Bracket(match.start(), match.end(), match[0].rstrip("。"))


# --- labels -------------------------------------------------------------------------------------------------------------


def _labelled(inside: str) -> _Names | None:
    """牵头单位：甲；责任单位：乙、丙 and 责任单位：甲、乙，列在首位者为牵头单位: under a label each name counts."""
    labels = list(_labels().finditer(inside))
    if not labels or labels[0].start() > 0:
        return None
    parts: dict[str, list[str]] = {"lead": [], "in_charge": [], "helps": []}
    for place, match in enumerate(labels):
        stop = labels[place + 1].start() if place + 1 < len(labels) else len(inside)
        parts[_role(match["label"])] += split_units(OTHER_MATTER.sub("", inside[match.end() : stop]))
    leads = parts["lead"] or parts["in_charge"][:1]
    others = [*parts["in_charge"], *parts["helps"]]
    if not leads and not others:
        return None
    return _Names(tuple(leads), tuple(name for name in others if name not in leads), "sure")


@cache
def _labels() -> re.Pattern[str]:
    words = sorted((row["label"] for row in rows("responsibility_labels")), key=len, reverse=True)
    return re.compile(rf"[；;，,。]?\s{{0,2}}(?P<label>{'|'.join(words)})\s?[：:]\s?")


def _role(label: str) -> str:
    return next(row["role"] for row in rows("responsibility_labels") if row["label"] == label)


# --- verbs --------------------------------------------------------------------------------------------------------------


def _in_charge(inside: str) -> _Names | None:
    """（甲、乙负责） and （甲牵头，乙、丙配合）; what is no list of bodies is none."""
    text = _without_rule(re.split("[。]", inside, maxsplit=1)[0]).strip()
    leads = LEADS.match(text)
    if leads and "负责" not in leads["lead"]:
        return _lead_and_rest(leads["lead"], leads["rest"])
    if not text.endswith(("负责", "指导")):
        return None
    duty = DUTY.search(text)
    units = split_units(text[: duty.start()] if duty else text[:-2])
    if not units or not all(map(is_unit, units)):
        return None
    if "分别" in (duty[0] if duty else ""):
        return _Names((), tuple(units), "likely")
    return _Names((units[0],), tuple(units[1:]), "likely")


def _without_rule(text: str) -> str:
    """The list without what it says of itself: 甲、乙负责，排在第一位的部门为牵头部门，下同."""
    clauses = re.split("([，,；;])", text)
    rule = next((place for place in range(2, len(clauses), 2) if RULE.search(clauses[place])), None)
    return text if rule is None else "".join(clauses[: rule - 1])


def _lead_and_rest(lead: str, rest: str) -> _Names | None:
    leads, others = split_units(lead), split_units(HELPS.sub("", DUTY.sub("", rest)))
    if not leads or not all(map(is_unit, (*leads, *others))):
        return None
    return _Names(tuple(leads), tuple(others), "likely")


# --- names --------------------------------------------------------------------------------------------------------------


def split_units(text: str) -> list[str]:
    """The names of a list: 、 and ，part them, but not inside brackets, and not 各市、县人民政府, which is one name.

    >>> split_units("市科技局、各区、县（市）政府等有关部门")
    ['市科技局', '各区、县（市）政府']
    """
    listed = AND_GROUP.sub("、", text)
    pieces = [TAIL.sub("", piece) if len(piece) > 4 else piece for piece in _pieces(listed) if not RULE.search(piece)]
    names: list[str] = []
    held = ""
    for piece in pieces:
        if held and piece.startswith("各"):  # 各镇，各工业园区管委会 are two
            names.append(held.rstrip("、"))
            held = ""
        name = OTHERS.sub("", held + piece) if not EACH.fullmatch(piece) or not _is_open(held + piece) else held + piece
        held = ""
        if _is_open(name):
            held = name + "、"
            continue
        if name:
            names.append(name)
    if held:
        names.append(held.rstrip("、"))
    return names


def _is_open(name: str) -> bool:
    """Whether 各区 or 各市 waits for 县人民政府 behind the next 、."""
    if name in ("省", "市", "区", "县"):  # 省、市重点项目责任单位 is one name
        return True
    return name.startswith("各") and EACH.fullmatch(name.rpartition("、")[2]) is not None


def _pieces(text: str) -> list[str]:
    pieces, depth, last = [], 0, 0
    for place, sign in enumerate(text):
        if sign in "（(":
            depth += 1
        elif sign in "）)":
            depth = max(0, depth - 1)
        elif sign in "、，,；;。" and depth == 0:
            pieces.append(text[last:place])
            last = place + 1
    pieces.append(text[last:])
    return [piece for piece in (piece.strip() for piece in pieces) if piece]


def is_unit(name: str) -> bool:
    """Whether a name is that of a body or a group of bodies: 财政部, 各省级人民政府, 各有关部门和单位."""
    bare = re.sub(r"[（(][^（）()]{0,30}[）)]$", "", name)
    if len(bare) > 30 or "由" in bare:
        return False
    return bare.endswith((*body_suffixes(), *column("unit_suffixes", "suffix"))) or COLLECTIVE.match(bare) is not None


def spans(found: Sequence[Responsibility]) -> list[tuple[int, int]]:
    """The places of the records, for readers of numbers to leave out."""
    return [(one.start, one.end) for one in found]
