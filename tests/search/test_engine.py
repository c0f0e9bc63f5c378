import random
from collections import Counter
from dataclasses import replace
from datetime import date
from unittest.mock import Mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.models import BodyAlias, DocumentAlias, NumberCode, Review, State
from policies.search import database, engine, facets, tokens
from policies.search.index import changes, shelf
from policies.search.plan import FACETS, Plan
from policies.search.query import Query
from tests.makers import (
    make_body,
    make_clause,
    make_dalian_zone,
    make_document,
    make_gongshu,
    make_provision,
)

from .collection import make_collection, make_text

DAY = date(2019, 6, 1)


@pytest.fixture
def paper(db):
    """One paper that everything of the first tests should find, and one that it should not."""
    make_document("关于另一件事的通知", text="没有相同的内容。", number=("乙政发", 2016, 7))
    body = make_body("拱墅区人民政府办公室", region=make_gongshu())
    document = make_document(
        "关于印发《推进大众创业 万众创新行动计划》的通知", body=body, number=("甲政办发", 2016, 7), kind="通知", level="county",
        text="为支持众创空间，2016年度给予房租补贴。\n宽带费用由区财政承担，按ABC标准。", registration_number="AJSD01-2016-0006",
    )
    make_provision(document, heading="降低创业成本")
    DocumentAlias.objects.create(document=document, name="双创七条")
    return document


# --- finding --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "typed",
    [
        "甲政办发〔2016〕7号", "甲政办发[2016]7号", "甲政办发（2016）7号", "甲政办发 ( 2016 ) 7 号", "甲政办发【2016】第7号", "甲政办发〔２０１６〕７号",
        "甲政办发〔2016〕7", "甲政办发2016 7", "甲政办发-2016-7", "甲政辦發〔2016〕7號", "文号:甲政办发[2016]7号", "〔2016〕7号 甲政办发",
        "AJSD01-2016-0006", "ajsd01-2016-0006",
        "双创七条", "关于印发推进大众创业万众创新行动计划", "推进大众创业万众创新", "大众创业 万众创新", "〈推进大众创业", "標題:萬眾創新",
        "众创空间", "眾創空間", "2016年", "年度给予", "房", "ABC", "abc标准", "降低创业成本", '"众创空间，2016年度"', "“宽带费用”",
        "机关:拱墅区人民政府", "地区:杭州 房租", "region:浙江省 title:行动计划", "年:2016 宽带", "房租 -乙政发", "度给",
    ],
)
def test_what_a_person_types_finds_the_paper(paper, find, typed):
    assert find(typed).ids == (paper.pk,)


@pytest.mark.parametrize("typed", ["房租 -宽带", "众创间", "创空间", "BC", "\"补贴众创\"", "标题:房租", "机关:大连", "年:2017 房租", "16年"])
def test_what_does_not_stand_there_finds_nothing(paper, find, typed):
    expected = {paper.pk} if typed == "创空间" else set()

    assert set(find(typed).ids) == expected


def test_marks_and_escapes_in_excerpts(find):
    document = make_document(text="前文。" * 80 + "给予<b>房租</b>&补贴，众创空间。" + "后文。" * 80)

    excerpt = find("房租 眾創空間").excerpts[document.pk]

    assert "&lt;b&gt;<mark>房租</mark>&lt;/b&gt;&amp;补贴" in excerpt
    assert "<mark>众创空间</mark>" in excerpt
    assert excerpt.startswith("…")
    assert excerpt.endswith("…")


def test_every_record_of_a_small_collection_is_found_by_any_of_its_strings(find):
    """The index against a plain look at every text: nothing is missing and nothing is too much; four characters reach over a 、."""
    documents = make_collection(40)
    dice = random.Random(2)
    find()
    wrong, tried = [], 0
    for _ in range(300):
        text = dice.choice(documents).text
        start, length = dice.randrange(len(text) - 6), dice.randint(2, 6)
        string = text[start : start + length]
        if "".join(run.text for run in tokens.runs(string) if run.is_han) == string:
            tried += 1
            expected = {document.pk for document in documents if any(string in text.replace("、" * (len(string) == 4), "") for text in (document.text, document.title))}
            found = set(engine.search(Query(words=f'"{string}"', size=100), with_facets=False).ids)
            wrong += [] if found == expected else [(string, found ^ expected)]

    assert wrong == []
    assert tried > 100


def test_quoted_phrase_stands_just_so_among_set_phrases(find):
    """Papers are made of set phrases: one may hold all strings of four of a phrase, and not the phrase."""
    said = make_document("甲通知", text="支持小微企业参与专项行动。")
    other = make_document("乙通知", text="支持小微企业参与评估反馈。孵化企业参与专项行动。")

    assert set(find("小微企业参与专项行动").ids) == {said.pk, other.pk}
    assert find('"小微企业参与专项行动"').ids == (said.pk,)
    assert find("支持 -小微企业参与专项行动").ids == (other.pk,)


@pytest.mark.parametrize("typed", ["大众创业万众创新", "大众创业、万众创新", "大众创业，万众创新", "众创业万众"])
def test_phrase_is_found_with_and_without_the_sign_between(find, typed):
    said = make_document("通知", text="推进大众创业、万众创新。")
    make_document("另一通知", text="大众的事。")

    found = find(typed)

    assert found.ids == (said.pk,)
    assert "<mark>" in found.excerpts[said.pk]


def test_title_is_found_as_it_is_cited_in_full(find):
    body = make_body("国务院办公厅")
    paper = make_document("关于发展众创空间的指导意见", body=body, number=("国办发", 2015, 9))

    assert find("国务院办公厅关于发展众创空间的指导意见").ids == (paper.pk,)
    assert find("《国务院办公厅关于发展众创空间的指导意见》（国办发〔2015〕9号）").ids == (paper.pk,)


def test_paper_is_found_by_another_name_of_its_body_or_of_the_one_above(find):
    government = make_body("国务院")
    office = make_body("国务院办公厅", parent=government)
    papers = [make_document(body=body) for body in (government, office, make_body("财政部"))]
    BodyAlias.objects.create(body=office, name="国办")
    BodyAlias.objects.create(body=government, name="中央人民政府")
    BodyAlias.objects.create(body=government, name="CBD管委会")

    assert find("机关:国办").ids == (papers[1].pk,)
    assert set(find("机关:CBD管委会").ids) == set(find("机关:中央人民政府").ids) == {papers[0].pk, papers[1].pk}
    assert find("-机关:国办 -机关:财政部").ids == (papers[0].pk,)


@pytest.mark.parametrize("ask", [engine._from_index, lambda query, _with_facets: engine._from_database(query)], ids=["index", "database"])
def test_paper_is_found_by_how_its_body_numbers_papers(find, ask):
    papers = {name: make_document(body=make_body(name)) for name in ("国务院办公厅", "甲县人民政府", "乙县人民政府")}
    for code, name, confidence in (("国办函", "国务院办公厅", "0.9"), ("国办发明电", "国务院办公厅", "0.9"), ("某政发", "甲县人民政府", "0.4")):
        NumberCode.objects.create(code=code, body_name=name, body=make_body(name), confidence=confidence)
    find()

    def ids(words):
        return ask(Query(words=words), False).ids

    assert ids("机关:国办") == (papers["国务院办公厅"].pk,)
    assert ids("机关:某政") == ids("机关:国办公") == ids("机关:国办发明") == ()
    assert ids("机关:国办 机关:国办") == (papers["国务院办公厅"].pk,)
    assert ids("机关:国办 机关:甲县") == ()


def test_number_without_its_year_is_that_of_every_year(find):
    numbers = [("国办发", 2015, 9), ("国办发", 2016, 9), ("国办发", 2015, 19), ("国发", 2015, 9)]
    papers = [make_document(number=number) for number in numbers]
    citing = make_document(text="按国办发9号文件办理。", number=("甲政发", 2016, 9))

    assert set(find("国办发9号").ids) == set(find("国办发9号文件").ids[:3]) == {papers[0].pk, papers[1].pk, citing.pk}
    assert find("国办发9号").ids[-1] == citing.pk
    assert set(find("文号:国办发第9号").ids) == {papers[0].pk, papers[1].pk}
    assert find("国发9号").ids == (papers[3].pk,)
    assert citing.pk not in find("-国办发9号").ids


def test_place_is_found_by_its_code_and_by_its_whole_name(find):
    paper = make_document("通知", region=make_gongshu())

    assert [find(f"地区:{place}").ids for place in ("330105", "3301", "浙江省杭州市", "杭州市拱墅区", "大连")] == [(paper.pk,), (), (paper.pk,), (paper.pk,), ()]


def test_single_character_in_a_title_is_none_of_the_text(find):
    titled, _other = make_document("税收通知", text="一。"), make_document("通知", text="税收。")

    assert find("title:税").ids == (titled.pk,)


# --- what is not public ---------------------------------------------------------------------------------------------------
def test_draft_appears_nowhere_counts_included(find):
    draft = make_document("草案房租", text="房租补贴", state=State.DRAFT, number=("甲政发", 2016, 1), level="zone")
    make_clause(draft, quote="房租补贴", kinds=("rent",))

    for kind in ("document", "clause"):
        for words in ("", "房租", "甲政发〔2016〕1号"):
            result = find(words, kind=kind)
            assert (result.ids, result.total, result.excerpts) == ((), 0, {})
            assert not any(result.facets.values())


def test_withdrawn_document_is_gone_at_once_with_its_clauses(paper, find):
    make_clause(paper, quote="房租补贴")
    assert (find("房租").total, find("房租", kind="clause").total) == (1, 1)

    paper.move(State.WITHDRAWN)
    changes.catch_up()

    assert engine.search(Query(words="房租")).total == 0
    assert engine.search(Query(words="房租", kind="clause")).total == 0


def test_rejected_clause_is_not_found(paper, find):
    make_clause(paper, quote="房租补贴", review=Review.REJECTED)

    assert find("房租", kind="clause").total == 0


def test_paper_comes_before_what_is_only_cited_unless_that_is_named(find):
    stub = make_document("众创空间意见", is_stub=True, number=("国办发", 2015, 9))
    paper = make_document("某市人民政府办公室转发关于发展众创空间推进大众创新创业的若干意见的通知", text="贯彻国办发〔2015〕9号文件。")

    assert find("众创空间").ids == (paper.pk, stub.pk)
    assert find("国办发[2015]9号").ids == (stub.pk, paper.pk)


def test_stub_is_found_by_number_and_title_but_not_listed(find):
    stub = make_document("关于发展的意见", is_stub=True, number=("国办发", 2015, 9))

    assert find("国办发[2015]9号").ids == find("发展的意见").ids == (stub.pk,)
    assert find().ids == ()


# --- facets ---------------------------------------------------------------------------------------------------------------
QUESTIONS = [
    Query(on=DAY),
    Query(on=DAY, words="租金"),
    Query(on=DAY, filters={"level": ("city",), "validity": ("expired", "unverified")}),
    Query(on=DAY, filters={"region": ("330105",)}),
    Query(on=DAY, filters={"region": ("330105",), "reach": ("only",), "year": ("2014", "2015")}),
    Query(on=DAY, filters={"region": ("330000",), "reach": ("below",), "support": ("rent",)}),
    Query(on=DAY, filters={"kind": ("通知",), "theme": ("cost",)}, words="租金 -宽带"),
    Query(on=DAY, words="-租金 -宽带"),
    Query(on=DAY, kind="clause"),
    Query(on=DAY, kind="clause", words="奖励"),
    Query(on=DAY, kind="clause", words="奖励", filters={"amount": ("with",), "region": ("330105",)}),
    Query(on=DAY, kind="clause", filters={"beneficiary": ("企业",)}),
]


@pytest.mark.parametrize("many", [0, engine.MANY])
def test_count_of_each_choice_is_what_it_would_give(db, monkeypatch, many):
    """However it is counted: what the words find, or what they leave out."""
    monkeypatch.setattr(engine, "MANY", many)
    make_collection(40)
    changes.rebuild()
    left_of_all = Mock(side_effect=engine._left_of_all)
    monkeypatch.setattr(engine, "_left_of_all", left_of_all)
    for query in QUESTIONS:
        result = engine.search(query)
        assert result.notice == ""
        assert set(result.facets) == set(FACETS[query.kind])
        for name, choices in result.facets.items():
            for choice in choices:
                asked = replace(query, filters={**query.filters, name: (choice.value,)}, size=200)
                brute = database.found(asked).values_list("pk", flat=True)
                assert (choice.count, sorted(engine.search(asked, with_facets=False).ids)) == (len(brute), sorted(brute)), (query, name, choice)
    assert {call.args[2].query.kind for call in left_of_all.call_args_list} == ({"document", "clause"} if not many else set())


@pytest.mark.parametrize("shown", [3, facets.MOST_SHOWN])
def test_bodies_listed_are_those_that_issued_most(db, monkeypatch, shown):
    monkeypatch.setitem(facets.MOST_COUNTED, "body", shown)
    make_collection(40)
    changes.rebuild()
    for query in QUESTIONS:
        issued = Counter(slug for row in database.found(query) for slug in issuers_of(row))

        listed = [choice.count for choice in engine.search(query).facets["body"]]
        assert listed == sorted(issued.values(), reverse=True)[:shown], query


def issuers_of(row):
    document = getattr(row, "document", row)
    return {slug for body in document.issuing_bodies.all() for slug in (body.slug, body.parent and body.parent.slug) if slug}


@pytest.mark.parametrize("words", ["", "众创", "-众创", "没有的词"])
def test_numbers_alone_are_told_by_the_index_too(find, words):
    make_document("众创空间")

    total = find(words).total

    assert (engine.search(Query(words=words, size=0)).notice, engine.count(Query(words=words))) == ("", total)


def test_all_facets_can_be_chosen_at_once(db):
    """Then nothing is left to be counted together."""
    make_collection(10)
    changes.rebuild()
    for kind, names in FACETS.items():
        listed = engine.search(Query(kind=kind)).facets
        result = engine.search(Query(kind=kind, filters={name: (listed[name][0].value,) for name in names if listed[name]} | {"region": ("330105",)}))
        assert (result.notice, set(result.facets)) == ("", set(names))


def test_a_kind_with_signs_in_it_is_one_choice(find):
    paper = make_document(kind="意见/办法|试行")

    (choice,) = find().facets["kind"]
    assert (choice.value, find(filters={"kind": choice.value}).ids) == ("意见/办法|试行", (paper.pk,))


def test_facets_list_every_choice_that_gives_something(db):
    documents = make_collection(30)
    changes.rebuild()

    counted = engine.search(Query(on=DAY)).facets

    assert {choice.value: choice.count for choice in counted["validity"]} == Counter(d.validity(DAY).state for d in documents)
    assert {choice.value: choice.count for choice in counted["year"]} == Counter(str(d.issued_on.year) for d in documents)


def test_counts_of_one_day_are_not_those_of_another(find):
    make_document(region=make_gongshu(), effective_to=date(2020, 1, 1))
    find()

    def regions(on):
        query = Query(on=on, filters={"validity": ("in_force",), "region": ("330105",), "reach": ("below",)})
        return {choice.value: choice.count for choice in engine.search(query).facets["region"]}

    assert regions(date(2019, 1, 1))["330105"] == 1
    assert not any(regions(date(2021, 1, 1)).values())


def test_total_inside_a_province_is_not_that_of_all(find):
    for region in (make_gongshu(), make_dalian_zone()):
        make_document("创业", region=region)
    find()
    standing = shelf.current()
    searcher, edition = standing.searcher(), standing.edition
    plan = Plan(Query(words="创业"), standing.index.schema, DAY, {})

    assert engine._total(searcher, edition, replace(plan, inside=("330000",))) == 1
    assert engine._total(searcher, edition, plan) == 2


def test_facet_of_regions_opens_down_to_the_chosen_one(find):
    county = make_gongshu()
    city = county.parent
    for region in (county, county, city, city.parent):
        make_document(region=region)
    find()

    def tree(*chosen, reach="below"):
        filters = {"region": chosen, "reach": (reach,)}
        return [(choice.value, choice.depth, choice.count) for choice in engine.search(Query(filters=filters)).facets["region"]]

    province, top = (city.parent.slug, 1, 4), ("cn", 0, 4)
    assert tree() == [top, province]
    assert tree(city.parent.slug) == [top, province, (city.slug, 2, 3)]
    assert tree(city.slug) == [top, province, (city.slug, 2, 3), (county.slug, 3, 2)]
    assert tree(city.slug, reach="only") == [("cn", 0, 0), (city.parent.slug, 1, 1), (city.slug, 2, 1), (county.slug, 3, 2)]
    assert tree(city.slug, reach="applies")[-1] == (county.slug, 3, 4)


# --- hostile input and few queries ----------------------------------------------------------------------------------------
@pytest.fixture
def indexed(db):
    make_document(text=make_text(random.Random(3)))
    changes.rebuild()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=350), kind=st.sampled_from(["document", "clause"]))
def test_nothing_typed_makes_the_search_fail(indexed, words, kind):
    result = engine.search(Query(kind=kind, words=words))

    assert result.notice in ("", engine.CUT_SHORT)


@pytest.mark.parametrize("words", ["\ud800", "\0", "a" * 100_000, "创" * 100_000, '"' * 500, "-" * 500, "标题:" * 200, "(" * 300, "* AND ? OR [TO}"])
def test_hostile_input_is_words(indexed, words):
    assert engine.search(Query(words=words)).notice in ("", engine.CUT_SHORT)


def test_search_needs_few_queries(db, django_assert_max_num_queries):
    make_collection(12)
    changes.rebuild()
    engine.search(Query())

    with django_assert_max_num_queries(3):
        engine.search(Query(words="租金", filters={"region": ("330105",), "level": ("city", "county")}))
