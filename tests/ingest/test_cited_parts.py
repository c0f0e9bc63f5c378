"""Provisions cited, as they are stored: under their citation, placed in the document cited once both are here."""

from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model

from policies.models import Citation, CitedPart, Review
from policies.reading.parts import CitedPart as Named
from tests.makers import make_document

from .readings import cites, heading, make_header, make_reading, store

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("places")]

TEXT = "第一条 支持创业。\n第二条 给予补贴。"
OLD = make_header("杭政〔2011〕8号", "杭州市人民政府关于创业补贴的办法")


def old_paper(text=TEXT):
    outline = (heading(text, "第一条", "第一条", until=text.index("第二条")), heading(text, "第二条", "第二条"))
    return store(make_reading(text, OLD, outline=outline)).document


def new_paper(*markers, text="《杭州市人民政府关于创业补贴的办法》第二条同时废止。"):
    named = tuple(Named(start=0, end=1, printed=marker, marker=marker, relation="repeals") for marker in markers)
    citation = replace(cites("杭州市人民政府关于创业补贴的办法", "杭政〔2011〕8号"), relation="repeals", parts=named)
    return store(make_reading(text, citations=(citation,))).document


def rows():
    return list(CitedPart.objects.values_list("marker", "relation", "provision__marker", "start"))


def test_parts_are_stored_with_their_place():
    old_paper()
    new_paper("第二条", "第九条")

    assert rows() == [("第二条", "repeals", "第二条", TEXT.index("第二条")), ("第九条", "repeals", None, None)]


def test_parts_wait_for_the_document_cited():
    new_paper("第二条")
    assert rows() == [("第二条", "repeals", None, None)]

    old_paper()

    assert rows() == [("第二条", "repeals", "第二条", TEXT.index("第二条"))]


def test_a_new_version_of_the_document_cited_places_them_anew():
    old_paper()
    new_paper("第二条")

    old_paper(f"（2019年修订）\n{TEXT}")

    assert rows() == [("第二条", "repeals", "第二条", TEXT.index("第二条") + len("（2019年修订）\n"))]


def test_reading_again_replaces_what_nobody_judged():
    old_paper()
    new_paper("第二条")
    new_paper("第一条", text="《杭州市人民政府关于创业补贴的办法》第一条同时废止。")

    assert [row[0] for row in rows()] == ["第一条"]


def test_parts_of_an_accepted_citation_are_kept():
    old_paper()
    new_paper("第二条")
    Citation.objects.update(review=Review.ACCEPTED)

    new_paper("第一条", text="《杭州市人民政府关于创业补贴的办法》第二条同时废止。之一。")

    assert [row[0] for row in rows()] == ["第二条"]


def test_a_person_who_settles_a_citation_places_its_parts():
    wanted = make_document("另一份办法", text=TEXT)
    heading_row = wanted.provisions.create(marker="第二条", depth=1, order=1, path="第二条", anchor="p-2", start=TEXT.index("第二条"), end=len(TEXT), until=len(TEXT))
    new_paper("第二条")

    Citation.objects.all().settle(wanted, get_user_model().objects.create_user("editor"))

    assert CitedPart.objects.get().provision == heading_row
