"""Requests in the store."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from desk import conversations, requests
from desk.contacts import Contact
from desk.reference import normalise
from desk.requests import Destination, Detail, Draft
from storage import database

SAID_AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def draft() -> Draft:
    with database.transaction() as session:
        conversation = conversations.start(session).id
    return Draft(
        conversation_id=conversation,
        submitted_by="message-9",
        summary="Förderung · 45 Beschäftigte · Kreis Tuttlingen",
        details=(
            Detail("company_size", {"low": 45, "high": 45}, "message-3", confirmed=True),
            Detail("description", "Wir wollen Drehmaschinen vernetzen.", "message-3", confirmed=False),
        ),
        matches=({"entry": "musterprogramm", "verdict": "fits"},),
        destination=Destination("mustercluster", "Ist in Ihrer Nähe."),
        consent_version="2026-11",
        consent_given_at=SAID_AT,
        contact=Contact(email="e.groß@musterbetrieb.de"),
        contact_name="Käthe Groß, Musterbetrieb",
    )


def test_it_stores_everything_that_makes_a_request(draft: Draft) -> None:
    with database.transaction() as session:
        code = requests.submit(session, draft).reference_code
    with database.reading() as session:
        stored = requests.newest(session, limit=5)[0]
        assert normalise(code) == stored.reference_code
        assert (stored.contact_email, stored.contact_name) == ("e.groß@musterbetrieb.de", "Käthe Groß, Musterbetrieb")
        assert (stored.consent_version, stored.consent_given_at) == ("2026-11", SAID_AT)
        assert (stored.destination, stored.destination_reason) == ("mustercluster", "Ist in Ihrer Nähe.")
        assert stored.matches == [{"entry": "musterprogramm", "verdict": "fits"}]
        fields = {field.name: field for field in stored.fields}
        assert fields["company_size"].value == {"value": {"low": 45, "high": 45}}
        assert (fields["company_size"].source_message, fields["company_size"].confirmed) == ("message-3", True)
        assert not fields["description"].confirmed


def test_it_makes_one_request_of_one_message(draft: Draft) -> None:
    codes = set()
    for _ in range(2):
        with database.transaction() as session:
            codes.add(requests.submit(session, draft).reference_code)
    assert len(codes) == 1


def test_it_makes_a_second_request_of_a_later_message(draft: Draft) -> None:
    with database.transaction() as session:
        requests.submit(session, draft)
        requests.submit(session, replace(draft, submitted_by="message-20"))
        assert len(requests.newest(session, limit=5)) == 2


def test_it_requires_a_way_to_reach_the_person(draft: Draft) -> None:
    with pytest.raises(IntegrityError, match="has_a_contact"), database.transaction() as session:
        requests.submit(session, replace(draft, contact=Contact()))
