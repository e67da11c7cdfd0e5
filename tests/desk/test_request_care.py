"""How a request stands, adding to it, withdrawing it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from desk.clock import Clock
from desk.models import CopyState, EventKind, OutboxCopy, Purpose, Request, RequestEvent, RequestStatus
from desk.outbox.courier import Courier
from desk.request_care import Standing, add_information, promised, standing, withdraw
from desk.request_erasure import erase
from settings import Settings
from storage import database
from tests.desk.desk_samples import StandingClock, submitted

TEXT = "Es eilt: Der Umbau beginnt im Mai.\n=1+1 <b>"


@pytest.fixture
def request_(clock: StandingClock) -> Request:
    submitted(clock)  # somebody else's
    return submitted(clock)


@pytest.fixture
def deliver(configuration: Settings, clock: StandingClock) -> Callable[[], object]:
    courier = Courier.of(configuration)
    return Courier(courier.channels, courier.lease, clock).deliver_due


def copies(request: Request) -> list[tuple[Purpose, CopyState]]:
    with database.reading() as session:
        found = session.scalars(select(OutboxCopy).where(OutboxCopy.request_id == request.id).order_by(OutboxCopy.id))
        return [(Purpose(copy.purpose), CopyState(copy.state)) for copy in found]


def add(request: Request, clock: Clock, message: str | None = "message-30") -> RequestEvent | None:
    with database.transaction() as session:
        return add_information(session, session.get_one(Request, request.id), TEXT, source_message=message, clock=clock)


def take_back(request: Request, clock: Clock) -> RequestEvent | None:
    with database.transaction() as session:
        return withdraw(session, session.get_one(Request, request.id), source_message="message-40", clock=clock)


def stands(request: Request) -> Standing:
    with database.reading() as session:
        return standing(session, session.get_one(Request, request.id))


def test_it_tells_how_a_request_stands(request_: Request, clock: StandingClock, deliver: Callable[[], object]) -> None:
    before = stands(request_)
    assert (before.reference_code, before.status) == (request_.reference_code, RequestStatus.NEW)
    assert (before.organisation, before.team) == ("Clustermanagement", "Anliegen")
    assert (before.team_was_told, before.events) == (False, ((EventKind.CREATED, clock()),))
    created_at = clock()
    clock.go_on(minutes=1)
    deliver()
    assert stands(request_).team_was_told
    assert stands(request_).events == ((EventKind.CREATED, created_at), (EventKind.NOTIFIED, clock()))


def test_a_visitors_own_copy_tells_no_team(clock: StandingClock, deliver: Callable[[], object]) -> None:
    request = submitted(clock, copy_wanted=True)
    with database.transaction() as session:
        created = select(OutboxCopy).where(OutboxCopy.purpose == Purpose.CREATED)
        session.scalars(created).one().state = CopyState.DEAD
    deliver()
    assert not stands(request).team_was_told


def test_it_says_what_is_promised_at_that_moment(request_: Request, clock: StandingClock) -> None:
    assert promised(request_, clock).presence == "heute bis 17 Uhr"
    assert promised(request_, clock).deadline == "Montag bis 11 Uhr"
    clock.go_on(days=3)
    assert promised(request_, clock).presence == "morgen ab 9 Uhr"
    assert promised(request_, clock).deadline == "morgen bis 11 Uhr"


def test_information_is_kept_as_typed_and_told_to_the_team(request_: Request, clock: StandingClock) -> None:
    event = add(request_, clock)
    assert event
    assert (event.kind, event.content, event.source_message) == (
        EventKind.INFORMATION_ADDED, {"text": TEXT}, "message-30",
    )  # fmt: skip
    assert copies(request_) == [
        (Purpose.CREATED, CopyState.WAITING),
        (Purpose.INFORMATION_ADDED, CopyState.WAITING),
    ]


def test_one_message_adds_its_information_once(request_: Request, clock: StandingClock) -> None:
    first, second = add(request_, clock), add(request_, clock)
    assert first
    assert second
    assert first.id == second.id
    assert len(copies(request_)) == 2
    assert add(request_, clock, "message-31") is not None
    assert add(request_, clock, None) is not None


def test_a_request_is_withdrawn_once(request_: Request, clock: StandingClock) -> None:
    event = take_back(request_, clock)
    assert event
    assert (event.kind, event.source_message) == (EventKind.WITHDRAWN, "message-40")
    assert take_back(request_, clock) is None
    assert stands(request_).status == RequestStatus.WITHDRAWN


def test_what_has_not_gone_out_is_called_back(request_: Request, clock: StandingClock) -> None:
    take_back(request_, clock)
    assert copies(request_) == [(Purpose.CREATED, CopyState.CANCELLED)]


def test_a_team_that_knows_of_a_request_is_told_of_its_end(
    request_: Request, clock: StandingClock, deliver: Callable[[], object]
) -> None:
    deliver()
    add(request_, clock)
    take_back(request_, clock)
    assert copies(request_) == [
        (Purpose.CREATED, CopyState.SENT),
        (Purpose.INFORMATION_ADDED, CopyState.CANCELLED),
        (Purpose.WITHDRAWN, CopyState.WAITING),
    ]


def test_nothing_is_added_to_a_request_that_is_not_open(request_: Request, clock: StandingClock) -> None:
    take_back(request_, clock)
    assert add(request_, clock) is None
    with database.transaction() as session:
        assert erase(session, session.get_one(Request, request_.id), with_messages=False, clock=clock)
    assert take_back(request_, clock) is None


def test_other_requests_are_left_alone(request_: Request, clock: StandingClock) -> None:
    take_back(request_, clock)
    with database.reading() as session:
        others = session.scalars(select(Request.status).where(Request.id != request_.id)).all()
    assert others == [RequestStatus.NEW]
