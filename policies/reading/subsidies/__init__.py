"""Promises of support: who gets what, how much, on which conditions, each with its sentence.

find_subsidies walks over the sentences once; every other module reads one side of a promise: roles.py the part that
each figure plays, amounts.py and tiers.py the sums and thresholds, beneficiaries.py the holder, kinds.py kind and form,
stacking.py the rules of going together, lists/ items below an opening line and tables that lost their lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from policies.reading.parts import Condition, Confidence, Heading, Subsidy
from policies.reading.scan import Scan
from policies.reading.subsidies.amounts import read_amounts, read_conditions
from policies.reading.subsidies.beneficiaries import read_beneficiary
from policies.reading.subsidies.clauses import Promise, find_promises
from policies.reading.subsidies.kinds import read_delivery, read_form, read_kinds, read_term
from policies.reading.subsidies.lists.grids import Row, find_rows
from policies.reading.subsidies.lists.items import Item, gathered
from policies.reading.subsidies.promises import fund_figure
from policies.reading.subsidies.roles import of_part
from policies.reading.subsidies.stacking import find_rules, governed, read_stacking
from policies.reading.subsidies.tiers import read_tiers
from policies.reading.subsidies.views import View, view_of

__all__ = ["find_subsidies"]

# "沈阳市政府出台了", "锦州市委、市政府出台": how a report names whose paper it quotes -> place
_ISSUER = re.compile(
    r"(?:^|[，,。；;、：:])(?P<place>[一-鿿]{2,8}?(?:高新区|开发区|新区|自治区|市|区|县|省))(?=[^，,。；;]{0,20}(?:出台|制定|印发|下发|发布|明确|规定|提出))"
)
# Between two items of one sentence: "；", "；（2）"
_NEXT_ITEM = re.compile(r"[；;]\s{0,3}(?:[（(]?[\d一二三四五六七八九十]{1,2}[）)、.．])?\s{0,3}")
# From the end of a sentence to the first item below it
_FIRST_ITEM = re.compile(r"[。：]?\s{0,4}(?:[（(][一1][）)]|1[.．、]|①)\s{0,3}")
# A heading that names the item is short: 房租补贴, 支持资本投资
_HEADING = 20


def find_subsidies(scan: Scan) -> tuple[Subsidy, ...]:
    """The promises of support of a text, in order.

    Sums are Decimal yuan, rates fractions, areas square metres; every place counts in scan.text. A clause whose parts
    could not be matched carries confidence "check"; nothing is invented for it.
    """
    found = [*gathered(scan, _from_sentences(scan)), *(_of_row(scan, row) for row in find_rows(scan))]
    found.sort(key=lambda subsidy: subsidy.start)
    found = list(_without_openers(scan.text, found))
    rules = find_rules(scan, tuple((subsidy.start, subsidy.end) for subsidy in found))
    return governed(tuple(found), rules)


def _without_openers(text: str, found: list[Subsidy]) -> Iterator[Subsidy]:
    """The promises without a sentence that only announces the items below it: 对企业高管给予奖励。（一）…奖励50万元；"""
    for one, following in zip_longest(found, found[1:]):
        announces = following is not None and following.amounts and not one.amounts and not one.conditions
        if not (announces and _FIRST_ITEM.fullmatch(text, one.end, following.start)):
            yield one


def _from_sentences(scan: Scan) -> Iterator[Item]:
    last: Subsidy | None = None
    region: str | None = None
    for promise in find_promises(scan):
        region = _region(scan, promise, region, last) if scan.genre == "report" else None
        if scan.genre == "report" and region is None:
            continue
        subsidy = last = _of_promise(scan, promise, _condition_before(scan, last, promise))
        if subsidy is not None:
            yield promise, replace(subsidy, region=region) if region else subsidy


def _condition_before(scan: Scan, last: Subsidy | None, promise: Promise) -> Condition | None:
    """The condition that a promise behind a semicolon goes on with: 收入达到100万元的，…；达到300万元的，…."""
    if last is None or not last.conditions or not promise.view.places:
        return None
    gap = scan.text[last.end : promise.view.places[0]]
    return last.conditions[-1] if _NEXT_ITEM.fullmatch(gap) else None


def _of_promise(scan: Scan, promise: Promise, last: Condition | None) -> Subsidy | None:
    view = promise.view
    if not view.places:
        return None
    start, end = view.span(0, len(view.text))
    figures, heading = promise.figures, scan.heading_at(start)
    beneficiary = read_beneficiary(view, promise.context, heading.heading if heading else None)
    tiers = read_tiers(view, figures)
    amounts = read_amounts(view, figures, tiers)
    named = _run_in_heading(promise.context) or _short_heading(heading)
    return Subsidy(
        start=start,
        end=end,
        evidence=scan.text[start:end],
        provision=scan.provision_at(start),
        confidence=_confidence(promise, uneven=tiers.uneven),
        kinds=read_kinds(_with_opener(view, promise), figures, named),
        beneficiary=beneficiary,
        form=read_form(view, figures, amounts),
        amounts=amounts,
        conditions=read_conditions(view, figures, beneficiary, last),
        stacking=read_stacking(view.text),
        delivery=read_delivery(view.text),
        term=read_term(view),
    )


def _with_opener(view: View, promise: Promise) -> View:
    """An item of a list speaks with the line that opened it."""
    if promise.opener is None or view.places[0] < promise.item:
        return view
    text = promise.opener.text + view.text
    return View(text, (0,) * len(text))


def _run_in_heading(context: str) -> str:
    """The short sentence before a promise that names its item: 房租补贴。按每平方米…."""
    before = context.rstrip("。").rsplit("。", 1)[-1]
    return before if context.endswith("。") and len(before) <= _HEADING else ""


def _short_heading(heading: Heading | None) -> str:
    return heading.heading if heading and len(heading.heading) <= _HEADING else ""


def _confidence(promise: Promise, *, uneven: bool) -> Confidence:
    fund = fund_figure(promise.view, promise.figures)
    unclear = [
        figure
        for figure in of_part(promise.figures, "unclear")
        if figure.number.kind in ("money", "rate") and figure is not fund
    ]
    return "check" if uneven or unclear else "sure"


def _region(scan: Scan, promise: Promise, earlier: str | None, last: Subsidy | None) -> str | None:
    """The place whose paper a report quotes: the last that issues something before the promise in its paragraph, or None."""
    before = promise.context + promise.view.text
    issuers = [found["place"] for found in _ISSUER.finditer(before)]
    if issuers or last is None or not promise.view.places:
        return issuers[-1] if issuers else None
    return earlier if "\n" not in scan.text[last.start : promise.view.places[0]] else None


def _of_row(scan: Scan, row: Row) -> Subsidy:
    view = view_of(scan, row.start, row.end)
    title = View(row.title, (0,) * len(row.title))
    return Subsidy(
        start=row.start, end=row.end, evidence=scan.text[row.start : row.end], provision=scan.provision_at(row.start),
        kinds=read_kinds(title, ()), beneficiary=row.label, form=read_form(view, (), row.amounts), amounts=row.amounts,
        confidence="likely",
    )  # fmt: skip
