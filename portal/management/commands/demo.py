"""From nothing to a running portal on one machine: database, regions, documents, reports, index, server."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from policies.ingest.links import resolve
from policies.models import State
from policies.search.index.changes import paused
from spaces.reports import load_reports

WORKERS = 2  # one for each core of a small machine


class Command(BaseCommand):
    help = "Set up the portal with its documents and serve it on this machine. Run twice it changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="the port on 127.0.0.1 (8000)")
        parser.add_argument("--no-serve", action="store_true", help="set everything up and stop")
        parser.add_argument("--staff", metavar="NAME", help="make a staff account and print its password once")

    def handle(self, *, port: int, no_serve: bool, staff: str | None, **options: Any) -> None:
        if not no_serve:
            refuse_taken(port)
        self.set_up()
        if staff:
            self.make_staff(staff)
        if no_serve:
            return
        self.say(f"The portal is at http://127.0.0.1:{port}/ (Ctrl+C ends it).")
        if not staff:
            self.say("A staff account: manage.py demo --staff NAME prints its password once; then sign in at /admin/.")
        serve(port)

    def set_up(self) -> None:
        self.say("Database")
        call_command("migrate", verbosity=0)
        self.say("Regions, number codes, themes")
        call_command("load_reference")
        with paused():
            self.say("Documents")
            call_command("ingest", str(settings.FIXTURES_DIR / "documents"), publish=True)
            self.say("Reports")
            self.load_reports(settings.FIXTURES_DIR / "reports")
            self.say("Search index")
        call_command("collectstatic", interactive=False, verbosity=0)

    def load_reports(self, folder: Path) -> None:
        """Publish the reports that are new; a report that a person withdrew stays withdrawn."""
        new = 0
        for report, is_new in load_reports(folder):
            if is_new:
                resolve(report)
                report.move(State.PUBLISHED, note="demo")
                new += 1
        self.say(f"  {new} new")

    def make_staff(self, name: str) -> None:
        users = get_user_model()
        if users.objects.filter(username=name).exists():
            raise CommandError(f"There is an account “{name}” already; choose another name or use changepassword.")
        password = secrets.token_urlsafe(15)
        user = users.objects.create_user(name, password=password, is_staff=True)
        user.groups.set(Group.objects.filter(name__in=["editor", "reviewer", "administrator"]))
        self.say(f"Staff account {name}, password (shown only now): {password}")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def refuse_taken(port: int) -> None:
    """CommandError before any work when another program listens on the port."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise CommandError(f"Port {port} is taken; choose another with --port.")


def serve(port: int) -> None:
    """Become gunicorn; its workers share one key, made for this run where the environment has none."""
    os.environ.setdefault("SECRET_KEY", settings.SECRET_KEY)
    arguments = ["--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--threads", "2", "--no-control-socket"]
    os.chdir(settings.BASE_DIR)
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *arguments, "portal.wsgi"])  # noqa: S606 (no shell)
