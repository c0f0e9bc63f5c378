"""What a paper wants to reach: numbers that a plan, an opinion or a notice sets itself, never results, conditions or awards.

A number is a target when its sentence names a deadline or strives, when it stands under a heading of goals, when a verb such as
培育 or 新增 governs it, or when a share or a fee is held above or below a mark. It is none when its clause tells the past, grants
money or states who qualifies, or when it only describes a noun (年销售额1000万元以上的网商).
Confidence: sure with a deadline or under goals, likely with a verb alone, check where parts do not match (分别 with unequal counts).
"""

from __future__ import annotations

from bisect import bisect_left

from ..numerals import Number, find_numbers
from ..parts import Flag, Target
from ..scan import Scan
from ..sentences import Sentence, clauses, split
from . import context
from .candidates import Candidate, find_candidates
from .deadlines import Deadline, find_deadlines
from .judgement import confidence_of
from .programmes import find_programmes
from .records import distinct, record

__all__ = ["find_flags", "find_targets"]


def find_targets(scan: Scan) -> list[Target]:
    """The targets of the paper in order of their place; values in base units, a percentage with the unit "%"."""
    walk = _Walk(context.survey(scan), find_numbers(scan.text, scan.body_start, scan.body_end))
    found: list[Target] = []
    for sentence in split(scan.text, scan.body_start, scan.body_end):
        found.extend(walk.read(sentence))
    return distinct(found)


def find_flags(targets: list[Target]) -> list[Flag]:
    """What an editor should check: targets whose parts could not be matched (分别 with unequal counts)."""
    return [
        Flag(
            rule="target-parts",
            message="“分别” lists as many figures as things only when both are equal in number; check which figure belongs to which.",
            start=target.start,
            end=target.end,
        )
        for target in targets
        if target.confidence == "check" and "分别" in target.evidence
    ]


class _Walk:
    """One pass over the sentences: what a sentence opens (conditions, goals, a deadline) holds for those after it."""

    def __init__(self, paper: context.Surroundings, numbers: list[Number]) -> None:
        self.paper = paper
        self.numbers = numbers
        self.starts = [number.start for number in numbers]
        self.conditions_until = -1
        self.goals_until = -1
        self.governing: Deadline | None = None

    def read(self, sentence: Sentence) -> list[Target]:
        """The targets of one sentence; notes what the sentence opens."""
        text = self.paper.scan.text
        in_goals = self.paper.in_goals(sentence.start) or sentence.start < self.goals_until
        deadlines = find_deadlines(self.paper, sentence.start, sentence.end)
        numbers = self._numbers_in(sentence)
        if sentence.start >= self.conditions_until and numbers and not self._is_other_matter(sentence, deadlines, in_goals):
            found = self._read_clauses(sentence, deadlines, in_goals=in_goals)
        else:
            found = find_programmes(self.paper, sentence) if sentence.start >= self.conditions_until else []
        self._note(sentence, deadlines, text)
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
        past = inherits = False
        for clause in clauses(self.paper.scan.text, sentence.start, sentence.end):
            past = self._is_past(clause, deadlines, past)
            numbers = self._numbers_in(clause)
            if past or context.promises_money(clause.text):
                inherits = False
                continue
            for candidate in find_candidates(self.paper.scan.text, sentence, clause, numbers):
                target = self._judge(candidate, deadlines, in_goals=in_goals, inherits=inherits)
                inherits = inherits or target is not None
                found.extend([target] if target else [])
        return found + (find_programmes(self.paper, sentence) if not found else [])

    def _judge(self, candidate: Candidate, deadlines: list[Deadline], *, in_goals: bool, inherits: bool) -> Target | None:
        own = [deadline for deadline in deadlines if deadline.start < candidate.number.start]
        confidence = confidence_of(
            candidate, in_goals=in_goals, dated=bool(own), inherits=inherits, regulation=self.paper.regulation,
            report=self.paper.scan.genre == "report",
        )  # fmt: skip
        if confidence is None or self.paper.scan.is_excluded(candidate.number.start):
            return None
        return record(self.paper, candidate, self._deadline(own, candidate, in_goals), confidence)

    def _deadline(self, own: list[Deadline], candidate: Candidate, in_goals: bool) -> Deadline | None:
        """The nearest deadline before the number in its sentence, else the one that governs its part, else the plan's year."""
        if own:
            return own[-1]
        governing = self.governing
        if governing and self.paper.same_part(governing.start, candidate.number.start) and (in_goals or self._same_line(governing, candidate)):
            return governing
        plan = self.paper.plan
        return Deadline(start=0, end=0, value=str(plan.last), evidence=plan.evidence) if plan else None

    def _same_line(self, governing: Deadline, candidate: Candidate) -> bool:
        return "\n" not in self.paper.scan.text[governing.end : candidate.number.start]

    def _is_past(self, clause: Sentence, deadlines: list[Deadline], past: bool) -> bool:
        dated = any(clause.start <= deadline.start < clause.end for deadline in deadlines)
        if dated or context.speaks_of_future(clause.text):
            return False
        return past or context.speaks_of_past(clause.text, self.paper.issued)

    def _note(self, sentence: Sentence, deadlines: list[Deadline], text: str) -> None:
        heading = self.paper.scan.heading_at(sentence.start)
        until = heading.until if heading else self.paper.scan.body_end
        if context.opens_conditions(sentence):
            self.conditions_until = until
        if context.opens_goals(sentence):
            self.goals_until = until
        whole = [deadline for deadline in deadlines if deadline.whole]
        if whole:
            self.governing = whole[-1]

    def _numbers_in(self, span: Sentence) -> list[Number]:
        return self.numbers[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]
