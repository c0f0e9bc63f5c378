"""Programmes that carry their number in their name: 实施五十万青年技能培训计划 -> 500,000 persons."""

from __future__ import annotations

import re

from ..numerals import parse_quantity
from ..parts import Target
from ..sentences import Sentence
from .candidates import REACH
from .context import Surroundings, promises_money
from .deadlines import find_deadlines

# 实施三年百万青年见习计划 · 启动10万名大学生实习行动 -> count, who, what. A brand such as 千人计划 names nobody and is none.
_PROGRAMME = re.compile(
    r"(?:实施|启动|开展|推进)(?P<lead>[^，。；、“”《》\d]{0,8}?)(?P<count>[一二三四五六七八九]?[十百千]{1,2}万?|[一二三四五六七八九]万|\d{1,4}万)\s?名?"
    r"(?P<who>[^，。；、“”《》\d]{0,4}(?:青年|大学生|学生|毕业生|农民工?|职工|人才|工人|妇女|退役军人|创业者|劳动者))"
    r"(?P<what>[^，。；、“”《》\d]{0,10}(?:计划|行动|工程))"
)


def find_programmes(paper: Surroundings, sentence: Sentence) -> list[Target]:
    """The programmes of a sentence; to be checked, for a name is a weaker promise than a sentence."""
    if paper.regulation or paper.scan.genre == "report" or promises_money(sentence.text):
        return []
    matches = _PROGRAMME.finditer(paper.scan.text, sentence.start, sentence.end)
    return [_target(paper, sentence, match) for match in matches]


def _target(paper: Surroundings, sentence: Sentence, match: re.Match[str]) -> Target:
    deadline = next(iter(find_deadlines(paper, max(sentence.start, match.start() - REACH), match.end())), None)
    return Target(
        indicator=match["who"] + match["what"],
        comparator="exact",
        quantity=parse_quantity(match["count"]),
        unit="人",
        deadline=deadline.value if deadline else None,
        deadline_evidence=deadline.evidence if deadline else None,
        start=match.start(),
        end=match.end(),
        evidence=match.group(),
        provision=paper.scan.provision_at(match.start()),
        confidence="check",
    )
