"""What tests of pieces of pages share."""

import pytest
from django.utils import translation

from tests.makers import make_document


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def paper(db):
    """A paper whose text begins with its addressees."""
    return make_document("关于支持创业的通知", text="各街道:\n一、目标")
