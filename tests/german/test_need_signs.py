import pytest

from german.cues import find_cues
from german.need_signs import audience, purposes, stage
from german.number_pieces import Pieces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wir wissen nicht, wo anfangen", "inform"),
        ("Was bringt uns das?", "inform"),
        ("wie steigen wir da am besten ein, keine Ahnung", "inform"),
        ("lohnt sich das für einen kleinen Betrieb?", "inform"),
        ("Ich will mich nur mal informieren", "inform"),
        ("Wo stehen wir eigentlich?", "analyse"),
        ("Wir bräuchten eine Bestandsaufnahme", "analyse"),
        ("Erstellt uns jemand ein Konzept?", "analyse"),
        ("Wir wollen ein MES einführen", "implement"),
        ("Die Presse soll nachgerüstet werden", "implement"),
        ("Mir wellet a neue Fräse kaufa", "implement"),
        ("Wir möchten digitalisieren, stehen aber ganz am Anfang", "inform"),
        ("Wir haben schon ein Konzept und wollen jetzt umsetzen", "implement"),
        ("Wir haben 45 Leute", None),
        ("Suche einen Kurs", None),
        ("", None),
    ],
)
def test_the_stage_is_inferred_from_how_people_speak(text: str, expected: str | None) -> None:
    cue = stage(find_cues(Pieces(text)))
    assert (cue.name if cue else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zuschuss für die Anschaffung einer Maschine", ["investment"]),
        ("Fördergeld für neue Tablets", ["investment"]),
        ("Geld für einen Unternehmensberater", ["advice"]),
        ("Förderung für einen Prototyp", ["research"]),
        ("Zuschuss für die Weiterbildung", ["training"]),
        ("Geld für den Aufbau von einem Netzwerk", ["networking"]),
        ("Läuft Invest BW noch?", []),
        ("Geld für die Personalentwicklung", []),
        ("Wir haben 45 Leute", []),
    ],
)
def test_the_purpose_is_what_money_is_to_pay(text: str, expected: list[str]) -> None:
    assert list(dict.fromkeys(cue.name for cue in purposes(find_cues(Pieces(text))))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kurs für unsere Azubis", "apprentices"),
        ("Schulung für Meister", "skilled_workers"),
        ("Seminar für Führungskräfte", "management"),
        ("Lehrgang für Konstrukteure", "specialists"),
        ("Schulung für alle Mitarbeiter", "everyone"),
        ("Kurs für Azubis und am besten gleich die ganze Belegschaft", "everyone"),
        ("Ich bin Geschäftsführer und suche einen Kurs für Azubis", "apprentices"),
        ("Kurs für Excel", None),
    ],
)
def test_the_audience_are_those_who_are_to_learn(text: str, expected: str | None) -> None:
    cue = audience(find_cues(Pieces(text)))
    assert (cue.name if cue else None) == expected
