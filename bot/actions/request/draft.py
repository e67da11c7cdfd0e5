"""Gathers a request from the dialogue."""

from typing import Any

from rasa_sdk import Tracker

from bot.actions import provenance
from bot.actions.profile import known
from bot.actions.provenance import Said
from bot.actions.request.consenting import GIVEN
from bot.actions.request.visitor_copy import WANTED
from desk import consent
from desk.contacts import NO_CONTACT, Contact
from desk.drafts import Destination, Detail, Draft, GivenConsent
from desk.models import EscalationReason, Urgency
from german.redact import redact

DESCRIPTION = "description"
ADDITION = "addition"
TOLD = "told"
"""Key of ``shown`` with the words that an escalation began with."""
CONTACT_ENTITIES = frozenset({"email", "phone"})


def listed(tracker: Tracker) -> dict[str, Any]:
    """Return the details by name as a summary lists them, the visitor's own words last."""
    told = provenance.description(tracker.events)
    words = {DESCRIPTION: told[0] if told else None, ADDITION: tracker.get_slot(ADDITION)}
    return known(tracker.current_slot_values()) | {name: text for name, text in words.items() if text}


def _contact(slots: dict[str, Any]) -> Contact:
    name = slots.get("contact_name")
    return Contact(**slots["contact"], **(name if isinstance(name, dict) else {}))


def _contact_messages(events: list[dict[str, Any]], sources: dict[str, Said]) -> tuple[str, ...]:
    """Return the ids of the messages that told a contact in words, those before it was asked for, too."""
    answers = provenance.message_ids(sources, "contact", "contact_name")
    told = []
    for event in events:
        message_id = (event.get("metadata") or {}).get("message_id")
        if event["event"] != "user" or not message_id or str(event.get("text")).startswith("/"):
            continue
        names = {found["entity"] for found in event["parse_data"].get("entities", [])}
        if message_id in answers or names & CONTACT_ENTITIES:
            told.append(message_id)
    return tuple(told)


def _details(tracker: Tracker, sources: dict[str, Said], *, agreed: bool) -> tuple[Detail, ...]:
    """Return the details; confirmed are those that the visitor saw with this value in the summary and agreed to."""
    slots = tracker.current_slot_values()
    confirmed = slots.get("summary_confirmed") or {}
    told_in_slots = known(slots) | ({ADDITION: slots[ADDITION]} if slots.get(ADDITION) else {})
    details = [
        Detail(name, value, sources[name].message_id if name in sources else None, confirmed.get(name) == value)
        for name, value in told_in_slots.items()
    ]
    if told := _told(tracker):
        text = told["text"]
        # Without consent nothing may tell who it was.
        written = text if agreed else redact(text)
        details.append(Detail(DESCRIPTION, written, told["message"], confirmed.get(DESCRIPTION) == text))
    return tuple(details)


def _told(tracker: Tracker) -> dict[str, Any] | None:
    """Return the concern in the visitor's own words; of an escalation, what had been said when it began."""
    if TOLD in (shown := tracker.get_slot("shown")):
        words: dict[str, Any] | None = shown[TOLD]
        return words
    found = provenance.description(tracker.events)
    return {"text": found[0], "message": found[1].message_id} if found else None


def _submitted_by(tracker: Tracker, sources: dict[str, Said], *, agreed: bool) -> str:
    """Return the id of the message that gave consent: one consent makes one request, however often it is tried."""
    said = sources["consent"] if agreed else provenance.latest(tracker.events)
    return said.message_id or said.at.isoformat()


def draft_of(tracker: Tracker, *, reason: str | None = None) -> Draft:
    """Gather the request from the dialogue; with a reason, or the slot ``escalation``, it needs no contact."""
    slots = tracker.current_slot_values()
    sources = provenance.sources(tracker.events)
    agreed, why = slots.get("consent") == GIVEN, reason or slots.get("escalation")
    escalation = EscalationReason(why) if why else None
    contact = _contact(slots) if agreed else NO_CONTACT
    shown = slots["shown"]
    target = shown["destination"]
    return Draft(
        conversation_id=tracker.sender_id,
        submitted_by=_submitted_by(tracker, sources, agreed=agreed),
        summary=shown["summary"],
        details=_details(tracker, sources, agreed=agreed),
        matches=tuple(shown["matches"]),
        destination=Destination(target["entry"], target["reason"]) if target else None,
        consent=GivenConsent(consent.current().version, sources["consent"].at) if agreed else None,
        contact=contact,
        contact_messages=_contact_messages(tracker.events, sources) if agreed else (),
        copy_wanted=slots.get("copy_wanted") == WANTED and contact.email is not None,
        escalation=escalation,
        urgency=Urgency.HIGH if escalation is EscalationReason.ANGER else Urgency.NORMAL,
    )
