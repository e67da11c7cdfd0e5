import unicodedata

import pytest

from german.places import Gazetteer, PlaceMention, PlaceName

NAMES = [
    PlaceName("Tuttlingen", "schwarzwald-baar-heuberg"),
    PlaceName("Villingen-Schwenningen", "schwarzwald-baar-heuberg"),
    PlaceName("Schwenningen", "schwarzwald-baar-heuberg"),
    PlaceName("St. Georgen im Schwarzwald", "schwarzwald-baar-heuberg"),
    PlaceName("Schwarzwald-Baar-Kreis", "schwarzwald-baar-heuberg"),
    PlaceName("Rottweil", "schwarzwald-baar-heuberg"),
    PlaceName("Stuttgart", "region-stuttgart"),
    PlaceName("Vaihingen an der Enz", "region-stuttgart"),
    PlaceName("Vaihingen", "region-stuttgart", ask_back=True),
    PlaceName("Weil der Stadt", "region-stuttgart"),
    PlaceName("Kirchheim/Teck", "region-stuttgart"),
    PlaceName("Geislingen", "region-stuttgart"),
    PlaceName("Geislingen", "neckar-alb"),
    PlaceName("Geislingen", "neckar-alb"),
    PlaceName("Ettlingen", "mittlerer-oberrhein"),
    PlaceName("Weil", "hochrhein-bodensee"),
    PlaceName("Singen", "hochrhein-bodensee"),
    PlaceName("Aach", "hochrhein-bodensee", ask_back=True),
    PlaceName("Wehr", "hochrhein-bodensee"),
    PlaceName("Steinen", "hochrhein-bodensee"),
    PlaceName("Kandern", "hochrhein-bodensee"),
    PlaceName("Zell im Wiesental", "hochrhein-bodensee"),
    PlaceName("Rot am See", "heilbronn-franken"),
    PlaceName("Rot", "donau-iller"),
    PlaceName("Ulm", "donau-iller"),
    PlaceName("Engen", "hochrhein-bodensee"),
    PlaceName("Calw", "nordschwarzwald"),
    PlaceName("Nagold", "nordschwarzwald"),
    PlaceName("Gerlingen", "region-stuttgart"),
    PlaceName("Süßen", "region-stuttgart"),
    PlaceName("Überlingen", "bodensee-oberschwaben"),
    PlaceName("Bisingen", "neckar-alb"),
    PlaceName("Bösingen", "schwarzwald-baar-heuberg"),
    PlaceName("…", "nirgendwo"),
]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(NAMES)


def names(gazetteer: Gazetteer, text: str) -> list[str]:
    return [mention.name for mention in gazetteer.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wir sitzen in Tuttlingen.", ["Tuttlingen"]),
        ("wir sitzen in tuttlingen", ["Tuttlingen"]),
        ("TUTTLINGEN", ["Tuttlingen"]),
        ("Raum Stuttgart", ["Stuttgart"]),
        ("im Kreis Tuttlingen", ["Tuttlingen"]),
        ("Landkreis Rottweil", ["Rottweil"]),
        ("in der Nähe von Rottweil", ["Rottweil"]),
        ("Region um Ulm", ["Ulm"]),
        ("zwischen Rottweil und Tuttlingen", ["Rottweil", "Tuttlingen"]),
        # spelling of the same name
        ("Villingen-Schwenningen", ["Villingen-Schwenningen"]),
        ("Villingen Schwenningen", ["Villingen-Schwenningen"]),
        ("villingen – schwenningen", ["Villingen-Schwenningen"]),
        ("Villingen, Schwenningen", ["Schwenningen"]),
        ("Sankt Georgen im Schwarzwald", ["St. Georgen im Schwarzwald"]),
        ("St.Georgen im Schwarzwald", ["St. Georgen im Schwarzwald"]),
        ("Kirchheim (Teck)", ["Kirchheim/Teck"]),
        ("Ueberlingen", ["Überlingen"]),
        ("ÜBERLINGEN", ["Überlingen"]),
        ("im Schwarzwald-Baar-Kreis", ["Schwarzwald-Baar-Kreis"]),
        # the longest name
        ("Vaihingen an der Enz", ["Vaihingen an der Enz"]),
        ("Vaihingen", ["Vaihingen"]),
        ("Rot am See", ["Rot am See"]),
        ("Weil der Stadt", ["Weil der Stadt"]),
        ("Zell im Wiesental", ["Zell im Wiesental"]),
    ],
)
def test_it_finds_a_place(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    assert names(gazetteer, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tutlingen", ["Tuttlingen"]),
        ("Tuttlngen", ["Tuttlingen"]),
        ("Tuttlinegn", ["Tuttlingen"]),
        ("wir kommen aus tutlingen", ["Tuttlingen"]),
        ("in Stutgard", ["Stuttgart"]),
        ("Stuttgard", ["Stuttgart"]),
        ("Rotweil", ["Rottweil"]),
        ("Vilingen Schwenningen", ["Villingen-Schwenningen"]),
        ("Uberlingen", ["Überlingen"]),
        ("bei Nagolt", ["Nagold"]),
        # inflected
        ("Tuttlinger Betrieb", ["Tuttlingen"]),
        ("Stuttgarter Raum", ["Stuttgart"]),
        ("Stuttgarts Norden", ["Stuttgart"]),
    ],
)
def test_it_forgives_typos(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    assert names(gazetteer, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "der tutlingen",  # neither large nor announced
        "Wir liefern in geringen Mengen",  # lower case among nouns
        "in geringen mengen",  # a word that resembles a place
        "bei Kindern",
        "Stutgard",  # two typos, not announced
        "Nagalt",  # two typos in a short name
        "Calf",  # too short for typos
        "Ulms",
        "Bei",
        "Unsere Leistungen",
        "In " + "T" * 100,
    ],
)
def test_it_does_not_guess(gazetteer: Gazetteer, text: str) -> None:
    assert names(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("weil wir gern singen", []),
        ("Weil wir nichts wissen", []),
        ("Wir singen", []),
        ("in engen Räumen", []),
        ("rot lackierte Teile aus Steinen", ["Steinen"]),
        ("mit süßen Steinen", []),
        ("zur Wehr", []),
        ("in Singen", ["Singen"]),
        ("aus singen", ["Singen"]),
        ("Kreis Wehr", ["Wehr"]),
        ("Raum Engen", ["Engen"]),
        ("Wir sind bei Aach", ["Aach"]),
        ("in der Nähe von Weil", ["Weil"]),
        ("in Calw", ["Calw"]),
        ("Calw", ["Calw"]),
        ("90 Leute, Singen.", ["Singen"]),
        ("Singen", ["Singen"]),
        ("90 Leute, singen.", []),
        ("Wir sind 90 Singen", []),
    ],
)
def test_an_ordinary_word_is_a_place_only_after_a_cue_or_alone(
    gazetteer: Gazetteer, text: str, expected: list[str]
) -> None:
    assert names(gazetteer, text) == expected


def test_a_name_of_several_places_gives_all_their_regions(gazetteer: Gazetteer) -> None:
    text = "Wir sind in Geislingen daheim"
    assert gazetteer.find(text) == [
        PlaceMention(12, 22, "Geislingen", "Geislingen", ("region-stuttgart", "neckar-alb"), ask_back=True)
    ]


def test_a_name_may_ask_back_on_its_own(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Vaihingen")[0].ask_back
    assert not gazetteer.find("Vaihingen an der Enz")[0].ask_back


def test_a_typo_between_two_places_asks_back(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("in Basingen") == [
        PlaceMention(3, 11, "Basingen", "Bisingen", ("neckar-alb",), ask_back=False)
    ]
    (mention,) = Gazetteer([PlaceName("Bisingen", "neckar-alb"), PlaceName("Busingen", "hochrhein")]).find(
        "in Bosingen"
    )
    assert mention.region_ids == ("neckar-alb", "hochrhein")
    assert mention.ask_back


def test_offsets_point_into_the_text_as_it_was_given(gazetteer: Gazetteer) -> None:
    text = unicodedata.normalize("NFD", "Nähe Über\u00adlingen, Villingen\u2011Schwenningen")
    mentions = gazetteer.find(text)
    assert [mention.name for mention in mentions] == ["Überlingen", "Villingen-Schwenningen"]
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)


def test_without_names_nothing_is_found() -> None:
    assert Gazetteer([]).find("in Tuttlingen") == []
