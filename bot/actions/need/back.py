"""Back to the question before."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.asking import Domain
from bot.actions.need.questions import BACK
from bot.actions.replies import say


class ActionAskBefore(Action):
    """Forgets the answer to the question before the open one, so that it is asked again."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_ask_before"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Go back, or say that this is the first question."""
        asked, requested = tracker.get_slot("asked") or [], tracker.get_slot("requested_slot")
        if requested not in asked[1:]:
            say(dispatcher, "first_question")
            return []
        previous = asked[asked.index(requested) - 1]
        question = {"slot": previous, "kind": BACK}
        return [SlotSet(previous, None), SlotSet("open_question", question), SlotSet("unreadable", None)]
