"""Counts that a process keeps until something public changes: the log of changes names the state that they belong to.

Only numbers are kept, never what they count: what was withdrawn changes the log, and so the key, before it could be shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

from policies.models import Change

SECONDS = 3_600
Counts = TypeVar("Counts")


class Kept:
    """For one page: what `count` gave under a name, counted anew when something public has changed since."""

    def __init__(self) -> None:
        self.last = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def __call__(self, name: str, count: Callable[[], Counts]) -> Counts:
        key = hashlib.blake2b(name.encode(), digest_size=12).hexdigest()  # a name may hold whatever a reader typed
        return cache.get_or_set(f"{key}-{self.last}", count, SECONDS)
