"""What the tiers of a list are called: the threshold or the grade before each sum, 国家级, 年产值1亿元以上, 特等奖."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policies.reading.parts import Amount
from policies.reading.subsidies.clauses import Promise
from policies.reading.subsidies.tiers import threshold_of
from policies.reading.subsidies.views import View
from policies.reading.subsidies.words import compiled, framed

Sum = tuple[Promise, Amount]  # an item and the sum that it gives

_LONGEST = 40  # characters: what says more describes and names no tier
# What stands between the name of a tier and its sum, a word at a time: 国家级孵化器(的，给予一次性奖励)50万元
_BEHIND = (
    r"(?:的|，|：|、|\d{1,3}[名个家项人]|每[一-鿿]{1,3}|年(?=补|奖|资)|单[个家户]|一次性|最高|不超过|不高于|给予|予以|按照?|可|为|各|标准|享受"
    r"|企业(?=奖励|补助|给予)|{pay}|支持|扶持)$"
)
_MOST_WORDS = 8
_GRADES = (
    r"(?:国家级|国际级|省级|市级|区级|县级|特等奖|[一二三]等奖|金奖|银奖|铜奖|优秀|良好|合格|[A-E甲乙丙丁]类|第[一二三四五]年|[1-5]?[A-E]级)(?:及?以上)?"
)
_GRADE = re.compile(_GRADES)
_LEAD = re.compile(r"^(?:对|被|首次|获得|荣获|获评|评为|评定为|认定为|确定为|列入|入选|属于|达到)+")
_LEVEL_FIRST = re.compile(r"(?P<level>国家级|省级|市级|区级|县级)(?P<rest>.*)")
# What an applicant does, in contrast to what he is: 首次上市, 引进院士, 举办大赛
_DEED = re.compile(r"(?:首次|新|成功|每)?(?:引进|举办|承办|购买|建设|新建|改造|租用|购置|上市|挂牌|开展|参加|参展|发明|申请|搭建|设立|聘用|招聘|吸纳)")
_STANDARD = re.compile(r"标准|分档|分级|分类|分层|档次|等级|额度|金额|荣誉|奖项|称号|按[一-鿿]{0,6}(?:学历|职称|学位|级别|等次|名次|规模)")
# "市级的给予20万元", "省级以上的，奖励50万元", "二等奖给予10万元"
_BARE_GRADE = r"(?:其中)?(?:对|获评|评为)?" + _GRADES + r"(?:的|，|企业|单位|机构|再|可|一次性){0,3}(?:{give}|{pay})"


def begins_with_grade(text: str) -> bool:
    """Whether a stretch is a grade and its sum, and leaves what is graded to the words before it."""
    return framed(_BARE_GRADE).match(text) is not None


def grade_names(row: Sequence[Sum]) -> list[str]:
    """The grade that stands last before each sum; none where one is missing or two are the same."""
    names = []
    for promise, amount in row:
        found = _GRADE.findall(promise.view.open[: _index(promise, amount.start)])
        names.append(amount.tier or (str(found[-1]) if found else ""))
    return names if all(names) and len(set(names)) == len(names) else []


def item_names(row: Sequence[Sum]) -> list[str]:
    """The thresholds of the items, else the words before each sum; none where an item names a cost, or two the same."""
    names = [_threshold(promise, amount) for promise, amount in row]
    if not all(names):
        names = _levels([amount.tier or _words_before(promise, amount) for promise, amount in row])
        names = names if _are_graded(names, row[0][0].opener) else []
    return names if all(names) and len(set(names)) == len(names) else []


def _index(promise: Promise, place: int) -> int:
    """Where a place of the clean text stands in the view of a promise."""
    return promise.view.places.index(place)


def _threshold(promise: Promise, amount: Amount) -> str:
    figure = next((one for one in promise.figures if one.start == _index(promise, amount.start)), None)
    return threshold_of(promise.view, promise.figures, figure) if figure else ""


def _words_before(promise: Promise, amount: Amount) -> str:
    """国家级孵化器 in "（1）国家级孵化器的，奖励50万元"; a cost (宽带费用) names another measure and no tier."""
    view = promise.view
    start = _index(promise, promise.item) if promise.item >= view.places[0] else 0
    words = view.text[start : _index(promise, amount.start)]
    if len(words) > 2 * _LONGEST:
        return ""
    name = _LEAD.sub("", _without_tail(words))
    return name if 0 < len(name) <= _LONGEST and not _names_cost(name) else ""


def _without_tail(words: str) -> str:
    """One word off the end after the other: a repeated group over words that share their beginnings could take for ever."""
    for _ in range(_MOST_WORDS):
        shorter = framed(_BEHIND).sub("", words)
        if shorter == words:
            break
        words = shorter
    return words


def _names_cost(name: str) -> bool:
    return compiled("cost", "pay").search(name) is not None and not framed(r"\d").search(name)


def _are_graded(names: Sequence[str], opener: View | None) -> bool:
    """Whether names grade one measure: all are grades, end alike, or the opening words speak of a standard for them.

    首次上市的, 引进院士的 are deeds: who does both is paid for both, so they make two promises.
    """
    alike = len({name[-1:] for name in names}) == 1
    standard = opener is not None and _STANDARD.search(opener.text[-_LONGEST:]) is not None
    if all(_GRADE.match(name) for name in names) or (alike and standard):
        return True
    if len({_DEED.sub("", name)[:2] for name in names}) > 1 and any(_DEED.match(name) for name in names):
        return False
    return alike or standard


def _levels(names: list[str]) -> list[str]:
    """国家级中心 and 省级中心 differ in their level alone, which is their name then."""
    found = [_LEVEL_FIRST.match(name) for name in names]
    rests = {match["rest"] for match in found if match}
    return [match["level"] for match in found if match] if all(found) and len(rests) == 1 else names
