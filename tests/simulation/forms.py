"""A form's turn: Rasa's ``FormAction`` and ``LoopAction``, after ``rasa/core/actions/forms.py`` and ``loops.py``."""

from __future__ import annotations

from typing import Any

from tests.simulation.actions import Actions, RejectedError
from tests.simulation.slot_filling import extract
from tests.simulation.specification import LISTEN, REQUESTED_SLOT, Domain
from tests.simulation.tracker import Event, Tracker


def _is_slot(event: Event, name: str) -> bool:
    return bool(event["event"] == "slot" and event["name"] == name)


class Form:
    """One form of the domain."""

    def __init__(self, name: str, domain: Domain, actions: Actions):
        self._name = name
        self._domain = domain
        self._actions = actions
        self._required = domain.forms[name]
        self._validation = f"validate_{name}"

    def run(self, tracker: Tracker) -> list[Event]:
        """Activate the form if it is not, read the message, ask on, and end the form if nothing is left.

        Raises:
            RejectedError: the message answers nothing that the form asks for.
        """
        events: list[Event] = []
        if tracker.active_loop != self._name:
            events += self._activate(tracker)
        if not self._is_done(events):
            events += self._do(tracker, events)
        if self._is_done(events):
            events.append(self._actions.event("active_loop", name=None))
        return events

    def _activate(self, tracker: Tracker) -> list[Event]:
        started = self._actions.event("active_loop", name=self._name)
        inside = tracker.copy()
        inside.update(started)
        extracted = [self._actions.slot(name, value) for name, value in extract(inside, self._domain)]
        inside.update(*extracted)
        filled = {name: inside.slots[name] for name in self._required if inside.slots[name] is not None}
        if self._validation not in self._domain.actions:
            return [started, *extracted]
        validated = self._validated(filled, inside)
        names = {event["name"] for event in validated if event["event"] == "slot"}
        return [started, *validated, *(event for event in extracted if event["name"] not in names)]

    def _do(self, tracker: Tracker, so_far: list[Event]) -> list[Event]:
        events: list[Event] = []
        if all(event["event"] == "active_loop" for event in so_far):
            events = self._read_message(tracker)
        return events + self._ask_next(tracker, so_far + events)

    def _read_message(self, tracker: Tracker) -> list[Event]:
        if tracker.loop and tracker.latest_action != LISTEN:
            # Back from something said in between: nothing to read, but the form decides anew what to ask.
            return self._validated({}, tracker)
        to_fill = self._slot_to_fill(tracker)
        wanted = {*self._required, *([to_fill] if to_fill else [])}
        found = {
            event["name"]: event["value"]
            for event in tracker.since_latest_message()
            if event["event"] == "slot" and event["name"] in wanted
        }
        validated = self._validated(found, tracker)
        some = any(event["event"] == "slot" and event["name"] != REQUESTED_SLOT for event in validated)
        if to_fill and not found and not some:
            raise RejectedError(self._name)
        return validated

    def _slot_to_fill(self, tracker: Tracker) -> Any:
        return tracker.requested_slot if tracker.active_loop == self._name else None

    def _within(self, tracker: Tracker, events: list[Event]) -> Tracker:
        """Return a tracker on which the form seems to have run already, followed by the events."""
        inside = tracker.copy()
        asked = self._actions.slot(REQUESTED_SLOT, self._slot_to_fill(tracker))
        inside.update(asked, self._actions.event("action", name=self._name), *events)
        return inside

    def _validated(self, candidates: dict[str, Any], tracker: Tracker) -> list[Event]:
        if self._validation not in self._domain.actions:
            return []
        events = [self._actions.slot(name, value) for name, value in candidates.items()]
        return self._actions.run(self._validation, self._within(tracker, events))

    def _ask_next(self, tracker: Tracker, so_far: list[Event]) -> list[Event]:
        nothing_left = [self._actions.slot(REQUESTED_SLOT, None)]
        if self._is_done(so_far):
            return nothing_left
        inside = self._within(tracker, so_far)
        # The validation may have said what to ask; else the first slot without a value is asked for.
        requested = next((event["value"] for event in so_far if _is_slot(event, REQUESTED_SLOT)), None)
        events: list[Event] = []
        if not requested:
            requested = next((name for name in self._required if inside.slots[name] is None), None)
            events = [self._actions.slot(REQUESTED_SLOT, requested)]
        return events + self._ask(requested, inside) if requested else nothing_left

    def _ask(self, slot: str, tracker: Tracker) -> list[Event]:
        names = (f"{kind}_{slot}" for kind in (f"action_ask_{self._name}", f"utter_ask_{self._name}"))
        others = (f"{kind}_{slot}" for kind in ("action_ask", "utter_ask"))
        known = (name for name in (*names, *others) if self._domain.is_action(name))
        name = next(known, None)
        return self._actions.run(name, tracker) if name else []

    def _is_done(self, so_far: list[Event]) -> bool:
        """Whether the latest word on the next question, or on the form itself, is that there is none."""
        asked = next((event for event in reversed(so_far) if _is_slot(event, REQUESTED_SLOT)), None)
        loop = next((event for event in reversed(so_far) if event["event"] == "active_loop"), None)
        return (asked is not None and asked["value"] is None) or (loop is not None and loop["name"] is None)
