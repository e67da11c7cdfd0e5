import pytest

from german.spelling import Speller

SPELLER = Speller({"foerderung": 5, "forderung": 5, "kurs": 9, "kosten": 2, "kasten": 7, "maschine": 3, "osten": 9})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("foerdrung", "foerderung"),  # a letter too few
        ("foerderrung", "foerderung"),  # one too many
        ("maschiene", "maschine"),
        ("msachine", "maschine"),  # swapped
        ("maschie", "maschine"),
        ("fuerderumg", "foerderung"),  # two typos in a long word
        ("kusr", "kurs"),
    ],
)
def test_a_misspelt_word_becomes_the_nearest_known_one(written: str, meant: str) -> None:
    assert SPELLER.correct(written) == meant


def test_among_equally_near_words_the_first_letter_and_then_the_commonest_decide() -> None:
    assert SPELLER.correct("kesten") == "kasten"
    assert SPELLER.correct("kostn") == "kosten"


@pytest.mark.parametrize("written", ["foerderung", "kur", "fahrrad", "k2rs", "", "x" * 10_000, "maschienenn"])
def test_what_is_known_short_far_off_or_no_word_stays(written: str) -> None:
    assert SPELLER.correct(written) == written


def test_knowing_nothing_it_corrects_nothing() -> None:
    assert Speller({}).correct("maschiene") == "maschiene"
