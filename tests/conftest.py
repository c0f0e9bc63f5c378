"""What every test stands on."""

import pytest

PLAIN_STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
FAST_HASH = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _quick_and_private(settings, tmp_path):
    """No collected static files, cheap passwords, and a search index of one's own."""
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN_STATIC}
    settings.PASSWORD_HASHERS = FAST_HASH
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
