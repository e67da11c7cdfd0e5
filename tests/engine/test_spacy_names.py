"""Names of companies, persons and places by the rules that work without a spaCy package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.constants import SPACY_DOCS
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.nlu.spacy_names import MOST_NAMES, SpacyNameExtractor
from german.keywords import Keyword
from german.places import PlaceName
from german.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    places=tuple(PlaceName(name, "x") for name in ("Ulm", "Tuttlingen", "Schwarzwald-Baar-Kreis", "Singen")),
    keywords={
        "program": (Keyword("zim", "ZIM"), Keyword("invest", "Invest BW")),
        "course": (Keyword("campus", "KI-Campus"),),
        "term": (Keyword("ki", "KI"),),
        "sector": (Keyword("metall", "Drehteile"),),
        "goal": (Keyword("funding", "Geld"),),
    },
)
NOT_INSTALLED = "de_no_such_package_sm"
PIECES = ["Firma", "Maier", "GmbH", "&", "Co.", "KG", "Herr", "Dr.", "Huber", "in", "Ulm", ",", ".", "ZIM", "e.K.", "!"]


def extractor(folder: Path) -> SpacyNameExtractor:
    vocabulary = folder / "vocabulary.json"
    vocabulary.write_text(VOCABULARY.to_json(), encoding="utf-8")
    config = {"model": NOT_INSTALLED, "vocabulary": str(vocabulary)}
    context = ExecutionContext(GraphSchema({}))
    return SpacyNameExtractor.create(config, LocalModelStorage(folder), Resource("names"), context)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> SpacyNameExtractor:
    """An extractor, trained and loaded again without the vocabulary's file."""
    folder = tmp_path_factory.mktemp("names")
    resource = extractor(folder).train(TrainingData())
    (folder / "vocabulary.json").unlink()
    context = ExecutionContext(GraphSchema({}))
    return SpacyNameExtractor.load({"model": NOT_INSTALLED}, LocalModelStorage(folder), resource, context)


def process(extractor: SpacyNameExtractor, text: str, *known: dict[str, Any]) -> Message:
    message = Message({TEXT: text, ENTITIES: list(known)})
    extractor.process([message])
    return message


def names(extractor: SpacyNameExtractor, text: str, *known: dict[str, Any]) -> list[tuple[str, str]]:
    found = process(extractor, text, *known).get(ENTITIES)[len(known) :]
    return [(entity["entity"], entity["value"]) for entity in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # companies by their legal form
        ("Wir sind die Maier Drehteile GmbH & Co. KG", [("company", "Maier Drehteile GmbH & Co. KG")]),
        ("die Maier-Drehteile gmbh", [("company", "Maier-Drehteile gmbh")]),
        ("Müller + Söhne OHG", [("company", "Müller + Söhne OHG")]),
        ("J. Schmalz GmbH", [("company", "J. Schmalz GmbH")]),
        ("Max Moser e.K., seit 1990", [("company", "Max Moser e.K.")]),
        # and after a cue
        ("Ich komme von der Firma Kern & Liebers", [("company", "Kern & Liebers")]),
        ("Firma: Huber GmbH", [("company", "Huber GmbH")]),
        ("Fa. Huber", [("company", "Huber")]),
        # persons after a cue
        ("Mein Name ist Anna Weber", [("person", "Anna Weber")]),
        ("Frau Müller von der Firma Kern", [("person", "Müller"), ("company", "Kern")]),
        ("Herr Dr. Klaus von der Tann", [("person", "Klaus von der Tann")]),
        # places
        ("Werke in Ulm und im Schwarzwald-Baar-Kreis", [("location", "Ulm"), ("location", "Schwarzwald-Baar-Kreis")]),
        ("wir sind in tuttlingen", [("location", "tuttlingen")]),
    ],
)
def test_it_finds_names(trained: SpacyNameExtractor, text: str, expected: list[tuple[str, str]]) -> None:
    assert names(trained, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "eine GmbH & Co. KG",
        "Rechtsform GmbH",
        "unsere GmbH",
        "die SE",
        "Firma in der Nähe",
        "ZIM, Invest BW, KI und KI-Campus",
        "Geld für Drehteile",
        "Auf der Feier singen wir",
        "???",
        "",
    ],
)
def test_it_does_not_guess(trained: SpacyNameExtractor, text: str) -> None:
    assert names(trained, text) == []


def test_a_place_that_is_known_is_not_named_again(trained: SpacyNameExtractor) -> None:
    place = {"entity": "place", "start": 3, "end": 6, "value": {}}
    button = {"entity": "place", "value": "kreis-tuttlingen"}
    assert names(trained, "In Ulm und Tuttlingen", place, button) == [("location", "Tuttlingen")]


def test_nothing_is_named_in_an_address(trained: SpacyNameExtractor) -> None:
    address = "Firma@Maier-GmbH.de"
    assert names(trained, address, {"entity": "email", "start": 0, "end": len(address), "value": address}) == []


def test_a_name_stands_where_it_was_said(trained: SpacyNameExtractor) -> None:
    text = "Hier Firma Maier GmbH aus Ulm"
    entities = process(trained, text).get(ENTITIES)
    assert [text[entity["start"] : entity["end"]] for entity in entities] == ["Maier GmbH", "Ulm"]
    assert {entity["extractor"] for entity in entities} == {"SpacyNameExtractor"}


def test_what_was_found_before_stays_in_front(trained: SpacyNameExtractor) -> None:
    sector = {"entity": "sector", "start": 0, "end": 9, "value": "metall"}
    assert process(trained, "Drehteile Maier GmbH", sector).get(ENTITIES)[0] == sector


def test_a_message_has_few_names(trained: SpacyNameExtractor) -> None:
    assert len(names(trained, "in Ulm, " * 50)) == MOST_NAMES


def test_the_doc_stays_with_the_message_but_not_in_the_answer(trained: SpacyNameExtractor) -> None:
    message = process(trained, "Maier GmbH in Ulm")
    assert [span.label_ for span in message.get(SPACY_DOCS[TEXT]).ents] == ["ORG", "LOC"]
    assert set(message.as_dict(only_output_properties=True)) == {TEXT, ENTITIES}


def test_a_message_without_text_is_passed_over(trained: SpacyNameExtractor) -> None:
    message = Message({})
    trained.process([message])
    assert message.get(ENTITIES) is None


@pytest.mark.parametrize("mark", [")", "(", '"', "'", "{", "!", "„", "a@", "1.", "https://", "\u0301", "🙂"])
def test_no_run_is_longer_than_its_tokenizer_can_take(trained: SpacyNameExtractor, mark: str) -> None:
    """spaCy takes marks off a run one by one and copies the rest each time."""
    text = f"Maier GmbH {mark * 10_000} in Ulm"
    message = process(trained, text)
    doc = message.get(SPACY_DOCS[TEXT])
    assert len(doc.text) == len(text)
    assert max(map(len, doc.text.split())) <= 100
    assert [(entity["entity"], entity["start"]) for entity in message.get(ENTITIES)] == [
        ("company", 0),
        ("location", len(text) - 3),
    ]


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=120) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_names_lie_within_the_text(trained: SpacyNameExtractor, text: str) -> None:
    found = process(trained, text).get(ENTITIES, [])
    assert all(0 <= entity["start"] < entity["end"] <= len(text) for entity in found)
    assert all(entity["value"] == " ".join(text[entity["start"] : entity["end"]].split()) for entity in found)


def test_before_training_it_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="neither trained nor loaded"):
        process(extractor(tmp_path), "Maier GmbH")


def test_training_without_a_vocabulary_says_how_to_write_it(tmp_path: Path) -> None:
    untrained = extractor(tmp_path)
    (tmp_path / "vocabulary.json").unlink()
    with pytest.raises(RasaException, match=r"is missing: write it with '.*-m knowledge vocabulary"):
        untrained.train(TrainingData())
