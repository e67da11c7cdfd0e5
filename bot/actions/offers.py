"""What Lotse has just offered: "ja" takes it up, anything else that is said lets it lapse (see ``domain.yml``)."""

from enum import StrEnum
from itertools import takewhile

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

SLOT = "offer"
REQUEST = "request_offered"
"""Slot of the offer to pass the request on."""
SUMMARY = "summary_asked"
OTHERS = (REQUEST, SUMMARY, "second_offered")
"""Slots of the questions that rules know one by one: the offer, the summary, and a second need."""
REACTIONS = frozenset({"affirm", "deny", "dont_know", "skip", "wait"})
"""Intents that leave an offer open: what they mean depends on it."""
WISH = "talk_to_human"
WAIT = "wait"


class Offer(StrEnum):
    """Values of the slot."""

    NOTHING = "nothing"
    HUMAN = "human"
    WITHOUT_CONTACT = "without_contact"
    """To pass on what is known though nobody can answer."""
    CONCERN = "concern"
    """To look at the last answer's topic as a concern."""
    MORE = "more"
    """"Kann ich sonst etwas tun?"."""


def made(offer: Offer) -> list[EventType]:
    """Return the events that make an offer the only one."""
    return [SlotSet(SLOT, offer.value), *(SlotSet(name, None) for name in OTHERS)]


def withdrawn() -> list[EventType]:
    """Return the events after which nothing is offered."""
    return made(Offer.NOTHING)


def open_offer(tracker: Tracker) -> Offer:
    """Return what is offered."""
    return Offer(tracker.get_slot(SLOT) or Offer.NOTHING)


def _intent(tracker: Tracker) -> str:
    return str(tracker.latest_message["intent"]["name"])


def overrules_form(tracker: Tracker) -> bool:
    """Whether a message is no answer to a form's question: it takes up an offer, declines it, or wants a human."""
    reacts = open_offer(tracker) is not Offer.NOTHING and _intent(tracker) in {"affirm", "deny"}
    return reacts or _intent(tracker) == WISH


def _is_just_made(tracker: Tracker) -> bool:
    """Whether the latest message led to the present offer."""
    since_message = takewhile(lambda event: event["event"] != "user", reversed(tracker.events))
    return any(event["event"] == "slot" and event["name"] == SLOT for event in since_message)


def is_form_to_wait(tracker: Tracker) -> bool:
    """Whether a form asks nothing now: the visitor asked for a moment, or has just been offered something else."""
    return _intent(tracker) == WAIT or (open_offer(tracker) is not Offer.NOTHING and _is_just_made(tracker))


def is_request_open(tracker: Tracker) -> bool:
    """Whether the question is open whether, or how, a request is passed on."""
    return bool(tracker.get_slot(REQUEST) or tracker.get_slot(SUMMARY))
