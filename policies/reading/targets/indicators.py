"""What a target counts: the noun beside its number, without the verb that governs it.

Forms: 新增孵化机构20家 -> 孵化机构 · 新增100家以上的中小型科技企业 -> 中小型科技企业 · 载体面积达到1万平方米 -> 载体面积 · 每个街道培育1家众创空间
-> 众创空间 (scope 每个街道).
"""

from __future__ import annotations

import re

from .cues import leading_verb, pattern, trailing_verb

_MAX = 24
_BRACKET = re.compile(r"[（(][^（()）]{0,80}[)）]")
# Words that stand between a noun and its number, or open a clause, and belong to neither.
_TAIL = re.compile(
    r"(?:的?(?:总量|总数|数量|总额|规模)?(?:分别|均|都|也|要|应|须|将)?(?:为|是|有|至|到|在|达|占)?|原则上|一般|各)$"
)
_LEAD = re.compile(
    r"^(?:其中|并|且|同时|另外|此外|以及|及|和|与|、|着力|重点|积极|大力|加快|继续|逐步|至少|全力|深入|确保|保证|计划|规划|拟|要|再|将|使|让|把|全面|"
    r"原则上|一般|分别|均|每年|年内|累计|到时|基本|在(?:全省|全市|全区|全县|全国)范围内|在(?:全省|全市|全区|全县|全国)|引导[^，]{1,8}逐步将)"
)
_SCOPE = re.compile(r"(?:每一?(?:个|家|年|所|名|座)?|各)(?!项|类|种)[^，。；、每\d]{1,8}(?:、[^，。；、每\d]{1,8})?(?=培育|建设|建成|发展|引进|打造|至少|新增|设立|认定|培养|创建|重点|要|达到|建立)")
_AFTER_STOP = re.compile(r"[，。；：,;:（(\n“”]|以上|以下|左右")
_AFTER_VERBS = re.compile(r"(?:开展|进入|成为|成长为|加速成长|入选|参加|获得|上市|来渝|来|实现|通过|用于|投入|建设并|年底|力争|并)")


def find_indicator(lead: str, tail: str) -> str:
    """The noun that a number counts, from the text before it and behind it within its list item."""
    before = _noun_before(lead)
    after = _noun_after(tail)
    ends_with_verb = not before or trailing_verb(_stripped(lead)) is not None
    chosen = after or before if ends_with_verb else before
    return chosen or _stripped(lead)[-_MAX:] or after


def find_scope(clause: str) -> str | None:
    """The units that a target holds for each of: 每个街道, 各区县; None when it holds for the whole."""
    match = _SCOPE.search(_BRACKET.sub("", clause))
    return match.group() if match else None


def _stripped(lead: str) -> str:
    """The lead without comparing words and particles at its end."""
    text = _BRACKET.sub(lambda match: match.group() if match.end() == len(lead.rstrip()) else "", lead).strip(" 　,，、—-")
    for _ in range(4):
        shorter = _TAIL.sub("", _COMPARING.sub("", text)).rstrip()
        if shorter == text:
            break
        text = shorter
    return text


_COMPARING = re.compile(
    r"(?:不少于|不得少于|不低于|不得低于|不超过|不得超过|不高于|不得高于|至少|超过|突破|达到|达|约|近|超|控制在|保持在|稳定在|提高到|提高至|提升到|提升至|"
    r"增加到|增加至|增长到|降至|降到|下降到|降低到|缩小到|缩短到|压缩到|压缩至|实现|完成|低于|高于|不足|逾|力争|争取)$"
)


def _noun_before(lead: str) -> str:
    text = _stripped(lead)
    scope = _SCOPE.match(text)
    text = text[scope.end() :] if scope else text
    for _ in range(6):
        shorter = _without_opening(text)
        if shorter == text or not shorter:
            break
        text = shorter
    if trailing_verb(text) and len(text) <= 6 and leading_verb(text):
        return ""
    return text.strip("、 　—-")[-_MAX:]


def _without_opening(text: str) -> str:
    text = _LEAD.sub("", text.lstrip(" 　,，、—-")).lstrip("了")
    verb = leading_verb(text)
    rest = text[len(verb) :].lstrip("了和并、与") if verb else text
    # 带动就业 and 发明专利申请量 keep their verb: what is left without it would say too little.
    return rest if not verb or len(rest) >= 3 else text


def _noun_after(tail: str) -> str:
    text = tail.lstrip(" 　").removeprefix("的").removeprefix("以上").removeprefix("的")
    stop = _AFTER_STOP.search(text)
    text = text[: stop.start()] if stop else text
    verb = _AFTER_VERBS.search(text, 2)
    text = text[: verb.start()] if verb else text
    if len(text) > 12 and "的" in text[:-2]:
        text = text[text.rindex("的", 0, len(text) - 2) + 1 :]
    text = re.split(r"[、和及](?=\d)", text, maxsplit=1)[0]
    return text.strip(" 、等及和与的")[:_MAX]


def change_of(lead: str, unit: str) -> str:
    """How the figure counts: increase, cumulative, growth, ratio or level."""
    if "累计" in lead:
        return "cumulative"
    if re.search(r"增长(?!到|至)|增速|增幅|翻", lead):
        return "growth"
    if pattern("increase").search(lead) and not re.search(r"(?:提高|提升|增加|增长)(?:到|至)", lead):
        return "increase"
    return "ratio" if unit in ("%", "‰", "比") else "level"
