"""How the tools speak to the person who runs make: short English lines, and a running clock for long steps."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class SetupError(Exception):
    """Something that only the person at the keyboard can put right; the message says how."""


def say(text: str) -> None:
    """Print a line at once, also into a pipe."""
    print(text, flush=True)


@contextmanager
def step(text: str, every_seconds: float = 30) -> Iterator[None]:
    """Announce a long step and show how long it has been running: live on a terminal, else once in `every_seconds`."""
    finished = threading.Event()
    clock = threading.Thread(target=_tick, args=(text, every_seconds, finished), daemon=True)
    started = time.monotonic()
    print(f"{text} …", end="" if sys.stdout.isatty() else "\n", flush=True)
    clock.start()
    outcome = "failed after"
    try:
        yield
        outcome = "done in"
    finally:
        finished.set()
        clock.join()
        start_of_line = "\r" if sys.stdout.isatty() else ""
        say(f"{start_of_line}{text} … {outcome} {clock_time(time.monotonic() - started)}")


def clock_time(seconds: float) -> str:
    """Minutes and seconds, as in 2:07."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _tick(text: str, every_seconds: float, finished: threading.Event) -> None:
    started = time.monotonic()
    on_terminal = sys.stdout.isatty()
    pause, start, end = (1.0, "\r", "") if on_terminal else (every_seconds, "", "\n")
    while not finished.wait(pause):
        print(f"{start}{text} … {clock_time(time.monotonic() - started)}", end=end, flush=True)
