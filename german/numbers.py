"""Numbers that people write: of anything, of staff, of turnover, balance sheet and age."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from german.company_age import ages
from german.cues import Cue
from german.headcounts import headcounts
from german.number_pieces import Pieces
from german.number_reading import Reading, read_numbers
from german.turnovers import Sum, sums


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


class Numbers:
    """The numbers of one text, read once."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._readings = list(read_numbers(pieces))

    @cached_property
    def _sums(self) -> list[tuple[Sum, Reading]]:
        return list(sums(self._pieces, self._readings))

    def all(self) -> list[NumberMention]:
        """Return all numbers; `find_numbers` tells which."""
        return self._mentions(self._readings)

    def headcounts(self) -> list[NumberMention]:
        """Return those that are said of people; "ich bin allein" and "Einzelunternehmer" are 1."""
        return self._mentions(headcounts(self._pieces, self._readings))

    def turnovers(self) -> list[NumberMention]:
        """Return the turnovers, in euros."""
        return self._mentions(reading for kind, reading in self._sums if kind is Sum.TURNOVER)

    def balances(self) -> list[NumberMention]:
        """Return the balance sheet totals, in euros."""
        return self._mentions(reading for kind, reading in self._sums if kind is Sum.BALANCE)

    def ages(self, cues: Iterable[Cue], today: date) -> list[NumberMention]:
        """Return the ages of the company in full years, which its cues and numbers tell."""
        return self._mentions(ages(self._pieces, self._readings, cues, today))

    def _mentions(self, readings: Iterable[Reading]) -> list[NumberMention]:
        return [
            NumberMention(start, end, self._pieces.between(start, end), reading.low, reading.high)
            for reading in readings
            for start, end in [(self._pieces[reading.first].start, self._pieces[reading.last].end)]
        ]


def find_numbers(text: str) -> list[NumberMention]:
    """Find numbers, dozens and ranges; years, dates, versions, postcodes and telephone numbers are none.

    Vague words have fixed meanings: "gut" up to a tenth more (from ten on at least 3 more), "knapp" and "fast" down
    to a tenth less, "ein paar", "einige" and "mehrere" (dozens, hundreds) two to five of them, "eine Handvoll" 3 to
    6; "rund" and "ca." change nothing. A minus, as a sign or as a word, makes a number negative.
    """
    return Numbers(Pieces(text)).all()


def find_headcounts(text: str) -> list[NumberMention]:
    """Find the numbers that are said of people; "ich bin allein" and "Einzelunternehmer" are 1."""
    return Numbers(Pieces(text)).headcounts()


def find_turnovers(text: str) -> list[NumberMention]:
    """Find turnovers, in euros."""
    return Numbers(Pieces(text)).turnovers()
