"""The real application on a temporary store, with an engine whose answers a test chooses."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from tests.store import configured, sqlite_url, temporary_store
from tests.web.engine_stub import EngineStub, replies, serving

WAYS = [{"title": "Förderung finden", "payload": "/seek_funding"}, {"title": "Kurse", "payload": "/seek_course"}]


@pytest.fixture
def engine() -> Iterator[EngineStub]:
    with serving(EngineStub(replies("Guten Tag!", buttons=WAYS))) as stub:
        yield stub


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    with temporary_store(sqlite_url(tmp_path), monkeypatch) as engine:
        yield engine


@pytest.fixture
def client(engine: EngineStub, store: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    values = {
        "engine_port": str(engine.port),
        "actions_port": str(engine.port),
        "engine_timeout_seconds": "2",
        "allowed_origins": '["https://cluster.example"]',
    }
    with configured(tmp_path, monkeypatch, **values):
        from web.app import create_app  # noqa: PLC0415 - reads the settings when it is imported

        with TestClient(create_app(), raise_server_exceptions=False) as client:
            yield client


class Visitor:
    """A person with a conversation."""

    def __init__(self, client: TestClient):
        self._client = client
        begun = client.post("/api/conversations").json()
        self.path = f"/api/conversations/{begun['conversation_id']}/messages"
        self.headers = {"Authorization": f"Bearer {begun['token']}"}
        self.greeting: list[dict[str, Any]] = begun["messages"]

    def post(self, **body: Any) -> Any:
        return self._client.post(self.path, json={"client_message_id": str(uuid4())} | body, headers=self.headers)

    def say(self, text: str, **body: Any) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = self.post(text=text, **body).json()["messages"]
        return messages

    def history(self, after: int = 0) -> list[dict[str, Any]]:
        response = self._client.get(self.path, params={"after": after}, headers=self.headers)
        messages: list[dict[str, Any]] = response.json()["messages"]
        return messages


@pytest.fixture
def visitor(client: TestClient) -> Visitor:
    return Visitor(client)
