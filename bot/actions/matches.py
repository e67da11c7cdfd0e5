"""Matches for a need that is clear, and the offer to pass it on."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import cards, wording
from bot.actions.asking import Domain
from bot.actions.need import forget_concern
from bot.actions.profile import profile_of
from bot.actions.replies import say
from knowledge import clock
from knowledge.matching import Match, Matches, destination, match
from knowledge.reasons import render
from knowledge.snapshot import snapshot


def chosen(matches: Matches, goal: str | None) -> tuple[Match, ...]:
    """Return the matches that serve the goal; one of each kind when no goal is known."""
    by_goal = {
        "funding": matches.funding,
        "training": matches.courses,
        "advice": matches.clusters,
        "partner": matches.clusters,
        "information": (*matches.clusters[:2], *matches.courses[:1]),
    }
    return by_goal.get(goal or "", (*matches.funding[:1], *matches.courses[:1], *matches.clusters[:1]))


def _offer(dispatcher: CollectingDispatcher, target: Match | None, shown: list[cards.Card]) -> None:
    """Offer to pass the request on, with the organisation's card unless it has just been seen."""
    is_new = target and all(card["entry"] != target.entry.id for card in shown)
    say(
        dispatcher,
        "offer_request",
        destination=target.entry.title if target else wording.unknown_destination(),
        data={"cards": [cards.match_card(target)]} if target and is_new else None,
    )


def _remembered(target: Match) -> dict[str, str]:
    reason = " ".join(render(one) for one in target.reasons)
    return {"entry": target.entry.id, "title": target.entry.title, "reason": reason}


class ActionShowMatches(Action):
    """Shows what suits the need, with reasons, before any contact detail is asked for."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_show_matches"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Show matches and remember what was shown."""
        store = snapshot()
        slots = tracker.current_slot_values()
        profile = profile_of(slots)
        today = clock.today()
        found = chosen(match(profile, store, today), profile.goal)
        shown = [cards.match_card(one) for one in found]
        summary = wording.summary(slots, store.taxonomy, store.regions)
        if slots.get("shown") and slots["shown"]["summary"] == summary:
            say(dispatcher, "nothing_new")
            return [SlotSet("request_offered", True)]
        if shown:
            say(dispatcher, "matches", summary=summary, data={"cards": shown})
        else:
            say(dispatcher, "no_matches", summary=summary)
        target = destination(profile, store, today)
        _offer(dispatcher, target, shown)
        remembered = {
            "summary": summary,
            "matches": [cards.kept_match(one) for one in found],
            "destination": _remembered(target) if target else None,
        }
        return [SlotSet("shown", remembered), SlotSet("request_offered", True)]


class ActionDeclineRequest(Action):
    """Leaves it at the matches."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_decline_request"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Say that nothing is passed on, and end the concern."""
        say(dispatcher, "request_declined")
        return forget_concern()
