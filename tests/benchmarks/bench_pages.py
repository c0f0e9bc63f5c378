"""How long pages take over HTTP: gunicorn with two workers, four readers at once, each page asked for the first time.

    PORTAL_DATA=/tmp/grown python -m tests.benchmarks.bench_pages [--calls 400]
    PORTAL_DATA=/tmp/grown python -m tests.benchmarks.bench_pages --writer 30     readers and a writer for 30 seconds
"""

from __future__ import annotations

import argparse
import sys
import time
from threading import Thread

from .measuring import SERVER, Question, address, free_port, prepare, print_table, questions, read_pages, serving

WARM = 40  # pages read before the clock runs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, default=400)
    parser.add_argument("--writer", type=float, default=0, metavar="SECONDS")
    options = parser.parse_args()
    prepare()
    port = free_port()
    lists = addresses_of_lists(options.calls)
    with serving([sys.executable, *SERVER, "--bind", f"127.0.0.1:{port}"], port):
        for addresses in lists.values():
            read_pages("warm", [port], addresses[:WARM])
        if options.writer:
            read_while_writing(port, lists["search page"], options.writer)
            return
        print_table("pages, 4 readers at once", [read_pages(name, [port], addresses[WARM:]) for name, addresses in lists.items()])
        print_table("pages, 1 reader", [read_pages(name, [port], addresses[: options.calls // 2], 1) for name, addresses in lists.items()])


def addresses_of_lists(calls: int) -> dict[str, list[str]]:
    from django.urls import reverse  # noqa: PLC0415

    from policies.models import Document, Region  # noqa: PLC0415

    published = Document.objects.published().in_collection().order_by("pk")
    step = max(1, published.count() // (calls + WARM))
    slugs = list(published.values_list("slug", flat=True))[::step][: calls + WARM]
    documents = [reverse("policies:document-detail", args=[slug]) for slug in slugs]
    places = list(Region.objects.filter(clauses__isnull=False).distinct().order_by("pk").values_list("slug", flat=True))
    asked: list[Question] = questions(calls + WARM, seed=3)
    return {
        "search page": [address("/search/", question) for question in asked],
        "document page": documents,
        "subsidies of a region": [address("/subsidies/", {"region": places[number % len(places)]}) for number in range(calls + WARM)],
        "documents, filtered": [address("/documents/", {key: value for key, value in question.items() if key != "q"}) for question in asked],
    }


def read_while_writing(port: int, addresses: list[str], seconds: float) -> None:
    """Eight readers while documents are withdrawn and published again; then the index must be what the database is."""
    from policies.models import Document  # noqa: PLC0415
    from policies.search.index import changes, checking  # noqa: PLC0415

    end = time.monotonic() + seconds
    rounds: list[object] = []

    def read() -> None:
        while time.monotonic() < end:
            rounds.append(read_pages("read while written", [port], addresses, 8))

    reader = Thread(target=read)
    reader.start()
    written = 0
    drawn = list(Document.objects.published().in_collection().order_by("pk")[:50])
    while time.monotonic() < end:
        document = drawn[written // 2 % len(drawn)]
        document.move("withdrawn" if written % 2 == 0 else "published")
        written += 1
    if written % 2:
        document.move("published")
    reader.join()
    print_table(f"8 readers and a writer ({written / seconds:.1f} moves a second)", rounds)
    changes.catch_up()
    print("index against database:", checking.check() or "no difference")


if __name__ == "__main__":
    main()
