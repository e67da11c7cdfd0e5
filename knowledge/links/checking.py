"""Asks for addresses and tells what became of them."""

import time
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from urllib.parse import urldefrag, urljoin

import requests
from requests.utils import requote_uri

from knowledge.links.pace import HostPace, host_of

TIMEOUT_SECONDS = 10.0
ATTEMPTS = 3
PAUSE_SECONDS = 1.0
"""Before the second attempt; twice as long before the third."""
LONGEST_PAUSE_SECONDS = 30.0
HOPS = 5
THREADS = 4
TRANSIENT = {429, 500, 502, 503, 504}
REFUSED = {401, 403, 429}
USER_AGENT = "Lotse-Linkcheck/1 (looks whether the sources of a knowledge store still exist)"


class State(StrEnum):
    """What became of an address."""

    DEAD = "dead"
    REFUSED = "refused"
    """The page exists, but is not shown to programs; a person has to look."""
    MOVED = "moved"
    OK = "ok"


@dataclass(frozen=True)
class Checked:
    """The answer to one address."""

    address: str
    state: State
    status: int | None
    """HTTP status of the last answer; None if there was none."""
    final: str
    """Where redirects led; the address itself without any."""
    problem: str = ""


class LinkError(Exception):
    """There was no answer. ``permanent`` says that asking again would be of no use."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        self.permanent = permanent
        super().__init__(message)


@dataclass(frozen=True)
class _Answer:
    status: int
    address: str
    retry_after: str


def _link_error(error: Exception) -> LinkError:
    if isinstance(error, requests.Timeout):
        return LinkError("no answer in time", permanent=False)
    if isinstance(error, requests.exceptions.SSLError):
        return LinkError("the certificate is not valid", permanent=True)
    if isinstance(error, requests.ConnectionError):
        return LinkError("no connection", permanent=False)
    return LinkError("the address cannot be used", permanent=True)


class LinkChecker:
    """Asks with HEAD first, and with GET when HEAD brings no page: many servers refuse it or answer it wrongly."""

    def __init__(
        self, pace: HostPace, *, timeout_seconds: float = TIMEOUT_SECONDS, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._pace, self._timeout, self._pause = pace, timeout_seconds, pause

    def check(self, address: str) -> Checked:
        """Return what became of an address; takes as long as the host's pace and its answers."""
        with requests.Session() as session:
            session.headers["User-Agent"] = USER_AGENT
            try:
                answer = self._head(session, address) or self._get(session, address)
            except LinkError as error:
                return Checked(address, State.DEAD, None, address, str(error))
        return _judged(address, answer)

    def _head(self, session: requests.Session, address: str) -> _Answer | None:
        try:
            answer = self._follow(session, "HEAD", address)
        except LinkError:
            return None
        return answer if answer.status < requests.codes.bad_request else None

    def _get(self, session: requests.Session, address: str) -> _Answer:
        """Ask several times while the trouble may pass."""
        for attempt in range(1, ATTEMPTS):
            pause = PAUSE_SECONDS * attempt
            try:
                answer = self._follow(session, "GET", address)
            except LinkError as error:
                if error.permanent:
                    raise
            else:
                if answer.status not in TRANSIENT:
                    return answer
                pause = _asked_pause(answer, pause)
            self._pause(pause)
        return self._follow(session, "GET", address)

    def _follow(self, session: requests.Session, method: str, address: str) -> _Answer:
        """Ask, and go where redirects lead, each step at its host's pace."""
        for _ in range(HOPS + 1):
            self._pace.wait(address)
            try:
                # Streamed, and closed unread: nobody needs the page itself.
                with session.request(
                    method, address, allow_redirects=False, timeout=self._timeout, stream=True
                ) as response:
                    target = session.get_redirect_target(response)
                    if target is None:
                        return _Answer(response.status_code, address, response.headers.get("Retry-After", ""))
                address = urljoin(address, requote_uri(target))
            except (requests.RequestException, ValueError) as error:
                raise _link_error(error) from error
        raise LinkError("too many redirects", permanent=True)


def in_turns(addresses: Iterable[str]) -> tuple[str, ...]:
    """Order addresses so that their hosts take turns, and nobody has to wait while another host could be asked."""
    by_host: dict[str, list[str]] = {}
    for address in addresses:
        by_host.setdefault(host_of(address), []).append(address)
    return tuple(address for turn in zip_longest(*by_host.values()) for address in turn if address)


def check_all(addresses: Iterable[str], checker: LinkChecker) -> Generator[Checked]:
    """Check with a few threads, and yield each result when it is there. What is left out is not asked for any more."""
    executor = ThreadPoolExecutor(THREADS)
    try:
        for future in as_completed([executor.submit(checker.check, address) for address in in_turns(addresses)]):
            yield future.result()
    finally:
        executor.shutdown(cancel_futures=True)


def _asked_pause(answer: _Answer, otherwise: float) -> float:
    if answer.retry_after.isdecimal():
        return min(float(answer.retry_after), LONGEST_PAUSE_SECONDS)
    return otherwise


def _judged(address: str, answer: _Answer) -> Checked:
    if answer.status in REFUSED:
        state = State.REFUSED
    elif answer.status >= requests.codes.bad_request:
        state = State.DEAD
    else:
        state = State.OK if urldefrag(answer.address).url == urldefrag(address).url else State.MOVED
    return Checked(address, state, answer.status, answer.address)
