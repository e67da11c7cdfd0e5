"""What a visitor reads of a request."""

import pytest

from desk.contacts import NO_CONTACT
from desk.models import EscalationReason, Request
from desk.request_care import add_information, withdraw
from desk.request_erasure import erase
from desk.request_reading import Row, rows
from storage import database
from tests.desk.desk_samples import COMPANY, DESCRIPTION, EMAIL, NAME, PHONE, StandingClock, submitted

SAID = "26.11.2026, 10:30 Uhr"


@pytest.fixture
def request_(clock: StandingClock) -> Request:
    submitted(clock, summary="Etwas anderes")
    return submitted(clock)


def read(request: Request) -> list[Row]:
    with database.reading() as session:
        return rows(session, session.get_one(Request, request.id))


def test_everything_that_was_said_is_told_with_german_labels(request_: Request) -> None:
    told = dict(read(request_))
    assert (told["Kennzeichen"], told["Stand"], told["Eingegangen"]) == (request_.reference_code, "offen", SAID)
    assert (told["E-Mail"], told["Telefon"], told["Name"], told["Betrieb"]) == (EMAIL, PHONE, NAME, COMPANY)
    assert (told["Beschreibung"], told["Ort"]) == (DESCRIPTION, "Tuttlingen")
    assert told["Einwilligung"] == f"Fassung 2026-11 vom {SAID}"
    assert told["Antwort zugesagt bis"] == "30.11.2026, 11:00 Uhr"
    assert "Etwas anderes" not in told.values()


def test_what_is_not_there_is_left_out(clock: StandingClock) -> None:
    bare = submitted(clock, consent=None, contact=NO_CONTACT, details=(), matches=(), escalation=EscalationReason.WISH)
    labels = [row.label for row in read(bare)]
    assert set(labels).isdisjoint({"E-Mail", "Telefon", "Name", "Betrieb", "Einwilligung", "Gezeigte Angebote"})
    assert labels[:3] == ["Kennzeichen", "Eingegangen", "Stand"]


def test_each_addition_is_told_with_its_time(request_: Request, clock: StandingClock) -> None:
    for minutes, text in ((0, "Es eilt."), (5, "Doch nicht.")):
        clock.go_on(minutes=minutes)
        with database.transaction() as session:
            add_information(session, session.get_one(Request, request_.id), text, source_message=None, clock=clock)
    assert read(request_)[-2:] == [
        Row("Ergänzt am 26.11.2026, 10:30 Uhr", "Es eilt."),
        Row("Ergänzt am 26.11.2026, 10:35 Uhr", "Doch nicht."),
    ]


def test_it_tells_that_a_request_was_withdrawn(request_: Request, clock: StandingClock) -> None:
    with database.transaction() as session:
        withdraw(session, session.get_one(Request, request_.id), source_message=None, clock=clock)
    assert dict(read(request_))["Stand"] == "zurückgezogen"


def test_of_an_erased_request_nothing_personal_is_left_to_read(request_: Request, clock: StandingClock) -> None:
    with database.transaction() as session:
        erase(session, session.get_one(Request, request_.id), with_messages=False, clock=clock)
    told = dict(read(request_))
    assert told["Stand"] == "gelöscht"
    for said in (EMAIL, PHONE, NAME, COMPANY, DESCRIPTION, request_.summary):
        assert said not in str(told)
