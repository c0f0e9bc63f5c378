"""What changed between two versions: words stay whole, nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.revisions import compare


def changes(old, new):
    return [(piece.old, piece.new) for piece in compare(old, new) if not piece.is_same]


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("给予10万元奖励。", "给予20万元奖励。", [("10", "20")]),
    ("给予10万元奖励。", "给予10万元一次性奖励。", [("", "一次性")]),
    ("自2016年3月21日起施行。", "自2018年3月21日起施行。", [("2016", "2018")]),
    ("补贴1,000元，其余自理。", "补贴1,500元，其余自理。", [("1,000", "1,500")]),
    ("支持软件、WiFi接入。", "支持软件、WLAN接入。", [("WiFi", "WLAN")]),
    ("甲，乙，丙。", "甲，丙。", [("乙，", "")]),
    ("由科技局的处室负责。", "由财政厅的办公室负责。", [("科技局的处", "财政厅的办公")]),
    ("相同的话。", "相同的话。", []),
    ("", "新的。", [("", "新的。")]),
    ("", "", []),
])
def test_changes_keep_words_whole(old, new, expected):
    assert changes(old, new) == expected


@given(st.text(alphabet="甲乙丙丁，。\n12a b", max_size=60), st.text(alphabet="甲乙丙丁，。\n12a b", max_size=60))
def test_the_pieces_make_up_both_texts(old, new):
    pieces = compare(old, new)

    assert ("".join(piece.old for piece in pieces), "".join(piece.new for piece in pieces)) == (old, new)
    assert all(piece.old == piece.new for piece in pieces if piece.is_same)


def test_a_long_rewritten_stretch_is_shown_as_a_whole():
    old, new = "甲乙" * 3_000, "丙乙" * 3_000

    assert changes(old, new) == [(old, new)]
