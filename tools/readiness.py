"""Asks the web process whether the first message would be answered, and says what is missing until then."""

from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from tools.console import clock_time

PAUSE_SECONDS = 0.5
REMIND_SECONDS = 15
_REQUEST_SECONDS = 5
_NOT_UP = "the web process"

# Straight to our own port, whatever proxy the environment names.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def missing(url: str) -> str:
    """What /ready says is still missing; empty when it answers 200."""
    try:
        with _opener.open(url, timeout=_REQUEST_SECONDS):
            return ""
    except urllib.error.HTTPError as error:
        with error:
            return _read(error.read(2000).decode("utf-8", "replace")) or f"{url} answers {error.code}"
    except OSError:  # refused, reset, timed out
        return _NOT_UP


def announce(url: str, address: str, notify: Callable[[str], None], stopped: threading.Event) -> None:
    """Tell `notify` what is awaited, when that changes and now and then, and finally where Lotse answers."""
    started = time.monotonic()
    told, told_at = "", started
    while not stopped.is_set():
        awaited = missing(url)
        now = time.monotonic()
        if not awaited:
            notify(f"\n  Lotse answers at {address} — stop with Ctrl-C\n")
            return
        if awaited != told or now - told_at > REMIND_SECONDS:
            notify(f"Waiting for {awaited} … {clock_time(now - started)}")
            told, told_at = awaited, now
        stopped.wait(PAUSE_SECONDS)


def _read(body: str) -> str:
    """The names in {"missing": [...]}, else the body as it is."""
    try:
        document = json.loads(body)
    except ValueError:
        return body.strip()
    names = document.get("missing") if isinstance(document, dict) else None
    return ", ".join(map(str, names)) if isinstance(names, list) else body.strip()
