"""Takes up that a human is wanted: what is known, who gets it, and when somebody is there."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import offers, provenance, texts, ways, wording
from bot.actions.asking import Domain
from bot.actions.escalation.anger import ANGRY
from bot.actions.profile import known, profile_of
from bot.actions.replies import say
from desk.models import EscalationReason
from knowledge import clock
from knowledge.matching import destination
from knowledge.reasons import render
from knowledge.snapshot import snapshot

LONGEST_QUOTE = 160


def reason(tracker: Tracker) -> EscalationReason:
    """Return why a human is wanted: said just now, or the reason for the offer that the visitor takes up."""
    intents = provenance.intents(tracker.events)
    for intent in reversed(intents):
        if intent == offers.WISH:
            return EscalationReason.WISH
        if intent not in offers.REACTIONS:
            return EscalationReason.ANGER if intent in ANGRY else EscalationReason.FALLBACKS
    return EscalationReason.WISH


def outlook(tracker: Tracker) -> dict[str, Any]:
    """Return what is passed on: what was shown last, or a summary and the place where it belongs; and what was told."""
    slots = tracker.current_slot_values()
    told = provenance.asked_for(tracker.events)
    shown = slots.get("shown") or _unmatched(slots)
    return shown | {"told": {"text": told[0], "message": told[1].message_id} if told else None}


def _unmatched(slots: dict[str, Any]) -> dict[str, Any]:
    store = snapshot()
    found = destination(profile_of(slots), store, clock.today())
    target = {"entry": found.entry.id, "title": found.entry.title} if found else None
    if found and target:
        target["reason"] = " ".join(render(one) for one in found.reasons)
    summary = wording.summary(slots, store.taxonomy, store.regions)
    return {"summary": summary, "matches": [], "destination": target}


def _known_so_far(slots: dict[str, Any], shown: dict[str, Any]) -> str:
    """Say what is passed on: the details, or else the visitor's own words."""
    words = texts.section("escalation")
    if known(slots):
        return str(words["details"]).format(summary=shown["summary"])
    if told := shown["told"]:
        text = told["text"]
        quote = text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rstrip()} …"
        return str(words["words"]).format(quote=quote)
    return str(words["nothing"])


class ActionEscalate(Action):
    """Takes up the wish for a human: says what is passed on, to whom, and when somebody is there."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_escalate"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Announce the escalation; the contact form comes next."""
        slots, shown = tracker.current_slot_values(), outlook(tracker)
        way = ways.of(slots | {"shown": shown})
        known_so_far = _known_so_far(slots, shown)
        say(dispatcher, "escalation", known=known_so_far, team=way.team, presence=way.presence)
        why = reason(tracker).value
        return [SlotSet("escalation", why), SlotSet("shown", shown | {"reason": why}), *offers.withdrawn()]
