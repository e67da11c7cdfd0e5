from datetime import date

import pytest

from german.cues import find_cues
from german.number_pieces import Pieces
from german.numbers import NumberMention, Numbers

TODAY = date(2026, 11, 25)


def ages(text: str, today: date = TODAY) -> list[NumberMention]:
    pieces = Pieces(text)
    return Numbers(pieces).ages(find_cues(pieces), today)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("gegründet 2019", 6, 7),
        ("Wir haben uns 2019 gegründet", 6, 7),
        ("Gründung im Jahr 1962", 63, 64),
        ("im März 2026 gegründet", 0, 0),
        ("Die Firma gibt es seit 1950", 75, 76),
        ("Seit 2021 am Markt", 4, 5),
        ("seit 2019", 6, 7),
        ("Wir sind seit drei Jahren am Markt", 3, 3),
        ("seit drei Jahren", 3, 3),
        ("Unser Betrieb besteht seit über 50 Jahren", 51, None),
        ("Wir haben vor zwei Jahren gegründet", 2, 2),
        ("vor acht Monaten gegründet", 0, 0),
        ("vor 18 Monaten gegründet", 1, 1),
        ("vor unter 18 Monaten gegründet", None, 1),
        ("Unsere Firma ist vier Jahre alt", 4, 4),
        ("Neugründung, drei Leute", 0, 1),
        ("Wir sind ein Start-up aus Ulm", 0, 5),
        ("junges Unternehmen", 0, 5),
    ],
)
def test_it_reads_how_old_a_company_is(text: str, low: float | None, high: float | None) -> None:
    assert [(mention.low, mention.high) for mention in ages(text)][:1] == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "Die Maschine läuft seit 20 Jahren",
        "Unsere Maschinen sind 15 Jahre alt",
        "Seit 2021 nutzen wir ERP",
        "Baujahr 1987",
        "Wir haben 2030 gegründet",
        "Wir sind kein Start-up",
        "Gibt es etwas für Start-ups?",
        "Wir haben gegründet. Das war eine Fräse von 1987",
        "vor drei Jahren",
        "Er ist seit 20 Jahren bei uns",
        "Auf einer der Fräsen in der alten Halle steht 1987 drauf und sie ist von einem Händler gegründet",
        "45 Leute",
        "",
    ],
)
def test_other_years_are_no_age_of_the_company(text: str) -> None:
    assert ages(text) == []


def test_a_year_counts_to_the_day_that_is_given() -> None:
    (mention,) = ages("gegründet 2019", date(2020, 1, 1))
    assert (mention.low, mention.high, mention.text) == (0, 1, "2019")
