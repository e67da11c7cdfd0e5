"""Stays calm with an angry visitor, and offers a human."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import offers, provenance, wording
from bot.actions.asking import Domain
from bot.actions.misunderstanding import may_offer_human
from bot.actions.offers import Offer
from bot.actions.replies import say

COMPLAINT, ABUSE = "complaint", "abuse"
ANGRY = frozenset({COMPLAINT, ABUSE})
SHOUTED = "!!"


def _is_strong(tracker: Tracker) -> bool:
    """Whether a complaint is an insult, is shouted, or follows another one."""
    message = tracker.latest_message
    text = str(message.get("text") or "")
    before = provenance.intents(tracker.events)[-2:-1]
    return message["intent"]["name"] == ABUSE or SHOUTED in text or text.isupper() or not ANGRY.isdisjoint(before)


def calm(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Reply to anger; offer a human where it is strong and no way to one is open already."""
    if _is_strong(tracker) and may_offer_human(tracker):
        say(dispatcher, "human_after_anger", buttons=wording.yes_or_no(Offer.HUMAN))
        return offers.made(Offer.HUMAN)
    if tracker.active_loop.get("name") or tracker.get_slot(offers.SUMMARY):
        say(dispatcher, "calm_in_form")
    else:
        say(dispatcher, "calm")
    return []


class ActionCalm(Action):
    """Replies to anger outside a form."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_calm"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Stay calm."""
        return calm(dispatcher, tracker)
