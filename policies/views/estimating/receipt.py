"""The estimate of an applicant: questions in the order of the clauses, answers, and the lines of the receipt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from policies.estimate import Adjustment, Answer, Clause, Estimate, Line, estimate, questions_of
from policies.models import SubsidyClause

from .answers import LONGEST, Field, Refused, read_answer
from .applicant import Applicant


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One clause on the receipt: the record, what was reckoned, and the questions that are still open."""

    clause: SubsidyClause
    line: Line
    open_fields: tuple[Field, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Cut:
    """What a stacking rule took off, with the clauses that it passed over."""

    adjustment: Adjustment
    clauses: tuple[SubsidyClause, ...]


class Receipt:
    """What an applicant could get, from the address of the page."""

    def __init__(self, data: QueryDict) -> None:
        self.data = data
        self.applicant = Applicant(data)

    @cached_property
    def terms(self) -> list[Clause]:
        return [
            Clause(key=str(row.pk), terms=row.as_read(), rank=row.region.depth if row.region else 0, document=str(row.document_id))
            for row in self.applicant.chosen
        ]

    # --- what is asked --------------------------------------------------------------------------------------------------
    @cached_property
    def fields(self) -> dict[str, Field]:
        """Key of a question -> its field; each is asked once, where the first clause asks it."""
        asked = [(row, question) for row, terms in self._computable for question in questions_of(terms)]
        times = Counter(question.key for _row, question in asked)
        fields: dict[str, Field] = {}
        for row, question in asked:
            if question.key not in fields:
                fields[question.key] = self._field(row, question, len(fields) + 1, times[question.key])
        return fields

    @property
    def _computable(self) -> list[tuple[SubsidyClause, Clause]]:
        """Clauses that any answer could make a sum of; no questions are asked for the others."""
        blank = {line.clause.key: line for line in estimate(self.terms, {}).lines}
        pairs = zip(self.applicant.chosen, self.terms, strict=True)
        return [(row, terms) for row, terms in pairs if blank[terms.key].state != "not_computable"]

    def _field(self, row: SubsidyClause, question: object, number: int, asked_by: int) -> Field:
        typed = self.data.get(question.key, "").replace("\0", "").strip()[:LONGEST]
        answer: Answer | None = None
        error = ""
        try:
            answer = read_answer(question, typed)
        except Refused as refusal:
            error = str(refusal)
        return Field(question=question, html_id=f"q{number}", typed=typed, answer=answer, error=error, clause=row, asked_by=asked_by)

    @cached_property
    def sections(self) -> list[tuple[SubsidyClause, list[Field]]]:
        """The fields below the clause that asks them first."""
        found: dict[int, tuple[SubsidyClause, list[Field]]] = {}
        for field in self.fields.values():
            found.setdefault(field.clause.pk, (field.clause, []))[1].append(field)
        return list(found.values())

    @property
    def errors(self) -> list[Field]:
        return [field for field in self.fields.values() if field.error]

    @property
    def answered(self) -> list[Field]:
        return [field for field in self.fields.values() if field.answer is not None]

    # --- what comes out -------------------------------------------------------------------------------------------------
    @cached_property
    def estimate(self) -> Estimate:
        return estimate(self.terms, {field.question.key: field.answer for field in self.answered})

    @cached_property
    def entries(self) -> list[Entry]:
        """The lines in the order of the clauses: the narrowest place first."""
        lines = {line.clause.key: line for line in self.estimate.lines}
        return [self._entry(row, lines[str(row.pk)]) for row in self.applicant.chosen]

    def _entry(self, row: SubsidyClause, line: Line) -> Entry:
        waiting = tuple(self.fields[question.key] for question in line.missing if question.key in self.fields)
        return Entry(clause=row, line=line, open_fields=waiting)

    @property
    def reckoned(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.line.state in ("computed", "open")]

    @property
    def refused(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.line.state == "refused"]

    @property
    def not_computable(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.line.state == "not_computable"]

    @property
    def waiting(self) -> int:
        """How many clauses lack a figure."""
        return sum(entry.line.state == "open" for entry in self.entries)

    @property
    def unsure(self) -> int:
        """How many clauses are counted although a condition of theirs was not answered."""
        return sum(entry.line.is_counted and any(state.verdict == "unanswered" for state in entry.line.conditions) for entry in self.entries)

    @property
    def cuts(self) -> list[Cut]:
        rows = {str(row.pk): row for row in self.applicant.chosen}
        return [Cut(adjustment=cut, clauses=tuple(rows[key] for key in cut.clauses)) for cut in self.estimate.adjustments]

    @property
    def address(self) -> str:
        """The query of this estimate without what was left blank: the address to hand on."""
        kept = QueryDict(mutable=True)
        for name, values in self.data.lists():
            if filled := [value for value in values if value.strip()]:
                kept.setlist(name, filled)
        return kept.urlencode()
