"""What changed between two versions of a text, in pieces that a reader of Chinese can follow.

Clauses (up to a comma or full stop) are matched first, then the words inside clauses that changed: a number, a date and a
Latin word are one word each, a Chinese character is one, for Chinese writes no spaces. A few characters that happen to stand
on both sides of a change are drawn into it, so that a changed phrase stays a phrase.

    给予10万元奖励   ->   给予20万元一次性奖励      =   给予 [10|20] 万元 [+一次性] 奖励

The standard library's difflib does the matching: the one library made for this, diff-match-patch, compares single
characters, tears 2016 into digits, and has been archived by its owners since 2024.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# 1,000元 and 9:30 hold no end of a clause.
CLAUSE = re.compile(r"(?:[^，,。；;：:！？\n]|(?<=\d)[,:](?=\d))+[，,。；;：:！？\n]?|[，,。；;：:！？\n]")
WORD = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+|\s+|.", re.DOTALL)
SHORTEST_SAME = 2  # characters; 的 between two changes is no common ground
LONGEST = 200_000  # characters of a version that are compared; the longest statutes have some 150,000
LONGEST_INNER = 4_000  # words of a changed stretch that are compared one by one; a longer one was rewritten as a whole


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of both texts: the same in both, or `old` replaced by `new`, either of which may be empty."""

    old: str
    new: str
    is_same: bool


def compare(old: str, new: str) -> list[Piece]:
    """The pieces in order; joined, their `old` and `new` are the two texts (up to LONGEST characters of each)."""
    before, after = CLAUSE.findall(old[:LONGEST]), CLAUSE.findall(new[:LONGEST])
    pieces: list[Piece] = []
    for tag, gone, come in _matched(before, after):
        pieces += _inside(gone, come) if tag == "replace" else [Piece(gone, come, tag == "equal")]
    return _joined(pieces)


def _matched(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """What difflib did to get from one to the other: the name of the step, the old and the new text of it."""
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield tag, "".join(before[a:b]), "".join(after[c:d])


def _inside(old: str, new: str) -> list[Piece]:
    """The words of a changed stretch."""
    before, after = WORD.findall(old), WORD.findall(new)
    if max(len(before), len(after)) > LONGEST_INNER:
        return [Piece(old, new, is_same=False)]
    pieces = [Piece(gone, come, tag == "equal") for tag, gone, come in _matched(before, after)]
    return [Piece(piece.old, piece.new, is_same=False) if _is_chance(pieces, place) else piece for place, piece in enumerate(pieces)]


def _is_chance(pieces: Sequence[Piece], place: int) -> bool:
    """Whether a piece is the same for too short a stretch, between two changes that both replace something."""
    around = pieces[place - 1 : place] + pieces[place + 1 : place + 2]
    return pieces[place].is_same and len(pieces[place].old) < SHORTEST_SAME and len(around) == 2 and all(one.old and one.new for one in around)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one sort made one."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].is_same == piece.is_same:
            before = joined.pop()
            joined.append(Piece(before.old + piece.old, before.new + piece.new, piece.is_same))
        else:
            joined.append(piece)
    return joined
