"""What sort of text it is."""

import pytest

from policies.reading.header.genre import find_genre
from tests.reading.papers import paper

NEWS = "本市创业空间活力足\n来源：某日报 日期：2017-01-13\n近日，市科技局负责人介绍，全市已建成空间30家。"


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        (paper(), "policy"),
        (paper(title="", number=""), "policy"),
        (paper(number="", addressees="", title="滨海市2016年创业工作要点"), "policy"),
        (NEWS, "report"),
        ("滨海新区促进航运发展扶持办法\n为支持航运，制定本办法。\n本办法施行前，日前已签约的，从其约定。", "policy"),
        ("第一条 日前签约的，从其约定。\n第二条 甲。\n第三条 乙。\n第四条 丙。", "policy"),
        ("滨海新区创业者有说法\n来源：某日报 日期：2017-01-13\n近日，市科技局负责人介绍了情况。", "report"),
        (f"{NEWS}\n原文如下：\n{paper()}", "policy"),
        ("某日报讯（记者 王某）近日，本市召开创业大会。", "report"),
        (paper(title="关于公开征求《滨海市创业办法（征求意见稿）》意见的公告"), "draft"),
        (paper(title="滨海市创业补贴办法\n（送审稿）"), "draft"),
        (paper(body="为支持创业，现公开征求意见稿的修改情况如下。"), "policy"),
        ("《滨海市创业十条政策》政策解读\n一、背景\n近日，市政府印发了文件。", "interpretation"),
        ("一图读懂滨海市创业十条\n近日，市政府印发了文件。", "interpretation"),
        ("", "policy"),
        ("一段没有来历的文字。", "policy"),
    ],
)
def test_the_head_tells_the_genre(text, genre):
    assert find_genre(text) == genre
