"""Where the index stands: generations in one directory, the file `current` naming the one that serves.

    index/current      {"generation": "g-…", "form": 1}     replaced in one step when a new generation is ready
    index/g-…/         a tantivy index
    index/lock         held by the one process that writes
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import secrets
import shutil
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tantivy
from django.conf import settings
from django.utils.translation import gettext_noop

from .columns import OF_KIND, PACKED, TOGETHER

FORM = 12  # raise it with every change of the fields, the terms or the entries: an index of another form is made anew
WORDS = ("names", "title", "headings", "text", "quote", "context", "issuer", "places", "for_whom")  # terms with positions
KEYS = ("owner", "type", "number", "stub", "facts", "changed_by", *OF_KIND)  # exact values
CHOICES = (*TOGETHER, "branch", "path", "added_theme", "amount", "beneficiary")  # exact values that are counted
WHOLE = ("identity", "pk", "digest", "effective_on", "effective_to", "plan_to", "repealed_on", "partly_on", "amended_on", "since", "until", "newest", "by_level", "by_amount", "largest", "bodies")
PARTS = tuple(column for columns in PACKED.values() for column in columns)
GRAMS = ("head", "document_grams", "clause_grams")  # strings of characters without positions; apart, for a long list takes long to go through
WRITER_MEMORY = 100_000_000  # bytes; a segment is written whenever it is full, and many segments make counting slow
MAKER_MEMORY = 4 * WRITER_MEMORY  # for an index that is made anew: a few large segments
PART = 12_500  # documents with their clauses for which that is enough
MERGED = 8  # segments of about the same size that the library makes one of (LogMergePolicy::default of tantivy)


SUFFIXES = (".term", ".idx", ".pos", ".fast", ".fieldnorm", ".store")  # the files of a segment
SIGN = (1337).to_bytes(4, "little")
BLOCK = 1 << 20
UNREADABLE = gettext_noop("its files cannot be read")

logger = logging.getLogger(__name__)


class Unusable(Exception):
    """The index is of another form, or damaged; the message says which to a reader, its cause to the log."""


class Missing(Unusable):
    """There is no index yet."""


class Damaged(Unusable):
    """The library met a file that is not what it was, or a question that it cannot answer."""


def log(what: str, error: Unusable) -> None:
    """Tell the log, with what the library or the system says; a first start is no fault."""
    logger.log(logging.INFO if isinstance(error, Missing) else logging.WARNING, "%s: %s", what, error.__cause__ or error)


@dataclass(slots=True)
class Shelf:
    """An open generation; `stamp` tells when its files changed under it."""

    index: tantivy.Index
    path: Path
    stamp: tuple[int, int] = (0, 0)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def edition(self) -> tuple[object, ...]:
        """The same as long as nothing was committed."""
        return self.path, self.stamp

    def searcher(self) -> tantivy.Searcher:
        """A view of the last commit."""
        with self.lock:
            stamp = _stamp(self.path / "meta.json")
            if stamp != self.stamp:
                self.index.reload()
                self.stamp = stamp
            return self.index.searcher()


_open: dict[Path, Shelf] = {}


@contextmanager
def damage() -> Iterator[None]:
    """What the index library throws at a damaged file, as Damaged; the index is opened anew at the next question.

    Where the library gives up altogether its PanicException stands outside Exception and cannot be imported.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        close()
        raise Damaged(UNREADABLE) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        close()
        raise Damaged(UNREADABLE) from error


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in WORDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in GRAMS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in (*KEYS, *CHOICES):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=name in CHOICES)
    for name in WHOLE:
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in PARTS:
        builder.add_integer_field(name, indexed=False, fast=True)
    builder.add_float_field("weight", fast=True)
    builder.add_text_field("state", tokenizer_name="raw", index_option="basic", stored=True)
    return builder.build()


def directory() -> Path:
    return Path(settings.SEARCH_INDEX_DIR)


def current() -> Shelf:
    """The generation that serves, opened once a process; Unusable says why there is none."""
    path = directory() / _named()
    shelf = _open.get(path)
    if shelf is None:
        shelf = _opened(path)
        _open.clear()  # a generation that no longer serves need not stay open
        _open[path] = shelf
    if not path.is_dir():
        _open.pop(path, None)
        raise Unusable(gettext_noop("the generation that serves is gone"))
    return shelf


def close() -> None:
    """Let go of what is open; the next question opens it anew."""
    _open.clear()


@contextmanager
def new_generation() -> Iterator[Shelf]:
    """One to be written; what is not finished is removed, as is what others did not finish."""
    directory().mkdir(parents=True, exist_ok=True)
    sweep()
    path = directory() / f"g-{secrets.token_hex(6)}"
    path.mkdir()
    try:
        yield Shelf(tantivy.Index(schema(), str(path)), path)
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise


def put_in_service(shelf: Shelf) -> None:
    """Let this generation serve and remove the others; what readers have open stays readable until they let go."""
    named = directory() / f"current-{secrets.token_hex(4)}"
    named.write_text(json.dumps({"generation": shelf.path.name, "form": FORM}), encoding="utf-8")
    named.replace(directory() / "current")
    sweep()


def sweep() -> None:
    """Remove what serves no longer and what a killed process left behind."""
    kept = {_content_of_current().get("generation"), "current", "lock"}
    for path in directory().iterdir():
        if path.name in kept:
            continue
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def withdraw() -> None:
    """Let no generation serve: all processes ask the database until another is in service."""
    (directory() / "current").unlink(missing_ok=True)
    close()


def is_sound() -> bool:
    """Whether each file of the generation that serves is what was written, by the checksum that the library put at its end."""
    try:
        return all(map(_is_whole, _committed(directory() / _named())))
    except (Unusable, OSError, ValueError, KeyError, TypeError):
        return False


def _committed(path: Path) -> Iterator[Path]:
    """The files of the last commit; a writer that was killed leaves others beside them."""
    for segment in json.loads((path / "meta.json").read_text(encoding="utf-8"))["segments"]:
        name = segment["segment_id"].replace("-", "")
        yield from (path / f"{name}{suffix}" for suffix in SUFFIXES)
        if segment["deletes"]:
            yield path / f"{name}.{segment['deletes']['opstamp']}.del"


def _is_whole(path: Path) -> bool:
    """The end of a file: {"version": …, "crc": …}, its length and the library's sign, four bytes each."""
    with path.open("rb") as handle:
        handle.seek(max(0, path.stat().st_size - len(SIGN) - 4))
        length, sign = int.from_bytes(handle.read(4), "little"), handle.read()
        content = path.stat().st_size - length - 4 - len(SIGN)
        if sign != SIGN or content < 0:
            return False
        handle.seek(content)
        written = json.loads(handle.read(length))["crc"]
        handle.seek(0)
        sum_, left = 0, content
        while block := handle.read(min(left, BLOCK)):
            sum_, left = zlib.crc32(block, sum_), left - len(block)
    return bool(sum_ == written)


@contextmanager
def sole_writer() -> Iterator[bool]:
    """Whether this process is the one that writes; the system frees the lock of a process that is killed."""
    directory().mkdir(parents=True, exist_ok=True)
    handle = os.open(directory() / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(handle)


def _named() -> str:
    named = _content_of_current()
    if not named and not (directory() / "current").exists():
        raise Missing(gettext_noop("there is no index yet"))
    if not isinstance(named.get("generation"), str):
        raise Unusable(gettext_noop("what names the index cannot be read"))
    if named.get("form") != FORM:
        raise Unusable(gettext_noop("the index is of another form"))
    return Path(named["generation"]).name


def _content_of_current() -> dict[str, Any]:
    """What names the generation that serves; nothing where it cannot be read."""
    try:
        named = json.loads((directory() / "current").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return named if isinstance(named, dict) else {}


def _opened(path: Path) -> Shelf:
    stamp = _stamp(path / "meta.json")  # before it is read: what is remembered for it may be too early, never too late
    try:
        if not tantivy.Index.exists(str(path)):
            raise Unusable(gettext_noop("the generation that serves is gone"))
        index = tantivy.Index(schema(), str(path))
        index.config_reader("manual")
    except (ValueError, OSError) as error:
        raise Unusable(UNREADABLE) from error
    return Shelf(index, path, stamp)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError as error:
        raise Unusable(UNREADABLE) from error
    return status.st_mtime_ns, status.st_ino
