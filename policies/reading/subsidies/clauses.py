"""Where promises of support stand: sentences, or their parts between semicolons, trimmed to the promise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from policies.reading.scan import BLOT, Scan
from policies.reading.sentences import Sentence
from policies.reading.subsidies.promises import is_promise, is_refused, opens_list
from policies.reading.subsidies.roles import Figure, of_part, read_figures, verb
from policies.reading.subsidies.views import View, view_of
from policies.reading.subsidies.words import compiled, framed, pattern

# A promise with its conditions and brackets is long, but a stretch beyond this is a page that lost its punctuation.
LONGEST = 1200
# A collection of a whole city's papers has some two thousand promises; what has more is no paper.
MOST_PROMISES = 5000
# How much of the text before a promise may name its holder.
CONTEXT = 300
# A run-in heading inside a list is short: 房租补贴。
_HEADS_ITEM = 16

# "第 8 条" "（二）" "3." "五是" "——" "①" before a promise
_MARKER = re.compile(
    r"(?:第[一二三四五六七八九十百\d ]{1,6}[条章](?!所|规定|中|的|第|至|[和与及、])|（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}[、是]|\d{1,2}[.．、）]|[①-⑳]|——?|·|•)"
)
# Without one of these signs no promise can stand in a sentence; most sentences of a long text are done with here.
_TOUCHES_SUPPORT = re.compile(r"[奖补助贴免税券给予返扶贷]|配套|跟投|最高|支持|一议|一策|基金|资金|租金|万元")
# One kind of promise begins with those who get it: 对…, 凡…, 为…
_HOLDER_OPENS = re.compile(r"(?:并)?(?:对于|对|凡|针对|向|被评|在|有针对性|出台)")


@dataclass(frozen=True)
class Promise:
    """A stretch that promises support, what stands before it in its paragraph, and the words that opened its list.

    `item` is where the item of a list begins in the clean text: behind the opener, which a first item may hold itself.
    """

    view: View
    figures: tuple[Figure, ...]
    context: str = ""
    opener: View | None = None
    item: int = -1


@dataclass
class _Walk:
    """What the walk over the sentences remembers: the paragraph so far, an opened list, the promise that may go on."""

    context: str = ""
    opener: View | None = None
    end: int = -1
    last: Promise | None = None
    joining: bool = False  # the last promise went on and its sentence has not ended
    inline: bool = False  # the opened list stands in one sentence: 给予奖励：（1）国家级100万元；（2）…


def find_promises(scan: Scan) -> Iterator[Promise]:
    """The promises of the body in order."""
    return islice(_promises(scan), MOST_PROMISES)


def _promises(scan: Scan) -> Iterator[Promise]:
    walk = _Walk()
    for piece in scan.sentences:
        if piece.end - piece.start > LONGEST:
            continue
        step = _step(scan, walk, piece)
        if walk.last is not None and step is not walk.last:
            yield walk.last
        walk.last = step
    if walk.last is not None:
        yield walk.last


def _step(scan: Scan, walk: _Walk, piece: Sentence) -> Promise | None:
    """The promise that a sentence makes or goes on with; the walk's own last one when it only adds to that."""
    near = piece.start - walk.end <= 2
    context = walk.context if "\n" not in scan.text[walk.end : piece.start] else ""
    if not walk.opener and walk.last is None and not _TOUCHES_SUPPORT.search(piece.text):
        walk.context, walk.end = (context + framed(r"\s").sub("", piece.text))[-CONTEXT:], piece.end
        return None
    whole = view_of(scan, piece.start, piece.end)
    view = _unmarked(whole)
    opens_item = view.places[:1] != whole.places[:1] and bool(of_part(read_figures(view), "award"))
    walk.context, walk.end = (context + whole.text)[-CONTEXT:], piece.end
    near = near and "\n\n" not in scan.text[walk.last.view.places[-1] : piece.start] if walk.last else near
    if walk.last is not None and near and not opens_item and (_goes_on(view) or (walk.joining and not _HOLDER_OPENS.match(view.text))):
        walk.joining = piece.text[-1:] in ";；"
        return walk.last if not _worth(view) else _joined(scan, walk, view)
    walk.joining = False
    listed = _listed(view, walk, context)
    if walk.inline and piece.text[-1:] not in ";；":
        walk.opener, walk.inline = None, False
    if listed is not None:
        return listed
    return _made(view, walk, context, goes_on=piece.text[-1:] in ";；")


def _made(view: View, walk: _Walk, context: str, *, goes_on: bool) -> Promise | None:
    """The promise that a stretch makes by itself; a list that it opens is remembered."""
    figures = read_figures(view)
    if opens_list(view) and is_refused(view, figures):
        walk.opener = view
    if not is_promise(view, figures):
        return None
    kept = _trimmed(view, figures)
    dropped = view.text[: view.places.index(kept.places[0])] if kept.places else ""
    promise = Promise(kept, read_figures(kept), context + dropped)
    return _opening(view, promise, walk) if "：" in view.text and goes_on else promise


def _opening(view: View, promise: Promise, walk: _Walk) -> Promise:
    """The promise that opens a list inside its sentence and holds the first item: 给予奖励：（1）国家级100万元；…"""
    walk.opener, walk.inline = view.cut(0, view.text.index("：") + 1), True
    item = _unmarked(view.cut(len(walk.opener.text)))
    return replace(promise, opener=walk.opener, item=item.places[0]) if item.places else promise


def _goes_on(view: View) -> bool:
    """Whether a stretch goes on with the promise before it: 每年最高…, 补贴标准为…, 两项奖励总额…, （…）."""
    if view.text.startswith("（") and view.open.strip(BLOT) == "":
        return True
    if view.text.startswith("其中，") and not is_promise(view, read_figures(view)):
        return True
    return bool(_continuation().match(view.text)) and not framed(r"上述[^，。]{2,30}(?:可申请|给予)|所需").match(
        view.text
    )


@cache
def _continuation() -> re.Pattern[str]:
    return re.compile(pattern("continuation"))


def _worth(view: View) -> bool:
    return bool(of_part(read_figures(view, given=True), "award", "cap", "floor", "quota"))


def _joined(scan: Scan, walk: _Walk, view: View) -> Promise | None:
    """The last promise with the stretch that goes on with it."""
    last = walk.last
    if last is None or is_refused(view, ()):
        return last
    start, end = last.view.places[0], view.places[-1] + 1
    if end - start > LONGEST:
        return last
    joined = _shorn(view_of(scan, start, end))
    walk.last = None
    return replace(last, view=joined, figures=read_figures(joined))


def _listed(view: View, walk: _Walk, context: str) -> Promise | None:
    """An item under a line that opened a list: "国家级：100万元；"; the list ends with the first item without a sum."""
    if not walk.opener or _HOLDER_OPENS.match(view.text):
        walk.opener = None
        return None
    figures = read_figures(view, given=True)
    sums = [
        figure
        for figure in of_part(figures, "award", "cap", "floor")
        if figure.number.kind in ("money", "rate", "ratio")
    ]
    if not sums or is_refused(view, figures):
        # 房租补贴。 alone only heads the item behind it.
        walk.opener = walk.opener if len(view.text) <= _HEADS_ITEM else None
        return None
    shorn = _shorn(view)
    return Promise(shorn, figures, walk.opener.text + context, walk.opener, shorn.places[0])


def _unmarked(view: View) -> View:
    """The view without the marks before and behind it."""
    for _ in range(3):
        found = _MARKER.match(view.text)
        if found is None:
            break
        view = view.cut(found.end())
    return _shorn(view)


def _shorn(view: View) -> View:
    """The view without its full stop, and without a bracket of responsible bodies that ends it."""
    end = len(view.text)
    while end and view.text[end - 1] in "。；，！" + BLOT:
        end -= 1
    start = 0
    while start < end and view.text[start] in "。；，！" + BLOT:
        start += 1
    return view.cut(start, end)


def _trimmed(view: View, figures: tuple[Figure, ...]) -> View:
    """Without an exhortation before the promise and a purpose behind it."""
    outer = _outer(view)
    if not outer:
        return view
    quoted = framed(r"(?:^|，)(?:其中)?(?:明确|规定|提出)(?=对|给予)").search(view.open)
    if quoted and not any(figure.start < quoted.start() and figure.number.kind == "money" for figure in figures):
        return _trimmed_end(view.cut(quoted.end()))
    start, end = _start(view, outer, figures), _last_end(view, outer, figures)
    return view.cut(start, end) if start < end else view


def _trimmed_end(view: View) -> View:
    return view.cut(0, _last_end(view, _outer(view), read_figures(view)))


def _outer(view: View) -> list[tuple[int, int]]:
    """The phrases outside brackets."""
    spans, start = [], 0
    for at, sign in enumerate(view.open + "，"):
        if sign in "，：。":
            if at > start:
                spans.append((start, at))
            start = at + 1
    return spans


def _start(view: View, outer: list[tuple[int, int]], figures: tuple[Figure, ...]) -> int:
    """Where the promise begins: behind phrases that only exhort, if a later one names the holder and is complete."""
    first = next((span for span in outer if _is_core(view, span)), outer[0])
    opening_exhorts = compiled("exhort").match(view.open) is not None
    if not opening_exhorts or first == outer[0]:
        return outer[0][0]
    for span in reversed([span for span in outer if span[0] <= first[0]]):
        text = view.open[span[0] : span[1]]
        if any(figure.start < span[0] for figure in figures):
            continue
        if _HOLDER_OPENS.match(text) and not text.endswith("的"):
            return span[0]
        if span == first and framed(r"对[^，]{2,}").search(text) and compiled("holder").search(text):
            return span[0]
    return outer[0][0]


def _is_core(view: View, span: tuple[int, int]) -> bool:
    text = view.open[span[0] : span[1]]
    return bool(verb().search(text) or compiled("in_kind").search(text) or framed(r"出台|设立").search(text))


def _last_end(view: View, outer: list[tuple[int, int]], figures: tuple[Figure, ...]) -> int:
    """Where the promise ends: before phrases that say what it is to bring about."""
    kept = list(outer)
    while len(kept) > 1:
        start, end = kept[-1]
        text = view.open[start:end]
        told = any(start <= figure.start < end for figure in figures) or verb().search(text) or "一事一议" in text
        aim = compiled("purpose").match(text) or framed(r"与[^，]{2,20}实现").match(text)
        if told or not aim:
            break
        kept.pop()
    return len(view.text) if kept[-1] == outer[-1] else kept[-1][1]
