"""The interpreter goes through Lotse's conversations as Rasa does.

``tests/engine/test_stories.py`` runs the same conversations with Rasa.
"""

import copy
from typing import Any

import pytest

from tests.simulation.dialogue import Dialogue
from tests.simulation.rules import Rules
from tests.simulation.specification import ROOT, Entry, UnsupportedError, read_domain, read_rules, read_yaml
from tests.simulation.stories import compare, stories

RULES = ROOT / "bot" / "data" / "rules"


@pytest.fixture(scope="module")
def shared() -> Dialogue:
    return Dialogue()


@pytest.mark.parametrize("story", list(stories()), ids=lambda story: story["story"])
def test_a_conversation_goes_as_written(shared: Dialogue, story: Entry) -> None:
    expected, predicted = compare(story, shared.rules, shared.domain)
    assert predicted == expected


def test_another_conversation_does_not(shared: Dialogue) -> None:
    story = {"story": "Nobody starts over", "steps": [{"intent": "start_over"}, {"action": "utter_wait"}]}
    assert compare(story, shared.rules, shared.domain)[1][0] == "action_forget_all"


@pytest.mark.parametrize(
    ("part", "entry"),
    [
        ("slots", {"new": {"type": "float", "influence_conversation": False, "mappings": []}}),
        ("slots", {"new": {"type": "any", "mappings": []}}),
        ("slots", {"new": {"type": "text", "mappings": [{"type": "from_trigger_intent", "value": 1}]}}),
        ("slots", {"new": {"type": "text", "mappings": [{"type": "from_entity", "entity": "topic", "role": "x"}]}}),
        ("slots", {"new": {"type": "text", "mappings": [{"type": "from_entity", "entity": "nowhere"}]}}),
        ("slots", {"new": {"type": "text", "mappings": [{"type": "custom", "action": "action_x"}]}}),
        ("forms", {"new": {"required_slots": [], "something": 1}}),
        ("responses", {"utter_new": [{"text": "x", "condition": []}]}),
        ("responses", {"utter_new": [{"text": "x", "buttons": [{"title": "x", "payload": '/inform{"a": "b"}'}]}]}),
        ("config", {"store_entities_as_slots": True}),
    ],
)
def test_what_the_interpreter_does_not_know_in_the_domain_is_refused(part: str, entry: dict[str, Any]) -> None:
    content = copy.deepcopy(read_yaml(ROOT / "domain.yml"))
    read_domain(content)
    content[part] |= entry
    with pytest.raises(UnsupportedError):
        read_domain(content)


@pytest.mark.parametrize(
    "rule",
    [
        {"rule": "x", "steps": [{"intent": "unheard"}, {"action": "utter_greet"}]},
        {"rule": "x", "steps": [{"intent": "greet"}, {"action": "utter_nothing"}]},
        {"rule": "x", "steps": [{"intent": "greet"}, {"action": "utter_greet"}], "conversation_start": True},
        {"rule": "x", "steps": [{"intent": "greet", "entities": ["nowhere"]}, {"action": "utter_greet"}]},
        {"rule": "x", "steps": [{"intent": "greet", "user": "Hallo"}, {"action": "utter_greet"}]},
        {"rule": "x", "steps": [{"checkpoint": "greet"}]},
        {"rule": "x", "steps": [{"or": [{"slot_was_set": [{"goal": 1}]}]}]},
        {"rule": "x", "steps": [{"slot_was_set": [{"nothing": 1}]}, {"action": "utter_greet"}]},
        {"rule": "a greeting answered in two ways", "steps": [{"intent": "greet"}, {"action": "utter_goodbye"}]},
        {
            "rule": "a form that runs again at once",
            "condition": [{"active_loop": "need_form"}],
            "steps": [{"intent": "greet"}, {"action": "need_form"}],
        },
    ],
)
def test_what_the_interpreter_does_not_know_in_rules_is_refused(shared: Dialogue, rule: Entry) -> None:
    entries = read_rules(read_yaml(file) for file in sorted(RULES.glob("*.yml")))
    with pytest.raises((UnsupportedError, ValueError)):
        Rules([*entries, rule], shared.domain, "action_unexpected")
