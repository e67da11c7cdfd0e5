"""Where a concern begins and ends. What is known of the company stays for the next one."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.asking import Answer, Domain
from bot.actions.need.turn import Turn, turn_of
from bot.actions.profile import COMPANY_DETAILS, CONCERN_DETAILS
from bot.actions.provenance import NEED_INTENTS

ABOUT_QUESTIONS = ("asked", "unreadable", "open_question")
CONCERN = (
    *CONCERN_DETAILS,
    *ABOUT_QUESTIONS,
    "request_offered",
    "shown",
    "escalation",
    "summary_asked",
    "addition",
    "summary_confirmed",
    "consent",
    "contact",
    "contact_name",
    "copy_wanted",
    # Whoever now asks for "my request" means the one that has just been made.
    "reference_code",
)
SECOND_NEED = ("second_goal", "second_topic", "second_offered")
"""A second need of the same sentence outlives the first one."""


def forget_concern() -> list[EventType]:
    """Return the events that end a concern. What is known of the company stays for the next one."""
    return [SlotSet(name, None) for name in CONCERN]


def begins_anew(turn: Turn, slots: dict[str, Any]) -> bool:
    """Whether a message after matches states another concern and does not correct the one that was matched."""
    if turn.requested or not turn.before.get("shown") or turn.intent not in NEED_INTENTS:
        return False
    adds = turn.speaks("adding")
    if turn.before.get("summary_asked"):
        # What is said to the summary belongs to it, unless it plainly wants something else as well.
        return adds and slots.get("goal") not in (None, turn.before.get("goal"))
    if any(slots.get(name) not in (None, turn.before.get(name)) for name in ("goal", "topic")):
        return adds or not turn.speaks("correcting")
    return adds and not any(turn.entity(name) for name in COMPANY_DETAILS)


def beginning(turn: Turn, slots: dict[str, Any]) -> Answer:
    """Return the slots with which a message begins a concern; "dazu" keeps the topic of the one before."""
    told = {name: slots.get(name) for name in CONCERN_DETAILS if turn.entity(name) is not None}
    if slots.get("goal") != turn.before.get("goal") or turn.intent != "state_need":
        told["goal"] = slots.get("goal")
    if turn.speaks("referring"):
        told.setdefault("topic", turn.before.get("topic"))
    return dict.fromkeys(CONCERN) | told


class ActionForgetNeed(Action):
    """Ends a concern, keeps the company's profile."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_forget_need"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Forget the concern, and a second need that was mentioned."""
        return [*forget_concern(), *(SlotSet(name, None) for name in SECOND_NEED)]


class ActionForgetAll(Action):
    """Starts over: forgets concern and company; "noch ein anderes Anliegen" is the same company's."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_forget_all"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Reset every slot to its initial value, or end the concern."""
        if turn_of(tracker).speaks("another_concern"):
            return [*forget_concern(), *(SlotSet(name, None) for name in SECOND_NEED)]
        return [AllSlotsReset()]
