"""How the same thing is recognised however it is written: keys of titles and numbers, slugs, anchors."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from django.db import models
from django.utils.text import slugify

from policies.reading.header.bodies import issuers_of_title
from policies.reading.numbers import Number, canonical_number

# （试行） （修订版） （2020年修订）: the same instrument; （征求意见稿） is another paper and stays in the key.
VARIANT = re.compile(r"[（(〔\[](?:试行|暂行|修订[稿版]?|修正[案版]?|(?:19|20)\d{2}年?(?:版|本|修订|修正)?)[）)〕\]]")
OTHERS = re.compile(r"^等[\u4e00-\u9fff\d]{1,4}(?:部门|单位|机关|部委)")
NO_WORD = re.compile(r"[\W_]+")
NUMERALS = re.compile(r"[0-9０-９]+|[〇零一二三四五六七八九十百千]+|[①-⑳]")
DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0}
STEPS = {"十": 10, "百": 100, "千": 1000}
SLUG_FROM_TITLE = 80  # characters; a longer address helps nobody
LAST_ANCHOR = 50  # characters of a path that become an anchor; the field holds ten more for a suffix


# --- numbers ------------------------------------------------------------------------------------------------------------
def number_of(text: str | None, known: Collection[str] = ()) -> Number | None:
    """The number in a string as printed; None where there is none."""
    return canonical_number(text, known) if text else None


# --- titles -------------------------------------------------------------------------------------------------------------
def title_key(title: str | None) -> str:
    """What two printings of one title have in common: no issuer, no brackets, quotes or spaces, no （试行）.

    >>> title_key("河西区人民政府办公室关于促进众创空间发展的办法（试行）")
    '关于促进众创空间发展的办法'
    """
    if not title:
        return ""
    bare = VARIANT.sub("", without_issuers(re.sub(r"\s+", "", title.strip().strip("《》")))).removeprefix("中华人民共和国")
    return NO_WORD.sub("", unicodedata.normalize("NFKC", bare)).lower()[:400]


def exact_key(title: str) -> str:
    """As `title_key`, with issuer and （试行）: what tells two papers apart that share a key."""
    return NO_WORD.sub("", unicodedata.normalize("NFKC", title)).lower()


def without_issuers(title: str) -> str:
    """The title from 关于 or 印发 on, where bodies stand before it."""
    names, _ = issuers_of_title(title)
    for name in names:
        title = title.lstrip("、 \u3000").removeprefix(name)
    return OTHERS.sub("", title) if names else title


# --- addresses ----------------------------------------------------------------------------------------------------------
def slug_base(number: Number | None, title: str) -> str:
    """拱政办发-2016-10, without a number from the title."""
    if number is None:
        return slugify(title[:SLUG_FROM_TITLE], allow_unicode=True) or "document"
    parts = (number.code, number.year, number.serial)
    return slugify("-".join(str(part) for part in parts if part is not None), allow_unicode=True)[:SLUG_FROM_TITLE]


def free_slug(base: str, taken: Collection[str]) -> str:
    """The base, or the base with the first free count behind it."""
    return next(slug for slug in _with_counts(base) if slug not in taken)


def _with_counts(base: str) -> Iterator[str]:
    yield base
    count = 2
    while True:
        yield f"{base}-{count}"
        count += 1


def anchors(paths: Collection[str]) -> list[str]:
    """A readable id for each path of a provision, unique within the document: 二、（八） -> p-2-8.

    >>> anchors(["一", "二、（八）", "一"])
    ['p-1', 'p-2-8', 'p-1_2']
    """
    seen: dict[str, int] = {}
    found = []
    for path in paths:
        numbers = "-".join(str(_value(match[0])) for match in NUMERALS.finditer(path))
        anchor = f"p-{numbers or 'part'}"[:LAST_ANCHOR]
        seen[anchor] = seen.get(anchor, 0) + 1
        found.append(anchor if seen[anchor] == 1 else f"{anchor}_{seen[anchor]}")
    return found


def _value(numeral: str) -> int:
    """The value of a marker's number, at most a few thousand: 二十八 -> 28, ③ -> 3."""
    if numeral.isdecimal():
        return int(numeral)
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    total, digit = 0, 0
    for character in numeral:
        if character in STEPS:
            total, digit = total + (digit or 1) * STEPS[character], 0
        else:
            digit = DIGITS[character]
    return total + digit


# --- rows ---------------------------------------------------------------------------------------------------------------
def fitted(model: type[models.Model], **values: object) -> models.Model:
    """A row whose words fit their columns: None becomes "", what is too long is cut."""
    return model(**{name: fit(model, name, value) for name, value in values.items()})


def fit(model: type[models.Model], name: str, value: object) -> object:
    field = model._meta.get_field(name)
    if not isinstance(field, models.CharField | models.TextField):
        return value
    text = "" if value is None else str(value)
    limit = field.max_length
    return text if limit is None or len(text) <= limit else f"{text[: limit - 1]}…"
