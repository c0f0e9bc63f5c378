"""A document in the words of schema.org/Legislation, for machines that read the page."""

from __future__ import annotations

from datetime import date

from policies.models import Document, Genre, Validity, ValidityState

# Only what a text supports is stated: a document whose validity is not verified gets no word about its force.
FORCE = {
    ValidityState.IN_FORCE: "InForce",
    ValidityState.PARTLY_REPEALED: "PartiallyInForce",
    ValidityState.AMENDED: "InForce",
    ValidityState.NOT_YET: "NotInForce",
    ValidityState.REPEALED: "NotInForce",
}


def legislation(document: Document, validity: Validity, cited: list[Document | None], address: str) -> dict[str, object]:
    """JSON-LD of a document at the address of the site; fields without a value are left out."""
    said = {
        "@context": "https://schema.org",
        "@type": "Report" if document.genre == Genre.REPORT else "Legislation",
        "@id": f"{address}{document.get_absolute_url()}",
        "url": f"{address}{document.get_absolute_url()}",
        "name": document.title,
        "inLanguage": "zh-Hans",
        "legislationIdentifier": [number for number in (document.number, document.registration_number, document.index_number) if number],
        "legislationType": document.kind,
        "legislationPassedBy": [_organisation(issuance.body.name) for issuance in document.issuances.all()],
        "legislationJurisdiction": _place(document),
        "legislationDate": _day(document.issued_on, document.issued_precision),
        "datePublished": _day(document.published_on, document.published_precision),
        "legislationDateOfApplicability": _day(document.effective_on, document.effective_precision),
        "legislationLegalForce": _force(validity),
        "isBasedOn": document.source_url,
        "citation": list(dict.fromkeys(f"{address}{other.get_absolute_url()}" for other in cited if other)),
    }
    if document.genre == Genre.REPORT:
        said = {name: value for name, value in said.items() if not name.startswith("legislation")}
    return {name: value for name, value in said.items() if value}


def _force(validity: Validity) -> str:
    """Nothing for a paper of unverified validity, whatever became of its parts."""
    return "" if validity.base == ValidityState.UNVERIFIED else FORCE.get(validity.state, "")


def _organisation(name: str) -> dict[str, str]:
    return {"@type": "GovernmentOrganization", "name": name}


def _place(document: Document) -> dict[str, str] | None:
    region = document.region
    if region is None:
        return None
    place = {"@type": "AdministrativeArea", "name": region.name}
    return place | {"identifier": region.code} if region.code else place


def _day(value: date | None, precision: str) -> str:
    """ISO 8601 to the precision known: 2016, 2016-03 or 2016-03-21."""
    return value.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)] if value else ""
