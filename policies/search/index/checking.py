"""Whether the index is what the database is: entry by entry, a few hundred documents at a time, however many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial

import tantivy

from . import shelf
from .entries import DOCUMENTS_AT_ONCE, entries_of, public_ids

Key = tuple[str, int]  # kind of an entry, primary key of its record


@dataclass(frozen=True, slots=True)
class Difference:
    """Entries in which database and index are not the same."""

    missing: frozenset[Key]
    surplus: frozenset[Key]
    outdated: frozenset[Key]

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus or self.outdated)


def check(progress: Callable[[int], object] = id) -> Difference:
    """What differs; all that is public is missing where no index can be read. `progress` is told of each lot of documents."""
    try:
        with shelf.damage():
            standing = shelf.current()
            return _compared(partial(_indexed, standing, standing.searcher()), _owners(standing), progress)
    except shelf.Unusable:
        return _compared(lambda _ids: {}, set(), progress)


def _compared(indexed_of: Callable[[Collection[int]], dict[int, int]], owners: set[int], progress: Callable[[int], object]) -> Difference:
    missing: set[Key] = set()
    surplus: set[Key] = set()
    outdated: set[Key] = set()
    after = 0
    while ids := public_ids(after, DOCUMENTS_AT_ONCE):
        indexed = indexed_of(ids)
        for entry in entries_of(ids):
            digest = indexed.pop(entry["identity"], None)
            if digest != entry["digest"]:
                (missing if digest is None else outdated).add((str(entry["type"]), int(str(entry["pk"]))))
        surplus |= _keys(indexed)
        owners.difference_update(ids)
        after = ids[-1]
        progress(len(ids))
    return Difference(frozenset(missing), frozenset(surplus | _keys(indexed_of(owners))), frozenset(outdated))


def _owners(standing: shelf.Shelf) -> set[int]:
    """The documents of which the index knows, or has known: what was deleted stays in its dictionary for a while."""
    return {int(owner) for owner, _count in standing.searcher().terms_with_prefix("owner", "") if owner.isdecimal()}


def _indexed(standing: shelf.Shelf, searcher: tantivy.Searcher, document_ids: Collection[int]) -> dict[int, int]:
    """Identity -> digest of the entries of these documents and their clauses; none is the digest of what stands twice."""
    match = tantivy.Query.term_set_query(standing.index.schema, "owner", [str(pk) for pk in document_ids])
    number = searcher.search(match, 1).count
    if not number:
        return {}
    addresses = [address for _score, address in searcher.search(match, number).hits]
    identities, digests = (searcher.fast_field_values(name, addresses) for name in ("identity", "digest"))
    indexed = dict(zip(identities, digests, strict=True))
    if len(indexed) < number:
        indexed |= {identity: 0 for identity, times in Counter(identities).items() if times > 1}
    return indexed


def _keys(identities: Iterable[int]) -> set[Key]:
    return {("clause" if number % 2 else "document", number // 2) for number in identities}
