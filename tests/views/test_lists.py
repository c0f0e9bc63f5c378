"""What lists write without a template: the choices of a filter and the rows of documents."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from policies.models import Document
from policies.templatetags.frame import choices
from policies.templatetags.lists import document_rows
from policies.views.found import find_documents
from policies.views.listing import Choice
from tests.makers import make_document

DAY = date(2024, 1, 1)


def written(**fields):
    values = {"value": "x", "label": "名", "count": 3, "is_chosen": False} | fields
    return choices(SimpleNamespace(name="body", choices=[Choice(**values)]))


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({}, '<li><label><input type="checkbox" name="body" value="x"> <span>名</span> <span class="count">3</span></label></li>'),
        ({"is_chosen": True}, 'value="x" checked>'),
        ({"depth": 2}, '<li class="depth-2">'),
        ({"count": 12345}, '<span class="count">12,345</span>'),
        ({"count": None}, "<span>名</span> </label>"),
        ({"label": "<script>alert(1)</script>"}, "<span>&lt;script&gt;alert(1)&lt;/script&gt;</span>"),
        ({"value": '"><img src=x>'}, 'value="&quot;&gt;&lt;img src=x&gt;"'),
    ],
)
def test_choice_is_written_and_escaped(fields, part):
    assert part in written(**fields)


@pytest.mark.django_db
def test_row_has_the_words_of_its_document_in_the_language_of_the_page():
    made = make_document("关于众创空间的意见", number=("甲政发", 2016, 3), level="city", issued_on=date(2016, 3, 21))
    listed = find_documents([made.pk], DAY)

    (row,) = document_rows(listed)
    with override("en"):
        (english,) = document_rows(listed)

    assert (row.number, row.title, row.address) == ("甲政发〔2016〕3号", made.title, made.get_absolute_url())
    assert (row.iso_day, row.day, english.day) == ("2016-03-21", "2016年3月21日", "March 21, 2016")
    assert (row.badge, english.badge) == ('<span class="badge level-city">市级</span>', '<span class="badge level-city">City</span>')
    assert "有效性待核实" in row.standing


@pytest.mark.django_db
@pytest.mark.parametrize(("fields", "standing"), [({"is_stub": True}, "尚未收录"), ({"genre": "report"}, "报道")])
def test_row_of_what_has_no_validity_says_what_it_is(fields, standing):
    made = make_document(**fields)

    (row,) = document_rows(find_documents([made.pk], DAY))

    assert standing in row.standing


@pytest.mark.django_db
def test_documents_of_a_page_come_in_the_order_found_with_their_state_and_none_withdrawn():
    made = [make_document(f"{serial}号文", effective_to=date(2020 + serial * 5, 1, 1)) for serial in range(2)]
    draft = make_document("草案", state="draft")

    found = find_documents([made[1].pk, draft.pk, made[0].pk], DAY)
    same = Document.objects.filter(pk__in=[one.pk for one in made]).with_validity_state(DAY).order_by("-pk")

    assert [document.pk for document in found] == [made[1].pk, made[0].pk]
    assert [document.validity_state for document in found] == [document.validity_state for document in same]
    assert find_documents([], DAY) == []
