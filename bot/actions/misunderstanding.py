"""Counts messages in a row that were not understood; the second one is answered with the offer of a human."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import offers, provenance, wording
from bot.actions.offers import Offer
from bot.actions.replies import say

SLOT = "misunderstood"
"""How many messages in a row, and which was the last one."""
MOST = 2
FORMS_TO_A_HUMAN = frozenset({"contact_form", "care_form"})


def _in_a_row(tracker: Tracker) -> int:
    """Return how many messages before the latest one were not understood without one between that was."""
    known: dict[str, Any] = tracker.get_slot(SLOT) or {}
    before = provenance.before_latest(tracker.events)
    return int(known["times"]) if before is not None and known.get("message") == before.key else 0


def may_offer_human(tracker: Tracker) -> bool:
    """Whether an offer of a human helps: what is being passed on already leads to one."""
    return tracker.active_loop.get("name") not in FORMS_TO_A_HUMAN and not tracker.get_slot(offers.SUMMARY)


def count(dispatcher: CollectingDispatcher, tracker: Tracker) -> tuple[bool, list[EventType]]:
    """Count the latest message as not understood; tell whether a human was offered instead of another reply."""
    times = _in_a_row(tracker) + 1
    if times < MOST or not may_offer_human(tracker):
        return False, [SlotSet(SLOT, {"times": times, "message": provenance.latest(tracker.events).key})]
    say(dispatcher, "human_after_fallbacks", buttons=wording.yes_or_no("human"))
    return True, [SlotSet(SLOT, None), *offers.made(Offer.HUMAN)]
