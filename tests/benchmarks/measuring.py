"""What the benchmarks share: questions as readers ask them, a clock, a table, and readers over HTTP."""

from __future__ import annotations

import http.client
import os
import random
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import quote, urlencode

READERS = 4
SERVER = ["-m", "gunicorn", "--workers", "2", "--preload", "portal.wsgi"]  # as the README says
PATIENCE = 60  # seconds a server may take to answer for the first time

Question = dict[str, str]


def prepare() -> None:
    """Set Django up on the collection that PORTAL_DATA or DATABASE_URL names; visitors' processes heal nothing."""
    import django  # noqa: PLC0415 (the settings read the environment)

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    os.environ["SEARCH_HEALS"] = "0"
    django.setup()
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


# --- questions ------------------------------------------------------------------------------------------------------------
def texts(count: int, seed: int = 1) -> list[str]:
    """Texts of documents drawn at random."""
    from policies.models import DocumentVersion  # noqa: PLC0415

    dice = random.Random(seed)
    keys = DocumentVersion.objects.filter(current_of__state="published").values_list("pk", flat=True)
    drawn = dice.sample(list(keys), min(count, len(keys)))
    return [DocumentVersion.objects.values_list("text", flat=True).get(pk=key) for key in drawn]


def strings(count: int, lengths: tuple[int, int] = (2, 6), seed: int = 1) -> list[str]:
    """Strings of Chinese characters cut out of the texts at random places."""
    dice = random.Random(seed)
    found: list[str] = []
    pool = texts(count, seed)
    while len(found) < count:
        text, length = dice.choice(pool), dice.randint(*lengths)
        start = dice.randrange(len(text) - length)
        piece = text[start : start + length]
        if all("\u4e00" <= sign <= "\u9fff" for sign in piece):
            found.append(piece)
    return found


def questions(count: int, seed: int = 1) -> list[Question]:
    """As readers ask: a word, two words, a number, words under filters, and lists without any word."""
    from policies.models import Document, Provision, Region  # noqa: PLC0415

    dice = random.Random(seed)
    pieces = strings(count, (2, 6), seed)
    headings = [row.lstrip("0123456789") for row in Provision.objects.order_by("pk").values_list("heading", flat=True)[: count * 7 : 7]]
    words = [heading[:6] for heading in headings] + pieces
    numbers = list(Document.objects.published().exclude(number="").order_by("pk").values_list("number", flat=True)[:5000])
    places = list(Region.objects.filter(documents__isnull=False).distinct().order_by("pk").values_list("slug", flat=True)[:2000])
    forms: Sequence[Callable[[], Question]] = (
        lambda: {"q": dice.choice(words)},
        lambda: {"q": f"{dice.choice(words)} {dice.choice(words)}"},
        lambda: {"q": dice.choice(numbers)},
        lambda: {"q": dice.choice(words), "region": dice.choice(places)},
        lambda: {"q": dice.choice(words), "level": dice.choice(["city", "county"]), "year": dice.choice(["2016", "2019"])},
        lambda: {"level": dice.choice(["province", "city", "county"])},
    )
    return [forms[number % len(forms)]() for number in range(count)]


# --- clock and table ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of each of many calls, and how many were done in a second."""

    name: str
    milliseconds: Sequence[float]
    seconds: float
    errors: int = 0

    def row(self) -> str:
        ordered = sorted(self.milliseconds) or [0.0]
        points = [ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.5, 0.95, 0.99)]
        figures = " ".join(f"{point:9.1f}" for point in points)
        return f"{self.name:46} {len(self.milliseconds):6} {figures} {len(self.milliseconds) / max(self.seconds, 0.001):9.1f} {self.errors:6}"


def print_table(title: str, timings: Sequence[Timing]) -> None:
    print(f"\n{title}\n{'':46} {'calls':>6} {'p50 ms':>9} {'p95 ms':>9} {'p99 ms':>9} {'a second':>9} {'errors':>6}")
    for timing in timings:
        print(timing.row())


def timed(name: str, calls: Sequence[Callable[[], object]]) -> Timing:
    """Each call once, one behind the other."""
    took = []
    begin = time.perf_counter()
    for call in calls:
        before = time.perf_counter()
        call()
        took.append((time.perf_counter() - before) * 1000)
    return Timing(name, took, time.perf_counter() - begin)


# --- over HTTP ------------------------------------------------------------------------------------------------------------
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(command: Sequence[str], port: int, path: str = "/", environment: dict[str, str] | None = None) -> Iterator[subprocess.Popen]:
    """A server process that answers; ended, with its children, when done."""
    with Path(os.devnull).open("wb") as nowhere:
        process = subprocess.Popen(command, stdout=nowhere, stderr=nowhere, start_new_session=True, env=environment)
    try:
        _wait_for(port, path)
        yield process
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, path: str) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
                connection.request("GET", path)
                connection.getresponse().read()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def read_pages(name: str, ports: Sequence[int], addresses: Sequence[str], readers: int = READERS) -> Timing:
    """The pages as readers at once ask for them, each reader its share over a connection that is kept."""
    took: list[float] = []
    failed: list[str] = []
    begin = time.perf_counter()
    threads = [Thread(target=_read, args=(ports[place % len(ports)], addresses[place::readers], took, failed)) for place in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        print("failed:", *failed[:5], sep="\n  ")
    return Timing(name, took, time.perf_counter() - begin, len(failed))


def _read(port: int, addresses: Sequence[str], took: list[float], failed: list[str]) -> None:
    try:
        _read_all(port, addresses, took, failed)
    except OSError as error:  # a server that does not answer is a failure of its own, and ends this reader
        failed.append(f"{error} {addresses[0]}")


def _read_all(port: int, addresses: Sequence[str], took: list[float], failed: list[str]) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        for address in addresses:
            before = time.perf_counter()
            connection.request("GET", quote(address, safe="/?&=%+"), headers={"Accept-Encoding": "gzip"})
            response = connection.getresponse()
            response.read()
            took.append((time.perf_counter() - before) * 1000)
            if response.status != 200:
                failed.append(f"{response.status} {address}")


def address(path: str, question: Question) -> str:
    return f"{path}?{urlencode(question)}" if question else path
