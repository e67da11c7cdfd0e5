"""The intent classifier on its own, with very few intents and sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from bot.engine.nlu.intents import LinearIntentClassifier

LETTERS = "abcdefgh"


def message(text: str, intent: str | None = None) -> Message:
    """A message that counts its letters."""
    row = csr_matrix([[float(text.count(letter)) for letter in LETTERS]])
    said = Message({TEXT: text} | ({INTENT: intent} if intent else {}))
    said.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, "letters"))
    return said


def classifier(folder: Path) -> LinearIntentClassifier:
    config = LinearIntentClassifier.get_default_config()
    context = ExecutionContext(GraphSchema({}))
    return LinearIntentClassifier.create(config, LocalModelStorage(folder), Resource("intents"), context)


def training_data(**sentences: list[str]) -> TrainingData:
    return TrainingData([message(text, intent) for intent, texts in sentences.items() for text in texts])


@pytest.mark.parametrize("number", [2, 5, 9])
def test_two_intents_are_told_apart(tmp_path: Path, number: int) -> None:
    subject = classifier(tmp_path)
    subject.train(
        training_data(greet=["a" * n for n in range(1, number + 1)], thank=["b" * n for n in range(1, number + 1)])
    )
    first, second = subject.process([message("aaa"), message("bbb")])
    assert [first.get(INTENT)["name"], second.get(INTENT)["name"]] == ["greet", "thank"]
    confidences = [ranked["confidence"] for ranked in first.get("intent_ranking")]
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1.0)


def test_an_intent_may_have_two_sentences_only(tmp_path: Path) -> None:
    subject = classifier(tmp_path)
    subject.train(
        training_data(greet=["a", "aa"], thank=["b" * n for n in range(1, 10)], deny=["c" * n for n in range(1, 8)])
    )
    (said,) = subject.process([message("aa")])
    assert said.get(INTENT)["name"] == "greet"


@pytest.mark.parametrize(
    ("sentences", "error"),
    [
        ({}, "something to tell apart: 0 intents"),
        ({"greet": ["a", "aa"]}, "something to tell apart: 1 intents"),
        ({"greet": ["a", "aa"], "thank": ["b"], "deny": ["c"]}, "at least 2 training sentences for: deny, thank"),
    ],
)
def test_too_little_to_learn_from_is_told(tmp_path: Path, sentences: dict[str, list[str]], error: str) -> None:
    with pytest.raises(RasaException, match=error):
        classifier(tmp_path).train(training_data(**sentences))
