"""What every test stands on."""

import os
import shutil

import pytest
from django.core.cache import cache
from django.utils import translation

PLAIN_STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
FAST_HASH = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _quick_and_private(settings, tmp_path):
    """No collected static files, cheap passwords, a search index of one's own, and nothing kept from another test."""
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)  # a page read in English leaves its language behind
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN_STATIC}
    settings.STATIC_ROOT = tmp_path  # whitenoise warns of a folder that is not there
    settings.PASSWORD_HASHERS = FAST_HASH
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    settings.SEARCH_HEALS = False


CHROMIUM = shutil.which("chromium")


def pytest_collection_modifyitems(items):
    """Skip, with the reason, what this machine cannot run; where CI is set it must run."""
    in_ci = bool(os.environ.get("CI"))
    has_postgresql = "postgres" in os.environ.get("DATABASE_URL", "")
    for item in items:
        if item.get_closest_marker("browser") and not CHROMIUM and not in_ci:
            item.add_marker(pytest.mark.skip(reason="no chromium on this machine"))
        if item.get_closest_marker("postgresql") and not has_postgresql:
            item.add_marker(pytest.mark.skip(reason="DATABASE_URL names no PostgreSQL server"))
