"""Hands the request in, and tells what happens next."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.asking import Domain
from bot.actions.escalation.without_contact import offer_without_contact
from bot.actions.need import forget_concern
from bot.actions.replies import say
from bot.actions.request.consenting import GIVEN
from bot.actions.request.draft import draft_of
from desk import requests
from desk.drafts import Draft
from desk.handoff.routing_file import directory
from desk.models import Request
from desk.request_care import promised
from storage import database
from storage.database import StoreUnavailableError


def _confirm(dispatcher: CollectingDispatcher, request: Request, draft: Draft) -> None:
    """Tell the reference code, who got the request, and what may be expected."""
    code, promise = request.reference_code, promised(request)
    say(
        dispatcher,
        "request_stored",
        organisation=directory().get(request.organisation).name,
        team=request.team,
        reference_code=code,
        data={"reference_code": code},
    )
    if promise.deadline:
        say(dispatcher, "request_deadline", presence=promise.presence, deadline=promise.deadline)
    else:
        say(dispatcher, "request_presence", presence=promise.presence)
    if draft.copy_wanted:
        name = "copy_follows" if request.copy_wanted else "copy_limit_reached"
        say(dispatcher, name, email=request.contact_email)


class ActionSubmitRequest(Action):
    """Stores the request and tells its reference code; without consent nothing is stored."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_submit_request"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Submit. When the store is away everything stays as it is, and "ja" tries again."""
        if tracker.get_slot("consent") != GIVEN:
            if tracker.get_slot("escalation"):
                return offer_without_contact(dispatcher, tracker)
            say(dispatcher, "consent_refused")
            return forget_concern()
        draft = draft_of(tracker)
        try:
            with database.transaction() as session:
                request = requests.submit(session, draft)
        except StoreUnavailableError:
            say(dispatcher, "request_not_stored")
            return [SlotSet("summary_asked", True)]
        _confirm(dispatcher, request, draft)
        return forget_concern()
