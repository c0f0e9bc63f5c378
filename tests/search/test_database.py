"""What words mean while the database serves: the same as in the index."""

from datetime import date

import pytest

from policies.models import BodyAlias, DocumentAlias
from policies.search import database, engine
from policies.search.index import changes
from policies.search.query import Query
from tests.makers import make_body, make_clause, make_dalian_zone, make_document, make_gongshu

TYPED = [
    "众创空间", "《关于发展众创空间》", "关于发展众创空间的意见", "《推进 大众创业》", '"100 万元"', "100万元 -众创", '"意见，第10条"', '"意见, 第10条"', "《推进大众创业》万众创新", "（乙政发）",
    "标题:众创", "-标题:意见", "标题:奖励", "title:《发展众创空间》",
    "文号:甲政发", "文号:10", "甲政发[2016]7号", "甲政發（2016）第7号", "〔2016〕7号 甲政发", "文号:双创七条", "双创七条",
    "机关:省政府", "机关:区政", "-机关:省政府", "乙政发10号", "甲政发7号文件", "文号:甲政发第7号", "-甲政发7号",
    "机关:浙江省人民政府", "机关:拱墅区", "拱墅区人民政府", "-机关:浙江省",
    "地区:浙江", "地区:拱墅", "地区:杭州市拱墅区", "region:大连", "-地区:浙江", "地区:众创", "地区:浙江 地区:杭州",
    "年:2016", "年:2015", "-年:2016", "年:众创",
]  # fmt: skip


@pytest.fixture
def collection(db):
    """Papers and clauses of three places that have the same words in different parts."""
    district, zone = make_gongshu(), make_dalian_zone()
    province = make_body("浙江省人民政府", region=district.parent.parent)
    office = make_body("拱墅区人民政府", region=district)
    BodyAlias.objects.create(body=province, name="省政府")
    papers = [
        make_document("关于发展众创空间的意见", text="给予100万元奖励。", body=province, number=("甲政发", 2016, 7)),
        make_document("关于印发《推进大众创业 万众创新》的通知", text="按浙江省人民政府2016年的意见，第10条。", body=office, number=("乙政发", 2015, 10), issued_on=date(2015, 6, 1)),
        make_document("通知", text="支持众创空间，见甲政发〔2016〕7号。", region=zone, number=("丙政发", 2016, 3)),
    ]
    DocumentAlias.objects.create(document=papers[1], name="双创七条")
    for paper in papers:
        make_clause(paper, quote="给予众创空间100万元奖励")
    changes.rebuild()


@pytest.mark.parametrize("kind", ["document", "clause"])
def test_words_find_the_same_in_the_database_and_the_index(collection, kind):
    different = {}
    for typed in TYPED:
        query = Query(kind=kind, words=typed)
        indexed = set(engine.search(query, with_facets=False).ids)
        found = set(database.found(query).values_list("pk", flat=True))
        if found != indexed:
            different[typed] = (len(indexed), len(found))

    assert different == {}


def test_number_of_questions_does_not_grow_with_the_words(collection, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert database.found(Query(words="地区:浙江 地区:杭州 机关:拱墅区 年:2015 文号:10 通知 -标题:意见")).count() == 1
