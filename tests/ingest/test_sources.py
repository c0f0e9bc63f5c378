"""Files of every kind and encoding become text; whatever cannot is refused with one clear sentence."""

import logging
from unittest import mock

import docx
import pytest

from policies.ingest.formats import decode, word
from policies.ingest.sources import Unreadable, read_path, read_source

from .files import docx_file, scanned_pdf, text_pdf, zip_file

SIMPLIFIED = (
    "各县人民政府，市政府各部门：",
    "对新认定的孵化器一次性给予30万元补助。",
    "支持创业",
    "河西区众创空间扶持办法（试行）",
    "第三条　本办法自印发之日起施行，有效期3年。",
)
TRADITIONAL = (
    "各縣人民政府，市政府各部門：",
    "對新認定的孵化器一次性給予30萬元補助。",
    "支援創業",
    "河西區眾創空間扶持辦法（試行）",
    "第三條　本辦法自印發之日起施行，有效期3年。",
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", SIMPLIFIED)
def test_simplified_text_is_read_in_each_encoding(text, encoding):
    assert read_source(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16"])
@pytest.mark.parametrize("text", TRADITIONAL)
def test_traditional_text_is_read_in_each_encoding(text, encoding):
    assert read_source(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("支持创业".encode(), "utf-8"),
        (b"\xef\xbb\xbf" + "支持创业".encode(), "utf-8"),
        ("支持众创空间发展".encode("gb18030"), "gb18030"),
        ("支持眾創空間發展".encode("big5"), "big5hkscs"),
        ("支持众创空间发展".encode("utf-16"), "utf-16"),
        (b"plain words", "utf-8"),
    ],
)
def test_the_encoding_is_named(data, encoding):
    assert decode(data).encoding == encoding


def test_a_text_with_a_cut_character_is_read_and_the_scar_is_noted():
    text = "对新认定的孵化器给予补助。" * 40

    source = read_source(text.encode("gb18030")[:-1], "cut.txt")

    assert source.text[:-2] == text[:-2]
    assert [note.rule for note in source.notes] == ["damaged_characters"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("正文内容如下。".encode(), "txt"),
        ("<!DOCTYPE html><html><body><p>正文内容如下。</p></body></html>".encode(), "html"),
        ("<div><p>正文</p><p>内容</p><p>如下</p></div>".encode("gb18030"), "html"),
        (docx_file("正文内容如下。"), "docx"),
        (text_pdf("关于支持众创空间发展的通知", "各区人民政府："), "pdf"),
        ("当A<B且B>C时，按<附件>办理。".encode(), "txt"),
        ("BM公司补助办法".encode("gb18030"), "txt"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "without an ending"])
def test_the_kind_is_told_by_the_content(data, kind, name):
    assert read_source(data, name).kind == kind


def test_the_same_bytes_have_the_same_digest_whatever_the_name():
    first, second = read_source("正文".encode(), "a.txt"), read_source("正文".encode(), "b.txt")

    assert first.digest == second.digest
    assert read_source("正文。".encode(), "a.txt").digest != first.digest


def test_five_megabytes_of_text_are_read():
    text = "对新认定的孵化器给予补助。\n" * 140_000

    source = read_source(text.encode(), "long.txt")

    assert len(text.encode()) > 5_000_000
    assert source.text == text


def test_characters_that_no_database_stores_are_dropped():
    data = ("正文\x00的\x0b内容，\r\n换行\f分页。" + "内容很长。" * 60).encode()

    assert read_source(data, "a.txt").text.startswith("正文的内容，\n换行\n分页。内容很长。")


# --- html ---------------------------------------------------------------------------------------------------------------
PAGE = """<?xml version="1.0" encoding="gb2312"?><!DOCTYPE html><html><head><meta charset="gb2312"><title>网站名</title>
<style>p {color: red}</style></head><body><nav>首页 | 政策</nav><script>var a = "<p>假</p>";</script>
<h1>关于支持众创空间
发展的通知</h1><p>第一段&nbsp;&amp;&#12298;办法&#12299;<br/>第二行</p><!-- 注释 -->
<table><tr><th>级别</th><th>补助</th></tr><tr><td><p>国家级</p></td><td>30<b>万元</b></td></tr></table>尾部</body></html>"""


def test_a_page_becomes_one_line_a_block_and_one_line_a_row():
    lines = read_source(PAGE.encode("gb18030"), "page.html").text.split("\n")

    assert lines == ["关于支持众创空间发展的通知", "第一段\xa0&《办法》", "第二行", "级别\t补助", "国家级\t30万元", "尾部"]


def test_a_page_laid_out_with_tables_keeps_its_lines():
    paragraphs = "".join(f"<p>{number}. {'内容' * 60}</p>" for number in range(3))
    page = f"<html><body><table><tr><td>栏目</td><td><table><tr><td>级别</td><td>补助</td></tr></table>{paragraphs}</td></tr></table></body></html>"

    lines = read_source(page.encode(), "page.html").text.split("\n")

    assert lines[:2] == ["栏目", "级别\t补助"]
    assert len(lines) == 5


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "iso-8859-1", "nonsense"])
def test_a_page_that_names_a_wrong_encoding_is_read_all_the_same(declared):
    page = f"<html><head><meta http-equiv='Content-Type' content='text/html; charset={declared}'></head><p>支持众创空间发展</p></html>"

    assert read_source(page.encode(), "a.html").text == "支持众创空间发展"
    assert read_source(page.encode("gb18030"), "a.html").text == "支持众创空间发展"


def test_a_page_of_deeply_nested_blocks_is_read():
    page = "<html><body>" + "<div>" * 2_000 + "深处的正文" + "</body></html>"

    assert read_source(page.encode(), "deep.html").text == "深处的正文"


# --- docx ---------------------------------------------------------------------------------------------------------------
def test_paragraphs_and_tables_of_a_word_document_stand_in_order():
    data = docx_file("标题", [["级别", "补助"], ["省级", "二十万元"]], "结尾")

    assert read_source(data, "a.docx").text.split("\n") == ["标题", "级别\t补助", "省级\t二十万元", "结尾"]


def test_rows_of_a_table_inside_a_cell_are_read_once(tmp_path):
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.add_table(rows=1, cols=1).rows[0].cells[0].text = "里面的表"
    document.save(tmp_path / "nested.docx")

    assert read_path(tmp_path / "nested.docx").text.count("里面的表") == 1


def test_numbers_that_word_sets_by_itself_are_noted(tmp_path):
    document = docx.Document()
    document.add_paragraph("加大扶持", style="List Number")
    paragraph = document.add_paragraph("搭建平台")
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = 1
    document.save(tmp_path / "numbered.docx")

    assert [note.rule for note in read_path(tmp_path / "numbered.docx").notes] == ["automatic_numbers"]


# --- pdf ----------------------------------------------------------------------------------------------------------------
def test_the_text_layer_of_a_pdf_is_read():
    text = read_source(text_pdf("关于支持众创空间发展的通知", "各区人民政府："), "a.pdf").text

    assert text.split("\n") == ["关于支持众创空间发展的通知", "各区人民政府："]


# --- what is refused ----------------------------------------------------------------------------------------------------
REFUSED = {
    "empty": b"",
    "only spaces": b" \r\n\t ",
    "page without text": b"<html><body><script>1</script></body></html>",
    "page nested without end": b"<html><p>text</p>" + b"<div>" * 20_000 + b"deep</html>",
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "random bytes": bytes((7 * n * n + 3 * n) % 256 for n in range(4000)),
    "program": b"MZ\x90\x00\x03" + bytes(500),
    "rich text": rb"{\rtf1\ansi hello}",
    "old Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
    "archive": zip_file(a=b"text"),
    "spreadsheet": zip_file(xl__workbook=b"<x/>"),
    "cut archive": docx_file("正文")[:300],
    "broken Word": zip_file(**{"word__document.xml": b"<broken"}),
    "scanned": scanned_pdf(),
    "encrypted": scanned_pdf("secret"),
    "broken pdf": b"%PDF-1.4\nnonsense",
    "latin": "Ünïcödé wörds — naïve façade".encode("latin-1", "ignore") * 9,
    "shift-jis": "これはにほんごのぶんしょうです。カタカナもあります。".encode("shift-jis") * 9,
}
WORDS = {
    "empty": "empty", "only spaces": "empty", "page without text": "no text", "page nested without end": "damaged", "picture": "a picture", "random bytes": "binary data",
    "program": "a program", "rich text": "rich-text", "old Word": "old Word", "archive": "an archive", "spreadsheet": "an archive",
    "cut archive": "damaged", "broken Word": "damaged", "scanned": "text layer", "encrypted": "password", "broken pdf": "damaged",
    "latin": "encoding", "shift-jis": "encoding",
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_unreadable_file_is_refused_with_a_sentence(case):
    with pytest.raises(Unreadable) as caught:
        read_source(REFUSED[case], "a.txt")

    assert WORDS[case] in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path):
    (tmp_path / "big.txt").write_bytes(b"a" * 3_000_000)

    with pytest.raises(Unreadable, match="3 MB; at most 2 MB"):
        read_path(tmp_path / "big.txt", limit=2 * 2**20)
    with pytest.raises(Unreadable, match="at most 1 MB"):
        read_source(b"a" * 2_000_000, "big.txt", limit=2**20)


def test_a_word_document_that_unpacks_without_end_is_refused():
    bomb = zip_file(**{"word__document.xml": b"0" * 3_000_000})

    with mock.patch.object(word, "UNPACKED_LIMIT", 2**20), pytest.raises(Unreadable, match="unpack to 2 MB"):
        read_source(bomb, "bomb.docx")


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for place in (tmp_path / "nothing.txt", tmp_path):
        with pytest.raises(Unreadable, match="no file"):
            read_path(place)


def test_the_pdf_library_complains_to_nobody(caplog):
    with caplog.at_level(logging.DEBUG), pytest.raises(Unreadable):
        read_source(b"%PDF-1.4\nnonsense", "a.pdf")

    assert caplog.records == []
