"""Marks in the text: every place is marked, nothing of the text is lost, nothing in it is markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.admin.marked import Mark, mark_text

TEXT = "一、目标\n到2020年达到10家。"


@pytest.mark.parametrize(
    ("marks", "html"),
    [
        ([], "一、目标\n到2020年达到10家。"),
        ([Mark(0, 4, "p-1", "heading")], '<span id="p-1" class="mark heading">一、目标</span>\n到2020年达到10家。'),
        ([Mark(11, 16, "t-1", "target", "card-t-1")], '一、目标\n到2020年<a id="t-1" class="mark target" href="#card-t-1">达到10家</a>。'),
        (
            [Mark(5, 16, "a", "clause", "card-a"), Mark(11, 16, "b", "target", "card-b")],
            '一、目标\n<a id="a" class="mark clause" href="#card-a">到2020年</a><a id="b" class="mark clause target" href="#card-b">达到10家</a>。',
        ),
        (
            [Mark(0, 4, "a", "x", "card-a"), Mark(0, 4, "b", "x", "card-b")],
            '<span id="b"></span><a id="a" class="mark x" href="#card-a">一、目标</a>\n到2020年达到10家。',
        ),
        ([Mark(3, 3, "empty", "x"), Mark(9, 99, "beyond", "x")], "一、目标\n到2020年达到10家。"),
    ],
)
def test_places_are_marked(marks, html):
    assert mark_text(TEXT, marks) == html


def test_text_is_never_markup():
    assert mark_text("<b>&\"'", [Mark(0, 3, '"><i>', "x", "<u>")]) == (
        '<a id="&quot;&gt;&lt;i&gt;" class="mark x" href="#&lt;u&gt;">&lt;b&gt;</a>&amp;&quot;&#x27;'
    )


places = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12)


@given(text=st.text(alphabet="甲乙丙 \n", max_size=30), places=places)
def test_text_is_whole_and_each_id_stands_once(text, places):
    marks = [Mark(start, end, f"m-{number}", "x", f"c-{number}") for number, (start, end) in enumerate(places)]
    html = mark_text(text, marks)

    ids = re.findall(r'id="(m-\d+)"', html)
    assert re.sub(r"<[^>]*>", "", html) == text
    assert sorted(ids) == sorted(mark.anchor for mark in marks if mark.start < mark.end <= len(text))
