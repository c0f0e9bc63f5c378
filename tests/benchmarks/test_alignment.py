"""How often the best counterpart is the right one; `pytest tests/benchmarks/test_alignment.py -s` prints the table."""

from functools import cache
from pathlib import Path

import pytest

from policies.alignment import LEAST, Counterparts, Passage, Scale
from policies.cascade.measures import SHORTEST_PASSAGE, own_words
from policies.reading import read

from .pairs import CORPUS, FRESH, HELD_OUT, LATEST, SEEDS, UNSEEN

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "fixtures" / "documents", ROOT.parent / "shared" / "corpus" / "docs")
WANTED = 0.8


def path_of(name):
    return next((path for folder in FOLDERS if (path := folder / f"{name}.txt").exists()), None)


@cache
def passages(name):
    """Path of each provision -> what the page compares: its own words up to the heading that follows, its strongest theme, its place."""
    reading = read(path_of(name).read_text(encoding="utf-8"))
    own = {}
    for heading, after in zip(reading.outline, [*reading.outline[1:], None], strict=True):
        until = min(heading.until, after.start) if after else heading.until
        text = own_words(reading.text, heading.end, until)
        if len(text) >= SHORTEST_PASSAGE:
            theme, place = next(iter(heading.themes), ""), heading.start / len(reading.text)
            own[heading.path] = Passage(heading.path, heading.heading, text, theme, place)
    return own


def aligned(pairs):
    """The rows of the table: the pair, what was found, its score, whether it is right."""
    rows = []
    for below, above, path, wanted in pairs:
        ours, theirs = passages(below), passages(above)
        match = Counterparts(Scale([*ours.values(), *theirs.values()]), theirs.values()).best(ours[path])
        rows.append((below, path, above, match.counterpart.key, match.score, match.counterpart.key in wanted))
    return rows


def precision(rows):
    return sum(is_right for *_, is_right in rows) / len(rows)


def show(rows):
    for below, path, above, found, score, is_right in rows:
        print(f"{'  ' if is_right else '! '}{below} {path} -> {above} {found}  {score:.2f}{'' if score >= LEAST else ' (too weak to show)'}")
    print(f"precision at 1: {precision(rows):.2f} of {len(rows)}")


def test_counterparts_of_the_papers_in_the_collection_are_right():
    rows = aligned(SEEDS)
    show(rows)

    assert precision(rows) >= WANTED


def test_counterparts_of_other_papers_are_right():
    if any(path_of(name) is None for below, above, *_ in CORPUS for name in (below, above)):
        pytest.skip("the corpus does not stand beside the project")
    rows = aligned(CORPUS)
    show(rows)

    assert precision([*rows, *aligned(SEEDS)]) >= WANTED


@pytest.mark.parametrize(
    ("pairs", "stands"), [(HELD_OUT, 0.9), (FRESH, 0.9), (LATEST, 0.75), (UNSEEN, 0.85)], ids=["held-out", "fresh", "latest", "unseen"]
)
def test_pairs_written_down_later_are_told_apart_and_do_no_worse_than_they_did(pairs, stands):
    if any(path_of(name) is None for below, above, *_ in pairs for name in (below, above)):
        pytest.skip("the corpus does not stand beside the project")
    rows = aligned(pairs)
    shown = [row for row in rows if row[4] >= LEAST]
    show(rows)
    print(f"of those strong enough to be shown: {precision(shown):.2f} of {len(shown)}")

    assert precision(rows) >= stands
    assert precision(shown) >= stands


def test_what_can_be_shown_is_right_more_often_than_what_is_too_weak():
    shown = [row for row in aligned(SEEDS) if row[4] >= LEAST]

    assert precision(shown) >= WANTED
    assert len(shown) >= 0.8 * len(SEEDS)
