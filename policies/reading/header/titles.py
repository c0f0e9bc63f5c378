"""The title, on one line whatever the page made of it, and the instrument that a covering notice carries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..numbers import find_numbers
from ..parts import Place
from .dates import whole_date
from .labels import is_label_line
from .lines import GAPS, Line, bodies_of_line, document_kind, is_heading, is_prose

LONGEST_OPENING = 1200  # characters in which a notice says what it issues
SHORT_END = 8  # characters: 若干意见, 发展的通知
MOST_LINES = 5  # a title is broken over no more lines
# 对某提案的答复, 对某市…请示的批复: an answer speaks to something instead of about it
ABOUT = re.compile(r"关于|印发|转发|批转|颁布|发布|(?<=[厅室府院会局部委])对(?=[\u4e00-\u9fff\d]{4,})")
ENDS_WITH_ABOUT = re.compile(r"(?:关于|印发|转发|批转|发布|公布|颁布)$")
OPENS_WITH_ABOUT = re.compile(r"关于|印发|转发|批转")
REGISTRATION = re.compile(r"[A-Z]{3,6}\d{0,3}\s?[-—–－]{1,2}\s?\d{4}\s?[-—–－]{1,2}\s?\d{1,7}")
VERSION_LINE = re.compile(r"[（(](?:试行|暂行|修订|修订稿|征求意见稿|送审稿|草案|\d{4}年(?:修订|版|修订版))[）)]")
CONTENTS = re.compile(r"目[ \u3000]{0,6}录")
ORDER_MARK = re.compile(r"(?:令|公告|通告)$")
# 许政[2014]36号 某市人民政府关于…, 【区级】某区管委会关于…: what a page sets before the title on its line
BEFORE_TITLE = re.compile(r"^(?:【[\u4e00-\u9fff]{2,6}】|[\u4e00-\u9fff]{2,8}[〔\[［（(]\s?(?:19|20)\d{2}\s?[〕\]］）)]\s?\d{1,4}\s?号[ \u3000:：]{0,4}(?=[《\u4e00-\u9fff]))")
# 滨海市 / 关于…的意见: the place whose paper it is, on a line of its own
PLACE_LINE = re.compile(r"[\u4e00-\u9fff]{2,10}(?:[省市区县州盟旗]|开发区|新区)")
# 滨海区促进 / 开放型经济发展的若干政策: a title without 关于 broken behind its verb
OPENS_AT_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,10}[省市区县州盟旗](?:进一步)?(?:促进|支持|推动|推进|加快|鼓励|扶持|实施|培育|加强)[\u4e00-\u9fff]{0,12}"
)
SENTENCE_END = re.compile(r"[。；：:;，,]$")
# 关于印发《…》的通知 · 关于印发…的通知 · 转发国家…局关于…报告的通知
CARRIES = re.compile(r"(?P<verb>印发|转发|批转|发布|公布|颁布)(?P<what>.{3,160}?)的(?:通知|公告|通告|决定|函)$")
ASKS = re.compile(r"(?P<verb>征求)(?P<what>.{3,160}?)意见的(?:通知|公告|通告|函)$")
# 《…》已经市政府同意，现印发给你们 · 现将《…》印发给你们 · 《…》已由常务委员会通过，现予公布
SENTENCE = re.compile(
    r"""
    (?:(?<=现将)|(?<=兹将)|(?<=现公布)|(?<=现发布)|(?<=修订后的)|(?<=制定的)|(?<=制定了)|(?=《[^\n]{4,300}?》(?:（[^（）\n]{0,30}）)?(?:已|业|经|由|于)))
    《(?P<what>[^《》\n]{4,120}(?:《[^《》\n]{1,60}》[^《》\n]{0,60})?)》
    (?:[^。《》\n]{0,120}?(?P<verb>印发|转发|批转|发布|公布)|(?=，自[^。《》\n]{2,20}起施行))
    """,
    re.VERBOSE,
)
NAMED_BEFORE = re.compile(r"《([^《》\n]{4,120})》[、和及与]?$")
ISSUED_VERBS = ("印发", "发布", "公布", "颁布")


@dataclass(frozen=True, slots=True)
class Title:
    """A title on one line without inner spaces, and the lines it was printed on."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Carried:
    """What a covering notice issues or forwards: its title, the verb, and its own title line where the text follows."""

    title: str
    verb: str
    place: Place | None
    is_printed: bool  # as a title line of its own, with the instrument's text below


def find_title(head: Sequence[Line]) -> Title | None:
    """The document's title among the lines of the head: the last complete one, the fullest where it is printed twice."""
    found = list(_candidates(head))
    if not found:
        return None
    last = found[-1]
    fuller = [title for title in found if last.text in title.text]
    named = [title for title in found if ABOUT.search(title.text)]
    if named and not ABOUT.search(last.text):
        return named[-1]
    return max(fuller, key=lambda title: len(title.text))


def first_line_title(head: Sequence[Line]) -> Title | None:
    """The headline of a report: the first line that is neither a label nor a date."""
    for line in head:
        if len(line.text) >= 6 and not is_label_line(line.text) and not whole_date(line.text) and not _is_frame(line.text):
            return Title(line.text, line.place)
    return None


def _candidates(head: Sequence[Line]) -> Iterator[Title]:
    for place, line in enumerate(head):
        before = head[place - 1].text if place else ""
        above = before if len(line.text) <= SHORT_END and before and not _is_frame(before) else ""
        if _ends_title(line.text, above) or (line.text.startswith("《") and ENDS_WITH_ABOUT.search(before) and document_kind(line.text)):
            yield _grown(head, place)


def _ends_title(line: str, above: str = "") -> bool:
    """Whether a line ends as a title does; a short one (若干意见) may need the line above."""
    kind = document_kind(above + line)
    return kind is not None and len(above + line) >= 6 and not _is_frame(line) and not line.startswith(("附", "《"))


def _is_frame(line: str) -> bool:
    """A line of the head that belongs to no title."""
    return (
        is_prose(line)
        or CONTENTS.fullmatch(line) is not None
        or (ORDER_MARK.search(line) is not None and bool(bodies_of_line(ORDER_MARK.sub("", line))))
        or is_label_line(line)
        or is_heading(line)
        or SENTENCE_END.search(line) is not None
        or (line.endswith("文件") and ABOUT.search(line) is None)
        or REGISTRATION.fullmatch(line) is not None
        or line.isdigit()
        or (line[:1] in "（(" and line[-1:] in "）)")
        or any(place.end - place.start >= len(line) - 6 for place in find_numbers(line))
    )


def _grown(head: Sequence[Line], last: int) -> Title:
    """The title that ends on a line, with the lines above that it needs: its 关于, and the bodies before 关于."""
    first = last
    while first > 0 and last - first + 1 < MOST_LINES and _wants_more(_joined(head, first, last), head, first):
        first -= 1
    if first < last and not ABOUT.search(_joined(head, first, last)):
        first = last - 1 if OPENS_AT_PLACE.fullmatch(head[last - 1].text) and document_kind(head[last - 1].text) is None else last
    if last + 1 < len(head) and VERSION_LINE.fullmatch(head[last + 1].text):
        last += 1
    start, end = head[first].start, head[last].end
    quote = "\n".join(line.text for line in head[first : last + 1])
    return Title(_joined(head, first, last), Place(start=start, end=end, quote=quote))


def _wants_more(title: str, head: Sequence[Line], place: int) -> bool:
    first, above = head[place].text, head[place - 1].text
    if _is_frame(above) or whole_date(above):
        return False
    if _ends_title(above) and not (_is_open(above) or _is_middle(title, head, place - 1)):
        return False
    if not ABOUT.search(title):
        return True
    if bodies_of_line(first) or OPENS_WITH_ABOUT.match(title):
        return bool(bodies_of_line(above) or PLACE_LINE.fullmatch(above)) or (not bodies_of_line(first) and ABOUT.search(above) is not None)
    return False


def _is_open(line: str) -> bool:
    """Whether a title in 《》 begins on the line and does not end there."""
    return line.rfind("《") > line.rfind("》")


def _is_middle(title: str, head: Sequence[Line], place: int) -> bool:
    """Whether a line that could end a title stands between its 关于, on the line above, and its end: …关于推行 / …制度 / …的意见."""
    if ABOUT.search(title) or ABOUT.search(head[place].text) or place == 0:
        return False
    above = head[place - 1].text
    return ABOUT.search(above) is not None and not _ends_title(above) and not _is_frame(above)


def _joined(head: Sequence[Line], first: int, last: int) -> str:
    """The lines as one; the space between two bodies of a joint paper stays, every other goes."""
    joined = "".join(_closed_up(line.text) + (" " if bodies_of_line(line.text) and not ABOUT.search(line.text) else "") for line in head[first : last + 1])
    title = BEFORE_TITLE.sub("", re.sub(" (?=关于|印发|转发|批转)", "", joined).strip())
    return title[1:-1] if title.startswith("《") and title.find("》") == len(title) - 1 else title


def _closed_up(line: str) -> str:
    about = ABOUT.search(line)
    cut = about.start() if about else len(line) if bodies_of_line(line) else 0
    parts = GAPS.split(line[:cut].strip())
    keeps = len(parts) > 1 and all(bodies_of_line(part) for part in parts)
    return (" " if keeps else "").join(parts) + GAPS.sub("", line[cut:])


# --- covering notices ---------------------------------------------------------------------------------------------------


def find_carried(title: Title | None, lines: Sequence[Line], body: int) -> Carried | None:
    """What the notice carries, from its title and its sentence 现印发给你们; `body` is the index of its first line of text."""
    opening = "\n".join(line.text for line in lines[body : body + 3])
    sentence = SENTENCE.search(opening[:LONGEST_OPENING])
    is_cover = title is not None and document_kind(title.text) in ("通知", "公告", "决定", "通告", "函", "命令")
    named = ASKS.search(title.text) or CARRIES.search(title.text) if title and is_cover else None
    if named is None and (sentence is None or title is not None):
        return None
    match = sentence or named
    if match is None:
        return None
    what = (_first_named(opening, sentence) if match is sentence else match["what"]).strip("《》〈〉 的")
    if sentence is None and match["verb"] in ("发布", "公布", "颁布") and document_kind(what) is None:
        return None
    own = _own_title(what, lines[body + 1 : body + 40]) if lines else None
    verb = (named or match)["verb"] or "公布"
    if own is not None:
        return Carried(own.text, verb, own.place, is_printed=True)
    return Carried(what, verb, None, is_printed=False)


def _first_named(opening: str, sentence: re.Match[str]) -> str:
    """The first of several instruments that one notice issues: 《甲》《乙》《丙》已经市政府同意，现印发给你们."""
    what, start = sentence["what"], sentence.start("what") - 1
    while before := NAMED_BEFORE.search(opening, 0, start):
        what, start = before[1], before.start()
    return str(what)


def _own_title(what: str, lines: Sequence[Line]) -> Title | None:
    """The instrument's title line below the notice: what the notice named, over up to four lines."""
    wanted = _bare(what)
    same, longer = _lines_named(wanted, lines, exact=True), _lines_named(wanted, lines, exact=False)
    return next(same, None) or next(longer, None)


def _lines_named(wanted: str, lines: Sequence[Line], *, exact: bool) -> Iterator[Title]:
    for first in range(len(lines)):
        joined = ""
        for last in range(first, min(first + 4, len(lines))):
            if lines[last].text.startswith("附件") or _is_frame(lines[last].text) or bodies_of_line(lines[last].text) or whole_date(lines[last].text):
                break
            joined += GAPS.sub("", lines[last].text)
            bare = _bare(joined)
            if bare == wanted or (not exact and len(wanted) >= 8 and bare.endswith(wanted)):
                quote = "\n".join(line.text for line in lines[first : last + 1])
                yield Title(joined, Place(start=lines[first].start, end=lines[last].end, quote=quote))


def _bare(title: str) -> str:
    return re.sub(r"[\s《》〈〉“”（）()的]", "", title)
