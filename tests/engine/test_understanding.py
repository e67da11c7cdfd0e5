"""What the trained model makes of the sentences that it must understand, and of what no one would write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Parse = Callable[[str], dict[str, Any]]

LONG = 10_000


def test_it_knows_a_question_for_a_term(parse: Parse) -> None:
    assert parse("Was ist eigentlich RAMI 4.0?")["intent"]["name"] == "ask_definition"


def test_it_knows_a_need_that_is_told_in_one_sentence(parse: Parse) -> None:
    understood = parse(
        "Wir sind ein Maschinenbauer mit 45 Leuten in Tuttlingen und wollen alte Drehmaschinen ans Netz bringen, "
        "gibt es da Geld?"
    )
    entities = {entity["entity"]: entity["value"] for entity in understood["entities"]}
    assert understood["intent"]["name"] in {"seek_funding", "state_need", "inform"}
    assert entities["company_size"] == {"low": 45, "high": 45}
    assert entities["place"]["ids"] == ["kreis-tuttlingen"]
    assert (entities["topic"], entities["goal"], entities["sector"]) == (
        "retrofit_migration",
        "funding",
        "maschinenbau",
    )


@pytest.mark.parametrize(
    "text", ["?", "???", "…", ".", "!!!", "🙂", "🙂🙂🙂", "👨‍👩‍👧‍👦", "\u200b", "\x00", "\u0301"], ids=ascii
)
def test_it_does_not_pretend_to_understand_what_has_no_words(parse: Parse, text: str) -> None:
    understood = parse(text)
    assert understood["intent"]["name"] == "nlu_fallback"
    assert understood["entities"] == []


@pytest.mark.parametrize(
    "piece",
    [
        "a", "ß", "1", ".", "@", "-", " ", "\n", "\x00", "\u0301", "a\u0301", "\u202e", "🙂", "👨‍👩‍👧",
        "1 ", "1.", "1.000.", "0 ", "+49", "0049 ", "zwei", "hundert", "ein Dutzend ", "von 1 bis ", "Mio ",
        "45 Leute ", "a@", "a.", "@a.", "a@a.", "in ", "Bad ", "Sankt ", "Villingen-", "Maschinenbau", "KI ", "alte ",
        "Digitalisierungs", "*innen", "{", '{"a":', "[", "](", "${", "%s", "<b>", "\\", "'; DROP TABLE events; --",
    ],
    ids=ascii,
)  # fmt: skip
def test_it_survives_ten_thousand_characters_of_anything(parse: Parse, piece: str) -> None:
    text = (piece * LONG)[: LONG - 1] + "x"
    assert parse(text)["intent"]["name"]
