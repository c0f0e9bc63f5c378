"""Time grows with the length of a text, whatever it consists of: four times the text takes about four times as long."""

import time

import pytest

from policies.reading import read
from tests.reading.papers import REFERENCE

SHORT = 6000  # characters
TIMES = 4
MOST = 9  # a time that grew with the square would be sixteen times as long
JITTER = 0.05  # seconds
PIECES = [
    "（", "）", "《", "》", "〈", "“", "、", "，", "：", "9", "9%", "9万元", "分别", "第一条", "一、", "（一）", "1.", "年", "2016年", "和", "的",
    "给予10万元奖励。", "给予10万元奖励，", "（牵头单位：", "国发〔2016〕1号", "到2020年，新增9家、", "关于\n", "关于的通知\n", "各单位：\n",
    "a|", "國(guó)", "&amp;", " \u3000", "不超过", "由财政", "滨海市", "滨海", "•【字号】", "责任单位：市科技局\n", "甲、乙、丙、丁和戊", "《甲\n乙》", "第五条第\n", "》\n（", "第二条\n第（三）项", "（1）国家级50万元；",
    "按标准给予奖励：（1）省级50万元；", "市级的给予9万元；", "1.支持标准支持标准，5万元。\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length(piece):
    short, long = (repeated(piece, length) for length in (SHORT, SHORT * TIMES))
    seconds_of(short)

    assert seconds_of(long) < MOST * seconds_of(short) + JITTER


def test_a_wall_of_figures_holds_no_numbers_and_its_neighbours_keep_theirs():
    reading = read("一、目标\n到2020年，新增众创空间20家。\n" + "9%" * 20_000 + "\n到2020年，新增孵化器30家。", REFERENCE)

    assert [int(target.quantity) for target in reading.targets] == [20, 30]
    assert reading.coverage.numbers == 4  # two years and two counts


def repeated(piece, length):
    """The piece over and over, and an end that keeps it from being a text printed twice."""
    return piece * (length // len(piece)) + "。完"


def seconds_of(text):
    """Seconds of the processor, the best of three: other work on the machine counts for little."""
    taken = []
    for _ in range(3):
        begin = time.process_time()
        read(text, REFERENCE)
        taken.append(time.process_time() - begin)
    return min(taken)
