"""The Chinese catalogue: complete, compiled, and of the sentences that the code is marked with."""

import ast
import gettext
import re
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[1]
SOURCES = ("policies", "portal", "spaces", "templates")
CATALOGUE = ROOT / "portal/locale/zh_Hans/LC_MESSAGES/django.po"
STRING = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)?\s*(".*")')
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")
CONTEXT = "\x04"  # between context and sentence in a compiled catalogue


def parse_catalogue(path):
    """Sentence, with its context before it -> the parts of its entry; the header is left out."""
    entries = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        entry, part = {"flags": ""}, ""
        for line in block.splitlines():
            if line.startswith("#,"):
                entry["flags"] += line
            elif line.startswith("#~"):
                entry["flags"] += "obsolete"
            elif found := STRING.fullmatch(line):
                part = found[1] or part
                entry[part] = entry.get(part, "") + ast.literal_eval(found[2])
        if entry.get("msgid") or "obsolete" in entry["flags"]:
            context = entry.get("msgctxt")
            entries[f"{context}{CONTEXT}{entry['msgid']}" if context else entry.get("msgid", "")] = entry
    return entries


@pytest.fixture(scope="module")
def catalogue():
    return parse_catalogue(CATALOGUE)


def chinese(entry):
    return entry.get("msgstr[0]", entry.get("msgstr", ""))


def test_no_sentence_is_untranslated_guessed_or_left_over(catalogue):
    assert len(catalogue) > 700
    assert [sentence for sentence, entry in catalogue.items() if not chinese(entry)] == []
    assert [sentence for sentence, entry in catalogue.items() if "fuzzy" in entry["flags"] or "obsolete" in entry["flags"]] == []


def test_each_translation_keeps_the_placeholders(catalogue):
    for sentence, entry in catalogue.items():
        wanted = PLACEHOLDER.findall(entry.get("msgid_plural", entry["msgid"]))

        assert sorted(PLACEHOLDER.findall(chinese(entry))) == sorted(wanted), sentence


def test_the_compiled_catalogue_says_the_same(catalogue):
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog

    compiled = {key[0] if isinstance(key, tuple) else key: value for key, value in compiled.items() if key}
    assert compiled == {sentence: chinese(entry) for sentence, entry in catalogue.items()}


def imported_names(path):
    """(name, its name in the file) for each name that the file takes from Django's translation."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            yield from ((name.name, name.asname) for name in node.names)


def test_only_the_underscore_stands_for_gettext():
    """Behind any other short name makemessages finds no sentence."""
    files = [path for folder in SOURCES[:3] for path in (ROOT / folder).rglob("*.py")]
    strange = [(path.name, name, other) for path in files for name, other in imported_names(path) if other and other != "_"]

    assert strange == []


@pytest.mark.skipif(not shutil.which("xgettext"), reason="no gettext on this machine")
def test_each_marked_sentence_is_in_the_catalogue(catalogue, settings, tmp_path, monkeypatch):
    for folder in SOURCES:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "locale"))
    (tmp_path / "locale").mkdir()
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    monkeypatch.chdir(tmp_path)

    call_command("makemessages", locale=["zh_Hans"], no_wrap=True, verbosity=0)

    marked = parse_catalogue(tmp_path / "locale/zh_Hans/LC_MESSAGES/django.po")
    assert len(marked) > 700
    assert sorted(set(marked) - set(catalogue)) == []
