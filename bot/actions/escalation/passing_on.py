"""Passes on what is known without a contact, or nothing."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import offers
from bot.actions.asking import Domain
from bot.actions.need import forget_concern
from bot.actions.offers import Offer
from bot.actions.replies import say
from bot.actions.request import draft_of
from desk import requests
from storage import database
from storage.database import StoreUnavailableError


class ActionSubmitWithoutContact(Action):
    """Stores the escalation as text that nobody can answer, as the visitor was told."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_submit_without_contact"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Submit."""
        try:
            with database.transaction() as session:
                request = requests.submit(session, draft_of(tracker, reason=tracker.get_slot("shown")["reason"]))
        except StoreUnavailableError:
            say(dispatcher, "request_not_stored")
            return offers.made(Offer.WITHOUT_CONTACT)
        code = request.reference_code
        data = {"reference_code": code}
        say(dispatcher, "stored_without_contact", team=request.team, reference_code=code, data=data)
        return [*forget_concern(), *offers.withdrawn()]


class ActionPassNothingOn(Action):
    """Ends an escalation that nobody shall hear of."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_pass_nothing_on"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Say so, and forget the concern."""
        say(dispatcher, "nothing_passed_on")
        return [*forget_concern(), *offers.withdrawn()]
