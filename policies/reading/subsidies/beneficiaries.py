"""Who is given support, as a short noun: 众创空间主办方, 空间内企业, 博士后科研人员.

Read from: 给予主办方… · 对…的众创空间给予… · 为企业提供… · 空间内企业获得…的 · 承办…活动 · else the heading's own noun.
"""

from __future__ import annotations

import re
from functools import cache

from policies.reading.scan import BLOT
from policies.reading.subsidies.roles import verb
from policies.reading.subsidies.views import View
from policies.reading.subsidies.words import compiled, framed, pattern, words

# Longer than this is a description, not a name; its last noun stands for it.
_LONGEST = 30
# Behind the verb these only repeat the one described before it: 对…的, 给予企业30万元
_BARE = (None, "企业", "单位", "个人", "项目", "机构")
_GIVERS = ("地方", "有条件的地方", "各地", "财政", "中央财政")
_LEVELS = re.compile(
    r"^(?:(?:国家|省|市|区|县)(?:级(?:以上|及以上)?[、和或及与]?|[、和或及与](?=国家|省|市|区|县)))+(?=[一-鿿“]{2})"
)


def read_beneficiary(view: View, context: str, heading: str | None) -> str | None:
    """The holder of a promise; `context` is the text before it in its paragraph, `heading` the one above it."""
    text = framed(r"(?:企业|个人)所得税").sub("所得税", view.bare.replace(BLOT, ""))
    found = _given_to(text) or _spoken_of(text)
    if not found:
        received = _object(text)
        described = _provided_for(text) or _encouraged(text) or _subject(text)
        found = described or received if received in _BARE else received or described
    if found and found in words("generic_holder"):
        owner = _owner(text) or _topic(context)
        return f"{owner}{found}" if owner and owner != found else found
    found = found or _topic(text.partition("给予")[0]) or _topic(heading) or _topic_last(context)
    if found in _GIVERS and "对" not in text:
        return None
    return _longer_name(found, context + text) if found and len(found) <= 2 else found


@cache
def _holder() -> re.Pattern[str]:
    return re.compile(rf"[^，。；：、的给予对为向]{{0,14}}?{pattern('holder')}(?:（[^）]*）)?")


def _given_to(text: str) -> str | None:
    """给予主办方每年10万, 奖励企业200万元: a particular holder right behind the verb, not a mere 企业 that was described before."""
    managers = framed(r"(?:给予|奖励|补助|资助)(?:其|该)?(?P<who>(?:企业|公司|单位|机构)?(?:高级管理人员|高管人员|高管团队|高管|管理团队|核心团队|法定代表人))").search(text)
    if managers:
        return managers["who"]
    found = framed(r"(?:给予|奖励|补助|资助)(?P<who>{generic_holder})").search(text)
    return found["who"] if found else None


def _spoken_of(text: str) -> str | None:
    """对…给予, 凡…: what stands between 对 and the promise, without its description."""
    for found in framed(
        r"(?:^|[，；：。%]|并|资金|可|要|政策|专门|分别|明确)(?:对于|针对|对|凡是?)(?P<who>[^。；]{2,160})"
    ).finditer(text):
        end = verb().search(found["who"])
        phrase = found["who"][: end.start()] if end else found["who"]
        name = _name_of(phrase)
        if name:
            return name
    return None


def _name_of(phrase: str) -> str | None:
    """The noun of a described holder: 产业定位明晰、企业达到10家以上的众创空间 -> 众创空间."""
    first = phrase.partition("，")[0]
    whole = phrase.rstrip("，")
    tail = whole.rsplit("，", 1)[-1]
    for candidate in (first, tail):
        left, mark, right = candidate.rpartition("的")
        if mark and right and not _is_cost(right):
            name = _noun(right)
            if name:
                return name
        if mark and right and compiled("holder").search(left):
            return _noun(_holding_part(left))
        if (not mark or not right) and not (mark and _BRINGS.match(left)):
            name = _noun(left or candidate, headless=bool(mark))
            if name:
                return name
    return None


# 对成功引进…人才的: who is brought in is not who is paid for it.
_BRINGS = re.compile(
    r"(?:成功|新|每)?(?:引进|引荐|培育|孵化|招引|推荐|输送|建设|举办|承办|开展|投资|购买|实现|参加|主导|制定|并购)"
)


def _is_cost(phrase: str) -> bool:
    return framed(r"(?:{cost}(?:等|费|费用)?|[费款])$").search(phrase) is not None


def _holding_part(left: str) -> str:
    """众创空间的房租、宽带和用于创业服务 -> 众创空间: the last part between 的 that names a holder."""
    parts = [part for part in left.split("的") if compiled("holder").search(part)]
    return next((part for part in reversed(parts) if not _is_cost(part)), parts[-1])


def _object(text: str) -> str | None:
    """给予…等高层次教育人才最高500万元, 奖励创业担保贷款基金运营管理机构等单位: the object of the verb."""
    found = framed(
        r"(?:给予|奖励|补助|资助)(?P<who>[^，。；]{2,80}?)(?=最高|不超过|每人|每家|一次性|总额|\d|适当|一定|相应|必要|奖励|补贴|补助|$)"
    ).search(text)
    if found is None or not compiled("holder").search(found["who"]):
        return None
    # 给予企业地方经济贡献90%的奖励: what the share is taken of is no part of the name
    given = framed(r"(?:年度|当年|新增)*(?:地方|经济|财政)(?=经济|贡献|财政)").split(found["who"])[0] or found["who"]
    who = given.rpartition("等")[2] or given
    return _noun(who if compiled("holder").search(who) else given)


def _encouraged(text: str) -> str | None:
    """鼓励人才中介组织引进…，对成功引进的，给予…: the one that is encouraged is given."""
    found = framed(r"(?:鼓励|支持|引导)(?P<who>[^，。；]{0,20}?{holder})(?={action}|以|与|等)").match(text)
    return _short(found["who"]) if found else None


def _noun(phrase: str, *, headless: bool = False) -> str | None:
    """A phrase cut down to the noun that holds: 新认定为国家级、省级众创空间 -> 众创空间, 科技孵化器在孵面积 -> 科技孵化器."""
    phrase = _unrecognised(phrase)
    ends = [match.end() for match in compiled("holder").finditer(phrase)]
    if not ends:
        return None
    for end in ends:
        rest = phrase[end:]
        if not rest or compiled("action").match(rest) or framed(r"等?(?:工作(?!站|室)|成果)").match(rest):
            return _short(phrase[:end])
    end = ends[-1] + (phrase[ends[-1] : ends[-1] + 1] == "”")
    return _short(phrase[:end])


def _unrecognised(phrase: str) -> str:
    """Without 新认定为国家级、省级: how a status is reached is a condition, no name."""
    for _ in range(4):
        cut = framed(r"^(?:首次|初次|当年|年度|成功|每|新|已|经|符合相应标准并)*{recognised}(?:为|的|成|条件的)?").sub("", phrase)
        cut = _LEVELS.sub("", cut)
        if cut == phrase or not compiled("holder").search(cut):
            return phrase
        phrase = cut
    return phrase


def _short(name: str) -> str | None:
    name = framed(r"^.*(?:鼓励|支持|引导|推动|组织|扶持|确保|倡导|根据|结合)(?=[^机协])").sub("", name.rpartition("的")[2] or name)
    if framed(r"\d|元|^每|由|按|金额|不超过|资助|奖励|补助|补贴").search(name):
        return None
    name = framed(r"^(?:各?区对|对|给予|给|完成|设立|建立|在(?!孵|校|职|读|岗|区)|按其|按|从|以)(?=.{2})").sub("", name)
    name = framed(r"^(?:原则上|[一二三四五六七八九十]是)?(?:其中|单个|同一|其(?!他|它|余)|该|各类|各|上述|所有|有关|相关|每一?[家个名位户]|一家|\d+家)").sub(
        "",
        name.strip("、和及或，的"),
    )
    if len(name) > _LONGEST:
        name = framed(r"[、和及]").split(name)[-1]
    return name if 2 <= len(name) <= _LONGEST else None


def _provided_for(text: str) -> str | None:
    """为失业人员自主创业免费提供, 并为企业提供."""
    found = framed(r"(?:^|[，；]|并|地区|资金)为(?P<who>[^，。；]{2,30}?)(?:免费|无偿)?(?:提供|给予|发放)").search(text)
    found = found or framed(
        r"(?:基金|资金)，?(?:[^，。；]{0,20}，)?(?:重点|主要)?用于(?:投资|支持|扶持|奖励|补助)(?P<who>[^，。；]{2,30})"
    ).search(text)
    return _noun(found["who"]) if found else None


def _subject(text: str) -> str | None:
    """空间内企业获得…, 被评为区级以上众创空间, 承办…活动, 科技型企业风险池基金: the subject of the first phrase."""
    hosted = framed(r"(?P<verb>承办|举办|主办)(?P<what>[^，]{2,60})，").match(text)
    if hosted:
        what = framed(r"[、的等]").split(hosted["what"])[-1]
        return f"{what[-10:]}{hosted['verb']}方"
    rated = framed(
        r"(?:被|新|首次|初次|当年|经)*(?P<way>评为|认定为|列入|评定为|获评|入选|获批)(?P<who>[^，。；]{2,40}?)(?=的?(?:，|$)|给予)"
    ).match(text)
    if rated and compiled("holder").search(rated["who"]):
        return _short(rated["who"] if "以上" in rated["who"] else _unrecognised(_LEVELS.sub("", rated["who"])))
    pool = framed(r"(?P<who>[一-鿿]{2,14}?)(?:信贷|贷款)?(?:风险池|风险补偿)").match(text)
    if pool and compiled("holder").search(pool["who"]):
        return _short(pool["who"])
    return _first_subject(framed(r"^(?:\d{4}年[^，]{0,20}，)").sub("", text).partition("，")[0])


def _first_subject(first: str) -> str | None:
    """The noun that a first phrase describes (…的初创企业), or the one before its verb (空间内企业获得…)."""
    described = first.rpartition("的")
    if described[1] and compiled("holder").search(described[2]) and not _is_cost(described[2]):
        return _noun(described[2])
    found = framed(r"(?P<who>[一-鿿“”、]{0,30}?{holder})(?={action}|$|自主|可|最高|[内里中]|营业|年)").match(first)
    if found is None:
        return None
    inner = framed(r"[内里中](?P<inner>[一-鿿]{0,6}?{holder})").match(first[found.end() :])
    return _short(f"{found['who']}内{inner['inner']}" if inner else _unrecognised(found["who"]))


def _owner(text: str) -> str | None:
    """Whose 主办方: the noun described before it in the promise."""
    names = [
        match[0]
        for match in framed(r"众创空间|孵化器|加速器|孵化基地|创业园|产业园|平台|基地|园区|孵化机构").finditer(text)
    ]
    return names[0] if names else None


def _topic(text: str | None) -> str | None:
    found = framed(r"{holder}{1,3}").search(text or "")
    if text is None or found is None:
        return None
    start = max(text.rfind(sign, 0, found.start()) for sign in "，。；：、的对为向）和及")
    # Words run on to the name from further off than a name is long: the noun alone stands for it.
    begin = start + 1 if found.start() - start <= 13 else found.start()
    return _short(_unrecognised(text[begin : found.end()]))


def _topic_last(context: str) -> str | None:
    """The last holder named before the promise in its paragraph."""
    found = list(compiled("holder").finditer(context))
    return _topic(context[context.rfind("，", 0, found[-1].start()) + 1 : found[-1].end()]) if found else None


def _longer_name(name: str, text: str) -> str:
    """平台 in a paragraph on 公共技术服务平台 is that platform."""
    found = re.search(rf"(?:建设|搭建|打造|组建)(?P<longer>[一-鿿]{{2,12}}{re.escape(name)})(?=[，。；、]|$)", text)
    return found["longer"] if found else name
