"""Lists as data: CSV and XLSX, row by row, so that a long list needs no more memory than a short one."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any, NamedTuple

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from policies.models import AmountTerm, ConditionTerm, SubsidyClause, ValidityState
from policies.search.engine import LARGEST_PAGE, search
from policies.search.query import Query

FORMATS = {"csv": "CSV", "xlsx": "XLSX"}
MOST_ROWS = 10_000  # of one download: a web process writes 500 to 1,000 rows a second, and is stopped after half a minute
BOM = "\ufeff"  # without it Excel takes UTF-8 for the local code page
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A cell that begins so is a formula to a spreadsheet, wherever its text came from.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Address = Callable[[str], str]  # a path -> the whole address
Row = Sequence[object]


class Column(NamedTuple):
    """A column of a download: its head, and what of a record stands in it."""

    head: Any
    value: Callable[[Any], object]


def clause_columns(address: Address) -> tuple[Column, ...]:
    """What is said of each clause, its sentence and where it stands included."""
    return (
        Column(_("Region"), lambda clause: clause.region.name if clause.region else ""),
        Column(_("Region code"), lambda clause: clause.region.code or clause.region.slug if clause.region else ""),
        Column(_("Level"), lambda clause: clause.document.get_level_display()),
        Column(_("Kind of support"), lambda clause: "、".join(str(row.get_kind_display()) for row in clause.kind_rows.all())),
        Column(_("Beneficiary"), lambda clause: clause.beneficiary),
        Column(_("Form"), lambda clause: clause.get_form_display()),
        Column(_("Largest amount in yuan"), lambda clause: clause.largest),
        Column(_("Amounts"), lambda clause: "；".join(map(_amount, clause.tiers + clause.offers + clause.bounds))),
        Column(_("At most"), lambda clause: "；".join(map(_amount, clause.caps))),
        Column(_("Conditions"), lambda clause: "；".join(map(_condition, clause.conditions.all()))),
        Column(_("Stacking"), lambda clause: clause.get_stacking_display()),
        Column(_("Quote"), lambda clause: clause.quote),
        Column(_("Document"), lambda clause: clause.document.title),
        Column(_("Document number"), lambda clause: clause.document.number),
        Column(_("Provision"), lambda clause: clause.provision.cited if clause.provision else ""),
        Column(_("Date"), lambda clause: clause.document.dated_on),
        Column(_("Validity"), lambda clause: getattr(clause, "validity_label", "")),
        Column(_("Address of the sentence"), lambda clause: address(clause.sentence_url)),
        Column(_("Address of the clause"), lambda clause: address(clause.get_absolute_url())),
        Column(_("Source"), lambda clause: clause.document.source_name),
        Column(_("Address of the source"), lambda clause: clause.document.source_url),
        Column(_("Review"), lambda clause: clause.get_review_display()),
    )


def download(format_name: str, name: str, columns: Sequence[Column], records: Iterable[object]) -> HttpResponseBase:
    """The records as a file of the format asked for; a record that is a plain text is a row of its own."""
    rows = ([record] if isinstance(record, str) else [column.value(record) for column in columns] for record in records)
    heads = [str(column.head) for column in columns]
    return as_xlsx(name, heads, rows) if format_name == "xlsx" else as_csv(name, heads, rows)


def found_clauses(query: Query) -> Iterator[object]:
    """All clauses that a query finds, in its order, a page of the index at a time; what does not fit is said at the end."""
    total = 0
    for page in range(1, MOST_ROWS // LARGEST_PAGE + 1):
        result = search(replace(query, page=page, size=LARGEST_PAGE), with_facets=False)
        total = result.total
        if result.page == page:
            yield from _clauses(result.ids, query)
        if page * LARGEST_PAGE >= total:
            return
    yield gettext("Only the first %(rows)s of %(total)s rows stand here; ask for fewer.") % {"rows": MOST_ROWS, "total": total}


def _clauses(ids: Sequence[int], query: Query) -> Iterator[SubsidyClause]:
    rows = SubsidyClause.objects.public().for_export().order_by().in_bulk(ids)
    return with_validity([rows[pk] for pk in ids if pk in rows], query.on)


def with_validity(clauses: Iterable[SubsidyClause], on: date | None = None) -> Iterator[SubsidyClause]:
    """The clauses with their validity on the day, in one query."""
    clauses = list(clauses)
    states = SubsidyClause.objects.states_of([clause.pk for clause in clauses], on or timezone.localdate())
    for clause in clauses:
        clause.validity_label = ValidityState(states[clause.pk]).label if clause.pk in states else ""
        yield clause


# --- formats ------------------------------------------------------------------------------------------------------------
class Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_csv(name: str, heads: Row, rows: Iterable[Row]) -> StreamingHttpResponse:
    writer = csv.writer(Echo())

    def lines() -> Iterator[str]:
        yield BOM + writer.writerow([guarded(head) for head in heads])
        for row in rows:
            yield writer.writerow([guarded(value) for value in row])

    return StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8", headers=_attached(f"{name}.csv"))


def as_xlsx(name: str, heads: Row, rows: Iterable[Row]) -> FileResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, head) for head in heads])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return FileResponse(file, content_type=XLSX, headers=_attached(f"{name}.xlsx"))


def guarded(value: object) -> object:
    """A value that no spreadsheet takes for a formula; numbers stay numbers."""
    if value is None or isinstance(value, int | Decimal):
        return _number(value)
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_SIGNS) else text


def _cell(sheet: object, value: object) -> object:
    """A number as a number, everything else as text and never as a formula."""
    if value is None or isinstance(value, int | Decimal):
        return _number(value)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", str(value)))
    cell.data_type = "s"
    return cell


def _number(value: int | Decimal | None) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    return value


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


# --- terms in words -----------------------------------------------------------------------------------------------------
def _amount(term: AmountTerm) -> str:
    """国家级: 1000000 元, 50 % 实际支出."""
    if term.is_whole_cap:
        return term.base
    figure = f"{_plain(term.value * 100)}%" if term.is_share else f"{_plain(term.value)} {term.unit}"
    per = f"/{term.per}" if term.per else ""
    words = " ".join(word for word in (f"{figure}{per}", term.base, term.scope) if word)
    return f"{term.tier}: {words}" if term.tier else words


def _condition(term: ConditionTerm) -> str:
    figure = "" if term.value is None else f"{_plain(term.value)} {term.unit}".strip()
    return " ".join(word for word in (term.subject, str(term.comparator_label), figure) if word)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
