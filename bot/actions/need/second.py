"""A second need that was mentioned beside the first: kept, and offered when the first one has ended."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import offers, wording
from bot.actions.asking import Answer, Domain
from bot.actions.need.concern import SECOND_NEED
from bot.actions.need.turn import Turn, payload
from bot.actions.offers import Offer
from bot.actions.provenance import NEED_INTENTS
from bot.actions.replies import say
from knowledge.snapshot import Snapshot, snapshot


def _need(slots: dict[str, Any], store: Snapshot) -> dict[str, str]:
    """Return goal and topic of the second need, as far as the store knows them."""
    goals = {term.id for term in store.taxonomy.goals}
    topics = {term.id for term in store.taxonomy.topics if term.concern}
    told = {"goal": (slots.get("second_goal"), goals), "topic": (slots.get("second_topic"), topics)}
    return {name: value for name, (value, allowed) in told.items() if value in allowed}


def noted(turn: Turn, slots: dict[str, Any]) -> Answer:
    """Return the slots when two goals are told at once, or another one while one is being asked about: it waits."""
    if turn.entity("goal") and turn.entity("second_goal"):
        return {"goal": turn.entity("goal")}
    goal, before = slots.get("goal"), turn.before.get("goal")
    is_added = turn.requested is not None and turn.intent in NEED_INTENTS and turn.speaks("adding")
    if not is_added or turn.speaks("correcting") or before is None or goal == before:
        return {}
    topic = turn.entity("topic")
    if turn.requested == "topic" and topic is not None:
        # "Alte Pressen, außerdem suchen wir einen Kurs": the topic answers the question.
        return {"goal": before, "topic": topic, "second_goal": goal, "second_topic": turn.entity("second_topic")}
    later = turn.before.get("topic") if topic is None and turn.speaks("referring") else topic
    return {"goal": before, "topic": turn.before.get("topic"), "second_goal": goal, "second_topic": later}


def begun(turn: Turn) -> Answer:
    """Return the slots without a second need that was offered, once any other concern begins."""
    if turn.requested is None and turn.before.get("second_offered"):
        told = {"second_goal": turn.entity("second_goal"), "second_topic": turn.entity("second_topic")}
        return told | {"second_offered": None}
    return {}


class ActionOfferSecondNeed(Action):
    """Offers to go on with what was mentioned beside the concern that has just ended."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_offer_second_need"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Offer; say nothing without a second need, or while the first one can still be passed on."""
        store = snapshot()
        need = _need(tracker.current_slot_values(), store)
        if not need or tracker.get_slot(offers.REQUEST) or offers.open_offer(tracker) is not Offer.NOTHING:
            return []
        go_on = wording.button("second_need", payload("state_need", **need))
        say(
            dispatcher,
            "offer_second_need",
            need=wording.summary(need, store.taxonomy, store.regions),
            buttons=[go_on, wording.button("no_thanks", "/deny")],
        )
        return [SlotSet("second_offered", True)]


class ActionTakeSecondNeed(Action):
    """Makes the second need the one that is asked about."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_take_second_need"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Take it."""
        need = _need(tracker.current_slot_values(), snapshot())
        return [*(SlotSet(name, value) for name, value in need.items()), *_forgotten()]


class ActionDropSecondNeed(Action):
    """Forgets the second need."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_drop_second_need"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Forget it."""
        return _forgotten()


def _forgotten() -> list[EventType]:
    return [SlotSet(name, None) for name in SECOND_NEED]
