"""Asks for consent, and takes nothing but a clear answer for one."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import ways
from bot.actions.asking import Answer, Asking
from bot.actions.replies import say
from bot.actions.request import reaching
from desk import consent

GIVEN = "given"
REFUSED = "refused"
SURE = 0.8
"""Confidence from which a typed yes or no counts."""


class ActionAskConsent(Asking, Action):
    """Asks for consent with the text that is in force, and names who gets what."""

    form, slot = "contact_form", "consent"

    def ask(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Ask; a contact that was told already is repeated, so that it is clear what is meant."""
        way = ways.of(tracker.current_slot_values())
        if told := tracker.get_slot("contact") or reaching.told_before(tracker.events):
            say(dispatcher, "contact_told_before", contact=reaching.written(told))
        say(
            dispatcher,
            "ask_consent",
            organisation=way.organisation,
            team=way.team,
            consent_text=consent.current().text,
        )
        return []


def read(value: Any, dispatcher: CollectingDispatcher, tracker: Tracker) -> Answer:
    """Take the question's own buttons, or words that surely answer it: consent must not rest on a guess.

    With consent, a contact that was told before is taken, too.
    """
    message = tracker.latest_message
    pressed = any(entity["entity"] == "consent" for entity in message["entities"])
    typed = not message["text"].startswith("/") and message["intent"]["confidence"] >= SURE
    if not (pressed or typed):
        say(dispatcher, "consent_unclear")
        return {"consent": None}
    if value == GIVEN and (told := tracker.get_slot("contact") or reaching.told_before(tracker.events)):
        return {"consent": value, "contact": told}
    return {"consent": value}
