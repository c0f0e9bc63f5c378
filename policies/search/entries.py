"""What of a record is indexed: documents with their text, clauses with their sentence, both with what lists filter by.

Only what is public is indexed, so that no draft can be found or counted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.db.models import F, Prefetch

from policies.models import Document, Provision, Region, State, SubsidyClause
from policies.models.validity import repeals_of
from policies.reading.numbers import canonical_number

from . import tokens

Entry = dict[str, object]  # field of the index -> value or list of values

LEVEL_ORDER = ("national", "ministry", "province", "city", "county", "zone")
NEVER = 99_999_999  # the day and the year that facts without an end end on
SERIALS = 10**9  # room for primary keys behind a day in an order field
LARGEST_SUM = 10**13 - 1  # yuan; a larger sum sorts as this one


def entries_of(document_ids: Collection[int]) -> Iterator[Entry]:
    """The entries of these documents and their clauses, as far as they are public; a constant number of queries."""
    documents = list(_documents().filter(pk__in=document_ids))
    repeals = _repeals(document_ids)
    names = _names_of_places(documents)
    for document in documents:
        shared = _shared(document, repeals.get(document.pk, {}), names)
        clauses = document.subsidyclauses.all()
        yield _sealed(_document_entry(document, clauses) | shared | {"type": "document"}, document.pk)
        for clause in clauses:
            yield _sealed(_clause_entry(document, clause, shared, names), clause.pk)


def number_key(number: str) -> str:
    """The key of a document number as it stands in the index and in a query."""
    found = canonical_number(tokens.fold(number))
    return found.key if found else tokens.squeeze(number)


def identity(kind: str, pk: int) -> int:
    """One integer for an entry of either kind."""
    return pk * 2 + (kind == "clause")


# --- what is read from the database ---------------------------------------------------------------------------------------
def _documents():
    clauses = SubsidyClause.objects.public().select_related("region", "provision").prefetch_related(
        "kind_rows", "provision__themes"
    )
    return (
        Document.objects.published()
        .select_related("region", "current")
        .defer("current__raw_text", "current__left_over", "current__repairs", "current__flags", "header_evidence")
        .prefetch_related(
            "issuances__body__parent",
            "alias_rows",
            Prefetch("provisions", Provision.objects.prefetch_related("themes")),
            Prefetch("subsidyclauses", clauses),
        )
        .order_by("pk")
    )


def _repeals(document_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Document -> the published documents that repeal it, each with the day from which; 0 where it has no date."""
    found: dict[int, dict[str, int]] = {}
    rows = repeals_of(F("target"), date.max).filter(target__in=document_ids).annotate(begins=F("begins"))
    for target, repealer, begins in rows.order_by("document").values_list("target", "document", "begins").distinct():
        found.setdefault(target, {})[str(repealer)] = _day(begins, 0)
    return found


def _names_of_places(documents: Iterable[Document]) -> dict[str, str]:
    """Slug -> name and short name, of all regions that the documents and clauses stand in."""
    regions = [document.region for document in documents]
    regions += [clause.region for document in documents for clause in document.subsidyclauses.all()]
    slugs = {slug for region in regions if region for slug in _path(region)}
    rows = Region.objects.filter(slug__in=slugs).values_list("slug", "name", "short_name")
    return {slug: f"{name} {short}" for slug, name, short in rows}


# --- entries --------------------------------------------------------------------------------------------------------------
def _shared(document: Document, repeals: dict[str, int], names: dict[str, str]) -> Entry:
    """What a document and its clauses have in common: who, where, when, and the facts of validity."""
    bodies = [issuance.body for issuance in document.issuances.all()]
    dated = document.dated_on
    year = dated.year if dated else document.number_year
    return {
        "owner": str(document.pk),
        "repealed_by": list(repeals),
        "issuer": _cut(*(body.name for body in bodies)),
        "level": document.level,
        "body": _unique(slug for body in bodies for slug in (body.slug, body.parent.slug if body.parent else "") if slug),
        "kind": _unique(kind for kind in (document.kind, document.instrument_kind) if kind),
        "year": str(year or ""),
        "genre": document.genre,
        "stub": "yes" if document.is_stub else "no",
        "repealed_on": min(repeals.values(), default=NEVER),
        "effective_on": _day(document.effective_on, 0),
        "effective_to": _day(document.effective_to, NEVER),
        "plan_to": document.plan_to or NEVER,
        "newest": _day(dated, 0) * SERIALS + document.pk % SERIALS,
        "by_level": (len(LEVEL_ORDER) - _rank(document.level)) * 10**17 + _day(dated, 0) * SERIALS + document.pk % SERIALS,
        "weight": _weight(document, bool(repeals)),
        **_place(document.region, names),
    }


def _document_entry(document: Document, clauses: Iterable[SubsidyClause]) -> Entry:
    headings = [provision.heading for provision in document.provisions.all()]
    aliases = [alias.name for alias in document.alias_rows.all()]
    numbers = [document.number, document.number_printed, document.registration_number, document.index_number]
    titles = [title for title in (document.title, document.instrument_title) if title]
    return {
        "number": _unique(number_key(number) for number in numbers[:2] if number),
        "names": _cut(*numbers, *aliases),
        "title": _cut(*titles, *map(tokens.squeeze, titles)),
        "headings": _cut(*headings),
        "text": _cut(document.text),
        "chars": " ".join(sorted(tokens.characters("".join([*titles, *headings, *aliases, document.text])))),
        "theme": _unique(theme.slug for provision in document.provisions.all() for theme in provision.themes.all()),
        "support": _unique(kind for clause in clauses for kind in clause.kinds),
        "form": _unique(clause.form for clause in clauses),
        "by_amount": 0,
    }


def _clause_entry(document: Document, clause: SubsidyClause, shared: Entry, names: dict[str, str]) -> Entry:
    heading = clause.provision.heading if clause.provision else ""
    words = [clause.quote, clause.beneficiary, heading, document.title]
    return shared | {
        "type": "clause",
        "names": _cut(document.number),
        "title": _cut(document.title, tokens.squeeze(document.title)),
        "headings": _cut(heading),
        "text": _cut(clause.quote, clause.beneficiary),
        "beneficiary": clause.beneficiary,
        "for_whom": _cut(clause.beneficiary),
        "chars": " ".join(sorted(tokens.characters("".join(words)))),
        "theme": _unique(theme.slug for theme in clause.provision.themes.all()) if clause.provision else [],
        "support": _unique(clause.kinds),
        "form": clause.form,
        "amount": "with" if clause.has_amount else "without",
        "by_amount": _amount_order(clause),
        **_place(clause.region, names),
    }


def _place(region: Region | None, names: dict[str, str]) -> Entry:
    path = _path(region) if region else []
    return {"region": path[-1:], "within": path, "places": _cut(*(names.get(slug, "") for slug in path))}


def _weight(document: Document, is_repealed: bool) -> float:
    """The mild preference for what is recent and not over: 0 for 1980 or repealed, 0.6 for 2040; about a third at most."""
    if is_repealed or document.is_stub:
        return 0.0
    dated = document.dated_on
    last = document.effective_to.year if document.effective_to else document.plan_to or (dated.year if dated else 0)
    return min(max(last - 1980, 0), 60) / 100


def _amount_order(clause: SubsidyClause) -> int:
    """Narrowest region first, a region's clauses together, the largest sum first."""
    depth, place = (clause.region.depth + 1, clause.region.pk % 100_000) if clause.region else (0, 0)
    yuan = min(int(clause.largest), LARGEST_SUM) + 1 if clause.largest is not None else 0
    return (depth * 100_000 + 99_999 - place) * 10**13 + min(yuan, LARGEST_SUM)


def _sealed(entry: Entry, pk: int) -> Entry:
    """The entry with its identity and a digest of all else, by which index and database are compared."""
    content = repr(sorted(entry.items())).encode()
    digest = int.from_bytes(hashlib.blake2b(content, digest_size=7).digest(), "big")
    return entry | {"identity": identity(str(entry["type"]), pk), "pk": pk, "digest": digest}


def _cut(*texts: str) -> list[str]:
    """Each text as its terms, spaced apart; a value of its own each, so that no phrase runs over from one to the next."""
    return [" ".join(terms) for text in dict.fromkeys(texts) if text and (terms := tokens.index_terms(text))]


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _path(region: Region) -> list[str]:
    return region.path.strip("/").split("/")


def _rank(level: str) -> int:
    return LEVEL_ORDER.index(level) if level in LEVEL_ORDER else len(LEVEL_ORDER)


def _day(day: date | None, otherwise: int) -> int:
    """20160321 for 21 March 2016."""
    return day.year * 10_000 + day.month * 100 + day.day if day else otherwise


def public_ids(after: int, size: int) -> list[int]:
    """The next published documents behind a primary key, in order."""
    return list(Document.objects.filter(state=State.PUBLISHED, pk__gt=after).order_by("pk").values_list("pk", flat=True)[:size])
