"""What must hold after every turn of every conversation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.actions.profile import COMPANY_DETAILS
from bot.actions.provenance import ENDS
from desk import consent
from tests.simulation.dialogue import Conversation, Message, Reply, Turn
from tests.simulation.facts import CONTACT_FORM, NEED_FORM, Facts
from tests.simulation.request_watch import RequestWatch
from tests.simulation.specification import UnsupportedError
from tests.simulation.understanding import BadPayloadError
from tests.simulation.world import World

MOST_QUESTIONS = 5
WAYS_OUT = ("cancel", "goodbye", "start_over")
SHOWS_MATCHES = "action_show_matches"
SHOWN = "shown"
"""The slot with the matches; a new concern empties it."""
ESCALATION = "escalation"
"""The slot that says why a human takes over before matches were found."""
WAITS = "wait"
OFFER = {"/affirm", "/deny"}
"""Buttons of what Lotse offers, such as a human."""
GOES_BACK = "go_back"
FORGETS_ALL = "action_forget_all"


class BrokenPromiseError(AssertionError):
    """Something that must never happen has happened; the text tells the conversation."""


class Watch:
    """Talks with Lotse for a visitor and checks each turn."""

    def __init__(self, world: World):
        self._world = world
        self._conversation: Conversation = world.begin()
        self._facts = Facts(world)
        self._requests = RequestWatch(world, self._conversation.tracker.sender_id)
        self._lines: list[str] = []
        self._questions: list[str] = []
        """What the need form has asked for in the present concern."""
        self._heard_in_concern: list[str] = []
        self._matches_shown = False
        self._left: set[tuple[str, str | None]] = set()
        """Questions that were shown to have a way out."""
        self.turns: list[Turn] = []
        self.is_broken = False

    @property
    def loop(self) -> str | None:
        """The form that is active."""
        return self._conversation.tracker.active_loop

    @property
    def requested_slot(self) -> str | None:
        """What the active form asks for."""
        requested: str | None = self._conversation.tracker.requested_slot if self.loop else None
        return requested

    @property
    def codes(self) -> list[str]:
        """Reference codes that were told."""
        return self._requests.codes

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """Buttons of the latest turn."""
        return [button for reply in self.turns[-1].replies for button in reply.buttons] if self.turns else []

    def hear(self, message: Message) -> Turn:
        """Say something and check what comes of it.

        Raises:
            BrokenPromiseError: something that must never happen has happened.
        """
        loop, requested = self.loop, self.requested_slot
        self._lines.append(f"> {message.text}  [{message.intent}]")
        self._requests.before(message)
        self._facts.hear(message, loop, requested)
        try:
            turn = self._conversation.hear(message, f"m{len(self.turns)}")
        except UnsupportedError:
            raise
        except Exception as error:
            raise self.failure(f"an exception: {error!r}") from error
        self._lines += [f"< {reply.text}  {[title for title, _ in reply.buttons]}" for reply in turn.replies]
        self.turns.append(turn)
        for broken in self._broken(turn, loop, requested):
            raise self.failure(broken)
        self._end_concern(turn)
        return turn

    def failure(self, broken: str) -> BrokenPromiseError:
        """Return the exception that tells what is wrong, with the conversation so far."""
        self.is_broken = True
        return BrokenPromiseError("\n".join([broken, *self._lines]))

    def _broken(self, turn: Turn, loop: str | None, requested: str | None) -> Iterator[str]:
        """Yield what is wrong with a turn."""
        if not turn.replies:
            yield "no reply"
        if turn.unknown_situation:
            yield "no rule knew what to do"
        if self._begins_anew(turn):
            self._forget_concern()
            self._facts.hear(turn.message, loop, requested)
        for reply in turn.replies:
            yield from self._broken_reply(reply)
            self._heard_in_concern.append(reply.text or "")
        self._matches_shown |= SHOWS_MATCHES in turn.actions
        for form, slot in turn.asked:
            yield from self._broken_question(turn, form, slot, requested if loop == form else None)
        yield from self._requests.broken(turn, self._conversation.tracker, matches_shown=self._matches_shown)
        if not ENDS & set(turn.actions):
            slots = self._conversation.tracker.slots
            yield from (f"told {slot}, and it is not known" for slot in self._facts.told if slots[slot] is None)
        if self.loop and turn.asked and turn.asked[-1] not in self._left:
            self._left.add(turn.asked[-1])
            yield from self._closed_ways()

    def _begins_anew(self, turn: Turn) -> bool:
        """Whether a new concern has taken the place of one that was shown and not passed on."""
        events = self._conversation.tracker.since_latest_message()
        forgotten = any(e["event"] == "slot" and e["name"] == SHOWN and e["value"] is None for e in events)
        return forgotten and not ENDS & set(turn.actions)

    def _broken_reply(self, reply: Reply) -> Iterator[str]:
        if not (reply.text or "").strip():
            yield f"an empty reply of {reply.action}"
        yield from (problem for _, payload in reply.buttons if (problem := self._problem_of(payload)))
        for card in reply.custom.get("cards", []):
            entry = self._world.store.entries[card["entry"]]
            if not entry.is_valid_on(self._world.today):
                yield f"an ended offer was shown: {entry.id}"

    def _problem_of(self, payload: str) -> str | None:
        try:
            self._world.understanding.pressed(payload)
        except BadPayloadError as error:
            return f"a button that nobody can press: {error}"
        return None

    def _broken_question(self, turn: Turn, form: str, slot: str | None, open_slot: str | None) -> Iterator[str]:
        texts = [reply.text for reply in turn.replies if reply.action == form]
        if slot is None or not texts:
            # Something else may ask instead, such as whether a human shall take over; who wants time gets it.
            if turn.message.intent != WAITS and not (turn.replies and turn.replies[-1].buttons):
                yield f"{form} waits without a question"
            return
        if {payload for _, payload in turn.replies[-1].buttons} == OFFER:
            return  # the question comes once that is settled
        if form == NEED_FORM:
            if turn.message.intent == GOES_BACK:
                self._facts.told.pop(slot, None)
            yield from self._broken_need_question(slot, open_slot)
        elif form == CONTACT_FORM:
            yield from self._broken_contact_question(slot)

    def _broken_need_question(self, slot: str, open_slot: str | None) -> Iterator[str]:
        if slot in self._facts.told:
            yield f"asked for {slot}, which is known: {self._facts.told[slot]}"
        if slot not in (open_slot, *self._questions, *self._facts.asked_back):
            self._questions.append(slot)
        if len(self._questions) > MOST_QUESTIONS:
            yield f"too many questions: {self._questions}"

    def _broken_contact_question(self, slot: str) -> Iterator[str]:
        if not self._matches_shown and not self._conversation.tracker.slots.get(ESCALATION):
            yield f"asked for {slot} before matches were shown"
        if slot != "consent":
            if not any(consent.current().text in text for text in self._heard_in_concern):
                yield f"asked for {slot} before the text of the consent was shown"
            if self._conversation.tracker.slots["consent"] != "given":
                yield f"asked for {slot} without consent"

    def _closed_ways(self) -> Iterator[str]:
        """Yield the word, of several in turn, that should end what is going on and does not."""
        intent = WAYS_OUT[len(self.turns) % len(WAYS_OUT)]
        tried = self._conversation.copy()
        turn = tried.hear(Message(self._world.sentences[intent][0], intent), "way out")
        if tried.tracker.active_loop is not None or not turn.replies:
            yield f"no way out by {intent}"

    def _end_concern(self, turn: Turn) -> None:
        ended = ENDS & set(turn.actions)
        if not ended:
            return
        slots: dict[str, Any] = self._conversation.tracker.slots
        lost = [slot for slot in COMPANY_DETAILS if slot in self._facts.told and slots[slot] is None]
        if lost and FORGETS_ALL not in ended:
            raise self.failure(f"the company's {lost} is forgotten though only the concern has ended")
        self._forget_concern()

    def _forget_concern(self) -> None:
        self._facts.forget(self._conversation.tracker.slots)
        self._questions, self._heard_in_concern = [], []
        self._matches_shown = False
