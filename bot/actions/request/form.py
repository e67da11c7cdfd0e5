"""The contact form as Rasa calls it."""

from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answers import answer
from bot.actions.asking import Answer, Domain
from bot.actions.request import consenting, naming, reaching
from bot.actions.request.consenting import REFUSED

QUESTION_MARK = "?"
"""Tells a question from a name or an address: the classifier never saw either and may take them for anything."""


class ValidateContactForm(FormValidationAction):
    """Asks nothing more once consent is refused, and checks how a person can be reached.

    Rasa also checks what is known when the form begins; that was checked when it was said.
    """

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
        """Return the slots to fill; a copy needs an e-mail address."""
        if tracker.get_slot("consent") == REFUSED:
            return ["consent"]
        has_email = "email" in (tracker.get_slot("contact") or {})
        return [slot for slot in domain_slots if slot != "copy_wanted" or has_email]

    def extract_contact_name(self, _: CollectingDispatcher, tracker: Tracker, __: Domain) -> Answer:
        """Take any words but those that plainly are no name: the rules reply to them."""
        if not _answers("contact_name", tracker) or naming.is_no_name(tracker):
            return {}
        return {"contact_name": tracker.latest_message.get("text")}

    def validate_copy_wanted(self, value: Any, *_: Any) -> Answer:
        """Take the answer: its mappings know no other."""
        return {"copy_wanted": value}

    def validate_consent(self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> Answer:
        """Take a clear answer."""
        if not _answers("consent", tracker):
            return {"consent": value}
        return consenting.read(value, dispatcher, tracker)

    def validate_contact(self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> Answer:
        """Take an e-mail address, a telephone number, or both; a question is answered and the contact asked again."""
        if not _answers("contact", tracker):
            return {"contact": value}
        if _asks(tracker) and not reaching.among(tracker.latest_message.get("entities", [])):
            answer(dispatcher, tracker, in_form=True)
            return {"contact": None}
        return reaching.read(dispatcher, tracker)

    def validate_contact_name(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain
    ) -> Answer:
        """Take any name; a question is answered and the name asked for again."""
        if not _answers("contact_name", tracker):
            return {"contact_name": value}
        if _asks(tracker):
            answer(dispatcher, tracker, in_form=True)
            return {"contact_name": None}
        return naming.read(value, tracker)


def _answers(slot: str, tracker: Tracker) -> bool:
    return bool(tracker.get_slot("requested_slot") == slot)


def _asks(tracker: Tracker) -> bool:
    return QUESTION_MARK in str(tracker.latest_message.get("text"))
