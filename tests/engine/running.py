"""The engine as the web process meets it: a process on a free port, with its channel and its tracker store."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from bot.engine import model
from tools import readiness
from tools.ports import free_port

PAUSE_SECONDS = 0.2
PATIENCE_SECONDS = 180
_numbers = count()
# Straight to our own port, whatever proxy the environment names.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def fresh(what: str) -> str:
    """An id that no other test uses: they share one engine."""
    return f"{what}-{next(_numbers)}"


def request(url: str, body: bytes | None = None, headers: dict[str, str] | None = None, timeout: float = 30) -> Any:
    """Return status and answer, as JSON if it is JSON. A body makes it a POST."""
    asked = urllib.request.Request(url, body, headers or {})
    try:
        with _opener.open(asked, timeout=timeout) as response:
            status, content = response.status, response.read()
    except urllib.error.HTTPError as error:
        with error:
            status, content = error.code, error.read()
    with suppress(ValueError):
        return status, json.loads(content)
    return status, content.decode("utf-8", "replace")


@dataclass(frozen=True)
class Engine:
    """A running engine."""

    port: int
    actions_port: int
    secret: str
    database: Path

    def environment(self) -> dict[str, str]:
        return {
            "LOTSE_ENGINE_PORT": str(self.port),
            "LOTSE_ACTIONS_URL": f"http://127.0.0.1:{self.actions_port}/webhook",
            "LOTSE_TRACKER_URL": f"sqlite:///{self.database}",
        }

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def post(self, body: bytes, authorization: str | None = None, timeout: float = 30) -> tuple[int, Any]:
        """Post to the channel, with the right secret unless another one is given; empty for none."""
        given = f"Bearer {self.secret}" if authorization is None else authorization
        headers = {"Content-Type": "application/json"} | ({"Authorization": given} if given else {})
        answer: tuple[int, Any] = request(f"{self.url}/webhooks/lotse/message", body, headers, timeout)
        return answer

    def send(self, sender: str, timeout: float = 30, **fields: Any) -> dict[str, Any]:
        """Send a message, with an id of its own unless one is given, and return the answer."""
        body = {"sender": sender, "message_id": fresh("message")} | fields
        status, answer = self.post(json.dumps(body).encode(), timeout=timeout)
        assert status == 200, answer
        return dict(answer)

    def heard(self, sender: str) -> list[str]:
        """The texts of this sender's messages that are in the tracker."""
        query = "SELECT data FROM events WHERE sender_id = ? AND type_name = 'user' ORDER BY id"
        with closing(sqlite3.connect(self.database)) as connection:
            return [json.loads(data)["text"] for (data,) in connection.execute(query, (sender,))]


@contextmanager
def running(folder: Path, secret: str, actions_port: int) -> Iterator[Engine]:
    """Start the engine, wait until it answers, and stop it at the end of the block."""
    engine = Engine(free_port(), actions_port, secret, folder / "engine.db")
    log = folder / "engine.log"
    with log.open("w") as output:
        command = [sys.executable, "-m", "bot.engine", "run"]
        environment = os.environ | engine.environment()
        process = subprocess.Popen(command, cwd=model.ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait_until_ready(process, f"{engine.url}/webhooks/lotse/", log)
        yield engine
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_until_ready(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Ask again and again; the pause between two questions ends early if the process does."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while readiness.missing(url):
        assert time.monotonic() < deadline, f"The engine is not ready:\n{log.read_text()}"
        with suppress(subprocess.TimeoutExpired):
            code = process.wait(PAUSE_SECONDS)
            raise AssertionError(f"The engine ended with exit code {code}:\n{log.read_text()}")
