"""Other papers named in a text: titles in 《》 with their numbers, numbers alone, laws by their full name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..header.bodies import issuers_of_title
from ..header.frame import Frame
from ..header.lines import is_body
from ..numbers import Number, find_numbers, without_cue
from ..parts import Citation, Confidence, Genre
from ..scan import Scan
from .provisions import amended_parts, parts_behind
from .relations import Relation, relation_at
from .titles import BLANK, NamedTitle, bare, blanked, find_titles, is_document, may_be_document

# A number belongs to the title before it: 《…》（国办发〔2015〕9号） or 《…》国办发〔2015〕9号
GAP = re.compile(r"\s{0,2}[（(〔\[]?\s{0,2}")
# （以下简称《办法》） · （即“众创十二条”政策）
ALIAS = re.compile(
    r"\s?[（(](?P<before>[^（）()《》“”]{0,14}?)(?:以下(?:统称|简称|称)|简称|即|又称|俗称)[为：:]?\s?[《“\"]"
    r"(?P<alias>[^《》“”\"\n]{1,30})[》”\"][^（）()\n]{0,12}[）)]"
)
PUBLISHED = re.compile(r"(?:发布|公布|颁布)[ \u3000；;，,）)]")  # （1991年…令第76号发布　…修订）: the history of the text itself
RUN = re.compile(r"[\u4e00-\u9fff]{2,24}(?:、[\u4e00-\u9fff]{2,20}){0,4}\Z")
LAW = re.compile(r"中华人民共和国[\u4e00-\u9fff]{2,16}?法(?:实施条例)?(?![律规院定官治人庭制学办宝])")
FORWARDED = re.compile("转发|批转")


@dataclass(frozen=True, slots=True)
class _Source:
    """What all readers of one text share: the text with titles blanked, and what is its own."""

    scan: Scan
    genre: Genre
    titles: list[NamedTitle]
    masked: str
    own_titles: frozenset[str]
    own_key: str | None
    explained: frozenset[str]  # the titles that an explanation is about
    aliases: dict[int, str]  # short names, by the place where the text gives them

    def covers(self, place: int) -> bool:
        """Whether a place lies in the text, not in head or tail; an explanation names its paper in the headline."""
        if self.genre == "interpretation" and place < self.scan.body_start:
            headline = self.scan.header.evidence.get("title")
            return headline is not None and headline.start <= place < headline.end
        return self.scan.body_start <= place < self.scan.body_end


def find_citations(scan: Scan, frame: Frame) -> tuple[Citation, ...]:
    """What the text cites, in order; its own title, number and instrument are no citations, a forwarded paper is one."""
    titles = find_titles(scan.text)
    own_key = frame.number.key if frame.number else None
    masked = blanked(scan.text, titles)
    source = _Source(scan, scan.genre, titles, masked, _own_titles(frame), own_key, _explained(scan, titles), _aliases(scan.text))
    numbers = {place.start: (place.end, place.number) for place in find_numbers(scan.text, scan.reference.codes)}
    taken: set[int] = set()
    found = [*_titled(source, numbers, taken), *_numbered(source, numbers, taken), *_laws(source)]
    return tuple(_reconciled(sorted(found, key=lambda one: one.start), source.aliases))


def _own_titles(frame: Frame) -> frozenset[str]:
    """The paper's own title, with and without its issuers, and that of the instrument it issues."""
    title = frame.header.title or ""
    names = {title, title[title.find("关于") :] if "关于" in title else title}
    if frame.header.instrument and not FORWARDED.search(title):
        names.add(frame.header.instrument.title)
    return frozenset(bare(name) for name in names if name)


def _explained(scan: Scan, titles: list[NamedTitle]) -> frozenset[str]:
    """The titles in the headline of an explanation."""
    return frozenset(bare(one.title) for one in titles if one.start < scan.body_start)


def _aliases(text: str) -> dict[int, str]:
    """Short names as the text gives them, by the place where each is given."""
    return {match.start("alias"): bare(match["alias"]) for match in ALIAS.finditer(text)}


# --- the three forms ----------------------------------------------------------------------------------------------------


def _titled(source: _Source, numbers: dict[int, tuple[int, Number]], taken: set[int]) -> Iterator[Citation]:
    """《关于…的意见》（国办发〔2015〕9号）, with the number or without."""
    for named in filter(lambda one: source.covers(one.start), source.titles):
        text = source.scan.text
        gap = GAP.match(text, named.end)
        at = gap.end() if gap else named.end
        end, number = named.end, None
        if at in numbers:
            taken.add(at)
            end, number = numbers[at]
            end += text[end : end + 1] in ("）", ")", "〕", "]")
        relation = _relation(source, named.start, end)
        if source.genre == "interpretation" and bare(named.title) in source.explained:
            relation = Relation("explains", "sure")
        is_cited = _is_cited(named, number, relation) or _is_alias(source, named)
        if not _is_own(source, named, number) and is_cited:
            yield _of_title(source, named, number, end, relation)


def _is_own(source: _Source, named: NamedTitle, number: Number | None) -> bool:
    return number.key == source.own_key if number else bare(named.title) in source.own_titles


def _is_cited(named: NamedTitle, number: Number | None, relation: Relation) -> bool:
    return number is not None or is_document(named.title) or (relation.has_cue and may_be_document(named.title))


def _is_alias(source: _Source, named: NamedTitle) -> bool:
    """《办法》, where the text gave that name before; not the place where it gives it."""
    return named.start + 1 not in source.aliases and bare(named.title) in source.aliases.values()


def _of_title(source: _Source, named: NamedTitle, number: Number | None, end: int, relation: Relation) -> Citation:
    text = source.scan.text
    alias = ALIAS.match(text, end) or ALIAS.match(text, named.end)
    confidence: Confidence = relation.confidence if is_document(named.title) else "check"
    return replace(
        _citation(source, named.start, end, relation, "sure" if number and not number.repaired else confidence),
        title=named.title,
        number=str(number) if number else None,
        attributed_to=None if issuers_of_title(named.title)[0] else _issuer_before(text, named.start),
        alias=alias["alias"] if alias else None,
    )


def _numbered(source: _Source, numbers: dict[int, tuple[int, Number]], taken: set[int]) -> Iterator[Citation]:
    """A number without a title: 根据国发〔2015〕32号文件精神."""
    for start, (end, number) in numbers.items():
        if start in taken or not source.covers(start) or source.masked[start] == BLANK or number.key == source.own_key:
            continue
        if number.is_order and PUBLISHED.match(source.masked, end):
            continue
        relation = _relation(source, start, end)
        confidence: Confidence = "check" if number.repaired else relation.confidence
        yield replace(_citation(source, start, end, relation, confidence), number=str(number))


def _laws(source: _Source) -> Iterator[Citation]:
    """A law by its full name without marks: 依照中华人民共和国科学技术进步法."""
    for match in LAW.finditer(source.masked, source.scan.body_start, source.scan.body_end):
        relation = _relation(source, match.start(), match.end())
        yield replace(_citation(source, match.start(), match.end(), relation, "likely"), title=match[0])


def _relation(source: _Source, start: int, end: int) -> Relation:
    """The relation, told by the words behind the provisions that are named with the paper; and these."""
    in_body = source.scan.provision_at(start) is not None
    whole = relation_at(source.masked, start, end, in_body=in_body)
    parts, last = parts_behind(source.masked, start, end, whole.word)
    if parts:
        return replace(relation_at(source.masked, start, last, in_body=in_body), parts=parts)
    if whole.word == "amends":
        return replace(whole, parts=amended_parts(source.masked, end, source.scan.body_end))
    return whole


def _citation(source: _Source, start: int, end: int, relation: Relation, confidence: Confidence) -> Citation:
    return Citation(
        start=start,
        end=end,
        evidence=source.scan.text[start:end],
        provision=source.scan.provision_at(start),
        confidence=confidence,
        title=None,
        number=None,
        relation=relation.word,
        parts=relation.parts,
    )


def _issuer_before(text: str, start: int) -> str | None:
    """The body printed before the marks: 根据某省委、省政府《关于…》."""
    run = RUN.search(text, max(0, start - 80), start)
    name = without_cue(run[0]) if run else None
    return name if name and all(map(is_body, name.split("、"))) else None


def _reconciled(found: list[Citation], given: dict[int, str]) -> Iterator[Citation]:
    """A paper named again by its title takes over the number given once; an alias stands for a paper already cited."""
    numbers = {bare(one.title): one.number for one in reversed(found) if one.title and one.number}
    aliases = {bare(one.alias) for one in found if one.alias}
    for one in found:
        if one.title and not one.number and bare(one.title) in aliases and not (_changes_parts(one) and one.start + 1 not in given):
            continue
        if one.title and not one.number and bare(one.title) in numbers:
            yield replace(one, number=numbers[bare(one.title)])
        else:
            yield one


def _changes_parts(one: Citation) -> bool:
    """《办法》第三条停止执行: a short name says something of its own where it ends or changes a provision."""
    return bool(one.parts) and one.relation in ("repeals", "amends")
