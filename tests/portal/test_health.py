"""What the health page says."""

import threading
from pathlib import Path

import pytest
from django.db import DatabaseError

from policies.models import Change
from policies.search.index import changes
from portal import health
from tests.makers import make_document

pytestmark = pytest.mark.django_db


def states(client):
    return client.get("/health/?format=json").json()


def test_everything_works(client):
    make_document()
    changes.rebuild()

    response = client.get("/health/")

    assert response.status_code == 200
    assert {name: state["well"] for name, state in states(client).items()} == {"database": True, "index": True}


def test_missing_index_is_said_and_does_no_harm(client):
    assert client.get("/health/").status_code == 200
    assert states(client)["index"]["well"] is False


def test_damage_is_said_in_words_of_ours_without_a_path(client, settings):
    changes.rebuild()
    for path in Path(settings.SEARCH_INDEX_DIR).glob("g-*/*"):
        path.unlink()

    english, chinese = (client.get("/health/", headers={"accept-language": language}).content.decode() for language in ("en", "zh-hans"))

    assert "No index serves (its files cannot be read): lists come from the database until it is made anew." in english
    assert str(settings.SEARCH_INDEX_DIR) not in english
    assert "索引文件无法读取" in chinese


def test_index_that_is_behind_is_said(client):
    changes.rebuild()
    Change.objects.bulk_create([Change(document_id=1), Change(document_id=2)])

    assert "2" in states(client)["index"]["detail"]


@pytest.mark.django_db(transaction=True)
def test_who_asks_has_the_index_catch_up(client, settings):
    changes.rebuild()
    document = make_document()
    Change.objects.bulk_create([Change(document_id=document.pk)])
    settings.SEARCH_HEALS = True
    changes._healed.clear()

    client.get("/health/")
    for thread in threading.enumerate():
        if thread.name == "heal-index":
            thread.join(timeout=30)

    assert states(client)["index"]["well"]


def test_broken_database_is_an_alarm_without_a_trace(client, monkeypatch, caplog):
    def fail():
        raise DatabaseError("disk I/O error at /secret/path")

    monkeypatch.setattr(health.Document.objects, "published", fail)

    response = client.get("/health/?format=json")

    assert response.status_code == 503
    assert set(response.json()) == {"database"}
    assert "secret" not in response.json()["database"]["detail"]
    assert "disk I/O error" in caplog.text
