"""How long the pages that lead through the levels take over HTTP: gunicorn with two workers, four readers at once.

    PORTAL_DATA=/tmp/grown python -m tests.benchmarks.bench_levels [--calls 200] [--only region]

Each kind of page asks for its worst places: the most cited papers, the regions and bodies with the most documents, the
most frequent indicators. A line says what its worst place is.
"""

from __future__ import annotations

import argparse
import sys
from itertools import cycle, islice

from .measuring import SERVER, Timing, address, free_port, prepare, print_table, questions, read_pages, serving

WARM = 4  # readings of each page before the clock runs: by each of two workers
MOST_WARMED = 50
WORST = 12  # places of each kind

Places = dict[str, list[str]]  # what is measured -> the addresses of its pages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, default=200)
    parser.add_argument("--only", default="", help="a word of the names of what is measured")
    options = parser.parse_args()
    prepare()
    places = {name: addresses for name, addresses in places_asked().items() if options.only in name and addresses}
    port = free_port()
    with serving([sys.executable, *SERVER, "--bind", f"127.0.0.1:{port}"], port, "/health/"):
        print_table("coverage, the first time it is asked for", [read_pages("coverage, cold", [port], ["/coverage/"], 1)])
        print_table("4 readers at once", [])
        for name, addresses in places.items():
            print(measured(name, addresses, port, options.calls).row(), flush=True)


def measured(name: str, addresses: list[str], port: int, calls: int, readers: int = 4) -> Timing:
    """Each page warmed for both workers: what is kept until the next change is there, as for most readers; many pages are not warmed."""
    if len(addresses) <= MOST_WARMED:
        read_pages("warm", [port], [address for address in addresses for _time in range(WARM)])
    return read_pages(name, [port], list(islice(cycle(addresses), calls)), readers)


def places_asked() -> Places:
    return {**trees(), **regions(), **bodies(), **comparisons(), **lists()}


def trees() -> Places:
    """The most cited papers: each has a tree of its own; the pages after the first are of the most cited one."""
    from django.urls import reverse  # noqa: PLC0415

    cited = most_cited()
    pages = [reverse("policies:document-graph", args=[slug]) for slug, _number in cited]
    ordinary = [reverse("policies:document-graph", args=[slug]) for slug in some_slugs()]
    return {
        f"tree, {cited[0][1]} papers rest on it" if cited else "tree": pages[:1],
        f"trees of the {len(cited)} most cited ({cited[-1][1]} or more)" if cited else "trees": pages,
        "tree, its further pages": [f"{page}?page={number}" for page in pages[:1] for number in range(2, 2 + WORST)],
        "trees of any papers": ordinary,
    }


def most_cited() -> list[tuple[str, int]]:
    from django.db.models import Count  # noqa: PLC0415

    from policies.models import Citation  # noqa: PLC0415

    rows = Citation.objects.upward_between_public().order_by().values_list("target__slug").annotate(number=Count("document", distinct=True))
    return list(rows.order_by("-number")[:WORST])


def some_slugs(number: int = 4 * WORST) -> list[str]:
    from policies.models import Document  # noqa: PLC0415

    published = Document.objects.published().in_collection().order_by("pk")
    return list(published.values_list("slug", flat=True))[:: max(1, published.count() // number)]


def regions() -> Places:
    """The region with the most documents of each kind, and the largest of all kinds."""
    from django.db.models import Count  # noqa: PLC0415

    from policies.models import Document, Region  # noqa: PLC0415

    counts = Document.objects.published().in_collection().order_by().values_list("region__slug", "region__kind").annotate(number=Count("pk"))
    found = list(counts.exclude(region=None).order_by("-number"))
    largest = {kind: next(((slug, number) for slug, of, number in found if of == kind), None) for kind in Region.Kind.values}
    rows = {f"region, {kind} with {place[1]} documents": [f"/regions/{place[0]}/"] for kind, place in largest.items() if place}
    # No two of these are alike: nothing of them was kept before.
    days = [f"/regions/{slug}/?on={2012 + number}-06-{day:02}" for slug, _kind, _number in found[:1] for number in range(12) for day in range(1, 29)]
    return {"the largest region, on other days": days, **rows, f"the {WORST} largest regions": [f"/regions/{slug}/" for slug, _kind, _number in found[:WORST]], "regions": ["/regions/"]}


def bodies() -> Places:
    from django.db.models import Count  # noqa: PLC0415

    from policies.models import IssuingBody  # noqa: PLC0415

    found = list(IssuingBody.objects.annotate(number=Count("issuances")).order_by("-number")[:WORST])
    if not found:
        return {}
    return {f"bodies of {found[-1].number} to {found[0].number} documents": [body.get_absolute_url() for body in found], "bodies": ["/bodies/"]}


def comparisons() -> Places:
    """A paper alone brings those tied to it; six long ones are the most that stand side by side."""
    from django.db.models import Count  # noqa: PLC0415
    from django.db.models.functions import Length  # noqa: PLC0415

    from policies.models import Document, Region, Theme  # noqa: PLC0415

    long = Document.objects.published().in_collection().policies().order_by(Length("current__text").desc(), "pk").values_list("slug", flat=True)[:6]
    place = Region.objects.filter(kind=Region.Kind.COUNTY).annotate(number=Count("documents")).order_by("-number", "path").first()
    themes = Theme.objects.values_list("slug", flat=True)
    return {
        "compare a cited paper with those below": [address("/compare/", {"document": slug}) for slug, _number in most_cited()],
        "compare any paper with those tied to it": [address("/compare/", {"document": slug}) for slug in some_slugs()[:WORST]],
        "compare papers that nobody compared before": [address("/compare/", {"document": slug}) for slug in some_slugs(200)],
        "compare the six longest papers": ["/compare/?" + "&".join(f"document={slug}" for slug in long)],
        "compare a theme where it applies": [address("/compare/", {"theme": theme, "region": place.slug}) for theme in themes if place],
    }


def lists() -> Places:
    from policies.models import Target  # noqa: PLC0415

    names = [name for name, _number in Target.objects.public().counts_by_indicator().most_common(WORST)]
    places = list(dict.fromkeys(question["region"] for question in questions(WORST * 6, seed=3) if "region" in question))
    return {
        "indicators": ["/targets/indicators/"],
        "one indicator": [address("/targets/indicators/", {"name": name}) for name in names],
        "targets": ["/targets/"],
        "targets of a region": [address("/targets/", {"region": place}) for place in places],
        "ending soon": ["/ending/"],
        "ending soon, further pages": [f"/ending/?page={number}" for number in range(2, 2 + WORST)],
        "coverage, kept": ["/coverage/"],
    }


if __name__ == "__main__":
    main()
