"""What a visitor has done with a request that was made before: which of five things, and with which request."""

import json
from datetime import timedelta
from enum import StrEnum

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from bot.actions import provenance, wording
from bot.actions.replies import say
from desk import request_lookup
from desk.models import RequestStatus
from desk.request_lookup import Found, Seeker
from storage import database


class Care(StrEnum):
    """What may be done; named like the intents that ask for it."""

    STATUS = "request_status"
    ADD = "add_information"
    WITHDRAW = "withdraw_request"
    EXPORT = "export_data"
    ERASE = "erase_data"


HALTED = "halted"
"""Value of ``care_state``, else a request's status: nothing can be done now, and the visitor was told why."""


ASKED_FIRST = {
    Care.ADD: ("care_information", frozenset({RequestStatus.NEW})),
    Care.WITHDRAW: ("care_confirmation", frozenset({RequestStatus.NEW})),
    Care.ERASE: ("care_confirmation", frozenset({RequestStatus.NEW, RequestStatus.WITHDRAWN})),
}
"""The slot that is asked for before something is done, and the statuses of requests with which it can be done."""

REFUSED = "refused"
"""Value of ``care_information`` and ``care_confirmation`` after a no."""
SLOTS = ("care", "care_state", "care_information", "care_confirmation")
"""What is forgotten when a care ends. The code stays: the next question is mostly about the same request."""


def payload(care: Care, **entities: str) -> str:
    """Return a button's payload."""
    return f"/{care}{json.dumps(entities)}"


def found(session: Session, code: str, tracker: Tracker) -> Found:
    """Look for the request of a code; wrong ones count for the conversation and the address. Commit in any case."""
    seeker = Seeker(tracker.sender_id, provenance.address_key(tracker.events))
    return request_lookup.find(session, code, seeker)


def tell_unavailable(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Say that the store is away, and offer to try again."""
    code = tracker.get_slot("reference_code")
    again = payload(Care(tracker.get_slot("care")), **({"reference_code": code} if code else {}))
    say(dispatcher, "requests_unavailable", buttons=[wording.button("try_again", again)])


def tell_not_found(dispatcher: CollectingDispatcher, found: Found) -> None:
    """Say when the next code is looked at, or that there is no such code."""
    if found.wait_until:
        # Up to the full minute: what is promised holds.
        say(dispatcher, "code_has_to_wait", time=wording.clock_time(found.wait_until + timedelta(minutes=1)))
    else:
        say(dispatcher, "code_is_wrong")


def codes_of_conversation(tracker: Tracker) -> list[str]:
    """Return the codes of the requests that this conversation made, newest first."""
    with database.reading() as session:
        return [request.reference_code for request in request_lookup.made_in(session, tracker.sender_id)]


def ended() -> list[EventType]:
    """Return the events after which nothing is being cared for."""
    return [SlotSet(name, None) for name in SLOTS]
