"""Papers for tests: a policy with a part or two changed, and the readers of structure run on it."""

from datetime import date

from policies.reading import text
from policies.reading.header.frame import find_frame
from policies.reading.reader import scan_of
from policies.reading.reference import NumberCode, Reference, RegionName

PARTS = {
    "above": "",
    "mark": "",
    "number": "滨政发〔2016〕5号",
    "title": "滨海市人民政府关于支持创业的若干意见",
    "addressees": "各区人民政府，市政府各部门：",
    "body": "为支持创业，提出以下意见。\n一、发展目标\n到2020年，新增孵化器20家。",
    "annexes": "",
    "signature": "滨海市人民政府\n2016年3月21日",
    "below": "",
}
REFERENCE = Reference(
    regions=[
        RegionName(slug="cn", name="中华人民共和国", kind="country", parent=None, names=("中国", "国家")),
        RegionName(slug="50", name="东江省", kind="province", parent="cn", names=("东江省", "东江")),
        RegionName(slug="5001", name="滨海市", kind="city", parent="50", names=("滨海市", "滨海")),
        RegionName(slug="500101", name="河口区", kind="county", parent="5001", names=("河口区",)),
        RegionName(slug="500201", name="河口区", kind="county", parent="5002", names=("河口区",)),
        RegionName(slug="5002", name="临山市", kind="city", parent="50", names=("临山市", "临山")),
        RegionName(slug="500299", name="和县", kind="county", parent="5001", names=("和县",), is_former=True),
        RegionName(slug="500203", name="和县", kind="county", parent="5002", names=("和县",)),
        RegionName(slug="hitech", name="滨海高新区", kind="zone", parent="5001", names=("滨海高新区", "滨海高新技术产业园区")),
        RegionName(slug="500202", name="资源县", kind="county", parent="5002", names=("资源县", "资源")),
        RegionName(slug="500301", name="临水市", kind="county", parent="5003", names=("临水市",), is_former=True, until=date(2011, 12, 31)),
        RegionName(slug="5003", name="临水地区", kind="city", parent="50", names=("临水地区",), is_former=True, until=date(2011, 12, 31)),
        RegionName(slug="5004", name="临水市", kind="city", parent="50", names=("临水市", "临水")),
        RegionName(slug="500204", name="新建区", kind="county", parent="5002", names=("新建区", "新建")),
        RegionName(slug="500205", name="石龙区", kind="county", parent="5002", names=("石龙区", "石龙")),
    ],
    codes=[
        NumberCode(code="滨政发", body="滨海市人民政府", confidence=0.95),
        NumberCode(code="滨政办发", body="滨海市人民政府办公室", confidence=0.95),
        NumberCode(code="国办发", body="国务院办公厅", confidence=0.99),
        NumberCode(code="青滨发", body="滨海市人民政府", confidence=0.4),
    ],
)


def paper(**parts):
    """The text of a policy; a part handed in replaces the usual one, an empty one leaves it out."""
    return "\n".join(part for part in (PARTS | parts).values() if part)


def scanned(raw, reference=REFERENCE):
    """The Scan of a raw text."""
    return scan_of(text.clean(raw)[0], reference)[0]


def header_of(raw, reference=REFERENCE):
    """The header of a raw text."""
    return scanned(raw, reference).header


def flags_of(raw, reference=REFERENCE):
    """The rules of the flags that a raw text raises."""
    clean = text.clean(raw)[0]
    return [flag.rule for flag in find_frame(clean, "policy", reference).flags]
