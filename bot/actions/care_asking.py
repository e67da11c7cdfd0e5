"""What the care form asks: which request, what is to be added, and whether something that ends it shall be done."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import care, provenance, texts, wording
from bot.actions.asking import Asking
from bot.actions.care import Care
from bot.actions.replies import Button, say
from storage.database import StoreUnavailableError

FORM = "care_form"
MOST_CODES = 3
"""Requests of the conversation that are offered as buttons."""
EXTENTS = {Care.WITHDRAW: ("withdraw",), Care.ERASE: ("erase", "erase_with_messages")}
"""What can be confirmed; a typed yes means the first and least."""
BUTTONS = {
    "withdraw": "confirm_withdrawal",
    "erase": "confirm_erasure",
    "erase_with_messages": "confirm_erasure_of_all",
}


class ActionAskReferenceCode(Asking, Action):
    """Asks which request is meant; those of this conversation are offered."""

    form, slot = FORM, "reference_code"

    def ask(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Ask. Who wants all data of himself hears what is possible without a code."""
        wanted = Care(tracker.get_slot("care"))
        buttons = [*_offered_codes(wanted, tracker), wording.button("no_code", "/dont_know")]
        name = "ask_reference_code_for_data" if wanted in (Care.EXPORT, Care.ERASE) else "ask_reference_code"
        if texts.section("replies")[name]["text"] in provenance.said_in_form(tracker.events):
            say(dispatcher, "reference_code_is_missing", buttons=buttons)
        else:
            say(dispatcher, name, buttons=buttons)
        return []


class ActionAskCareInformation(Asking, Action):
    """Asks what is to be added."""

    form, slot = FORM, "care_information"

    def ask(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Ask, and name the request."""
        say(dispatcher, "ask_care_information", reference_code=tracker.get_slot("reference_code"))
        return []


class ActionAskCareConfirmation(Asking, Action):
    """Says what will happen, and asks whether it shall."""

    form, slot = FORM, "care_confirmation"

    def ask(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Explain and ask, with buttons of which each is for this request and this deed alone."""
        wanted, code = Care(tracker.get_slot("care")), tracker.get_slot("reference_code")
        if wanted is Care.WITHDRAW:
            say(dispatcher, "explain_withdrawal", reference_code=code)
        else:
            say(dispatcher, "explain_erasure", reference_code=code)
        buttons = [
            wording.button(BUTTONS[extent], care.payload(wanted, care_confirmation=confirming(extent, code)))
            for extent in EXTENTS[wanted]
        ]
        deed = texts.section("care")["deeds"][wanted.value]
        say(dispatcher, "ask_care_confirmation", deed=deed, buttons=[*buttons, wording.button("leave_it", "/deny")])
        return []


def _offered_codes(wanted: Care, tracker: Tracker) -> list[Button]:
    title = texts.section("buttons")["this_code"]
    try:
        codes = care.codes_of_conversation(tracker)[:MOST_CODES]
    except StoreUnavailableError:  # said as soon as a code is looked up
        return []
    return [
        {"title": title.format(reference_code=code), "payload": care.payload(wanted, reference_code=code)}
        for code in codes
    ]


def confirming(extent: str, code: str) -> str:
    """Return what a button confirms: pressed later, it confirms nothing else."""
    return f"{extent}:{code}"
