"""Documents with texts made of words, to compare the index with a plain look at every text."""

from __future__ import annotations

import random
from datetime import date

from django.db import connection

from policies.models import Document, Issuance, Theme
from tests.makers import (
    make_body,
    make_citation,
    make_clause,
    make_dalian_zone,
    make_document,
    make_gongshu,
    make_part,
    make_provision,
)

WORDS = ["众创空间", "孵化器", "创业", "创新", "租金", "补贴", "奖励", "企业", "高新技术", "街道", "园区", "资金", "最高", "每年", "一次性", "大学生", "人才", "平方米", "宽带", "服务", "平台", "投资", "基金", "支持", "鼓励", "认定", "备案", "考核", "管理", "办法", "发展", "科技", "成果", "转化", "知识产权", "区级", "市级", "省级", "国家级", "入驻", "团队", "项目", "申报", "的", "和", "对", "给予", "按照", "不超过", "以上", "达到", "2016年", "10万元", "50%", "2018", "3家", "R&D", "5G"]
MARKS = "，、；。：（）《》“”\n"


def make_text(dice: random.Random, words: int = 120) -> str:
    """Words run together, with a mark behind every fourth on average."""
    parts = []
    for word in dice.choices(WORDS, k=words):
        parts += [word, dice.choice(MARKS)] if dice.random() < 0.25 else [word]
    return "".join(parts)


def make_collection(size: int, seed: int = 1) -> list[Document]:
    """Documents of two places and what is above them, of all kinds and validities, a third of several bodies, some with clauses."""
    dice = random.Random(seed)
    themes = [Theme.objects.create(slug=slug, name_zh=slug, name_en=slug) for slug in ("cost", "talent")]
    regions = [place for low in (make_gongshu(), make_dalian_zone()) for place in (low, low.parent, low.parent.parent)]
    bodies = [make_body(f"{region.name}人民政府", region=region) for region in regions]
    bodies += [make_body(f"{body.name}办公室", region=body.region, parent=body) for body in bodies]
    documents = [_make_one(dice, dice.choice(bodies), themes) for _ in range(size)]
    for document in documents[::3]:
        others = dice.sample([body for body in bodies if body != document.lead_body], dice.randint(1, 2))
        Issuance.objects.bulk_create(Issuance(document=document, body=body, order=order) for order, body in enumerate(others, start=1))
    for document in documents:
        if dice.random() < 0.4:
            _change(dice, make_citation(document, dice.choice(documents), dice.choice(["repeals", "amends"])))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # without figures PostgreSQL looks through all texts anew for each document
    return documents


def _change(dice: random.Random, citation) -> None:
    """Of the other document the whole, the place where its clause stands, another place, or a part that is found nowhere."""
    place = dice.choice([None, (0, 4), (0, 4), (10, 20), (None, None)])
    if place:
        part = make_part(citation, relation=dice.choice(["repeals", citation.relation]))
        part.start, part.until = place
        part.save()


def _make_one(dice: random.Random, body, themes) -> Document:
    levels = {"province": "province", "city": "city", "county": "county", "zone": "zone"}
    document = make_document(
        f"关于{''.join(dice.choices(WORDS[:20], k=4))}的通知",
        text=make_text(dice),
        body=body,
        level=levels[body.region.kind],
        kind=dice.choice(["通知", "意见", "办法"]),
        issued_on=date(dice.randint(2012, 2020), 3, dice.randint(1, 28)),
        effective_on=dice.choice([None, None, date(2016, 1, 1), date(2030, 1, 1)]),
        effective_to=dice.choice([None, None, date(2031, 1, 1)]),
        plan_to=dice.choice([None, 2015, 2020]),
    )
    if not document.effective_on and dice.random() < 0.3:
        document.effective_to = date(2018, 1, 1)
        document.save()
    make_provision(document, heading=dice.choice(WORDS)).themes.add(dice.choice(themes))
    if dice.random() < 0.4:
        amounts = dice.choice([(), (10_000,), (50_000, 200_000)])
        make_clause(document, kinds=(dice.choice(["rent", "award"]), "training"), amounts=amounts, beneficiary=dice.choice(["企业", "在孵企业", "众创空间"]))
    return document
