import pytest

from german.cues import find_cues
from german.number_pieces import Pieces
from german.outside_places import inside, is_seat, state_of, with_outside
from german.places import Gazetteer, PlaceName


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    ambiguous = PlaceName("Frankfurt", "kreis-erfunden")
    return with_outside([PlaceName("Ulm", "kreis-ulm"), PlaceName("Ravensburg", "kreis-ravensburg"), ambiguous])


def seats(gazetteer: Gazetteer, text: str) -> list[str]:
    pieces = Pieces(text)
    mentions = [mention for mention in gazetteer.find(text) if not inside(mention)]
    return [state_of(mention) for mention in mentions if is_seat(mention, pieces, find_cues(pieces))]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Wir sitzen in München", "Bayern"),
        ("Firma aus Österreich", "Österreich"),
        ("München", "Bayern"),
        ("zürich", "Schweiz"),
        ("aus Wien", "Österreich"),
        ("Wir sind aus Neu-Ulm", "Bayern"),
        ("Standort Wien, 30 Leute", "Österreich"),
        ("Metallbau, 33 Leute, Kassel", "Hessen"),
        ("Unternehmen mit Sitz in Hamburg", "Hamburg"),
        ("Wir sind in der Nähe von Basel ansässig", "Schweiz"),
        ("Ein Pumpenhersteller aus Regensbrug sucht Förderung", "Bayern"),
    ],
)
def test_a_company_tells_that_it_is_elsewhere(gazetteer: Gazetteer, text: str, state: str) -> None:
    assert seats(gazetteer, text) == [state]


@pytest.mark.parametrize(
    "text",
    [
        "Wir liefern nach Bayern",
        "nach Wien",
        "Unsere Kunden sitzen in Bayern",
        "Wir sitzen in Ulm und haben viele Kunden in der Schweiz",
        "Wir waren auf der Messe in Hannover",
        "Gibt es in Bayern auch so ein Programm wie hier?",
        "Schreiben Sie an info@muenchen.example",
        "Wir sind in Ravensburg",
        "Wir sind in Frankfurt",
        "",
    ],
)
def test_other_places_are_not_where_the_company_is(gazetteer: Gazetteer, text: str) -> None:
    assert seats(gazetteer, text) == []


def test_a_place_inside_keeps_its_region(gazetteer: Gazetteer) -> None:
    assert [inside(mention) for mention in gazetteer.find("Ulm, Neu-Ulm und Frankfurt")] == [
        ["kreis-ulm"],
        [],
        ["kreis-erfunden"],
    ]
