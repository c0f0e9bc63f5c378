"""A small collection, and its index."""

import pytest

from policies.search import engine
from policies.search.index import changes
from policies.search.query import Query


@pytest.fixture
def find(db):
    """What words and filters find in an index made at that moment; it must be the index that answers."""

    def ask(words: str = "", *, kind: str = "document", **fields):
        changes.rebuild()
        filters = {name: (value,) if isinstance(value, str) else value for name, value in fields.pop("filters", {}).items()}
        result = engine.search(Query(kind=kind, words=words, filters=filters, **fields))
        assert result.notice == ""
        return result

    return ask
