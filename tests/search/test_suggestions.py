"""What is offered while a person types; the same whether index or database serves."""

import pytest

from policies.models import BodyAlias
from policies.search.index import changes
from policies.search.suggestions import suggest
from tests.makers import make_body, make_document, make_gongshu, make_region

OFFERED = [
    ("拱墅", ["关于拱墅众创空间的通知"], ["拱墅区人民政府办公室", "拱墅区人民政府"], ["拱墅区"]),
    ("拱墅區", [], ["拱墅区人民政府办公室", "拱墅区人民政府"], ["拱墅区"]),
    ("杭州市拱墅區", [], [], ["拱墅区"]),
    ("３３０１", [], [], ["杭州市", "拱墅区"]),
    ("拱墅政府办", [], ["拱墅区人民政府办公室"], []),
    ("区府办", [], ["拱墅区人民政府办公室"], []),
    ("乾安县", [], ["乾安县人民政府"], ["乾安县"]),
    ("眾創空間的", ["关于拱墅众创空间的通知"], [], []),
    ("拱政办发[2016]3", ["关于拱墅众创空间的通知"], [], []),
    ("房租", [], [], []),
]


@pytest.fixture
def collection(db):
    district = make_gongshu()
    government = make_body("拱墅区人民政府", region=district)
    office = make_body("拱墅区人民政府办公室", region=district, parent=government)
    BodyAlias.objects.create(body=office, name="区府办")
    make_document("关于拱墅众创空间的通知", text="房租补贴。", body=office, number=("拱政办发", 2016, 3))
    make_body("乾安县人民政府", region=make_region("220723", name="乾安县"))


@pytest.mark.parametrize("is_indexed", [True, False])
def test_what_is_typed_in_any_writing_offers_titles_numbers_bodies_and_places(collection, is_indexed):
    if is_indexed:
        changes.rebuild()

    for typed, documents, bodies, regions in OFFERED:
        found = suggest(typed)
        offered = [row.title for row in found.documents], [row.name for row in found.bodies], [row.name for row in found.regions]
        assert offered == (documents, bodies, regions), typed
