"""Matches for a need that is clear, and the offer to pass it on."""

from dataclasses import dataclass
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import cards, ways, wording
from bot.actions.answers import answer_if_sure
from bot.actions.asking import Domain
from bot.actions.need import forget_concern
from bot.actions.profile import profile_of
from bot.actions.replies import say
from bot.actions.request import summary
from bot.actions.request.draft import listed
from bot.actions.suitable import suitable
from knowledge import clock
from knowledge.matching import Match, destination
from knowledge.reasons import render
from knowledge.search import Decision
from knowledge.snapshot import snapshot

Shown = dict[str, Any]
"""Summary in one line, matches as cards, and destination; ``listed`` once the visitor wants it to be passed on."""


def _remembered(target: Match) -> dict[str, str]:
    reason = " ".join(render(one) for one in target.reasons)
    return {"entry": target.entry.id, "title": target.entry.title, "reason": reason}


@dataclass(frozen=True)
class _Found:
    """What suits a need, and the organisation that it belongs to."""

    matches: tuple[Match, ...]
    target: Match | None
    summary: str

    @classmethod
    def of(cls, slots: dict[str, Any]) -> "_Found":
        store, profile, today = snapshot(), profile_of(slots), clock.today()
        line = wording.summary(slots, store.taxonomy, store.regions)
        return cls(suitable(profile, store, today), destination(profile, store, today), line)

    @property
    def shown(self) -> Shown:
        """What is remembered and stored with a request: every reason, not only those that the chat has room for."""
        return {
            "summary": self.summary,
            "matches": [cards.kept_match(one) for one in self.matches],
            "destination": _remembered(self.target) if self.target else None,
        }

    def show(self, dispatcher: CollectingDispatcher) -> None:
        if self.matches:
            content = {"cards": [cards.match_card(one) for one in self.matches]}
            say(dispatcher, "matches", summary=self.summary, data=content)
        else:
            say(dispatcher, "no_matches", summary=self.summary)


def _offer(dispatcher: CollectingDispatcher, slots: dict[str, Any], shown: Shown, target: Match | None) -> None:
    """Offer to pass the request on: who gets it, why, and when somebody is there.

    The card of the organisation that it belongs to comes along, unless it has just been seen.
    """
    way = ways.of(slots | {"shown": shown})
    is_new = target and all(card["entry"] != target.entry.id for card in shown["matches"])
    content = {"cards": [cards.match_card(target)]} if target and is_new else None
    name = "offer_request" if way.is_destination or not is_new else "offer_request_elsewhere"
    say(
        dispatcher,
        name,
        organisation=way.organisation,
        team=way.team,
        reason=way.reason,
        presence=way.presence,
        data=content,
    )


class ActionShowMatches(Action):
    """Shows what suits the need, with reasons, before any contact detail is asked for."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_show_matches"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Show matches and remember what was shown; a visitor who wants to pass it on goes back to the summary."""
        slots = tracker.current_slot_values()
        before: Shown = slots.get("shown") or {}
        found = _Found.of(slots)
        shown = found.shown
        if "listed" in before:
            return _back_to_summary(dispatcher, tracker, before, found)
        if before.get("summary") == shown["summary"]:
            say(dispatcher, "nothing_new")
            return [SlotSet("request_offered", True)]
        found.show(dispatcher)
        _offer(dispatcher, slots, shown, found.target)
        return [SlotSet("shown", shown), SlotSet("request_offered", True)]


def _back_to_summary(
    dispatcher: CollectingDispatcher, tracker: Tracker, before: Shown, found: _Found
) -> list[EventType]:
    """Show the changed summary, and the matches if others fit now; ask what is meant where nothing has changed."""
    if before["listed"] == listed(tracker):
        if answer_if_sure(dispatcher, tracker).decision is Decision.ANSWER:
            return summary.show(dispatcher, tracker, before)
        return summary.ask_what_to_change(dispatcher, tracker)
    if [card["entry"] for card in before["matches"]] != [one.entry.id for one in found.matches]:
        found.show(dispatcher)
    return summary.show(dispatcher, tracker, found.shown | {"listed": before["listed"]})


class ActionDeclineRequest(Action):
    """Leaves it at the matches."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_decline_request"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Say that nothing is passed on, and end the concern."""
        say(dispatcher, "request_declined")
        return forget_concern()
