"""Sentences that were stored in English, said again in the language of the page."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from policies.admin import sentences
from policies.ingest.formats.unreadable import Unreadable
from policies.ingest.sources import read_source
from policies.ingest.store import ingest
from policies.models import DocumentVersion

SOURCES = [Path(__file__).parents[2] / "policies" / folder for folder in ("reading", "ingest")]
RULE = re.compile(r"""(?:Flag\(rule=|Note\(|_flag\([^()\n]{1,40}, )"([a-z_-]{3,40})\"""")


def rules_written():
    texts = [path.read_text(encoding="utf-8") for folder in SOURCES for path in folder.rglob("*.py")]
    return {rule for text in texts for rule in RULE.findall(text)}


def test_each_rule_that_the_code_writes_has_its_sentence():
    assert len(rules_written()) >= 15
    assert rules_written() <= set(sentences.FORMS)


@pytest.mark.parametrize(
    ("rule", "message", "chinese"),
    [
        ("missing_number", "No document number was found in the head.", "版头中没有找到发文字号。"),
        ("number_year", "The number carries the year 2015, the paper the date 2018-05-20.", "文号所载年份为2015，而文件日期为2018-05-20。"),
        (
            "header_differs", "The field issued_on was set by a person to “2018-05-20”; the text now says “2018-05-21”.",
            "“成文日期”曾由人工设为“2018-05-20”，而现在的正文为“2018-05-21”。",
        ),
        ("dates_out_of_order", "date_printed 2018-05-01 lies before date_issued 2018-05-20.", "印发日期（2018-05-01）早于成文日期（2018-05-20）。"),
        (
            "kept_without_place", "A subsidyclause kept from an older text is no longer in the text: “给予5万元”.",
            "由旧文本保留的扶持条款在正文中已找不到：“给予5万元”。",
        ),
    ],
)
def test_a_flag_is_said_in_the_language_of_the_page(rule, message, chinese):
    flag = {"rule": rule, "message": message}

    with translation.override("zh-hans"):
        assert sentences.flag_words(flag) == chinese


@pytest.mark.parametrize("flag", [{"rule": "new", "message": "Something new."}, {"rule": "number_year", "message": "Other words."}, {}])
def test_a_sentence_of_a_new_form_shows_as_it_is(flag):
    with translation.override("zh-hans"):
        assert sentences.flag_words(flag) == flag.get("message", "")


@pytest.mark.parametrize(
    ("form", "message", "values"),
    [
        ("No title.", "No title.", {}),
        ("No title.", "No title. ", None),
        ("A %(b)s.", "A 5.", {"b": "5"}),
        ("A %(b)s.", "A 5.6.", {"b": "5.6"}),
        ("“%(a)s” to %(b)s", "“x” to y", {"a": "x", "b": "y"}),
        ("%(a)s to %(b)s.", "to.", None),
        ("A %(b)s.", "A .", {"b": ""}),
        ("A %(b)s.", "A " + "x" * 2_000 + ".", None),
    ],
)
def test_values_are_taken_out_of_a_sentence(form, message, values):
    assert sentences.parse_values(form, message) == values


@pytest.mark.parametrize("reason", [Unreadable("binary", what="a picture"), Unreadable("empty"), Unreadable("too_large", size=30, limit=20)])
def test_a_refusal_is_the_readers_sentence_in_english_and_holds_no_english_in_chinese(reason):
    assert sentences.refusal_words(reason) == str(reason)
    with translation.override("zh-hans"):
        assert not re.search(r"\b(?:a|the|is)\b", sentences.refusal_words(reason))


def test_the_desk_says_what_to_look_at_in_chinese(sign_in, paper):
    document = ingest(read_source(paper.encode(), "paper.txt")).document
    DocumentVersion.objects.filter(pk=document.current_id).update(
        flags=[{"rule": "missing_date", "message": "No date of issue was found; the day of printing or publication is none."}]
    )
    client = sign_in("editor")
    client.cookies["django_language"] = "zh-hans"

    page = client.get(f"/admin/policies/document/{document.pk}/desk/").content.decode()

    assert "没有找到成文日期" in page
