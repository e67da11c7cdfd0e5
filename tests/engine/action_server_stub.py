"""An action server as the engine sees it: a real HTTP server with answers that a test chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

from tests.http_stub import serving_json

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

    def respond(body: Any, _: Message) -> tuple[int, Any]:
        stub.requests.append(body)
        return stub.answer()

    with serving_json(respond) as stub.port:
        yield stub
