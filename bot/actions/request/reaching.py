"""How a person is reached: e-mail address and telephone number, said when asked for, before that, or afterwards."""

from collections.abc import Iterable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import provenance
from bot.actions.asking import Answer, Asking
from bot.actions.replies import say
from desk.contacts import ContactProblem, InvalidContactError, read_contact, read_email, read_phone

Reachable = dict[str, str]
"""``email``, ``phone`` or both, as they are stored."""
READERS = {"email": read_email, "phone": read_phone}
AT = "@"


class ActionAskContact(Asking, Action):
    """Asks how the visitor can be reached."""

    form, slot = "contact_form", "contact"


def _whole(text: str) -> Reachable:
    contact = read_contact(text)
    found = {"email": contact.email, "phone": contact.phone}
    return {name: value for name, value in found.items() if value}


def among(entities: Iterable[dict[str, Any]]) -> Reachable:
    """Return the usable ones of the addresses and numbers that were found in a message."""
    found: Reachable = {}
    for entity in entities:
        if reader := READERS.get(entity["entity"]):
            try:
                found.setdefault(entity["entity"], reader(str(entity["value"])))
            except InvalidContactError:
                continue
    return found


def told_before(events: Iterable[dict[str, Any]]) -> Reachable | None:
    """Return what the visitor told without being asked, within the present concern; the latest counts."""
    found: Reachable = {}
    for event in provenance.present_concern(events):
        found |= among(event["parse_data"].get("entities", []))
    return found or None


def written(contact: Reachable) -> str:
    """Return a contact as it is repeated to the person."""
    return ", ".join(contact.values())


def read(dispatcher: CollectingDispatcher, tracker: Tracker) -> Answer:
    """Take what reaches somebody; say what is wrong where nothing does, or not all of it."""
    text = str(tracker.latest_message.get("text"))
    found = among(tracker.latest_message.get("entities", []))
    try:
        return {"contact": _whole(text)}
    except InvalidContactError as error:
        # What was found in a number that is too long is only its beginning.
        if not found or error.problem is ContactProblem.PHONE_TOO_LONG:
            say(dispatcher, f"contact_{error.problem}")
            return {"contact": None}
    if AT in text and "email" not in found:
        say(dispatcher, "contact_without_email", contact=written(found))
    return {"contact": found}
