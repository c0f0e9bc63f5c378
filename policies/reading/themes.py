"""What each heading's part is about: spaces, costs, funding, talent, transfer, sharing, services, registration, culture, ...

A cue of themes.csv counts by its weight, in the heading more than in the text below it; what stays far behind the
strongest theme does not count. A heading of higher level answers for the text down to its first sub-heading and takes
up its sub-headings' words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from policies.reading.parts import Heading
from policies.reading.scan import Scan
from policies.reading.tables import alternation, rows

# A heading is written to say what its part is about: one word there tells more than several below it.
_HEADING_FACTOR = 4
# The same word met often says no more than a few times: 企业 stands in every sentence.
_MOST_TIMES = 3
# A passing word: below this a theme is not what the part is about.
_LEAST = 4
# A theme counts if it reaches this share of the strongest one.
_SHARE = 0.4
_MOST_THEMES = 3
# Only the start of a long part is read: its first paragraphs say what it is about.
_LONGEST = 3000
_MOST_BELOW = 40


def find_themes(scan: Scan) -> tuple[Heading, ...]:
    """The outline of a text with the themes of each heading, the strongest first; the headings are otherwise unchanged."""
    outline = scan.outline
    stops = [*(heading.start for heading in outline[1:]), scan.body_end or len(scan.text)]
    read = [
        replace(
            heading,
            themes=_themes(
                heading, _own_text(scan, heading, stops[at]), [below.heading for below in _below(outline, at)]
            ),
        )
        for at, heading in enumerate(outline)
    ]
    return tuple(
        heading if heading.themes else replace(heading, themes=_shared(read, at)) for at, heading in enumerate(read)
    )


def _own_text(scan: Scan, heading: Heading, stop: int) -> str:
    """The text between a heading and the next one, without titles in 《》 and brackets of bodies in charge."""
    end = min(stop, heading.end + _LONGEST, heading.until or stop)
    return scan.prose[heading.end : end]


def _below(outline: Sequence[Heading], at: int) -> list[Heading]:
    """The headings right below one."""
    found: list[Heading] = []
    for other in outline[at + 1 : at + _MOST_BELOW]:
        if other.depth <= outline[at].depth:
            break
        if other.depth == outline[at].depth + 1:
            found.append(other)
    return found


def _shared(outline: Sequence[Heading], at: int) -> tuple[str, ...]:
    """The theme that most of the headings below share, for a heading that says nothing itself."""
    below = [heading.themes[0] for heading in _below(outline, at) if heading.themes]
    theme, times = Counter(below).most_common(1)[0] if below else ("", 0)
    return (theme,) if times * 2 > len(below) else ()


def _themes(heading: Heading, own: str, below: Iterable[str]) -> tuple[str, ...]:
    scores: Counter[str] = Counter()
    _count(scores, heading.heading[:60], _HEADING_FACTOR)
    _count(scores, own, 1)
    for words in below:
        _count(scores, words[:60], 1)
    if not scores:
        return ()
    strongest = max(scores.values())
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(theme for theme, score in ranked if score >= max(_LEAST, strongest * _SHARE))[:_MOST_THEMES]


def _count(scores: Counter[str], text: str, factor: int) -> None:
    met = Counter(found[0] for found in _cue().finditer(text))
    for cue, times in met.items():
        for theme, weight in _meaning()[cue]:
            scores[theme] += weight * factor * min(times, _MOST_TIMES)


@cache
def _cue() -> re.Pattern[str]:
    """Any cue, the longest first, so that 创业大赛 is not also 大赛."""
    return re.compile(alternation(_meaning()))


@cache
def _meaning() -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for row in rows("themes"):
        found.setdefault(row["cue"], []).append((row["theme"], int(row["weight"])))
    return {cue: tuple(themes) for cue, themes in found.items()}
