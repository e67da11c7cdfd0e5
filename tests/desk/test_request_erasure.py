"""Giving out and erasing what is personal: afterwards nothing of it is anywhere."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from desk import conversations
from desk.contacts import Contact
from desk.models import CopyState, EventKind, Message, OutboxCopy, Purpose, Request, RequestStatus
from desk.outbox.courier import Courier
from desk.request_care import add_information
from desk.request_erasure import Receipt, erase
from desk.request_export import export
from desk.request_history import BLANK, PERSONAL_PARTS, history
from settings import Settings
from storage import database
from storage.base import Base
from tests.desk.channels.copies import copy_of
from tests.desk.desk_samples import StandingClock, conversation, submitted

WORDS = {
    "name": "Käthe Einmalig",
    "company": "Einzelstück GmbH",
    "email": "kaethe.einmalig@einzelstueck.de",
    "phone": "+497461987654",
    "summary": "Zusammenfassung Sonderfall",
    "information": "Nachtrag unverwechselbar",
    "reason": "Begründung eigentümlich",
}
"""Each stands nowhere else."""
SAID_CONTACT = f"{WORDS['email']}, {WORDS['phone']}, {WORDS['name']}, {WORDS['company']}"


@pytest.fixture
def courier(configuration: Settings, clock: StandingClock) -> Courier:
    channels = Courier.of(configuration)
    return Courier(channels.channels, channels.lease, clock)


@pytest.fixture
def request_(clock: StandingClock, courier: Courier) -> Request:
    """A request that was delivered, then added to, in a conversation in which the contact was said."""
    talk = conversation()
    with database.transaction() as session:
        for client_id, text in (("message-3", "Wir suchen Förderung"), ("message-7", SAID_CONTACT)):
            message = conversations.receive_text(session, talk, client_id, text)
            conversations.record_answer(session, message, [], {"entities": [{"value": text}]})
    request = submitted(
        clock,
        conversation_id=talk,
        summary=WORDS["summary"],
        matches=({"entry": "x", "title": "X", "verdict": "fits", "reasons": [WORDS["reason"]]},),
        contact=Contact(WORDS["email"], WORDS["phone"], WORDS["name"], WORDS["company"]),
        copy_wanted=True,
    )
    courier.deliver_due()
    with database.transaction() as session:
        row = session.get_one(Request, request.id)
        add_information(session, row, WORDS["information"], source_message="message-9", clock=clock)
    return request


def erased(request: Request, clock: StandingClock, *, with_messages: bool = True) -> Receipt | None:
    with database.transaction() as session:
        return erase(session, session.get_one(Request, request.id), with_messages=with_messages, clock=clock)


def stored_texts(store: Engine, folder: Path) -> Iterator[str]:
    """Every value of every table, and every file beside the database."""
    with store.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(select(table)):
                yield from (json.dumps(value, ensure_ascii=False, default=str) for value in row)
    for path in folder.rglob("*.eml"):
        yield path.read_bytes().decode("utf-8", "replace")


def found_words(store: Engine, folder: Path) -> set[str]:
    everything = "\n".join(stored_texts(store, folder))
    return {name for name, word in WORDS.items() if word in everything}


def test_after_erasing_nothing_personal_is_left(
    request_: Request, store: Engine, configuration: Settings, clock: StandingClock, courier: Courier
) -> None:
    assert found_words(store, configuration.data_dir) == set(WORDS)
    assert len(list(configuration.mail_folder.iterdir())) == 2
    receipt = erased(request_, clock)
    assert found_words(store, configuration.data_dir) == set()
    assert list(configuration.mail_folder.iterdir()) == []
    assert receipt == Receipt(
        reference_code=request_.reference_code,
        erased_at=clock(),
        fields=3,
        copies=3,
        files=2,
        events=1,
        messages=1,
        recipients_told=1,
    )
    courier.deliver_due()
    assert found_words(store, configuration.data_dir) == set()


def test_a_shell_stays_that_says_what_happened(request_: Request, clock: StandingClock) -> None:
    receipt = erased(request_, clock)
    assert receipt
    with database.reading() as session:
        shell = session.get_one(Request, request_.id)
        assert (shell.status, shell.reference_code) == (RequestStatus.ERASED, request_.reference_code)
        assert (shell.summary, shell.fields, shell.matches) == (BLANK, [], [])
        assert (shell.consent_version, shell.consent_given_at) == ("2026-11", request_.consent_given_at)
        events = history(session, request_.id)
    assert events[-1].kind == EventKind.ERASED
    assert events[-1].content == json.loads(json.dumps(receipt.as_json()))
    added = next(event for event in events if event.kind == EventKind.INFORMATION_ADDED)
    assert (added.content, added.blanked) == ({"text": BLANK}, True)
    assert not events[0].blanked


def test_the_team_is_asked_to_delete_its_copy(request_: Request, clock: StandingClock, courier: Courier) -> None:
    erased(request_, clock)
    with database.reading() as session:
        copies = session.scalars(select(OutboxCopy).order_by(OutboxCopy.id)).all()
    assert [(copy.purpose, copy.state) for copy in copies] == [
        (Purpose.CREATED, CopyState.SENT),
        (Purpose.VISITOR_COPY, CopyState.SENT),
        (Purpose.INFORMATION_ADDED, CopyState.CANCELLED),
        (Purpose.ERASED, CopyState.WAITING),
    ]
    assert [copy.content for copy in copies[:3]] == [{}, {}, {}]
    assert copies[1].recipient == BLANK
    assert copies[3].content == {"reference_code": request_.reference_code}
    assert courier.deliver_next() == "sent"


def test_a_team_that_knows_nothing_is_told_nothing(clock: StandingClock, courier: Courier) -> None:
    receipt = erased(submitted(clock), clock)
    assert receipt
    assert (receipt.recipients_told, receipt.files) == (0, 0)
    assert courier.deliver_next() is None


def test_the_transcript_stays_unless_asked_for(request_: Request, clock: StandingClock) -> None:
    receipt = erased(request_, clock, with_messages=False)
    assert receipt
    assert receipt.messages == 0
    with database.reading() as session:
        assert SAID_CONTACT in session.scalars(select(Message.text)).all()


def test_only_the_messages_with_the_contact_are_blanked(request_: Request, clock: StandingClock) -> None:
    erased(request_, clock)
    with database.reading() as session:
        messages = session.scalars(select(Message).order_by(Message.id)).all()
    assert [message.text for message in messages] == ["Wir suchen Förderung", BLANK]
    assert [message.understood is None for message in messages] == [False, True]


def test_a_request_is_erased_once(request_: Request, clock: StandingClock) -> None:
    assert erased(request_, clock)
    assert erased(request_, clock) is None


def test_a_mail_that_is_being_written_meanwhile_does_not_stay(
    configuration: Settings, clock: StandingClock, courier: Courier
) -> None:
    request = submitted(clock)

    class Meanwhile:
        """Somebody erases the request just after its mail was written."""

        def deliver(self, copy: Any) -> None:
            courier.channels["email"].deliver(copy)
            erased(request, clock)

        def forget(self, key: str) -> int:
            return courier.channels["email"].forget(key)

    assert Courier({"email": Meanwhile()}, courier.lease, clock).deliver_next() == "called_back"
    assert list(configuration.mail_folder.iterdir()) == []


def test_a_copy_of_a_channel_that_is_gone_is_emptied_too(
    request_: Request, store: Engine, clock: StandingClock
) -> None:
    with database.transaction() as session:
        session.scalars(select(OutboxCopy).where(OutboxCopy.purpose == Purpose.CREATED)).one().channel = "fax"
    receipt = erased(request_, clock)
    assert receipt
    assert (receipt.copies, receipt.files) == (3, 1)


def test_every_kind_of_event_says_what_is_personal_in_it() -> None:
    assert PERSONAL_PARTS.keys() == set(EventKind)


def test_everything_that_is_stored_is_given_out(request_: Request, clock: StandingClock) -> None:
    with database.transaction() as session:
        given = export(session, session.get_one(Request, request_.id), clock)
    text = json.dumps(given, ensure_ascii=False)
    assert all(word in text for word in WORDS.values())
    assert given["request"].keys() == {column.key for column in Request.__table__.columns}
    assert [field["name"] for field in given["fields"]] == ["company_size", "description", "place"]
    assert given["history"][-1]["kind"] == EventKind.EXPORTED
    assert [copy["purpose"] for copy in given["copies"]] == ["created", "visitor_copy", "information_added"]


def test_only_this_request_is_given_out(request_: Request, clock: StandingClock) -> None:
    other = copy_of(summary="Etwas anderes")
    with database.transaction() as session:
        text = json.dumps(export(session, session.get_one(Request, request_.id), clock), ensure_ascii=False)
    assert other.key not in text
    assert "Etwas anderes" not in text
