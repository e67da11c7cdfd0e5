"""Does with a request what its visitor wants: tells how it stands, adds, withdraws, gives out, erases."""

from collections.abc import Callable, Mapping
from datetime import datetime

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from bot.actions import care, provenance, wording
from bot.actions.asking import Domain
from bot.actions.care import ASKED_FIRST, HALTED, REFUSED, Care
from bot.actions.profile import UNKNOWN
from bot.actions.replies import say
from bot.actions.request.draft import TOLD
from desk.clock import now
from desk.models import EventKind, Request, RequestStatus
from desk.request_care import Standing, add_information, promised, standing, withdraw
from desk.request_erasure import Receipt, erase
from storage import database
from storage.database import StoreUnavailableError

Tell = Callable[[CollectingDispatcher], None]
"""Says what was done: only after the transaction, which may still fail."""
WITH_MESSAGES = "erase_with_messages"


def _tell_how_it_stands(session: Session, request: Request, _: Tracker) -> Tell:
    stands, promise = standing(session, request), promised(request)

    def tell(dispatcher: CollectingDispatcher) -> None:
        _tell_status(dispatcher, stands)
        if stands.status == RequestStatus.NEW and promise.deadline:
            if request.respond_by and request.respond_by > now():
                say(dispatcher, "request_answer_by", deadline=promise.deadline)
            else:
                overdue = wording.button("add_something", care.payload(Care.ADD, reference_code=stands.reference_code))
                say(dispatcher, "request_is_overdue", presence=promise.presence, buttons=[overdue])
        if added := [at for kind, at in stands.events if kind == EventKind.INFORMATION_ADDED]:
            say(dispatcher, "request_was_added_to", moments=wording.listed(map(wording.moment, added)))

    return tell


def _tell_status(dispatcher: CollectingDispatcher, stands: Standing) -> None:
    code, since = stands.reference_code, wording.moment(stands.created_at)
    if stands.status == RequestStatus.ERASED:
        say(dispatcher, "request_is_erased", reference_code=code)
    elif stands.status == RequestStatus.WITHDRAWN:
        withdrawn = wording.moment(_last(stands, EventKind.WITHDRAWN))
        say(dispatcher, "request_is_withdrawn", reference_code=code, moment=withdrawn)
    elif stands.team_was_told:
        say(dispatcher, "request_is_with_its_team", stands=stands, since=since)
    else:
        say(dispatcher, "request_is_on_its_way", stands=stands, since=since)


def _last(stands: Standing, wanted: EventKind) -> datetime:
    return max(at for kind, at in stands.events if kind == wanted)


def _add(session: Session, request: Request, tracker: Tracker) -> Tell:
    said = provenance.latest(tracker.events)
    text = tracker.get_slot("care_information")["text"]
    if add_information(session, request, text, source_message=said.message_id) is None:
        return _tell_how_it_stands(session, request, tracker)
    code, promise = request.reference_code, promised(request)
    return lambda dispatcher: say(
        dispatcher, "information_added", reference_code=code, team=request.team, presence=promise.presence
    )


def _withdraw(session: Session, request: Request, tracker: Tracker) -> Tell:
    said = provenance.latest(tracker.events)
    if withdraw(session, request, source_message=said.message_id) is None:
        return _tell_how_it_stands(session, request, tracker)
    code = request.reference_code
    also = wording.button("erase_too", care.payload(Care.ERASE, reference_code=code))
    return lambda dispatcher: say(dispatcher, "request_withdrawn", reference_code=code, buttons=[also])


def _give_out(session: Session, request: Request, tracker: Tracker) -> Tell:
    """Give the page the code alone: a copy of the data in the transcript would outlive the erasure of the request."""
    if request.status == RequestStatus.ERASED:
        return _tell_how_it_stands(session, request, tracker)
    code = request.reference_code
    data = {"download": {"reference_code": code}}
    return lambda dispatcher: say(dispatcher, "request_given_out", reference_code=code, data=data)


def _erase(session: Session, request: Request, tracker: Tracker) -> Tell:
    with_messages = tracker.get_slot("care_confirmation") == WITH_MESSAGES
    receipt = erase(session, request, with_messages=with_messages)
    if receipt is None:
        return _tell_how_it_stands(session, request, tracker)
    return lambda dispatcher: _tell_receipt(dispatcher, receipt)


def _tell_receipt(dispatcher: CollectingDispatcher, receipt: Receipt) -> None:
    say(
        dispatcher,
        "request_erased",
        reference_code=receipt.reference_code,
        moment=wording.moment(receipt.erased_at),
        fields=receipt.fields,
        information=receipt.events,
        copies=receipt.copies,
        messages=receipt.messages,
    )
    if receipt.recipients_told:
        say(dispatcher, "team_is_asked_to_erase")


DEEDS: Mapping[Care, Callable[[Session, Request, Tracker], Tell]] = {
    Care.STATUS: _tell_how_it_stands,
    Care.ADD: _add,
    Care.WITHDRAW: _withdraw,
    Care.EXPORT: _give_out,
    Care.ERASE: _erase,
}


def _tell_without_code(dispatcher: CollectingDispatcher, wanted: Care) -> None:
    if wanted in (Care.EXPORT, Care.ERASE):
        say(dispatcher, "data_without_code")
    else:
        say(dispatcher, "request_without_code")


def _deed(session: Session, tracker: Tracker, wanted: Care) -> Tell:
    """Do it. The code is looked up anew: since the form has asked, the request may have changed."""
    found = care.found(session, tracker.get_slot("reference_code"), tracker)
    if found.request is None:
        return lambda dispatcher: care.tell_not_found(dispatcher, found)
    slot, _ = ASKED_FIRST.get(wanted, (None, None))
    if slot and tracker.get_slot(slot) is None:  # nothing was asked, because nothing can be done with it any more
        return _tell_how_it_stands(session, found.request, tracker)
    return DEEDS[wanted](session, found.request, tracker)


def _care(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    wanted = Care(tracker.get_slot("care"))
    if REFUSED in (tracker.get_slot("care_information"), tracker.get_slot("care_confirmation")):
        say(dispatcher, "care_refused")
        return
    if tracker.get_slot("reference_code") == UNKNOWN:
        _tell_without_code(dispatcher, wanted)
        return
    try:
        with database.transaction() as session:
            tell = _deed(session, tracker, wanted)
    except StoreUnavailableError:
        care.tell_unavailable(dispatcher, tracker)
    else:
        tell(dispatcher)


def _back(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Come back to a concern whose matches were shown and that was neither passed on nor declined."""
    if TOLD in (tracker.get_slot("shown") or {TOLD: None}):  # an escalation shows nothing
        return []
    say(dispatcher, "request_is_still_offered")
    return [SlotSet("request_offered", True)]


def _end(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    unknown = [SlotSet("reference_code", None)] if tracker.get_slot("reference_code") == UNKNOWN else []
    return [*care.ended(), *unknown, *_back(dispatcher, tracker)]


class ActionCare(Action):
    """Does what the care form has asked out."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_care"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Do it, say so, and come back to what was open."""
        if tracker.get_slot("care_state") != HALTED:
            _care(dispatcher, tracker)
        return _end(dispatcher, tracker)


class ActionForgetCare(Action):
    """Ends a care without doing anything."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_forget_care"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Say that nothing changed, and come back to what was open."""
        say(dispatcher, "care_cancelled")
        return _end(dispatcher, tracker)
