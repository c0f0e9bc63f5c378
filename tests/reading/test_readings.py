"""The official documents of fixtures are read as recorded there, part by part."""

import json

import pytest

from tests.reading.readings import DOCUMENTS, expected_path, reading_of

PARTS = ["genre", "header", "outline", "citations", "targets", "subsidies", "responsibilities", "reported_figures", "validity", "repairs", "flags", "coverage"]


@pytest.fixture(scope="module", params=DOCUMENTS, ids=lambda path: path.stem)
def readings(request):
    expected = json.loads(expected_path(request.param).read_text(encoding="utf-8"))
    return expected, reading_of(request.param)


@pytest.mark.parametrize("part", PARTS)
def test_a_document_is_read_as_recorded(readings, part):
    expected, found = readings

    assert found[part] == expected[part]


def test_each_document_has_its_reading():
    assert len(DOCUMENTS) >= 3
    assert all(expected_path(document).is_file() for document in DOCUMENTS)
