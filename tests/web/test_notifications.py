"""Notifications go out while the web process runs."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from desk import conversations, requests
from desk.drafts import Draft
from desk.handoff.routing_file import RoutingError
from desk.models import EscalationReason
from storage import database
from tests.http_stub import serving
from tests.store import configured, sqlite_url, temporary_store

LONG_SECONDS = 20
ROUTING = """\
- id: default
  name: Clustermanagement
  hours: {week: {monday: ["09:00-17:00"]}}
  teams:
    - {name: Anliegen, default: true, webhook: "http://127.0.0.1:%s/"}
"""


@contextmanager
def running(folder: Path, monkeypatch: pytest.MonkeyPatch, **values: str) -> Iterator[None]:
    """The web process with these settings."""
    with configured(folder, monkeypatch, outbox_poll_seconds=values.pop("outbox_poll_seconds", "0.01"), **values):
        from web.app import create_app  # noqa: PLC0415 - reads the settings when it is imported

        with TestClient(create_app()):
            yield


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    with temporary_store(sqlite_url(tmp_path), monkeypatch) as engine:
        yield engine


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "outbox"]


def test_a_request_is_told_to_its_team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arrived = threading.Event()

    def take(_: bytes | None, __: Message) -> tuple[int, bytes]:
        arrived.set()
        return 200, b""

    routing_file = tmp_path / "routing.yml"
    with serving(take) as port:
        routing_file.write_text(ROUTING % port, encoding="utf-8")
        with running(tmp_path, monkeypatch, routing_file=str(routing_file), webhook_secret="w" * 40):
            with database.transaction() as session:
                talk = conversations.start(session).id
                requests.submit(session, Draft(talk, "message-1", "Anliegen", escalation=EscalationReason.WISH))
            assert arrived.wait(LONG_SECONDS)
    assert threads() == []


def test_it_says_where_mails_go_without_a_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with running(tmp_path, monkeypatch):
        assert f"e-mails are written to {tmp_path / 'outbox'}" in caplog.text


@pytest.mark.parametrize(("inbox", "warned"), [("anliegen@lotse.example", True), ("anliegen@verbund.de", False)])
def test_it_warns_of_addresses_that_reach_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, inbox: str, warned: bool
) -> None:
    with running(tmp_path, monkeypatch, smtp_host="127.0.0.1", desk_inbox=inbox, mail_from="lotse@verbund.de"):
        assert ("LOTSE_DESK_INBOX" in caplog.text) is warned


def test_it_leaves_delivering_to_others_if_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(tmp_path, monkeypatch, outbox_poll_seconds="0"):
        assert threads() == []
    with running(tmp_path, monkeypatch):
        assert threads() == ["outbox"]


def test_it_does_not_start_without_knowing_who_gets_what(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        pytest.raises(RoutingError, match="the file is missing"),
        running(tmp_path, monkeypatch, routing_file=str(tmp_path / "nowhere.yml")),
    ):
        pass


def test_it_starts_while_the_store_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(database, "pause", lambda _: None)
    nowhere = database.connect("postgresql://nobody@127.0.0.1:1/nothing")
    monkeypatch.setattr(database, "engine", lambda: nowhere)
    with running(tmp_path, monkeypatch):
        assert "cannot be compared with the knowledge store" in caplog.text
