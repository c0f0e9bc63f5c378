"""The sides of a promise beside its sums: who, which kind, how it goes together with others, how it is delivered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.reading.parts import Heading, Subsidy
from policies.reading.scan import Scan
from policies.reading.subsidies import find_subsidies
from policies.reading.subsidies.views import View, view_of
from policies.reading.tables import rows


def read_all(text: str, **scan: object) -> tuple[Subsidy, ...]:
    return find_subsidies(Scan(text=text, body_start=0, body_end=len(text), **scan))


BENEFICIARIES = [
    ("对产业定位明晰的众创空间，给予主办方每年8万奖励。", "众创空间主办方"),
    ("对新认定为国家级、省级众创空间，分别给予90万元、20万元的奖励。", "众创空间"),
    ("对众创空间等新型孵化机构的房租、宽带接入费用给予适当补贴。", "众创空间等新型孵化机构"),
    ("被评为市级以上众创空间，给予最高80万元的资助。", "市级以上众创空间"),
    ("空间内企业获得机构投资，给予20万元奖励。", "空间内企业"),
    ("承办具有影响力的论坛、大赛等创业服务活动，给予实际支出40%的资助。", "创业服务活动承办方"),
    ("科技型企业风险池基金2000万元资金，优先放贷。", "科技型企业"),
    ("对孵化企业引进人才，给予招聘和培训经费补贴。", "孵化企业"),
    ("对科技孵化器在孵面积达到3000平方米以上的，年补助40万元。", "科技孵化器"),
    ("对引进的博士后科研人员，每人给予8万元生活补助。", "博士后科研人员"),
    ("给予国家级、省级特级教师等高层次教育人才最高80万元安家补贴。", "高层次教育人才"),
    ("鼓励人才中介组织引进人才，对成功引进院士的，给予最高90万元奖励。", "人才中介组织"),
    ("为失业人员自主创业免费提供经营场地。", "失业人员"),
    ("小微企业新招用人员的，可申请最高不超过200万元的贷款。", "小微企业"),
    ("对代偿率控制在合理区间的融资担保、再担保机构，给予一定比例的代偿补偿。", "融资担保、再担保机构"),
    ("成立3年以内、职工不超过40人的初创企业，给予5万元补贴。", "初创企业"),
    ("由此产生的贴息资金由地方财政承担。", None),
]


@pytest.mark.parametrize(("text", "beneficiary"), BENEFICIARIES)
def test_the_beneficiary_is_a_short_noun(text: str, beneficiary: str | None) -> None:
    assert read_all(text)[0].beneficiary == beneficiary


KINDS = [
    ("对众创空间的房租、宽带费用和公共软件给予适当补贴。", ("rent", "broadband", "equipment")),
    ("出台场地补贴、成果奖励、投资补贴、服务购买等政策。", ("rent", "investment", "procurement", "award")),
    ("为企业提供担保费和贷款利息补贴。", ("guarantee", "interest")),
    ("对孵化企业引进人才，给予招聘和培训经费补贴。", ("talent", "training")),
    ("对科研院所开放技术平台给予补贴和奖励。", ("platform", "award")),
    ("对实际到位资金总额达到800万以上的空间，给予10万元奖励。", ("award",)),
    ("对主办方直接股权投资创客企业的，给予投资额1%的奖励。", ("investment",)),
    ("区政府产业基金给予政策性跟进投资，最高1:1配比。", ("follow_on",)),
    ("建立3000万元的风险补偿资金池，按贷款损失的50%给予补偿。", ("risk",)),
    ("科技型企业每年可申领不超过10万元的创新券。", ("voucher",)),
    ("对获得省级资金的项目，按1:1给予配套。", ("matching",)),
    ("按实际缴纳保费的30%补贴。", ("insurance",)),
    ("对在新三板挂牌企业，给予80万元奖励。", ("listing",)),
    ("对获得授权的发明专利，每件给予4000元资助。", ("intellectual_property",)),
    ("对新增并纳入统计口径的企业，给予8万元奖励。", ("growth",)),
    ("符合条件的企业，免征房产税。", ("tax",)),
    ("对软件企业给予20万元补助。", ("other",)),
    ("房租补贴。按每平方米每天1元给予补贴。", ("rent",)),
]


@pytest.mark.parametrize(("text", "kinds"), KINDS)
def test_kinds_are_read_from_what_is_given(text: str, kinds: tuple[str, ...]) -> None:
    assert read_all(text)[0].kinds == kinds


def test_every_kind_of_the_table_is_one_of_the_contract() -> None:
    contract = {
        "award", "rent", "broadband", "utilities", "construction", "equipment", "research", "event", "training", "mentoring",
        "investment", "follow_on", "fund", "risk", "interest", "guarantee", "insurance", "voucher", "matching", "talent", "startup",
        "intellectual_property", "listing", "growth", "tax", "procurement", "platform", "other", "none",
    }  # fmt: skip

    assert {row["kind"] for row in rows("support_kinds")} <= contract


STACKING = [
    ("给予10万元奖励（按就高原则不重复奖励）。", "highest_only"),
    ("给予10万元奖励，晋级的补足差额。", "top_up"),
    ("给予10万元奖励，不与上级补贴叠加。", "no_upper_level"),
    ("给予10万元奖励（含省、市两级资金）。", "includes_upper"),
    ("给予10万元奖励，可叠加享受。", "stackable"),
    ("给予10万元奖励和5万元补贴，合计不超过12万元。", "overall_cap"),
    ("给予10万元奖励，每家企业只享受一次。", "once_only"),
    ("给予10万元奖励，同一项目不重复支持。", "no_repeat"),
    ("给予10万元奖励。", None),
]


@pytest.mark.parametrize(("text", "rule"), STACKING)
def test_a_promise_states_its_stacking_rule(text: str, rule: str | None) -> None:
    assert read_all(f"对众创空间{text}")[0].stacking == rule


def test_a_rule_of_the_paper_governs_every_promise_without_its_own() -> None:
    text = "对孵化器给予10万元奖励。对平台给予5万元补助，可叠加享受。本办法与其他政策重复的，按照从高不重复的原则执行。"

    assert [subsidy.stacking for subsidy in read_all(text)] == ["highest_only", "stackable"]


def test_a_rule_on_what_stands_above_governs_its_own_provision_only() -> None:
    text = "一、甲\n对孵化器给予10万元奖励。\n二、乙\n对平台给予5万元补助。\n上述补助不得重复享受。"
    second = text.index("二、")
    outline = (
        Heading(marker="一、", heading="甲", depth=1, path="一", start=0, end=3, until=second),
        Heading(marker="二、", heading="乙", depth=1, path="二", start=second, end=second + 3, until=len(text)),
    )

    assert [subsidy.stacking for subsidy in read_all(text, outline=outline)] == [None, "no_repeat"]


def test_evidence_stays_the_promise_when_a_rule_governs_it() -> None:
    text = "对孵化器给予10万元奖励。同一企业按就高原则享受奖励。"

    assert read_all(text)[0].evidence == "对孵化器给予10万元奖励"


DELIVERY_AND_TERM = [
    ("对众创空间免申即享给予10万元奖励。", "免申即享", None),
    ("取得证书的职工，可申请技能补贴。", "申报", None),
    ("给予最高50万元后补助。", "后补助", None),
    ("给予每人每月900元补贴，连续补贴3年。", None, "3年"),
    ("创业团队三年内免租金。", None, "三年"),
]


@pytest.mark.parametrize(("text", "delivery", "term"), DELIVERY_AND_TERM)
def test_delivery_and_term_are_read(text: str, delivery: str | None, term: str | None) -> None:
    subsidy = read_all(text)[0]

    assert (subsidy.delivery, subsidy.term) == (delivery, term)


def test_a_title_in_the_promise_names_no_holder_and_no_kind() -> None:
    text = "对创业团队，按照《创业孵化基地房租管理办法》给予10万元奖励。"
    title = (text.index("《"), text.index("》") + 1)
    subsidy = read_all(text, excluded=(title,))[0]

    assert (subsidy.beneficiary, subsidy.kinds) == ("创业团队", ("award",))


@given(st.text(max_size=120))
def test_a_view_keeps_the_place_of_every_sign(text: str) -> None:
    view: View = view_of(Scan(text=text, body_end=len(text)), 0, len(text))

    assert len(view.text) == len(view.places) == len(view.open)
    assert all(0 <= start < end <= len(view.text) for start, end in view.phrases)
    assert all(view.span(at, at + 1) == (place, place + 1) for at, place in enumerate(view.places))
