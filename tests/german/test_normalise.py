import unicodedata

import pytest

from german.normalise import clean, fold, normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  viel   Platz\t hier\n", "viel Platz hier"),
        ("50–60 — ja‑nein − 3", "50-60 - ja-nein - 3"),
        ("„Gut“ sagt ‚sie‘, »ja« und ›nein‹", "\"Gut\" sagt 'sie', \"ja\" und 'nein'"),
        ("geht’s", "geht's"),
        ("４５\u3000Ｌｅｕｔｅ！", "45 Leute!"),
        ("Digi\u00adtali\u200bsierung\ufeff", "Digitalisierung"),
        ("1\u00a0200", "1 200"),
        (unicodedata.normalize("NFD", "Prüfstände"), "Prüfstände"),
        ("u\u200b\u0308ber", "über"),
        ("", ""),
    ],
)
def test_it_unifies_characters_and_blanks(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FÖRDERUNG", "foerderung"),
        (unicodedata.normalize("NFD", "Förderung"), "foerderung"),
        ("Foerderung", "foerderung"),
        ("Straße, STRASSE, STRAẞE", "strasse, strasse, strasse"),
        ("Übermäßige Größe", "uebermaessige groesse"),
        ("Café à la Škoda", "cafe a la skoda"),
        ("İzmir", "izmir"),
        ("ＫＩ", "ki"),
        ("NIS–2", "nis-2"),
        ("\u1e9b", "\u017f"),
        ("Plain  ASCII\n", "plain ascii"),
    ],
)
def test_it_folds_for_comparison(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_cleaning_keeps_line_breaks_and_runs_of_blanks() -> None:
    assert clean("Grüße\n\n  M\u200bax – ") == "Grüße\n\n  Max - "


def test_every_single_character_is_folded_once_and_for_all() -> None:
    text = " ".join(f"a{chr(code)}b" for code in range(0x20000))
    assert fold(fold(text)) == fold(text)
    assert normalise(normalise(text)) == normalise(text)
