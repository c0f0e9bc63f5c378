"""A written number's value: 三十万, 30万, 3,000,000, １.５亿, 千分之三."""

from __future__ import annotations

import re
from decimal import Decimal

from ..tables import rows

DIGITS = {
    **{sign: value for value, signs in enumerate(("零〇○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
       for sign in signs},
}  # fmt: skip
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
MAGNITUDES = {**TENS, **MYRIADS}

# Full-width figures and signs fold to single half-width characters, so that offsets stay those of the text.
_WIDE = "０１２３４５６７８９．％﹪"
_FOLD = str.maketrans(_WIDE, "0123456789.%%")
_HAS_WIDE = re.compile(f"[{_WIDE}]")

HAN_NUMERAL = "零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"

# A number that a person types: "3,000,000" "1.5亿" "30 万" "3亿5000万" -> figures and magnitudes in turn.
_TYPED = re.compile(r"(?P<figure>\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,8})?|\d{1,16}(?:\.\d{1,8})?)\s?(?P<magnitude>[十百千万亿]{0,3})")
_PARTS = re.compile(r"(?P<whole>[十百千万亿" + HAN_NUMERAL + r"\d]{1,12})分之(?P<part>.{1,12})")


class NumberError(ValueError):
    """A text that is no number, with a sentence that says what was expected."""


def fold(text: str) -> str:
    """The text with half-width figures, point and percent sign, of the same length."""
    return text.translate(_FOLD) if _HAS_WIDE.search(text) else text


def parse_quantity(text: str) -> Decimal:
    """The value of a number as a person types it: "30万", "三十万", "3,000,000", "50%" (-> 0.5), "30万元" (yuan).

    Raises NumberError, whose message can be shown to the person, for anything else.
    """
    cleaned = fold(text).replace("，", ",").strip()
    percent = cleaned.endswith("%")
    value = _typed_value(_without_unit(cleaned))
    if value is None:
        shown = text.strip()[:30]
        raise NumberError(f"“{shown}” is not a number; write it like 300000, 300,000, 30万 or 三十万.")
    return value / 100 if percent else value


def chinese_value(word: str) -> Decimal | None:
    """The value of a numeral in Chinese characters (三十万, 一千二, 二〇一五, 百万), None when it is malformed."""
    if not word or any(sign not in DIGITS and sign not in MAGNITUDES for sign in word):
        return None
    if not any(sign in MAGNITUDES for sign in word):
        return _digit_by_digit(word)
    return _by_magnitudes(word)


def figure_value(figure: str, magnitude: str = "") -> Decimal:
    """The value of Arabic figures and the magnitude words after them: ("1.8", "万亿") -> 1800000000000."""
    value = Decimal(figure.replace(",", ""))
    for sign in magnitude:
        value *= MAGNITUDES[sign]
    return value


def fraction_percent(whole: str, part: str) -> Decimal | None:
    """The percentage of “whole分之part”: ("百", "五十") -> 50, ("千", "三") -> 0.3."""
    below, above = _typed_value(whole), _typed_value(part)
    if not below or above is None:
        return None
    return above * 100 / below


def _without_unit(text: str) -> str:
    """The number without a unit of the table behind it: "30万元" -> "30万", "50%" -> "50"."""
    for unit in sorted((row["unit"] for row in rows("units")), key=len, reverse=True):
        if text.endswith(unit):
            return text[: -len(unit)].strip()
    return text


def _typed_value(text: str) -> Decimal | None:
    """The value of the whole text as one number in either writing, None when it is none."""
    han = chinese_value(text)
    if han is not None:
        return han
    parts = _PARTS.fullmatch(text)
    if parts:
        percent = fraction_percent(parts["whole"], parts["part"])
        return None if percent is None else percent / 100
    total, at, smallest = Decimal(0), 0, None
    while at < len(text):
        match = _TYPED.match(text, at)
        worth = figure_value("1", match["magnitude"]) if match else Decimal(0)
        if match is None or (smallest is not None and worth >= smallest):
            return None
        total, at, smallest = total + figure_value(match["figure"], match["magnitude"]), match.end(), worth
    return total if text else None


def _digit_by_digit(word: str) -> Decimal | None:
    """二〇一五 -> 2015; two or three bare digits (三五家, 两三年) name no number."""
    if len(word) == 1:
        return Decimal(DIGITS[word])
    if len(word) == 4:
        return Decimal("".join(str(DIGITS[sign]) for sign in word))
    return None


def _by_magnitudes(word: str) -> Decimal | None:
    """The value of 三千二百万, 一千二 (1200), 百万: each digit counts for the magnitude behind it."""
    total = section = 0
    digit: int | None = None
    last = 10
    for sign in word:
        if sign in DIGITS:
            if digit not in (None, 0):
                return None
            digit, last = DIGITS[sign], 1 if DIGITS[sign] == 0 else last
        elif sign in TENS:
            section += (1 if digit is None else digit) * TENS[sign]
            digit, last = None, TENS[sign] // 10
        else:
            section += digit or 0
            total = (total + section or 1) * MYRIADS[sign] if sign == "亿" else total + (section or 1) * MYRIADS[sign]
            section, digit, last = 0, None, MYRIADS[sign] // 10
    # 一千二 is 1200, 三十五 is 35: a last digit stands one magnitude below the one before it.
    return Decimal(total + section + (digit or 0) * max(last, 1))
