"""Clauses to be found: one with all that a row can hold, and some of several places."""

import pytest

from policies.models import ConditionTerm
from policies.search.index import changes
from tests.makers import (
    make_body,
    make_clause,
    make_dalian_zone,
    make_document,
    make_gongshu,
    make_provision,
    make_region,
)

from .rows import PARAGRAPH, SENTENCE, make_terms


@pytest.fixture
def tiered():
    """A clause with two tiers, a cap and a condition, in its paragraph."""
    district = make_gongshu()
    document = make_document(
        "关于印发某计划的通知", text=f"一、总则\n{PARAGRAPH}\n", body=make_body("某区政府", region=district), number=("拱政发", 2016, 3)
    )
    provision = make_provision(document, "（二）", "支持建设", path="三、（二）", anchor="p-3-2")
    start = document.text.index(SENTENCE)
    place = {"quote": SENTENCE, "start": start, "end": start + len(SENTENCE), "provision": provision}
    clause = make_clause(document, form="tiered", stacking="highest_only", **place)
    tiers = [("tier", 900000, "元", {"tier": "国家级"}), ("tier", 400000, "元", {"tier": "省级"})]
    make_terms(clause, *tiers, ("cap", 1200000, "元", {"scope": "单个企业"}))
    ConditionTerm.objects.create(clause=clause, order=0, subject="入驻企业", comparator="at_least", value=12, unit="家")
    return clause


@pytest.fixture
def places():
    """Clauses of a province, a city, a zone under it and a district beside the zone; the name of each is its beneficiary."""
    zone = make_dalian_zone()
    district = make_region("210211", name="甘井子区", parent=zone.parent)
    far = make_gongshu()
    for place, amounts in ((zone.parent.parent, ()), (zone.parent, (5,)), (zone, (2,)), (zone, (3,)), (district, (1,)), (far, (4,))):
        named = "、".join([place.name, *map(str, amounts)])
        make_clause(make_document(f"{place.name}的文件", region=place), beneficiary=named, amounts=amounts)
    changes.rebuild()
    return zone
