"""Document numbers in the styles that are printed, typed and damaged."""

import pytest

from policies.reading.numbers import Number, canonical_number, find_numbers

KNOWN = {"国办发", "国发", "滨政发", "滨教"}


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("国办发〔2015〕9号", "国办发〔2015〕9号"),
        ("国办发[2015]9号", "国办发〔2015〕9号"),
        ("国办发（2015）9号", "国办发〔2015〕9号"),
        ("国办发(2015)第9号", "国办发〔2015〕9号"),
        ("国办发〔 2015〕 9 号", "国办发〔2015〕9号"),
        ("国办发【2015年】９号", "国办发〔2015〕9号"),
        ("國辦發〔2015〕9號", "国办发〔2015〕9号"),
        ("滨财规字〔2015〕020号", "滨财规字〔2015〕20号"),
        ("滨财发〔1992〕字第36号", "滨财发〔1992〕36号"),
        ("滨财发〔2014〕年1号", "滨财发〔2014〕1号"),
        ("滨科创发2016年第12号", "滨科创发〔2016〕12号"),
        ("参照滨科联函2016 110号", "滨科联函〔2016〕110号"),
        ("贯彻落实国办发〔2015〕9号", "国办发〔2015〕9号"),
        ("若干意见滨府发〔2019〕17号", "滨府发〔2019〕17号"),
        ("工信部联企业〔2020〕108号", "工信部联企业〔2020〕108号"),
        ("中华人民共和国主席令第80号", "中华人民共和国主席令第80号"),
        ("东江省人民政府令第239号", "东江省人民政府令第239号"),
        ("国家发展改革委公告2018年第4号", "国家发展改革委公告2018年第4号"),
        ("滨政发〔201529号", "滨政发〔2015〕29号"),
        ("滨教2023105号", "滨教〔2023〕105号"),
        ("滨政发32号", "滨政发32号"),
        ("滨政办发2016 10", "滨政办发〔2016〕10号"),
        ("滨政办发 2016年10号", "滨政办发〔2016〕10号"),
    ],
)
def test_a_number_has_one_canonical_form(printed, canonical):
    assert str(canonical_number(printed, KNOWN)) == canonical


@pytest.mark.parametrize(
    "text", ["", "1、2、3号楼", "（1995）12号", "39号令", "第5号", "电话2015123号", "众创空间2016 10", "东路〔甲〕5号", "令第5号", "科技大厦2016 5号楼", "建设2016年第3号地块"]
)
def test_what_only_looks_like_a_number_is_none(text):
    assert canonical_number(text, KNOWN) is None


def test_two_printings_share_a_key():
    one, other = canonical_number("国办发[2015]第09号"), canonical_number("根据国办发〔2015〕9号精神")

    assert one.key == other.key == "国办发|2015|9"
    assert one == Number("国办发", 2015, 9)


def test_damaged_numbers_say_so():
    assert canonical_number("滨政发〔201529号", KNOWN).repaired
    assert not canonical_number("滨政发〔2015〕29号", KNOWN).repaired


def test_places_are_those_of_code_and_serial():
    text = "根据国发〔2015〕32号和滨财教[2016]12号文件要求"

    assert [text[one.start : one.end] for one in find_numbers(text, KNOWN)] == ["国发〔2015〕32号", "滨财教[2016]12号"]
