"""Answers from the knowledge store."""

from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import cards, misunderstanding, offers, why_not, wording
from bot.actions.asking import Domain
from bot.actions.follow_ups import offer_concern_with_answer, reply_to_follow_up
from bot.actions.last_entry import LAST_ENTRY
from bot.actions.offers import Offer
from bot.actions.replies import Button, say
from knowledge import clock, reasons
from knowledge.schema import AnyEntry, Faq, Funding, Glossary, Region
from knowledge.search import Decision, SearchResult
from knowledge.snapshot import Snapshot, snapshot

RELATED_LIMIT = 2


def _asked_entry(tracker: Tracker, store: Snapshot) -> AnyEntry | None:
    """Return the entry of a pressed suggestion."""
    entry_id = next(tracker.get_latest_entity_values("entry"), None)
    return store.entries.get(entry_id) if entry_id else None


def _named_term(tracker: Tracker, store: Snapshot) -> AnyEntry | None:
    """Return the term that a message asks the meaning of and names, whatever else it asks."""
    if tracker.latest_message["intent"]["name"] != "ask_definition":
        return None
    named = [str(value) for value in tracker.get_latest_entity_values("term")]
    return store.entries.get(named[0]) if len(named) == 1 else None


def entry_button(entry: AnyEntry) -> Button:
    """Return a button that asks for an entry."""
    return {"title": entry.title, "payload": f'/ask_question{{"entry": "{entry.id}"}}'}


def _next_steps(entry: AnyEntry, store: Snapshot) -> list[Button]:
    """Offer related questions, and the search for funding or courses where the topic suggests it."""
    following = [*entry.ask_next, *entry.related] if isinstance(entry, Faq) else []
    related = [store.entries.get(other) for other in dict.fromkeys(following)]
    buttons = [entry_button(other) for other in related if isinstance(other, Faq)][:RELATED_LIMIT]
    if isinstance(entry, Funding) or "foerderung" in entry.topics:
        buttons.append(wording.button("seek_funding", "/seek_funding"))
    elif "weiterbildung" in entry.topics:
        buttons.append(wording.button("seek_course", "/seek_course"))
    return buttons


def _tell_end(dispatcher: CollectingDispatcher, programme: Funding, store: Snapshot) -> None:
    successor = store.entries.get(programme.successor or "")
    ended_on = reasons.partial_date(programme.valid_until) if programme.valid_until else "?"
    content: dict[str, Any] = {"source": wording.source(programme)}
    if isinstance(successor, Funding):
        say(
            dispatcher,
            "answer_ended_with_successor",
            name=programme.name,
            ended_on=ended_on,
            successor=successor.name,
            data=content | {"cards": [cards.entry_card(successor)]},
        )
    else:
        say(dispatcher, "answer_ended", name=programme.name, ended_on=ended_on, data=content)


def tell(
    dispatcher: CollectingDispatcher, entry: AnyEntry, store: Snapshot, today: date, *, with_next_steps: bool
) -> None:
    """Answer with an entry, its source and date. An ended programme is answered with its end and its successor."""
    buttons = _next_steps(entry, store) if with_next_steps else []
    content = {"source": wording.source(entry)}
    if isinstance(entry, Faq):
        say(dispatcher, "answer", answer=entry.answer, data=content, buttons=buttons)
    elif isinstance(entry, Glossary):
        say(
            dispatcher,
            "answer_term",
            term=entry.term,
            definition=entry.definition,
            data=content,
            buttons=buttons,
        )
    elif isinstance(entry, Funding) and not entry.is_valid_on(today):
        _tell_end(dispatcher, entry, store)
    elif not isinstance(entry, Region):
        card = {"cards": [cards.entry_card(entry)]}
        say(dispatcher, "answer_offer", data=card, buttons=buttons)


def answer_if_sure(
    dispatcher: CollectingDispatcher, tracker: Tracker, *, with_next_steps: bool = False
) -> SearchResult:
    """Answer the latest message if the store surely knows; return what it found.

    "Und wie hoch ist der Zuschuss?" is about the entry that was answered before, or about the concern's topic.
    """
    store = snapshot()
    previous = tracker.get_slot(LAST_ENTRY) or tracker.get_slot("topic")
    result = store.search(tracker.latest_message.get("text") or "", previous=previous)
    if result.decision is Decision.ANSWER:
        tell(dispatcher, result.hits[0].entry, store, clock.today(), with_next_steps=with_next_steps)
    return result


def remember(result: SearchResult) -> list[EventType]:
    """Return what makes the next question one about this answer; suggestions take an earlier offer back."""
    if result.decision is Decision.ANSWER:
        return [SlotSet(LAST_ENTRY, result.hits[0].entry.id)]
    # "ja" to suggestions is no yes to an earlier offer to pass the request on.
    return offers.withdrawn() if result.decision is Decision.SUGGEST else []


def answer(dispatcher: CollectingDispatcher, tracker: Tracker, *, in_form: bool) -> list[EventType]:
    """Answer as surely as retrieval is sure. A form offers nothing that leads away from it."""
    store = snapshot()
    result = answer_if_sure(dispatcher, tracker, with_next_steps=not in_form)
    entry = result.hits[0].entry if result.decision is Decision.ANSWER else _named_term(tracker, store)
    if entry and result.decision is not Decision.ANSWER:
        tell(dispatcher, entry, store, clock.today(), with_next_steps=not in_form)
    if entry:
        besides = [] if in_form else offer_concern_with_answer(dispatcher, tracker, entry)
        return [SlotSet(LAST_ENTRY, entry.id), *besides]
    if not in_form and (events := reply_to_follow_up(dispatcher, tracker)):
        return events
    if not in_form and result.decision is Decision.SUGGEST:
        contact = wording.button("talk_to_human", "/talk_to_human")
        say(dispatcher, "suggestions", buttons=[*(entry_button(hit.entry) for hit in result.hits), contact])
        return remember(result)
    offered_human, events = misunderstanding.count(dispatcher, tracker)
    if offered_human:
        return events
    if in_form:
        say(dispatcher, "no_answer_in_form")
        return events
    say(dispatcher, "no_answer")
    # The reply speaks of passing the question on, so "ja" has to mean that, unless a request waits for its "ja".
    return events if offers.is_request_open(tracker) else [*events, *offers.made(Offer.HUMAN)]


def answer_question(dispatcher: CollectingDispatcher, tracker: Tracker, *, in_form: bool) -> list[EventType]:
    """Answer a pressed suggestion, or a question in words."""
    if tracker.latest_message["intent"]["name"] == why_not.INTENT:
        return _answer_why_not(dispatcher, tracker, in_form=in_form)
    store = snapshot()
    if entry := _asked_entry(tracker, store):
        tell(dispatcher, entry, store, clock.today(), with_next_steps=not in_form)
        return [SlotSet(LAST_ENTRY, entry.id)]
    return answer(dispatcher, tracker, in_form=in_form)


def _answer_why_not(dispatcher: CollectingDispatcher, tracker: Tracker, *, in_form: bool) -> list[EventType]:
    """Judge what was named; a question that names nothing may have an answer, else it is asked what is meant."""
    if why_not.explain(dispatcher, tracker):
        return []
    result = answer_if_sure(dispatcher, tracker, with_next_steps=not in_form)
    if result.decision is not Decision.ANSWER:
        why_not.ask_which(dispatcher, tracker)
        return []
    return remember(result)


def decline(dispatcher: CollectingDispatcher, tracker: Tracker, *, in_form: bool) -> list[EventType]:
    """Say what this is not for, unless the store does know: editors add answers without training."""
    result = answer_if_sure(dispatcher, tracker, with_next_steps=not in_form)
    if result.decision is Decision.ANSWER:
        return remember(result)
    if not in_form and (events := reply_to_follow_up(dispatcher, tracker)):
        return events
    if in_form:
        # To a question of ours it is an answer that was not understood.
        offered_human, events = misunderstanding.count(dispatcher, tracker)
        if not offered_human:
            say(dispatcher, "out_of_scope")
        return events
    ways = ("seek_funding", "seek_course", "talk_to_human")
    say(dispatcher, "out_of_scope", buttons=[wording.button(way, f"/{way}") for way in ways])
    return []


class ActionAnswer(Action):
    """Answers a question from the store, suggests, or offers a way on."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Answer."""
        return answer_question(dispatcher, tracker, in_form=False)


class ActionOutOfScope(Action):
    """Says what this is not for."""

    def name(self) -> str:
        """Return the action's name."""
        return "action_out_of_scope"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> list[EventType]:
        """Decline, or answer after all."""
        return decline(dispatcher, tracker, in_form=False)
