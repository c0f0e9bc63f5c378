"""Places and bodies that the papers of these tests come from."""

import pytest

from tests.makers import make_body, make_dalian_zone, make_gongshu


@pytest.fixture
def places(db):
    """拱墅区 and 大连高新区 with what is above them."""
    return make_gongshu(), make_dalian_zone()


@pytest.fixture
def hangzhou(places):
    """杭州市人民政府 and its general office."""
    city = places[0].parent
    government = make_body("杭州市人民政府", region=city, kind="government")
    make_body("杭州市人民政府办公厅", region=city, kind="general_office", parent=government)
    return government
