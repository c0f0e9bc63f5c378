"""The bundles: two files instead of a dozen, made anew from their parts each time."""

import re

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage

from portal.storage import BUNDLES, BundledStaticFilesStorage, bundled

FILES = {
    "css/site.css": '/* all */\n@import "a.css";\n@import "b.css";\n',
    "css/a.css": "a { color: red }\n",
    "css/b.css": "b { content: '@import' }\n",
    "js/site.js": 'import "./one.js";\n',
    "js/one.js": "one();\n",
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("css/site.css", "/* all */\na { color: red }\nb { content: '@import' }\n"), ("js/site.js", "one();\n")],
)
def test_imports_are_written_in(name, expected):
    assert bundled(name, FILES.__getitem__) == expected


def collect(tmp_path, files):
    """What collectstatic does, with files of a test."""
    sources = InMemoryStorage()
    for name, text in files.items():
        sources.save(name, ContentFile(text.encode()))
    storage = BundledStaticFilesStorage(location=tmp_path)
    for name in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(files[name])
    return storage, list(storage.post_process({name: (sources, name) for name in files}))


def test_a_bundle_is_named_by_its_content_and_compressed(tmp_path):
    storage, _ = collect(tmp_path, FILES)

    name = storage.stored_name("css/site.css")

    assert re.fullmatch(r"css/site\.[0-9a-f]{12}\.css", name)
    assert "a { color: red }" in (tmp_path / name).read_text()


def test_a_part_that_changed_is_in_the_next_bundle(tmp_path):
    first, _ = collect(tmp_path, FILES)
    second, _ = collect(tmp_path, FILES | {"css/a.css": "a { color: blue }\n"})

    assert "blue" in (tmp_path / second.stored_name("css/site.css")).read_text()
    assert first.stored_name("css/site.css") != second.stored_name("css/site.css")


def test_an_import_of_nothing_is_said(tmp_path):
    with pytest.raises(ImproperlyConfigured, match=r"css/a\.css"):
        collect(tmp_path, {"css/site.css": '@import "a.css";\n'})


def read(storage, name):
    with storage.open(name) as file:
        return file.read().decode()


def test_the_sheets_and_scripts_of_the_site_leave_no_import():
    found = [(name, storage) for finder in get_finders() for name, storage in finder.list([])]
    files = {name: read(storage, name) for name, storage in found if name.startswith(("css/", "js/", "django_htmx/"))}

    for name in BUNDLES:
        assert not re.search(r"^@?import ", bundled(name, files.__getitem__), re.MULTILINE)
