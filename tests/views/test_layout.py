"""A document laid out: parts at their headings, lines with their roles, findings at their sentences."""

import re
from html import unescape

import pytest

from policies.models import Review
from policies.views.paper import Findings, lay_out
from tests.makers import make_body, make_citation, make_clause, make_document, make_provision, make_target

pytestmark = pytest.mark.django_db

TEXT = """某区人民政府文件
某政发〔2016〕3号
关于支持创业的通知
各街道:
一、目标
到2020年,新增孵化器20家,面积达到10万平方米。
二、支持
(一)资金支持。对众创空间给予30万元奖励。
某区人民政府
2016年3月21日"""


def place(words):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def evidence(words):
    return {**place(words), "quote": words}


@pytest.fixture
def document():
    found = {
        "issuing_bodies": evidence("某区人民政府"), "number": evidence("某政发〔2016〕3号"), "title": evidence("关于支持创业的通知"),
        "addressees": evidence("各街道"), "date_issued": evidence("2016年3月21日"), "registration_number": None,
    }
    return make_document("关于支持创业的通知", text=TEXT, body=make_body("某区人民政府"), header_evidence=found)


@pytest.fixture
def provisions(document):
    headings = [("一、", "目标", "一、目标", 1), ("二、", "支持", "二、支持", 1), ("(一)", "资金支持", "(一)资金支持", 2)]
    return [
        make_provision(document, marker, heading, depth=depth, anchor=f"p{n}", until=len(TEXT), **place(words))
        for n, (marker, heading, words, depth) in enumerate(headings)
    ]


def without_tags(html):
    return unescape(re.sub(r"<[^>]*>", "", html))


def lines(parts):
    return [(role, without_tags(html)) for part in parts for role, html in part.written]


def html_of(parts):
    return "\n".join(html for part in parts for _, html in part.written)


def test_lines_have_the_roles_that_the_header_gives_them(document, provisions):
    assert lines(lay_out(document, provisions, Findings())) == [
        ("addressees", "各街道:"),
        ("heading", "一、目标"),
        ("", "到2020年,新增孵化器20家,面积达到10万平方米。"),
        ("heading", "二、支持"),
        ("heading", "(一)资金支持。"),
        ("", "对众创空间给予30万元奖励。"),
        ("signature", "某区人民政府"),
        ("signature", "2016年3月21日"),
    ]


def test_without_a_header_every_line_of_the_text_is_there(document, provisions):
    document.header_evidence = {}

    written = "".join(text for _, text in lines(lay_out(document, provisions, Findings())))

    assert written == TEXT.replace("\n", "")


def test_a_target_is_marked_and_its_number_leads_to_its_card(document, provisions):
    words = "新增孵化器20家,面积达到10万平方米"
    many = make_target(document, "孵化器", 20, quote=words, **place(words))
    wide = make_target(document, "面积", 100_000, unit="平方米", quote=words, **place(words))

    parts = lay_out(document, provisions, Findings(targets=[many, wide]))

    assert f'<a class="figure" href="#card-{many.anchor}">20家</a>' in html_of(parts)
    assert f'<a class="figure" href="#card-{wide.anchor}">10万平方米</a>' in html_of(parts)
    assert [part.provision.anchor for part in parts if part.targets] == ["p0"]


def test_a_finding_without_a_number_is_a_link_as_a_whole(document, provisions):
    clause = make_clause(document, quote="对众创空间给予30万元奖励", **place("对众创空间给予30万元奖励"))

    parts = lay_out(document, provisions, Findings(clauses=[clause]))

    assert f'<span id="{clause.anchor}" class="found"><a class="figure" href="#card-{clause.anchor}">对众创空间给予30万元奖励</a></span>' in html_of(parts)


def test_an_amount_is_the_link_where_its_place_is_known(document, provisions):
    clause = make_clause(document, amounts=(300_000,), quote="对众创空间给予30万元奖励", **place("对众创空间给予30万元奖励"))
    clause.amounts.update(**place("30万元"))

    assert f'给予<a class="figure" href="#card-{clause.anchor}">30万元</a>奖励' in html_of(lay_out(document, provisions, Findings(clauses=[clause])))


def test_a_citation_is_a_link_to_a_public_document_only(document, provisions):
    public, draft = make_document(slug="某政发-2015-1"), make_document(state="draft", slug="secret")
    cited = [make_citation(document, target, quote="20家", **place("20家")) for target in (public, draft)]

    assert public.get_absolute_url() in html_of(lay_out(document, provisions, Findings(citations=cited[:1])))
    assert "secret" not in html_of(lay_out(document, provisions, Findings(citations=cited[1:])))


def test_a_place_of_an_older_version_keeps_its_anchor_and_marks_nothing(document, provisions):
    target = make_target(document, quote="旧的文字", review=Review.ACCEPTED, **place("新增孵化器"))

    html = html_of(lay_out(document, provisions, Findings(targets=[target])))

    assert f'<span id="{target.anchor}"></span>' in html
    assert "figure" not in html


def test_a_finding_without_a_place_stands_at_its_provision(document, provisions):
    target = make_target(document, origin="entered", quote="", start=None, end=None, provision=provisions[2])

    parts = lay_out(document, provisions, Findings(targets=[target]))

    assert [part.provision.anchor for part in parts if part.targets] == ["p2"]
