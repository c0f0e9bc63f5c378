"""A source and its reading -> rows, in one transaction: a new document, a new version of one, or nothing at all.

The same bytes change nothing. The same number from the same body with another text is a new version; what people accepted, entered
or rejected is kept. The number of queries does not grow with the findings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib import metadata
from typing import Literal

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext

from policies.models import (
    Change,
    Citation,
    CitedPart,
    Document,
    DocumentVersion,
    Issuance,
    MoveRefused,
    Provision,
    State,
    Theme,
)
from policies.models.evidence import Finding
from policies.reading import Reading, read
from policies.reading.parts import Flag

from . import header, links, rows, stubs
from .bodies import Bodies
from .keep import Kept
from .keys import fit, fitted, free_slug, number_of, slug_base
from .places import Places, slug_of_name, slug_of_path, valid_on
from .reference import reference_from_database
from .sources import Source

Status = Literal["new", "changed", "unchanged", "standing", "refused"]  # standing: here already, and no new version was asked for
IfHere = Literal["replace", "reread", "leave"]
READER_VERSION = metadata.version("policy-portal")
ATTEMPTS = 3  # two people may send one file at the same moment; the second attempt finds what the first one stored
BATCH = 200


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text was found: who offers it, at which address, seen on which day."""

    name: str = ""
    url: str = ""
    captured_on: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What ingesting did, and in a sentence why not more."""

    status: Status
    document: Document | None
    message: str = ""


@dataclass
class Intake:
    """What is known while one text is stored."""

    source: Source
    reading: Reading
    origin: Origin
    places: Places
    home: Document | None = None  # the document whose text is read again
    may_replace: bool = True
    flags: list[Flag] = field(default_factory=list)


def ingest(
    source: Source,
    *,
    origin: Origin = Origin(),
    publish: bool = False,
    by: object | None = None,
    reading: Reading | None = None,
    if_here: IfHere = "replace",
) -> Outcome:
    """Store the text; `by` is the person who sends it, nobody for the command line. `reading` saves reading it here.

    A text whose document is here already becomes its new version (`replace`), even the very same text, read with today's
    reader (`reread`), or is not stored (`leave`).
    """
    if (seen := _seen(source.digest)) and if_here != "reread":
        return Outcome("unchanged", seen, gettext("This text is in the collection already."))
    reference = reference_from_database()
    reading = reading or read(source.text, reference)
    for attempt in range(ATTEMPTS):
        intake = Intake(source, reading, origin, Places(reference), home=seen, may_replace=if_here != "leave")
        try:
            return _ingest_once(intake, publish=publish, by=by)
        except _Undone as undone:
            return Outcome(undone.status, Document.objects.get(pk=undone.key), undone.message)
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


class _Undone(Exception):
    """Leaves the transaction, so that nothing of a text that is not taken stays behind."""

    def __init__(self, status: Status, document: Document, message: str = "") -> None:
        super().__init__(message)
        self.status, self.key, self.message = status, document.pk, message


@transaction.atomic
def _ingest_once(intake: Intake, *, publish: bool, by: object | None) -> Outcome:
    Change.objects.hold()
    seen = _seen(intake.source.digest)
    is_current = seen and intake.home and seen.current and seen.current.digest == intake.source.digest
    if seen and not is_current:
        return Outcome("unchanged", seen, gettext("This text is in the collection already."))
    document, status = _settle(intake)
    if by is not None and status == "changed" and not document.may_be_edited_by(by):
        raise _Undone("refused", document, gettext("Your role may not change this document."))
    if status == "changed" and not intake.may_replace:
        raise _Undone("standing", document)
    cited = set(document.citations.values_list("target", flat=True)) if document.current_id else set()
    _store(document, intake)
    message = _show(document, publish=publish, by=by)
    _hide_stubs_no_longer_cited(document, cited)
    return Outcome(status, document, message)


def _seen(digest: str) -> Document | None:
    version = DocumentVersion.objects.filter(digest=digest).select_related("document__current").first()
    return version.document if version else None


# --- which document it is -----------------------------------------------------------------------------------------------
def _settle(intake: Intake) -> tuple[Document, Status]:
    """The saved document that the text belongs to: its fields, bodies, region and address."""
    reading, reference = intake.reading, intake.places.reference
    fields = header.read_fields(reading, reference)
    names, flags = header.issuers_of(reading.header, str(fields["number_code"]), reference)
    near = _region_slug(intake, names)
    intake.places.fetch({near, *_printed_regions(intake).values()})
    bodies = Bodies(intake.places, names, near).find_or_create(names)
    fresh = Document(slug="", lead_body=bodies[0] if bodies else None)
    of_fields = header.apply(fresh, fields, reading)
    region = _region_valid(intake, near, fresh)
    header.set_place(fresh, bodies, region)
    document = intake.home or _home(fresh) or fresh
    if document.pk:  # somebody may have moved it since it was read
        document.state = Document.objects.select_for_update().values_list("state", flat=True).get(pk=document.pk)
    status: Status = "changed" if document.pk and not document.is_stub else "new"
    if document is not fresh:
        of_fields = header.apply(document, fields, reading)
        header.set_place(document, bodies, region)
    intake.flags += [*flags, *of_fields]
    _save(document, intake, is_new=status == "new")
    _order_issuances(document, bodies)
    return document, status


def _home(fresh: Document) -> Document | None:
    """The document that the text is another version of, or the stub that it was known as."""
    if fresh.number:
        return _numbered_home(fresh) or next(iter(stubs.waiting_stubs(fresh)), None)
    same = Document.objects.in_collection().filter(
        number="", title_key=fresh.title_key, lead_body=fresh.lead_body, lead_body__isnull=False,
        issued_on=fresh.issued_on, printed_on=fresh.printed_on, published_on=fresh.published_on,
    )
    return same.select_related("lead_body", "region").first() or next(iter(stubs.waiting_stubs(fresh)), None)


def _numbered_home(fresh: Document) -> Document | None:
    """The document of this number: from the same body, or from one as yet unknown with the same title or place."""
    candidates = Document.objects.filter(number=fresh.number).select_related("lead_body", "region").order_by("is_stub", "pk")
    for document in candidates:
        is_same_title = document.title_key == fresh.title_key
        if document.lead_body_id == fresh.lead_body_id:
            return document
        if document.is_stub and stubs.is_same_place(document, fresh):
            return document
        if is_same_title and None in (document.lead_body_id, fresh.lead_body_id):
            return document
    return None


def _region_slug(intake: Intake, names: tuple[str, ...]) -> str:
    """The region of the paper: as read, else of the first body, else the nation for national papers."""
    reference, head = intake.places.reference, intake.reading.header
    slug = slug_of_path(head.region, reference)
    if not slug and not head.region and names:
        slug = slug_of_name(names[0], reference)
    if not slug and not head.region and head.level in ("national", "ministry"):
        slug = "cn"
    return slug


def _region_valid(intake: Intake, slug: str, document: Document):
    """The region; of two that bore the name one after the other, the one that stood when the paper was issued."""
    region = intake.places.get(slug)
    day = document.dated_on
    if region is None or day is None or valid_on([region], day):
        return region
    twins = [twin.slug for twin in intake.places.reference.by_name.get(region.name, ()) if twin.parent == region.parent.slug]
    intake.places.fetch(twins)
    standing = valid_on([row for row in map(intake.places.get, twins) if row], day)
    return standing[0] if standing else region


def _printed_regions(intake: Intake) -> dict[object, str]:
    """Regions of their own that clauses and figures name -> slugs."""
    reference, reading = intake.places.reference, intake.reading
    named: dict[object, str] = {found.region: slug_of_path(found.region, reference) for found in reading.reported_figures if found.region}
    named |= {found.region: slug_of_name(found.region, reference) for found in reading.subsidies if found.region}
    return {printed: slug for printed, slug in named.items() if slug}


def _save(document: Document, intake: Intake, *, is_new: bool) -> None:
    source, origin = intake.source, intake.origin
    if is_new:
        base = slug_base(number_of(document.number), document.title)
        name, _, count = document.slug.rpartition("-")
        if document.slug != base and not (name == base and count.isdecimal()):  # a stub keeps the address it has
            document.slug = free_slug(base, stubs.taken_slugs([base]))
        if document.state == State.PUBLISHED:  # a stub that was public; its text is a draft now
            Change.objects.record(document.pk)
        document.state, document.is_stub = State.DRAFT, False
    document.source_kind = source.kind
    document.source_name = fit(Document, "source_name", origin.name or document.source_name)
    document.source_url = fit(Document, "source_url", origin.url or document.source_url)
    document.captured_on = origin.captured_on or document.captured_on
    document.numbers_found = intake.reading.coverage.numbers
    document.numbers_explained = intake.reading.coverage.explained
    document.save()


def _order_issuances(document: Document, bodies: list) -> None:
    standing = list(document.issuances.values_list("body", flat=True))
    if bodies and standing != [body.pk for body in bodies]:
        document.issuances.all().delete()
        Issuance.objects.bulk_create(Issuance(document=document, body=body, order=order) for order, body in enumerate(bodies))


# --- its text and what was read out of it -------------------------------------------------------------------------------
def _store(document: Document, intake: Intake) -> None:
    reading = intake.reading
    kept = Kept(document) if document.current_id else None
    context = _context(document, intake)
    intake.flags += kept.anchor(reading.text, context.tree) if kept else []
    _create_findings(context, reading, kept)
    intake.flags += _connect(document)
    codes = intake.places.reference.codes.get(document.number_code, ())
    intake.flags += header.flags_of(document, reading.header, intake.source.text, codes)
    intake.flags += [*reading.flags, *rows.unstorable(reading), *(Flag(rule=note.rule, message=note.message) for note in intake.source.notes)]
    document.current = _version(document, intake)
    document.save(update_fields=["current", "updated_at"])


def _context(document: Document, intake: Intake) -> rows.Context:
    """Provisions saved, regions and bodies in charge looked up, departments that are not known yet created."""
    tree = rows.Tree(_store_provisions(document, intake.reading))
    regions = {printed: intake.places.get(slug) for printed, slug in _printed_regions(intake).items()}
    names = {name for found in intake.reading.responsibilities for name in (found.lead, *found.others) if name}
    near = document.region.slug if document.region else ""
    bodies = Bodies(intake.places, names, near) if names else None
    known = bodies.find_or_create_in_charge(sorted(names)) if bodies else {}
    return rows.Context(document=document, tree=tree, reader_version=READER_VERSION, regions=regions, bodies=known)


def _store_provisions(document: Document, reading: Reading) -> list[Provision]:
    """The outline as rows, one statement for each depth of the tree; those of an older text go."""
    document.provisions.all().delete()
    provisions = rows.provisions_of(document, reading.outline)
    parents, depths = rows.parent_places(provisions), rows.tree_depths(provisions)
    for depth in sorted(set(depths)):
        level = [place for place, own in enumerate(depths) if own == depth]
        for place in level:
            provisions[place].parent = provisions[parents[place]] if parents[place] is not None else None
        Provision.objects.bulk_create([provisions[place] for place in level], batch_size=BATCH)
    _store_themes(provisions, reading)
    return provisions


def _store_themes(provisions: list[Provision], reading: Reading) -> None:
    slugs = {slug for heading in reading.outline for slug in heading.themes}
    if not slugs:
        return
    themes = dict(Theme.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    links_ = Provision.themes.through
    outline = sorted(reading.outline, key=lambda heading: heading.start)
    found = [
        links_(provision_id=row.pk, theme_id=themes[slug])
        for row, heading in zip(provisions, outline, strict=True)
        for slug in dict.fromkeys(heading.themes)
        if slug in themes
    ]
    links_.objects.bulk_create(found, batch_size=BATCH)


def _create_findings(context: rows.Context, reading: Reading, kept: Kept | None) -> None:
    """One statement a kind of finding; what a person has judged is not proposed again."""
    clauses = {id(clause.row): clause for clause in rows.clauses_of(context, reading)}
    citations = rows.citations_of(context, reading)
    for proposed in (
        citations, rows.targets_of(context, reading), [clause.row for clause in clauses.values()],
        rows.responsibilities_of(context, reading), rows.figures_of(context, reading), rows.validity_of(context, reading),
    ):
        _create(proposed, kept)
    CitedPart.objects.bulk_create(rows.cited_parts_of(citations, reading), batch_size=BATCH)
    saved = [clause for clause in clauses.values() if clause.row.pk]
    for name in ("kinds", "amounts", "conditions"):
        _create_under(saved, name)


def _create(proposed: list[Finding], kept: Kept | None) -> None:
    found = [row for row in proposed if row.quote]
    found = kept.without_repeats(found) if kept else found
    if found:
        type(found[0]).objects.bulk_create(found, batch_size=BATCH)


def _create_under(clauses: Iterable[rows.Clause], name: str) -> None:
    """The rows under clauses, now that the clauses have keys."""
    found = []
    for clause in clauses:
        for row in getattr(clause, name):
            row.clause = clause.row
            found.append(row)
    if found:
        type(found[0]).objects.bulk_create(found, batch_size=BATCH)


def _connect(document: Document) -> list[Flag]:
    """Citations both ways: those of the paper, and those that waited for it."""
    stubs.merge(stubs.waiting_stubs(document), document)
    stubs.arrive(document)
    flags = links.resolve(document)
    if healed := links.heal(document):
        Change.objects.record(*healed)
    CitedPart.objects.filter(Q(citation__document=document) | Q(citation__target=document)).place()
    return flags


def _version(document: Document, intake: Intake) -> DocumentVersion:
    source, reading = intake.source, intake.reading
    last = document.versions.order_by("-serial").values_list("serial", flat=True).first() or 0
    version = fitted(
        DocumentVersion, document=document, serial=last + 1, digest=source.digest, raw_text=source.text, text=reading.text,
        repairs=[asdict(repair) for repair in reading.repairs], flags=[asdict(flag) for flag in intake.flags],
        left_over=[asdict(place) for place in reading.coverage.left], reader_version=READER_VERSION,
        file_name=source.name, file_kind=source.kind, encoding=source.encoding,
    )
    version.save()
    return version


# --- who may see it -----------------------------------------------------------------------------------------------------
def _show(document: Document, *, publish: bool, by: object | None) -> str:
    """Publish what may be published, log what changed in public; in a sentence why it stays a draft."""
    blocking = [flag["message"] for flag in document.current.flags if flag["rule"] in header.BLOCKING]
    if document.state == State.PUBLISHED:
        if any(flag["rule"] == "secrecy" for flag in document.current.flags):
            document.move(State.WITHDRAWN, note="marking of secrecy")
            return blocking[0]
        document.record_change()
        return ""
    if not publish:
        return ""
    if blocking:
        return blocking[0]
    try:
        document.move(State.PUBLISHED, by=by)
    except MoveRefused as refusal:
        return str(refusal)
    return ""


def _hide_stubs_no_longer_cited(document: Document, cited: set[int | None]) -> None:
    """Stubs that only the older text cited in public are public no more."""
    gone = cited - set(document.citations.values_list("target", flat=True)) - {None}
    if not gone:
        return
    public = Citation.objects.public().filter(target__in=gone).values("target")
    hidden = Document.objects.stubs().filter(pk__in=gone, state=State.PUBLISHED).exclude(pk__in=public)
    if keys := list(hidden.values_list("pk", flat=True)):
        Document.objects.filter(pk__in=keys).update(state=State.DRAFT)
        Change.objects.record(*keys)
