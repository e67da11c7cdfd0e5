import threading
import unicodedata

import pytest

from german.analysis import LONGEST_WORD, Analyser, Token, is_stop_word, stem, tokenise


def texts(text: str) -> list[str]:
    return [token.text for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wir machen IT-Sicherheit.", ["Wir", "machen", "IT", "Sicherheit"]),
        ("Industrie 4.0 mit OPC-UA und NIS-2", ["Industrie", "4.0", "mit", "OPC", "UA", "und", "NIS", "2"]),
        ("1,5 Mio. oder 1.200.000,50 €", ["1,5", "Mio", "oder", "1.200.000,50"]),
        ("Wir sind 45. Und Sie?", ["Wir", "sind", "45", "Und", "Sie"]),
        ("5G, B2B, NIS2", ["5G", "B2B", "NIS2"]),
        ("Kolleg*innen, Mitarbeiter:innen, Schüler/-innen", ["Kolleg*innen", "Mitarbeiter:innen", "Schüler/-innen"]),
        ("Mitarbeiter_innen und Berater/in", ["Mitarbeiter_innen", "und", "Berater/in"]),
        ("entweder/oder, Antrag:inhaltlich", ["entweder", "oder", "Antrag", "inhaltlich"]),
        ("ein_unterstrich", ["ein", "unterstrich"]),
        ("geht's", ["geht", "s"]),
        ("Digi\u00adtalisierung\u200b!", ["Digi\u00adtalisierung"]),
        ("?!… –", []),
        ("", []),
    ],
)
def test_it_cuts_text_into_words_and_numbers(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_offsets_point_into_the_text_as_it_was_given() -> None:
    text = unicodedata.normalize("NFD", "Für  die Prü\u200bfstände: 4.0")
    tokens = tokenise(text)
    assert [text[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    assert [token.folded for token in tokens] == ["fuer", "die", "pruefstaende", "4.0"]


def test_an_ending_for_all_genders_disappears_from_the_folded_form() -> None:
    folded = [
        token.folded for token in tokenise("Mitarbeiter*innen Mitarbeiter/-innen Mitarbeiter:in Mitarbeiterinnen")
    ]
    assert folded == ["mitarbeiterinnen", "mitarbeiterinnen", "mitarbeiterin", "mitarbeiterinnen"]


def test_no_letter_folds_to_nothing() -> None:
    assert all(token.folded for token in tokenise(" ".join(map(chr, range(0x20000)))))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("maschine", "maschinen"),
        ("zuschuss", "zuschuesse"),
        ("antrag", "antraege"),
        ("mitarbeiter", "mitarbeiterinnen"),
        ("kurs", "kurse"),
        ("foerderung", "foerderungen"),
        ("alte", "altes"),
    ],
)
def test_forms_of_a_word_share_their_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_what_is_too_long_for_a_word_is_its_own_stem() -> None:
    word = "maschinen" * 10
    assert len(word) > LONGEST_WORD
    assert stem(word) == word


def test_stems_are_the_same_in_every_thread() -> None:
    words = [f"maschine{number}en" for number in range(500)]
    results: list[list[str]] = []
    threads = [threading.Thread(target=lambda: results.append([stem(word) for word in words])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [[stem(word) for word in words]] * 4


def test_stop_words_carry_no_topic() -> None:
    assert all(map(is_stop_word, ("der", "fuer", "wir", "moechte", "nicht")))
    assert not any(map(is_stop_word, ("foerderung", "alt", "machen", "andere", "ki")))


def test_the_analyser_adds_the_parts_of_compounds() -> None:
    analyser = Analyser(["Digitalisierung", "die Prämie für Maschinen"])
    assert analyser.analyse("Digitalisierungsprämie")[0].parts == (stem("digitalisierung"), stem("praemie"))
    assert analyser.analyse("alte Drehmaschinen")[1] == Token(
        "Drehmaschinen", 5, 18, "drehmaschinen", stem("drehmaschinen"), (stem("maschine"),)
    )


def test_without_vocabulary_nothing_is_split() -> None:
    assert Analyser().analyse("Digitalisierungsprämie")[0].parts == ()


def test_what_is_too_long_for_a_word_is_not_split() -> None:
    assert Analyser(["Maschine"]).analyse("maschinen" * 8)[0].parts == ()
