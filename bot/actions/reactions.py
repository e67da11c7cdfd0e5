"""Reactions to what Lotse has just offered: yes, no, and neither."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import offers, wording
from bot.actions.asking import Domain
from bot.actions.last_entry import LAST_ENTRY
from bot.actions.offers import Offer
from bot.actions.replies import say


def repeat_offer(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Offer again, shorter, what is offered: both answers are fine."""
    name = offers.REQUEST if tracker.get_slot(offers.REQUEST) else offers.open_offer(tracker).value
    say(dispatcher, "either_is_fine", buttons=wording.yes_or_no(name))
    return []


class ActionAgree(Action):
    """Takes a yes that no rule has a use for."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_agree"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """After an answer ask whether there is more; else show the ways."""
        if tracker.get_slot(LAST_ENTRY) and offers.open_offer(tracker) is not Offer.MORE:
            say(dispatcher, "anything_else")
            return offers.made(Offer.MORE)
        dispatcher.utter_message(response="utter_what_next")
        return offers.withdrawn()


class ActionDecline(Action):
    """Takes a no to something else than passing on a concern."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_decline"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Go on where the offer was made."""
        if offers.open_offer(tracker) is Offer.MORE:
            dispatcher.utter_message(response="utter_goodbye")
        elif offers.open_offer(tracker) is Offer.HUMAN:
            say(dispatcher, "human_declined")
            if tracker.get_slot("shown"):
                return [*offers.withdrawn(), SlotSet(offers.REQUEST, True)]
        else:
            say(dispatcher, "fine")
        return offers.withdrawn()


class ActionUndecided(Action):
    """Takes "egal" and "weiß nicht" where no form asks."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_undecided"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Repeat what is offered; where nothing is, say how one may begin."""
        offered = offers.open_offer(tracker)
        if tracker.get_slot(offers.REQUEST) or offered not in (Offer.NOTHING, Offer.MORE):
            return repeat_offer(dispatcher, tracker)
        dispatcher.utter_message(response="utter_ask_capabilities")
        return offers.withdrawn()
