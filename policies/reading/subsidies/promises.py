"""What makes a stretch a promise of support, and what unmakes it.

Promises: 给予10万元奖励 · 按投资额的30%给予扶持 · 给予适当补贴 · 可申请最高15万元的贷款 · 免费提供场地 · 设立1亿元的风险补偿基金 ·
实行一事一议 · 出台场地补贴、成果奖励等政策. No promises: 支持…发展, 优先…, sums paid last year, instalments, sanctions, praise,
what a paper asks banks and employers to pay.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from policies.reading.subsidies.roles import Figure, of_part
from policies.reading.subsidies.views import View
from policies.reading.subsidies.words import compiled, framed

# "1亿元的贷款风险补偿基金" behind the figure; 100万元资金支持 is none
_FUND_BEHIND = re.compile(
    r"(?:以上|左右)?的?[^，。；]{0,24}?(?:基金|资金池|风险池|补偿金|引导资金|专项资金|发展资金|扶持资金)"
)
Test = Callable[[View, tuple[Figure, ...]], bool]


def is_promise(view: View, figures: tuple[Figure, ...]) -> bool:
    """Whether the stretch gives money or its worth to somebody who qualifies."""
    return any(test(view, figures) for test in _TESTS) and not is_refused(view, figures)


def is_refused(view: View, figures: tuple[Figure, ...]) -> bool:
    """Whether the stretch promises none: past, sanctions, instalments, praise, others' money."""
    text = view.open
    if compiled("refuse").search(text) or _is_past(text):
        return True
    sums = [
        figure
        for figure in of_part(figures, "award", "cap", "floor")
        if figure.number.kind in ("money", "rate", "ratio")
    ]
    if not sums and (compiled("purpose_opening").match(text) or view.text.endswith("：")):
        return True
    if not sums and framed(r"[仅只](?:能)?(?:给予|享受|奖励|补助|补贴|资助)(?:其中)?一[次项]").search(text):
        return True  # 同一资质仅给予一次奖励: a rule of going together
    if _is_rule_for_all(text, figures) or framed(r"[^，。；\d]{2,20}(?:，?是指|，即(?![给奖补按予征申免时可]))").match(text):
        return True  # 无偿资助，即…: what a word means
    return (
        (any(figure.is_rate for figure in figures) and _is_instalment(text))
        or _asks_others(text)
        or _is_others_matter(text)
    )


def _is_past(text: str) -> bool:
    """累计奖励200万元 was paid; 累计奖励不超过200万元 bounds what will be."""
    return any(not framed(r"(?:金额|资金|总额)?{cap}").match(text, found.end()) for found in compiled("past").finditer(text))


def _is_others_matter(text: str) -> bool:
    """Who bears what was promised elsewhere, inventors' shares of their institute's income, plans, results, honours."""
    return bool(
        (
            "由" in text
            and framed(
                r"(?:所需|奖励|补助|补贴|扶持|资助|奖补)(?:资金|经费|费用)?由[^，。；]{2,30}(?:分担|共担|承担|负担)"
            ).search(text)
        )
        or (
            "成果" in text
            and framed(r"成果(?:转化|转让|许可)[^，。；]{0,5}(?:收益|收入)[^。；]{0,40}(?:奖励|分配)").search(text)
        )
        or framed(r"(?:力争|争取|确保)[^，。；]{0,10}(?:发放|投放|新增)").search(text)
        or framed(r"(?:留取|提取|计提|预留)[^，。；]{0,12}\d[^，。；]{0,10}，?(?:用于|作为)").search(text)
        or framed(
            r"(?:19|20)\d{2}年[^。；]{0,40}(?<!可)(?:享受|获得|争取|发放|落实)[^，。；]{0,10}(?:补贴|补助|奖励|资金)[^，。；]{0,3}\d"
        ).match(text)
        or (
            "突出贡献" in text
            and framed(r"突出贡献的?[^，。；]{0,6}(?:单位|集体)和个人[^。；]{0,20}奖励$").search(text)
        )
    )


def _is_rule_for_all(text: str, figures: tuple[Figure, ...]) -> bool:
    """同一企业获得的各类奖励合计不超过500万元: a limit over all promises, itself none."""
    return (
        ("计" in text or "总" in text)
        and not of_part(figures, "award")
        and bool(
            framed(
                r"(?:各类|各项|所有|多项|全部|本政策|本措施|本办法|上述|以上)[^，。；]{0,16}(?:合计|累计|总计|总额|总和)|[两三]项(?:合计|累计)"
            ).search(text)
        )
    )


def _is_instalment(text: str) -> bool:
    """先行拨付补助资金的50%, 分别按应奖励额的30%、30%和40%: when a sum promised elsewhere is paid."""
    paid = framed(
        r"(?:拨付|兑现|发放)[^，。；]{0,12}(?:资金|总额|金额|奖励|补助|补贴)的\d|支付[^，。；]{0,6}(?:奖励|补助|补贴)[^，。；]{0,4}的\d"
    ).search(text)
    return bool(paid or compiled("instalment").search(text))


def _asks_others(text: str) -> bool:
    """鼓励金融机构给予…, 支持用人单位发放…: somebody else is asked to pay, in one phrase and without 对…."""
    if not any(word in text for word in ("给予", "提供", "发放", "采取")):
        return False
    return bool(
        framed(r"(?:鼓励|支持|引导|推动)[^，。]{0,8}{private_giver}[^，。]{0,30}?(?:给予|提供|发放)").search(text)
        and not framed(r"，(?:并)?(?:对|为|给予)").search(text)
    ) or bool(
        framed(r"[^对]{0,40}(?:鼓励|引导)(?!各地|各区|各市|有条件|地方)[^，。对]{2,24}(?:采取|发放)").match(text)
        and not framed(r"，(?:并)?(?:对|为|给予)|\d").search(text)
    )


def has_sum(view: View, figures: tuple[Figure, ...]) -> bool:
    """A sum or share with a word of support in its phrase: 奖励10万元, 按实际缴纳保费的30%补贴."""
    near = compiled("give", "pay", "noun")
    standard = framed(r"{pay}(?:标准|比例|额度|金额)")
    for figure in of_part(figures, "award", "cap", "floor"):
        if figure.number.kind not in ("money", "rate", "ratio"):
            continue
        if near.search(figure.lead) or near.search(figure.after[:24]) or standard.search(view.open, 0, figure.start):
            return True
        if framed(r"(?:支持|扶持|[奖补])$").search(figure.before) and figure.number.kind in ("money", "rate"):
            return True
        if framed(r"^(?:其中)?标准为").match(figure.lead) and compiled("give").search(view.open, 0, figure.start):
            return True
        if framed(r"每[人名户家][^，]{0,3}$").search(figure.before) and near.search(view.open, figure.end):
            return True
    return "可" in view.open and bool(
        framed(r"可(?:以)?(?:申请|获得|申领|为[^，。]{2,16}提供)[^，。]{0,30}元[^，。]{0,12}(?:贷款|授信)").search(view.open)
    )


def is_given(view: View, figures: tuple[Figure, ...]) -> bool:
    """给予适当补贴, 予以奖补激励; praise alone is none."""
    if "予" not in view.open and "给与" not in view.open:
        return False
    text = compiled("honour").sub("", view.open)
    return bool(
        framed(r"(?:给予|给与|予以)[^，。；]{0,60}?{noun}").search(text)
        or framed(r"(?:给予|予以)[^，。；]{0,12}配套(?=[，。；]|$)").search(text)
        or framed(r"(?:房|水|电|能|网络|租金|宽带|费用?)[^，。；]{0,24}(?:给予|予以)[^，。；]{0,6}优惠").search(text)
        or framed(r"{noun}[^，。；]{0,6}(?:等)?(?:形式|方式)?(?:给予|予以)(?:支持|扶持)").search(text)
        or framed(
            r"(?:由|从|通过)[^，。；]{1,30}?(?:资金|基金|财政|经费)[^，。；]{0,24}?(?:给予|予以)[^，。；]{0,6}(?:支持|扶持|补助)"
        ).search(text)
    )


def is_handed(view: View, figures: tuple[Figure, ...]) -> bool:
    """发放住房补贴, 提供担保费补贴, 对…进行补贴."""
    text = view.open
    handed = any(word in text for word in ("发放", "提供", "进行", "实行"))
    found = handed and framed(
        r"(?:发放|提供|进行|实行)[^，。；]{0,24}?{noun}(?!制度|机制|办法|计划|政策|标准|申请|资金使用|意见|方案|名单|建议|对象|决定|情况|结果)"
    ).search(text)
    return bool(
        found
        or (
            "给" in text
            and framed(
                r"(?:财政|专项资金|县级|区级|市级)[^，。；]{0,10}?(?:补助|补贴|奖励|返还|补给)给[^，。；]{1,12}"
            ).search(text)
        )
    )


def is_open_to_claim(view: View, figures: tuple[Figure, ...]) -> bool:
    """可申请…补贴, 可按标准享受租金优惠."""
    if "可" not in view.open:
        return False
    found = framed(
        r"可(?P<how>[^，。；]{0,20}?)(?:申请|申领|享受|领取|获得|报)[^，。；]{0,30}?{noun}(?!标准|条件|范围|政策)"
    ).search(view.open)
    if found is None or framed(r"放宽|提高|优化|优先").search(found["how"]):
        return False
    return framed(r"本(?:办法|政策|措施|意见|规定|细则|方案)").search(found[0]) is None  # 可享受本办法规定的奖励: who, and not what


def is_in_kind(view: View, figures: tuple[Figure, ...]) -> bool:
    """免费提供经营场地, 三年内免租金, 可申请10年免租入住, 租金减半."""
    place = compiled("place")
    if "免" in view.open and framed(r"(?:免收|免除|免缴|免征|减免)[^，。；税]{0,32}(?:费(?!政策)|房租|租金)").search(
        view.open
    ):
        return True
    if "免费" in view.open and framed(r"(?:提供|给予|安排)[^，。；]{0,16}免费[^，。；]{0,8}{place}").search(view.open):
        return True
    return any(
        place.search(view.open[max(0, found.start() - 12) : found.end() + 16])
        for found in compiled("in_kind").finditer(view.open)
    )


def is_whole(view: View, figures: tuple[Figure, ...]) -> bool:
    """宽带全额补贴: the whole cost is borne."""
    return "全额" in view.text and bool(framed(r"全额(?:给予|予以)?{pay}|(?:留成|贡献|收益)部分全额用于").search(view.text))


def is_fund(view: View, figures: tuple[Figure, ...]) -> bool:
    """设立1亿元的贷款风险补偿基金, 风险池基金1000万元资金: money laid aside for applicants; a planned number of funds is none."""
    return fund_figure(view, figures) is not None


def fund_figure(view: View, figures: tuple[Figure, ...]) -> Figure | None:
    """The sum of a fund that is offered."""
    for figure in figures:
        if figure.number.kind == "money" and figure.part != "echo" and _lays_aside(view, figure):
            return figure
    return None


def _lays_aside(view: View, figure: Figure) -> bool:
    """设立1亿元的…基金; 安排500万元专项资金，用于…奖励; 安排专项资金500万元，给予…; 风险池基金500万元，优先…."""
    before, behind = figure.lead[-40:], view.open[figure.end :]
    if framed(r"^(?:首期|一期|初始|总)?规模(?:为|达|达到)?$").match(figure.lead):  # 设立创业投资引导基金，首期规模为50亿元
        return framed(r"(?:设立|组建|建立|成立)(?!了)[^，。；]{2,30}(?:基金|资金池|风险池)，$").search(view.open[: view.phrase_at(figure.start)[0]]) is not None
    founded = framed(r"(?:设立|组建|建立|成立)(?!了)(?!.*(?:给予|奖励|补助|补贴|资助))").search(before)
    # 形成100亿元规模的产业发展资金，重点用于…
    formed = before.endswith("形成") and framed(r"规模的[^，。；]{2,24}(?:资金|基金)，(?:重点|主要|专项)?用于").match(behind)
    if formed or (founded and _FUND_BEHIND.match(figure.after[:40])):
        return True
    if "安排" in before and framed(r"[^，。]{0,12}{fund}").match(figure.after) and _is_for_support(view):
        return True
    if framed(r"(?:资金|经费|预算)中(?:每年)?(?:统筹)?安排$").search(before):
        return framed(r"^(?:元)?，?(?:对|用于)[^，。；]{2,40}(?:给予|予以|奖励|补助|补贴|资助|奖补)").match(behind) is not None
    if framed(r"(?:安排|设立)[^，。；]{0,16}(?:资金|基金)”?$").search(before):
        return framed(r"给予|用于[^，。]{0,40}(?:奖|补|扶持|资助)").search(behind) is not None
    named = framed(r"(?:基金|资金池|风险池|补偿金)(?:规模为?)?$").search(before)
    return bool(named and framed(r"优先|用于|为[^，]{2,20}提供").search(behind))


def _is_for_support(view: View) -> bool:
    return bool(framed(r"用于[^，。]{0,40}(?:奖励|补助|补贴|扶持|资助|奖补)").search(view.open))


def is_policy(view: View, figures: tuple[Figure, ...]) -> bool:
    """出台场地补贴、成果奖励、投资补贴、服务购买等多项政策: most of what is listed is money; 各项引进、奖励、鼓励政策 is not."""
    found = "政策" in view.open and framed(
        r"(?:出台|制定)(?P<list>[^，。；]{2,40}?)(?:等)?(?:多项|各项|系列|一系列)?政策"
    ).search(view.open)
    if not found:
        return False
    listed = [item for item in framed(r"[、和及]").split(found["list"]) if item]
    money = sum(bool(framed(r"{noun}$").search(item)) for item in listed)
    return money * 2 > len(listed)


def is_shared_out(view: View, figures: tuple[Figure, ...]) -> bool:
    """按贷款总额的一定比例，奖励…机构; 适当返还再担保费; 贴息资金由财政承担."""
    return bool(
        (
            "差额" in view.open
            and framed(r"(?:按|予以)差额(?:予以|给予)?补足|补足差额|补齐差额|差额部分予以补足").search(view.open)
        )
        or (
            "一定比例" in view.open
            and framed(r"一定比例，?(?:给予|予以)?(?:奖励|补贴|补助|补偿|资助|返还)").search(view.open)
        )
        or ("返还" in view.open and framed(r"返还[^，。；]{0,12}?(?:费|税款|金)(?![率])").search(view.open))
        or (
            "由" in view.open
            and framed(
                r"(?:贴息|利息|担保费|保费|租金)(?:资金|部分)?由[^，。；]{0,20}?(?:财政|资金|基金)[^，。；]{0,8}?(?:承担|负担|支付|补贴)"
            ).search(view.open)
        )
    )


def is_case_by_case(view: View, figures: tuple[Figure, ...]) -> bool:
    """重大项目…实行“一事一议”, where support is what is settled case by case."""
    if not framed(r"一事一议|一企一策|一项一议").search(view.open):
        return False
    settled = framed(
        r"^对[^，。；]{2,60}(?:项目|企业|机构|团队|人才)[^，。；]{0,6}(?:实行|采取|采用|按照?)“?一事一议"
    ).search(view.open)
    return bool(settled or framed(r"奖励|扶持|支持|补助|补贴|资助").search(view.open))


def is_tax_relief(view: View, figures: tuple[Figure, ...]) -> bool:
    """免征房产税, 企业所得税税前扣除; 落实…加计扣除政策 only repeats the law."""
    for found in compiled("tax_act").finditer(view.open):
        start = view.open.rfind("，", 0, found.start()) + 1
        lead = view.open[start : found.start()]
        named = compiled("tax").search(view.open[start : found.end() + 30])
        if (named or "扣除" in found[0]) and not framed(r"落实|执行|宣传|用好|用足").search(lead):
            return True
    return False


_TESTS: tuple[Test, ...] = (
    has_sum, is_given, is_handed, is_open_to_claim, is_in_kind, is_whole, is_fund, is_policy, is_shared_out, is_case_by_case,
    is_tax_relief,
)  # fmt: skip


def opens_list(view: View) -> bool:
    """Whether a line opens a list of sums: 按以下标准给予奖励：; one that opens a list of conditions does not."""
    if not view.text.endswith("：") or framed(
        r"(?:以下|下列|如下|[一二三四五六\d]项)[^，。]{0,6}(?:条件|材料|要求|程序)"
    ).search(view.text):
        return False
    return compiled("give", "pay").search(view.text[-60:]) is not None
