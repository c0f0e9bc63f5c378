"""What a reading says of the paper as a whole -> the fields of a document, with the places they were read at.

A field that a person changed since the last reading is kept: each value read is noted in `header_evidence`, and a field that no
longer holds it was changed by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from policies.models import Document, IssuingBody, NumberCode, Region
from policies.reading.parts import Flag, Header, Reading
from policies.reading.reference import Reference
from policies.reading.secrecy import find_marking

from .keys import fit, number_of, title_key
from .places import level_of
from .rows import months_later

# A field of a document -> the element of the header it is read from.
ELEMENTS = {
    "registration_number": "registration_number", "index_number": "index_number", "copy_number": "copy_number", "title": "title",
    "kind": "kind", "addressees": "addressees", "copied_to": "copied_to", "annexes": "annexes", "issued_on": "date_issued",
    "published_on": "date_published", "printed_on": "date_printed", "effective_on": "effective_from", "effective_to": "effective_to",
    "plan_from": "plan_from", "plan_to": "plan_period", "number": "number", "number_printed": "number_printed",
    "number_code": "number_code", "number_year": "number_year", "number_serial": "number_serial",
    "instrument_title": "instrument", "instrument_kind": "instrument_kind", "level": "level", "genre": "genre",
}
TITLE_FROM_TEXT = 80  # characters of the first line that stand in for a missing title
YEARS = re.compile(r"(?:19|20)\d{2}")
BLOCKING = frozenset(("no_header", "secrecy"))  # flags with which nothing is published unseen
LEAST_TRUST = 0.5  # of a number code that names the body when the head does not


def read_fields(reading: Reading, reference: Reference) -> dict[str, object]:
    """The fields of a document as read; what the text does not say is empty."""
    header = reading.header
    number = number_of(header.number, reference.codes)
    instrument = header.instrument
    printed = header.evidence.get("number")
    return {
        "genre": reading.genre, "title": header.title or _first_line(reading.text), "kind": header.kind, "level": header.level,
        "instrument_title": instrument.title if instrument else "", "instrument_kind": instrument.kind if instrument else "",
        "number": str(number) if number else "", "number_printed": (printed.quote if printed else header.number) if number else "",
        "number_code": number.code if number else "", "number_year": number.year if number else None,
        "number_serial": number.serial if number else None,
        "registration_number": header.registration_number, "index_number": header.index_number, "copy_number": header.copy_number,
        "addressees": list(header.addressees), "copied_to": list(header.copied_to), "annexes": list(header.annexes),
        "issued_on": header.date_issued, "published_on": header.date_published, "printed_on": header.date_printed,
        **_term(reading),
    }


def apply(document: Document, fields: dict[str, object], reading: Reading) -> list[Flag]:
    """Set the fields on the document, those aside that a person changed; flags name where the text says otherwise."""
    before, evidence, flags = document.header_evidence or {}, _places(reading), []
    for name, value in fields.items():
        element, fitting = ELEMENTS[name], fit(Document, name, value)
        if _was_changed(document, name, before.get(element)):
            if getattr(document, name) != fitting:
                flags.append(_differs(name, getattr(document, name), fitting))
            evidence[element] = before[element]
            continue
        setattr(document, name, fitting)
        evidence.setdefault(element, {})["value"] = _plain(fitting)
    document.title_key, document.instrument_key = title_key(document.title), title_key(document.instrument_title)
    document.header_evidence = evidence
    return flags + _put_dates_in_order(document)


def _was_changed(document: Document, name: str, noted: dict | None) -> bool:
    return document.pk is not None and bool(noted) and "value" in noted and noted["value"] != _plain(getattr(document, name))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _differs(name: str, kept: object, read: object) -> Flag:
    return Flag(rule="header_differs", message=f"The field {name} was set by a person to “{kept}”; the text now says “{read}”.")


def _put_dates_in_order(document: Document) -> list[Flag]:
    if document.effective_on and document.effective_to and document.effective_to < document.effective_on:
        message = f"The text seems to end on {document.effective_to}, before it begins on {document.effective_on}; the end was left out."
        document.effective_to = None
        return [Flag(rule="ends_before_it_begins", message=message)]
    return []


def _places(reading: Reading) -> dict[str, dict[str, object]]:
    """Where each element was read, the facts about validity that the dates come from included."""
    places = {name: {"start": place.start, "end": place.end, "quote": place.quote} for name, place in reading.header.evidence.items()}
    for fact in reading.validity:
        name = "effective_to" if fact.fact in ("term", "trial") else fact.fact
        places.setdefault(name, {"start": fact.start, "end": fact.end, "quote": fact.evidence})
    return places


def _first_line(text: str) -> str:
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line[:TITLE_FROM_TEXT] or "?"


# --- when it holds ------------------------------------------------------------------------------------------------------
def _term(reading: Reading) -> dict[str, object]:
    """Effective from and to, and the years planned: from the header, else from the facts about validity."""
    facts = {fact.fact: fact.value for fact in reversed(reading.validity)}
    header = reading.header
    begins = header.effective_from or _day(facts.get("effective_from"))
    ends = header.effective_to or _day(facts.get("effective_to"))
    months = _months(facts.get("term")) or _months(facts.get("trial"))
    start = begins or header.date_issued or header.date_printed or header.date_published
    if ends is None and months and start:
        ends = months_later(start, months)
    years = sorted(int(year) for year in YEARS.findall(facts.get("plan_period", "")))
    return {"effective_on": begins, "effective_to": ends, "plan_from": years[0] if years else None, "plan_to": years[-1] if years else None}


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None


def _months(value: str | None) -> int | None:
    """Months of a term as the reader writes it: "2年" -> 24, "18个月" and "18" -> 18."""
    count = (value or "").removesuffix("年").removesuffix("个月")
    months = int(count) * (12 if value.endswith("年") else 1) if count.isdecimal() and len(count) < 5 else 0
    return months if 0 < months <= 1200 else None


# --- who and where ------------------------------------------------------------------------------------------------------
def issuers_of(header: Header, code: str, reference: Reference) -> tuple[tuple[str, ...], list[Flag]]:
    """The names of the issuing bodies; where the head names none, the body of the number code, with a flag."""
    if header.issuing_bodies:
        return header.issuing_bodies, []
    known = sorted(reference.codes.get(code, ()), key=lambda row: -row.confidence)
    if known and known[0].confidence >= LEAST_TRUST:
        body = known[0].body
        return (body,), [Flag(rule="body_from_code", message=f"The text names no issuing body; “{body}” was taken from the number code {code}.")]
    return (), []


def set_place(document: Document, bodies: list[IssuingBody], region: Region | None) -> None:
    """Lead body, region and level; the region of a document that stands stays, for a person may have set it."""
    document.lead_body = bodies[0] if bodies else document.lead_body
    lead = document.lead_body
    is_settled = document.pk and not document.is_stub and document.region
    document.region = document.region if is_settled else region or document.region or (lead.region if lead else None)
    document.level = document.level or level_of(document.region, lead.name if lead else "")


def flags_of(document: Document, header: Header, raw_text: str, codes: Iterable[NumberCode | object]) -> list[Flag]:
    """What an editor should look at before the document is published."""
    flags = []
    if not (header.number or header.title or header.issuing_bodies):
        flags.append(Flag(rule="no_header", message="The text has no head: no number, no title, no issuing body. Enter them by hand."))
    if marking := find_marking(raw_text):
        flags.append(Flag(rule="secrecy", message=f"The text carries the marking “{marking}”; such a paper may not be published."))
    if document.region is None:
        named = "、".join(header.region)
        words = f"The region “{named}” is not in the table of regions." if named else "The text does not say which region it is for."
        flags.append(Flag(rule="unknown_region", message=words))
    known = {row.body for row in codes}
    if known and document.lead_body and document.lead_body.name not in known:
        message = f"The number code {document.number_code} is known for {'、'.join(sorted(known)[:3])}, the head names {document.lead_body.name}."
        flags.append(Flag(rule="code_disagrees", message=message))
    return flags
