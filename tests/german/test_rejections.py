"""What a text names only to reject it."""

from __future__ import annotations

import pytest

from german.numbers import find_numbers
from german.rejections import meant, rejected


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("60, nicht 45", 60),
        ("nicht 45, sondern 60", 60),
        ("nicht mehr 45 sondern 60", 60),
        ("statt 45 sind es 60", 60),
        ("60 anstatt der 45", 60),
        ("45 war falsch, richtig sind 60", 60),
        ("45 stimmt nicht, 60", 60),
        ("60", 60),
        ("nicht 60", 60),
        ("Das ist es nicht. 60 sind wir", 60),
        ("45 ist richtig, 60 falsch", 45),
    ],
)
def test_the_number_that_is_meant_comes_first(text: str, low: int) -> None:
    assert meant(text, find_numbers(text))[0].low == low


def test_what_is_rejected_is_named() -> None:
    text = "nein, 60, nicht 45"
    assert [mention.text for mention in rejected(text, find_numbers(text))] == ["45"]
    assert rejected("60 und 45", find_numbers("60 und 45")) == []
