import pytest

from german.analysis import tokenise
from german.synonyms import Synonyms

SYNONYMS = Synonyms([["Förderung", "Zuschuss", "Geld vom Land"], ["vernetzen", "ans Netz bringen"], ["Zuschuss"]])


@pytest.mark.parametrize("word", ["Förderung", "Foerderungen", "Zuschüsse", "ZUSCHUSS"])
def test_every_member_has_the_concept_of_its_group(word: str) -> None:
    (token,) = tokenise(word)
    assert SYNONYMS.of(token.stem) == "~foerderung"


def test_a_word_of_no_group_has_none() -> None:
    assert SYNONYMS.of("maschin") is None
    assert Synonyms().of("maschin") is None


def test_a_phrase_is_found_with_stop_words_in_between() -> None:
    tokens = tokenise("Wir wollen sie ans Netz bringen, mit Geld vom Land")
    found = [
        ([token.text for token in tokens[place.start : place.stop]], concept)
        for place, concept in SYNONYMS.phrases(tokens)
    ]
    assert found == [(["Netz", "bringen"], "~vernetzen"), (["Geld", "vom", "Land"], "~foerderung")]


def test_words_of_a_phrase_that_do_not_stand_in_a_row_are_none() -> None:
    assert not list(SYNONYMS.phrases(tokenise("Netz und Maschinen bringen")))
