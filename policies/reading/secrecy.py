"""Markings of secrecy (密级, GB/T 9704-2012 7.2.2): a paper that carries one must not be published."""

from __future__ import annotations

import re

HEAD_LINES = 15  # the marking stands at the top of the head, after the copy number; scans put rubbish before it

# 机密★1年, 秘密 ★ 长期, 绝密☆: the star is printed for nothing else.
STARRED = re.compile(r"(?:绝|机|秘)\s?密\s{0,3}[★☆](?:\s?(?:长期|\d{1,3}\s?[年月天]))?")
# A line of its own in the head: 机密, 密级：秘密, 000123 绝密, 机密 特急; not 秘密 in a sentence (保守国家秘密).
ALONE = re.compile(r"(?:密\s?级\s?[:：])?\s{0,3}(?:\d{6}\s{0,3})?(?P<word>(?:绝|机|秘)\s?密)\s{0,3}(?:特急|加急|急件)?")


def find_marking(text: str) -> str:
    """The marking as printed, or an empty string."""
    if starred := STARRED.search(text):
        return starred[0]
    lines = [line.strip() for line in text[:5000].splitlines() if line.strip()]
    matches = (ALONE.fullmatch(line) for line in lines[:HEAD_LINES])
    return next((match["word"] for match in matches if match), "")
