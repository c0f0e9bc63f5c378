"""What PostgreSQL is told about numbers, so that a question it has planned is known again."""

from __future__ import annotations

from functools import cache

from django.db.backends.base.base import BaseDatabaseWrapper


def say_one_type(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """Receiver of `connection_created`: send all whole numbers of up to four bytes as one type, `integer`.

    The driver takes the smallest type for each number, `smallint` below 32,768. A prepared statement is one of types too:
    a question about twenty ids came in a thousand varieties, each parsed and planned anew.
    """
    if connection.vendor == "postgresql":
        connection.connection.adapters.register_dumper(int, _one_type_dumper())


@cache
def _one_type_dumper() -> type:
    """Made once: a connection is told with each page that takes it out of the pool."""
    from psycopg.types.numeric import IntDumper  # noqa: PLC0415 (only where this database is used)

    class OneTypeDumper(IntDumper):
        _int2_dumper = IntDumper._int4_dumper

    return OneTypeDumper
