"""What the trained model makes of the sentences that it must understand, and of what no one would write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Parse = Callable[[str], dict[str, Any]]


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
