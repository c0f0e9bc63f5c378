"""How long the search itself takes, without HTTP: with facets, in lists without words, in clauses of a region.

    PORTAL_DATA=/tmp/grown manage.py migrate && … load_reference && … synthesize 100000
    PORTAL_DATA=/tmp/grown python -m tests.benchmarks.bench_search [--calls 240]
    PORTAL_DATA=/tmp/grown python -m tests.benchmarks.bench_search --recall     (small collections: it looks at every text)
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Callable
from datetime import date
from pathlib import Path

from .measuring import Question, prepare, print_table, questions, strings, timed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, default=240)
    parser.add_argument("--recall", action="store_true")
    options = parser.parse_args()
    prepare()
    measure_recall() if options.recall else measure_speed(options.calls)


def measure_speed(calls: int) -> None:
    from policies.models import Document, SubsidyClause  # noqa: PLC0415
    from policies.search.index import shelf  # noqa: PLC0415

    asked = questions(calls)
    places = [question["region"] for question in asked if "region" in question]
    found = _ask(asked[0])  # opens the index and loads the converter of characters
    found()
    without_words = [{}, {"kind": "通知"}, *({"level": level} for level in ("province", "city", "county")), *({"year": str(year)} for year in range(2013, 2025))]
    timings = [
        timed("search with facets and excerpts", [_ask(question) for question in asked]),
        timed("the same without facets", [_ask(question, with_facets=False) for question in asked]),
        timed("list without words, with facets", [_ask(without_words[n % len(without_words)]) for n in range(calls // 2)]),
        timed("clauses of a region, with facets", [_ask({"region": place}, kind="clause") for place in places]),
        timed("clauses of a region and below", [_ask({"region": place, "reach": "below"}, kind="clause") for place in places]),
    ]
    timings.append(timed("withdrawn or published, until readers see it", [_move] * 20))
    print_table(f"{Document.objects.published().count():,} documents, {SubsidyClause.objects.count():,} clauses", timings)
    print(f"memory of this process at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"index on disk: {_size(shelf.directory()) / 1e6:.0f} MB · database: {_database_size() / 1e6:.0f} MB")


def _ask(question: Question, *, kind: str = "document", with_facets: bool = True) -> Callable[[], object]:
    from policies.search.engine import search  # noqa: PLC0415
    from policies.search.query import Query  # noqa: PLC0415

    filters = {name: (value,) for name, value in question.items() if name != "q"}

    def call() -> object:
        result = search(Query(kind=kind, words=question.get("q", ""), filters=filters), with_facets=with_facets)
        assert not result.notice, result.notice
        return result

    return call


def _move() -> None:
    """One move of a document, in whose wake the index catches up; found or no longer found afterwards."""
    from policies.models import Document  # noqa: PLC0415
    from policies.search.engine import search  # noqa: PLC0415
    from policies.search.query import Query  # noqa: PLC0415

    document = Document.objects.in_collection().exclude(number="").order_by("pk").first()
    document.move("withdrawn" if document.state == "published" else "published")
    found = search(Query(words=document.number), with_facets=False).ids
    assert (document.pk in found) == (document.state == "published")


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _database_size() -> int:
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            return cursor.execute("SELECT pg_database_size(current_database())").fetchone()[0]
    return Path(connection.settings_dict["NAME"]).stat().st_size


# --- recall ---------------------------------------------------------------------------------------------------------------
def measure_recall(count: int = 100) -> None:
    """Strings of two to six characters: what the index finds against what a look at every text finds."""
    from policies.models import Document  # noqa: PLC0415

    rows = Document.objects.published().select_related("current").defer("current__raw_text")
    bodies = {row.pk: "\n".join((row.title, row.text)) for row in rows.iterator(chunk_size=500)}
    hit = wanted = given = 0
    worst = 1.0
    for string in strings(count, seed=7):
        stands = {pk for pk, text in bodies.items() if string in text}
        found = _all_found(string)
        hit, wanted, given = hit + len(stands & found), wanted + len(stands), given + len(found)
        worst = min(worst, len(stands & found) / max(1, len(stands)))
    print(f"{len(bodies):,} documents, {count} random strings: recall {hit / wanted:.4f} (worst {worst:.4f}), precision {hit / given:.4f}")


def _all_found(string: str) -> set[int]:
    """All documents that match, not page by page: each page would write its excerpts."""
    from policies.search.engine import count  # noqa: PLC0415
    from policies.search.index import shelf  # noqa: PLC0415
    from policies.search.plan import Plan  # noqa: PLC0415
    from policies.search.query import Query  # noqa: PLC0415

    query = Query(words=f'"{string}"')
    standing = shelf.current()
    searcher = standing.searcher()
    match = Plan(query, standing.index.schema, date.today(), {}).match
    hits = searcher.search(match, searcher.num_docs, order_by_field="newest").hits
    found = set(searcher.fast_field_values("pk", [address for _order, address in hits])) if hits else set()
    assert len(found) == count(query)  # what the page says
    return found


if __name__ == "__main__":
    main()
