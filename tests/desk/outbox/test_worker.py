"""The thread that delivers in the background."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from desk.channels.base import Copy
from desk.outbox.courier import Courier
from desk.outbox.worker import Worker
from storage import database
from storage.database import StoreUnavailableError
from tests.desk.desk_samples import StandingClock, submitted

LONG_SECONDS = 20


class Door:
    """A channel that lets a test wait for a delivery."""

    def __init__(self) -> None:
        self.arrived = threading.Semaphore(0)

    def deliver(self, copy: Copy) -> None:
        self.arrived.release()

    def forget(self, key: str) -> int:
        return 0


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def worker(door: Door, clock: StandingClock) -> Iterator[Worker]:
    worker = Worker(Courier({"email": door}, timedelta(minutes=5), clock), poll_seconds=0.01)
    yield worker
    worker.stop()


def test_it_delivers_what_waits_and_what_comes_later(worker: Worker, door: Door) -> None:
    submitted()
    worker.start()
    assert door.arrived.acquire(timeout=LONG_SECONDS)
    submitted()
    assert door.arrived.acquire(timeout=LONG_SECONDS)


def test_it_survives_a_store_that_is_away(
    worker: Worker, door: Door, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    submitted()
    present, asked = database.transaction, threading.Event()

    def away_once() -> object:
        if asked.is_set():
            return present()
        asked.set()
        raise StoreUnavailableError("no transaction could begin: database is locked")

    monkeypatch.setattr(database, "transaction", away_once)
    worker.start()
    assert door.arrived.acquire(timeout=LONG_SECONDS)
    assert "the outbox has to wait" in caplog.text


def test_it_can_be_stopped_twice(worker: Worker) -> None:
    worker.start()
    worker.stop()
