"""The index catches up with the change log: after a commit, at start, and in a process that follows.

The index remembers, inside its own commit, the last row of the log that it applied. A row may be applied twice (an entry
is always made anew from the database) but never be left out, so that a process may be killed at any moment.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import count
from threading import Thread

import tantivy
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext, gettext_noop, ngettext

from policies.models import Change, Citation, Document
from policies.models.validity import CHANGING

from . import shelf
from .entries import DOCUMENTS_AT_ONCE, Entry, entries_of, public_ids
from .shelf import Shelf, Unusable
from .terms import in_terms

logger = logging.getLogger(__name__)

STATE = "state"  # the one entry that tells what the index has applied
ROWS_AT_ONCE = 2_000  # of the log, before the next commit of the index
UNAPPLIED = "0@"
LOOKS = 2  # of who changed something at what there is to apply, before it is left to a thread of its own
PATIENCE = 30.0  # seconds between two attempts of one process to heal the index

_healed: dict[str, float] = {}
_paused: ContextVar[bool] = ContextVar("paused", default=False)


@dataclass(frozen=True, slots=True)
class IndexState:
    """Whether the index answers questions, how many rows of the log it has not applied, and both in a sentence."""

    is_serving: bool
    behind: int
    detail: str


# --- its state ------------------------------------------------------------------------------------------------------------
def state_of_index() -> IndexState:
    """What a health page says of the index; without one the database serves, so this is never an error."""
    try:
        state = _state_that_serves()
    except Unusable as error:
        what = gettext("No index serves (%(reason)s): lists come from the database until it is made anew.")
        return IndexState(False, Change.objects.count(), what % {"reason": gettext(str(error))})
    behind = Change.objects.filter(pk__gt=_last(state)).count()
    if not behind:
        return IndexState(True, 0, gettext("The index serves and has applied every change."))
    what = ngettext("The index serves and is %(count)d change behind.", "The index serves and is %(count)d changes behind.", behind)
    return IndexState(True, behind, what % {"count": behind})


# --- catching up ----------------------------------------------------------------------------------------------------------
def catch_up(progress: Callable[[int], object] = id, *, looks: int | None = None) -> int:
    """Apply what the log holds beyond the index, or make the index where none serves; the number of rows applied.

    Of several processes one works and the others return. Who works looks once more after letting go, so that a row
    whose writer found the lock taken is not left lying; with `looks` so often at most, while others go on writing.
    """
    applied = 0
    for _ in count() if looks is None else range(looks):
        with shelf.sole_writer() as is_mine:
            if not is_mine:
                break
            applied += _apply_or_rebuild(progress)
        state = state_of_index()
        if not (state.is_serving and state.behind):
            break
    return applied


def _apply_or_rebuild(progress: Callable[[int], object]) -> int:
    try:
        with shelf.damage():
            return _apply_all(shelf.current(), progress)
    except Unusable as error:
        shelf.log("The index is made anew", error)
        _rebuild(progress)
        return 0


def catch_up_after_commit(**kwargs: object) -> None:
    """Receiver of `changed`: the log keeps what could not be applied now, so that nothing that fails here is lost.

    Who waits for the answer waits for what was written till then, not for what others go on writing, nor for a new index.
    """
    if _paused.get():
        return
    with _logged():
        if settings.SEARCH_HEALS and not _is_usable():
            _in_background()
            return
        catch_up(looks=LOOKS)
        if settings.SEARCH_HEALS and state_of_index().behind:
            _in_background()


@contextmanager
def paused() -> Iterator[None]:
    """Do not catch up after each commit but once at the end: for commands that change many documents."""
    token = _paused.set(True)
    try:
        yield
    finally:
        _paused.reset(token)
        with _logged():
            catch_up()


@contextmanager
def _logged() -> Iterator[None]:
    try:
        yield
    except Exception:
        logger.exception("The index did not catch up")


def heal(*, is_damaged: bool = False) -> None:
    """Catch up in a thread of its own: a question found no usable index, and the next commit may be far away.

    Where the question itself met damage, the files are looked at first: what catching up reads of them may be whole.
    """
    if not settings.SEARCH_HEALS or time.monotonic() - _healed.get("at", -PATIENCE) < PATIENCE:
        return
    _healed["at"] = time.monotonic()
    _in_background(is_damaged=is_damaged)


def _in_background(*, is_damaged: bool = False) -> None:
    Thread(target=_heal, args=[is_damaged], name="heal-index", daemon=True).start()


def _heal(is_damaged: bool) -> None:
    try:
        with _logged():
            if is_damaged:
                withdraw_if_damaged()
            catch_up()
    finally:
        connection.close()


def withdraw_if_damaged() -> bool:
    """Whether the files of the index were damaged; then it serves no longer, which health pages tell and catching up mends."""
    with shelf.sole_writer() as is_mine:
        is_broken = is_mine and not shelf.is_sound()
        if is_broken:
            logger.warning("The index is damaged and serves no longer")
            shelf.withdraw()
    return is_broken


def rebuild(progress: Callable[[int], object] = id) -> bool:
    """Make the index anew beside the one that serves, then swap; False where another process is writing."""
    with shelf.sole_writer() as is_mine:
        if is_mine:
            _rebuild(progress)
    if is_mine:
        catch_up()  # whose writer found the index taken meanwhile
    return is_mine


def _rebuild(progress: Callable[[int], object] = id) -> None:
    state = _end_of_log()  # read before the documents: what changes meanwhile is applied again
    with shelf.new_generation() as fresh:
        writer = fresh.index.writer(shelf.MAKER_MEMORY, 1)
        total = max(1, Document.objects.published().count())
        parts = _parts(total)
        after = done = 0
        while ids := public_ids(after, DOCUMENTS_AT_ONCE):
            for entry in entries_of(ids):
                _add(writer, fresh, entry)
            before, done, after = done, done + len(ids), ids[-1]
            if before * parts // total < done * parts // total < parts:
                writer.commit()
            progress(len(ids))
            _apply_meanwhile()
        _commit(writer, fresh, state)
        shelf.put_in_service(fresh)


def _apply_meanwhile() -> None:
    """What is published while the index is made anew is found at once, where one serves."""
    with suppress(Unusable), shelf.damage():
        _apply_all(shelf.current(), id)


def _parts(total: int) -> int:
    """In how many parts an index is written: the library makes one of each eight segments of about the same size, so that
    a power of eight becomes a single one in the end. Each segment that a question has to look into costs it time.
    """
    parts = 1
    while total > parts * shelf.PART:
        parts *= shelf.MERGED
    return parts


def _apply_all(standing: Shelf, progress: Callable[[int], object]) -> int:
    """Apply the rows that stand in the log by now; who goes on writing does not keep us."""
    applied = 0
    state = _state_of_this_log(standing)
    last = Change.objects.order_by("pk").values_list("pk", flat=True).last()
    while rows := list(Change.objects.filter(pk__gt=_last(state), pk__lte=last or 0).order_by("pk")[:ROWS_AT_ONCE]):
        _apply(standing, {row.document_id for row in rows}, state := _state_at(rows[-1]))
        applied += len(rows)
        progress(len(rows))
    return applied


def _apply(standing: Shelf, document_ids: set[int], state: str) -> None:
    ids = sorted(document_ids | _touched_by(standing, document_ids))
    writer = standing.index.writer(shelf.WRITER_MEMORY, 1)
    for start in range(0, len(ids), DOCUMENTS_AT_ONCE):
        batch = ids[start : start + DOCUMENTS_AT_ONCE]
        for pk in batch:
            writer.delete_documents_by_term("owner", str(pk))
        for entry in _made(batch):
            _add(writer, standing, entry)
    _commit(writer, standing, state)


def _made(document_ids: Collection[int]) -> list[Entry]:
    """Their entries; a fault of ours in making them says nothing of the index."""
    try:
        return list(entries_of(document_ids))
    except (ValueError, OSError) as error:
        raise RuntimeError(f"of documents {min(document_ids)} to {max(document_ids)} no entries can be made") from error


def _touched_by(standing: Shelf, document_ids: Collection[int]) -> set[int]:
    """Documents whose validity hangs on these: repealed or amended by them now, or when they were last indexed."""
    now = Citation.objects.filter(relation__in=CHANGING, document__in=document_ids, target__isnull=False)
    searcher = standing.searcher()
    match = tantivy.Query.term_set_query(standing.index.schema, "changed_by", [str(pk) for pk in document_ids])
    hits = searcher.search(match, max(1, searcher.num_docs)).hits
    identities = searcher.fast_field_values("identity", [address for _score, address in hits]) if hits else []
    before = {number // 2 for number in identities if number % 2 == 0}
    return before | set(now.values_list("target", flat=True))


# --- what the index remembers ---------------------------------------------------------------------------------------------
def _add(writer: tantivy.IndexWriter, standing: Shelf, entry: Entry) -> None:
    writer.add_document(tantivy.Document.from_dict(in_terms(entry), standing.index.schema))


def _commit(writer: tantivy.IndexWriter, standing: Shelf, state: str) -> None:
    writer.delete_documents_by_term("owner", STATE)
    _add(writer, standing, {"owner": STATE, "state": state})
    writer.commit()
    writer.wait_merging_threads()


def _state_that_serves() -> str:
    with shelf.damage():
        return _state_of_this_log(shelf.current())


def _is_usable() -> bool:
    try:
        return bool(_state_that_serves())
    except Unusable:
        return False


def _state_of_this_log(standing: Shelf) -> str:
    """The last row that the index has applied; Unusable where it is of no log, or of another: of a database since restored."""
    searcher = standing.searcher()
    hits = searcher.search(tantivy.Query.term_query(standing.index.schema, "owner", STATE), 1).hits
    state = str(searcher.doc(hits[0][1])["state"][0]) if hits else ""
    if not state.partition("@")[0].isdecimal():
        raise Unusable(gettext_noop("the index does not know what it has applied"))
    if state not in (UNAPPLIED, _state_at(Change.objects.filter(pk=_last(state)).first())):
        raise Unusable(gettext_noop("the index follows another log"))
    return state


def _state_at(row: Change | None) -> str:
    """The last row applied, with its time: another database can hold the same number."""
    return f"{row.pk}@{row.at.isoformat()}" if row else UNAPPLIED


def _last(state: str) -> int:
    return int(state.partition("@")[0])


def _end_of_log() -> str:
    return _state_at(Change.objects.order_by("pk").last())
