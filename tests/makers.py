"""Rows with defaults: a test names only what it is about. Each maker returns a saved record."""

from __future__ import annotations

import itertools
import re
from datetime import date
from decimal import Decimal

from policies.models import (
    AmountTerm,
    Citation,
    CitedPart,
    ClauseKind,
    Document,
    DocumentVersion,
    Issuance,
    IssuingBody,
    Provision,
    Region,
    Relation,
    ReportedFigure,
    State,
    SubsidyClause,
    Target,
)

_serial = itertools.count(1)
MARKED = re.compile(r"第.{1,4}[章条]|（.）|[一二三四五六七八九十]、")


def make_country() -> Region:
    return Region.objects.get_or_create(slug="cn", defaults={"name": "中华人民共和国", "short_name": "中国", "kind": "country"})[0]


def make_region(slug: str = "", *, name: str = "", kind: str = "county", parent: Region | None = None, **fields) -> Region:
    slug = slug or f"place-{next(_serial)}"
    parent = parent or (make_country() if kind != "country" else None)
    found = Region.objects.filter(slug=slug).first()
    if found:
        return found
    fields.setdefault("code", slug if slug.isdigit() else "")
    return Region.objects.create(slug=slug, name=name or f"地方{slug}", kind=kind, parent=parent, **fields)


def make_gongshu() -> Region:
    """拱墅区 with what is above it."""
    province = make_region("330000", name="浙江省", kind="province", short_name="浙江")
    city = make_region("330100", name="杭州市", kind="city", parent=province, short_name="杭州")
    return make_region("330105", name="拱墅区", kind="county", parent=city, short_name="拱墅")


def make_dalian_zone() -> Region:
    """大连高新区 with what is above it: under the city, a child of no district."""
    province = make_region("210000", name="辽宁省", kind="province", short_name="辽宁")
    city = make_region("210200", name="大连市", kind="city", parent=province, short_name="大连")
    return make_region("cn-210200-dl-hitech", name="大连高新区", kind="zone", parent=city)


def make_body(name: str = "", *, region: Region | None = None, **fields) -> IssuingBody:
    name = name or f"某市人民政府{next(_serial)}"
    fields.setdefault("slug", name)
    return IssuingBody.objects.get_or_create(name=name, defaults={"region": region, **fields})[0]


def make_document(title: str = "", *, text: str = "正文。", state: str = State.PUBLISHED, body: IssuingBody | None = None, **fields) -> Document:
    """A published document with one version of its text; `number=("拱政发", 2016, 3)` sets the number and its parts."""
    serial = next(_serial)
    if number := fields.pop("number", None):
        code, year, running = number
        fields |= {"number": f"{code}〔{year}〕{running}号", "number_code": code, "number_year": year, "number_serial": running}
    fields.setdefault("slug", f"document-{serial}")
    fields.setdefault("issued_on", date(2016, 3, 21))
    fields.setdefault("region", body.region if body else None)
    document = Document.objects.create(title=title or f"关于第{serial}件事的通知", state=state, lead_body=body, **fields)
    if body:
        Issuance.objects.create(document=document, body=body)
    if not document.is_stub:
        document.current = DocumentVersion.objects.create(document=document, serial=1, digest=f"{serial:064d}", raw_text=text, text=text)
        document.save()
    return document


def make_provision(document: Document, marker: str = "一、", heading: str = "总体要求", **fields) -> Provision:
    serial = document.provisions.count() + 1
    defaults = {"depth": 1, "order": serial, "path": marker, "anchor": f"p{serial}", "start": 0, "end": 0, "until": 0}
    return Provision.objects.create(document=document, marker=marker, heading=heading, **(defaults | fields))


def make_citation(document: Document, target: Document | None, relation: str = Relation.IMPLEMENTS, **fields) -> Citation:
    defaults = {"title": target.title if target else "", "number": target.number if target else "", "quote": "根据该文件"}
    return Citation.objects.create(document=document, target=target, relation=relation, **(defaults | fields))


def make_part(citation: Citation, marker: str = "", **fields) -> CitedPart:
    """A provision that the citation names, placed in the document cited; `marker` 第五条第二款, none for a part named by words."""
    defaults = {"printed": marker or "中有关补贴的规定", "relation": citation.relation, "order": citation.parts.count()}
    part = CitedPart.objects.create(citation=citation, marker=marker, **(defaults | fields))
    CitedPart.objects.filter(pk=part.pk).place()
    part.refresh_from_db()
    return part


def make_outlined(*lines: str, **fields) -> Document:
    """A document of these lines, each of which that begins with a marker of 第…条 or （…） is a provision up to the next one."""
    document = make_document(text="\n".join(lines), **fields)
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    rows = [(MARKED.match(line), start, start + len(line)) for line, start in zip(lines, starts, strict=True)]
    marked = [(match[0], 2 if match[0][0] == "（" else 1, start, end) for match, start, end in rows if match]
    for number, (marker, depth, start, end) in enumerate(marked):
        until = next((later for _m, other, later, _e in marked[number + 1 :] if other <= depth), len(document.text))
        make_provision(document, marker, depth=depth, start=start, end=end, until=until, path=marker)
    return document


def make_clause(document: Document, *, kinds: tuple[str, ...] = ("award",), amounts: tuple[int, ...] = (), **fields) -> SubsidyClause:
    """A clause of the document; `amounts` are fixed sums in yuan."""
    defaults = {"quote": "给予奖励", "beneficiary": "众创空间", "region": document.region, "start": 0, "end": 4}
    clause = SubsidyClause.objects.create(document=document, **(defaults | fields))
    ClauseKind.objects.bulk_create(ClauseKind(clause=clause, kind=kind) for kind in kinds)
    AmountTerm.objects.bulk_create(
        AmountTerm(clause=clause, order=order, role="fixed", value=Decimal(value), unit="元") for order, value in enumerate(amounts)
    )
    clause.sum_up()
    return clause


def make_target(document: Document, indicator: str = "众创空间", low: int = 10, **fields) -> Target:
    defaults = {"quote": f"{indicator}达到{low}家", "comparator": "reach", "unit": "家", "region": document.region, "start": 0, "end": 4}
    return Target.objects.create(document=document, indicator=indicator, low=Decimal(low), **(defaults | fields))


def make_figure(document: Document, indicator: str = "众创空间", quantity: int = 31, **fields) -> ReportedFigure:
    defaults = {"quote": f"已有{indicator}{quantity}家", "unit": "家", "region": document.region, "start": 0, "end": 4}
    return ReportedFigure.objects.create(document=document, indicator=indicator, quantity=Decimal(quantity), **(defaults | fields))
