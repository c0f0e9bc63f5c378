"""Who issues, who is addressed, who gets a copy: names of bodies in the head, below the text and in the imprint."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..numbers import Number
from ..parts import Place
from ..reference import Reference
from .lines import GAPS, Line, bodies_of_line, is_body, is_heading

LONGEST_SALUTATION = 400
ADDRESSED = re.compile(r"各|有关|政府|委|局|厅|办|部|院|单位|公司|企业|学校|街道|镇|乡|机构|中心|会|国务院|同志|社")
NOT_ADDRESSED = re.compile(r"^(?:附|抄|来源|发布|时间|如下|注|电话|联系)|如下[：:]$|通知[：:]$|包括[：:]$|[。！？]")
# 某省财政厅 某省科技厅关于… · 某市人民政府办公室印发… ; 等五部门 stands for the rest
ISSUERS = re.compile(r"^(?P<names>[\u4e00-\u9fff（）()·、 \u3000]{2,160}?)(?P<rest>等[\u4e00-\u9fff\d]{1,4}(?:部门|单位|机关|部委))?(?=关于|印发|转发|批转|公布|发布)")
OWN_PLACE = "省市区县州"
MARK = re.compile(r"(?:中华人民共和国)?(?P<names>[\u4e00-\u9fff（）() \u3000]{3,80}?)\s?(?:文件|令|公告|通告)")


def find_addressees(lines: Sequence[Line]) -> int | None:
    """The index of the salutation: a line of bodies that ends in a colon, before the text begins."""
    for place, line in enumerate(lines):
        if is_salutation(line.text):
            return place
        if is_heading(line.text) or ("。" in line.text and len(line.text) > 30):
            return None
    return None


def is_salutation(line: str) -> bool:
    """Whether a line addresses bodies: 各街道办事处，区政府各部门："""
    return (
        3 <= len(line) <= LONGEST_SALUTATION
        and "|" not in line
        and line[-1] in "：:"
        and ADDRESSED.search(line) is not None
        and NOT_ADDRESSED.search(line) is None
    )


def split_names(text: str) -> tuple[str, ...]:
    """Names that commas part; those that 、 joins stay together, as the paper groups them. Commas in brackets part nothing."""
    names, depth, last = [], 0, 0
    for place, sign in enumerate(text):
        if sign in "（(":
            depth += 1
        elif sign in "）)":
            depth = max(depth - 1, 0)
        elif sign in "，,；;。\n" and depth == 0:
            names.append(text[last:place])
            last = place + 1
    names.append(text[last:])
    cleaned = (GAPS.sub("", name).strip("：:。 、") for name in names)
    return tuple(name for name in cleaned if name)


def issuers_of_title(title: str) -> tuple[tuple[str, ...], bool]:
    """The bodies before 关于 in a title, and whether it names them all (等五部门 does not)."""
    match = ISSUERS.match(title)
    if match is None:
        return (), False
    names = [name for name in re.split(r"[ \u3000\xa0、]+", match["names"]) if name]
    return (tuple(names), not match["rest"]) if all(map(is_body, names)) else ((), False)


def issuers_of_mark(lines: Sequence[Line]) -> tuple[tuple[str, ...], Place | None]:
    """The bodies of the red head (发文机关标志), the line 某某文件 above the number, with up to seven joint bodies."""
    for line in lines[:12]:
        match = MARK.fullmatch(line.text)
        names = bodies_of_line(match["names"].strip()) if match else []
        if names:
            return tuple(names), line.place
    return (), None


def signature_above(lines: Sequence[Line], place: int) -> tuple[tuple[str, ...], int]:
    """The bodies that sign directly above a line (the date), in order, and the index of the first one's line."""
    names: list[str] = []
    first = place
    while first > 0 and place - first < 20:
        found = bodies_of_line(lines[first - 1].text)
        if not found:
            break
        names[:0] = found
        first -= 1
    return tuple(names), first


def choose_issuers(of_title: tuple[tuple[str, ...], bool], signed: tuple[str, ...], marked: tuple[str, ...]) -> tuple[str, ...]:
    """The issuing bodies in the order of the head; the signature completes what the title shortens (等五部门, 省科技厅)."""
    named, is_complete = of_title
    if named and is_complete and len(named) >= len(signed):
        return tuple(_fuller(name, signed, place) for place, name in enumerate(named)) if len(named) == len(signed) else named
    return signed or marked or named


def whole_names(names: tuple[str, ...], number: Number | None, reference: Reference) -> tuple[str, ...]:
    """The names in full where a paper says 省人民政府 of its own and its number code knows which: 黔府发 -> 贵州省人民政府."""
    known = [code.body for code in reference.codes.get(number.code, ())] if number else []
    return tuple(next((body for body in known if body.endswith(name) and name[:1] in OWN_PLACE), name) for name in names)


def issuer_of_order(number: Number | None) -> tuple[str, ...]:
    """The body whose order a number counts: 某市人民政府令第122号."""
    if number is None or not number.is_order:
        return ()
    name = re.sub(r"(?:令|公告|通告)$", "", number.code)
    return (name,) if is_body(name) else ()


def _fuller(name: str, signed: tuple[str, ...], place: int) -> str:
    """The longer of a body's two names, where the signature at the same place abbreviates nothing."""
    other = signed[place]
    return other if len(other) > len(name) and set(name) <= set(other) else name
