"""A conversation so far, as Rasa's ``DialogueStateTracker`` keeps it: events, what they add up to, what rules see.

Events are dictionaries in the form in which actions get them. After ``rasa/shared/core/trackers.py``.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from tests.simulation.specification import LISTEN, REQUESTED_SLOT, Domain, UnsupportedError

Event = dict[str, Any]
NO_MESSAGE: dict[str, Any] = {"intent": {}, "entities": [], "text": None, "message_id": None, "metadata": {}}


class State(NamedTuple):
    """What rules see at one moment."""

    intent: str | None = None
    previous_action: str | None = None
    loop: str | None = None
    slots: tuple[tuple[str, tuple[float, ...]], ...] = ()
    entities: tuple[str, ...] = ()


@dataclass
class Loop:
    """The form that is active."""

    name: str
    is_interrupted: bool = False
    rejected: bool = False
    trigger_message: dict[str, Any] | None = None


class Tracker:
    """The events of one conversation and their sum."""

    def __init__(self, sender_id: str, domain: Domain):
        self.sender_id = sender_id
        self.domain = domain
        self.events: list[Event] = []
        self._applied: list[Event] = []
        self._states: list[State] = []
        """What rules see after each applied event."""
        self._reset()

    def _reset(self) -> None:
        self.slots: dict[str, Any] = dict.fromkeys(self.domain.slots)
        self.latest_message: dict[str, Any] = NO_MESSAGE
        self.latest_action: str | None = None
        self.followup: str | None = LISTEN
        self.loop: Loop | None = None

    def copy(self) -> Tracker:
        """Return a tracker that may go on on its own."""
        other = copy.copy(self)
        other.events, other.slots = list(self.events), dict(self.slots)
        other._applied, other._states = list(self._applied), list(self._states)
        other.loop = replace(self.loop) if self.loop else None
        return other

    @property
    def active_loop(self) -> str | None:
        """Name of the form that is active."""
        return self.loop.name if self.loop else None

    def update(self, *events: Event) -> None:
        """Add events."""
        for event in events:
            self.events.append(event)
            if event["event"] == "rewind":
                self._rewind()
            else:
                self._apply(event)
                self._remember(event)

    def _apply(self, event: Event) -> None:
        handler = getattr(self, f"_on_{event['event']}", None)
        if handler is None:
            raise UnsupportedError(f"event {event['event']}")
        handler(event)

    def _on_action(self, event: Event) -> None:
        self.latest_action, self.followup = event["name"], None
        if self.loop and event["name"] == self.loop.name:
            self.loop.rejected = False

    def _on_user(self, event: Event) -> None:
        self.latest_message, self.followup = event["parse_data"], None

    def _on_bot(self, event: Event) -> None:
        pass

    def _on_slot(self, event: Event) -> None:
        if event["name"] not in self.slots:
            raise UnsupportedError(f"slot {event['name']} is not in the domain")
        self.slots[event["name"]] = event["value"]

    def _on_reset_slots(self, event: Event) -> None:
        self.slots = dict.fromkeys(self.domain.slots)

    def _on_active_loop(self, event: Event) -> None:
        self.loop = Loop(event["name"], trigger_message=self.latest_message) if event["name"] else None

    def _on_action_execution_rejected(self, event: Event) -> None:
        if self.loop and self.loop.name == event["name"]:
            self.loop.rejected = True

    def _on_followup(self, event: Event) -> None:
        self.followup = event["name"]

    def _on_session_started(self, event: Event) -> None:
        self._reset()

    def _after(self, state: State, event: Event) -> State:
        """Return what rules see after an event."""
        kind = event["event"]
        if kind == "action":
            return state._replace(previous_action=event["name"])
        if kind == "user":
            message = event["parse_data"]
            intent, names = message["intent"]["name"], (found["entity"] for found in message["entities"])
            return state._replace(intent=intent, entities=self.domain.seen_entities(intent, names))
        if kind == "active_loop":
            return state._replace(loop=event["name"])
        if kind == "reset_slots":
            return state._replace(slots=())
        if kind == "slot" and self.domain.slots[event["name"]].influences:
            features = dict(state.slots) | {event["name"]: self.domain.slots[event["name"]].features(event["value"])}
            ordered = ((name, features.get(name, ())) for name in self.domain.influencing)
            return state._replace(slots=tuple(feature for feature in ordered if any(feature[1])))
        return state

    def _append(self, event: Event) -> None:
        self._states.append(self._after(self._states[-1] if self._states else State(), event))
        self._applied.append(event)

    def _remember(self, event: Event) -> None:
        """Keep what rules see; within a form they do not see the turns that went as asked."""
        if event["event"] == "session_started":
            self._applied, self._states = [], []
        elif self._is_expected_turn(event):
            self._forget_turn(event["name"])
        else:
            self._append(event)

    def _is_expected_turn(self, event: Event) -> bool:
        """Whether a form runs again without anything else in between."""
        if event["event"] != "action" or event["name"] not in self.domain.forms:
            return False
        form, following = event["name"], None
        for earlier in reversed(self._applied):
            kind = earlier["event"]
            if kind == "active_loop" and earlier["name"] is None:
                return False
            if kind == "action_execution_rejected" and earlier["name"] == form:
                return False
            if kind == "user" and following not in (None, form):
                return False
            if kind == "action":
                if earlier["name"] == form:
                    return True
                following = earlier["name"]
        return False

    def _forget_turn(self, form: str) -> None:
        start = next(
            index
            for index in reversed(range(len(self._applied)))
            if self._applied[index]["event"] == "action" and self._applied[index]["name"] == form
        )
        kept = [event for event in self._applied[start + 1 :] if event["event"] not in ("action", "user")]
        del self._applied[start + 1 :], self._states[start + 1 :]
        for event in kept:
            self._append(event)

    def _rewind(self) -> None:
        """Take back the latest message, the listening before it, and all that came of it."""
        for kind in ("user", "action"):
            while self._applied and self._applied.pop()["event"] != kind:
                pass
        del self._states[len(self._applied) :]
        self._reset()
        for event in self._applied:
            self._apply(event)

    def history(self, longest: int) -> tuple[State, ...]:
        """Return what rules saw before each of the latest actions, oldest first, and what they see now."""
        found = [self._states[-1] if self._states else State()]
        for index in reversed(range(len(self._applied))):
            if len(found) == longest:
                break
            if self._applied[index]["event"] == "action":
                found.append(self._states[index - 1] if index else State())
        return tuple(reversed(found))

    def as_dict(self) -> dict[str, Any]:
        """Return what an action gets; it may change the outer lists as rasa_sdk does."""
        return {
            "sender_id": self.sender_id,
            "slots": dict(self.slots),
            "latest_message": self.latest_message,
            "latest_event_time": self.events[-1]["timestamp"] if self.events else None,
            "followup_action": self.followup,
            "paused": False,
            "events": list(self.events),
            "latest_input_channel": "lotse",
            "active_loop": dict(vars(self.loop)) if self.loop else {},
            "latest_action": {"action_name": self.latest_action} if self.latest_action else {},
            "latest_action_name": self.latest_action,
        }

    def since_latest_message(self) -> list[Event]:
        """Return the events after the visitor's latest message."""
        for index in reversed(range(len(self.events))):
            if self.events[index]["event"] == "user":
                return self.events[index + 1 :]
        return list(self.events)

    @property
    def requested_slot(self) -> Any:
        """The slot that is asked for."""
        return self.slots[REQUESTED_SLOT]
