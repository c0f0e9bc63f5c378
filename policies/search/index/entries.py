"""What of a record is indexed: documents with their text, clauses with their sentence, both with what lists filter by.

Only what is public is indexed, so that no draft can be found or counted. Texts stand here as they are; `terms` cuts them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from policies.models import (
    ClauseKind,
    Document,
    DocumentAlias,
    Form,
    Issuance,
    Provision,
    Region,
    State,
    SubsidyClause,
    SupportKind,
)
from policies.models.standing import DONE, ENDS, NEVER, Done, first_days, number_of, reaching, standing_on
from policies.models.validity import BEGINS, effects_on
from policies.reading import tables
from policies.reading.numbers import canonical_number

from .. import tokens
from . import shelf
from .columns import JOINED, LARGEST_SUM, LEVEL_ORDER, LISTED, SINGLE, branch_of, pack

Entry = dict[str, object]  # field of the index -> value or several of them

DOCUMENTS_AT_ONCE = 200  # read from the database together
THEMES = [row["theme"] for row in tables.rows("theme_names")]  # of the reader; those that an editor added are counted one by one
VOCABULARIES = {"support": SupportKind.values, "form": Form.values, "theme": THEMES}  # in the order of their bits
SERIALS = 10**9  # room for primary keys behind a day in an order field


def entries_of(document_ids: Collection[int]) -> Iterator[Entry]:
    """The entries of these documents and their clauses, as far as they are public; a constant number of queries."""
    beside = Beside.of(document_ids)
    for document in _documents().filter(pk__in=document_ids):
        shared = _shared(document, beside)
        clauses = beside.clauses.get(document.pk, [])
        yield _sealed(_document_entry(document, beside) | shared | {"type": "document"}, document.pk)
        for clause in clauses:
            yield _sealed(_clause_entry(document, clause, shared, beside), clause.pk)


def number_key(number: str) -> str:
    """The key of a document number as it stands in the index and in a query."""
    found = canonical_number(tokens.fold(number))
    return found.key if found else tokens.squeeze(number)


def identity(kind: str, pk: int) -> int:
    """One integer for an entry of either kind."""
    return pk * 2 + (kind == "clause")


# --- what is read from the database ---------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Beside:
    """What stands in other tables, by the primary key of what it belongs to; plain rows, for there are many."""

    clauses: dict[int, list[SubsidyClause]]  # of a document
    bodies: dict[int, list[tuple[int, str, str, int | None, str | None]]]  # of a document: key, slug, name; of the body above: key, slug
    nicknames: dict[int, list[tuple[str]]]  # of a document
    headings: dict[int, list[tuple[int, str]]]  # of a document: provision, heading
    done: dict[int, list[tuple]]  # of a document: what others do to it, as fields of `Done`
    themes: dict[int, list[tuple[str]]]  # of a provision
    supports: dict[int, list[tuple[str]]]  # of a clause
    places: dict[str, list[tuple[str, str]]]  # by slug: name, short name

    @classmethod
    def of(cls, document_ids: Collection[int]) -> Beside:
        here = {"document__in": document_ids}
        clauses: dict[int, list[SubsidyClause]] = {}
        rows = SubsidyClause.objects.public().filter(**here).annotate(place=Coalesce("start", "provision__start"))
        for clause in rows.select_related("region").order_by("document_id", "pk"):
            clauses.setdefault(clause.document_id, []).append(clause)
        bodies = Issuance.objects.filter(**here).order_by("document_id", "order")
        provisions = Provision.objects.filter(**here).order_by("document_id", "order")
        themes = Provision.themes.through.objects.filter(provision__document__in=document_ids).order_by("provision_id", "theme__slug")
        supports = ClauseKind.objects.filter(clause__document__in=document_ids).order_by("clause_id", "pk")
        effects = effects_on(F("target"), date.max).filter(target__in=document_ids).annotate(begins=F("begins"))
        return cls(
            clauses,
            _grouped(bodies.values_list("document", "body", "body__slug", "body__name", "body__parent", "body__parent__slug")),
            _grouped(DocumentAlias.objects.filter(**here).order_by("document_id", "pk").values_list("document", "name")),
            _grouped(provisions.values_list("document", "pk", "heading")),
            _grouped(effects.order_by("document_id", "pk", "parts__pk").values_list("target", *DONE)),
            _grouped(themes.values_list("provision", "theme__slug")),
            _grouped(supports.values_list("clause", "kind")),
            _grouped(_regions_above(document_ids).values_list("slug", "name", "short_name")),
        )


def _grouped(rows: Iterable[tuple]) -> dict:
    """First value of a row -> the rest of all rows that begin with it."""
    groups: dict = {}
    for key, *rest in rows:
        groups.setdefault(key, []).append(tuple(rest))
    return groups


def _regions_above(document_ids: Collection[int]):
    """The regions of the documents and their clauses, and what is above them."""
    of_documents = Region.objects.filter(documents__in=document_ids).values_list("path", flat=True)
    of_clauses = Region.objects.filter(clauses__document__in=document_ids).values_list("path", flat=True)
    slugs = {slug for path in of_documents.order_by().union(of_clauses.order_by()) for slug in path.strip("/").split("/")}
    return Region.objects.filter(slug__in=slugs).order_by()


def _documents():
    heavy = ("raw_text", "left_over", "repairs", "flags")
    published = Document.objects.published().select_related("region", "current").order_by("pk")
    return published.defer("header_evidence", *(f"current__{name}" for name in heavy))


# --- entries --------------------------------------------------------------------------------------------------------------
def _shared(document: Document, beside: Beside) -> Entry:
    """What a document and its clauses have in common: who, where, when, and the facts of validity."""
    bodies = beside.bodies.get(document.pk, [])
    done = _done_to(document, beside)
    kinds = _unique(kind for kind in (document.kind, document.instrument_kind) if kind)
    dated = document.dated_on
    year = str((dated.year if dated else document.number_year) or "")
    weight = _weight(document, is_repealed=first_days(done)["repealed_on"] < NEVER)
    newest = number_of(dated) * SERIALS + document.pk % SERIALS
    return {
        "owner": str(document.pk),
        "changed_by": _unique(str(one.by) for one in done),
        "issuer": _issuers(document, beside),
        "level": document.level,
        "body": _unique(slug for _key, own, _name, _above, above in bodies for slug in (own, above) if slug),
        "bodies": _unique(key for own, _slug, _name, above, _above in bodies for key in (own, above) if key),
        "kind": kinds,
        "year": year,
        "year_kind": JOINED.join((year, LISTED.join(kinds))),
        "genre": document.genre,
        "stub": "yes" if document.is_stub else "no",
        "effective_on": number_of(next((day for name in BEGINS if (day := getattr(document, name))), None)),
        "effective_to": number_of(document.effective_to, NEVER),
        "plan_to": (not document.effective_to and document.plan_to) or NEVER,
        "newest": newest,
        "by_level": (len(LEVEL_ORDER) - _rank(document.level)) * 10**17 + newest,
        "weight": weight / 100,
        "rank": str(0 if document.is_stub else weight + 1),
        **_place(document.region, beside),
    }


def _document_entry(document: Document, beside: Beside) -> Entry:
    provisions = beside.headings.get(document.pk, [])
    headings = [heading for _provision, heading in provisions]
    aliases = [name for (name,) in beside.nicknames.get(document.pk, [])]
    clauses = beside.clauses.get(document.pk, [])
    numbers = [document.number, document.number_printed, document.registration_number, document.index_number]
    printed = [title for title in (document.title, document.instrument_title) if title]
    titles = [*printed, *map(tokens.squeeze, printed)]
    text = [document.text, *_in_full(printed[:1], _issuers(document, beside)[:1])]
    head = (*titles, *headings, *numbers, *aliases)
    return {
        "number": _unique(number_key(number) for number in numbers[:2] if number),
        "names": [*numbers, *aliases],
        "title": titles,
        "headings": headings,
        "text": text,
        "head": head,
        "document_grams": [*head, *_issuers(document, beside), *text],
        **_themes((provision for provision, _heading in provisions), beside),
        **_supports(clauses, beside),
        "by_amount": 0,
        "largest": 0,
        **first_days(_done_to(document, beside)),
    }


def _clause_entry(document: Document, clause: SubsidyClause, shared: Entry, beside: Beside) -> Entry:
    heading = dict(beside.headings.get(document.pk, ())).get(clause.provision_id, "")
    context = [document.title, tokens.squeeze(document.title), heading]
    return shared | {
        "type": "clause",
        "names": [document.number],
        "context": context,
        "quote": [clause.quote, clause.beneficiary],
        "beneficiary": clause.beneficiary,
        "for_whom": [clause.beneficiary],
        "clause_grams": [clause.quote, clause.beneficiary, *context, document.number, *_issuers(document, beside)],
        **_themes([clause.provision_id], beside),
        **_supports([clause], beside),
        "amount": "with" if clause.has_amount else "without",
        "by_amount": _amount_order(clause),
        "largest": _yuan(clause),
        **first_days(reaching(_done_to(document, beside), clause.place)),
        **_place(clause.region, beside),
    }


def _in_full(titles: Iterable[str], bodies: Iterable[str]) -> list[str]:
    """A title as it is cited in full, with the body before it: many papers, and all citations, print it without."""
    return [tokens.squeeze(f"{body}{title}") for title in titles for body in bodies if not title.startswith(body)]


def _supports(clauses: Iterable[SubsidyClause], beside: Beside) -> Entry:
    """What is supported and in which form: as words that are looked up and as numbers that are counted."""
    supports = _unique(kind for clause in clauses for (kind,) in beside.supports.get(clause.pk, ()))
    forms = _unique(clause.form for clause in clauses)
    return _packed("support", supports) | _packed("form", forms)


def _themes(provisions: Iterable[int | None], beside: Beside) -> Entry:
    themes = _unique(slug for provision in provisions for (slug,) in beside.themes.get(provision, ()))
    return _packed("theme", themes) | {"added_theme": LISTED.join(slug for slug in themes if slug not in VOCABULARIES["theme"])}


def _packed(name: str, values: list[str]) -> Entry:
    return {name: values, **pack(name, VOCABULARIES[name], values)}


def _done_to(document: Document, beside: Beside) -> list[Done]:
    return [Done(*row) for row in beside.done.get(document.pk, ())]


def _issuers(document: Document, beside: Beside) -> list[str]:
    return [name for _key, _slug, name, *_above in beside.bodies.get(document.pk, [])]


def _place(region: Region | None, beside: Beside) -> Entry:
    if region is None:
        return {"region": [], "within": [], "path": "", "branch": "", "places": []}
    path = region.path.strip("/").split("/")
    rows = [row for slug in path for row in beside.places.get(slug, ())]
    names = [*(name for row in rows for name in row if name), *("".join(names) for names in zip(*rows[1:], strict=True))]
    return {"region": region.slug, "within": path, "path": region.path, "branch": branch_of(path), "places": names}


def _weight(document: Document, *, is_repealed: bool) -> int:
    """The mild preference for what is recent and not over, in hundredths: 0 for 1980 or repealed, 60 for 2040."""
    if is_repealed or document.is_stub:
        return 0
    dated = document.dated_on
    last = document.effective_to.year if document.effective_to else document.plan_to or (dated.year if dated else 0)
    return min(max(last - 1980, 0), 60)


def _amount_order(clause: SubsidyClause) -> int:
    """Narrowest region first, a region's clauses together, the largest sum first."""
    depth, place = (clause.region.depth + 1, clause.region.pk % 100_000) if clause.region else (0, 0)
    return (depth * 100_000 + 99_999 - place) * 10**13 + _yuan(clause)


def _yuan(clause: SubsidyClause) -> int:
    """The largest sum in whole yuan, and one: 0 is a clause that names none."""
    return min(int(clause.largest) + 1, LARGEST_SUM) if clause.largest is not None else 0


def _sealed(entry: Entry, pk: int) -> Entry:
    """The entry with its identity and a digest of all else, by which index and database are compared."""
    content = repr(sorted(row for row in entry.items() if row[0] not in shelf.GRAMS)).encode()  # those follow from the rest
    digest = int.from_bytes(hashlib.blake2b(content, digest_size=7).digest(), "big")
    facts = "yes" if any(entry[name] != NEVER for name in ENDS) else "no"
    standing = standing_on(timezone.localdate(), entry)
    entry |= {SINGLE: JOINED.join((str(entry["level"]), str(entry["genre"]), str(standing.pop("standing"))))}
    return entry | standing | {"facts": facts, "identity": identity(str(entry["type"]), pk), "pk": pk, "digest": digest}


def _unique(values: Iterable) -> list:
    return list(dict.fromkeys(values))


def _rank(level: str) -> int:
    return LEVEL_ORDER.index(level) if level in LEVEL_ORDER else len(LEVEL_ORDER)


def public_ids(after: int, size: int) -> list[int]:
    """The next published documents behind a primary key, in order."""
    return list(Document.objects.filter(state=State.PUBLISHED, pk__gt=after).order_by("pk").values_list("pk", flat=True)[:size])
