"""How promises go together: their own words, and the rule sentences that govern a document or a part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from policies.reading.parts import Subsidy
from policies.reading.scan import Scan
from policies.reading.subsidies.views import view_of
from policies.reading.tables import rows

# 本政策…, 同一企业…, 既适用…又…: a rule for everything that the document promises
_FOR_ALL = re.compile(
    r"本(?:办法|政策|措施|意见|规定|细则|通知|方案|实施意见|若干)|同一|同类|各项|既适用|多项|各类|政策文件|其他政策|相关政策"
)
# 上述…, 以上…: a rule for the provision that it stands in
_FOR_ABOVE = re.compile(r"^(?:上述|以上|前款|该条|本条|前述)")
# A rule names what it governs; 群众参与不重复 governs no money.
_ABOUT = re.compile(r"奖|补|资助|扶持|支持|政策|享受|资金|待遇|优惠")


@dataclass(frozen=True)
class StackingRule:
    """A rule sentence: its value, its place, and what it governs: the document, what stands above, the last promise."""

    value: str
    start: int
    provision: str | None
    reach: Literal["document", "above", "last"]


def read_stacking(text: str) -> str | None:
    """The rule that a promise itself states; the table's order is the order of precedence."""
    return next((row["rule"] for row in rows("support_stacking") if row["cue"] in text), None)


@cache
def _cues() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(row["cue"]) for row in rows("support_stacking")))


def find_rules(scan: Scan, taken: tuple[tuple[int, int], ...]) -> tuple[StackingRule, ...]:
    """The rule sentences of the body that are no promises themselves; `taken` are the promises' places."""
    rules = []
    place = 0
    for piece in scan.sentences:
        if len(piece.text) > 400 or not _cues().search(piece.text):
            continue
        text = view_of(scan, piece.start, piece.end).text
        value = read_stacking(text)
        while place < len(taken) and taken[place][1] <= piece.start:
            place += 1
        inside = place < len(taken) and taken[place][0] < piece.end
        if value is None or inside or not _ABOUT.search(text):
            continue
        rules.append(StackingRule(value, piece.start, scan.provision_at(piece.start), _reach(text)))
    return tuple(rules)


def _reach(text: str) -> Literal["document", "above", "last"]:
    if _FOR_ABOVE.match(text):
        return "above"
    return "document" if _FOR_ALL.search(text) else "last"


def governed(subsidies: tuple[Subsidy, ...], rules: tuple[StackingRule, ...]) -> tuple[Subsidy, ...]:
    """The promises with the rule that governs each: its own, that of its provision, that of the document."""
    of_document = next((rule.value for rule in rules if rule.reach == "document"), None)
    given = _of_provisions(subsidies, rules)
    ruled = ((subsidy, subsidy.stacking or given.get(at, of_document)) for at, subsidy in enumerate(subsidies))
    return tuple(subsidy if subsidy.stacking == rule else replace(subsidy, stacking=rule) for subsidy, rule in ruled)


def _of_provisions(subsidies: tuple[Subsidy, ...], rules: tuple[StackingRule, ...]) -> dict[int, str]:
    """What the rules of single provisions govern: the last promise before a rule, or every one since the rule before."""
    given: dict[int, str] = {}
    waiting: dict[str | None, list[int]] = {}
    at = 0
    for rule in rules:
        while at < len(subsidies) and subsidies[at].start < rule.start:
            waiting.setdefault(subsidies[at].provision, []).append(at)
            at += 1
        before = waiting.get(rule.provision, [])
        if rule.reach == "last":
            given.update((place, rule.value) for place in before[-1:])
        elif rule.reach == "above":
            given.update((place, rule.value) for place in before if place not in given)
            before.clear()
    return given
