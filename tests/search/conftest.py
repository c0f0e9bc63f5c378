"""A small collection, and its index."""

import pytest

from policies.search import changes, engine
from policies.search.query import Query


@pytest.fixture
def find(db):
    """The ids that words and filters find, after the index was made; it must be the index that answers."""
    changes.rebuild()

    def ask(words: str = "", *, kind: str = "document", **fields):
        filters = {name: (value,) if isinstance(value, str) else value for name, value in fields.pop("filters", {}).items()}
        result = engine.search(Query(kind=kind, words=words, filters=filters, **fields))
        assert result.notice == ""
        return result

    return ask
