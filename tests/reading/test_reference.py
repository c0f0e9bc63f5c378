"""Regions and number codes from their tables."""

from policies.reading import Reference

REGIONS = """slug,code,name,short,aliases,kind,parent,valid_from,valid_to,source
50,500000,东江省,东江,,province,cn,,,x
5001,500100,滨海市,滨海,海滨|滨城,city,50,,,x
"""
CODES = "code,body,confidence,records,first_year,last_year,source\n滨政发,滨海市人民政府,0.9,3,2015,2018,x\n滨政发,滨河区人民政府,,1,2015,2015,x\n"


def test_tables_become_names_and_codes(tmp_path):
    (tmp_path / "regions.csv").write_text(REGIONS, encoding="utf-8")
    (tmp_path / "codes.csv").write_text(CODES, encoding="utf-8")
    reference = Reference.from_csv(tmp_path / "regions.csv", tmp_path / "codes.csv")

    assert reference.path(reference.regions["5001"]) == ("东江省", "滨海市")
    assert [region.slug for region in reference.by_name["滨城"]] == ["5001"]
    assert [(code.body, code.confidence) for code in reference.codes["滨政发"]] == [("滨海市人民政府", 0.9), ("滨河区人民政府", 0)]


def test_missing_tables_count_as_empty(tmp_path):
    reference = Reference.from_csv(tmp_path / "none.csv", tmp_path / "neither.csv")

    assert not reference.regions
    assert not reference.codes
