"""A store and settings of its own for each test, and a clock that stands still."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from settings import Settings
from tests.desk.desk_samples import StandingClock
from tests.desk.receivers import MailServer, Receiver
from tests.store import configured, sqlite_url, temporary_store


@pytest.fixture(autouse=True)
def configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    with configured(tmp_path, monkeypatch) as configuration:
        yield configuration


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    with temporary_store(sqlite_url(tmp_path), monkeypatch) as engine:
        yield engine


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer().start()
    yield server
    server.stop()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver().start()
    yield receiver
    receiver.stop()
