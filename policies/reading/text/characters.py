"""Repairs that look at characters: entities, pinyin in brackets, script, look-alikes, spaces, letters for zeros."""

from __future__ import annotations

import html
import re
from functools import cache

HANZI = "㐀-鿿"

# &nbsp; · &amp;nbsp; · &#12288;
ENTITY = re.compile(r"&(?:amp;){0,8}(?P<name>[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
# Byte order mark, zero-width signs, soft hyphen, halves of surrogate pairs, control characters but line feed and tab.
STRAY = re.compile("[\ufeff\u200b-\u200f\u202a-\u202e\u2060\u00ad\x00-\x08\x0b\x0e-\x1f\x7f\ufffc\ud800-\udfff]")
LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

# 國(guó)家 · 創(chuang)(chuang)新: a character's reading printed behind it
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
READING = r"(?:[ \xa0]?\([a-zü" + TONED + r"]{1,6}\))"
PINYIN = re.compile(rf"(?<=[{HANZI}]){READING}{{1,4}}")
SYLLABLE = re.compile(r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?[aoeiuüv]{1,3}(?:n|ng|r)?")
HABIT = 10  # so many untoned readings show a habit; below, (app) or (a) may be meant as written

# Characters that only traditional text has, frequent in official papers: three of them show the script.
TRADITIONAL_SIGNS = frozenset("國業創發會這來時為與對經關長進開義務產無點見說過動實現規劃資應機構導號條獎項較雙區縣廳學術內單從報標標準證書總統設計術讓給願與萬員際團體質農樂")
FEWEST_SIGNS, SHARE_OF_SIGNS = 3, 50  # three signs, and one in fifty characters

VERB_ZHE = re.compile("著(?=[力手眼重想急陆落装实色])")  # 着 in 着力; 著 stays in 著名, 显著, 著作

KANA = str.maketrans("ロカオニエハトタ一", "口力才二工八卜夕一")
LOOK_ALIKE = re.compile(rf"(?<=[{HANZI}])[ロカオニエハトタ](?=[{HANZI}，。、；])")
# 5O万元 · 2O15年: a letter inside a number, but not O2O
ZERO_LETTER = re.compile(r"(?<![A-Za-z0-9])\d[\dOoＯ]{0,12}[OoＯ](?:[\dOoＯ]{0,12})(?=[\d万亿千百元年月日名人家个户件项支号%％平])")

PUNCTUATION = "，。、；：！？“”‘’（）《》〈〉〔〕【】—…,;:()%％"
PROSE = re.compile("[，。、；,;！？]")
# Not before a label: 2019-00123  主题分类：科技
GAP = re.compile(rf"(?<=[{HANZI}{PUNCTUATION}\d])[ \t\u3000\xa0]+(?![{HANZI}][{HANZI} \u3000]{{1,7}}[：:])(?=[{HANZI}{PUNCTUATION}\d])")
MARKER_GAP = re.compile(r"(?<=\d[.．])[ \t\u3000\xa0]+(?=[㐀-鿿“《])|(?<=[一二三四五六七八九十])[ \u3000\xa0]+(?=、)|(?<=[一二三四五六七八九十]、)[ \u3000\xa0]+")
# 第 1 0 条 -> 第10条
SPACED_ORDINAL = re.compile(r"第(?=[ \u3000\xa0\d]{0,12}[ \u3000\xa0])[ \u3000\xa0]{0,2}(\d(?:[ \u3000\xa0]{0,2}\d){0,3})[ \u3000\xa0]{0,2}(?=[条章节款项号])")
# 2015 年 11 月 12 日
SPACED_DATE = re.compile(r"(?<=\d)[ \u3000\xa0]+(?=[年月日])|(?<=[年月])[ \u3000\xa0]+(?=\d{1,2}[ \u3000\xa0]*[月日])")
ARTICLE_TITLE = re.compile(r"第[一二三四五六七八九十百零\d]{1,5}条[ \u3000]+[\u4e00-\u9fff、]{2,12}")
ARTICLE = re.compile(r"第[一二三四五六七八九十百零\d]{1,5}[条章节]")
TITLE_LINE = re.compile(r"关于.{2,80}(?:通知|意见|办法|措施|方案|决定|规定|细则|政策|计划|规划|公告|批复|函)(?:[（(].{1,12}[)）])?$")


def unescape_entities(text: str) -> tuple[str, int]:
    """Html entities as characters: &nbsp; as a space, R&amp;D as R&D."""
    count = 0
    for _ in range(4):  # an entity may have been escaped several times over
        text, changed = ENTITY.subn(_unescaped, text) if "&" in text else (text, 0)
        count += changed
        if not changed:
            break
    return text, count


def _unescaped(match: re.Match[str]) -> str:
    """The sign, a space for &nbsp; and for what a page made of it (&sp;)."""
    sign = html.unescape(f"&{match['name']};").replace("\xa0", " ")
    return " " if sign.startswith("&") and match["name"].endswith("sp") else sign


def drop_stray_characters(text: str) -> tuple[str, int]:
    """Without invisible characters, each line ended by a line feed, none indented, none empty."""
    text = LINE_END.sub("\n", text)
    text, count = STRAY.subn("", text)
    lines = (line.strip(" \t\u3000\xa0\u2002\u2003\u2009") for line in text.split("\n"))
    return "\n".join(line for line in lines if line), count


def drop_pinyin(text: str) -> tuple[str, int]:
    """Without readings in brackets behind characters; untoned ones only where the text has the habit."""
    places = list(PINYIN.finditer(text)) if "(" in text else []
    habit = sum(map(_is_reading, places)) >= HABIT
    kept: list[str] = []
    count = last = 0
    for match in places:
        if not (_is_toned(match) or (habit and _is_reading(match))):
            continue
        kept.append(text[last : match.start()])
        last, count = match.end(), count + 1
    return ("".join(kept) + text[last:], count) if count else (text, 0)


def _is_toned(match: re.Match[str]) -> bool:
    return any(sign in TONED for sign in match[0])


def _is_reading(match: re.Match[str]) -> bool:
    return _is_toned(match) or all(SYLLABLE.fullmatch(part) for part in re.findall("[a-zü]+", match[0]))


def to_simplified(text: str) -> tuple[str, int]:
    """In simplified characters, where the text is written in traditional ones; the count is of characters changed."""
    signs = sum(map(text.count, TRADITIONAL_SIGNS))
    if signs < FEWEST_SIGNS or signs * SHARE_OF_SIGNS < len(text):
        return text, 0
    simple = simplify(text)
    return simple, sum(a != b for a, b in zip(text, simple, strict=False))


def simplify(text: str) -> str:
    """Traditional characters as simplified ones (OpenCC's t2s, which leaves 著力 and 著手 alone)."""
    return VERB_ZHE.sub("着", str(_converter().convert(text)))


@cache
def _converter():  # type: ignore[no-untyped-def]
    from opencc import OpenCC  # noqa: PLC0415 (loaded only for traditional text)

    return OpenCC("t2s")


def mend_look_alikes(text: str) -> tuple[str, int]:
    """Japanese kana that a scan put for a Chinese character: 人ロ -> 人口, 力量 for カ量."""
    return LOOK_ALIKE.subn(lambda match: match[0].translate(KANA), text)


def mend_zeros(text: str) -> tuple[str, int]:
    """The letter O inside a number as a zero: 5O万元 -> 50万元."""
    return ZERO_LETTER.subn(lambda match: re.sub("[OoＯ]", "0", match[0]), text)


def drop_stray_spaces(text: str) -> tuple[str, int]:
    """Without spaces inside Chinese prose; lines that are no prose (titles, signatures, table rows) keep theirs."""
    lines, count = text.split("\n"), 0
    for place, line in enumerate(lines):
        if " " in line or "\u3000" in line or "\xa0" in line or "\t" in line:
            lines[place], changed = _without_gaps(line)
            count += changed
    return "\n".join(lines), count


def _without_gaps(line: str) -> tuple[str, int]:
    line, count = SPACED_ORDINAL.subn(_ordinal, line)
    for pattern in (SPACED_DATE, MARKER_GAP):
        line, changed = pattern.subn("", line)
        count += changed
    if PROSE.search(line) and not TITLE_LINE.search(line):
        count += sum(not _gap(match) for match in GAP.finditer(line))
        line = GAP.sub(_gap, line)
    return line, count


def _ordinal(match: re.Match[str]) -> str:
    return f"第{re.sub('[^0-9]', '', match[1])}"


def _gap(match: re.Match[str]) -> str:
    """Two numbers stay apart, and so do an article's number and title from its text; everything else closes up."""
    before, after = match.string[match.start() - 1], match.string[match.end()]
    if (before.isdigit() and after.isdigit()) or ARTICLE.fullmatch(match.string, 0, match.start()):
        return match[0]
    if ARTICLE_TITLE.fullmatch(match.string, 0, match.start()) and not GAP.search(match.string, match.end()):
        return match[0]
    return ""
