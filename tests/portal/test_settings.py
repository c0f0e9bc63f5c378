"""Production refuses half a configuration."""

import os
import subprocess
import sys

import pytest

COMPLETE = {"PORTAL_ENV": "production", "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "portal.example", "DATABASE_URL": "sqlite:////tmp/none.sqlite3"}


SETTINGS = "import portal.settings as s; print(s.DEBUG, s.SESSION_COOKIE_SECURE)"
SERVED = """
import gc, portal.wsgi
from django.template import engines
print(gc.get_freeze_count() > 10_000, *(type(loader).__module__ for loader in engines["django"].engine.template_loaders))
"""
CONNECTED = """
import portal.wsgi
from django.core.signals import request_finished
from django.db import connection
print(connection.connection is None, connection.settings_dict["CONN_MAX_AGE"])
connection.ensure_connection()
request_finished.send(None)
print(connection.connection is None)
"""


def start(environment: dict[str, str], tmp_path, code: str = SETTINGS) -> subprocess.CompletedProcess:
    """Import the settings, or what the code names, in a process of its own."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=keep | {"PORTAL_DATA": str(tmp_path)} | environment, capture_output=True, text=True, check=False)


def test_production_starts_on_a_whole_configuration(tmp_path):
    assert start(COMPLETE | {"DEBUG": "true"}, tmp_path).stdout.split() == ["False", "True"]


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_production_names_what_is_missing(missing, tmp_path):
    environment = {name: value for name, value in COMPLETE.items() if name != missing}

    run = start(environment, tmp_path)

    assert run.returncode != 0
    assert f"production needs {missing}" in run.stderr


def test_own_machine_needs_no_configuration(tmp_path):
    assert start({}, tmp_path).stdout.split() == ["False", "False"]


def test_a_server_keeps_its_templates_and_spares_the_collector_what_stays(tmp_path):
    assert start(COMPLETE, tmp_path, SERVED).stdout.split() == ["True", "django.template.loaders.cached"]


def test_a_process_connects_after_it_was_made_and_keeps_the_connection_for_the_next_page(tmp_path):
    """One opened before the workers part from their parent would be shared by them."""
    assert start(COMPLETE, tmp_path, CONNECTED).stdout.split() == ["True", "60", "False"]
