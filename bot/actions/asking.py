"""Asking for a form's slot, and what its answers look like."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import offers
from bot.actions.replies import say

Domain = dict[str, Any]
Answer = dict[str, Any]
"""Slots and their values; None asks again."""


class Asking:
    """What makes an ``Action`` ask for ``slot`` in ``form``; by default with the reply ``ask_<slot>``."""

    form: str
    slot: str

    def name(self) -> str:
        """Return the name under which Rasa looks for the question of a form's slot."""
        return f"action_ask_{self.form}_{self.slot}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Ask. While a form asks, "ja" answers its question and not an earlier offer."""
        if offers.is_form_to_wait(tracker):
            return []
        return [*self.ask(dispatcher, tracker), *offers.withdrawn()]

    def ask(self, dispatcher: CollectingDispatcher, _: Tracker) -> list[EventType]:
        """Send the question."""
        say(dispatcher, f"ask_{self.slot}")
        return []
