"""A real HTTP server that answers what a test says, in JSON or in bytes; for both environments."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[Any, Message], "tuple[int, Any]"]
"""Takes the body of a request (None for a GET) and its headers; returns status and body."""


Reply = Callable[[str, str, Message], "tuple[int, dict[str, str]]"]
"""Takes method, path and headers of a request; returns status and headers."""


@contextmanager
def _serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
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
    """Serve until the end of the block and yield the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._respond(None)

        def do_POST(self) -> None:
            self._respond(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _respond(self, asked: Any) -> None:
            status, body = answer(asked, self.headers)
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            return

    with _serving(Handler) as port:
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
