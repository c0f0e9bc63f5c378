"""What surrounds a number: the part of the paper it stands in, and whether its clause speaks of the past, of money or of conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..scan import Scan, Span
from ..sentences import Sentence
from .cues import pattern
from .deadlines import PlanPeriod, find_plan_period, find_year_issued

# Regulations set conditions and procedures; a number in them is no goal unless the text says so.
_REGULATION_KINDS = frozenset(("办法", "细则", "规定", "条例", "规程", "指南", "规则", "标准"))
# "符合以下条件：" "示范点标准为:" open a list of conditions that runs to the end of the provision
# 指标体系, 考核指标: what is measured, no goal
_MEASURES = re.compile(r"指标(?:体系|说明|解释|释义|名单)|(?:考核|评价|评估|监测|统计|绩效)指标(?!要求)")
_LAST_YEARS = re.compile(r"近\s?[\d一二两三四五六七八九十]{1,2}[多余]?年来?，|[\d一二两三四五六七八九十]{1,2}[多余]?年来，")
_STARTS_FROM = re.compile(r"(?:现有|已有)[^，。；]{0,14}基础上")  # what a plan builds on is no result
_PLAN_PAST = re.compile(r"[“\"](?P<plan>[一二三四五六七八九十]{1,2})五[”\"](?:规划)?(?:期间|时期|以来|末)")
_PLANS = {"六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12, "十三": 13, "十四": 14}
_OPENS_CONDITIONS = re.compile(r"(?:条件|标准|要求|资格|情形|材料)[^。；;\n]{0,8}[：:]\s*$|标准为|应(?:当)?(?:符合|具备|满足)[^。；\n]{0,14}[：:]")
_OPENS_GOALS = re.compile(r"(?:目标|指标)[^。；;\n]{0,8}[：:]\s*$")
_STATES_CONDITION = re.compile(r"(?:以下|下列)[^，。；\n]{0,8}(?:条件|标准)|所称|是指")
_YEAR_BEFORE = re.compile(r"(?<![到至比较\d])((?:19|20)\d{2})年(?!度|[底末]?的?基础|相比)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is known of the whole paper: its year, its plan's years, and the parts that hold goals or conditions."""

    scan: Scan
    issued: int | None
    plan: PlanPeriod | None
    goals: tuple[Span, ...]
    regulation: bool

    def in_goals(self, offset: int) -> bool:
        """Whether a part headed 目标 or 指标 is open at the offset."""
        return any(start <= offset < end for start, end in self.goals)

    def same_part(self, first: int, second: int) -> bool:
        """Whether both offsets stand under the same innermost heading."""
        return self.scan.provision_at(first) == self.scan.provision_at(second)


def survey(scan: Scan) -> Surroundings:
    """The surroundings that every number of the paper shares."""
    kind = scan.header.instrument.kind if scan.header.instrument else scan.header.kind
    return Surroundings(
        scan=scan,
        issued=find_year_issued(scan.header),
        plan=find_plan_period(scan.header),
        goals=tuple((h.start, h.until) for h in scan.outline if _names_goals(h.heading)),
        regulation=kind in _REGULATION_KINDS,
    )


def opens_conditions(sentence: Sentence) -> bool:
    """Whether the sentence leads into a list of conditions: 应符合以下条件："""
    return _OPENS_CONDITIONS.search(sentence.text) is not None


def opens_goals(sentence: Sentence) -> bool:
    """Whether the sentence leads into a list of goals: 主要目标如下："""
    return _OPENS_GOALS.search(sentence.text) is not None


def states_condition(sentence: Sentence) -> bool:
    """Whether the sentence says who qualifies: 符合条件的, 本办法所称…是指."""
    return _STATES_CONDITION.search(sentence.text) is not None


def promises_money(text: str) -> bool:
    """Whether the text grants or demands money: 给予…奖励, 补贴, 可申请, 罚款."""
    return pattern("grant").search(text) is not None


def speaks_of_past(clause: str, issued: int | None, *, planning: bool = False) -> bool:
    """Whether the clause tells a result: 已建成, 截至, 去年, or a year before the paper's; 累计 does unless a plan speaks."""
    clause = _STARTS_FROM.sub("", clause) if "基础上" in clause else clause
    if pattern("past").search(clause) or _LAST_YEARS.search(clause) or (not planning and pattern("past_weak").search(clause)):
        return True
    year = _YEAR_BEFORE.search(clause)
    return bool(issued and ((year and int(year.group(1)) < issued) or _is_of_past_plan(clause, issued)))


def _is_of_past_plan(clause: str, issued: int) -> bool:
    """“十五”期间 in a paper of 2007: the five-year plan had ended; the sixth ended in 1985."""
    match = _PLAN_PAST.search(clause)
    number = _PLANS.get(match["plan"]) if match else None
    return number is not None and 1955 + 5 * number < issued


def speaks_of_future(clause: str) -> bool:
    """Whether the clause strives or plans: 力争, 争取, 将达到, 未来."""
    return pattern("future").search(clause) is not None


def _names_goals(heading: str) -> bool:
    """Whether a heading names goals; a run-in heading counts by its name, the words before the first stop."""
    name = re.split(r"[。：:；，]", heading, maxsplit=1)[0]
    found = pattern("goal").search(_MEASURES.sub("", name)) if len(name) <= 24 else None
    return found is not None and ("目标" in name or re.search(r"\d", name) is None)  # 其中15个指标自动生成 heads no goals
