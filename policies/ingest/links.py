"""Citations -> the documents cited; stubs for what is not here yet, healed when it arrives.

A citation is followed by its number first, then by its title, then as a nickname. Where several documents fit, the issuer
printed and the place decide; where they do not, the citation stays open and is flagged: never a guess. The number is trusted
over the issuer printed beside it: 国务院《…》（国办发〔2015〕9号） is a paper of the general office.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from policies.models import Change, Citation, Document, DocumentAlias, Resolution, Review, State
from policies.reading import tables
from policies.reading.header.bodies import issuers_of_title
from policies.reading.numbers import Number
from policies.reading.parts import Flag

from .keys import exact_key, fit, number_of, title_key
from .places import Places
from .reference import Loaded, reference_from_database
from .stubs import Stubs, citing_paths, is_related

# 众创十二条, 金融“十条”: a nickname for everybody; 《办法》 is one inside its own paper only.
NICKNAME = re.compile(r"[\u4e00-\u9fffA-Za-z“”\d]{0,20}[一二三四五六七八九十\d]{1,4}[”]?[条点策款项]")
SHORTEST_KEY = 3  # characters of a title that says enough to look for: 公司法


@dataclass(eq=False)
class Wanted:
    """What a citation says of the document it means."""

    citation: Citation
    number: Number | None
    key: str
    issuers: tuple[str, ...]
    is_shared: bool = False  # whether several bodies use the number code

    @property
    def canonical(self) -> str:
        return str(self.number) if self.number else ""

    @property
    def place(self) -> str:
        """The path of the region of the paper that cites."""
        region = self.citation.document.region
        return region.path if region else ""

    @property
    def names(self) -> set[str]:
        return {name.strip("“”《》") for name in (self.citation.alias, self.citation.title) if name}

    @property
    def is_findable(self) -> bool:
        """Whether the words say which document is meant; a bare 《办法》 does not."""
        generic = self.citation.title.strip("《》") in tables.column("document_kinds", "suffix")
        return bool(self.number) or (len(self.key) >= SHORTEST_KEY and not generic)


# --- the public functions -----------------------------------------------------------------------------------------------
@transaction.atomic
def resolve(document: Document) -> list[Flag]:
    """Point each citation of the document to the document it means; flags name those that several would fit."""
    citations = document.citations.exclude(resolution=Resolution.PERSON).exclude(review=Review.REJECTED)
    return follow(list(citations.select_related("document__region")), with_stubs=True)


def heal(document: Document) -> list[int]:
    """Try open citations again that may mean the document; the keys of the public documents whose links changed."""
    titles = {document.title, document.instrument_title, f"《{document.title}》"} - {"", "《》"}
    titles |= {title.removeprefix(issuer) for title in titles for issuer in issuers_of_title(title)[0]}
    asked = Q(title__in=titles, number="") | (Q(number__in={document.number, document.number_printed} - {""}))
    waiting = Citation.objects.filter(asked, target=None, resolution=Resolution.NONE).exclude(review=Review.REJECTED)
    citations = list(waiting.exclude(document=document).select_related("document__region"))
    follow(citations, with_stubs=False)
    healed = (citation.document for citation in citations if citation.target)
    return list({paper.pk for paper in healed if paper.state == State.PUBLISHED})


def follow(citations: list[Citation], *, with_stubs: bool) -> list[Flag]:
    """Resolve citations of any papers together, in a constant number of queries."""
    if not citations:
        return []
    places = Places(reference_from_database())
    wanted = [_wanted(citation, places) for citation in citations]
    library = Library(wanted)
    flags, missing = [], []
    for item in wanted:
        found, how = library.find(item)
        _set(item.citation, found[0] if len(found) == 1 else None, how)
        if len(found) > 1:
            flags.append(_ambiguous(item.citation, found))
        elif not found and item.is_findable:
            missing.append(item)
    if with_stubs:
        for item, stub in Stubs(places).for_all(missing):
            _set(item.citation, stub, Resolution.STUB)
    _follow_short_names(wanted)
    library.improve_stubs()
    Citation.objects.bulk_update(citations, ["target", "resolution"], batch_size=100)
    _record_nicknames(citations)
    return flags


def load_aliases(folder: Path) -> Loaded:
    """The nicknames of fixtures/aliases.csv whose number is known; their documents become stubs where they are not here."""
    with (folder / "aliases.csv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["number"]]
    places = Places(reference_from_database())
    numbers = {row["alias"]: str(number_of(row["number"], places.reference.codes)) for row in rows}
    with transaction.atomic():
        standing = {document.number: document for document in Document.objects.filter(number__in=numbers.values())}
        mentions = [Citation(document=Document(), number=row["number"], title=row["title"]) for row in rows if numbers[row["alias"]] not in standing]
        made = Stubs(places).for_all([_wanted(citation, places) for citation in mentions])
        standing |= {item.canonical: stub for item, stub in made}
        known = set(DocumentAlias.objects.filter(name__in=numbers).values_list("name", "document_id"))
        aliases = [
            DocumentAlias(document=standing[numbers[row["alias"]]], name=row["alias"], source=fit(DocumentAlias, "source", row["source"]))
            for row in rows
        ]
        new = [alias for alias in aliases if (alias.name, alias.document_id) not in known]
        DocumentAlias.objects.bulk_create(new)
        Change.objects.record(*(alias.document_id for alias in new))
    return Loaded("nicknames", new=len(new), unchanged=len(aliases) - len(new))


# --- finding ------------------------------------------------------------------------------------------------------------
class Library:
    """The documents that some citations may mean, fetched at once."""

    def __init__(self, wanted: list[Wanted]) -> None:
        numbers = {item.canonical for item in wanted} - {""}
        keys = {item.key for item in wanted if item.is_findable} - {""}
        names = set().union(*(item.names for item in wanted))
        self._nicknames: dict[str, set[int]] = {}
        for name, document in DocumentAlias.objects.filter(name__in=names).values_list("name", "document_id"):
            self._nicknames.setdefault(name, set()).add(document)
        asked = Q(number__in=numbers) | Q(title_key__in=keys) | Q(instrument_key__in=keys) | Q(pk__in=set().union(*self._nicknames.values()))
        rows = Document.objects.filter(asked).select_related("region", "lead_body__parent")
        self.documents = list(rows.defer("header_evidence").order_by("pk"))
        self._decided = _decisions(wanted, self.documents)
        self._citing = citing_paths([document for document in self.documents if document.region is None])
        self._learnt: dict[int, Wanted] = {}

    def find(self, wanted: Wanted) -> tuple[list[Document], str]:
        """The documents that fit, and how they were found: one is an answer, more are a doubt. A person's word comes first."""
        decided = self._decided.get((wanted.citation.number, wanted.citation.title))
        if decided:
            return [decided], Resolution.PERSON
        for how, look in ((Resolution.NUMBER, self._by_number), (Resolution.TITLE, self._by_title), (Resolution.ALIAS, self._by_alias)):
            found = look(wanted)
            if found:
                if len(found) == 1 and found[0].is_stub:
                    self._learnt.setdefault(found[0].pk, wanted)
                return found, how
        return [], Resolution.NONE

    def improve_stubs(self) -> None:
        """A stub learns the number or the title that a later citation knows."""
        stubs = [stub for stub in self.documents if stub.pk in self._learnt and learn(stub, self._learnt[stub.pk])]
        Change.objects.record(*(stub.pk for stub in stubs))
        Document.objects.bulk_update(
            stubs, ["number", "number_printed", "number_code", "number_year", "number_serial", "title", "title_key"], batch_size=50
        )

    def _by_number(self, wanted: Wanted) -> list[Document]:
        if wanted.number is None:
            return []
        found = [document for document in self.documents if document.number == wanted.canonical]
        if len(found) > 1:
            found = _narrowed(found, lambda document: _is_issued_by(document, wanted), lambda document: self._is_near(document, wanted))
        return [document for document in found if self._is_near(document, wanted) or _agrees(document, wanted)]

    def _by_title(self, wanted: Wanted) -> list[Document]:
        if not wanted.is_findable or not wanted.key:
            return []
        found = [
            document
            for document in self.documents
            if wanted.key in (document.title_key, document.instrument_key)
            and not (wanted.number and document.number)
            and self._is_near(document, wanted)
            and (not wanted.issuers or document.lead_body is None or _is_issued_by(document, wanted))
        ]
        exact = exact_key(wanted.citation.title)
        return _narrowed(found, lambda document: exact in (exact_key(document.title), exact_key(document.instrument_title)))

    def _by_alias(self, wanted: Wanted) -> list[Document]:
        keys = set().union(*(self._nicknames.get(name, ()) for name in wanted.names))
        return [document for document in self.documents if document.pk in keys and self._is_near(document, wanted)]

    def _is_near(self, document: Document, wanted: Wanted) -> bool:
        """Whether the document holds where the citing paper does, or below: papers rest on what is above them.

        A stub of which only a title is known is where those papers are that cite it.
        """
        paths = [document.region.path] if document.region else self._citing[document.pk]
        return all(is_related(path, wanted.place) for path in paths)


def _decisions(wanted: list[Wanted], documents: list[Document]) -> dict[tuple[str, str], Document]:
    """What persons decided on citations printed in the same words: (number, title) -> document."""
    printed = {(item.citation.number, item.citation.title) for item in wanted} - {("", "")}
    rows = Citation.objects.decisions().filter(number__in={number for number, _title in printed}, title__in={title for _number, title in printed})
    targets = {(number, title): target for number, title, target in rows.values_list("number", "title", "target") if (number, title) in printed}
    known = {document.pk: document for document in documents}
    known |= Document.objects.select_related("region", "lead_body__parent").in_bulk(set(targets.values()) - set(known))
    return {words: known[target] for words, target in targets.items() if target in known}


def _narrowed(found: list[Document], *tests: object) -> list[Document]:
    """Those that pass each test in turn, as long as any does."""
    for test in tests:
        if len(found) > 1:
            found = [document for document in found if test(document)] or found
    return found


def _is_issued_by(document: Document, wanted: Wanted) -> bool:
    """Whether an issuer printed is the document's: its name, that of the government above its office, or the end of it (省政府)."""
    body = document.lead_body
    names = {body.name, body.parent.name if body.parent else ""} - {""} if body else set()
    return any(name.endswith(issuer) or issuer.endswith(name) for issuer in wanted.issuers for name in names)


def _agrees(document: Document, wanted: Wanted) -> bool:
    """Whether a document from elsewhere with the same number is meant all the same: by its title, or as no other has the code."""
    keys = {document.title_key, document.instrument_key} - {""}
    if wanted.key and keys and document.title != document.number:
        return wanted.key in keys
    return not wanted.is_shared


def learn(stub: Document, wanted: Wanted) -> bool:
    """Give a stub the number or title it lacks; whether it changed."""
    changed = False
    if wanted.number and not stub.number:
        stub.number = fit(Document, "number", wanted.canonical)
        stub.number_code, stub.number_year, stub.number_serial = wanted.number.code, wanted.number.year, wanted.number.serial
        changed = True
    if wanted.key and stub.title == stub.number:
        stub.title, stub.title_key = fit(Document, "title", wanted.citation.title), wanted.key
        changed = True
    return changed


# --- noting down ----------------------------------------------------------------------------------------------------------
def _wanted(citation: Citation, places: Places) -> Wanted:
    of_title, _ = issuers_of_title(citation.title)
    issuers = (*of_title, *filter(None, citation.attributed_to.split("、")))
    number = number_of(citation.number, places.reference.codes)
    is_shared = number is not None and len(places.reference.codes.get(number.code, ())) > 1
    return Wanted(citation, number, title_key(citation.title), issuers, is_shared)


def _set(citation: Citation, target: Document | None, how: str) -> None:
    citation.target = target
    if target and target.is_stub and how != Resolution.PERSON:
        how = Resolution.STUB
    citation.resolution = how if target else Resolution.NONE


def _follow_short_names(wanted: Iterable[Wanted]) -> None:
    """《办法》 further down means what 以下简称《办法》 was said of in the same paper."""
    said = {
        (item.citation.document_id, item.citation.alias.strip("“”《》")): item.citation.target
        for item in wanted
        if item.citation.alias and item.citation.target
    }
    for item in wanted:
        target = said.get((item.citation.document_id, item.citation.title.strip("“”《》")))
        if target and item.citation.target is None and not item.number:
            _set(item.citation, target, Resolution.ALIAS)


def _record_nicknames(citations: Iterable[Citation]) -> None:
    named = [citation for citation in citations if citation.target and NICKNAME.fullmatch(citation.alias)]
    aliases = [DocumentAlias(document=citation.target, name=citation.alias.strip("“”"), source=fit(DocumentAlias, "source", str(citation.document))) for citation in named]
    DocumentAlias.objects.bulk_create(aliases, ignore_conflicts=True)
    Change.objects.record(*(alias.document_id for alias in aliases))


def _ambiguous(citation: Citation, found: list[Document]) -> Flag:
    titles = ", ".join(document.slug for document in found[:5])
    message = f"“{citation}” may mean several documents and was left open: {titles}."
    return Flag(rule="ambiguous_citation", message=message, start=citation.start or 0, end=citation.end or 0)
