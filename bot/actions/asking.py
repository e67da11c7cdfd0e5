"""Asking for a form's slot."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.replies import say


class Asking:
    """What makes an ``Action`` ask for ``slot`` in ``form``; by default with the reply ``ask_<slot>``."""

    form: str
    slot: str

    def name(self) -> str:
        """Return the name under which Rasa looks for the question of a form's slot."""
        return f"action_ask_{self.form}_{self.slot}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:  # noqa: ARG002
        """Ask. While a form asks, "ja" answers its question and not an earlier offer to pass the request on."""
        return [*self.ask(dispatcher, tracker), SlotSet("request_offered", None)]

    def ask(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:  # noqa: ARG002
        """Send the question."""
        say(dispatcher, f"ask_{self.slot}")
        return []
