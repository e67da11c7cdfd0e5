"""The need form as Rasa calls it."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.asking import Domain
from bot.actions.need.choosing import next_question
from bot.actions.need.hearing import Hearing
from bot.actions.need.turn import FORM


class ValidateNeedForm(Action):
    """Reads what was said, and decides what is still worth asking."""

    def name(self) -> str:
        """Return the name that Rasa derives from the form."""
        return f"validate_{FORM}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Return what is known now and the slot to ask for next; None ends the form.

        Rasa hands a message over to the rules when no other slot is returned.
        """
        hearing = Hearing(dispatcher, tracker)
        if hearing.turn.is_fresh:
            if hearing.is_aside():
                return []
            hearing.hear()
        else:
            hearing.check()
        slots = hearing.slots
        changed = {name: value for name, value in slots.items() if value != tracker.get_slot(name)}
        changed["unreadable"] = slots.get("unreadable")
        following = next_question(slots, hearing.turn.requested)
        return [*(SlotSet(name, value) for name, value in changed.items()), SlotSet("requested_slot", following)]
