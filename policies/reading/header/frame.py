"""The elements of GB/T 9704-2012 around the text: number, title, bodies, addressees, dates, annexes, imprint."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..numbers import Number, NumberPlace, find_numbers
from ..parts import Flag, Genre, Header, Instrument, Place
from ..reference import Reference
from ..scan import Span, merge_spans
from .bodies import (
    choose_issuers,
    find_addressees,
    issuer_of_order,
    issuers_of_mark,
    issuers_of_title,
    signature_above,
    split_names,
    whole_names,
)
from .checks import find_flags
from .closing import NOTE, Imprint, Signature, find_annexes, find_imprint, find_signatures, is_frame
from .dates import first_date, whole_date
from .effect import Effect, find_effect
from .genre import find_opening
from .labels import find_labels, is_label_line
from .lines import Line, document_kind, is_body, is_heading, is_prose, split_lines
from .regions import find_region
from .titles import ABOUT, BEFORE_TITLE, REGISTRATION, Carried, Title, find_carried, find_title, first_line_title

# 结合官渡区实际，特制定如下政策措施: the place that adapts what stands above it
ADAPTED = re.compile(r"结合(?P<place>[\u4e00-\u9fff]{2,14}?)实际")
ADAPTED_WITHIN = 800  # characters
INTERPRETER = re.compile(r"由(?P<body>[\u4e00-\u9fff]{3,30}?)(?:会同[^，。；]{2,60})?负责(?:具体)?解释")
DEEPEST_HEAD = 80  # lines: no head is longer, tables of a page's facts included


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The header, where the text inside it begins and ends, and the spans that are frame and no prose."""

    header: Header
    number: Number | None
    body_start: int
    body_end: int
    spans: tuple[Span, ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The lines, cut into head and rest, and what was found in each."""

    lines: list[Line]
    salutation: int | None
    body: int  # index of the first line of the text
    labels: dict[str, list[Place]]
    title: Title | None
    carried: Carried | None
    signatures: list[Signature]
    imprint: Imprint
    annexes: tuple[tuple[str, ...], Place | None]

    @property
    def head(self) -> list[Line]:
        """The lines above the salutation or the text."""
        return self.lines[: min(self.body if self.salutation is None else self.salutation, DEEPEST_HEAD)]


@dataclass(slots=True)
class _Draft:
    """The fields as they are found, each with its place."""

    values: dict[str, object] = field(default_factory=dict)
    evidence: dict[str, Place] = field(default_factory=dict)

    def put(self, name: str, value: object, place: Place | None) -> None:
        """Keep a fact that was found; the first finder of a field wins."""
        if value and name not in self.values:
            self.values[name] = value
            if place is not None:
                self.evidence[name] = place


def find_frame(text: str, genre: Genre, reference: Reference) -> Frame:
    """The head and the tail of a text, and the bounds of what stands between them."""
    parts = _parts(text, genre)
    draft = _Draft()
    number = _put_numbers(draft, parts, reference)
    _put_title(draft, parts)
    _put_bodies(draft, parts, number, reference)
    _put_dates(draft, parts, genre)
    start, end = _bounds(text, parts)
    _put_effect(draft, parts, find_effect(text, start, end))
    _put_region(draft, parts, number, reference, text[start:end])
    draft.put("annexes", parts.annexes[0], parts.annexes[1])
    header = Header(**draft.values, evidence=draft.evidence)  # type: ignore[arg-type]
    flags = tuple(find_flags(header, number, genre, reference))
    return Frame(header=header, number=number, body_start=start, body_end=end, spans=_spans(text, parts, start, end), flags=flags)


def _parts(text: str, genre: Genre) -> _Parts:
    page = split_lines(text)
    begin = find_opening(page)
    lines = page[begin:]
    salutation = find_addressees(lines[:DEEPEST_HEAD])
    if salutation is not None and is_label_line(lines[salutation].text):
        salutation = None
    body = salutation + 1 if salutation is not None else _first_prose(lines)
    head = lines[: min(body if salutation is None else salutation, DEEPEST_HEAD)]
    title = find_title(head)
    if genre == "interpretation" or (title is None and genre == "report"):
        title = first_line_title(head)
    rest = lines[body:]
    return _Parts(
        lines=lines,
        salutation=salutation,
        body=body,
        labels=find_labels([*page[:begin], *head]),
        title=title,
        carried=find_carried(title, lines, body) if genre in ("policy", "draft") else None,
        signatures=list(find_signatures(rest)),
        imprint=find_imprint(rest),
        annexes=find_annexes(rest),
    )


def _first_prose(lines: Sequence[Line]) -> int:
    for place, line in enumerate(lines):
        if not is_label_line(line.text) and (is_prose(line.text) or is_heading(line.text)):
            return place
    return len(lines)


# --- numbers and title --------------------------------------------------------------------------------------------------


def _put_numbers(draft: _Draft, parts: _Parts, reference: Reference) -> Number | None:
    own = _own_number(parts, reference)
    if own is not None:
        number, place = own
        draft.put("number", str(number), place)
    for line in parts.head:
        if REGISTRATION.fullmatch(line.text):
            draft.put("registration_number", line.text.replace(" ", ""), line.place)
    for name in ("registration_number", "index_number"):
        for fact in parts.labels.get(name, ()):
            draft.put(name, re.sub(r"\s", "", fact.quote), fact)
    for line in parts.head[:5]:
        if len(line.text) == 6 and line.text.isdecimal():
            draft.put("copy_number", line.text, line.place)
    return own[0] if own else None


def _own_number(parts: _Parts, reference: Reference) -> tuple[Number, Place] | None:
    """The number on a line of its own, else the one that the page states."""
    for line in _order_lines(parts.head):
        for found in find_numbers(line.text, reference.codes) if len(line.text) <= 120 else ():
            if _is_alone(line.text, found):
                start, end = line.start + found.start, line.start + found.end
                return found.number, Place(start=start, end=end, quote=line.text[found.start : found.end])
    for fact in parts.labels.get("number", ()):
        for found in find_numbers(fact.quote, reference.codes):
            return found.number, fact
    return None


def _order_lines(head: Sequence[Line]) -> Iterator[Line]:
    """The lines of the head; an order's name and its 第239号 on the line below count as one."""
    for place, line in enumerate(head):
        if line.text.endswith(("令", "公告", "通告")) and place + 1 < len(head) and head[place + 1].text.startswith(("第", "（第", "(第")):
            yield Line(line.start, head[place + 1].end, line.text + "\n" + head[place + 1].text)
        yield line


def _is_alone(line: str, found: NumberPlace) -> bool:
    """Whether a line holds the number and nothing else but brackets, or the signer of an upward paper (签发人)."""
    before, after = line[: found.start].strip("（( \u3000"), line[found.end :].strip("）) \u3000")
    if not before and ABOUT.search(after):  # 某政〔2014〕36号 某市人民政府关于…的通报 on one line
        return document_kind(after) is not None
    return not before and (not after or after.replace(" ", "").startswith("签发人"))


def _put_title(draft: _Draft, parts: _Parts) -> None:
    carried = parts.carried
    if parts.title is not None:
        draft.put("title", parts.title.text, parts.title.place)
        draft.put("kind", document_kind(parts.title.text), parts.title.place)
    for fact in parts.labels.get("title", ()):
        draft.put("title", BEFORE_TITLE.sub("", fact.quote), fact)
        draft.put("kind", document_kind(fact.quote), fact)
    if carried is not None:
        draft.put("title", carried.title, None)
        draft.put("kind", document_kind(carried.title), carried.place)
        draft.put("instrument", Instrument(title=carried.title, kind=document_kind(carried.title)), carried.place)


# --- bodies -------------------------------------------------------------------------------------------------------------


def _put_bodies(draft: _Draft, parts: _Parts, number: Number | None, reference: Reference) -> None:
    if parts.salutation is not None:
        line = parts.lines[parts.salutation]
        draft.put("addressees", split_names(line.text), line.place)
    draft.put("copied_to", parts.imprint.copied_to, parts.imprint.copied_place)
    signature = next((one for one in parts.signatures if one.bodies), None)
    marked, mark_place = issuers_of_mark(parts.head)
    named = issuers_of_title(str(draft.values.get("title") or ""))
    signed = signature.bodies if signature else _signed_without_date(parts)
    places = (parts.title.place if named[0] and parts.title else None, signature.bodies_place if signature else None, mark_place)
    chosen = choose_issuers(named, signed, marked)
    draft.put("issuing_bodies", whole_names(chosen, number, reference), next((place for place in places if place), None))
    draft.put("issuing_bodies", issuer_of_order(number), draft.evidence.get("number"))
    for label in ("issuing_bodies", "publisher"):
        stated = parts.labels.get(label, [])
        names = [name for fact in stated for name in split_names(fact.quote.replace(" ", "，").replace("、", "，"))]
        draft.put("issuing_bodies", tuple(filter(is_body, names)), stated[0] if stated else None)
    for place, line in enumerate(parts.head):
        if whole_date(line.text):  # an order's last page before the plan it issues: 某区委办公室 / 2019年4月16日
            draft.put("issuing_bodies", signature_above(parts.head, place)[0], line.place)


def _signed_without_date(parts: _Parts) -> tuple[str, ...]:
    """The bodies on the last lines above the imprint, where no date stands below them."""
    lines = [line for line in parts.lines[parts.body :] if parts.imprint.start is None or line.start < parts.imprint.start]
    while lines and (NOTE.fullmatch(lines[-1].text) or is_label_line(lines[-1].text)):
        lines.pop()
    return signature_above(lines, len(lines))[0]


# --- dates --------------------------------------------------------------------------------------------------------------


def _put_dates(draft: _Draft, parts: _Parts, genre: Genre) -> None:
    """成文, 印发 and 公布 kept apart: below the text, in the imprint, on the page."""
    for signature in parts.signatures:
        if signature.bodies:
            draft.put("date_issued", signature.day, signature.date_place)
    _put_head_dates(draft, parts, genre)
    _put_label_dates(draft, parts.labels, ("date_issued", "date_printed", "date_published"))
    for signature in parts.signatures[-1:]:
        draft.put("date_issued", signature.day, signature.date_place)
    draft.put("date_printed", parts.imprint.printed, parts.imprint.printed_place)


def _put_head_dates(draft: _Draft, parts: _Parts, genre: Genre) -> None:
    """A date below the title is the day of issue; one written 2017-01-13 with a page's facts is the day of publication."""
    for line in parts.head:
        day = whole_date(line.text)
        if day and "年" in line.text and genre != "report":
            draft.put("date_issued", day, line.place)
        elif len(line.text) <= 80 and (day or _opens_with_date(line.text)) and not is_label_line(line.text):
            found = first_date(line.text)
            if found:
                start, end = line.start + found[1], line.start + found[2]
                draft.put("date_published", found[0], Place(start=start, end=end, quote=line.text[found[1] : found[2]]))


def _opens_with_date(line: str) -> bool:
    found = first_date(line)
    return found is not None and found[1] == 0


def _put_label_dates(draft: _Draft, labels: dict[str, list[Place]], names: Iterable[str]) -> None:
    for name in names:
        for fact in labels.get(name, ()):
            found = first_date(fact.quote)
            if found:
                day, start, end = found
                place = Place(start=fact.start + start, end=fact.start + end, quote=fact.quote[start:end])
                draft.put(name, day, place)


def _put_effect(draft: _Draft, parts: _Parts, effect: Effect) -> None:
    draft.put("effective_from", effect.first, effect.first_place)
    draft.put("effective_to", effect.last, effect.last_place)
    _put_label_dates(draft, parts.labels, ("effective_from", "effective_to"))


def _put_region(draft: _Draft, parts: _Parts, number: Number | None, reference: Reference, text: str) -> None:
    bodies = draft.values.get("issuing_bodies", ())
    interpreters = [match["body"] for match in INTERPRETER.finditer(text)][-1:]
    stated = [fact.quote for fact in parts.labels.get("publisher", ())]
    adapted = [match["place"] for match in ADAPTED.finditer(text[:ADAPTED_WITHIN])][:1]
    texts = [*interpreters, str(draft.values.get("title", "")), *stated, *adapted, text[:400]]
    issued = draft.values.get("date_issued")
    day = issued if isinstance(issued, date) else None
    level, region = find_region(bodies if isinstance(bodies, tuple) else (), number, texts, reference, day)
    draft.put("level", level, None)
    draft.put("region", region, None)


# --- bounds -------------------------------------------------------------------------------------------------------------


def _bounds(text: str, parts: _Parts) -> Span:
    """Where the text begins and ends: below the head, above signature, note and imprint."""
    lines = parts.lines
    start = lines[parts.body].start if parts.body < len(lines) else len(text)
    last = len(lines)
    annex = parts.annexes[1]
    while last > parts.body and (_is_closing(lines[last - 1], parts) or (annex and annex.start <= lines[last - 1].start < annex.end)):
        last -= 1
    end = lines[last - 1].end if last > parts.body else start
    return start, max(start, end)


def _is_closing(line: Line, parts: _Parts) -> bool:
    below = parts.imprint.start is not None and line.start >= parts.imprint.start
    return below or is_frame(line) or is_label_line(line.text)


def _spans(text: str, parts: _Parts, start: int, end: int) -> tuple[Span, ...]:
    spans: list[Span] = [(0, start), (end, len(text))]
    spans += [(one.start, one.date_place.end) for one in parts.signatures]
    if parts.annexes[1]:
        spans.append((parts.annexes[1].start, parts.annexes[1].end))
    if parts.carried and parts.carried.place:
        spans.append((parts.carried.place.start, parts.carried.place.end))
    spans += [(line.start, line.end) for line in parts.lines[parts.body :] if len(line.text) < 80 and NOTE.fullmatch(line.text)]
    return merge_spans(spans)

