"""Domain, rules and policy settings as the interpreter needs them; whatever it does not know is refused, never passed.

What counts as known is the part of Rasa 3.6.21's language that Lotse uses.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

Entry = dict[str, Any]

ROOT = Path(__file__).parents[2]
FALLBACK_INTENT = "nlu_fallback"
LISTEN = "action_listen"
DEACTIVATE = "action_deactivate_loop"
REQUESTED_SLOT = "requested_slot"
SESSION_METADATA = "session_started_metadata"
BUILT_IN_ACTIONS = (LISTEN, DEACTIVATE)

MAPPING_KEYS = {
    "from_entity": {"type", "entity", "intent", "not_intent", "conditions"},
    "from_intent": {"type", "value", "intent", "not_intent", "conditions"},
    "from_text": {"type", "intent", "not_intent", "conditions"},
    "custom": {"type"},
}
FEATURELESS = "any"
SLOT_TYPES = {"any", "bool", "text", "categorical"}
OTHER_VALUE = "__other__"
UNSUPPORTED_ACTIONS = {"action_validate_slot_mappings", "action_session_start", "action_default_fallback"}


class UnsupportedError(Exception):
    """Something of Rasa's language that this interpreter does not know."""


def require(condition: object, what: str) -> None:
    """Refuse what is not known.

    Raises:
        UnsupportedError: the condition does not hold.
    """
    if not condition:
        raise UnsupportedError(what)


def only_keys(entry: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    """Refuse a mapping with a key that is not known."""
    require(isinstance(entry, Mapping), f"{where}: {entry!r}")
    unknown = set(entry) - set(known)
    require(not unknown, f"{where}: unknown {sorted(unknown)}")


def as_list(value: Any) -> list[Any]:
    """Return a list, as Rasa does where one value or several may stand."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def read_yaml(path: Path) -> Any:
    """Read a file of the dialogue."""
    return YAML(typ="safe").load(path)


@dataclass(frozen=True)
class Slot:
    """A slot: how it is filled, and whether rules see it."""

    name: str
    kind: str
    influences: bool
    mappings: tuple[Entry, ...]
    values: tuple[str, ...] = ()
    """What a categorical slot may hold."""

    def features(self, value: Any) -> tuple[float, ...]:
        """Return what rules see of a value; nothing of an unset or false-like one."""
        if not self.influences or value is None:
            return ()
        if self.kind == "bool":
            require(isinstance(value, bool), f"slot {self.name}: {value!r} is no truth value")
            return (1.0, float(value))
        if self.kind == "categorical":
            value = str(value).lower()
            known = value if value in self.values else OTHER_VALUE
            return tuple(float(one == known) for one in (*self.values, OTHER_VALUE))
        return (1.0,)


@dataclass(frozen=True)
class Domain:
    """What ``domain.yml`` says, and the same as actions get it."""

    intents: dict[str, frozenset[str] | None]
    """Each with the entities that rules see with it; None are all."""
    entities: frozenset[str]
    slots: dict[str, Slot]
    forms: dict[str, tuple[str, ...]]
    ignored_intents: dict[str, tuple[str, ...]]
    shared_mappings: dict[str, tuple[str, ...]]
    """All mappings of a form's slots from entities, as text."""
    actions: frozenset[str]
    responses: dict[str, list[Entry]]
    content: Entry

    @cached_property
    def influencing(self) -> tuple[str, ...]:
        """The slots that rules see, in the order of the domain."""
        return tuple(slot.name for slot in self.slots.values() if slot.influences)

    def seen_entities(self, intent: str, entities: Iterable[str]) -> tuple[str, ...]:
        """Return which of a message's entities rules see."""
        used = self.intents.get(intent)
        return tuple(sorted(name for name in set(entities) if used is None or name in used))

    def is_action(self, name: str) -> bool:
        """Whether rules may name it."""
        return name in self.actions or name in self.responses or name in self.forms or name in BUILT_IN_ACTIONS


def _intents(entries: list[Any]) -> dict[str, frozenset[str] | None]:
    intents: dict[str, frozenset[str] | None] = {}
    for entry in entries:
        name, options = next(iter(entry.items())) if isinstance(entry, dict) else (entry, {})
        only_keys(options, {"use_entities"}, f"intent {name}")
        used = options.get("use_entities", True)
        intents[name] = None if used is True else frozenset(used)
    return intents


def _mapping(entry: Entry, where: str, intents: Iterable[str], entities: frozenset[str], forms: Entry) -> Entry:
    require(entry.get("type") in MAPPING_KEYS, f"{where}: mapping {entry.get('type')}")
    only_keys(entry, MAPPING_KEYS[entry["type"]], where)
    for intent in (*as_list(entry.get("intent")), *as_list(entry.get("not_intent"))):
        require(intent in intents or intent == FALLBACK_INTENT, f"{where}: intent {intent}")
    require("entity" not in entry or entry["entity"] in entities, f"{where}: entity {entry.get('entity')}")
    require(entry["type"] != "from_intent" or entry.get("value") is not None, f"{where}: no value")
    for condition in entry.get("conditions", []):
        only_keys(condition, {"active_loop", REQUESTED_SLOT}, where)
        require("active_loop" in condition, f"{where}: a condition without a loop")
        require(condition["active_loop"] is None or condition["active_loop"] in forms, f"{where}: unknown loop")
    return entry


def _slot(name: str, entry: Entry, intents: Iterable[str], entities: frozenset[str], forms: Entry) -> Slot:
    only_keys(entry, {"type", "influence_conversation", "mappings", "values"}, f"slot {name}")
    require(entry["type"] in SLOT_TYPES, f"slot {name}: type {entry['type']}")
    influences = bool(entry.get("influence_conversation", True))
    require(not (influences and entry["type"] == FEATURELESS), f"slot {name} cannot influence the conversation")
    mappings = tuple(_mapping(mapping, f"slot {name}", intents, entities, forms) for mapping in entry["mappings"])
    values = tuple(str(value).lower() for value in entry.get("values", []))
    return Slot(name, entry["type"], influences, mappings, values)


def _response(name: str, variations: list[Entry]) -> list[Entry]:
    for variation in variations:
        only_keys(variation, {"text", "buttons"}, f"response {name}")
        for button in variation.get("buttons", []):
            only_keys(button, {"title", "payload"}, f"response {name}")
            require("{" not in button["payload"], f"response {name}: Rasa would take the braces for a slot's name")
    return variations


def _mappings_as_text(slots: Iterable[Slot]) -> tuple[str, ...]:
    mappings = (mapping for slot in slots for mapping in slot.mappings if mapping["type"] == "from_entity")
    return tuple(json.dumps(mapping, sort_keys=True) for mapping in mappings)


def read_domain(content: Entry) -> Domain:
    """Read the content of ``domain.yml``.

    Raises:
        UnsupportedError: it uses something that the interpreter does not know.
    """
    parts = {"version", "session_config", "config", "intents", "entities", "slots", "forms", "actions", "responses"}
    only_keys(content, parts, "domain")
    require(content["config"] == {"store_entities_as_slots": False}, "domain: config")
    require(content["session_config"]["session_expiration_time"] == 0, "domain: sessions that expire")
    intents, forms = _intents(content["intents"]), content["forms"]
    require(all(isinstance(entity, str) for entity in content["entities"]), "domain: entities with roles or groups")
    entities = frozenset(content["entities"])
    for name, form in forms.items():
        only_keys(form, {"required_slots", "ignored_intents"}, f"form {name}")
    require(not UNSUPPORTED_ACTIONS & set(content["actions"]), "domain: an action that overrides one of Rasa's")
    slots = {name: _slot(name, entry, intents, entities, forms) for name, entry in content["slots"].items()}
    slots |= {name: Slot(name, "any", influences=False, mappings=()) for name in (REQUESTED_SLOT, SESSION_METADATA)}
    return Domain(
        intents,
        entities,
        slots,
        {name: tuple(form["required_slots"]) for name, form in forms.items()},
        {name: tuple(as_list(form.get("ignored_intents"))) for name, form in forms.items()},
        {
            name: tuple(_mappings_as_text(slots[slot] for slot in form["required_slots"]))
            for name, form in forms.items()
        },
        frozenset(content["actions"]),
        {name: _response(name, variations) for name, variations in content["responses"].items()},
        content,
    )


def read_fallback(config: Entry) -> str:
    """Return the action for a situation that no rule knows, from the content of ``config.yml``."""
    (policy,) = config["policies"]
    known = {"name", "core_fallback_threshold", "core_fallback_action_name", "enable_fallback_prediction"}
    only_keys(policy, known, "policy")
    require(policy["name"] == "RulePolicy" and policy["enable_fallback_prediction"], f"policy {policy['name']}")
    return str(policy["core_fallback_action_name"])


def read_rules(contents: Iterable[Entry]) -> list[Entry]:
    """Return the rules of these files; their steps are read by ``rules``."""
    rules: list[Entry] = []
    for content in contents:
        only_keys(content, {"version", "rules"}, "file of rules")
        rules += content["rules"]
    return rules
