"""What the overlap report finds in training sentences."""

from __future__ import annotations

import pytest

from bot.engine import __main__ as entry
from bot.engine.evaluation import overlap, sets
from bot.engine.evaluation.overlap import Closeness, Conflict, measure, repeated
from bot.engine.evaluation.sets import Example

OIL = [Example(f"Wie ölt man Schrauben {word}?", "ask") for word in ("morgens", "mittags", "abends", "nachts", "oft")]
SELL = [Example(f"Wer kauft mir Federn {word} ab?", "sell") for word in ("billig", "teuer", "gern", "sofort", "bald")]


def test_sentences_that_differ_are_no_conflict() -> None:
    found = measure([*OIL, *SELL])
    assert found.sentences == 10
    assert not found.conflicts
    assert not found.closest


def test_a_sentence_that_stands_twice_is_found_whatever_its_punctuation() -> None:
    again = Example("wie ölt man schrauben, morgens", "ask")
    assert repeated([*OIL, again]) == [Conflict(again.text, "ask", OIL[0].text, "ask")]


def test_what_has_no_words_is_compared_as_it_stands() -> None:
    assert not repeated([Example("???", "ask"), Example("!", "ask")])
    assert repeated([Example("???", "ask"), Example("???", "sell")])


def test_nearly_the_same_sentence_under_another_intent_is_a_conflict() -> None:
    typo = Example("Wer kauft mir Federn billig ab??", "ask")
    found = measure([*OIL, *SELL, typo])
    assert any(conflict.other_intent == "sell" and conflict.text == typo.text for conflict in found.conflicts)


def test_an_intent_whose_sentences_lie_among_another_is_named() -> None:
    lost = Example("Wie ölt man Schrauben selten?", "sell")
    assert measure([*OIL, *SELL, lost]).closest == [Closeness("sell", "ask", 1 / 6)]


def test_the_training_data_has_no_conflict(capsys: pytest.CaptureFixture[str]) -> None:
    entry.overlap()
    assert f"of {len(sets.training_examples())} sentences" in capsys.readouterr().out


def test_a_conflict_fails_the_check_and_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sets, "training_examples", lambda: [*OIL, Example(OIL[0].text, "sell")])
    with pytest.raises(SystemExit, match="cannot be told apart"):
        entry.overlap()
    assert "sell: 'Wie ölt man Schrauben morgens?' is (nearly) ask:" in capsys.readouterr().out


def test_a_handful_of_sentences_is_enough() -> None:
    assert overlap.text(measure(OIL[:1])).startswith("Closest intents of 1 sentences")
