"""Engine and action server as the web process sees them: a real HTTP server with answers that a test chooses."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

from tests.http_stub import serving_json

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

    def respond(body: Any, headers: Message) -> tuple[int, Any]:
        if body is None:
            return 200 if stub.ready else 503, {}
        stub.requests.append(body)
        stub.secrets.append(headers["Authorization"])
        return stub.answer(body)

    with serving_json(respond) as stub.port:
        yield stub
