"""The door: whatever comes in, a reading comes out, soon, and its places quote its text."""

import doctest

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import policies.reading
from policies.reading import read, text
from policies.reading.reader import scan_of
from tests.growth import is_linear
from tests.reading.papers import REFERENCE

WORDS = ["《", "》", "〈", "〉", "（", "）", "(", ")", "、", "，", "。", "：", "；", "关于", "印发", "转发", "的通知", "意见", "办法", "一、", "（一）", "1.", "第一章", "第一条", "附件：", "附件1", "抄送：", "2015年4月22日", "二〇一五年四月二十二日", "二〇〇〇年十三月四十日", "国办发〔2015〕9号", "〔2015〕", "号", "令", "第5号", "责任单位：", "牵头", "负责", "自", "起施行", "有效期至", "人民政府", "财政局", "各", "市", "区", "以下简称", "给予", "10万元", "50%", "到2020年", "&nbsp;", "&amp;", "國", "(guó)", "發", "業", "創", "人", "5O", "ロ", "[成文日期]", "发文字号：", "——", "一是", "解读"]
FRAGMENTS = st.sampled_from([*WORDS, "\n", " ", "\u3000", "\t", "\x00", "\ud800", "\r\n", "中" * 30])
TEXTS = st.lists(FRAGMENTS | st.text(max_size=6), max_size=60).map("".join)
HOSTILE = ["《", "、", "（", "）", "（）", "9", "1.", "〔2015〕", "号", "。", "《》", "&amp;", "国(guó)", "第一条", "关于", "自2015年1月1日起施行", "国办发"]


def places_of(reading):
    for part in (reading.outline, reading.citations, reading.responsibilities, reading.flags):
        yield from ((one.start, one.end) for one in part)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_is_read_and_quoted(raw):
    reading = read(raw, REFERENCE)

    assert all(0 <= start <= end <= len(reading.text) for start, end in places_of(reading))
    for one in (*reading.citations, *reading.responsibilities):
        assert reading.text[one.start : one.end] == one.evidence
    for place in reading.header.evidence.values():
        assert reading.text[place.start : place.end] == place.quote


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_reading_a_clean_text_again_finds_the_same(raw):
    first = read(raw, REFERENCE)
    second = read(first.text, REFERENCE)

    assert second.repairs == ()
    assert (second.text, second.header, second.outline) == (first.text, first.header, first.outline)
    assert second.citations == first.citations


def test_an_empty_text_gives_an_empty_reading():
    reading = read("")

    assert (reading.text, reading.outline, reading.citations) == ("", (), ())
    assert {flag.rule for flag in reading.flags} == {"missing_title", "missing_number", "missing_date"}


@pytest.mark.parametrize("piece", HOSTILE)
def test_structure_of_a_hostile_text_is_read_in_linear_time(piece):
    def scan(length):
        scan_of(text.clean(piece * (length // len(piece)) + "完")[0], REFERENCE)

    assert is_linear(scan, 50_000)


def test_the_example_of_the_door_runs():
    assert doctest.testmod(policies.reading).failed == 0


def test_door_flags_a_list_whose_figures_do_not_match():
    text = "某市人民政府关于支持创业的意见\n某政发〔2024〕5号\n一、目标\n到2025年，孵化器、加速器分别达到30家、10家和50家。"

    assert "target-parts" in {flag.rule for flag in read(text).flags}
