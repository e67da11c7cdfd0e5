"""Visitors: random, but plausible, and shrunk by Hypothesis to the shortest conversation that breaks a promise."""

from __future__ import annotations

from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.simulation.dialogue import Message
from tests.simulation.speech import DETAILS, Speech, picked
from tests.simulation.watch import Watch
from tests.simulation.world import World

YES = "/affirm"
TYPED = ("contact",)
"""Slots for which the first button says that one does not want to tell."""
NUMBERS = st.integers(0, 39)
REACTIONS = ("affirm", "deny", "dont_know", "skip", "go_back", "cancel")
"""What people answer to anything."""
INTENTS = st.integers(0, 99)
MOST_WILLING_TURNS = 15
"""Within that many turns a visitor who wants to must get a request passed on, whatever was said before."""
SOME = 3
"""One conversation of three is led to a request: it takes as long as all the turns before."""


class Visitor(RuleBasedStateMachine):
    """One visitor; a rule is a turn. Subclasses name the world."""

    world: ClassVar[World]
    speech: ClassVar[Speech]
    heard_intents: ClassVar[set[str]]
    run_actions: ClassVar[set[str]]
    conversations: ClassVar[int]
    requests: ClassVar[int]

    def __init__(self) -> None:
        super().__init__()
        self.watch = Watch(self.world)
        self._older: list[tuple[str, str]] = []

    def hear(self, message: Message) -> None:
        """Say something."""
        self._older += self.watch.buttons
        self.watch.hear(message)

    @rule(details=st.frozensets(st.sampled_from(DETAILS)), intent=INTENTS, number=NUMBERS)
    def state_need(self, details: frozenset[str], intent: int, number: int) -> None:
        self.hear(self.speech.need(details, intent, number))

    @rule(slot=st.sampled_from(DETAILS), number=NUMBERS)
    def correct(self, slot: str, number: int) -> None:
        self.hear(self.speech.detail(slot, number))

    @precondition(lambda self: bool(self.watch.buttons))
    @rule(number=NUMBERS)
    def press(self, number: int) -> None:
        self.hear(self.speech.pressed(picked(self.watch.buttons, number)[1]))

    @precondition(lambda self: bool(self._older))
    @rule(number=NUMBERS)
    def press_older(self, number: int) -> None:
        button = picked(self._older, number)
        self._older.remove(button)
        self.hear(self.speech.pressed(button[1]))

    @precondition(lambda self: bool(self.watch.requested_slot))
    @rule(number=NUMBERS)
    def answer(self, number: int) -> None:
        self.hear(self.speech.answer(str(self.watch.requested_slot), number))

    @rule(intent=INTENTS, number=NUMBERS)
    def say(self, intent: int, number: int) -> None:
        self.hear(self.speech.sentence(picked(self.speech.intents, intent), number))

    @rule(intent=st.sampled_from(REACTIONS), number=NUMBERS)
    def react(self, intent: str, number: int) -> None:
        self.hear(self.speech.sentence(intent, number))

    @rule(intent=INTENTS, number=NUMBERS)
    def mumble(self, intent: int, number: int) -> None:
        self.hear(self.speech.unclear(intent, number))

    @rule(number=NUMBERS)
    def name_code(self, number: int) -> None:
        codes = self.watch.codes
        self.hear(self.speech.about_code(picked(codes, number) if codes else None, number))

    @rule(turns=st.integers(1, 5))
    def go_along(self, turns: int) -> None:
        for _ in range(turns):
            self.hear(self._willing())

    def _willing(self) -> Message:
        """Return what somebody says who wants a request to be passed on: the first answer that is offered."""
        offered = [payload for _, payload in self.watch.buttons]
        if self.watch.loop is None:
            return self.speech.pressed(YES) if YES in offered else self.speech.sentence("seek_funding", 0)
        slot, choices = str(self.watch.requested_slot), self.watch.turns[-1].replies[-1].buttons
        return self.speech.pressed(choices[0][1]) if choices and slot not in TYPED else self.speech.answer(slot, 0)

    def teardown(self) -> None:
        cls: Any = type(self)
        if len(self.watch.turns) % SOME == 0 and not self.watch.is_broken:
            self._end_well()
        cls.conversations += 1
        cls.requests += len(self.watch.codes)
        cls.heard_intents |= {turn.message.intent for turn in self.watch.turns}
        cls.run_actions |= {action for turn in self.watch.turns for action in turn.actions}

    def _end_well(self) -> None:
        """Whatever was said, a request can still be passed on."""
        told = len(self.watch.codes)
        for _ in range(MOST_WILLING_TURNS):
            self.hear(self._willing())
            if len(self.watch.codes) > told:
                # Whatever is offered next is taken up, too.
                self.hear(self._willing())
                return
        raise self.watch.failure("no request could be passed on any more")
