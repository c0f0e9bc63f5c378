"""What lists write without a template: the choices of a filter and the entries of documents."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from policies.models import Document, IssuingBody
from policies.models.prepared import A_PAGE
from policies.templatetags.lists import document_entries, facet_box
from policies.views.found import find_documents
from policies.views.listing import Choice
from tests.makers import make_document
from tests.search.collection import make_collection

DAY = date(2024, 1, 1)


def written(**fields):
    values = {"value": "x", "label": "名", "count": 3, "is_chosen": False} | fields
    return facet_box(SimpleNamespace(name="body", label="机关", choices=[Choice(**values)]))


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({}, '<li><label><input type="checkbox" name="body" value="x"> <span lang="zh-CN">名</span> <span class="count">3</span></label></li>'),
        ({"is_chosen": True}, 'value="x" checked>'),
        ({"depth": 2}, '<li class="depth-2">'),
        ({"count": 12345}, '<span class="count">12,345</span>'),
        ({"count": None}, '<span lang="zh-CN">名</span> </label>'),
        ({"label": "<script>alert(1)</script>"}, "<span>&lt;script&gt;alert(1)&lt;/script&gt;</span>"),
        ({"value": '"><img src=x>'}, 'value="&quot;&gt;&lt;img src=x&gt;"'),
    ],
)
def test_choice_is_written_and_escaped(fields, part):
    assert part in written(**fields)


@pytest.mark.django_db
def test_entry_has_the_words_of_its_document_in_the_language_of_the_page():
    made = make_document("关于众创空间的意见", number=("甲政发", 2016, 3), level="city", issued_on=date(2016, 3, 21))
    listed = find_documents([made.pk], DAY)

    entry = document_entries(listed)
    with override("en"):
        english = document_entries(listed, DAY, "h3")

    assert f'<p class="entry-number" lang="zh-CN">甲政发〔2016〕3号</p><h2 class="entry-title" lang="zh-CN"><a href="{made.get_absolute_url()}">' in entry
    assert f'<h3 class="entry-title" lang="zh-CN"><a href="{made.get_absolute_url()}?on=2024-01-01">关于众创空间的意见</a></h3>' in english
    assert '<time datetime="2016-03-21">2016年3月21日</time>' in entry
    assert '<time datetime="2016-03-21">March 21, 2016</time>' in english
    assert '<span class="badge level-city">市级</span>' in entry
    assert '<span class="badge level-city">City</span>' in english
    assert "有效性待核实" in entry


@pytest.mark.django_db
def test_entry_escapes_what_its_document_says():
    made = make_document("关于<script>的通知", body=IssuingBody.objects.create(name="<b>局"))
    (listed,) = find_documents([made.pk], DAY)
    listed.excerpt = "<img>"

    entry = document_entries([listed])

    assert "关于&lt;script&gt;的通知" in entry
    assert '<span lang="zh-CN">&lt;b&gt;局</span>' in entry
    assert '<p class="excerpt" lang="zh-CN">&lt;img&gt;</p>' in entry


@pytest.mark.django_db
@pytest.mark.parametrize(("fields", "standing"), [({"is_stub": True}, "尚未收录"), ({"genre": "report"}, "报道")])
def test_entry_of_what_has_no_validity_says_what_it_is(fields, standing):
    made = make_document(**fields)

    assert f"<span>{standing}" in document_entries(find_documents([made.pk], DAY))


@pytest.mark.django_db
def test_documents_of_a_page_come_in_the_order_found_with_their_state_and_none_withdrawn():
    made = [make_document(f"{serial}号文", effective_to=date(2020 + serial * 5, 1, 1)) for serial in range(2)]
    draft = make_document("草案", state="draft")

    found = find_documents([made[1].pk, draft.pk, made[0].pk], DAY)
    same = Document.objects.filter(pk__in=[one.pk for one in made]).with_validity_state(DAY).order_by("-pk")

    assert [document.pk for document in found] == [made[1].pk, made[0].pk]
    assert [document.validity_state for document in found] == [document.validity_state for document in same]
    assert find_documents([], DAY) == []


@pytest.mark.django_db
@pytest.mark.parametrize("on", [date(2014, 1, 1), date(2019, 6, 1), date(2031, 6, 1)])
def test_listed_documents_have_the_states_of_the_records(on):
    documents = make_collection(60)

    for start in range(0, len(documents), A_PAGE):
        page = documents[start : start + A_PAGE]
        listed = find_documents([document.pk for document in page], on)
        assert [document.validity_state for document in listed] == [document.validity(on).state for document in page]
