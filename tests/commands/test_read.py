"""`manage.py read`: one object a line for programs, words for people, a sentence for what cannot be read."""

import json

import pytest
from django.core.management import call_command

from tests.reading.papers import paper

KEYS = {"path", "genre", "header", "outline", "citations", "targets", "subsidies", "responsibilities", "reported_figures", "validity", "repairs", "coverage", "text"}


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "滨政发-2016-5.txt"
    path.write_text(paper(), encoding="gb18030")
    return str(path)


def test_json_is_one_object_a_line(document, capsys):
    call_command("read", "--json", document, document)
    first, second = map(json.loads, capsys.readouterr().out.splitlines())

    assert first == second
    assert first.keys() >= KEYS
    assert first["header"]["number"] == "滨政发〔2016〕5号"
    assert first["header"]["date_issued"] == "2016-03-21"
    assert first["text"][first["outline"][0]["start"] :].startswith("一、发展目标")
    assert first["targets"][0]["quantity"] == 20


def test_words_name_the_facts(document, capsys):
    call_command("read", document)
    words = capsys.readouterr().out

    assert "滨海市人民政府关于支持创业的若干意见" in words
    assert "2016-03-21" in words


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 400, None])
def test_what_cannot_be_read_is_an_error_after_the_others(content, document, tmp_path, capsys):
    bad = tmp_path / "bad.txt"
    if content is not None:
        bad.write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        call_command("read", "--json", str(bad), document)
    first, second = map(json.loads, capsys.readouterr().out.splitlines())

    assert ended.value.code == 1
    assert first["path"] == str(bad)
    assert first["error"].endswith(".")
    assert second["header"]["number"] == "滨政发〔2016〕5号"


def test_in_words_the_error_goes_to_standard_error(tmp_path, capsys):
    with pytest.raises(SystemExit):
        call_command("read", str(tmp_path / "none.txt"))

    assert "none.txt" in capsys.readouterr().err


def test_the_database_is_not_touched(document, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        call_command("read", "--json", document)


def test_json_prints_no_cap_that_holds_no_figure(tmp_path, capsys):
    path = tmp_path / "paper.txt"
    path.write_text(paper(body="为支持创业，提出以下意见。\n一、房租\n按每平方米每天1元给予房租补贴，最高不超过日租金。"), encoding="utf-8")
    call_command("read", "--json", str(path))

    amounts = json.loads(capsys.readouterr().out)["subsidies"][0]["amounts"]
    assert [(amount["role"], amount["value"]) for amount in amounts] == [("per_unit", 1)]
