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
from bot.actions.request.draft import ADDITION, TOLD, listed
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

    @property
    def offers(self) -> list[tuple[str, str]]:
        return [(one.entry.id, one.verdict.value) for one in self.matches]

    def show(self, dispatcher: CollectingDispatcher) -> None:
        if self.matches:
            content = {"cards": [cards.match_card(one) for one in self.matches]}
            say(dispatcher, "matches", summary=self.summary, data=content)
        else:
            say(dispatcher, "no_matches", summary=self.summary)


def _offers(shown: Shown) -> list[tuple[str, str]]:
    return [(card["entry"], card["verdict"]) for card in shown.get("matches", [])]


def _offer(dispatcher: CollectingDispatcher, slots: dict[str, Any], shown: Shown, target: Match | None) -> None:
    """Offer to pass the request on: who gets it, why, and when somebody is there.

    The card of the organisation that it belongs to comes along, unless it has just been seen.
    """
    way = ways.of(slots | {"shown": shown})
    is_new = target and all(card["entry"] != target.entry.id for card in shown["matches"])
    content = {"cards": [cards.match_card(target)]} if target and is_new else None
    elsewhere = "offer_request_elsewhere" if is_new else "offer_request_default"
    name = "offer_request" if way.is_destination else elsewhere
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
        return [*_show(dispatcher, tracker), SlotSet("escalation", None)]


def _show(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    slots = tracker.current_slot_values()
    before: Shown = slots.get("shown") or {}
    if TOLD in before:  # an escalation has shown nothing
        before = {}
    found = _Found.of(slots)
    shown = found.shown
    if "listed" in before:
        return _back_to_summary(dispatcher, tracker, before, found)
    if before.get("summary") == shown["summary"]:
        say(dispatcher, "nothing_new")
        return [SlotSet("request_offered", True)]
    if found.matches and _offers(before) == found.offers:
        say(dispatcher, "matches_same", summary=found.summary)
    else:
        found.show(dispatcher)
    seen = {before["destination"]["entry"]} if before.get("destination") else set()
    target = found.target if found.target and found.target.entry.id not in seen else None
    _offer(dispatcher, slots, shown, target)
    return [SlotSet("shown", shown), SlotSet("request_offered", True)]


def _back_to_summary(
    dispatcher: CollectingDispatcher, tracker: Tracker, before: Shown, found: _Found
) -> list[EventType]:
    """Show the changed summary, and the matches if others fit now; ask what is meant where nothing has changed."""
    if before["listed"] == listed(tracker):
        return _without_change(dispatcher, tracker, before)
    if _offers(before) != found.offers:
        found.show(dispatcher)
    return summary.show(dispatcher, tracker, found.shown | {"listed": before["listed"]})


def _without_change(dispatcher: CollectingDispatcher, tracker: Tracker, before: Shown) -> list[EventType]:
    """Answer a question, take what was added in other words, or ask what is meant."""
    if answer_if_sure(dispatcher, tracker).decision is Decision.ANSWER:
        return summary.show(dispatcher, tracker, before)
    if added := summary.addition(tracker):
        details = before["listed"] | {ADDITION: added}
        return [*summary.show(dispatcher, tracker, before, details), SlotSet(ADDITION, added)]
    return summary.ask_what_to_change(dispatcher, tracker)


class ActionDeclineRequest(Action):
    """Leaves it at the matches."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_decline_request"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Say that nothing is passed on, and end the concern."""
        say(dispatcher, "request_declined")
        return forget_concern()
