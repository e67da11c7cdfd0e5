"""What the trained model makes of sentences that it has never seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.utils.io import read_yaml_file

from bot.engine import model as engine_model

Parse = Callable[[str], dict[str, Any]]

SENTENCES: dict[str, list[str]] = read_yaml_file(engine_model.ROOT / "tests" / "engine" / "sentences.yml")
LEAST_ACCURACY = 0.70
LONG = 10_000


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def test_no_sentence_stands_in_the_training_data() -> None:
    training = load_data(str(engine_model.ROOT / "bot" / "data" / "nlu"))
    known = {plain(example.get("text", "")) for example in training.training_examples}
    assert known
    assert not [text for texts in SENTENCES.values() for text in texts if plain(text) in known]


def test_every_intent_has_sentences_of_its_own() -> None:
    domain = read_yaml_file(engine_model.ROOT / "domain.yml")
    assert SENTENCES.keys() == {name for intent in domain["intents"] for name in intent}
    assert sum(len(texts) for texts in SENTENCES.values()) >= 60


def test_it_understands_most_of_what_it_has_never_seen(parse: Parse) -> None:
    said = [(intent, text) for intent, texts in SENTENCES.items() for text in texts]
    mistaken = [
        f"{intent}: {text} -> {understood}"
        for intent, text in said
        if (understood := parse(text)["intent"]["name"]) != intent
    ]
    accuracy = 1 - len(mistaken) / len(said)
    print(f"{accuracy:.3f} of {len(said)}", *mistaken, sep="\n")  # noqa: T201 - shown when the test fails
    assert accuracy >= LEAST_ACCURACY


def test_it_knows_a_question_for_a_term(parse: Parse) -> None:
    assert parse("Was ist eigentlich RAMI 4.0?")["intent"]["name"] == "ask_definition"


def test_it_knows_a_need_that_is_told_in_one_sentence(parse: Parse) -> None:
    understood = parse(
        "Wir sind ein Maschinenbauer mit 45 Leuten in Tuttlingen und wollen alte Drehmaschinen ans Netz bringen, "
        "gibt es da Geld?"
    )
    entities = {entity["entity"]: entity["value"] for entity in understood["entities"]}
    assert understood["intent"]["name"] in {"seek_funding", "state_need", "inform"}
    assert entities["company_size"] == {"low": 45, "high": 45}
    assert entities["place"]["ids"] == ["kreis-tuttlingen"]
    assert (entities["topic"], entities["goal"], entities["sector"]) == (
        "retrofit_migration",
        "funding",
        "maschinenbau",
    )


@pytest.mark.parametrize(
    "text", ["?", "???", "…", ".", "!!!", "🙂", "🙂🙂🙂", "👨‍👩‍👧‍👦", "\u200b", "\x00", "\u0301"], ids=ascii
)
def test_it_does_not_pretend_to_understand_what_has_no_words(parse: Parse, text: str) -> None:
    understood = parse(text)
    assert understood["intent"]["name"] == "nlu_fallback"
    assert understood["entities"] == []


@pytest.mark.parametrize(
    "piece",
    [
        "a", "ß", "1", ".", "@", "-", " ", "\n", "\x00", "\u0301", "a\u0301", "\u202e", "🙂", "👨‍👩‍👧",
        "1 ", "1.", "1.000.", "0 ", "+49", "0049 ", "zwei", "hundert", "ein Dutzend ", "von 1 bis ", "Mio ",
        "45 Leute ", "a@", "a.", "@a.", "a@a.", "in ", "Bad ", "Sankt ", "Villingen-", "Maschinenbau", "KI ", "alte ",
        "Digitalisierungs", "*innen", "{", '{"a":', "[", "](", "${", "%s", "<b>", "\\", "'; DROP TABLE events; --",
    ],
    ids=ascii,
)  # fmt: skip
def test_it_survives_ten_thousand_characters_of_anything(parse: Parse, piece: str) -> None:
    text = (piece * LONG)[: LONG - 1] + "x"
    assert parse(text)["intent"]["name"]
