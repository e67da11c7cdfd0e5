"""A request as the dialogue hands it over, people, and a clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from desk import conversations, requests
from desk.contacts import Contact
from desk.drafts import Destination, Detail, Draft, GivenConsent
from desk.models import Request
from storage import database

SAID_AT = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
"""A Thursday, half past ten in Germany."""
EMAIL, PHONE, NAME, COMPANY = "k.groß@musterbetrieb.de", "+497461123456", "Käthe Groß", "Musterbetrieb Weiß GmbH"
DESCRIPTION = "Wir wollen Drehmaschinen <b>vernetzen</b>.\n=1+1"


class StandingClock:
    """Says the same until it is told to go on."""

    def __init__(self, at: datetime = SAID_AT):
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def go_on(self, **time: float) -> datetime:
        self.at += timedelta(**time)
        return self.at


def conversation() -> str:
    with database.transaction() as session:
        return conversations.start(session).id


def draft(**changes: Any) -> Draft:
    """A need with everything, in a conversation of its own."""
    whole = Draft(
        conversation_id=changes.pop("conversation_id", None) or conversation(),
        submitted_by="message-9",
        summary="Förderung · 45 Beschäftigte · Kreis Tuttlingen",
        details=(
            Detail("company_size", {"low": 45, "high": 45}, "message-3", confirmed=True),
            Detail("description", DESCRIPTION, "message-3", confirmed=False),
            Detail("place", {"name": "Tuttlingen", "ids": []}, "message-4", confirmed=True),
        ),
        matches=({"entry": "musterprogramm", "title": "Muster", "verdict": "fits", "reasons": ["Passt zur Größe."]},),
        destination=Destination("mustercluster", "Ist in Ihrer Nähe."),
        consent=GivenConsent("2026-11", SAID_AT),
        contact=Contact(EMAIL, PHONE, NAME, COMPANY),
        contact_messages=("message-7", "message-8"),
    )
    return replace(whole, **changes)


def submitted(clock: StandingClock | None = None, **changes: Any) -> Request:
    """A request in the store."""
    wanted = draft(**changes)
    with database.transaction() as session:
        return requests.submit(session, wanted, clock or StandingClock())
