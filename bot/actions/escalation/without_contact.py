"""An escalation of somebody who does not want to give a contact."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import cards, offers, wording
from bot.actions.asking import Domain
from bot.actions.offers import Offer
from bot.actions.replies import say
from knowledge.schema import Cluster
from knowledge.snapshot import snapshot


def offer_without_contact(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Say that nobody can answer without a contact, name who can be asked directly, and offer to pass it on anyway."""
    target = tracker.get_slot("shown")["destination"]
    entry = snapshot().entries.get(target["entry"]) if target else None
    buttons = wording.yes_or_no(Offer.WITHOUT_CONTACT)
    if isinstance(entry, Cluster) and entry.url:
        card = {"cards": [cards.entry_card(entry)]}
        say(dispatcher, "without_contact_ask_there", organisation=entry.title, data=card, buttons=buttons)
    else:
        say(dispatcher, "without_contact", buttons=buttons)
    # Only the offer keeps it alive: what is said instead may be another concern.
    over = [SlotSet(name, None) for name in ("escalation", "consent", "contact")]
    return [*over, *offers.made(Offer.WITHOUT_CONTACT)]


class ActionOfferWithoutContact(Action):
    """Goes on without a contact that the visitor does not want to give."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_offer_without_contact"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Offer to pass on what is known."""
        return offer_without_contact(dispatcher, tracker)
