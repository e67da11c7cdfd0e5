"""A real HTTP server that speaks JSON and answers what a test says; for both environments."""

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

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def serving_json(answer: Answer) -> Iterator[int]:
    """Serve JSON until the end of the block and yield the port."""

    def raw(asked: bytes | None, headers: Message) -> tuple[int, bytes]:
        status, body = answer(None if asked is None else json.loads(asked), headers)
        return status, json.dumps(body).encode()

    with serving(raw) as port:
        yield port
