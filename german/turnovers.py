"""Sums that are said of a firm: turnover ("5 Mio Umsatz", "wir setzen 12 Millionen um") and balance sheet total."""

from collections.abc import Iterator, Sequence
from enum import Enum

from german.headcounts import counts_what_follows
from german.lexicon import words
from german.number_pieces import Pieces
from german.number_reading import Reading

_TURNOVER = (
    "umsatz",
    "umsatzes",
    "umsaetze",
    "umsaetzen",
    "umsatzvolumen",
    "umsatzerloese",
    "umsatzerloesen",
    "umgesetzt",
)
_BALANCE = ("bilanzsumme", "bilanzsummen", "bilanz", "bilanzvolumen")
_TURN_OVER = frozenset({"setze", "setzen", "setzt", "setzten", "setzte"})
# What may stand between a sum and "Umsatz" or "Bilanzsumme" behind it.
_BETWEEN = words("before_turnover")
_REACH = 6
"""Pieces from the cue to the number behind it: "Umsatz lag im letzten Jahr bei 5 Mio"."""
_PLAINLY_MONEY = 10_000
"""A turnover without currency and without "Tausend" or "Mio." is at least this; less counts something else."""


class Sum(Enum):
    """What a sum is of."""

    TURNOVER = "turnover"
    BALANCE = "balance"


def sums(pieces: Pieces, readings: Sequence[Reading]) -> Iterator[tuple[Sum, Reading]]:
    """Yield the sums, in the order of the words that announce them; each number once."""
    by_first = {reading.first: reading for reading in readings}
    by_last = {reading.last: reading for reading in readings}
    for index in range(len(pieces)):
        word = pieces.folded(index)
        reading = None
        if word.endswith(_TURNOVER + _BALANCE):
            reading = _before(pieces, by_last, index) or _behind(pieces, by_first, index)
        elif word in _TURN_OVER:
            reading = _behind(pieces, by_first, index)
            if reading and "um" not in {pieces.folded(reading.last + step) for step in range(1, 5)}:
                reading = None
        if reading:
            # "Bilanzsumme 8 Mio Umsatz 12 Mio": the 8 are taken.
            by_first.pop(reading.first)
            by_last.pop(reading.last)
            yield Sum.BALANCE if word.endswith(_BALANCE) else Sum.TURNOVER, reading


def _before(pieces: Pieces, by_last: dict[int, Reading], cue: int) -> Reading | None:
    for position in range(cue - 1, cue - _REACH, -1):
        if pieces.starts_clause(position + 1):
            return None
        if position in by_last:
            return _if_money(pieces, by_last[position])
        if pieces.folded(position) not in _BETWEEN:
            return None
    return None


def _behind(pieces: Pieces, by_first: dict[int, Reading], cue: int) -> Reading | None:
    for position in range(cue + 1, min(cue + 1 + _REACH, len(pieces))):
        if pieces.starts_clause(position) and pieces.gap(position) not in {":", ":-"}:
            return None
        if position in by_first:
            return _if_money(pieces, by_first[position])
    return None


def _if_money(pieces: Pieces, reading: Reading) -> Reading | None:
    following = reading.last + 1
    unit = pieces.folded(following)
    if "%" in pieces.gap(following) or unit == "prozent" or counts_what_follows(pieces, following):
        return None
    currency = unit in {"euro", "euros", "eur"} or "€" in pieces.gap(following) or "€" in pieces.gap(reading.first)
    amount = max(abs(reading.low or 0.0), abs(reading.high or 0.0))
    return reading if currency or reading.factor >= 1e3 or amount >= _PLAINLY_MONEY else None
