"""Keeps a polite distance between requests to the same host."""

import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

SECONDS_BETWEEN = 0.5


def host_of(address: str) -> str:
    """Return host and port, in one spelling; a broken address is a host of its own."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2].lower()
    except ValueError:
        return address


class HostPace:
    """Lets threads wait so that no host gets more than two requests a second."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._clock, self._pause = clock, pause
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        """When the next request to a host may begin, in seconds of the clock."""

    def wait(self, address: str) -> None:
        """Return when a request to this address may begin."""
        with self._lock:
            now = self._clock()
            begin = max(now, self._next.get(host_of(address), now))
            self._next[host_of(address)] = begin + SECONDS_BETWEEN
        if begin > now:
            self._pause(begin - now)
