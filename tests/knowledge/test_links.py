"""Addresses are asked for at a polite pace, and what became of them is told without guessing."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from email.message import Message

import pytest

from knowledge.links.addresses import addresses
from knowledge.links.checking import Checked, LinkChecker, State, check_all, in_turns
from knowledge.links.pace import HostPace, host_of
from tests.http_stub import serving_pages
from tests.knowledge.knowledge_samples import cluster, faq, funding, glossary
from tools.ports import free_port

Reply = tuple[int, dict[str, str]]


class Clock:
    """Time that passes only while somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pauses: list[float] = []

    def __call__(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


class Site:
    """What a real server answers, by path, one answer after the other; the last one stays."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[str] = []
        self.visitors = set[str]()
        self.closing = threading.Event()
        self.port = 0

    def reply(self, method: str, path: str, headers: Message) -> Reply:
        self.visitors.add(headers["User-Agent"])
        self.asked.append(f"{method} {path}")
        if path.startswith("/slow"):
            self.closing.wait()
        replies = self.replies.get(f"{method} {path}") or self.replies.get(path) or [(404, {})]
        return replies.pop(0) if len(replies) > 1 else replies[0]

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    with serving_pages(site.reply) as port:
        site.port = port
        yield site
        site.closing.set()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def check(site: Site, clock: Clock) -> Callable[[str], Checked]:
    checker = LinkChecker(HostPace(clock, clock.pause), timeout_seconds=2, pause=clock.pause)
    return lambda path: checker.check(site.url(path))


class TestAnswers:
    def test_a_page_is_asked_for_with_head_only(self, site: Site, check: Callable[[str], Checked]) -> None:
        site.replies["/da"] = [(200, {})]
        assert check("/da") == Checked(site.url("/da"), State.OK, 200, site.url("/da"))
        assert site.asked == ["HEAD /da"]
        assert site.visitors == {"Lotse-Linkcheck/1 (looks whether the sources of a knowledge store still exist)"}

    @pytest.mark.parametrize("status", [405, 501, 404, 403, 500])
    def test_get_decides_where_head_brings_no_page(
        self, site: Site, check: Callable[[str], Checked], status: int
    ) -> None:
        site.replies |= {"HEAD /da": [(status, {})], "GET /da": [(200, {})]}
        assert check("/da").state is State.OK
        assert site.asked == ["HEAD /da", "GET /da"]

    @pytest.mark.parametrize("status", [404, 410, 400])
    def test_a_page_that_is_gone_is_dead(self, site: Site, check: Callable[[str], Checked], status: int) -> None:
        site.replies["/weg"] = [(status, {})]
        assert check("/weg") == Checked(site.url("/weg"), State.DEAD, status, site.url("/weg"))
        assert site.asked == ["HEAD /weg", "GET /weg"]

    @pytest.mark.parametrize("status", [401, 403])
    def test_a_page_that_programs_do_not_get_is_not_dead(
        self, site: Site, check: Callable[[str], Checked], status: int
    ) -> None:
        site.replies["/zu"] = [(status, {})]
        assert check("/zu").state is State.REFUSED

    def test_a_redirect_is_reported(self, site: Site, check: Callable[[str], Checked]) -> None:
        site.replies |= {"/alt": [(301, {"Location": "/neu?a=b#c"})], "/neu?a=b": [(200, {})]}
        assert check("/alt") == Checked(site.url("/alt"), State.MOVED, 200, site.url("/neu?a=b#c"))

    def test_a_redirect_to_nothing_is_dead(self, site: Site, check: Callable[[str], Checked]) -> None:
        site.replies["/alt"] = [(302, {"Location": "/nirgends"})]
        assert check("/alt") == Checked(site.url("/alt"), State.DEAD, 404, site.url("/nirgends"))

    def test_a_redirect_to_itself_ends(self, site: Site, check: Callable[[str], Checked]) -> None:
        site.replies["/kreis"] = [(302, {"Location": "/kreis"})]
        found = check("/kreis")
        assert (found.state, found.problem) == (State.DEAD, "too many redirects")

    @pytest.mark.parametrize("target", ["ftp://example.org/", "http://[nirgends/"])
    def test_a_redirect_out_of_the_web_is_dead(self, site: Site, check: Callable[[str], Checked], target: str) -> None:
        site.replies["/alt"] = [(302, {"Location": target})]
        found = check("/alt")
        assert (found.state, found.problem) == (State.DEAD, "the address cannot be used")

    def test_a_place_on_the_page_is_no_redirect(self, site: Site, check: Callable[[str], Checked]) -> None:
        site.replies["/da"] = [(200, {})]
        assert check("/da#unten").state is State.OK


class TestTrouble:
    def test_trouble_that_passes_is_waited_for(self, site: Site, check: Callable[[str], Checked], clock: Clock) -> None:
        site.replies |= {"HEAD /": [(500, {})], "GET /": [(500, {}), (503, {}), (200, {})]}
        assert check("/").state is State.OK
        assert [pause for pause in clock.pauses if pause >= 1] == [1, 2]

    def test_trouble_that_stays_is_dead(self, site: Site, check: Callable[[str], Checked]) -> None:
        site.replies["/"] = [(500, {})]
        assert check("/") == Checked(site.url("/"), State.DEAD, 500, site.url("/"))
        assert site.asked == ["HEAD /", "GET /", "GET /", "GET /"]

    @pytest.mark.parametrize(("wished", "waited"), [("7", 7), ("3600", 30), ("soon", 1)])
    def test_a_wish_to_wait_is_granted_within_limits(
        self, site: Site, check: Callable[[str], Checked], clock: Clock, wished: str, waited: float
    ) -> None:
        site.replies |= {"HEAD /": [(429, {})], "GET /": [(429, {"Retry-After": wished}), (200, {})]}
        assert check("/").state is State.OK
        assert [pause for pause in clock.pauses if pause >= 1] == [waited]

    def test_too_many_requests_do_not_make_a_page_dead(self, site: Site, check: Callable[[str], Checked]) -> None:
        site.replies["/"] = [(429, {})]
        assert check("/").state is State.REFUSED

    def test_no_answer_in_time_is_dead(self, site: Site, clock: Clock) -> None:
        checker = LinkChecker(HostPace(clock, clock.pause), timeout_seconds=0.05, pause=clock.pause)
        assert checker.check(site.url("/slow")) == Checked(
            site.url("/slow"), State.DEAD, None, site.url("/slow"), "no answer in time"
        )
        assert [pause for pause in clock.pauses if pause >= 1] == [1, 2]

    def test_a_host_that_does_not_answer_is_dead(self, clock: Clock) -> None:
        checker = LinkChecker(HostPace(clock, clock.pause), pause=clock.pause)
        found = checker.check(f"http://127.0.0.1:{free_port()}/")
        assert (found.state, found.status, found.problem) == (State.DEAD, None, "no connection")

    def test_an_address_that_is_none_is_dead(self, clock: Clock) -> None:
        found = LinkChecker(HostPace(clock, clock.pause), pause=clock.pause).check("http://[nirgends/")
        assert (found.state, found.problem) == (State.DEAD, "the address cannot be used")

    def test_a_server_without_a_certificate_is_dead(self, site: Site, clock: Clock) -> None:
        checker = LinkChecker(HostPace(clock, clock.pause), pause=clock.pause)
        found = checker.check(site.url("/").replace("http:", "https:"))
        assert (found.state, found.problem) == (State.DEAD, "the certificate is not valid")


class TestPace:
    def test_a_host_gets_two_requests_a_second(self, clock: Clock) -> None:
        pace, begun = HostPace(clock, clock.pause), list[float]()
        for _ in range(5):
            pace.wait("https://example.org/a")
            begun.append(clock.now)
        assert begun == [0, 0.5, 1, 1.5, 2]

    def test_another_host_does_not_wait(self, clock: Clock) -> None:
        pace = HostPace(clock, clock.pause)
        for address in ("https://example.org/a", "https://www.example.org/a", "https://example.org:8080/"):
            pace.wait(address)
        assert clock.pauses == []

    def test_time_that_has_passed_is_not_waited_for_again(self, clock: Clock) -> None:
        pace = HostPace(clock, clock.pause)
        pace.wait("https://example.org/")
        clock.now = 0.3
        pace.wait("https://example.org/")
        assert clock.pauses == [pytest.approx(0.2)]

    def test_threads_share_the_pace(self) -> None:
        """The clock stands still, so that each wait is as long as the queue before it."""
        pauses, lock = list[float](), threading.Lock()

        def pause(seconds: float) -> None:
            with lock:
                pauses.append(seconds)

        pace = HostPace(lambda: 0.0, pause)
        threads = [threading.Thread(target=pace.wait, args=("https://example.org/",)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(pauses) == [0.5 * place for place in range(1, 8)]

    def test_redirects_and_second_attempts_keep_it_too(
        self, site: Site, check: Callable[[str], Checked], clock: Clock
    ) -> None:
        site.replies |= {"/alt": [(301, {"Location": "/neu"})], "HEAD /neu": [(405, {})], "GET /neu": [(200, {})]}
        check("/alt")
        assert site.asked == ["HEAD /alt", "HEAD /neu", "GET /alt", "GET /neu"]
        assert clock.pauses == [0.5, 0.5, 0.5]

    @pytest.mark.parametrize(
        ("address", "host"),
        [("https://Example.org/a", "example.org"), ("http://a:b@example.org:81/", "example.org:81")],
    )
    def test_a_host_has_one_spelling(self, address: str, host: str) -> None:
        assert host_of(address) == host

    def test_hosts_take_turns(self) -> None:
        wanted = ["http://a/1", "http://a/2", "http://a/3", "http://b/1", "http://c/1", "http://c/2"]
        assert in_turns(wanted) == ("http://a/1", "http://b/1", "http://c/1", "http://a/2", "http://c/2", "http://a/3")


class TestAll:
    def test_every_address_is_checked_once(self, site: Site, clock: Clock) -> None:
        site.replies = {f"/{number}": [(200, {})] for number in range(10)}
        checker = LinkChecker(HostPace(clock, clock.pause), pause=clock.pause)
        wanted = [site.url(f"/{number}", host) for number in range(10) for host in ("127.0.0.1", "localhost")]
        found = list(check_all(wanted, checker))
        assert sorted(one.address for one in found) == sorted(wanted)
        assert len(site.asked) == 20

    def test_hosts_are_asked_side_by_side(self) -> None:
        """Each of the two answers only when both have been asked."""
        both = threading.Barrier(2)

        def reply(*_: object) -> Reply:
            both.wait(30)
            return 200, {}

        with serving_pages(reply) as first, serving_pages(reply) as second:
            wanted = [f"http://127.0.0.1:{port}/" for port in (first, second)]
            found = list(check_all(wanted, LinkChecker(HostPace())))
        assert [one.state for one in found] == [State.OK, State.OK]

    def test_who_stops_listening_stops_the_asking(self, site: Site, clock: Clock) -> None:
        site.replies["/da"] = [(200, {})]
        wanted = [site.url("/da"), *(site.url(f"/slow/{number}") for number in range(50))]
        checker = LinkChecker(HostPace(clock, clock.pause), timeout_seconds=0.05, pause=clock.pause)
        with closing(check_all(wanted, checker)) as results:
            assert next(results).address == site.url("/da")
        assert len({asked.split()[1] for asked in site.asked}) < 10


def test_addresses_know_their_entries() -> None:
    entries = (
        faq(more_sources=["https://example.org/b"]),
        glossary(source={"title": "Buch"}),
        funding(url="https://example.org/c"),
        cluster(url="https://example.org/quelle"),
        faq("faq-901", status="retired", more_sources=["https://example.org/d"]),
        faq("faq-902", status="draft"),
    )
    assert addresses(entries) == {
        "https://example.org/quelle": ("faq-900", "schraubenpraemie", "schraubencluster", "faq-902"),
        "https://example.org/b": ("faq-900",),
        "https://example.org/c": ("schraubenpraemie",),
    }
