"""Figures, dates and badges written for people, in the language of the page."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from policies.models import AmountTerm, Document, Level, Precision, Role, ValidityState

from .markup import tongue

register = template.Library()

LEVELS, STATES = frozenset(Level.values), frozenset(ValidityState.values)  # asked for in each row

HUNDRED_MILLION, TEN_THOUSAND = Decimal(100_000_000), Decimal(10_000)
# Units that English has a word for, one and many; measure words such as 家 and 个 stand as printed.
UNITS = {
    "元": ("yuan", "yuan"), "平方米": ("m²", "m²"), "公里": ("km", "km"), "吨": ("t", "t"), "千瓦时": ("kWh", "kWh"), "亩": ("mu", "mu"), "人": ("person", "people"),
    "年": ("year", "years"), "月": ("month", "months"), "个月": ("month", "months"), "季度": ("quarter", "quarters"), "天": ("day", "days"),
    "日": ("day", "days"), "小时": ("hour", "hours"), "学时": ("hour of teaching", "hours of teaching"),
}  # fmt: skip
DATE_FORMATS = {Precision.MONTH: "YEAR_MONTH_FORMAT", Precision.DAY: "DATE_FORMAT"}


@register.filter
def plain(value: Decimal | int | None) -> str:
    """A number with its thousands apart and no idle zeros: 1234567.50 -> 1,234,567.5."""
    if value is None:
        return ""
    value = Decimal(value)
    digits = max(0, -value.normalize().as_tuple().exponent)
    return f"{value:,.{digits}f}"


@register.filter
def money(value: Decimal | int | None) -> str:
    """A sum of yuan: 1000000 -> 100万元, in English 1,000,000 yuan."""
    if value is None:
        return ""
    if not _in_chinese():
        return _("%(sum)s yuan") % {"sum": plain(value)}
    return f"{_counted_in_ten_thousands(Decimal(value))}元"


@register.simple_tag
def quantity(value: Decimal | int | None, unit: str = "", high: Decimal | None = None) -> str:
    """A quantity with its unit as printed: 1000000 平方米 -> 100万平方米; a range when it has an upper end."""
    return "" if value is None else _quantity(value, unit, high, get_language())


@lru_cache(4_096)
def _quantity(value: Decimal | int, unit: str, high: Decimal | None, _language: str | None) -> str:
    if unit == "元":
        return f"{money(value)}–{money(high)}" if high is not None else money(value)
    write = _counted_in_ten_thousands if _in_chinese() else plain
    figure = write(Decimal(value)) if high is None else f"{write(Decimal(value))}–{write(Decimal(high))}"
    return f"{figure}{unit}" if _in_chinese() or unit == "%" else f"{figure} {unit_words(unit, value if high is None else high)}".strip()


@register.filter
def unit_words(unit: str, number: Decimal | int = 1) -> str:
    """A unit in the language of the page, as many as there are: 元/平方米·天 -> yuan/m²·day, in Chinese as printed."""
    if _in_chinese():
        return unit
    counted, *per = unit.split("/")
    return "/".join([_unit(counted, is_many=number != 1), *(_unit(one, is_many=False) for one in per)])


def _unit(unit: str, *, is_many: bool) -> str:
    return "·".join(UNITS[part][is_many] if part in UNITS else part for part in unit.split("·"))


@register.filter
def rate(value: Decimal | None) -> str:
    """A fraction as a percentage: 0.5 -> 50%."""
    return "" if value is None else f"{plain(Decimal(value) * 100)}%"


@register.filter
def amount(term: AmountTerm) -> str:
    """An amount of a clause with what it is paid per: 100万元/家, 50%, 300平方米; a cap of the whole cost by its name: 日租金.

    An estimate hands over the amount as the reader made it, which has no more than these fields.
    """
    is_share = not term.unit and term.role in (Role.RATE, Role.CAP)
    if is_share and term.role == Role.CAP and term.value == 1 and term.base:
        return term.base
    figure = rate(term.value) if is_share else quantity(term.value, term.unit)
    return f"{figure}/{unit_words(term.per)}" if term.per else figure


@register.filter
def dated(value: date | None, precision: str = Precision.DAY) -> str:
    """A date to the precision that is known: 2016年3月21日, 2016年3月, 2016年; in English March 2016, 2016."""
    return _dated(value, precision, get_language()) if value else ""


@lru_cache(4_096)
def _dated(value: date, precision: str, _language: str | None) -> str:
    if precision == Precision.YEAR:
        return f"{value.year}年" if _in_chinese() else str(value.year)
    return date_format(value, DATE_FORMATS.get(precision, "DATE_FORMAT"))


@register.filter
def partly_dated(value: str) -> str:
    """A day as records keep it, as far as it is known: 2020 -> 2020年, 2016-12 -> 2016年12月."""
    parts = value.split("-")
    known = {1: Precision.YEAR, 2: Precision.MONTH, 3: Precision.DAY}.get(len(parts))
    try:
        return dated(date(*map(int, parts), *[1] * (3 - len(parts))), known) if known else value
    except ValueError:
        return value


@register.filter
def listed_day(document: Document) -> str:
    """The day that lists show of a document, to the precision known."""
    for name in ("issued", "printed", "published", "page"):
        if value := getattr(document, f"{name}_on"):
            return dated(value, getattr(document, f"{name}_precision"))
    return ""


@register.filter
def on_day(address: str, day: date | None) -> str:
    """The address of a page as it stood on the day; without a day the address itself."""
    if not day:
        return address
    page, mark, place = address.partition("#")
    return f"{page}{'&' if '?' in page else '?'}on={day:%Y-%m-%d}{mark}{place}"


@register.simple_tag
def validity_word(state: str) -> SafeString:
    """The word of a state of validity in its colour."""
    return _validity_word(state, get_language()) if state in STATES else SafeString("")


@cache
def _validity_word(state: str, _language: str | None) -> SafeString:
    return format_html('<span class="state state-{}">{}</span>', state, ValidityState(state).label)


@register.simple_tag
def level_badge(level: str, label: str = "") -> SafeString:
    """The level's word in the level's colour; nothing for a document whose level is not known."""
    if level not in LEVELS:
        return SafeString("")
    return format_html('<span class="badge level-{}"{}>{}</span>', level, tongue(label), label) if label else _level_badge(level, get_language())


@cache
def _level_badge(level: str, _language: str | None) -> SafeString:
    return format_html('<span class="badge level-{}">{}</span>', level, Level(level).label)


def _in_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def _counted_in_ten_thousands(value: Decimal) -> str:
    """The shortest exact Chinese writing: 150000000 -> 1.5亿, 100000 -> 10万, 1234 -> 1,234."""
    for size, word in ((HUNDRED_MILLION, "亿"), (TEN_THOUSAND, "万")):
        counted = (value / size).normalize()
        if abs(value) >= size and -counted.as_tuple().exponent <= 2:
            return f"{plain(counted)}{word}"
    return plain(value)


# The reader's repairs in words; one that is new here shows its name.
REPAIRS = {
    "entities": gettext_lazy("characters written as HTML codes restored"),
    "stray_characters": gettext_lazy("characters that print nothing taken out"),
    "pinyin": gettext_lazy("pinyin in brackets taken out"),
    "traditional": gettext_lazy("traditional characters written as simplified ones"),
    "look_alikes": gettext_lazy("characters mistaken for similar ones mended"),
    "repeated_text": gettext_lazy("text printed twice taken out"),
    "line_breaks": gettext_lazy("lost line breaks restored"),
    "furniture": gettext_lazy("parts of the page around the text taken out"),
    "spaces": gettext_lazy("stray spaces taken out"),
    "zeros": gettext_lazy("letters O inside numbers read as zeros"),
    "joined_lines": gettext_lazy("lines broken inside a sentence joined"),
}


@register.filter
def repair_words(repair: dict[str, object]) -> str:
    """A repair with how often it was made: pinyin in brackets taken out: 195."""
    name = str(repair.get("rule", ""))
    words = {"repair": REPAIRS.get(name, name), "count": plain(int(repair.get("count", 0)))}
    return _("%(repair)s: %(count)s") % words


# Inside a script element only these could end it or start a comment; JSON reads the escapes as the characters.
SCRIPT_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.filter
def linked_data(value: dict[str, object]) -> SafeString:
    """JSON-LD as a data block, which no browser runs; whatever the titles hold stays inside it."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(SCRIPT_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308 - escaped in the line above
