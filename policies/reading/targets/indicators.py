"""What a target counts: the noun beside its number, without the verb that governs it.

Forms: 新增孵化机构20家 -> 孵化机构 · 新增100家以上的中小型科技企业 -> 中小型科技企业 · 载体面积达到1万平方米 -> 载体面积 · 每个街道培育1家众创空间
-> 众创空间 (scope 每个街道) · 达到总人口的3‰ -> what stands before 达到.
"""

from __future__ import annotations

import re

from .cues import leading_verb, speaks_of_increase, trailing_verb

_LONG = 12  # characters; a longer noun is cut to what stands behind its last 的
_MAX = 40
_BRACKET = re.compile(r"[（(][^（()）]{0,80}[)）]")
# Words between a noun and its number that belong to neither.
_COMPARING = re.compile(
    r"(?:不少于|不得少于|不低于|不得低于|不能低于|不超过|不得超过|不高于|不得高于|至少|最少|超过|突破|达到|达|约|近|超|控制在|稳定在|保持在|维持在|"
    r"提高到|提高至|提升到|提升至|增加到|增加至|增长到|增长至|扩大到|扩大至|降至|降到|下降到|下降至|降低到|降低至|缩小到|缩小至|缩短到|缩短至|"
    r"压缩到|压缩至|压减到|压减至|实现|完成|低于|高于|不足|逾|力争|争取|下降|降低|提高|提升|增长|增加|压减|压缩|缩短|减少|精简[至到为]?)$"
)
_PARTICLE = re.compile(r"(?:(?<=..)(?:总量|总数|数量|数)?(?:分别|(?<!年)均|都|也|要|应|须|将)?(?:为|是|有|至|到|在)?|每?年均?|原则上|一般|各|了)$")
# 达到总人口的千分之三, 由15家: the base or the start that a figure is held against
_BASE = re.compile(r"(?:达到?|不(?:得|能)?(?:高于|低于|超过|少于))[^，。；、\d]{1,12}的$|(?:由|从)[^，。；、]{0,8}\d[^，。；、]{0,6}$|[比较]\s?20\d\d年$")
_LEAD = re.compile(
    r"^(?:其中|并|且|或(?=建设|引进|新建|培育)|同时|另外|此外|以及|及|和|与|着力|重点|积极|大力|加快|继续|逐步|至少|全力|深入|确保|保证|计划|规划|拟|要|再|将|使|让|把|全面|累计|"
    r"原则上|一般|分别|均|每年|年内|全年|到时|已|初步|正式|在(?:全省|全市|全区|全县|全国)(?:范围内)?|引导[^，]{1,8}逐步将|[到至]?\s?20\d\d年[底末]?)"
)
_NEW = re.compile(r"^.{0,8}?(?:新增|新建成?|新培育|新引进|新认定|净增|再增)(?=[^的].)")
_SECOND_VERB = re.compile(r".*[和并及、](?:设立|建设|培育|引进|打造|新建|新增|建成|组建|成立)(?=..)")
_SCOPE = re.compile(
    r"(?:每一?(?:个|家|年|所|名|座)?|各)(?!项|类|种)(?:[^，。；、每\d]{1,8}?、)?[^，。；、每\d]{1,8}?"
    r"(?=培育|建设|建成|发展|引进|打造|至少|新增|设立|认定|培养|创建|重点|要|达到|建立)"
)
_TAIL_STOP = re.compile(r"[，。；：,;:（(\n、]")
_TAIL_CUT = re.compile(r"以上|以下|左右|开展|进入|成为|成长为|加速成长|入选|参加|获得|荣获|上市|来|实现|通过|用于|投入|兑现|签订|于\d|建设并|并|参会|(?<!面)向")
_NO_INDICATOR = frozenset(("按照", "按", "参照", "依照", "根据", "对于"))
_NO_NOUN = re.compile(r"^(?:[/／并和及与或、用来在达为，。；：,;:（(]|左右|上下|以(?![^，。；]{1,20}为主的)|$)")


def find_indicator(lead: str, tail: str, kind: str = "count") -> str:
    """The noun that a number counts, from the text before it and behind it within its list item."""
    before = _noun_before(lead)
    after = _noun_after(tail)
    # A count with a noun right behind it counts that noun: 1个以上产业园区. A sum or an area does so only behind a verb.
    behind = not before or trailing_verb(_stripped(lead)) is not None or (kind == "count" and after)
    found = (after or before) if behind else (before or after)
    return "" if found in _NO_INDICATOR else found


def find_scope(clause: str) -> str | None:
    """The units that a target holds for each of: 每个街道, 各区县; None when it holds for the whole."""
    match = _SCOPE.search(_BRACKET.sub("", clause))
    return match.group() if match else None


def change_of(lead: str, unit: str) -> str:
    """How the figure counts: increase, cumulative, growth, ratio or level."""
    if "累计" in lead:
        return "cumulative"
    if re.search(r"增长(?!到|至)|增速|增幅|翻", lead):
        return "growth"
    if speaks_of_increase(lead) and not re.search(r"(?:提高|提升|增加|增长)(?:到|至)", lead):
        return "increase"
    return "ratio" if unit in ("%", "‰", "比") else "level"


def _stripped(lead: str) -> str:
    """The lead without comparing words, bases and particles at its end."""
    text = lead.strip(" 　,，、—-")
    for _ in range(4):
        shorter = _PARTICLE.sub("", _COMPARING.sub("", _BASE.sub("", text))).rstrip(" 　，,")
        if shorter == text:
            break
        text = shorter
    return text


def _noun_before(lead: str) -> str:
    text = _NEW.sub("", _stripped(lead))
    scope = _SCOPE.match(_BRACKET.sub("", text))
    text = _BRACKET.sub("", text)[scope.end() :] if scope else text
    for _ in range(6):
        shorter = _without_opening(text)
        if shorter == text:
            break
        text = shorter
    if trailing_verb(text) and leading_verb(text) and len(text) <= 6:
        return ""
    text = _SECOND_VERB.sub("", text)
    return _head(text.strip("、 　—-"))[-_MAX:]


def _without_opening(text: str) -> str:
    text = _LEAD.sub("", text.lstrip(" 　,，、—-")).lstrip("了")
    verb = leading_verb(text)
    rest = text[len(verb) :].lstrip("了和并、与") if verb else text
    # 带动就业 and 新注册的企业 keep their verb: what is left without it would say too little.
    return rest if not verb or (len(rest) >= 3 and not rest.startswith("的")) else text


def _noun_after(tail: str) -> str:
    text = tail.lstrip(" 　").removeprefix("的")
    if _NO_NOUN.match(text):
        return ""
    stop = _TAIL_STOP.search(text)
    text = text[: stop.start()] if stop and not text[stop.start() :].startswith("、") else text
    text = _through_listing(text)
    if "的" in text[1:-2]:
        text = text[text.rindex("的", 1, len(text) - 2) + 1 :]
    cut = _TAIL_CUT.search(text, 2)
    text = text[: cut.start()] if cut else text
    text = re.split(r"[、和及](?=\d)", text, maxsplit=1)[0]
    return text.strip(" 、等及和与的。；，,.;　")[:_MAX]


def _through_listing(text: str) -> str:
    """各具特色、优势明显的空间: a list of qualities runs on to its 的; a list of things ends at its first 、."""
    first = re.split(r"[，。；：,;:（(\n]", text, maxsplit=1)[0]
    head, mark, rest = first.partition("、")
    return first if not mark or "的" in rest else head


def _head(text: str) -> str:
    """A long noun's head, what stands behind its last 的: 功能完备的众创空间 -> 众创空间."""
    if len(text) <= _LONG or "的" not in text:
        return text
    head = text[text.rindex("的") + 1 :]
    return head if len(head) >= 4 else text
