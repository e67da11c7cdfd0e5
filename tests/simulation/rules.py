"""Which action comes next: Rasa's ``RulePolicy`` with one policy in the ensemble.

After ``rasa/core/policies/rule_policy.py`` and ``ensemble.py``. A rule becomes, as in training, one key for each action
in it: the states before that action, newest last. The conversation's newest states are compared with the keys.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

from tests.simulation.specification import (
    FALLBACK_INTENT,
    LISTEN,
    Domain,
    Entry,
    UnsupportedError,
    as_list,
    only_keys,
    require,
)
from tests.simulation.tracker import State, Tracker

SNIPPET = "..."
UNSET = "should_not_be_set"
Key = tuple[dict[str, dict[str, Any]], ...]


class Prediction(NamedTuple):
    """The next action, and whether that is because no rule knows the situation."""

    action: str
    is_fallback: bool = False


class _Step(NamedTuple):
    kind: str
    name: str
    value: Any = None


def _slot_steps(entries: list[Entry], domain: Domain) -> Iterator[_Step]:
    for entry in entries:
        for name, value in entry.items():
            require(name in domain.slots, f"slot {name}")
            yield _Step("slot", name, UNSET if value is None else value)


def _steps(entry: Entry, domain: Domain) -> Iterator[list[_Step]]:
    """Yield the alternatives of one step of a rule."""
    kind = "intent" if "intent" in entry else next(iter(entry))
    only_keys(entry, {kind, "entities"} if kind == "intent" else {kind}, f"step {entry}")
    value = entry[kind]
    if kind == "or":
        for alternative in value:
            require("intent" in alternative, f"or {alternative}")
            yield from _steps(alternative, domain)
    elif kind == "intent":
        require(value in domain.intents or value == FALLBACK_INTENT, f"intent {value}")
        names = as_list(entry.get("entities"))
        require(all(isinstance(name, str) and name in domain.entities for name in names), f"entities {names}")
        yield [_Step("user", value, domain.seen_entities(value, names))]
    elif kind == "action":
        require(domain.is_action(value), f"action {value}")
        yield [_Step("action", value)]
    elif kind == "active_loop":
        require(value is None or value in domain.forms, f"form {value}")
        yield [_Step("loop", UNSET if value is None else value)]
    elif kind == "slot_was_set":
        yield list(_slot_steps(value, domain))
    else:
        raise UnsupportedError(f"step {entry}")


def _variants(rule: Entry, domain: Domain) -> Iterator[list[_Step]]:
    """Yield the steps of a rule, with what Rasa adds, once for each way through its alternatives."""
    only_keys(rule, {"rule", "condition", "steps"}, f"rule {rule.get('rule')}")
    for condition in rule.get("condition", []):
        only_keys(condition, {"active_loop", "slot_was_set"}, f"condition of {rule['rule']}")
    parts = [*(list(_steps(entry, domain)) for entry in rule.get("condition", []))]
    parts.append([[_Step("action", SNIPPET)]])
    parts += [list(_steps(entry, domain)) for entry in rule["steps"]]
    for way in product(*parts):
        steps: list[_Step] = []
        for step in (step for part in way for step in part):
            if step.kind == "user":
                steps.append(_Step("action", LISTEN))
            steps.append(step)
        require(sum(step.kind == "user" for step in steps) <= 1, f"rule {rule['rule']}: two messages")
        yield [*steps, _Step("action", LISTEN)]


def _after(state: dict[str, dict[str, Any]], step: _Step, domain: Domain) -> dict[str, dict[str, Any]]:
    if step.kind == "action":
        return state | {"prev_action": {"action_name": step.name}}
    if step.kind == "user":
        entities = {"entities": list(step.value)} if step.value else {}
        return state | {"user": {"intent": step.name, **entities}}
    if step.kind == "loop":
        return state | {"active_loop": {"name": step.name}}
    if not domain.slots[step.name].influences:
        return state
    feature = UNSET if step.value == UNSET else list(domain.slots[step.name].features(step.value))
    return state | {"slots": state.get("slots", {}) | {step.name: feature}}


def _examples(steps: list[_Step], domain: Domain) -> Iterator[tuple[Key, str]]:
    """Yield the states before each action, without what lies before the rule's beginning, and the action."""
    state: dict[str, dict[str, Any]] = {}
    states: list[dict[str, dict[str, Any]]] = []
    for step in steps:
        if step.kind == "action":
            states.append(state)
            begin = max(
                (i + 1 for i, one in enumerate(states) if one.get("prev_action") == {"action_name": SNIPPET}), default=0
            )
            if step.name != SNIPPET:
                yield tuple(states[begin:]), step.name
        state = _after(state, step, domain)


def _loop(state: dict[str, dict[str, Any]]) -> str | None:
    name = state.get("active_loop", {}).get("name")
    return None if name == UNSET else name


def _previous(state: dict[str, dict[str, Any]]) -> str | None:
    return state.get("prev_action", {}).get("action_name")


def _text(key: Key) -> str:
    return json.dumps(key, sort_keys=True)


def _fits_state(rule: dict[str, dict[str, Any]], state: State) -> bool:
    seen: dict[str, dict[str, Any]] = {
        "user": {"intent": state.intent, "entities": list(state.entities)},
        "prev_action": {"action_name": state.previous_action},
        "active_loop": {"name": state.loop},
        "slots": {name: list(features) for name, features in state.slots},
    }
    return all(
        not seen[kind].get(name) if value == UNSET else seen[kind].get(name) == value
        for kind, values in rule.items()
        for name, value in values.items()
    )


def _fits(key: Key, states: tuple[State, ...]) -> bool:
    """Whether a key fits the newest states; a conversation that is shorter than the key need not have the rest."""
    for rule, state in zip(reversed(key), reversed(states), strict=False):
        previous = rule.get("prev_action")
        if previous is None and state.previous_action is None:
            continue
        if previous is None or state.previous_action is None or not _fits_state(rule, state):
            return False
    return True


class Rules:
    """The rules of the dialogue."""

    def __init__(self, rules: Iterable[Entry], domain: Domain, fallback: str):
        require(domain.is_action(fallback), f"fallback {fallback}")
        self._fallback = fallback
        self._forms = domain.forms
        self._actions: dict[str, tuple[Key, str]] = {}
        self._after: dict[str | None, list[tuple[str, Key]]] = {}
        """The keys, with their text, by the action that came before."""
        self._detours: list[Key] = []
        """Situations in which a form has just run and listening is said by a rule of the form itself."""
        for key, action in (
            example for rule in rules for steps in _variants(rule, domain) for example in _examples(steps, domain)
        ):
            self._learn(key, action)
        for text, (key, _) in self._actions.items():
            self._after.setdefault(_previous(key[-1]), []).append((text, key))
        self._longest = max(len(key) for key, _ in self._actions.values())
        self.predict_states = lru_cache(maxsize=None)(self._from_rules)

    def _learn(self, key: Key, action: str) -> None:
        if not key:
            return
        known = self._actions.setdefault(_text(key), (key, action))
        require(known == (key, action), f"two rules contradict each other: {known}, {action}")
        listened = _previous(key[-1]) == LISTEN
        require(not listened or "user" in key[-1], "a rule that waits for no message")
        if (loop := _loop(key[-1])) is None:
            return
        require(not (listened and action == loop), "a rule that runs a form again that has just rejected the message")
        if not listened and action != loop:
            before = key[-2].get("prev_action") if len(key) > 1 else None
            self._detours.append(({"prev_action": before}, key[-1]) if before else (key[-1],))

    def _from_rules(self, states: tuple[State, ...]) -> str | None:
        fitting = [text for text, key in self._after.get(states[-1].previous_action, ()) if _fits(key, states)]
        if not fitting:
            return None
        longest = [text for text in fitting if len(text) == max(map(len, fitting))]
        actions = {self._actions[text][1] for text in longest}
        require(len(actions) == 1, f"Rasa would choose by chance between {actions}")
        loop, action = states[-1].loop, actions.pop()
        if loop and action == LISTEN and _loop(self._actions[longest[0]][0][-1]) is None:
            # A rule that knows nothing of the form would end the turn; the form asks again.
            return None if any(_fits(key, states) for key in self._detours) else loop
        return action

    def predict(self, tracker: Tracker) -> Prediction:
        """Return the next action."""
        loop = tracker.loop
        if loop and not loop.rejected:
            return Prediction(LISTEN if tracker.latest_action == loop.name else loop.name)
        action = self.predict_states(tracker.history(self._longest))
        if action is None:
            return Prediction(self._fallback, is_fallback=True)
        # An action that has just been rejected cannot be chosen; what is left for Rasa then is to listen.
        return Prediction(LISTEN if action == _just_rejected(tracker) else action)


def _just_rejected(tracker: Tracker) -> str | None:
    latest = next(
        (event for event in reversed(tracker.events) if event["event"] in ("action", "action_execution_rejected")), None
    )
    return latest["name"] if latest and latest["event"] == "action_execution_rejected" else None
