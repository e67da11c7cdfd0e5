"""A real HTTP server that answers what a test says, in JSON or in bytes; for both environments."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[Any, Message], "tuple[int, Any]"]
"""Takes the body of a request (None for a GET) and its headers; returns status and body."""
RawAnswer = Callable[["bytes | None", Message], "tuple[int, bytes]"]
"""The same with bodies as they travel."""
Reply = Callable[[str, str, Message], "tuple[int, dict[str, str]]"]
"""Takes method, path and headers of a request; returns status and headers."""


@contextmanager
def _serving(handler: type[BaseHTTPRequestHandler], port: int = 0) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def serving(answer: RawAnswer, port: int = 0) -> Iterator[int]:
    """Serve until the end of the block and yield the port, by default a free one."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._respond(None)

        def do_POST(self) -> None:
            self._respond(self.rfile.read(int(self.headers["Content-Length"])))

        def _respond(self, asked: bytes | None) -> None:
            status, content = answer(asked, self.headers)
            with suppress(ConnectionError):  # whoever asked may not have waited
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            return

    with _serving(Handler, port) as serving_port:
        yield serving_port


@contextmanager
def serving_json(answer: Answer) -> Iterator[int]:
    """Serve JSON until the end of the block and yield the port."""

    def raw(asked: bytes | None, headers: Message) -> tuple[int, bytes]:
        status, body = answer(None if asked is None else json.loads(asked), headers)
        return status, json.dumps(body).encode()

    with serving(raw) as port:
        yield port


@contextmanager
def serving_bytes(answer: Callable[[str], tuple[int, bytes]]) -> Iterator[int]:
    """Serve until the end of the block and yield the port; `answer` takes a path and returns status and body."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, content = answer(self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            return

    with _serving(Handler) as port:
        yield port


@contextmanager
def serving_pages(reply: Reply) -> Iterator[int]:
    """Serve empty pages until the end of the block and yield the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers = reply(self.command, self.path, self.headers)
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, *_: Any) -> None:
            return

    with _serving(Handler) as port:
        yield port
