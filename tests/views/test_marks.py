"""Marks in a text: any overlap gives well-formed HTML, and the text comes back when the tags are taken away."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.views.paper.marks import DEEPEST, Span, mark_pieces
from tests.growth import is_linear


def mark(text, *spans):
    return str(mark_pieces(text, [(0, len(text))], spans)[0])


def without_tags(html):
    return unescape(re.sub(r"<[^>]*>", "", html))


class Balance(HTMLParser):
    """Notes each tag that closes another than the last one opened."""

    def __init__(self, html):
        super().__init__()
        self.stack, self.crossed, self.ids = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.stack.append(tag)
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.crossed.append(tag)


CASES = [
    ("no span", "abc", [], "abc"),
    ("one", "abcd", [Span(1, 3, "x")], 'a<span id="x">bc</span>d'),
    ("inside", "abcd", [Span(0, 4, "x"), Span(1, 2, "y")], '<span id="x">a<span id="y">b</span>cd</span>'),
    ("same place", "ab", [Span(0, 2, "x"), Span(0, 2, "y")], '<span id="x"><span id="y">ab</span></span>'),
    ("crossing", "abcd", [Span(0, 2, "x"), Span(1, 4, "y")], '<span id="x">a<span id="y">b</span></span><span>cd</span>'),
    ("empty", "ab", [Span(1, 1, "x")], 'a<span id="x"></span>b'),
    ("beyond the end", "ab", [Span(5, 9, "x")], 'ab<span id="x"></span>'),
    ("over the end", "ab", [Span(1, 9, "x")], 'a<span id="x">b</span>'),
    ("link", "abc", [Span(1, 2, tag="a", attributes=(("href", "#c"),))], 'a<a href="#c">b</a>c'),
    ("link in link", "abc", [Span(0, 3, "x", "a"), Span(1, 2, "y", "a")], '<a id="x">a<span id="y"></span>bc</a>'),
    ("markup in the text", "<b>&", [Span(0, 3, "x")], '<span id="x">&lt;b&gt;</span>&amp;'),
    ("markup in an attribute", "a", [Span(0, 1, '"><script>')], '<span id="&quot;&gt;&lt;script&gt;">a</span>'),
]


@pytest.mark.parametrize(("text", "spans", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_spans_become_tags(text, spans, expected):
    assert mark(text, *spans) == expected


def test_a_span_over_two_pieces_is_named_once():
    first, second = mark_pieces("ab\ncd", [(0, 2), (3, 5)], [Span(1, 4, "x", attributes=(("class", "found"),))])

    assert first == 'a<span id="x" class="found">b</span>'
    assert second == '<span class="found">c</span>d'


def test_a_span_between_two_pieces_keeps_its_anchor():
    _, second = mark_pieces("ab---cd", [(0, 2), (5, 7)], [Span(2, 4, "x")])

    assert second == '<span id="x"></span>cd'


spans_of_any_kind = st.lists(
    st.tuples(st.integers(0, 50), st.integers(0, 50), st.sampled_from(["span", "a"])).map(lambda t: (min(t[:2]), max(t[:2]), t[2])), max_size=30
)


@given(text=st.text(alphabet="ab<>&\"'一。 ", max_size=50), places=spans_of_any_kind, cut=st.integers(0, 50))
def test_taking_the_tags_away_gives_the_text_back(text, places, cut):
    spans = [Span(start, end, f"s{number}", tag) for number, (start, end, tag) in enumerate(places)]
    cut = min(cut, len(text))
    pieces = mark_pieces(text, [(0, cut), (cut, len(text))], spans)

    balances = [Balance(piece) for piece in pieces]

    assert "".join(without_tags(piece) for piece in pieces) == text
    assert all(not balance.stack and not balance.crossed for balance in balances)
    assert sorted(name for balance in balances for name in balance.ids) == sorted(span.id for span in spans)


def test_ten_thousand_crossing_spans_stay_linear():
    text = "字" * 60_000
    spans = [Span(start, start + 20_000, f"s{start}") for start in range(10_000)]
    html = mark(text, *spans)

    assert is_linear(lambda count: mark(text, *spans[:count]), 2_500)
    assert len(html) < len(text) + 10_000 * DEEPEST * 30
