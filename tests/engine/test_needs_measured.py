"""How it is measured what a first message tells, and that this checkout's model has not fallen behind."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent

from bot.engine.evaluation import accepted, command, needs, sets
from bot.engine.evaluation.first_message import SlotFilling
from bot.engine.evaluation.intent_metrics import Scores
from bot.engine.evaluation.needs import ALL, FILLED, Need, load, measure, plain
from bot.engine.evaluation.sets import SetError
from bot.engine.evaluation.understanding import Understanding, by_agent

TODAY = date(2026, 11, 25)
MAPPINGS: dict[str, list[dict[str, Any]]] = {
    "goal": [
        {"type": "from_intent", "intent": "seek_funding", "value": "funding"},
        {"type": "from_entity", "entity": "goal", "intent": ["state_need"], "conditions": [{"active_loop": None}]},
        {"type": "from_intent", "intent": "deny", "value": "unknown", "conditions": [{"active_loop": "need_form"}]},
        {"type": "from_text"},
    ],
    "topic": [{"type": "from_entity", "entity": "topic", "not_intent": "ask_question"}],
}
FILLING = SlotFilling(MAPPINGS, threshold=0.4, ambiguity=0.05)


def understood(intent: str, confidence: float = 0.9, lead: float = 0.8, **entities: Any) -> Understanding:
    found = tuple({"entity": name, "value": value} for name, value in entities.items())
    return Understanding(intent, confidence, lead, found)


@pytest.mark.parametrize(
    ("said", "goals"),
    [
        (understood("seek_funding"), {"goal": "funding"}),
        (understood("seek_funding", goal="training"), {"goal": "funding"}),
        (understood("state_need", goal="training"), {"goal": "training"}),
        (understood("seek_funding", 0.3, goal="training"), {}),
        (understood("seek_funding", 0.9, 0.01), {}),
        (understood("deny", goal="training"), {}),
        (
            understood("state_need", goal="training", second_goal="funding"),
            {"goal": "training", "second_goal": "funding"},
        ),
        (
            understood("seek_funding", goal="training", second_goal="funding"),
            {"goal": "funding", "second_goal": "training"},
        ),
        (understood("seek_funding", goal="funding", second_goal="funding"), {"goal": "funding"}),
    ],
)
def test_a_goal_comes_from_the_intent_or_an_entity(said: Understanding, goals: dict[str, str]) -> None:
    assert FILLING.read(said) == goals


def test_all_else_is_read_whatever_the_intent_but_filled_as_the_domain_says() -> None:
    said = understood("ask_question", topic="recht", stage="inform")
    assert FILLING.read(said) == {"topic": "recht", "stage": "inform"}
    assert FILLING.filled(said) == {"stage": "inform"}


def test_values_are_compared_as_the_file_has_them() -> None:
    slots = {
        "company_size": {"low": 45.0, "high": None},
        "place": {"name": "Ulm", "ids": ["kreis-ulm"], "ask_back": False},
        "outside_state": {"name": "Bayern"},
        "topic": "recht",
        "email": "a@b.example",
    }
    assert plain(slots) == {
        "topic": "recht",
        "company_size": [45, None],
        "place": ["kreis-ulm"],
        "outside_state": "Bayern",
    }


def test_a_wrong_value_counts_against_precision_and_recall() -> None:
    said = {
        "a": understood("seek_funding", topic="recht"),
        "b": understood("ask_question", topic="recht"),
        "c": understood("ask_question", stage="inform"),
    }
    gold = [Need("a", {"goal": "funding", "topic": "recht"}), Need("b", {"topic": "standards"}), Need("c", {})]
    rows = {row.name: row for row in measure(said.__getitem__, gold, FILLING)}
    assert rows["goal"] == Scores("goal", 1, 1.0, 1.0, 1.0)
    assert rows["topic"] == Scores("topic", 2, 0.5, 0.5, 0.5)
    assert rows["stage"] == Scores("stage", 0, 0.0, 0.0, 0.0)
    assert rows[ALL] == Scores(ALL, 3, 2 / 4, 2 / 3, 4 / 7)
    assert rows[FILLED] == Scores(FILLED, 3, 2 / 3, 2 / 3, 4 / 6)
    assert "sector" not in rows


def written(folder: Path, text: str) -> Path:
    path = folder / "needs.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_year_of_foundation_becomes_an_age(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "development: [{text: a, slots: {age: {founded: 2019}}}]\n"
        "held_out: [{text: b, slots: {age: {founded: 2026}}}]\n",
    )
    assert load(path, TODAY) == {
        "development": [Need("a", {"age": [6, 7]})],
        "held_out": [Need("b", {"age": [0, 0]})],
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[", "needs.yml: "),
        ("- text: a", "expected development and held_out"),
        ("development: [a]\nheld_out: []", "development 1: expected a text and its slots"),
        ("development: []\nheld_out: [{text: a, slot: {}}]", "held_out 1: expected a text and its slots"),
        ("development: []\nheld_out: [{text: a, slots: {size: 1}}]", "held_out 1: unknown slot 'size'"),
    ],
)
def test_a_broken_file_names_the_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SetError, match=message):
        load(written(tmp_path, text), TODAY)


def test_the_needs_are_a_hundred_and_stand_nowhere_else() -> None:
    parts = needs.load(needs.path(), TODAY)
    texts = [sets.plain(need.text) for part in parts.values() for need in part]
    assert [len(part) for part in parts.values()] == [40, 60]
    assert len(set(texts)) == len(texts)
    others = [*sets.training_examples(), *sets.example_set("development"), *sets.example_set("held_out")]
    assert not set(texts) & {sets.plain(example.text) for example in others}


def test_the_needs_are_still_read(agent: Agent) -> None:
    today = date.today()  # noqa: DTZ011 - the day that the model's reader goes by
    rows = command.measure_needs(by_agent(agent), command.configured_gate(), today)["held_out"]
    found = next(row.f1 for row in rows if row.name == ALL)
    before = accepted.accepted()["needs_f1"]
    assert found >= before - accepted.TOLERANCE, (
        f"slot F1 is {found:.3f} and was {before:.3f}: 'make evaluate' shows what was lost"
    )
