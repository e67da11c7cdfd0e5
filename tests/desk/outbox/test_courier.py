"""Delivering: claims, leases, retries, what is given up, and what is called back meanwhile."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine, select

from desk.channels.base import Copy, DeliveryError
from desk.channels.registry import CHANNELS
from desk.models import CopyState, EventKind, OutboxCopy, Request
from desk.outbox import queue
from desk.outbox.backoff import MOST_ATTEMPTS
from desk.outbox.courier import Courier, Outcome
from desk.request_care import withdraw
from desk.request_history import history
from settings import Settings
from storage import database
from tests.desk.desk_samples import NAME, StandingClock, submitted
from tests.store import sqlite_url, temporary_store
from tools.postgres import server

LEASE = timedelta(minutes=5)


@dataclass
class Mailbox:
    """A channel whose end a test sees; it does whatever the test wants before it takes a copy."""

    taken: list[Copy] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    before: Callable[[Copy], None] = lambda _: None

    def deliver(self, copy: Copy) -> None:
        self.before(copy)
        self.taken.append(copy)

    def forget(self, key: str) -> int:
        self.forgotten.append(key)
        return 0

    def fails(self, *errors: Exception) -> None:
        """Fail that often, then take everything."""
        left = iter(errors)

        def fail(_: Copy) -> None:
            if error := next(left, None):
                raise error

        self.before = fail


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def courier(mailbox: Mailbox, clock: StandingClock) -> Courier:
    return Courier({"email": mailbox}, LEASE, clock, Random(1))


def copy_in_store() -> OutboxCopy:
    with database.reading() as session:
        return session.scalars(select(OutboxCopy)).one()


def events(request: Request) -> list[EventKind]:
    with database.reading() as session:
        return [EventKind(event.kind) for event in history(session, request.id)]


def test_it_delivers_once_and_writes_it_into_the_history(courier: Courier, mailbox: Mailbox) -> None:
    request = submitted()
    assert [courier.deliver_next(), courier.deliver_next()] == [Outcome.SENT, None]
    (taken,) = mailbox.taken
    copy = copy_in_store()
    assert (taken.key, taken.recipient) == (copy.key, "anliegen@lotse.example")
    assert (copy.state, copy.attempts, copy.claim, copy.finished_at) == (CopyState.SENT, 1, None, courier.clock())
    assert events(request) == [EventKind.CREATED, EventKind.NOTIFIED]


def test_the_history_names_nobody(courier: Courier) -> None:
    request = submitted(copy_wanted=True)
    courier.deliver_due()
    with database.reading() as session:
        notified = [event.content for event in history(session, request.id)][1:]
    assert [content["purpose"] for content in notified] == ["created", "visitor_copy"]
    assert all(content.keys() == {"copy", "channel", "purpose"} for content in notified)


def test_a_failure_for_now_is_tried_again_later(courier: Courier, mailbox: Mailbox, clock: StandingClock) -> None:
    submitted()
    mailbox.fails(DeliveryError("not now"), DeliveryError("not now"))
    assert courier.deliver_next() is Outcome.POSTPONED
    first = copy_in_store()
    assert (first.state, first.last_error) == (CopyState.WAITING, "not now")
    assert timedelta(seconds=15) <= first.due_at - clock() <= timedelta(seconds=30)
    assert courier.deliver_next() is None
    clock.go_on(seconds=30)
    assert courier.deliver_next() is Outcome.POSTPONED
    clock.go_on(seconds=60)
    assert courier.deliver_next() is Outcome.SENT
    assert (copy_in_store().attempts, copy_in_store().last_error) == (3, None)


def test_a_failure_for_good_is_given_up_at_once(courier: Courier, mailbox: Mailbox) -> None:
    request = submitted()
    mailbox.fails(DeliveryError("no such user", permanent=True))
    assert courier.deliver_next() is Outcome.GIVEN_UP
    assert (copy_in_store().state, copy_in_store().last_error) == (CopyState.DEAD, "no such user")
    assert events(request) == [EventKind.CREATED, EventKind.NOT_DELIVERED]


def test_it_gives_up_after_the_last_attempt(courier: Courier, mailbox: Mailbox, clock: StandingClock) -> None:
    submitted()
    mailbox.fails(*[DeliveryError("down")] * MOST_ATTEMPTS)
    outcomes: Counter[Outcome] = Counter()
    for _ in range(MOST_ATTEMPTS):
        outcomes += courier.deliver_due()
        clock.go_on(hours=6)
    assert outcomes == {Outcome.POSTPONED: MOST_ATTEMPTS - 1, Outcome.GIVEN_UP: 1}


def test_what_was_given_up_comes_back_under_the_same_key(courier: Courier, mailbox: Mailbox) -> None:
    submitted()
    mailbox.fails(DeliveryError("full", permanent=True))
    courier.deliver_due()
    key = copy_in_store().key
    with database.transaction() as session:
        assert queue.revive(session, 4711, at=courier.clock()) == 0
        assert queue.revive(session, copy_in_store().id, at=courier.clock()) == 1
        assert queue.revive(session, None, at=courier.clock()) == 0
    assert courier.deliver_next() is Outcome.SENT
    assert [copy.key for copy in mailbox.taken] == [key]


def test_a_worker_that_dies_leaves_its_copy_to_the_next(
    mailbox: Mailbox, clock: StandingClock, courier: Courier
) -> None:
    submitted()
    with database.transaction() as session:
        dying = queue.claim(session, at=clock(), lease=LEASE)
    assert dying
    assert courier.deliver_next() is None
    clock.go_on(minutes=5)
    assert courier.deliver_next() is Outcome.SENT
    assert copy_in_store().attempts == 2


def test_a_worker_that_is_too_late_changes_nothing(courier: Courier, clock: StandingClock) -> None:
    submitted()
    with database.transaction() as session:
        late = queue.claim(session, at=clock(), lease=LEASE)
    assert late
    clock.go_on(minutes=6)
    courier.deliver_next()
    with database.transaction() as session:
        assert not queue.postponed(session, late, "timed out", due_at=clock())
        assert not queue.sent(session, late, at=clock())
    assert copy_in_store().state == CopyState.SENT


def test_a_copy_that_brings_every_worker_down_is_not_tried_for_ever(
    courier: Courier, mailbox: Mailbox, clock: StandingClock
) -> None:
    submitted()
    for _ in range(MOST_ATTEMPTS):
        with database.transaction() as session:
            assert queue.claim(session, at=clock(), lease=LEASE)
        clock.go_on(minutes=5)
    assert courier.deliver_next() is Outcome.GIVEN_UP
    assert mailbox.taken == []


def test_a_mistake_of_ours_holds_up_no_other_copy_and_tells_no_secrets(
    courier: Courier, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    submitted()
    submitted()
    mailbox.fails(ValueError(f"cannot write to {NAME}"))
    assert courier.deliver_due() == {Outcome.POSTPONED: 1, Outcome.SENT: 1}
    assert "ValueError" in caplog.text
    assert "test_courier.py" in caplog.text
    assert NAME not in caplog.text


def test_a_channel_that_is_gone_is_given_up(courier: Courier) -> None:
    submitted()
    assert replace(courier, channels={}).deliver_next() is Outcome.GIVEN_UP


def test_what_is_withdrawn_while_it_goes_out_counts_as_called_back(
    courier: Courier, mailbox: Mailbox, clock: StandingClock
) -> None:
    request = submitted()

    def withdraw_meanwhile(_: Copy) -> None:
        with database.transaction() as session:
            assert withdraw(session, session.merge(request), source_message=None, clock=clock)

    mailbox.before = withdraw_meanwhile
    assert courier.deliver_next() is Outcome.CALLED_BACK
    assert mailbox.forgotten == [mailbox.taken[0].key]
    mailbox.before = lambda _: None
    courier.deliver_due()
    assert [copy.purpose for copy in mailbox.taken] == ["created", "withdrawn"]


def test_it_stops_between_two_copies_when_told(courier: Courier) -> None:
    submitted()
    submitted()
    answers = iter((False, True))
    assert courier.deliver_due(lambda: next(answers)) == {Outcome.SENT: 1}


def test_the_lease_outlasts_all_timeouts_of_a_delivery(configuration: Settings) -> None:
    courier = Courier.of(configuration)
    assert courier.lease == timedelta(seconds=15 * configuration.delivery_timeout_seconds)
    assert courier.channels.keys() == CHANNELS.keys()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.needs("postgresql"))])
def shared_store(
    request: pytest.FixtureRequest, programs: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    if request.param == "sqlite":
        with temporary_store(sqlite_url(tmp_path / "shared"), monkeypatch) as engine:
            yield engine
    else:
        with server(Path(programs["postgresql"])) as url, temporary_store(url, monkeypatch) as engine:
            yield engine


def test_several_workers_deliver_every_copy_once(shared_store: Engine, courier: Courier, mailbox: Mailbox) -> None:
    for _ in range(40):
        submitted()
    barrier, errors = threading.Barrier(4), []

    def work() -> None:
        barrier.wait()
        try:
            courier.deliver_due()
        except Exception as error:  # noqa: BLE001 - handed to the main thread
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Counter(copy.key for copy in mailbox.taken).most_common(1)[0][1] == 1
    assert len(mailbox.taken) == 40
