"""The README is true: its example runs, its map names the folders, its commands exist."""

import doctest
import re
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_example_of_the_reader_runs():
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False)

    assert result.attempted > 5
    assert result.failed == 0


def test_map_names_folders_that_exist():
    named = re.findall(r"^\| `([a-z_/]+)/`", README, re.MULTILINE)

    assert len(named) > 8
    assert [folder for folder in named if not (ROOT / folder).is_dir()] == []


def test_map_names_every_part():
    parts = {path.name for path in (ROOT / "policies").iterdir() if path.is_dir() and (path / "__init__.py").exists()}

    assert {part for part in parts - {"migrations", "templatetags"} if f"`policies/{part}" not in README} == set()


def test_commands_it_names_exist():
    named = set(re.findall(r"manage\.py ([a-z_]+)", README))

    assert named - set(get_commands()) == set()


def test_our_own_commands_are_named():
    ours = {name for name, app in get_commands().items() if app in ("policies", "portal", "spaces")}

    assert {name for name in ours if f"manage.py {name}" not in README} == set()
