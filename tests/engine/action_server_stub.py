"""An action server as the engine sees it: a real HTTP server with answers that a test chooses."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[], tuple[int, Any]]


def says(*replies: dict[str, Any]) -> tuple[int, Any]:
    """What the server answers for an action that sends these replies."""
    return 200, {"events": [], "responses": list(replies)}


@dataclass
class ActionServerStub:
    """What it was asked, and what it answers."""

    answer: Answer
    requests: list[dict[str, Any]] = field(default_factory=list)
    port: int = 0


@contextmanager
def serving(stub: ActionServerStub) -> Iterator[ActionServerStub]:
    """Serve until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            stub.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            status, body = stub.answer()
            content = json.dumps(body).encode()
            self.send_response(status)
            # Rasa reads nothing else.
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - named by the base class
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stub.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
