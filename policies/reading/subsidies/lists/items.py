"""Items of one measure made one promise: below words that open a list, and behind a semicolon.

对…企业按下列标准给予奖励：（1）国家级…50万元；（2）省级…20万元 · the same with 1. 2. 3. on lines of their own · 对新认定的国家级中心给予
50万元；省级的给予20万元. The items become tiers of one promise where they differ in their grade or threshold alone; items for different
costs (宽带…, 装修…) or with tiers of their own stay promises, each with what the opening words ask for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from policies.reading.parts import Amount, Condition, Subsidy
from policies.reading.scan import Scan
from policies.reading.subsidies.amounts import read_conditions
from policies.reading.subsidies.beneficiaries import read_beneficiary
from policies.reading.subsidies.clauses import LONGEST, Promise
from policies.reading.subsidies.lists.names import begins_with_grade, grade_names, item_names
from policies.reading.subsidies.roles import read_figures

Item = tuple[Promise, Subsidy]

_MARKERS = r"(?:[（(][\d一二三四五六七八九十]{1,3}[）)]|[\d一二三四五六七八九十]{1,3}[.．、)）是]|[①-⑳]|——?|[·•])"
# "；（2）", "。\n2.", "：\n（一）" between two items, and the marker alone
_GAP = re.compile(rf"[。；;，：:]?\s{{0,8}}{_MARKERS}?\s{{0,4}}")
_MARKER = re.compile(rf"(?P<marker>{_MARKERS})\s{{0,4}}$")
_WIDEST_GAP = 20  # characters
_ARABIC, _CHINESE = re.compile(r"\d{1,3}|[①-⑳]"), re.compile("[一二三四五六七八九十]{1,3}")
# The sort of a sum: sums of one sort make tiers of one measure.
_SORTS = {"fixed": "fixed", "tier": "fixed", "rate": "rate", "cap": "cap", "per_unit": "per_unit"}


def gathered(scan: Scan, found: Iterable[Item]) -> Iterator[Subsidy]:
    """The promises in order, with the items of a list made one where they are its tiers."""
    row: list[Item] = []
    for item in found:
        if row and not _follows(scan.text, row[-1], item):
            yield from _of_row(scan, row)
            row = []
        row.append(item)
    if row:
        yield from _of_row(scan, row)


def _follows(text: str, last: Item, item: Item) -> bool:
    """Whether an item stands right behind the last one: of the same list, or a bare grade behind a semicolon."""
    (before, given), (promise, _) = last, item
    gap = text[given.end : promise.view.places[0]]
    if promise.opener is None:
        return before.opener is None and gap in ("；", ";") and begins_with_grade(promise.view.text)
    if promise.opener is not before.opener or not _is_gap(gap):
        return False
    marker, earlier = _marker(text, promise.item), _marker(text, before.item)
    return _shape(marker) == _shape(earlier) and (marker != earlier or (not marker and gap[:1] in ("；", ";")))


def _is_gap(gap: str) -> bool:
    return len(gap) <= _WIDEST_GAP and _GAP.fullmatch(gap) is not None


def _marker(text: str, place: int) -> str:
    """The marker before an item: "（2）", "3."; empty where it has none."""
    found = _MARKER.search(text, max(place - _WIDEST_GAP, 0), place)
    return found["marker"] if found else ""


def _shape(marker: str) -> str:
    """What markers of one list share: （1） and （2） do, （一） is of another."""
    return _ARABIC.sub("1", _CHINESE.sub("一", marker))


def _of_row(scan: Scan, row: Sequence[Item]) -> Iterator[Subsidy]:
    promise, start = row[0][0], row[0][1].start
    opener = promise.opener
    asked: tuple[Condition, ...] = ()
    if opener is not None and _is_gap(scan.text[opener.places[-1] + 1 : promise.item]):
        asked = read_conditions(opener, read_figures(opener), row[0][1].beneficiary)
        # A first item that holds the opener begins where its promise does.
        start = opener.places[0] if start >= promise.item else start
    merged = _merged(scan, row, start) if len(row) > 1 else None
    for subsidy in (merged,) if merged else (subsidy for _, subsidy in row):
        yield _with(asked, subsidy)


def _with(asked: Sequence[Condition], subsidy: Subsidy) -> Subsidy:
    """An item with the conditions of its opening words before its own."""
    return replace(subsidy, conditions=_distinct((*asked, *subsidy.conditions))) if asked else subsidy


def _distinct(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    found: dict[tuple[object, ...], Condition] = {}
    for one in conditions:
        found.setdefault((one.subject, one.value, one.unit), one)
    return tuple(found.values())


# --- tiers of one promise -----------------------------------------------------------------------------------------------


def _merged(scan: Scan, row: Sequence[Item], start: int) -> Subsidy | None:
    """The row as one promise with a tier an item; None where its items are no tiers of one measure."""
    subsidies = [subsidy for _, subsidy in row]
    first, end = subsidies[0], subsidies[-1].end
    kinds = tuple(kind for kind in first.kinds if row[0][0].opener is None or all(kind in one.kinds for one in subsidies))
    if end - start > LONGEST or not kinds or not _are_alike(subsidies) or not _measure_one_thing(subsidies):
        return None
    holder, is_one = _holder(row)
    names = (item_names if row[0][0].opener else grade_names)([(promise, _main(subsidy)) for promise, subsidy in row])
    if not names or not is_one:
        return None
    return replace(
        first, start=start, end=end, evidence=scan.text[start:end], provision=scan.provision_at(start), kinds=kinds,
        beneficiary=holder, form=first.form if _main(first).role in ("cap", "per_unit") else "tiered",
        amounts=tuple(_on_tiers(scan.text, subsidies, names)), stacking=next((one.stacking for one in subsidies if one.stacking), None),
        conditions=_distinct(condition for one in subsidies for condition in one.conditions),
    )  # fmt: skip


def _are_alike(subsidies: Sequence[Subsidy]) -> bool:
    """Whether each item gives one sum or share of the same sort, or tiers of its own, with caps at most beside it."""
    sorts: set[tuple[str | None, str | None, str]] = set()
    for subsidy in subsidies:
        if not subsidy.amounts or subsidy.confidence == "check":
            return False
        sums = [amount for amount in subsidy.amounts if amount.role != "cap"] or list(subsidy.amounts[:1])
        if len(sums) > 1 and not all(one.role == "tier" and one.tier for one in sums):
            return False
        sorts.update((_SORTS.get(one.role), one.per, one.unit) for one in sums)
    return len(sorts) == 1 and all(sort for sort, _, _ in sorts)


def _measure_one_thing(subsidies: Sequence[Subsidy]) -> bool:
    """Whether the items' own conditions are steps of one figure; 产值增长…的 and 纳税…的 are two measures."""
    own = [{one.subject for one in subsidy.conditions} for subsidy in subsidies]
    return len(frozenset().union(*own)) <= max(map(len, own))


def _main(subsidy: Subsidy) -> Amount:
    """The sum that an item gives; a cap where that is all it says."""
    return next((amount for amount in subsidy.amounts if amount.role != "cap"), subsidy.amounts[0])


def _holder(row: Sequence[Item]) -> tuple[str | None, bool]:
    """The holder of the opening words, else the one of all items; False where the items have different ones."""
    promise, first = row[0]
    spoken = read_beneficiary(promise.opener, "", None) if promise.opener else first.beneficiary
    holders = {subsidy.beneficiary for _, subsidy in row} if promise.opener else {first.beneficiary}
    return spoken or first.beneficiary, spoken is not None or len(holders) == 1


def _on_tiers(text: str, subsidies: Sequence[Subsidy], names: Sequence[str]) -> Iterator[Amount]:
    """The amounts of all items, each on the tier of its item; a cap in a sentence behind the last item holds for all."""
    base = subsidies[0].amounts[0].base
    for subsidy, name in zip(subsidies, names, strict=True):
        for amount in subsidy.amounts:
            role = "tier" if amount.role == "fixed" else amount.role
            shared = subsidy is subsidies[-1] and amount.role == "cap" and "。" in text[subsidy.start : amount.start]
            yield replace(amount, role=role, tier=amount.tier or (None if shared else name),
                          base=amount.base or (base if role == "rate" else None))
