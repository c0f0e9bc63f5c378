"""Readings with defaults, so that a test of ingestion names only what it is about and does not hang on the reader."""

from __future__ import annotations

import hashlib
import itertools
from datetime import date
from decimal import Decimal

from policies.ingest.sources import Source
from policies.ingest.store import Outcome, ingest
from policies.reading.parts import (
    Amount,
    Citation,
    Condition,
    Header,
    Heading,
    Reading,
    Responsibility,
    Subsidy,
    Target,
)

_serial = itertools.count(1)

CITY = ("浙江省", "杭州市")
DISTRICT = (*CITY, "拱墅区")


def make_source(text: str = "", name: str = "a.txt") -> Source:
    text = text or f"第{next(_serial)}份正文。"
    return Source(text, "txt", "utf-8", hashlib.sha256(text.encode()).hexdigest(), name)


def make_header(number: str | None = "杭政〔2016〕1号", title: str | None = "杭州市人民政府关于支持创业的意见", **fields) -> Header:
    defaults = {"kind": "意见", "issuing_bodies": ("杭州市人民政府",), "date_issued": date(2016, 3, 21), "level": "city", "region": CITY}
    return Header(number=number, title=title, **(defaults | fields))


def make_reading(text: str = "", header: Header | None = None, **parts) -> Reading:
    return Reading(text=text or f"第{next(_serial)}份正文。", header=header or make_header(), **parts)


def store(reading: Reading, *, raw: str = "", **options) -> Outcome:
    """The reading ingested, under the digest of its text."""
    return ingest(make_source(raw or reading.text), reading=reading, **options)


def placed(text: str, quote: str) -> dict[str, object]:
    """Start, end and evidence of words in a text."""
    start = text.index(quote)
    return {"start": start, "end": start + len(quote), "evidence": quote}


def heading(text: str, words: str, path: str, depth: int = 1, **fields) -> Heading:
    start = text.index(words)
    return Heading(marker=path, heading=words, depth=depth, path=path, start=start, end=start + len(words), until=fields.pop("until", len(text)), **fields)


def citation(text: str, quote: str, *, title: str | None = None, number: str | None = None, **fields) -> Citation:
    return Citation(**placed(text, quote), title=title, number=number, **({"relation": "implements"} | fields))


def cites(title: str | None = None, number: str | None = None, **fields) -> Citation:
    """A citation at the start of any text."""
    return Citation(start=0, end=1, evidence="据", title=title, number=number, **({"relation": "implements"} | fields))


def target(text: str, quote: str, **fields) -> Target:
    defaults = {"indicator": "众创空间", "comparator": "reach", "quantity": Decimal(10), "unit": "家", "deadline": "2020"}
    return Target(**placed(text, quote), **(defaults | fields))


def subsidy(text: str, quote: str, **fields) -> Subsidy:
    defaults = {
        "kinds": ("award", "rent"), "beneficiary": "众创空间", "form": "tiered",
        "amounts": (Amount(role="tier", value=Decimal(300_000), tier="国家级"), Amount(role="cap", value=Decimal(500_000))),
        "conditions": (Condition(subject="企业", comparator="at_least", value=Decimal(10), unit="家"),),
    }
    return Subsidy(**placed(text, quote), **(defaults | fields))


def in_charge(text: str, quote: str, lead: str, *others: str, **fields) -> Responsibility:
    return Responsibility(**({"provision": None} | placed(text, quote) | fields), lead=lead, others=others)
