"""How work grows with what it is given: told by the processor time of two sizes, so that a busy machine changes nothing."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

FACTOR = 4  # the larger input is so many times the smaller: linear work grows by 4, quadratic work by 16
MOST = 9  # half-way between them as factors go
ROUNDS = 3
MOMENT = 0.003  # seconds below which the clock tells nothing of growth


def is_linear(work: Callable[[int], object], size: int) -> bool:
    """Whether four times the input costs well below sixteen times the work; the best of three rounds counts."""
    return any(_seconds(work, size * FACTOR) <= MOST * max(_seconds(work, size), MOMENT) for _ in range(ROUNDS))


def _seconds(work: Callable[[int], object], size: int) -> float:
    gc.collect()
    begun = time.process_time()
    work(size)
    return time.process_time() - begun
