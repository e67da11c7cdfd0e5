"""Finding a request by its code, and guessing codes."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from desk.models import CodeAttempts, Request
from desk.reference import new_code
from desk.request_erasure import erase
from desk.request_lookup import Found, Seeker, find, made_in
from storage import database
from tests.desk.desk_samples import StandingClock, conversation, submitted
from tests.store import temporary_store
from tools.postgres import server

OWNER, COLLEAGUE = Seeker("käthes-gespräch", "haus-a"), Seeker("jürgens-gespräch", "haus-a")
STRANGER = Seeker("gespräch-eines-fremden", "haus-b")


def look(code: str, seeker: Seeker, clock: StandingClock) -> Found:
    with database.transaction() as session:
        return find(session, code, seeker, clock)


def guess(times: int, seeker: Seeker, clock: StandingClock) -> Found:
    return [look(new_code(), seeker, clock) for _ in range(times)][-1]


def test_it_finds_a_request_however_its_code_is_typed(clock: StandingClock) -> None:
    request = submitted()
    typed = request.reference_code.lower().replace("-", " ")
    found = look(f" {typed} ", OWNER, clock)
    assert found.request
    assert found.request.id == request.id


@pytest.mark.parametrize("code", ["", "Guten Tag", "LT-2222-2222-A", "LT-" + "2" * 500])
def test_what_is_no_code_is_wrong(code: str, clock: StandingClock) -> None:
    submitted()
    assert look(code, OWNER, clock) == Found()


def test_four_wrong_codes_are_slips_of_the_pen(clock: StandingClock) -> None:
    assert guess(4, OWNER, clock) == Found()


def test_after_five_wrong_codes_even_the_right_one_has_to_wait(clock: StandingClock) -> None:
    code = submitted().reference_code
    blocked = guess(5, OWNER, clock)
    assert blocked.wait_until == clock() + timedelta(seconds=30)
    assert look(code, OWNER, clock) == Found(wait_until=blocked.wait_until)
    clock.go_on(seconds=30)
    assert look(code, OWNER, clock).request


def test_the_wait_grows_with_every_further_wrong_code(clock: StandingClock) -> None:
    guess(5, OWNER, clock)
    clock.go_on(seconds=30)
    blocked = guess(1, OWNER, clock)
    assert blocked.wait_until
    assert (blocked.wait_until - clock()).total_seconds() == 60


def test_trying_while_waiting_does_not_lengthen_the_wait(clock: StandingClock) -> None:
    blocked = guess(5, OWNER, clock)
    assert guess(20, OWNER, clock) == blocked


def test_another_conversation_from_the_same_address_waits_too(clock: StandingClock) -> None:
    code = submitted().reference_code
    guess(5, OWNER, clock)
    assert look(code, COLLEAGUE, clock).request is None
    assert look(code, STRANGER, clock).request


def test_a_conversation_without_an_address_waits_alone(clock: StandingClock) -> None:
    code = submitted().reference_code
    guess(5, Seeker("a", None), clock)
    assert look(code, Seeker("a", None), clock).request is None
    assert look(code, Seeker("b", None), clock).request


def test_a_right_code_does_not_wipe_out_wrong_ones(clock: StandingClock) -> None:
    code = submitted().reference_code
    guess(4, OWNER, clock)
    assert look(code, OWNER, clock).request
    assert guess(1, OWNER, clock).wait_until


@pytest.mark.needs("postgresql")
def test_guesses_at_the_same_time_are_counted_one_by_one(
    programs: dict[str, str], monkeypatch: pytest.MonkeyPatch, clock: StandingClock
) -> None:
    with server(Path(programs["postgresql"])) as url, temporary_store(url, monkeypatch):
        code = submitted().reference_code
        barrier, found = threading.Barrier(8), []

        def guess_at_once() -> None:
            barrier.wait()
            found.append(guess(1, OWNER, clock))

        threads = [threading.Thread(target=guess_at_once) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 8
        assert look(code, OWNER, clock).request is None
        with database.reading() as session:
            counted = {row.key: row.wrong for row in session.query(CodeAttempts)}
        assert counted == {"address:haus-a": 5, "conversation:käthes-gespräch": 5}


def test_it_lists_the_requests_of_a_conversation_newest_first_without_erased_ones(clock: StandingClock) -> None:
    talk = conversation()
    submitted(clock)  # somebody else's
    first, second, erased = (
        submitted(clock, conversation_id=talk, submitted_by=message) for message in ("m1", "m2", "m3")
    )
    with database.transaction() as session:
        erase(session, session.get_one(Request, erased.id), with_messages=False, clock=clock)
    with database.reading() as session:
        assert [request.id for request in made_in(session, talk)] == [second.id, first.id]
        assert made_in(session, "unknown") == []
