"""Excerpts with the words marked: safe HTML, cut around the place where most of the words stand together."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from policies.models import Document, SubsidyClause
from policies.models.prepared import Prepared, any_of

from . import tokens

LENGTH = 140  # characters of an excerpt: three lines on a wide screen
LEAD = 30  # characters shown before the first mark
SEARCHED = 200_000  # characters of a text that are looked through for the best place
MOST_PLACES = 200

TEXTS = {
    "document": Prepared(lambda: Document.objects.filter(any_of("pk"), current__isnull=False).order_by(), ["pk", "current__text"]),
    "clause": Prepared(lambda: SubsidyClause.objects.filter(any_of("pk")).order_by(), ["pk", "quote"]),
}

Places = Sequence[tuple[int, int]]


def excerpts_of(kind: str, ids: Sequence[int], words: tuple[str, ...]) -> dict[int, SafeString]:
    """The excerpt of each record, documents of their text and clauses of their sentence; none where no word is to be marked."""
    return {pk: excerpt(text, words) for pk, text in TEXTS[kind].rows_of(ids)} if words else {}


def mark(text: str, words: tuple[str, ...]) -> SafeString:
    """The whole text, escaped, with the words marked."""
    return _marked(text, tokens.find_places(text, words), 0, len(text))


def excerpt(text: str, words: tuple[str, ...], length: int = LENGTH) -> SafeString:
    """The part of the text where most marks fall, escaped and marked; empty where no word stands in the text."""
    text = text[:SEARCHED]
    places = tokens.find_places(text, words)[:MOST_PLACES]
    if not places:
        return SafeString("")
    start = max(0, places[_best(text, places, len(words), length)][0] - LEAD)
    return _marked(text, places, start, min(len(text), start + length))


def _best(text: str, places: Places, words: int, length: int) -> int:
    """The first mark from which on an excerpt shows most of the words; looked for no longer once it shows all."""
    best, most = 0, 0
    for place in range(len(places)):
        shown = _marks_from(text, places, place, length)
        if shown > most:
            best, most = place, shown
        if most >= words:
            break
    return best


def _marks_from(text: str, places: Places, first: int, length: int) -> int:
    """How many different words an excerpt shows that begins at this mark."""
    last = places[first][0] - LEAD + length
    return len({text[start:end] for start, end in places[first : first + 20] if end <= last})


def _marked(text: str, places: Places, start: int, end: int) -> SafeString:
    parts, done = ["…" if start else ""], start
    for begin, stop in places:
        if begin >= done and stop <= end:
            parts += [_plain(text[done:begin]), "<mark>", _plain(text[begin:stop]), "</mark>"]
            done = stop
    parts += [_plain(text[done:end]), "…" if end < len(text) else ""]
    return mark_safe("".join(parts))  # noqa: S308 (each part of the text is escaped above)


def _plain(text: str) -> str:
    return str(escape(text.replace("\n", " ")))
