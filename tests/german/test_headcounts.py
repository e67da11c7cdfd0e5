import unicodedata

import pytest

from german.numbers import NumberMention, find_headcounts

Bounds = tuple[float | None, float | None]


def bounds(text: str) -> list[Bounds]:
    return [(mention.low, mention.high) for mention in find_headcounts(text)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        # by noun
        ("Maschinenbauer mit 45 Leuten", 45, 45),
        ("120 Mitarbeiter", 120, 120),
        ("120 Mitarbeitende", 120, 120),
        ("45 Mitarbeiterinnen und Mitarbeiter", 45, 45),
        ("45 Mitarbeiter*innen", 45, 45),
        ("50 bis 60 Kolleg:innen", 50, 60),
        ("30 Kollegen", 30, 30),
        ("120 MA", 120, 120),
        ("45MA", 45, 45),
        ("80 Beschäftigte", 80, 80),
        ("80 Angestellte", 80, 80),
        ("25 Köpfe", 25, 25),
        ("12 Mann", 12, 12),
        ("12-Mann-Betrieb", 12, 12),
        ("Zwölf-Mann-Betrieb", 12, 12),
        ("Zwölfmannbetrieb", 12, 12),
        ("zwölfköpfiges Team", 12, 12),
        ("45-köpfiges Team", 45, 45),
        ("250 Personen", 250, 250),
        ("unter 50 Vollzeitstellen", None, 49),
        ("18 Vollzeitkräfte", 18, 18),
        ("30 Produktionsmitarbeiter", 30, 30),
        ("80 fest angestellte Leute", 80, 80),
        ("45 (fest angestellte) Mitarbeiter", 45, 45),
        ("20 Frauen und Männer", 20, 20),
        ("mit unseren gut zwei Dutzend Angestellten", 24, 27),
        ("knapp 200 Leute", 180, 200),
        ("über 500 Mitarbeiter", 501, None),
        ("2000 Mitarbeiter", 2000, 2000),
        # by verb
        ("Wir sind 45", 45, 45),
        ("wir sind 45.", 45, 45),
        ("Wir sind 45 Leute und wollen uns weiterbilden", 45, 45),
        ("Betrieb mit 20 Mitarbeitern sucht Förderung", 20, 20),
        ("Wir suchen Förderung, 30 Mitarbeiter", 30, 30),
        ("Wir sind ein Haufen Schrauber, 90 insgesamt, in Loßburg", 90, 90),
        ("Förderung für einen 20-Mann-Betrieb", 20, 20),
        ("Wir sind aktuell 45 und wachsen", 45, 45),
        ("derzeit sind wir etwa 45", 45, 45),
        ("Wir sind in Summe 45, alle hier", 45, 45),
        ("wir beschäftigen 30", 30, 30),
        ("Wir beschäftigen zur Zeit 30 in der Fertigung", 30, 30),
        ("wir sind zu acht", 8, 8),
        ("Wir sind zu fünft", 5, 5),
        ("Wir arbeiten hier zu zwölft", 12, 12),
        ("wir sind zu fünfzehnt", 15, 15),
        ("wir sind zu zwanzigst", 20, 20),
        ("wir sind zu dreißigst", 30, 30),
        # by noun before the number
        ("Belegschaft von 60", 60, 60),
        ("ein Team aus 12", 12, 12),
        ("Unsere Belegschaft umfasst derzeit 60", 60, 60),
        ("Mitarbeiter: 45", 45, 45),
        ("Mitarbeiterzahl liegt bei rund 80", 80, 80),
        ("Mitarbeiterzahl 80", 80, 80),
        ("Anzahl der Mitarbeiter: 45", 45, 45),
        ("Anzahl Beschäftigte 45", 45, 45),
        ("Zahl der Mitarbeiter 45", 45, 45),
        # alone
        ("Bei uns arbeiten 45, davon 12 Azubis", 45, 45),
        ("45 Leute, zwei davon fehlen", 45, 45),
        ("0 Mitarbeiter", 0, 0),
        ("-5 Leute", -5, -5),
        ("Mitarbeiter: -5", -5, -5),
        ("eine Million Mitarbeiter", 1e6, 1e6),
        ("Ich bin allein", 1, 1),
        ("Bin alleine hier im Büro", 1, 1),
        ("ich arbeite hier alleine.", 1, 1),
        ("Da bin ich allein in der Firma", 1, 1),
        ("Ich bin Einzelunternehmerin", 1, 1),
        ("Solo-Selbstständig", 1, 1),
        ("soloselbständig", 1, 1),
        ("Ein-Mann-Betrieb", 1, 1),
        ("ein Mann Betrieb", 1, 1),
        ("Einmannbetrieb", 1, 1),
        # dialect
        ("mir sen 45 Leit", 45, 45),
        ("Mir san 45", 45, 45),
        ("45 Leut hemmer", 45, 45),
    ],
)
def test_it_reads_how_many_people(text: str, low: float | None, high: float | None) -> None:
    assert bounds(text) == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "Wir arbeiten 40 Stunden",
        "45 Maschinen",
        "45 Jahre alt",
        "Wir sind 45 Kilometer entfernt",
        "wir sind 45 kilometer weg",
        "Wir sind über 100 Jahre alt",
        "Wir sind 3 Firmen",
        "Wir sind zu 50 % ausgelastet",
        "Wir sind 80% fertig",
        "Wir sind 1985 gegründet",
        "Wir sind 24/7 erreichbar",
        "20 % der Mitarbeiter",
        "20 Prozent Mitarbeiter",
        "20 der Leute",
        "3 Maschinen für Mitarbeiter",
        "3 neue große schöne blaue Mitarbeiter",
        "20, Mitarbeiter",
        "20 km mitarbeiter",
        "45 sehr gute, aber",
        "beschäftigt werden hier 30",
        "Unser Team: 5 Themen",
        "wir sind ein Team. 45 ist eine Zahl",
        "die Beschäftigten 45",
        "Mitarbeiter gibt es, 45 Maschinen auch",
        "Das sind 45",
        "Ich bin allein verantwortlich",
        "ich arbeite nicht allein",
        "allein der Preis",
        "Wir kommen zu zweit",
        "wir sind zu spät",
        "Wir sind zu acht Prozent beteiligt",
        "Ein Mann rief an",
        "Kurs für 12 Mitarbeiter",
        "Wir wollen 12 Leute schulen",
        "Bei uns gehen drei Kollegen in Rente",
        "Wir suchen noch zwei Leute",
        "zwei Mann sind krank",
        "Ferienhaus für sechs Personen",
        "Wir kaufen 90 insgesamt",
        "doppelköpfig",
        "",
    ],
)
def test_it_reads_no_people(text: str) -> None:
    assert bounds(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wir haben 30 Beschäftigte, davon 12 in der Fertigung.", ["30"]),
        ("3 Standorte und 45 Leute", ["45"]),
        ("45 Leute und 5 Mio Umsatz", ["45"]),
        ("Wir sind zu acht, mit Aushilfen 12 Leute", ["zu acht", "12"]),
        ("2 zwölf Mitarbeiter", ["zwölf"]),
        ("doch 60 Leute statt 45 Mitarbeiter", ["60", "45"]),
    ],
)
def test_it_leaves_other_numbers_out(text: str, expected: list[str]) -> None:
    assert [mention.text for mention in find_headcounts(text)] == expected


def test_offsets_point_into_the_text_as_it_was_given() -> None:
    text = unicodedata.normalize("NFD", "Wir beschäftigen fünf\u00adzehn Köpfe")
    start = text.index("fu")
    assert find_headcounts(text) == [NumberMention(start, start + 10, text[start : start + 10], 15, 15)]
