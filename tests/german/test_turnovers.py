import pytest

from german.number_pieces import Pieces
from german.numbers import Numbers, find_turnovers

Bounds = tuple[float | None, float | None]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5 Mio Umsatz", 5e6, 5e6),
        ("5 Mio. € Umsatz", 5e6, 5e6),
        ("2,3 Mio. Euro Jahresumsatz", 2.3e6, 2.3e6),
        ("1.5 Mio Umsatz", 1.5e6, 1.5e6),
        ("5 Millionen Euro im Jahr Umsatz", 5e6, 5e6),
        ("Umsatz von 12 Millionen", 12e6, 12e6),
        ("Unser Umsatz liegt bei ca. 5 Millionen Euro", 5e6, 5e6),
        ("Umsatz: ca. 3,5 Mio. EUR", 3.5e6, 3.5e6),
        ("Umsatz 2024: 5 Mio", 5e6, 5e6),
        ("Jahresumsatz 500.000 €", 500_000, 500_000),
        ("Jahresumsatz € 500.000", 500_000, 500_000),
        ("Umsatz 800 Euro", 800, 800),
        ("Umsatz rund 750000", 750_000, 750_000),
        ("500k Umsatz", 500_000, 500_000),
        ("500 T€ Umsatz", 500_000, 500_000),
        ("unter 2 Mio Umsatz", None, 1_999_999),
        ("10 bis 15 Mio € Umsatz", 10e6, 15e6),
        ("Wir setzen 12 Millionen um", 12e6, 12e6),
        ("Wir setzen im Jahr 12 Mio. Euro um", 12e6, 12e6),
        ("Wir haben 3 Mio umgesetzt", 3e6, 3e6),
        ("minus 3 Mio. Umsatz", -3e6, -3e6),
        ("Umsatz: -3 Mio €", -3e6, -3e6),
        ("-500000 Umsatz", -500_000, -500_000),
    ],
)
def test_it_reads_a_turnover_in_euros(text: str, low: float | None, high: float | None) -> None:
    assert [(mention.low, mention.high) for mention in find_turnovers(text)] == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "45 Leute",
        "5 Mio Euro Investition",
        "Umsatz stieg um 20 Prozent",
        "Umsatz stieg um 20 %",
        "Umsatz mit 30.000 Mitarbeitern",
        "Umsatz mit 45 Teilen",
        "Umsatzsteuer 500 Euro",
        "Umsatz ist geheim. 5 Mio Euro kostet die Maschine",
        "5 Mio kostet die Halle, Umsatz",
        "5 Mio für den Umsatz",
        "Umsatz seit 1985",
        "Wir setzen auf 12 Millionen Daten",
        "Wir setzen auf KI",
        "Umsatz",
        "im Jahr pro Jahr netto im Jahr Umsatz",
        "",
    ],
)
def test_it_reads_no_turnover(text: str) -> None:
    assert find_turnovers(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 Mio Umsatz und 2 Mio Gewinn", ["5 Mio"]),
        ("45 Leute und 5 Mio Umsatz", ["5 Mio"]),
        ("Umsatz: ca. 3,5 Mio. EUR mit 30 Mitarbeitern", ["ca. 3,5 Mio"]),
        ("Umsatz 5 Mio, Umsatz 6 Mio", ["5 Mio", "6 Mio"]),
        ("Umsatz, also Jahresumsatz 5 Mio", ["5 Mio"]),
        ("Umsatz Umsatz 5 Mio", ["5 Mio"]),
    ],
)
def test_it_takes_the_number_that_belongs_to_the_word(text: str, expected: list[str]) -> None:
    mentions = find_turnovers(text)
    assert [mention.text for mention in mentions] == expected
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)


@pytest.mark.parametrize(
    ("text", "turnover", "balance"),
    [
        ("Bilanzsumme 8 Mio.", [], [8e6]),
        ("Bilanzsumme 8 Mio Umsatz 12 Mio", [12e6], [8e6]),
        ("Umsatz 12 Mio, Bilanzsumme 8 Mio, 49 Leute", [12e6], [8e6]),
        ("8 Mio Bilanzsumme und 12 Mio Umsatz", [12e6], [8e6]),
        ("Jahresbilanzsumme von 4,5 Millionen Euro", [], [4.5e6]),
        ("Bilanzsumme", [], []),
    ],
)
def test_the_balance_sheet_total_is_no_turnover(text: str, turnover: list[float], balance: list[float]) -> None:
    numbers = Numbers(Pieces(text))
    assert [mention.high for mention in numbers.turnovers()] == turnover
    assert [mention.high for mention in numbers.balances()] == balance
