"""Papers that must not be published are told by their marking, not by the word."""

import pytest

from policies.reading.secrecy import find_marking


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("000123\n机密★1年\n特急\n某市人民政府文件", "机密★1年"),
        ("绝密 ★ 长期\n关于某事的通知", "绝密 ★ 长期"),
        ("某办发〔2016〕3号 秘密☆", "秘密☆"),
        ("密级：秘密\n关于某事的通知", "秘密"),
        ("000123 机密 特急\n某市人民政府文件", "机密"),
        ("某省文件\n机  密\n", ""),
        ("某省文件\n机 密\n", "机 密"),
        ("保守国家秘密是公民的义务。", ""),
        ("第三条 秘密、机密、绝密三级", ""),
        ("\n".join(["正文。"] * 20 + ["秘密"]), ""),
        ("", ""),
    ],
)
def test_marking_is_found_in_the_head(text, marking):
    assert find_marking(text) == marking
