"""The grammar of numbers in sentences: bounds, amounts, ranges."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from german.number_amounts import Amount, amount_at
from german.number_bounds import Bound, bound_at, bounded
from german.number_pieces import Pieces

_AFTER: dict[tuple[str, str], Bound] = {
    ("oder", "mehr"): Bound.AT_LEAST,
    ("und", "mehr"): Bound.AT_LEAST,
    ("oder", "weniger"): Bound.AT_MOST,
}


@dataclass(frozen=True)
class Reading:
    """A number: pieces `first` to `last`, inclusive bounds; `factor` is that of "Dutzend", "Mio." and the like."""

    first: int
    last: int
    low: float | None
    high: float | None
    factor: float = 1.0


def read_numbers(pieces: Pieces) -> Iterator[Reading]:
    """Yield the numbers from left to right; they do not overlap."""
    index = 0
    while index < len(pieces):
        reading = _phrase(pieces, index)
        if reading:
            yield reading
        index = reading.last + 1 if reading else index + 1


def _phrase(pieces: Pieces, first: int) -> Reading | None:
    """Read bound, number or range, and what follows."""
    between = pieces.folded(first) == "zwischen"
    bound, index = (Bound.ABOUT, first + 1) if between else bound_at(pieces, first)
    if negative := _says_minus(pieces, index):
        index += 1
    amount = amount_at(pieces, index)
    if amount is None or (index > first and pieces.starts_clause(index)):
        return None
    whole = _range(pieces, amount, between=between)
    if between and whole is amount:
        first = amount.first
    last = whole.last
    if after := _AFTER.get((pieces.folded(last + 1), pieces.folded(last + 2))):
        bound, last = after, last + 2
    elif pieces.gap(last + 1).startswith("+"):
        bound = Bound.AT_LEAST
    if negative or _has_minus_sign(pieces, whole.first):
        whole = replace(whole, low=-whole.high, high=-whole.low)
    low, high = bounded(whole.low, whole.high, bound)
    return Reading(first, last, low, high, whole.factor)


def _says_minus(pieces: Pieces, index: int) -> bool:
    """Tell whether "minus" stands there, but not "plus/minus 5"."""
    return pieces.folded(index) == "minus" and pieces.folded(index - 1) != "plus"


def _has_minus_sign(pieces: Pieces, index: int) -> bool:
    """Tell whether a sign stands directly before the digits and behind no number, word or mark: not "S7-300", "- 5"."""
    if not pieces.is_digits(index) or pieces.is_digits(index - 1):
        return False
    gap = pieces[index].gap
    return gap.endswith("-") and not gap[:-1].strip(" :=(\n") and (index == 0 or gap != "-")


def _range(pieces: Pieces, amount: Amount, *, between: bool) -> Amount:
    """Return the range that starts with `amount`, or `amount` itself."""
    joint = amount.last + 1
    word = pieces.folded(joint)
    if word == "bis" or (word == "und" and between) or (word == "oder" and not between):
        to = (word, pieces.folded(joint + 1)) == ("bis", "zu")
        _, index = bound_at(pieces, joint + 2 if to else joint + 1)  # "20 bis maximal 30"
    elif pieces.gap(joint) == "-":
        index = joint
    else:
        return amount
    end = amount_at(pieces, index)
    if end is None or any(pieces.starts_clause(position) for position in range(joint, index + 1)):
        return amount
    # "2 bis 3 Millionen": both are millions.
    shared = end.factor if amount.factor == 1.0 and amount.low * end.factor < end.high else 1.0
    low = amount.low * shared
    return replace(end, first=amount.first, low=low) if low < end.high else amount
