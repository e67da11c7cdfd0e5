import pytest

from german.lexicon import names, phrases, words
from german.normalise import fold


def test_lists_hold_single_folded_words() -> None:
    for name in ("stop_words", "labels", "people", "place_cues", "ordinary_places", "no_typos"):
        assert words(name)
        assert all(word == fold(word) and "," not in word for word in words(name))


def test_phrases_keep_their_words_together() -> None:
    assert ("nicht", "mehr", "als") in phrases("bound.at_most")
    assert ("ca",) in phrases("bound.about")


def test_an_unknown_list_is_an_error() -> None:
    with pytest.raises(KeyError):
        words("no_such_list")


def test_lists_of_one_kind_share_the_beginning_of_their_names() -> None:
    assert {"bound.about", "bound.good", "bound.almost"} <= set(names("bound."))
    assert not names("nothing.")
