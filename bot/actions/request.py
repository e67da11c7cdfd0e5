"""Consent, contact, and the request itself."""

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import provenance, texts
from bot.actions.answers import answer
from bot.actions.asking import Answer, Asking, Domain
from bot.actions.escalation.without_contact import offer_without_contact
from bot.actions.need import forget_concern
from bot.actions.profile import UNKNOWN, known
from bot.actions.replies import say
from desk import consent, requests
from desk.contacts import NO_CONTACT, Contact, InvalidContactError, read_contact
from desk.drafts import Destination, Detail, Draft, GivenConsent
from desk.models import EscalationReason, Request, Urgency
from desk.request_care import promised
from german.analysis import tokenise
from german.redact import redact
from storage import database
from storage.database import StoreUnavailableError

GIVEN = "given"
REFUSED = "refused"
SURE = 0.8
"""Confidence from which a typed yes or no counts."""
LONGEST_NAME = 200
SKIP = "/dont_know"
QUESTION_MARK = "?"
"""Tells a question from a name or an address: the classifier never saw either and may take them for anything."""


class ActionAskConsent(Asking, Action):
    """Asks for consent with the text that is in force."""

    form, slot = "contact_form", "consent"

    def ask(self, dispatcher: CollectingDispatcher, _: Tracker) -> list[EventType]:
        """Ask."""
        say(dispatcher, "ask_consent", consent_text=consent.current().text)
        return []


class ActionAskContact(Asking, Action):
    """Asks how the visitor can be reached."""

    form, slot = "contact_form", "contact"


class ActionAskContactName(Asking, Action):
    """Asks for the visitor's name."""

    form, slot = "contact_form", "contact_name"


class ValidateContactForm(FormValidationAction):
    """Asks nothing more once consent is refused, and checks how a person can be reached."""

    def name(self) -> str:
        """Return the name that Rasa derives from the form."""
        return "validate_contact_form"

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> list[str]:
        """Return the slots to fill."""
        return ["consent"] if tracker.get_slot("consent") == REFUSED else domain_slots

    def validate_consent(self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> Answer:
        """Take the question's own buttons, or words that surely answer it: consent must not rest on a guess."""
        message = tracker.latest_message
        pressed = any(entity["entity"] == "consent" for entity in message["entities"])
        typed = not message["text"].startswith("/") and message["intent"]["confidence"] >= SURE
        if pressed or typed:
            return {"consent": value}
        say(dispatcher, "consent_unclear")
        return {"consent": None}

    def validate_contact(self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> Answer:
        """Take an e-mail address, a telephone number, or both: the slot may hold only one of two that were said."""
        told = (str(tracker.latest_message.get("text")), str(value))
        if contact := next((text for text in told if _reaches_somebody(text)), None):
            return {"contact": contact}
        if QUESTION_MARK in told[1]:
            answer(dispatcher, tracker, in_form=True)
        else:
            say(dispatcher, "contact_invalid")
        return {"contact": None}

    def validate_contact_name(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain
    ) -> Answer:
        """Take any name, at a length that a name can have; a question is answered and the name asked for again."""
        text = str(value).strip()
        if QUESTION_MARK in text:
            answer(dispatcher, tracker, in_form=True)
            return {"contact_name": None}
        return {"contact_name": UNKNOWN if _declines(text) else text[:LONGEST_NAME]}


def _reaches_somebody(text: str) -> bool:
    try:
        read_contact(text)
    except InvalidContactError:
        return False
    return True


def _declines(text: str) -> bool:
    """Whether an answer says no name: the button, or words that no name has."""
    words = {token.folded for token in tokenise(text)}
    return text == SKIP or not words or not words.isdisjoint(texts.section("contact")["declining_words"])


def draft_of(tracker: Tracker, *, reason: str | None = None) -> Draft:
    """Gather the request from the dialogue; with a reason it is an escalation, which needs no contact."""
    slots = tracker.current_slot_values()
    sources = provenance.sources(tracker.events)
    details = [
        Detail(name, value, sources[name].message_id if name in sources else None, confirmed=True)
        for name, value in known(slots).items()
    ]
    agreed = slots.get("consent") == GIVEN
    shown = slots["shown"]
    target = shown["destination"]
    if told := shown["told"] if reason else _told(tracker):
        # Without consent nothing may tell who it was.
        text = told["text"] if agreed else redact(told["text"])
        details.append(Detail("description", text, told["message"], confirmed=False))
    escalation = EscalationReason(reason) if reason else None
    latest = provenance.latest(tracker.events)
    return Draft(
        conversation_id=tracker.sender_id,
        submitted_by=latest.key,
        summary=shown["summary"],
        details=tuple(details),
        matches=tuple(shown["matches"]),
        destination=Destination(target["entry"], target["reason"]) if target else None,
        consent=GivenConsent(consent.current().version, sources["consent"].at) if agreed else None,
        contact=_contact(slots) if agreed else NO_CONTACT,
        contact_messages=provenance.message_ids(sources, "contact", "contact_name") if agreed else (),
        escalation=escalation,
        urgency=Urgency.HIGH if escalation is EscalationReason.ANGER else Urgency.NORMAL,
    )


def _told(tracker: Tracker) -> dict[str, Any] | None:
    found = provenance.description(tracker.events)
    return {"text": found[0], "message": found[1].message_id} if found else None


def _contact(slots: dict[str, Any]) -> Contact:
    name = slots.get("contact_name")
    return read_contact(slots["contact"], name=None if name == UNKNOWN else name)


def _confirm(dispatcher: CollectingDispatcher, request: Request) -> None:
    """Tell the reference code, who got the request, and what may be expected."""
    code, promise = request.reference_code, promised(request)
    say(
        dispatcher,
        "request_stored",
        team=request.team,
        reference_code=code,
        presence=promise.presence,
        data={"reference_code": code},
    )
    if promise.deadline:
        say(dispatcher, "request_deadline", deadline=promise.deadline)


class ActionSubmitRequest(Action):
    """Stores the request and tells its reference code; without consent nothing is stored."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_submit_request"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Submit."""
        if tracker.get_slot("consent") != GIVEN:
            if tracker.get_slot("escalation"):
                return offer_without_contact(dispatcher, tracker)
            say(dispatcher, "consent_refused")
            return forget_concern()
        try:
            with database.transaction() as session:
                request = requests.submit(session, draft_of(tracker, reason=tracker.get_slot("escalation")))
        except StoreUnavailableError:
            say(dispatcher, "request_not_stored")
            return [SlotSet("request_offered", True)]
        _confirm(dispatcher, request)
        return forget_concern()
