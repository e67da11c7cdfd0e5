"""What the dialogue hands over to make a request of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk.contacts import NO_CONTACT, Contact
from desk.models import EscalationReason, Urgency
from knowledge.matching import Profile


@dataclass(frozen=True)
class Detail:
    """One detail of a need: its name, its value, the message it was said in, whether the person agreed to it.

    Names and values are those of the dialogue's slots: ``goal``, ``topic``, ``stage`` and ``sector`` are ids,
    ``company_size`` and ``turnover`` ``{"low", "high"}``, ``place`` ``{"name", "ids"}``, ``description`` text.
    """

    name: str
    value: Any
    source_message: str | None
    confirmed: bool


@dataclass(frozen=True)
class Destination:
    """The organisation that matching chose, and why."""

    entry_id: str
    reason: str


@dataclass(frozen=True)
class GivenConsent:
    """Which version of the text the person agreed to, and when."""

    version: str
    at: datetime


@dataclass(frozen=True)
class Draft:
    """Everything that makes a request.

    A need has a contact, and a contact has consent. An escalation has whatever is known.
    """

    conversation_id: str
    submitted_by: str
    """Id of the visitor's message that completed it; one message makes one request, however often it is handed in."""
    summary: str
    details: tuple[Detail, ...] = ()
    matches: tuple[dict[str, Any], ...] = ()
    """As they were shown."""
    destination: Destination | None = None
    consent: GivenConsent | None = None
    contact: Contact = NO_CONTACT
    contact_messages: tuple[str, ...] = ()
    """Ids of the messages in which the contact was said, so that they can be erased with it."""
    copy_wanted: bool = False
    """Whether the person wants a copy by e-mail; needs an address."""
    escalation: EscalationReason | None = None
    """Why a human has to take up the conversation; None for a need."""
    urgency: Urgency = Urgency.NORMAL

    @property
    def profile(self) -> Profile:
        """What routing looks at."""
        values = {detail.name: detail.value for detail in self.details}
        place = values.get("place") or {"ids": ()}
        return Profile(topic=values.get("topic"), sector=values.get("sector"), region_ids=tuple(place["ids"]))
