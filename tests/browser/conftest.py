"""A real Chromium against a live server with the official documents in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import sync_playwright

from policies.ingest.links import resolve
from policies.models import State
from policies.search.index.changes import paused
from spaces.reports import load_reports
from tests.conftest import CHROMIUM

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="session", autouse=True)
def _static_folder(tmp_path_factory):
    """The live server looks for collected files once, when it starts: before any test's own settings."""
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield


@pytest.fixture(scope="session")
def chromium():
    # Playwright runs a loop of its own in this thread; the tests themselves stay synchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=["desktop", "phone"])
def viewport(request):
    return {"desktop": DESKTOP, "phone": PHONE}[request.param]


@pytest.fixture
def open_page(chromium, live_server, collection):
    """Opens an address in a context of its own and fails on any console error or refused resource."""
    contexts = []

    def open_page(address: str, viewport=DESKTOP, *, javascript: bool = True, locale: str = "zh-CN"):
        context = chromium.new_context(viewport=viewport, java_script_enabled=javascript, locale=locale)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"{live_server.url}{address}")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def collection(transactional_db):
    """The official documents and the facts of the reports, published, through the code that staff use."""
    from django.core.management import call_command  # noqa: PLC0415

    fixtures = Path(settings.FIXTURES_DIR)
    call_command("load_reference", verbosity=0)
    with paused():
        call_command("ingest", str(fixtures / "documents"), publish=True, verbosity=0)
        for report, _ in load_reports(fixtures / "reports"):
            resolve(report)
            report.move(State.PUBLISHED)
