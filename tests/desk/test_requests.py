"""Requests in the store."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError

from desk import requests
from desk.contacts import NO_CONTACT, Contact
from desk.handoff.ways import way
from desk.models import EscalationReason, EventKind, OutboxCopy, Purpose, Request, RequestKind, Urgency
from desk.request_history import history
from german.reference_codes import normalise
from knowledge.matching import Profile
from settings import Settings
from storage import database
from tests.desk.desk_samples import COMPANY, DESCRIPTION, EMAIL, NAME, PHONE, SAID_AT, StandingClock, draft, submitted
from tests.store import configured


def stored() -> Request:
    with database.reading() as session:
        return requests.newest(session, limit=5)[0]


def copies() -> list[OutboxCopy]:
    with database.reading() as session:
        return list(session.scalars(select(OutboxCopy).order_by(OutboxCopy.id)))


def test_it_stores_everything_that_makes_a_request() -> None:
    code = submitted().reference_code
    request = stored()
    assert normalise(code) == request.reference_code
    assert (request.contact_email, request.contact_phone) == (EMAIL, PHONE)
    assert (request.contact_name, request.contact_company) == (NAME, COMPANY)
    assert request.contact_messages == ["message-7", "message-8"]
    assert (request.consent_version, request.consent_given_at) == ("2026-11", SAID_AT)
    assert (request.destination, request.destination_reason) == ("mustercluster", "Ist in Ihrer Nähe.")
    assert request.matches[0]["entry"] == "musterprogramm"
    assert (request.kind, request.urgency, request.escalation_reason) == (RequestKind.NEED, Urgency.NORMAL, None)
    fields = {field.name: field for field in request.fields}
    assert fields["company_size"].value == {"value": {"low": 45, "high": 45}}
    assert (fields["company_size"].source_message, fields["company_size"].confirmed) == ("message-3", True)
    assert fields["description"].value == {"value": DESCRIPTION}
    assert not fields["description"].confirmed


def test_it_makes_one_request_of_one_message() -> None:
    wanted = draft()
    codes = set()
    for _ in range(2):
        with database.transaction() as session:
            codes.add(requests.submit(session, wanted).reference_code)
    assert len(codes) == 1
    assert len(copies()) == 1


def test_it_makes_a_second_request_of_a_later_message() -> None:
    first = submitted()
    submitted(conversation_id=first.conversation_id, submitted_by="message-20")
    with database.reading() as session:
        assert len(requests.newest(session, limit=5)) == 2


def test_a_need_requires_a_way_to_reach_the_person() -> None:
    with pytest.raises(IntegrityError, match="has_a_contact"):
        submitted(contact=NO_CONTACT)


def test_a_contact_requires_consent() -> None:
    with pytest.raises(IntegrityError, match="contact_needs_consent"):
        submitted(consent=None)


def test_a_copy_requires_an_address() -> None:
    with pytest.raises(IntegrityError, match="copy_needs_an_address"):
        submitted(copy_wanted=True, contact=Contact(phone=PHONE))


def test_an_escalation_has_whatever_is_known() -> None:
    submitted(
        escalation=EscalationReason.ANGER, urgency=Urgency.HIGH, details=(), contact=NO_CONTACT, consent=None,
        destination=None, matches=(),
    )  # fmt: skip
    request = stored()
    assert (request.kind, request.escalation_reason, request.urgency) == ("escalation", "anger", "high")
    assert "noch nicht bekannt" in request.team_reason
    assert copies()[0].content["completeness"]["known"] == []


def test_it_tells_the_team_in_the_same_transaction() -> None:
    wanted = draft()
    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        requests.submit(session, wanted)
        _ = 1 / 0
    assert copies() == []
    submitted()
    (copy,) = copies()
    assert (copy.purpose, copy.channel, copy.recipient) == (Purpose.CREATED, "email", "anliegen@lotse.example")
    with database.reading() as session:
        assert [event.kind for event in history(session, copy.request_id)] == [EventKind.CREATED]


def test_nothing_is_stored_when_the_outbox_fails(store: Engine) -> None:
    with store.begin() as connection:
        connection.execute(text("DROP TABLE outbox"))
    with pytest.raises(database.StoreUnavailableError, match="outbox"):
        submitted()
    with database.reading() as session:
        assert requests.newest(session, limit=5) == []


def test_the_visitor_gets_a_copy_only_on_wish_and_only_of_what_was_said() -> None:
    submitted(copy_wanted=True)
    copy = copies()[1]
    assert (copy.purpose, copy.channel, copy.recipient) == (Purpose.VISITOR_COPY, "email", EMAIL)
    assert copy.content.keys() == {"reference_code", "created_at", "fields"}
    assert [field["text"] for field in copy.content["fields"]] == ["45", DESCRIPTION, "Tuttlingen"]


def test_it_promises_an_answer_in_working_hours() -> None:
    friday_evening = StandingClock(SAID_AT.replace(day=27, hour=15, minute=59))
    submitted(friday_evening)
    respond_by = stored().respond_by
    assert respond_by
    assert respond_by.isoformat() == "2026-12-01T16:00:00+00:00"


def test_the_team_gets_what_it_needs_in_german() -> None:
    submitted()
    content = copies()[0].content
    assert content["team"] | {"reason": ""} == {"organisation": "default", "name": "Anliegen", "reason": ""}
    assert content["completeness"]["missing"] == ["goal", "topic", "stage", "sector"]
    assert [field["label"] for field in content["fields"]] == ["Beschäftigte", "Beschreibung", "Ort"]


def test_a_person_can_be_told_who_would_get_it() -> None:
    with database.reading() as session:
        chosen = way(session, None, Profile())
    assert chosen.route.organisation.name == "Clustermanagement"
    assert chosen.respond_by(SAID_AT)


def test_no_time_is_promised_where_the_routing_file_names_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, configuration: Settings
) -> None:
    promising = configuration.routing_file.read_text(encoding="utf-8")
    routing_file = tmp_path / "routing.yml"
    routing_file.write_text(promising.replace("respond_within_hours: 16", "regions: []"), encoding="utf-8")
    with configured(tmp_path, monkeypatch, routing_file=str(routing_file)):
        assert submitted().respond_by is None
