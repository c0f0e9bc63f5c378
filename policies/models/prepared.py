"""Questions whose SQL is written once in a process, for pages that ask the same of another record each time.

Writing the SQL of a queryset takes ten times as long as the database takes to answer it by a key. A prepared question is a
queryset that holds `Asked("name")` where the values come; it is written at the first asking, and from then on only sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db import DatabaseError, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models.base import ModelState
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import Expression
from django.db.models.lookups import In
from django.utils.functional import cached_property

Key = TypeVar("Key", int, str)


class Asked(Expression):
    """The place of a value in a prepared question; `filter(slug=Asked("slug"))`."""

    def __init__(self, name: str, output_field: models.Field | None = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: object, connection: object) -> tuple[str, list[Asked]]:
        return "%s", [self]


class AskedDay(Asked):
    """The place of a day in a prepared question, and of its year where validity asks for it: values of `on_day`."""

    def __init__(self, name: str) -> None:
        super().__init__(name, models.DateField())
        self.year = Asked(f"{name}_year", models.IntegerField())


def on_day(day: date, name: str = "on") -> dict[str, object]:
    return {name: day, f"{name}_year": day.year}


A_PAGE = 20  # records of a list; a question about them has as many places, and an id stands in several where there are fewer


def any_of(key: str, most: int = A_PAGE, name: str = "id") -> In:
    """The condition that the key is one of the ids of a page, for a prepared question; a `name` for each of several such."""
    return In(models.F(key), [Asked(f"{name}{number}") for number in range(most)])


def at_places(ids: Sequence[Key], most: int = A_PAGE, name: str = "id") -> dict[str, Key]:
    """At least one id and at most those of a page, as the values of a question with `any_of`."""
    if not 0 < len(ids) <= most:
        raise ValueError(f"{len(ids)} ids: a page has one to {most}")
    return {f"{name}{number}": ids[number] if number < len(ids) else ids[0] for number in range(most)}


def _in_pages(ids: Sequence[Key], most: int) -> Iterator[dict[str, Key]]:
    for start in range(0, len(ids), most):
        yield at_places(ids[start : start + most], most)


class Prepared:
    """A queryset made by `build`, and the columns that are wanted of it: fields, fields of relations, annotations.

    `build` is called at the first asking, when all models are there. It must not depend on anything but its values.
    """

    def __init__(self, build: Callable[[], models.QuerySet], columns: Sequence[str]) -> None:
        self.build, self.columns = build, tuple(columns)
        self.written: dict[str, _Written] = {}

    def rows(self, **values: object) -> list[tuple]:
        """One tuple for each row, in the order of the columns."""
        (rows,) = rows_together([self], **values)
        return rows

    def rows_of(self, ids: Sequence[Key], most: int = A_PAGE) -> Iterator[tuple]:
        """The rows of any number of ids, for a question with `any_of` that many at a time."""
        for page in _in_pages(ids, most):
            yield from self.rows(**page)

    def records_of(self, ids: Sequence[Key], most: int = A_PAGE) -> Iterator[models.Model]:
        """The records of any number of ids, as `rows_of` gives the rows."""
        for page in _in_pages(ids, most):
            yield from self.records(**page)

    def records(self, **values: object) -> list[models.Model]:
        """One record for each row, with the relations of which columns were asked; the other fields are deferred."""
        return self.made(self.rows(**values))

    def made(self, rows: list[tuple]) -> list[models.Model]:
        """The records in rows of this question."""
        return [self.shape.made(self.queryset.db, row) for row in rows]

    def written_for(self, alias: str) -> _Written:
        if alias not in self.written:
            self.written[alias] = _Written.of(self.queryset, alias)
        return self.written[alias]

    @cached_property
    def queryset(self) -> models.QuerySet:
        return self.build().values_list(*self.columns)

    @cached_property
    def shape(self) -> _Shape:
        return shape_of(self.queryset.model, self.columns)


@dataclass(frozen=True, slots=True)
class _Written:
    """A question in the SQL of one database, and what turns its columns into values of Python."""

    compiler: object
    sql: str
    parameters: tuple[object, ...]
    converters: dict[int, tuple]

    @classmethod
    def of(cls, queryset: models.QuerySet, alias: str) -> _Written:
        compiler = queryset.query.get_compiler(alias)
        sql, parameters = compiler.as_sql()
        columns = [column for column, _sql, _alias in compiler.select]
        return cls(compiler, sql, tuple(parameters), compiler.get_converters(columns))

    def send(self, cursor: CursorWrapper, values: dict[str, object]) -> None:
        cursor.execute(self.sql, [values[one.name] if isinstance(one, Asked) else one for one in self.parameters])

    def answer(self, cursor: CursorWrapper) -> list[tuple]:
        rows = cursor.fetchall()
        return [tuple(row) for row in self.compiler.apply_converters(rows, self.converters)] if self.converters else rows


def rows_together(questions: Sequence[Prepared], **values: object) -> list[list[tuple]]:
    """The rows of each of several questions about the same values, which need not wait for one another.

    PostgreSQL is sent all of them before the first answer is read: a server with many readers puts each wait to the end
    of the queue.
    """
    alias = questions[0].queryset.db
    connection = connections[alias]
    written = [question.written_for(alias) for question in questions]
    with ExitStack() as stack:
        cursors = [stack.enter_context(connection.cursor()) for _ in written]
        if len(written) > 1 and connection.vendor == "postgresql":
            stack.enter_context(_thrown_away_when_cut_short(connection))
            stack.enter_context(connection.connection.pipeline())
        for one, cursor in zip(written, cursors, strict=True):
            one.send(cursor, values)
        return [one.answer(cursor) for one, cursor in zip(written, cursors, strict=True)]


@contextmanager
def _thrown_away_when_cut_short(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """After a question that failed, the client takes those behind it for prepared, but the server passed over them.

    Within a transaction the rollback makes it forget them.
    """
    try:
        yield
    except DatabaseError:
        if not connection.in_atomic_block:
            connection.connection.close()
            connection.close()  # what is closed the pool does not take back
        raise


def records_together(questions: Sequence[Prepared], **values: object) -> Iterator[list[models.Model]]:
    """The records of each of several questions, as `rows_together` gives their rows."""
    for question, rows in zip(questions, rows_together(questions, **values), strict=True):
        yield question.made(rows)


def keep(record: models.Model, name: str, rows: list[models.Model]) -> None:
    """Let `record.name.all()` give these rows, as after prefetch_related."""
    if not hasattr(record, "_prefetched_objects_cache"):
        record._prefetched_objects_cache = {}
    record._prefetched_objects_cache[name] = rows


# --- rows become records ----------------------------------------------------------------------------------------------------
@dataclass(slots=True)
class _Shape:
    """Where in a row the columns of a model stand, fields and annotations alike, and the models that it points to."""

    model: type[models.Model]
    places: dict[str, int] = field(default_factory=dict)
    related: dict[str, _Shape] = field(default_factory=dict)

    def made(self, alias: str, row: tuple) -> models.Model | None:
        """The record in the row; None where a relation leads nowhere.

        It is filled without its constructor, which walks over all fields of the model, asked for or not, and takes longer
        than the question: a page has a hundred records. What is not in its `__dict__` is deferred, as Django has it.
        """
        if row[self.places[self.model._meta.pk.attname]] is None:
            return None
        record = self.model.__new__(self.model)
        state = record._state = ModelState()
        state.adding, state.db = False, alias
        record.__dict__.update({name: row[place] for name, place in self.places.items()})
        for name, shape in self.related.items():
            state.fields_cache[name] = shape.made(alias, row)
        return record


def shape_of(model: type[models.Model], columns: Sequence[str]) -> _Shape:
    """The shape of rows of these columns: `target__title` belongs to the model that `target` points to."""
    shape = _Shape(model)
    for place, column in enumerate(columns):
        *path, name = column.split(LOOKUP_SEP)
        at = shape
        for step in path:
            at = at.related.setdefault(step, _Shape(at.model._meta.get_field(step).related_model))
        at.places[name] = place
    return shape
