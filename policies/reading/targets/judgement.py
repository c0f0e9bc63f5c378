"""Whether a number with its item is a target, and how sure that is."""

from __future__ import annotations

import re

from ..numerals import Number
from ..parts import Confidence
from .candidates import REACH, Candidate
from .cues import pattern, trailing_verb, words
from .indicators import find_scope

# 由10家增加到30家: the first figure is where it starts from, 在100家的基础上 too.
_BASELINE = re.compile(r"\s?(?:的?基础上|(?:逐步)?(?:提高|增加|增长|提升|扩大|发展|上升|下降|降低|缩短|压缩|减少|压减)(?:到|至|为))")
_APPLICANT = re.compile(r"^\s?(?:对于?|凡|被|经|如|若|当|向|按|按照|以|因|自)|符合|具备|满足")
_CONDITION = re.compile(r"(?:符合|具备|满足)[^，。；\n]{0,12}条件|(?<!有)条件的")
_OPENS_WITH_SHARE = re.compile(r"^[\s—-]*(?:到20\d\d年[底末]?，?)?$")
_SETS_ASIDE = re.compile(r"安排|列支|设立|出资|投入|筹集|注资|下达|预算|授信")
# 医疗收入/总收入×100%: a formula; 甲、乙、丙、丁和戊5个城市: a number that only counts what was named
_FORMULA = re.compile(r"[×÷＝=]\s?$")
_NAMED_ONE_BY_ONE = re.compile(r"(?:[\u4e00-\u9fff]{2,6}[、和]){4,}[\u4e00-\u9fff]{2,6}$")
# 由甲、乙、丙等3个部分组成
_MADE_UP_OF = re.compile(r"由[^，。；]{1,120}\0[^，。；]{0,12}(?:构成|组成)")
_PER_YEAR = re.compile(r"^[/／](?:年|月|天|日)")  # 炼油规模800万吨/年的项目
_WHO_QUALIFIES = re.compile(r"(?:以上|超过[^，]{1,12}|达到[^，]{1,12})的[，,；;]?$")  # 年销售额500万元以上的，免收房租
_SHARE_WINDOW = 40  # a share or fee is named at most so many characters before its mark
_BY = re.compile(r"按照?[^，。；]{0,24}$")  # 按人均不低于0.1平方米的标准配建: what others must keep to
_STANDARD = re.compile(r"[^，。；]{0,24}的?标准")
_STAKE = re.compile(r"出资|认缴|持股|占股|参股|股权")  # a fund's part in another is a rule of the fund
_LINES = re.compile(r"(?:产线|航线|专线|铁路|公路|干道|产业链|街区|通道)$")  # 生产线3条 are built; 建议3条 are not
_REACHES = re.compile(r"达到?\s?$")
_COMPARING_TAIL = re.compile(
    r"(?:不少于|不得少于|不低于|不得低于|不能低于|不超过|不得超过|不高于|不得高于|至少|最少|超过|突破|近|约|超|逾|达到|达|出|了|为)\s?$"
)


def confidence_of(
    candidate: Candidate, *, in_goals: bool, dated: bool, inherits: bool, regulation: bool, report: bool
) -> Confidence | None:
    """sure, likely or check when the number is a target, None when it is none."""
    if not _can_be_target(candidate):
        return None
    strives = pattern("strive").search(candidate.governed) is not None
    if not candidate.matched:
        return "check"
    if dated or strives or (in_goals and not regulation):
        return "sure" if _counts_something(candidate) else None
    if regulation or report:
        return None
    if _holds_a_share(candidate) or _is_governed(candidate) or (inherits and _names_its_noun(candidate)):
        return "likely"
    return None


def reaches(candidate: Candidate) -> bool:
    """达到30家, 占比达4%: a figure that something is to come to, so that the deadline of the paragraph holds for it."""
    found = _REACHES.search(candidate.number.cue + candidate.lead[-6:])
    return found is not None or _verb_beside(candidate) in words("reach")


def _can_be_target(candidate: Candidate) -> bool:
    number = candidate.number
    if candidate.describes or not candidate.indicator or _is_attribute(candidate) or _is_baseline(candidate):
        return False
    if _CONDITION.search(candidate.before) or _FORMULA.search(candidate.lead):
        return False
    kept_to = _BY.search(candidate.governed) and _STANDARD.match(candidate.tail)
    if kept_to or _MADE_UP_OF.search(candidate.before[-REACH:] + "\0" + candidate.tail[:20]):
        return False
    if candidate.number.comparator == "exact" and _NAMED_ONE_BY_ONE.search(candidate.lead[-60:]):
        return False
    if number.written_out and not _is_deliberate(number, candidate):
        return False
    return not (number.kind == "money" and _is_money_set_aside(candidate))


def _is_attribute(candidate: Candidate) -> bool:
    """1000万元以上的企业, 8家以上的园区: the number describes the noun behind it; 新增8家以上的企业 counts it."""
    if not _PER_YEAR.sub("", candidate.tail.lstrip(" 　")).startswith("的"):
        return _WHO_QUALIFIES.search(candidate.clause.text) is not None and candidate.number.kind in ("money", "area")
    if candidate.number.kind == "rate":  # 50%以上的企业建立研发机构: a share of a noun opens the clause
        return _OPENS_WITH_SHARE.match(candidate.lead) is None
    return candidate.number.kind != "count" or _verb_beside(candidate) is None


def _is_baseline(candidate: Candidate) -> bool:
    return _BASELINE.match(candidate.tail) is not None or candidate.lead.rstrip().endswith(("由", "从"))


def _is_deliberate(number: Number, candidate: Candidate) -> bool:
    """一家 counts only for each of several places or as a least number; 两个体系 is a way of speaking."""
    if number.kind != "count":
        return True
    return number.comparator != "exact" or find_scope(candidate.around) is not None or number.low >= 10


def _is_money_set_aside(candidate: Candidate) -> bool:
    """设立规模1亿元的基金, 安排专项资金500万元: money given, not a goal reached."""
    named = pattern("fund_noun")
    if named.match(candidate.tail.lstrip(" 　")):
        return True
    return _SETS_ASIDE.search(candidate.governed) is not None and named.search(candidate.governed) is not None


def _counts_something(candidate: Candidate) -> bool:
    """Whether a number under a deadline or goals counts, and does not merely occur: units like 次 need their verb."""
    if candidate.number.printed_unit not in words("weak_unit") or _LINES.search(candidate.indicator):
        return True
    return _verb_beside(candidate) is not None and candidate.number.comparator in ("at_least", "more_than", "exact", "range")


def _holds_a_share(candidate: Candidate) -> bool:
    """占比不低于50%, 费率不超过1%, 降至1%以下: a share or fee held above or below a mark."""
    number = candidate.number
    if number.kind not in ("rate", "ratio", "duration"):
        return False
    if _STAKE.search(candidate.around):
        return False
    marked = number.comparator not in ("exact", "about") or _verb_beside(candidate) is not None
    return marked and pattern("rate_noun").search(candidate.before[-_SHARE_WINDOW:]) is not None


def _is_governed(candidate: Candidate) -> bool:
    """培育5家, 建设中心等10家以上, 每个街道培育一家: a verb of the plan governs the number."""
    number = candidate.number
    if number.comparator in ("at_most", "less_than") or number.printed_unit in words("weak_unit"):
        return False
    if _APPLICANT.search(candidate.governed):
        return False
    beside = _verb_beside(candidate)
    if number.kind == "money" and beside not in words("reach") and number.comparator not in ("at_least", "more_than"):
        return False
    if number.kind == "rate" and beside is None:
        return False
    return beside is not None or pattern("increase", "act").search(candidate.governed) is not None


def _names_its_noun(candidate: Candidate) -> bool:
    number = candidate.number
    countable = number.kind in ("count", "area") and number.printed_unit not in words("weak_unit")
    return countable and number.comparator not in ("at_most", "less_than") and not _APPLICANT.search(candidate.governed)


def _verb_beside(candidate: Candidate) -> str | None:
    """The verb right before the number or its comparing word: 新增100家, 新增不少于100家, 达到30%."""
    lead = candidate.lead.rstrip(" 　")
    verb = trailing_verb(lead)
    if verb is None:
        verb = trailing_verb(_COMPARING_TAIL.sub("", lead))
    return verb
