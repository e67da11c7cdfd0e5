import pytest

from german.analysis import stem
from german.compounds import CompoundSplitter

_WORDS = (
    "digitalisierung praemie maschine maschinenbau foerderung schulung termin kurs sicherheit netz norm rente "
    "geld weiterbildung gutschein alte laser umati beratung projekt kunde"
)
WORDS = _WORDS.split(" ")


@pytest.fixture(scope="module")
def splitter() -> CompoundSplitter:
    return CompoundSplitter(WORDS, stem)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("digitalisierungspraemie", ["digitalisierung", "praemie"]),
        ("digitalisierungspraemien", ["digitalisierung", "praemie"]),
        ("weiterbildungsgutscheine", ["weiterbildung", "gutschein"]),
        ("kundenprojekt", ["kunde", "projekt"]),
        # an unknown modifier
        ("drehmaschinen", ["maschine"]),
        ("altmaschine", ["maschine"]),
        ("abendkurs", ["kurs"]),
        # an unknown head
        ("maschinenpark", ["maschine"]),
        ("foerderdschungel", ["foerderung"]),
        ("sicherheitsluecke", ["sicherheit"]),
        # both
        ("werkzeugmaschinenhersteller", ["maschine"]),
        # parts of parts
        ("sondermaschinenbau", ["maschinenbau", "maschine"]),
        # three known parts
        ("kundenberatungstermin", ["kunde", "beratung", "termin"]),
    ],
)
def test_it_finds_the_known_parts(splitter: CompoundSplitter, word: str, parts: list[str]) -> None:
    assert splitter.split(word) == tuple(map(stem, parts))


@pytest.mark.parametrize(
    "word",
    [
        "maschine",
        "maschinen",
        "schulungen",
        "kurs",
        "konkurs",
        "konkurrenten",
        "transparenten",
        "vernetzung",
        "normalerweise",
        "ausbildung",
        "eisenkunderei",
        "aufgeblasen",
        "pneumatische",
        "geldern",
        "4.0",
        "a",
        "",
    ],
)
def test_it_leaves_other_words_alone(splitter: CompoundSplitter, word: str) -> None:
    assert splitter.split(word) == ()


def test_short_words_and_codes_are_no_parts() -> None:
    assert CompoundSplitter(["bau", "erp", "nis2", "4.0"], stem).split("bauerpnis2") == ()


def test_the_known_way_through_a_word_wins_over_the_unknown() -> None:
    splitter = CompoundSplitter(["steuer", "steuerung", "ungeheuer", "technik"], stem)
    assert splitter.split("steuerungstechnik") == (stem("steuerung"), stem("technik"))
