"""What the classifier sees of a text, and what it makes of its margins."""

from __future__ import annotations

import asyncio
from typing import Any

import numpy as np
import pytest
from rasa.core.agent import Agent
from scipy.special import softmax

from bot.engine.nlu.features import Reader
from bot.engine.nlu.intents import SHARPNESS_BOUNDS, best_sharpness

READER = Reader({"drehmaschinen": 1, "dreh": 2, "maschinen": 9, "foerderung": 5, "kosten": 1, "kasten": 3})


def word_features(text: str, entities: list[dict[str, Any]]) -> list[str]:
    return READER.words(text, entities)


def test_places_and_numbers_are_known_by_their_kind_only() -> None:
    place = {"entity": "place", "start": 3, "end": 25, "value": {}}
    size = {"entity": "company_size", "start": 0, "end": 2, "value": {}}
    features = word_features("in Villingen-Schwenningen", [place])
    assert "@place" in features
    assert "has:place" in features
    assert not any("villing" in feature for feature in features)
    assert word_features("45 Leute", [size])[:2] == ["@company_size", "leut"]


def test_pairs_know_where_a_text_begins_and_ends() -> None:
    features = word_features("Guten Tag", [])
    assert [feature for feature in features if " " in feature] == ["< gut", "gut tag", "tag >"]


def test_a_misspelt_word_counts_as_the_one_that_was_meant() -> None:
    assert word_features("Drehmaschienen", []) == word_features("Drehmaschinen", [])
    assert READER.letters("Föderung für Drehmschinen?") == "foerderung fuer drehmaschinen?"


def test_compound_parts_count_beside_the_whole() -> None:
    assert {"part:dreh", "part:maschin"} <= set(word_features("Drehmaschinen", []))


def test_a_goal_counts_with_its_value() -> None:
    goal = {"entity": "goal", "start": 0, "end": 8, "value": "funding"}
    assert {"has:goal", "goal:funding"} <= set(word_features("Zuschuss", [goal]))


@pytest.mark.parametrize("name", ["program", "course", "term", "company", "person", "location"])
def test_names_change_nothing(name: str) -> None:
    named = {"entity": name, "start": 0, "end": 8, "value": "retrofit"}
    assert word_features("Retrofit in Ulm", [named]) == word_features("Retrofit in Ulm", [])


def test_umlauts_do_not_matter() -> None:
    assert word_features("Fördermittel für Maschinen", []) == word_features("FOERDERMITTEL FUER MASCHINEN", [])


def test_an_entity_of_a_button_has_no_place_in_the_text() -> None:
    assert word_features("/inform", [{"entity": "place", "value": "kreis-tuttlingen"}])[0] == "inform"


def test_confidences_are_as_sharp_as_the_margins_deserve() -> None:
    targets = np.array([0, 1] * 50)
    margins = np.where(np.eye(2)[targets] == 1, 1.0, -1.0)
    always_right = best_sharpness(margins, targets)
    half_wrong = best_sharpness(margins, np.array([0, 1, 1, 0] * 25))
    assert always_right == pytest.approx(SHARPNESS_BOUNDS[1], rel=0.01)
    assert softmax(half_wrong * margins[0])[0] == pytest.approx(0.5, abs=0.1)


def test_the_same_message_is_always_understood_the_same(agent: Agent) -> None:
    first, second = (asyncio.run(agent.parse_message("Gibt es Geld für alte Fräsmaschinen?")) for _ in range(2))
    assert first["intent_ranking"] == second["intent_ranking"]
    assert first["intent"]["confidence"] <= 1
