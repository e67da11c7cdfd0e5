"""What one message changes: details taken, asked back, corrected, declined, or not understood."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import misunderstanding, offers
from bot.actions.answers import answer_if_sure
from bot.actions.need import checks, concern, corrections, places, reading, second, using
from bot.actions.need.choosing import next_question
from bot.actions.need.turn import turn_of
from bot.actions.profile import DETAILS
from bot.actions.provenance import FALLBACK, NEED_INTENTS
from bot.actions.replies import say
from knowledge.search import Decision
from knowledge.snapshot import snapshot

ANSWERS = frozenset({"inform", "correct", "affirm", "deny", "dont_know", "skip", FALLBACK, *NEED_INTENTS})
"""Intents of what may answer a question; to everything else a rule replies."""
MOST_UNREADABLE = 2
"""Answers to one question that could not be read, after which it goes on without."""
UNCLEAR = {"place": "place_unclear"} | dict.fromkeys(checks.RANGES, "number_unclear")


class Hearing:
    """One message, and the slots as it leaves them."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        self._dispatcher, self._tracker = dispatcher, tracker
        self._store = snapshot()
        self.turn = turn_of(tracker)
        self.slots: dict[str, Any] = dict(tracker.current_slot_values())

    def _told(self) -> set[str]:
        """Return the details that have another value than before the message."""
        before = self.turn.before
        told = {name for name in (*DETAILS, "second_goal") if self.slots.get(name) not in (None, before.get(name))}
        return told | {name for name in ("outside_state",) if self.turn.entity(name)}

    def is_aside(self) -> bool:
        """Whether the message answers nothing, so that a rule has to reply to it."""
        if offers.overrules_form(self._tracker):
            return self.turn.requested is not None
        is_answer = self.turn.intent in ANSWERS or self._told() or reading.named(self.turn)
        return self.turn.requested is not None and not is_answer

    def check(self) -> None:
        """Keep only what a company can have; what was asked back is settled when its slot has a value."""
        for name in DETAILS:
            self.slots |= checks.checked(name, self.slots.get(name), self._store)
        question = self.slots.get("open_question")
        if question and self.slots.get(question["slot"]) is not None:
            self.slots["open_question"] = None

    def hear(self) -> None:
        """Take what the message tells, and confirm what it corrects."""
        turn = self.turn
        if turn.intent not in ANSWERS:
            self.slots |= reading.named(turn)
        begins = concern.begins_anew(turn, self.slots)
        if begins:
            self.slots |= concern.beginning(turn, self.slots)
        self.slots |= second.noted(turn, self.slots) or corrections.kept(turn)
        self.slots |= second.begun(turn) | using.used(turn, self.slots) | corrections.number(turn, self.slots)
        answered = reading.asked_back(turn)
        self.slots |= answered or self._other_state()
        self.slots["outside_state"] = None
        self.check()
        if turn.requested and not answered and self.slots.get(turn.requested) is None:
            self._answer(turn.requested)
        self._comment(corrects=not begins)

    def _other_state(self) -> dict[str, Any]:
        """Return what asks for a site here when the company lies in another state."""
        state = self.turn.entity("outside_state")
        is_here = self.slots.get("place") is not None and self.turn.intent != corrections.CORRECT
        is_told = self.slots.get("outside_state") or self.turn.requested == "place"
        if not state or not is_told or is_here or self.turn.entity("place"):
            return {}
        return places.ask_for_site(state["name"])

    def _answer(self, requested: str) -> None:
        """Read the answer to the question that was asked."""
        self.slots |= reading.answer(self.turn, told_other=bool(self._told() - {requested}))
        self.check()
        asks_back = self.slots.get("open_question") not in (None, self.turn.question)
        if not (asks_back or self._told()):
            self._miss(requested)

    def _miss(self, requested: str) -> None:
        """Say that the answer could not be read; after the second time go on without."""
        if self.turn.intent == FALLBACK and answer_if_sure(self._dispatcher, self._tracker).decision is Decision.ANSWER:
            return
        missed = (self.slots.get("unreadable") or {}).get(requested, 0) + 1
        self.slots["unreadable"] = {requested: missed}
        if missed >= MOST_UNREADABLE:
            self.slots |= reading.declined(requested, self.slots.get("open_question") or {})
        # The last question is followed by matches, which offer a human themselves.
        offered_human = next_question(self.slots, requested) is not None and self._offers_human()
        if not offered_human:
            unclear = UNCLEAR.get(requested, "detail_unclear")
            say(self._dispatcher, unclear if missed < MOST_UNREADABLE else "detail_left_out")

    def _offers_human(self) -> bool:
        """Count what could not be read, and tell whether a human was offered for it."""
        offered_human, events = misunderstanding.count(self._dispatcher, self._tracker)
        self.slots |= {event["name"]: event["value"] for event in events}
        return offered_human

    def _comment(self, *, corrects: bool) -> None:
        """Say in half a sentence what was taken otherwise than before, or not as the visitor may expect."""
        turn, slots = self.turn, self.slots
        if corrects and (changed := corrections.acknowledgement(turn, slots, self._store)):
            say(self._dispatcher, "corrected", changed=changed)
        elif turn.requested and (noted := corrections.noted(turn, slots, self._store)):
            say(self._dispatcher, "corrected", changed=noted)
        if turn.requested and "second_goal" in self._told():
            say(self._dispatcher, "second_noted")
        if "place" in self._told() and places.is_nowhere(slots["place"]):
            say(self._dispatcher, "place_unknown")
