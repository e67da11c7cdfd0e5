"""Nobody is flooded with copies through an address that nobody has verified."""

from pathlib import Path

import pytest

from desk.contacts import Contact
from desk.models import Purpose, Request
from desk.outbox import queue
from desk.request_erasure import erase
from storage import database
from tests.desk.desk_samples import StandingClock, conversation, submitted
from tests.store import configured

MOST = 3


def copy_to(email: str, clock: StandingClock, conversation_id: str | None = None) -> Request:
    return submitted(
        clock,
        conversation_id=conversation_id or conversation(),
        submitted_by=f"message-{email}",
        contact=Contact(email=email),
        copy_wanted=True,
    )


def copies(request: Request) -> int:
    with database.reading() as session:
        return len(queue.copies(session, request.id, Purpose.VISITOR_COPY))


def test_an_address_gets_so_many_copies_a_day_however_it_is_written(clock: StandingClock) -> None:
    for email in ("k@muster.example", "K@muster.example", "k@MUSTER.example"):
        assert copy_to(email, clock).copy_wanted
    refused = copy_to("k@muster.example", clock)
    assert (refused.copy_wanted, copies(refused)) == (False, 0)
    assert copy_to("andere@muster.example", clock).copy_wanted


def test_a_conversation_sends_so_many_copies_a_day(clock: StandingClock) -> None:
    talk = conversation()
    sent = [copy_to(f"k{number}@muster.example", clock, talk).copy_wanted for number in range(MOST + 1)]
    assert sent == [True, True, True, False]


def test_the_next_day_copies_go_out_again(clock: StandingClock) -> None:
    for _ in range(MOST):
        copy_to("k@muster.example", clock)
    clock.go_on(hours=23)
    assert not copy_to("k@muster.example", clock).copy_wanted
    clock.go_on(hours=1)
    assert copy_to("k@muster.example", clock).copy_wanted


def test_erasing_does_not_open_the_door_again(clock: StandingClock) -> None:
    talk = conversation()
    for number in range(MOST):
        request = copy_to(f"k{number}@muster.example", clock, talk)
        with database.transaction() as session:
            erase(session, session.merge(request), with_messages=False, clock=clock)
    assert not copy_to("k@muster.example", clock, talk).copy_wanted


def test_a_request_is_stored_whether_or_not_its_copy_goes_out(
    clock: StandingClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with configured(tmp_path, monkeypatch, visitor_copies_per_day="0"):
        request = copy_to("k@muster.example", clock)
    assert (request.contact_email, request.copy_wanted) == ("k@muster.example", False)
