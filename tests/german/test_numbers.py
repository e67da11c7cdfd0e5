import unicodedata

import pytest

from german.numbers import NumberMention, find_numbers

Bounds = tuple[float | None, float | None]


def bounds(text: str) -> list[Bounds]:
    return [(mention.low, mention.high) for mention in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("45", 45, 45),
        ("45.", 45, 45),
        ("fünfundvierzig", 45, 45),
        ("Fünfundvierzig", 45, 45),
        ("fuenfundvierzig", 45, 45),
        ("funfundvierzig", 45, 45),
        ("rund hundertzwanzig", 120, 120),
        ("ca. 80", 80, 80),
        ("um die 80", 80, 80),
        ("so um die hundert", 100, 100),
        ("4５", 45, 45),
        # large numbers
        ("1.200", 1200, 1200),
        ("10 000", 10_000, 10_000),
        ("1 200 000 Teile", 1_200_000, 1_200_000),
        ("1\u202f200", 1200, 1200),
        ("1,5 Mio.", 1_500_000, 1_500_000),
        ("1.5 Mio", 1_500_000, 1_500_000),
        ("2.5 Euro", 2.5, 2.5),
        ("2.5 €", 2.5, 2.5),
        ("2 Millionen", 2_000_000, 2_000_000),
        ("5mio", 5_000_000, 5_000_000),
        ("500k", 500_000, 500_000),
        ("500 T€", 500_000, 500_000),
        ("drei hundert tausend", 300_000, 300_000),
        ("anderthalb Millionen", 1_500_000, 1_500_000),
        ("eine halbe Million", 500_000, 500_000),
        ("eine Million", 1_000_000, 1_000_000),
        ("3 Milliarden", 3e9, 3e9),
        # dozens and vague words
        ("ein Dutzend", 12, 12),
        ("Dutzend", 12, 12),
        ("zwei Dutzend", 24, 24),
        ("ein halbes Dutzend", 6, 6),
        ("gut ein Dutzend", 12, 15),
        ("ein gutes Dutzend", 12, 15),
        ("ein knappes Dutzend", 10, 12),
        ("ein paar Dutzend", 24, 60),
        ("mehrere hundert", 200, 500),
        ("einige Dutzend", 24, 60),
        ("eine Handvoll", 3, 6),
        ("Handvoll", 3, 6),
        ("gut 50", 50, 55),
        ("gut 5", 5, 6),
        ("gut 1,5", 1.5, 1.65),
        ("knapp hundert", 90, 100),
        ("fast 200", 180, 200),
        # open bounds
        ("unter 100", None, 99),
        ("weniger als 50", None, 49),
        ("keine 50", None, 49),
        ("unter 1,5", None, 1.5),
        ("bis zu 250", None, 250),
        ("bis 250", None, 250),
        ("max. 30", None, 30),
        ("höchstens 30", None, 30),
        ("nicht mehr als etwa 30", None, 30),
        ("30 oder weniger", None, 30),
        ("über 500", 501, None),
        ("mehr als 500", 501, None),
        ("über 2 Mio.", 2_000_001, None),
        ("mindestens 10", 10, None),
        ("ab 10", 10, None),
        ("50 oder mehr", 50, None),
        ("50+", 50, None),
        # ranges
        ("50–60", 50, 60),
        ("50 - 60", 50, 60),
        ("50 bis 60", 50, 60),
        ("von 50 bis zu 60", 50, 60),
        ("50- bis 60", 50, 60),
        ("zwischen 20 und 30", 20, 30),
        ("zwischen zwanzig und dreißig", 20, 30),
        ("40 oder 50", 40, 50),
        ("20 bis etwa 30", 20, 30),
        ("20 bis maximal 30", 20, 30),
        ("2 bis 3 Millionen", 2_000_000, 3_000_000),
        ("100 bis 2 Tausend", 100, 2000),
        ("zwei bis drei Dutzend", 24, 36),
        ("über 50 bis 60", 61, None),
        ("Halle 3, 120 Teile", 120, 120),
        ("2000 Mitarbeiter", 2000, 2000),
        ("bis 2000 Mitarbeiter", None, 2000),
        ("1900 bis 2000 Mitarbeiter", 1900, 2000),
        ("in 12000 Stück", 12_000, 12_000),
        ("wir fertigen 15000 Bauteile", 15_000, 15_000),
        ("12000", 12_000, 12_000),
        ("§ 5 gilt ab 10", 10, None),
    ],
)
def test_it_reads_a_number(text: str, low: float | None, high: float | None) -> None:
    assert bounds(text) == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "Industrie 4.0",
        "Industrie-4.0-Projekt",
        "RAMI 4.0",
        "Wirtschaft 4.0",
        "NIS-2",
        "NIS 2",
        "NIS2-Richtlinie",
        "Losgröße 1",
        "Losgröße-1-Fertigung",
        "ISO 9001",
        "Artikel 5",
        "§ 5",
        "Nummer eins",
        "Halle 3",
        "Hauptstraße 12",
        "Siemens S7-300",
        "5G",
        "B2B",
        "3D-Druck",
        "5-Achs-Maschine",
        "24/7",
        "50:50",
        "1-2-3",
        # years
        "seit 1985",
        "Baujahr 1998",
        "Maschinen von 1998",
        "1985 gegründet",
        "Juli 2025",
        "von 2024 bis 2026",
        "2024-2026",
        "2024 und 2025",
        # dates and times
        "12.05.2024",
        "2024-05-12",
        "am 3. Mai",
        "am 12. möchten wir",
        "im 3. Quartal",
        "Familienbetrieb, 4. Generation",
        "12. Mai 2024",
        "9 Uhr",
        "8:30 Uhr",
        "8 bis 17 Uhr",
        "8-17 Uhr",
        "1. Förderung\n2. Beratung",
        # contact details
        "07461 123456",
        "+49 7461 123456",
        "max.45@firma45.de",
        "DE89 3704 0044 0532 0130 00",
        "PLZ 78532",
        "78532 Tuttlingen",
        "in 78532 Tuttlingen",
        "betrieb in 78532 tuttlingen",
        "Weg, 78532 Tuttlingen",
        "D-78532 Tuttlingen",
        "1234567890123456",
        # words
        "ein Mann",
        "ein paar",
        "ein gutes Gefühl",
        "über die Firma",
        "zwischen uns",
        "bis zu",
        "rund",
        "",
    ],
)
def test_it_reads_no_number(text: str) -> None:
    assert bounds(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wir haben 3 Standorte und 45 Leute.", [(3, 3), (45, 45)]),
        ("Das ist gut. 45 Leute.", [(45, 45)]),
        ("zwischen 20 Leuten und 30", [(20, 20), (30, 30)]),
        ("zwischen 30 und 20", [(30, 30), (20, 20)]),
        ("60-50", [(60, 60), (50, 50)]),
        ("ein sehr großes Dutzend", [(12, 12)]),
        ("20 oder gar nicht", [(20, 20)]),
        ("ein schönes Dutzend", [(12, 12)]),
        ("20, oder 30", [(20, 20), (30, 30)]),
        ("von 20 auf 45 gewachsen", [(20, 20), (45, 45)]),
        ("rund um die etwa gut knapp 50", [(50, 55)]),
        ("3 1000", [(3, 3), (1000, 1000)]),
        ("1000 200", [(1000, 1000), (200, 200)]),
        ("3,5 und 200.", [(3.5, 3.5), (200, 200)]),
        ("3. 120 Teile", [(120, 120)]),
    ],
)
def test_it_reads_several_numbers(text: str, expected: list[Bounds]) -> None:
    assert bounds(text) == expected


def test_a_mention_covers_the_words_that_change_the_value() -> None:
    text = "Das sind gut ein Dutzend Maschinen."
    assert find_numbers(text) == [NumberMention(9, 24, "gut ein Dutzend", 12, 15)]


def test_offsets_point_into_the_text_as_it_was_given() -> None:
    text = unicodedata.normalize("NFD", "Höchstens \u200bfünf\u00adzig Stück, 5\u200bmio Hübe")
    mentions = find_numbers(text)
    assert [(mention.low, mention.high) for mention in mentions] == [(None, 50), (5_000_000, 5_000_000)]
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-5", [(-5, -5)]),
        ("minus fünf", [(-5, -5)]),
        ("minus 3 Mio", [(-3e6, -3e6)]),
        ("Temperatur: -20", [(-20, -20)]),
        ("mindestens minus 5", [(-5, None)]),
        ("minus 3 bis 5", [(-5, -3)]),
        ("plus/minus 50", [(50, 50)]),
        ("- 5", [(5, 5)]),
        ("20 -30", [(20, 30)]),
        ("Teil-5 Stück", []),
        ("minus", []),
    ],
)
def test_a_minus_makes_a_number_negative(text: str, expected: list[Bounds]) -> None:
    assert bounds(text) == expected
