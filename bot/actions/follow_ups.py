"""Questions that need what was said before ("Lohnt sich das für 20 Leute?"), and questions with a need in them."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import offers, provenance, texts, wording
from bot.actions.asking import Domain
from bot.actions.last_entry import last_entry
from bot.actions.offers import Offer
from bot.actions.replies import say
from german.analysis import tokenise
from knowledge.schema import AnyEntry
from knowledge.snapshot import Snapshot, snapshot

SAID_WITH_IT = ("goal", "company_size", "place", "sector")
"""Details that the question itself may tell of the concern."""


def refers_back(text: str) -> bool:
    """Whether a question is about something that it does not name: "das" alone, "davon", not "das Wetter"."""
    words = texts.section("follow_up")
    tokens = [token.folded for token in tokenise(text)]
    if not tokens:
        return False
    alone = {word for word, after in zip(tokens, [*tokens[1:], words["end"]], strict=True) if after in words["after"]}
    return not alone.isdisjoint(words["pronouns"]) or not set(tokens).isdisjoint(words["references"])


def asks_price(text: str) -> bool:
    """Whether a question is about what something costs."""
    stems = tuple(texts.section("follow_up")["price"])
    return any(token.folded.startswith(stems) for token in tokenise(text))


def names_something(text: str) -> bool:
    """Whether a question names what the visitors' concerns are about, and not the conversation itself."""
    words = texts.section("follow_up")["offers"]
    return any(token.folded.startswith(tuple(words)) for token in tokenise(text))


def _concern_topic(entry: AnyEntry, store: Snapshot) -> str | None:
    """Return the topic of an entry under which a need can be looked at."""
    concerns = {term.id for term in store.taxonomy.topics if term.concern}
    return next((topic for topic in entry.topics if topic in concerns), None)


def reply_to_follow_up(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Reply to a question about what was answered before and to which the store has no answer; else return nothing.

    After an answer: say so, and offer to look at it as a concern. After nothing: ask what the price is meant of.
    """
    text, store = str(tracker.latest_message.get("text") or ""), snapshot()
    if not refers_back(text):
        return []
    entry = last_entry(tracker, store)
    if entry and _concern_topic(entry, store):
        say(dispatcher, "not_known_of_entry", title=entry.title, buttons=wording.yes_or_no(Offer.CONCERN))
        return offers.made(Offer.CONCERN)
    if entry is None and tracker.get_slot("topic") is None and asks_price(text):
        say(dispatcher, "price_of_what")
        return offers.withdrawn()
    return []


def offer_concern_with_answer(dispatcher: CollectingDispatcher, tracker: Tracker, entry: AnyEntry) -> list[EventType]:
    """Offer to look for what a question wanted besides its answer: "Was ist OPC UA und gibt es dafür Geld?"."""
    goals = (str(goal) for goal in tracker.get_latest_entity_values("goal"))
    wanted = next((texts.section("goal_offers").get(goal) for goal in goals), None)
    if wanted is None or not refers_back(str(tracker.latest_message.get("text") or "")):
        return []
    if _concern_topic(entry, snapshot()) is None:
        return []
    say(dispatcher, "concern_besides", wanted=wanted, buttons=wording.yes_or_no("besides"))
    return offers.made(Offer.CONCERN)


class ActionTakeConcern(Action):
    """Begins a concern about the entry that was answered last, with what the question told."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_take_concern"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Set the topic, and the details of the question that led here; the need form comes next."""
        store = snapshot()
        entry = last_entry(tracker, store)
        told = provenance.entities_before_latest(tracker.events)
        details = {name: told[name] for name in SAID_WITH_IT if name in told}
        topic = _concern_topic(entry, store) if entry else None
        return [*(SlotSet(name, value) for name, value in (details | {"topic": topic}).items()), *offers.withdrawn()]
