"""Numbers that people write: of anything, of staff, of turnover."""

from collections.abc import Iterable
from dataclasses import dataclass

from german.headcounts import headcounts
from german.number_pieces import Pieces
from german.number_reading import Reading, read_numbers
from german.turnovers import turnovers


@dataclass(frozen=True)
class NumberMention:
    """A number in a text. `low` and `high` are inclusive, None where open; equal for an exact number.

    `start` and `end` cover the words that change the value ("gut ein Dutzend", "bis zu 2 Mio"), not what is counted.
    """

    start: int
    end: int
    text: str
    low: float | None
    high: float | None


def find_numbers(text: str) -> list[NumberMention]:
    """Find numbers, dozens and ranges; years, dates, versions, postcodes and telephone numbers are none.

    Vague words have fixed meanings: "gut" up to a tenth more (from ten on at least 3 more), "knapp" and "fast" down
    to a tenth less, "ein paar", "einige" and "mehrere" (dozens, hundreds) two to five of them, "eine Handvoll" 3 to
    6; "rund" and "ca." change nothing.
    """
    pieces = Pieces(text)
    return _mentions(text, pieces, read_numbers(pieces))


def find_headcounts(text: str) -> list[NumberMention]:
    """Find the numbers that are said of people; "ich bin allein" and "Einzelunternehmer" are 1."""
    pieces = Pieces(text)
    return _mentions(text, pieces, headcounts(pieces, read_numbers(pieces)))


def find_turnovers(text: str) -> list[NumberMention]:
    """Find turnovers, in euros."""
    pieces = Pieces(text)
    return _mentions(text, pieces, turnovers(pieces, list(read_numbers(pieces))))


def _mentions(text: str, pieces: Pieces, readings: Iterable[Reading]) -> list[NumberMention]:
    return [
        NumberMention(start, end, text[start:end], reading.low, reading.high)
        for reading in readings
        for start, end in [(pieces[reading.first].start, pieces[reading.last].end)]
    ]
