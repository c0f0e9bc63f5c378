"""The steps of a provision's marker, from the widest to the narrowest, and their numerals."""

from __future__ import annotations

import re

from ..numerals.words import chinese_value

NUMERAL = r"[一二三四五六七八九十百零〇\d]{1,6}"
DIGITS = "零一二三四五六七八九"
STEP = re.compile(
    rf"第\s?[（(]?({NUMERAL})[）)]?\s?(编|部分|章|节|条|款|项|目|点)|附件\s?({NUMERAL})|({NUMERAL})\s?[、.．]|[（(]\s?({NUMERAL})\s?[）)]"
)

Steps = tuple[tuple[str, int], ...]  # (("条", 5), ("款", 2))


def steps_of(marker: str) -> Steps:
    """The steps of a marker: "第五条第二款" -> (("条", 5), ("款", 2)); of an outline too: "三、" -> (("、", 3),)."""
    found = []
    for match in STEP.finditer(marker):
        ordinal, unit, annex, top, inner = match.groups()
        found.append((unit, value_of(ordinal)) if ordinal else ("附件", value_of(annex)) if annex else ("、", value_of(top)) if top else ("（）", value_of(inner)))
    return tuple(found)


def value_of(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else int(chinese_value(numeral) or 0)


def han(number: int) -> str:
    """A number below 1000 in Chinese characters: 105 -> 一百零五."""
    if number >= 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = f"{DIGITS[hundreds]}百" if hundreds else ""
    middle = ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十" if tens else "零" if hundreds and ones else ""
    return head + middle + (DIGITS[ones] if ones or not number else "")
