"""What an editor should look at in a document's head: facts that are missing or contradict one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..numbers import Number
from ..parts import Flag, Genre, Header
from ..reference import Reference

WELL_KNOWN = 0.9  # codes collide between places; one that was seen a few times proves nothing


def find_flags(header: Header, number: Number | None, genre: Genre, reference: Reference) -> Iterator[Flag]:
    """Missing number or title, dates out of order, a number code that belongs to another body or carries another year."""
    if header.title is None:
        yield Flag(rule="missing_title", message="No title was found in the text.")
    elif "title" not in header.evidence and not (number and number.is_order):
        yield Flag(rule="notice_title_missing", message="The title of the covering notice is not printed; the instrument's stands for it.")
    if number is None and genre == "policy":
        yield Flag(rule="missing_number", message="No document number was found in the head.")
    if header.date_issued is None and genre == "policy":
        yield Flag(rule="missing_date", message="No date of issue was found; the day of printing or publication is none.")
    if number is not None and number.repaired:
        yield _flag(header, "number", "number_repaired", f"The number was printed damaged and read as {number}.")
    yield from _dates(header)
    if number is not None:
        yield from _number(header, number, reference)


def _dates(header: Header) -> Iterator[Flag]:
    """Issued, then printed, then published: 成文日期 is the latest day that may stand first."""
    order = [(name, day) for name in ("date_issued", "date_printed", "date_published") if (day := getattr(header, name))]
    for (earlier, first), (later, second) in pairwise(order):
        if first > second:
            yield _flag(header, later, "dates_out_of_order", f"{later} {second} lies before {earlier} {first}.")


def _number(header: Header, number: Number, reference: Reference) -> Iterator[Flag]:
    issued = header.date_issued or header.date_printed
    if issued and number.year and issued.year not in (number.year, number.year + 1):
        yield _flag(header, "number", "number_year", f"The number carries the year {number.year}, the paper the date {issued}.")
    owners = [code.body for code in reference.codes.get(number.code, ()) if code.confidence >= WELL_KNOWN]
    if owners and header.issuing_bodies and not any(_same_place(body, owner) for body in header.issuing_bodies for owner in owners):
        message = f"The code {number.code} is known for {owners[0]}, the head names {header.issuing_bodies[0]}."
        yield _flag(header, "number", "number_code_of_another_body", message)


def _same_place(body: str, owner: str) -> bool:
    """Whether two names may be one body, its short form or its office: one's characters are the other's, or the place is."""
    return set(body) <= set(owner) or set(owner) <= set(body) or owner[:2] in body or body[:2] in owner


def _flag(header: Header, field: str, rule: str, message: str) -> Flag:
    place = header.evidence.get(field)
    return Flag(rule=rule, message=message, start=place.start if place else 0, end=place.end if place else 0)
