"""What a first message tells of a need, read with the knowledge store's real vocabulary at a fixed date."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.engine import model as engine_model
from bot.engine.nlu.entity_reader import EntityReader
from german.vocabulary import Vocabulary

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def reader(model: Path) -> EntityReader:
    """A reader with the vocabulary that the session's model was trained with."""
    vocabulary = Vocabulary.from_json(engine_model.vocabulary_path().read_text(encoding="utf-8"))
    return EntityReader(vocabulary, lambda: TODAY)


def values(reader: EntityReader, text: str, *names: str) -> dict[str, Any]:
    """Return the entities of these names by name; bounds as (low, high)."""
    found = {entity["entity"]: entity["value"] for entity in reader.read(text) if entity["entity"] in names}
    return {
        name: (value["low"], value["high"]) if isinstance(value, dict) and "low" in value else value
        for name, value in found.items()
    }


FUNDED: list[tuple[str, dict[str, str]]] = [
    # What money is to pay is no need of its own.
    ("Zuschuss für Beratung", {"goal": "funding", "purpose": "advice"}),
    ("Wie läuft das mit dem Zuschuss für Weiterbildung?", {"goal": "funding", "purpose": "training"}),
    ("Schulung für unsere Meister, gibt es dafür Geld?", {"goal": "funding", "purpose": "training"}),
    ("Kann man eine Beratung fördern lassen?", {"goal": "funding", "purpose": "advice"}),
    ("Zuschuss für Rechner", {"goal": "funding", "purpose": "investment"}),
    ("Fördermittel, um einen Prototyp zu bauen", {"goal": "funding", "purpose": "research"}),
    ("Gibt es Fördermittel?", {"goal": "funding"}),
    # Two needs
    (
        "Zuschuss für neue Sensoren und einen Kurs für die Meister",
        {"goal": "funding", "purpose": "investment", "second_goal": "training"},
    ),
    ("Wir brauchen eine Beratung. Außerdem suchen wir Fördermittel.", {"goal": "advice", "second_goal": "funding"}),
    ("Suchen Partner, außerdem eine Schulung", {"goal": "partner", "second_goal": "training"}),
    ("Förderung und Kurs und Beratung", {"goal": "funding", "second_goal": "training"}),
    # Others
    ("Beratung zu Zuschüssen", {"goal": "advice"}),
    ("keine Förderung, sondern ein Kurs", {"goal": "training"}),
    ("keine Förderung", {"goal": "funding"}),
    ("Bitte Informationen zum Kurs", {"goal": "training"}),
    ("für Beratung", {"goal": "advice", "purpose": "advice"}),
    ("Investition in eine Anlage", {"purpose": "investment"}),
    ("Wir möchten eine Anlage kaufen und suchen noch einen Hersteller", {}),
    ("Forschungszulage", {}),
    ("Guten Tag", {}),
]


@pytest.mark.parametrize(("text", "expected"), FUNDED)
def test_one_need_is_told_from_two(reader: EntityReader, text: str, expected: dict[str, str]) -> None:
    assert values(reader, text, "goal", "second_goal", "purpose") == expected


TOPICS: list[tuple[str, dict[str, str]]] = [
    ("Retrofit/Sensoren", {"topic": "retrofit_migration"}),
    ("Wir sind Werkzeugbauer und wollen unsere Maschinen überwachen", {"topic": "retrofit_migration"}),
    ("Sensordaten auswerten", {"topic": "ki_daten"}),
    (
        "Fördermittel für Retrofit. Außerdem eine Beratung zu Datenschutz",
        {"topic": "retrofit_migration", "second_topic": "datenschutz"},
    ),
    ("Förderung und eine Beratung zu Datenschutz", {"topic": "datenschutz"}),
    ("Fördermittel für Retrofit und einen Kurs dazu", {"topic": "retrofit_migration"}),
    ("Förderung für Retrofit, Ransomware und Datenschutz", {"topic": "datenschutz"}),
]


@pytest.mark.parametrize(("text", "expected"), TOPICS)
def test_each_need_has_its_topic(reader: EntityReader, text: str, expected: dict[str, str]) -> None:
    assert values(reader, text, "topic", "second_topic") == expected


FACTS: list[tuple[str, dict[str, Any]]] = [
    ("0 Mitarbeiter", {"company_size": (0, 0)}),
    ("Wir haben eine Million Mitarbeiter", {"company_size": (1_000_000, 1_000_000)}),
    ("-5 Leute", {"company_size": (-5, -5)}),
    ("Mitarbeiter: -5", {"company_size": (-5, -5)}),
    ("minus 3 Mio. Umsatz", {"turnover": (-3e6, -3e6)}),
    ("Bilanzsumme 8 Mio., Umsatz 12 Mio.", {"balance": (8e6, 8e6), "turnover": (12e6, 12e6)}),
    ("gegründet 2019", {"age": (6, 7)}),
    ("Wir sind ein Start-up mit 6 Leuten", {"age": (0, 5), "company_size": (6, 6)}),
    ("Wir sitzen in München", {"outside_state": {"name": "Bayern"}}),
    ("Neu-Ulm", {"outside_state": {"name": "Bayern"}}),
    ("Wir liefern nach Bayern", {}),
    ("Wir wissen nicht, wo anfangen", {"stage": "inform"}),
    ("Bitte eine Bestandsaufnahme in unserem Betrieb", {"stage": "analyse"}),
    ("Wir wollen ein MES einführen", {"stage": "implement"}),
    ("Kurs für Azubis", {"audience": "apprentices"}),
    ("für unsere Azubis", {"audience": "apprentices"}),
    ("Wir suchen dringend Facharbeiter", {}),
]


@pytest.mark.parametrize(("text", "expected"), FACTS)
def test_facts_are_taken_as_they_are_said(reader: EntityReader, text: str, expected: dict[str, Any]) -> None:
    names = ("company_size", "turnover", "balance", "age", "outside_state", "place", "stage", "audience")
    assert values(reader, text, *names) == expected
