import unicodedata

import pytest

from german.analysis import Analyser
from german.keywords import Keyword, KeywordMatcher, KeywordMention

TOPICS = {
    "retrofit": ["nachrüsten", "alte Maschine", "Maschine ans Netz", "Maschine vernetzen", "Retrofit"],
    "digitalisierung": ["Digitalisierung", "digitalisieren", "papierlos", "ERP"],
    "ki": ["KI", "künstliche Intelligenz", "Daten auswerten", "vorausschauende Wartung"],
    "sicherheit": ["IT-Sicherheit", "gehackt", "NIS-2", "Sicherheit"],
    "einstieg": ["Industrie 4.0", "irgendwas mit Digitalisierung", "wo anfangen", "Fachkräfte"],
    "weiterbildung": ["Weiterbildung", "schulen", "Kurs", "Partner finden"],
    "partner": ["Partner", "Zulieferer finden"],
    "nichts": ["und so", "und", ""],
}
KEYWORDS = [Keyword(concept, phrase) for concept, phrases in TOPICS.items() for phrase in phrases]


@pytest.fixture(scope="module")
def matcher() -> KeywordMatcher:
    return KeywordMatcher(KEYWORDS, Analyser(keyword.phrase for keyword in KEYWORDS))


def found(matcher: KeywordMatcher, text: str) -> list[tuple[str, str]]:
    return [(mention.concept, mention.text) for mention in matcher.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wir wollen mehr Digitalisierung", [("digitalisierung", "Digitalisierung")]),
        ("DIGITALISIERUNGEN", [("digitalisierung", "DIGITALISIERUNGEN")]),
        ("Digitalisierungsprämie", [("digitalisierung", "Digitalisierungsprämie")]),
        ("Wir nutzen ki und ERP-Software", [("ki", "ki"), ("digitalisierung", "ERP")]),
        ("Kurse", [("weiterbildung", "Kurse")]),
        ("Abendkurs", [("weiterbildung", "Abendkurs")]),
        ("Wo soll man anfangen?", [("einstieg", "anfangen")]),
        # phrases
        ("unsere alten Maschinen", [("retrofit", "alten Maschinen")]),
        ("unsere alten Drehmaschinen", [("retrofit", "alten Drehmaschinen")]),
        ("Maschinen, die schon ganz alt sind", [("retrofit", "Maschinen, die schon ganz alt")]),
        ("Die Maschinen sollen endlich alle ans Netz", [("retrofit", "Maschinen sollen endlich alle ans Netz")]),
        ("Maschinenvernetzung", [("retrofit", "Maschinenvernetzung")]),
        ("IT-Sicherheit", [("sicherheit", "IT-Sicherheit")]),
        ("Sicherheit der IT", [("sicherheit", "Sicherheit der IT")]),
        ("nis 2 und Industrie 4.0", [("sicherheit", "nis 2"), ("einstieg", "Industrie 4.0")]),
        ("Künstlicher Intelligenz gehört viel", [("ki", "Künstlicher Intelligenz")]),
        # typos
        ("Digitalisirung", [("digitalisierung", "Digitalisirung")]),
        ("Digitalisirungen", [("digitalisierung", "Digitalisirungen")]),
        ("Weiterbidlung", [("weiterbildung", "Weiterbidlung")]),
        ("gehakct", [("sicherheit", "gehakct")]),
        ("Fackräfte", [("einstieg", "Fackräfte")]),
    ],
)
def test_it_finds_concepts(matcher: KeywordMatcher, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(matcher, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Maschine",
        "alte Pläne für ganz andere, größere, bessere Maschinen",
        "gepackt",  # a word of its own, not a misspelt "gehackt"
        "Kurt",  # too short for typos
        "Xigitalisierung",  # the first letter is no typo
        "Digitaliiieerung",
        "Hochschulen",  # a verb is no part of a noun
        "und so weiter",
        "Z" * 100,
        "",
    ],
)
def test_it_does_not_guess(matcher: KeywordMatcher, text: str) -> None:
    assert found(matcher, text) == []


def test_mentions_of_one_concept_that_overlap_are_one(matcher: KeywordMatcher) -> None:
    text = "wollen alte Drehmaschinen ans Netz bringen"
    assert matcher.find(text) == [KeywordMention(7, 34, "alte Drehmaschinen ans Netz", "retrofit", "Maschine ans Netz")]


def test_mentions_of_one_concept_apart_stay_apart(matcher: KeywordMatcher) -> None:
    assert found(matcher, "Digitalisierung, papierlos") == [
        ("digitalisierung", "Digitalisierung"),
        ("digitalisierung", "papierlos"),
    ]


def test_a_word_of_two_concepts_is_a_mention_of_both() -> None:
    keywords = [Keyword("a", "Weiterbildung"), Keyword("b", "Weiterbildung")]
    matcher = KeywordMatcher(keywords, Analyser())
    assert [mention.concept for mention in matcher.find("Weiterbildungen")] == ["a", "b"]
    assert matcher.best("Weiterbildung") == "a"


def test_a_phrase_that_is_said_twice_is_found_twice(matcher: KeywordMatcher) -> None:
    text = "alte Maschine hier. Dort steht noch ein Werk mit Halle und Lager, Hof, Tor, Zaun: alte Maschine"
    assert found(matcher, text) == [("retrofit", "alte Maschine"), ("retrofit", "alte Maschine")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Digitalisierung und KI", "digitalisierung"),
        ("Irgendwas mit Digitalisierung", "einstieg"),
        ("Partner", "partner"),
        ("Ansprechpartner für KI", "ki"),
        ("Ansprechpartner", "partner"),
        ("Kurs und Sicherheit", "sicherheit"),
        ("KI KI KI Weiterbildung", "weiterbildung"),
        ("Guten Tag", None),
        ("", None),
    ],
)
def test_the_best_concept_is_the_one_for_which_most_speaks(
    matcher: KeywordMatcher, text: str, expected: str | None
) -> None:
    assert matcher.best(text) == expected


def test_mentions_are_ranked_by_their_concept_and_then_by_place(matcher: KeywordMatcher) -> None:
    mentions = matcher.ranked("KI, Weiterbildung, wieder KI")
    assert [(mention.concept, mention.start) for mention in mentions] == [("weiterbildung", 4), ("ki", 0), ("ki", 26)]


def test_offsets_point_into_the_text_as_it_was_given(matcher: KeywordMatcher) -> None:
    text = unicodedata.normalize("NFD", "künst\u00adliche Intelli\u200bgenz nach\u00adrüsten")
    mentions = matcher.find(text)
    assert [mention.concept for mention in mentions] == ["ki", "retrofit"]
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)


def test_without_keywords_nothing_is_found() -> None:
    matcher = KeywordMatcher([], Analyser())
    assert matcher.find("Digitalisierung") == []
    assert matcher.best("Digitalisierung") is None
