import pytest

from german.cues import find_cues
from german.lexicon import names, phrases, words
from german.normalise import fold
from german.number_pieces import Pieces


def found(text: str, group: str) -> list[tuple[str, str]]:
    """Return the cues of a group with their words."""
    pieces = Pieces(text)
    return [
        (cue.name.removeprefix(group), text[pieces[cue.first].start : pieces[cue.last].end])
        for cue in find_cues(pieces)
        if cue.name.startswith(group)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wir wissen nicht, wo wir da anfangen sollen", ("inform", "wo wir da anfangen")),
        ("eine Bestandsaufnahme, bitte", ("analyse", "Bestandsaufnahme")),
        ("ein IT-Sicherheitskonzept", ("analyse", "Sicherheitskonzept")),
        ("Wir möchten eine neue Steuerung einführen", ("implement", "möchten eine neue Steuerung einführen")),
        ("mir wellet des jetzt umsetzen", ("implement", "wellet des jetzt umsetzen")),
    ],
)
def test_it_finds_a_phrase_with_words_in_between(text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text, "stage.")


@pytest.mark.parametrize(
    "text",
    [
        "Wo ist das? Wir anfangen",
        "wo; anfangen",
        "wo eins zwei drei vier fünf sechs sieben acht neun zehn elf anfangen",
        "wo",
        "anfangen wo",
        "",
    ],
)
def test_it_looks_no_further_than_a_sentence_and_a_few_words(text: str) -> None:
    assert found(text, "stage.") == []


def test_words_without_a_gap_have_to_follow_each_other() -> None:
    assert found("Wir haben keine Ahnung", "stage.") == [("inform", "keine Ahnung")]
    assert found("Wir haben keine rechte Ahnung", "stage.") == []


def test_the_lists_are_folded_and_name_only_classes_that_exist() -> None:
    classes = {name.removeprefix("class.") for name in names("class.")}
    assert all(word == fold(word) for name in names("class.") for word in words(name))
    for name in names("cue."):
        for phrase in phrases(name):
            assert phrase
            assert all(word == fold(word) for word in phrase)
            assert {word.strip("<>") for word in phrase if word.startswith("<")} <= classes
            assert phrase[0] not in {"~", ".."}
            assert phrase[-1] not in {"~", ".."}
