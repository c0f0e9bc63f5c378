"""The command that brings the portal up from nothing."""

import socket

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from policies.models import Document, Genre, Region
from spaces.models import Space

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def demo(settings, tmp_path, capsys):
    settings.STATIC_ROOT = tmp_path / "static"

    def run(**options) -> str:
        call_command("demo", no_serve=True, **options)
        return capsys.readouterr().out

    return run


def test_demo_publishes_documents_reports_and_spaces(demo):
    demo()

    published = Document.objects.published().in_collection()
    assert published.policies().count() == 3
    assert published.filter(genre=Genre.REPORT).count() == 2
    assert Region.objects.count() > 3200
    assert Space.objects.public().count() == 18


def test_the_demo_tells_its_tables_in_english(demo):
    said = demo().split("Documents")[0]

    assert "number codes: 2827 new" in said
    assert said.isascii()


def test_demo_run_twice_changes_nothing(demo):
    demo()
    before = list(Document.objects.order_by("pk").values_list("pk", "slug", "state", "updated_at"))

    demo()

    assert list(Document.objects.order_by("pk").values_list("pk", "slug", "state", "updated_at")) == before


def test_staff_account_is_made_once_with_a_password_of_its_own(demo):
    said = demo(staff="zhang")

    user = get_user_model().objects.get(username="zhang")
    assert user.is_staff
    assert user.check_password(said.split("(shown only now): ")[1].split()[0])
    assert user.has_perm("policies.publish_document")
    with pytest.raises(CommandError, match="already"):
        demo(staff="zhang")


def test_taken_port_is_refused_before_any_work():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        with pytest.raises(CommandError, match="taken"):
            call_command("demo", port=other.getsockname()[1])

    assert not Region.objects.exists()
