"""What a paper wants to reach: numbers that a plan, an opinion or a notice sets itself, never results, conditions or awards.

A number is a target when its sentence names a deadline or strives, when it stands under a heading of goals, when a verb such as
培育 or 新增 governs it, or when a share or a fee is held above or below a mark. It is none when its clause tells the past, grants
money or states who qualifies, or when it only describes a noun (年销售额1000万元以上的网商).
Confidence: sure with a deadline or under goals, likely with a verb alone, check where parts do not match (分别 with unequal counts).
"""

from __future__ import annotations

from bisect import bisect_left

from ..parts import Flag, Target
from ..scan import Scan
from ..sentences import Sentence, clauses
from . import context
from .candidates import MOST_NUMBERS, Candidate, find_candidates
from .deadlines import Deadline, find_deadlines
from .judgement import confidence_of, reaches
from .programmes import find_programmes
from .records import distinct, record, with_noun_of

__all__ = ["find_flags", "find_targets"]


def find_targets(scan: Scan) -> list[Target]:
    """The targets of the paper in order of their place; values in base units, a percentage with the unit "%"."""
    walk = _Walk(context.survey(scan))
    found: list[Target] = []
    for sentence in scan.sentences:
        found.extend(walk.read(sentence))
    return distinct(found)


def find_flags(targets: list[Target]) -> list[Flag]:
    """What an editor should check: targets whose parts could not be matched (分别 with unequal counts)."""
    places = {(t.start, t.end) for t in targets if t.confidence == "check" and "分别" in t.evidence}
    message = "“分别” deals out more or fewer figures than it names things; check which figure belongs to which."
    return [Flag(rule="target-parts", message=message, start=start, end=end) for start, end in sorted(places)]


class _Walk:
    """One pass over the sentences: what a sentence opens (conditions, goals, a deadline) holds for those after it."""

    def __init__(self, paper: context.Surroundings) -> None:
        self.paper = paper
        self.conditions_until = -1
        self.goals_until = -1
        self.governing: Deadline | None = None
        self.governs_until = -1

    def read(self, sentence: Sentence) -> list[Target]:
        """The targets of one sentence; notes what the sentence opens."""
        in_goals = self.paper.in_goals(sentence.start) or sentence.start < self.goals_until
        deadlines = find_deadlines(self.paper, sentence.start, sentence.end)
        numbers = self.paper.scan.numbers_in(sentence.start, sentence.end)
        if sentence.start >= self.conditions_until and 0 < len(numbers) <= 10 * MOST_NUMBERS and not self._is_other_matter(sentence, deadlines, in_goals):
            found = self._read_clauses(sentence, deadlines, in_goals=in_goals)
        else:
            found = find_programmes(self.paper, sentence) if sentence.start >= self.conditions_until else []
        self._note(sentence, deadlines)
        return found

    def _is_other_matter(self, sentence: Sentence, deadlines: list[Deadline], in_goals: bool) -> bool:
        """Whether the sentence as a whole promises money or says who qualifies."""
        if self.paper.scan.is_excluded(sentence.start, sentence.end) and self.paper.scan.is_excluded(sentence.start):
            return True
        if context.states_condition(sentence):
            return True
        aims = in_goals or any(deadline.whole for deadline in deadlines) or context.speaks_of_future(sentence.text)
        return not aims and context.promises_money(sentence.text)

    def _read_clauses(self, sentence: Sentence, deadlines: list[Deadline], *, in_goals: bool) -> list[Target]:
        found: list[Target] = []
        past = planning = inherits = False
        for clause in clauses(self.paper.scan.text, sentence.start, sentence.end):
            ahead = self._looks_ahead(clause, deadlines)
            planning = planning or ahead or in_goals
            past = not ahead and (past or context.speaks_of_past(clause.text, self.paper.issued, planning=planning))
            numbers = self.paper.scan.numbers_in(clause.start, clause.end)
            if past or context.promises_money(clause.text):
                inherits = False
                continue
            for candidate in find_candidates(self.paper.scan.text, sentence, clause, numbers):
                target = self._judge(candidate, deadlines, in_goals=in_goals, inherits=inherits)
                inherits = inherits or target is not None
                found.extend([with_noun_of(target, found[-1] if found else None)] if target else [])
        return found + (find_programmes(self.paper, sentence) if not found else [])

    def _judge(self, candidate: Candidate, deadlines: list[Deadline], *, in_goals: bool, inherits: bool) -> Target | None:
        own = bisect_left(deadlines, candidate.number.start, key=_start)
        # 当年, 年内 in a regulation say when somebody does something, not when a goal is reached.
        dated = own > 0 and (deadlines[own - 1].whole or not self.paper.regulation)
        carried = self._governing(candidate, in_goals=True) is self.governing is not None and candidate.number.start < self.governs_until
        confidence = confidence_of(
            candidate, in_goals=in_goals, dated=dated or (carried and reaches(candidate)), inherits=inherits, regulation=self.paper.regulation,
            report=self.paper.scan.genre == "report",
        )  # fmt: skip
        if confidence is None or self.paper.scan.is_excluded(candidate.number.start):
            return None
        return record(self.paper, candidate, deadlines[own - 1] if own else self._governing(candidate, in_goals), confidence)

    def _governing(self, candidate: Candidate, in_goals: bool) -> Deadline | None:
        """The deadline that an earlier sentence of the part set (under goals, or on the same line), else the plan's year."""
        governing, at = self.governing, candidate.number.start
        if governing and (in_goals or at < self.governs_until) and self.paper.same_part(governing.start, at):
            return governing
        plan = self.paper.plan
        return Deadline(start=0, end=0, value=str(plan.last), evidence=plan.evidence) if plan else None

    def _looks_ahead(self, clause: Sentence, deadlines: list[Deadline]) -> bool:
        """Whether the clause names a deadline or strives, so that what follows is planned, not told."""
        at = bisect_left(deadlines, clause.start, key=_start)
        dated = at < len(deadlines) and deadlines[at].start < clause.end
        return dated or context.speaks_of_future(clause.text)

    def _note(self, sentence: Sentence, deadlines: list[Deadline]) -> None:
        heading = self.paper.scan.heading_at(sentence.start)
        until = heading.until if heading else self.paper.scan.body_end
        if context.opens_conditions(sentence):
            self.conditions_until = until
        if context.opens_goals(sentence):
            self.goals_until = until
        whole = [deadline for deadline in deadlines if deadline.whole]
        if whole:
            self.governing = whole[-1]
            line_end = self.paper.scan.text.find("\n", sentence.end)
            self.governs_until = line_end if line_end >= 0 else len(self.paper.scan.text)


def _start(deadline: Deadline) -> int:
    return deadline.start
