"""Engine and action server as the web process sees them: a real HTTP server with answers that a test chooses."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], tuple[int, Any]]

UNDERSTOOD = {"intent": {"name": "greet", "confidence": 0.9}, "entities": [], "intent_ranking": []}


def replies(*texts: str, **more: Any) -> Answer:
    """Answer each message with these texts; what else is given goes with the last one."""
    said: list[dict[str, Any]] = [{"text": text} for text in texts]
    if said:
        said[-1] |= more
    return lambda _: (200, {"replies": said, "understood": UNDERSTOOD})


@dataclass
class EngineStub:
    """What it was asked, and what it answers."""

    answer: Answer
    requests: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    ready: bool = True
    port: int = 0

    def texts(self) -> list[str]:
        return [request.get("text") or request["payload"] for request in self.requests]


@contextmanager
def serving(stub: EngineStub) -> Iterator[EngineStub]:
    """Serve until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def _respond(self, status: int, body: Any) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_GET(self) -> None:
            self._respond(200 if stub.ready else 503, {})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stub.requests.append(body)
            stub.secrets.append(self.headers["Authorization"])
            self._respond(*stub.answer(body))

        def log_message(self, *_: Any) -> None:
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
