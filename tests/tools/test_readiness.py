from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tools import readiness

Answer = tuple[int, str]


@pytest.fixture
def serve() -> Iterator[Callable[[list[Answer]], str]]:
    """Serve these answers one after the other, the last one for ever; returns the address."""
    servers: list[ThreadingHTTPServer] = []

    def start(answers: list[Answer]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                code, body = answers.pop(0) if len(answers) > 1 else answers[0]
                self.send_response(code)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
                """Keep the test's output clean."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/ready"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ((200, "{}"), ""),
        ((503, '{"missing": ["engine", "actions"]}'), "engine, actions"),
        ((503, "no model"), "no model"),
        ((503, '{"detail": "no model"}'), '{"detail": "no model"}'),
    ],
)
def test_it_tells_what_is_missing(serve: Callable[[list[Answer]], str], answer: Answer, expected: str) -> None:
    assert readiness.missing(serve([answer])) == expected


def test_an_empty_refusal_is_told_by_its_status(serve: Callable[[list[Answer]], str]) -> None:
    assert readiness.missing(serve([(500, "")])).endswith("/ready answers 500")


def test_a_process_that_does_not_listen_yet_is_missing_itself() -> None:
    assert readiness.missing("http://127.0.0.1:1/ready") == "the web process"


def test_it_tells_changes_once_and_then_the_address(
    serve: Callable[[list[Answer]], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "PAUSE_SECONDS", 0)
    waiting, almost = (503, '{"missing": ["engine"]}'), (503, '{"missing": ["model"]}')
    told: list[str] = []
    url = serve([waiting, waiting, almost, (200, "")])
    readiness.announce(url, "http://localhost:8000", told.append, threading.Event())
    assert [line.partition(" …")[0].strip() for line in told] == [
        "Waiting for engine",
        "Waiting for model",
        "Lotse answers at http://localhost:8000 — stop with Ctrl-C",
    ]


def test_it_reminds_of_what_is_still_missing(
    serve: Callable[[list[Answer]], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(readiness, "REMIND_SECONDS", -1)
    told: list[str] = []
    readiness.announce(serve([(503, "x"), (503, "x"), (200, "")]), "here", told.append, threading.Event())
    assert [line[:13] for line in told[:2]] == ["Waiting for x", "Waiting for x"]


def test_it_asks_no_more_when_stopped() -> None:
    stopped = threading.Event()
    stopped.set()
    told: list[str] = []
    readiness.announce("http://127.0.0.1:1/ready", "here", told.append, stopped)
    assert told == []
