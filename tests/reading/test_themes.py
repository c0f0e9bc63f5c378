"""Themes of headings: what a part is about, from its heading first and its text second."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.reading.parts import Heading
from policies.reading.scan import Scan
from policies.reading.tables import rows
from policies.reading.themes import find_themes


def themes_of(heading: str, text: str = "") -> tuple[str, ...]:
    """The themes of one heading with some text below it."""
    whole = f"一、{heading}\n{text}"
    end = len(heading) + 2
    entry = Heading(marker="一、", heading=heading, depth=1, path="一", start=0, end=end, until=len(whole))
    return find_themes(Scan(text=whole, outline=(entry,), body_start=0, body_end=len(whole)))[0].themes


FIRST_THEME = [
    ("加快建设众创空间", "", "spaces"),
    ("降低创业成本", "对房租、宽带费用给予补贴。", "costs"),
    ("完善投融资机制", "设立引导基金，发展天使投资。", "funding"),
    ("引进高层次人才", "鼓励大学生创业。", "talent"),
    ("促进科技成果转化", "推进产学研合作。", "transfer"),
    ("推动科研仪器开放共享", "", "sharing"),
    ("提升创业服务", "建立创业辅导制度。", "services"),
    ("深化商事制度改革", "推进先照后证、集群注册。", "registration"),
    ("营造创业文化氛围", "举办创业大赛、创业沙龙。", "culture"),
    ("加强组织领导", "成立领导小组，落实责任。", "organisation"),
    ("发展目标", "建成众创空间十家。", "goals"),
    ("培育创新型企业", "", "enterprises"),
]


@pytest.mark.parametrize(("heading", "text", "theme"), FIRST_THEME)
def test_the_heading_tells_the_theme(heading: str, text: str, theme: str) -> None:
    assert themes_of(heading, text)[0] == theme


def test_the_text_below_tells_the_theme_of_a_plain_heading() -> None:
    assert themes_of("其他措施", "建立科研仪器、实验室开放共享机制，推动资源共享。")[0] == "sharing"


def test_a_part_may_have_several_themes_and_a_passing_word_is_none() -> None:
    found = themes_of("降低创业成本，简化办事流程", "众创空间的租金、宽带给予补贴，简化审批和注册登记。")

    assert set(found[:2]) == {"costs", "registration"}
    assert len(found) <= 3


def test_a_heading_without_any_cue_has_no_theme() -> None:
    assert themes_of("其他", "另行通知。") == ()


def test_a_text_without_headings_has_none() -> None:
    assert find_themes(Scan(text="众创空间。", body_end=5)) == ()


def test_a_heading_above_takes_up_the_words_of_those_below() -> None:
    text = "一、工作举措\n（一）完善投融资\n（二）发展天使投资\n"
    first, second = text.index("（一"), text.index("（二")
    outline = (
        Heading(marker="一、", heading="工作举措", depth=1, path="一", start=0, end=6, until=len(text)),
        Heading(marker="（一）", heading="完善投融资", depth=2, path="一、（一）", start=first, end=second - 1, until=second),
        Heading(marker="（二）", heading="发展天使投资", depth=2, path="一、（二）", start=second, end=len(text) - 1, until=len(text)),
    )

    assert find_themes(Scan(text=text, outline=outline, body_end=len(text)))[0].themes == ("funding",)


def test_a_heading_that_says_nothing_shares_the_theme_of_those_below() -> None:
    text = "一、其他\n（一）一般要求\n发展天使投资，设立引导基金。\n"
    at = text.index("（一")
    outline = (
        Heading(marker="一、", heading="其他", depth=1, path="一", start=0, end=4, until=len(text)),
        Heading(marker="（一）", heading="一般要求", depth=2, path="一、（一）", start=at, end=at + 7, until=len(text)),
    )

    assert [heading.themes for heading in find_themes(Scan(text=text, outline=outline, body_end=len(text)))] == [("funding",)] * 2


def test_words_of_a_cited_title_do_not_count() -> None:
    text = "一、其他\n按照《众创空间和孵化器管理办法》执行。"
    entry = Heading(marker="一、", heading="其他", depth=1, path="一", start=0, end=4, until=len(text))
    title = (text.index("《"), text.index("》") + 1)

    assert find_themes(Scan(text=text, outline=(entry,), body_end=len(text), excluded=(title,)))[0].themes == ()


def test_every_cue_of_the_table_has_a_theme_a_weight_and_a_source() -> None:
    assert all(row["theme"] and row["cue"] and row["weight"].isdigit() and row["source"] for row in rows("themes"))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=200))
def test_any_heading_and_text_are_read(heading: str, text: str) -> None:
    assert len(themes_of(heading, text)) <= 3
