"""The kinds, form, delivery and term of a promise, from the words of support_kinds.csv and from its amounts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from policies.reading.parts import Amount
from policies.reading.subsidies.roles import Figure, of_part, verb
from policies.reading.subsidies.views import View
from policies.reading.subsidies.words import deliveries, framed
from policies.reading.tables import alternation, rows

_IN_KIND = re.compile(r"免费提供|提供免费|免租|免除租金|免收|免征(?![^，。；]{0,24}税)|免缴(?![^，。；]{0,24}税)|无偿|免费|租金优惠|免房租|零租金|减免|全免|减半")


def read_kinds(view: View, figures: tuple[Figure, ...], heading: str = "") -> tuple[str, ...]:
    """The kinds of support in the contract's words; award only where nothing finer is named, other where nothing is.

    Finer kinds are read from what is given; where that says nothing, from what it is given for, at last from the
    run-in heading.
    """
    given = _given_part(view)
    kinds = _named(given, "any") or _named(_purpose_part(view, figures), "any")
    if "talent" not in kinds and "talent" in _named(view.bare, "any"):
        kinds = [kind for kind in _named(view.bare, "any") if kind in kinds or kind == "talent"]
    if _is_fund(view):
        kinds = ["risk"] if "risk" in _named(view.text, "any") else ["fund"]
    if "follow_on" in kinds:
        kinds = [kind for kind in kinds if kind not in ("matching", "investment")]
    paired = framed(r"(?:补贴|补助|资助)(?:和|与|、)奖励|奖励(?:和|与|、)(?:补贴|补助|资助)|成果奖励").search(view.text)
    if framed(r"奖(?!项)").search(given) and (not kinds or paired):
        kinds = [*kinds, "award"]
    return tuple(dict.fromkeys(kinds or _named(heading, "any"))) or ("other",)


def _is_fund(view: View) -> bool:
    return bool(
        framed(r"设立[^，。]{0,30}\d[^，。]{0,30}(?:基金|资金)|(?:风险池|资金池)(?:基金)?\d|基金\d").search(view.text)
    )


def _given_part(view: View) -> str:
    """The phrases that hand something over, with the costs named before the verb in the same phrase."""
    parts = [
        view.text[start:end]
        for start, end in view.phrases
        if verb().search(view.text, start, end) or "免" in view.text[start:end]
    ]
    return "，".join(parts) if parts else view.text


def _purpose_part(view: View, figures: tuple[Figure, ...]) -> str:
    """The whole promise without the phrases that only measure: 实际到位资金总额达到1000万以上 makes no investment kind."""
    measured = [view.phrase_at(figure.start) for figure in of_part(figures, "condition")]
    return "，".join(
        view.open[start:end]
        for start, end in view.phrases
        if (start, end) not in measured or _invests(view.text[start:end])
    )


def _invests(phrase: str) -> bool:
    return framed(r"股权投资|固定资产投资|基金|风险池|资金池").search(phrase) is not None


def _named(text: str, where: str) -> list[str]:
    """The kinds whose cues stand in a text, in order of place; a cue inside a longer one (保费 in 担保费) does not count."""
    met = (_kind_of(where)[found[0]] for found in _cue(where).finditer(text))
    return [kind for kind in dict.fromkeys(met) if kind != "none"]


@cache
def _kind_of(where: str) -> dict[str, str]:
    return {row["cue"]: row["kind"] for row in rows("support_kinds") if row["where"] == where}


@cache
def _cue(where: str) -> re.Pattern[str]:
    return re.compile(alternation(_kind_of(where)))


def read_form(view: View, figures: tuple[Figure, ...], amounts: Iterable[Amount]) -> str:
    """The form of a promise, the most telling of its amounts first."""
    roles: dict[str, list[Amount]] = {}
    for amount in amounts:
        roles.setdefault(amount.role, []).append(amount)
    if "tier" in roles or len({amount.tier for amount in roles.get("rate", []) if amount.tier}) > 1:
        return "tiered"
    if "floor" in roles and "cap" in roles and "fixed" not in roles and "rate" not in roles:
        return "range"
    for role, form in (("step", "stepwise"), ("per_unit", "per_unit"), ("fixed", "fixed")):
        if role in roles:
            return form
    if "rate" in roles:
        return "ratio" if _is_plain_ratio(figures) else "rate"
    return "fund" if "fund" in roles else _form_without_award(view, roles)


def _is_plain_ratio(figures: tuple[Figure, ...]) -> bool:
    """按1:1给予配套 is a ratio; 最高1:1 bounds a share and stays a rate."""
    return any(figure.number.kind == "ratio" and figure.part == "award" for figure in figures)


def _form_without_award(view: View, roles: dict[str, list[Amount]]) -> str:
    if "cap" in roles or "floor" in roles:
        return "up_to"
    if _IN_KIND.search(view.text) or "quota" in roles:
        return "in_kind"
    if framed(r"一事一议|一企一策|一项一议").search(view.text):
        return "case_by_case"
    return "unspecified"


def read_delivery(text: str) -> str | None:
    """How the support reaches its holder: 免申即享, 即申即享, 后补助, 申报."""
    return next((name for word, name in deliveries() if word in text), None)


def read_term(view: View) -> str | None:
    """For how long it is paid: 连续补贴3年 -> 3年, 给予不超过3年的补贴 -> 3年, 三年内免租金 -> 三年."""
    found = framed(
        r"(?:连续|最长|最多)(?:给予|补贴|补助|奖励|资助|支持)?(?:不超过)?(?P<term>(?:\d{1,2}|[一二三四五六七八九十])(?:年|个月))"
        r"|给予(?:企业)?(?:不超过|最长)(?P<term2>(?:\d{1,2}|[一二三四五六七八九十])(?:年|个月))的"
        r"|(?P<term3>(?:\d{1,2}|[一二三四五六七八九十])(?:年|个月))内?免(?:租|费|收|房租)"
        r"|补(?:贴|助)期限?(?:为|最长|不超过)*(?P<term4>(?:\d{1,2}|[一二三四五六七八九十])(?:年|个月))"
    ).search(view.text)
    return next((part for part in found.groups() if part), None) if found else None
