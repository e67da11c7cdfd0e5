"""Entities as the trained model finds them, with the knowledge store's real vocabulary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine import model as engine_model
from bot.engine.nlu.entities import GermanEntityExtractor
from bot.engine.nlu.entity_reader import MOST_NAMES, NAMES
from bot.engine.nlu.spacy_names import ENTITY_NAMES
from german.vocabulary import Vocabulary

Parse = Callable[[str], dict[str, Any]]
Found = dict[str, Any]

TUTTLINGEN = {"name": "Tuttlingen", "ids": ["kreis-tuttlingen"], "ask_back": False}
KARLSRUHE = {"name": "Karlsruhe", "ids": ["kreis-karlsruhe-stadt", "kreis-karlsruhe-land"], "ask_back": True}


def some(low: float | None, high: float | None) -> dict[str, float | None]:
    return {"low": low, "high": high}


def place(name: str, region_id: str) -> dict[str, Any]:
    return {"name": name, "ids": [region_id], "ask_back": False}


PIECES = ["in", "Ulm", "45", "Leute", ",", "@", ".", "07", "+49", "€", "Mio", "Umsatz", "KI", "a@b.de", "Zuschuss"]
SENTENCES: list[tuple[str, Found]] = [
    # Sizes and sums
    ("Wir sind 45 Leute", {"company_size": some(45, 45)}),
    ("10 bis 49 Beschäftigte", {"company_size": some(10, 49)}),
    ("mindestens 250 Beschäftigte", {"company_size": some(250, None)}),
    ("Bei uns arbeiten keine zehn Menschen", {"company_size": some(None, 9)}),
    ("gut ein Dutzend Mitarbeiter", {"company_size": some(12, 15)}),
    ("Wir haben 1.250 Mitarbeitende", {"company_size": some(1250, 1250)}),
    ("Textilbetrieb von der Alb, 60 Mann", {"sector": "textil", "company_size": some(60, 60)}),
    ("45", {"number": some(45, 45)}),
    ("knapp zweihundert", {"number": some(180, 200)}),
    ("Das Angebot liegt bei 60.000 Euro", {"number": some(60_000, 60_000)}),
    ("Umsatz 9,5 Mio", {"turnover": some(9_500_000, 9_500_000)}),
    ("Unser Jahresumsatz liegt zwischen 5 und 8 Millionen", {"turnover": some(5_000_000, 8_000_000)}),
    (
        "Jahresumsatz rund 12,4 Mio €, 85 MA",
        {"turnover": some(12_400_000, 12_400_000), "company_size": some(85, 85)},
    ),
    ("Am 07.11.2026 ist unser Tag der offenen Tür", {}),
    # Places
    (
        "Wir sitzen im Schwarzwald-Baar-Kreis",
        {"place": place("Schwarzwald-Baar-Kreis", "kreis-schwarzwald-baar-kreis")},
    ),
    ("Ich komme aus dem Raum Freudenstadt", {"place": place("Freudenstadt", "kreis-freudenstadt")}),
    ("Firma in Friedrichshaven", {"place": place("Friedrichshafen", "kreis-bodenseekreis")}),
    ("wir sind in singen", {"place": place("Singen", "kreis-konstanz")}),
    ("Auf der Betriebsfeier singen wir gern", {}),
    ("maschinenbau in karlsruhe", {"sector": "maschinenbau", "place": KARLSRUHE}),
    ("Wir sitzen in Berlin", {"outside_state": {"name": "Berlin"}}),
    # Sectors, topics, goals
    ("Wir stellen Spritzgussteile her", {"sector": "kunststoff"}),
    ("wir sind aus Rottweil und machen Drehteile", {"place": place("Rottweil", "kreis-rottweil"), "sector": "metall"}),
    ("Unsere Schreinerei will weg vom Papier", {"sector": "holz", "topic": "digitalisierung"}),
    ("Nis2 macht uns Sorgen", {"topic": "it_sicherheit", "term": "nis-2"}),
    ("Wir haben Fachkräftemangel", {"topic": "fachkraefte_arbeit"}),
    (
        "Retrofit an vier Karusselldrehmaschinen",
        {"topic": "retrofit_migration", "term": "retrofit", "number": some(4, 4)},
    ),
    (
        "Wir wollen KI in der Qualitätsprüfung einsetzen",
        {"topic": "ki_daten", "term": "kuenstliche-intelligenz", "stage": "implement"},
    ),
    ("Wir suchen Partner für ein Projekt zur Datenauswertung", {"goal": "partner", "topic": "ki_daten"}),
    ("Wer gibt uns einen Zuschuss?", {"goal": "funding"}),
    # What is only named to be rejected
    ("60 Leute, nicht 45 Leute", {"company_size": some(60, 60)}),
    ("nicht 45 Leute, sondern 60", {"company_size": some(60, 60)}),
    ("nein, 60, nicht 45", {"number": some(60, 60)}),
    ("nicht in Tuttlingen, sondern in Karlsruhe", {"place": KARLSRUHE}),
    ("Karlsruhe war falsch, wir sind in Tuttlingen", {"place": TUTTLINGEN}),
    ("keinen Zuschuss, sondern einen Kurs", {"goal": "training"}),
    # Contact details
    ("Schreiben Sie an k.maier@maier-drehteile.de", {"email": "k.maier@maier-drehteile.de"}),
    ("einkauf+anfrage@mail.huber.co.uk, bitte", {"email": "einkauf+anfrage@mail.huber.co.uk"}),
    ("Meine Durchwahl ist +49 (7461) 9876-54", {"phone": "+49 (7461) 9876-54"}),
    ("Tel. 0731 / 45 67 890", {"phone": "0731 / 45 67 890"}),
    # Reference codes
    ("Mein Kennzeichen lautet lt 7k3m 9qxc p", {"reference_code": "LT-7K3M-9QXC-P"}),
    ("LT-2345-6789-A aus Tuttlingen", {"reference_code": "LT-2345-6789-A", "place": TUTTLINGEN}),
    ("Stand von LT-7K3M-9QXC-W?", {"reference_code": "LT-7K3M-9QXC-W"}),
    ("Unsere 7K3M9QXC-P-Maschine mit 3 Achsen", {"number": some(3, 3)}),
    # Everything at once
    (
        "Wir sind ein Maschinenbauer mit 45 Leuten in Tuttlingen und wollen alte Drehmaschinen ans Netz bringen, "
        "gibt es da Geld?",
        {
            "sector": "maschinenbau",
            "company_size": some(45, 45),
            "place": TUTTLINGEN,
            "topic": "retrofit_migration",
            "goal": "funding",
            "stage": "implement",
        },
    ),
    (
        "Medizintechnik, Tuttlingen, 60 MA, suchen Fördermittel für KI-gestützte Sichtprüfung, Tel. 07461 123456",
        {
            "sector": "medizintechnik",
            "place": TUTTLINGEN,
            "company_size": some(60, 60),
            "goal": "funding",
            "topic": "ki_daten",
            "term": "kuenstliche-intelligenz",
            "phone": "07461 123456",
        },
    ),
    ("Grüß Gott zusammen", {}),
    ("???", {}),
]


def read(parse: Parse, text: str) -> list[dict[str, Any]]:
    """What our own rules find; what spaCy adds depends on what is installed."""
    return [entity for entity in parse(text)["entities"] if entity["entity"] not in ENTITY_NAMES.values()]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_it_finds_what_a_visitor_says(parse: Parse, text: str, expected: Found) -> None:
    entities = read(parse, text)
    assert {entity["entity"]: entity["value"] for entity in entities} == expected
    assert len(entities) == len(expected)


ENTRIES: list[tuple[str, str, list[str]]] = [
    ("Gilt ZIM auch für uns?", "program", ["zim"]),
    ("gibt es den zim-antrag noch", "program", ["zim"]),
    ("Läuft INVEST-BW noch?", "program", ["invest-bw-innovation"]),
    ("Wie hoch ist die Forschungszulgae?", "program", ["forschungszulage"]),
    ("Was kostet die KI-Campus Anmeldung", "course", ["ki-campus"]),
    ("unsere Maschinen können opc-ua", "term", ["opc-ua"]),
    ("OPCUA", "term", ["opc-ua"]),
    ("Was ist ein Digitaler Zwiling?", "term", ["digitaler-zwilling"]),
    ("mit digitalen Zwillingen", "term", ["digitaler-zwilling"]),
    ("ZIM, Invest BW und nochmal zim", "program", ["zim", "invest-bw-innovation"]),
    ("500 ml Kühlschmierstoff", "term", []),
    ("kontakt@retrofit-zim.de", "program", []),
]


@pytest.mark.parametrize(("text", "name", "expected"), ENTRIES)
def test_it_finds_programmes_courses_and_terms_by_name(parse: Parse, text: str, name: str, expected: list[str]) -> None:
    assert [entity["value"] for entity in parse(text)["entities"] if entity["entity"] == name] == expected


def test_an_entity_stands_where_it_was_said(parse: Parse) -> None:
    text = "Guten Tag, wir sitzen in Tuttlingen und sind 45 Leute"
    found = {entity["entity"]: text[entity["start"] : entity["end"]] for entity in read(parse, text)}
    assert found == {"place": "Tuttlingen", "company_size": "45"}


def test_an_address_says_nothing_of_place_and_sector(parse: Parse) -> None:
    (entity,) = read(parse, "Meine Adresse: einkauf@maschinenbau-ulm.de")
    assert entity["entity"] == "email"


def test_a_button_s_entity_is_taken_as_it_is(parse: Parse) -> None:
    (entity,) = parse('/inform{"topic": "it_sicherheit"}')["entities"]
    assert (entity["entity"], entity["value"]) == ("topic", "it_sicherheit")


@pytest.fixture(scope="module")
def extractor(model: Path) -> GermanEntityExtractor:
    """An extractor with the vocabulary that the session's model was trained with."""
    vocabulary = Vocabulary.from_json(engine_model.vocabulary_path().read_text(encoding="utf-8"))
    return GermanEntityExtractor({}, None, None, vocabulary)


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=120) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_entities_lie_within_the_text_in_order(extractor: GermanEntityExtractor, text: str) -> None:
    entities = extractor.extract(text)
    starts = [entity["start"] for entity in entities]
    assert starts == sorted(starts)
    assert all(0 <= entity["start"] < entity["end"] <= len(text) for entity in entities)
    found = [(entity["entity"], entity["value"]) for entity in entities]
    assert all(found.count(one) == 1 for one in found)
    names = [name for name, _ in found if name not in NAMES]
    assert len(names) == len(set(names))


def test_a_message_names_few_entries(extractor: GermanEntityExtractor) -> None:
    vocabulary = Vocabulary.from_json(engine_model.vocabulary_path().read_text(encoding="utf-8"))
    everything = ", ".join(keyword.phrase for name in NAMES for keyword in vocabulary.keywords[name])
    assert sum(entity["entity"] in NAMES for entity in extractor.extract(everything)) == MOST_NAMES


def trainable(folder: Path, vocabulary: Path) -> tuple[GermanEntityExtractor, LocalModelStorage, Resource]:
    storage, resource = LocalModelStorage(folder), Resource("entities")
    context = ExecutionContext(GraphSchema({}))
    return GermanEntityExtractor.create({"vocabulary": str(vocabulary)}, storage, resource, context), storage, resource


def test_the_vocabulary_travels_inside_the_model(model: Path, tmp_path: Path) -> None:
    vocabulary = tmp_path / "vocabulary.json"
    vocabulary.write_bytes(engine_model.vocabulary_path().read_bytes())
    trained, storage, resource = trainable(tmp_path, vocabulary)
    trained.train(TrainingData())
    vocabulary.unlink()
    loaded = GermanEntityExtractor.load({}, storage, resource, ExecutionContext(GraphSchema({})))
    text = "Gießerei in Aalen, 80 Leute, sucht einen Zuschuss für Retrofit"
    assert loaded.extract(text) == trained.extract(text)
    assert [entity["entity"] for entity in loaded.extract(text)] == [
        "sector",
        "place",
        "company_size",
        "goal",
        "topic",
        "term",
    ]


def test_training_without_a_vocabulary_fails_and_says_how_to_write_it(tmp_path: Path) -> None:
    missing = tmp_path / "vocabulary.json"
    extractor, *_ = trainable(tmp_path, missing)
    with pytest.raises(RasaException, match=r"is missing: write it with '.*-m knowledge vocabulary"):
        extractor.train(TrainingData())


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"places": [], "keywords": []}', b"\xff\xfe"])
def test_training_with_a_broken_vocabulary_fails_and_says_how_to_write_it_anew(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "vocabulary.json"
    broken.write_bytes(content)
    extractor, *_ = trainable(tmp_path, broken)
    with pytest.raises(RasaException, match=r"cannot be used \(.+\): write it with '.*-m knowledge vocabulary"):
        extractor.train(TrainingData())
