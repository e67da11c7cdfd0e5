"""Words before a number that widen it or open it to one side: "gut", "knapp", "über", "bis zu"."""

from enum import Enum
from math import ceil

from german.lexicon import phrases
from german.number_pieces import Pieces


class Bound(Enum):
    """What a word before a number makes of it."""

    ABOUT = "about"
    GOOD = "good"
    ALMOST = "almost"
    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    AT_MOST = "at_most"


_BOUNDS = {phrase: bound for bound in Bound for phrase in phrases(f"bound.{bound.value}")}
_MOST_BOUNDS = 3
_LONGEST_BOUND = max(map(len, _BOUNDS))


def bound_at(pieces: Pieces, index: int) -> tuple[Bound, int]:
    """Return the first real bound from `index` on ("bis zu rund") and where the bounds end."""
    found = Bound.ABOUT
    for _ in range(_MOST_BOUNDS):
        for length in range(_LONGEST_BOUND, 0, -1):
            bound = _BOUNDS.get(tuple(pieces.folded(position) for position in range(index, index + length)))
            if bound and not any(pieces.starts_clause(position) for position in range(index + 1, index + length)):
                found = bound if found is Bound.ABOUT else found
                index += length
                break
        else:
            break
    return found, index


def bounded(low: float, high: float, bound: Bound) -> tuple[float | None, float | None]:
    """Apply a bound; "über" and "unter" leave out the number itself, as far as it is a whole one."""
    step = 1.0 if low.is_integer() and high.is_integer() else 0.0
    if bound is Bound.ABOVE:
        return high + step, None
    if bound is Bound.AT_LEAST:
        return low, None
    if bound is Bound.BELOW:
        return None, low - step
    if bound is Bound.AT_MOST:
        return None, high
    return widened(low, high, bound)


def widened(low: float, high: float, bound: Bound) -> tuple[float, float]:
    """Widen by a tenth for "gut" and "knapp"; "gut" by three at least from ten on ("gut ein Dutzend": 12 to 15)."""
    if bound is Bound.GOOD:
        return low, high + max(_tenth(high), 3.0 if high >= 10 else 0.0)
    if bound is Bound.ALMOST:
        return low - _tenth(low), high
    return low, high


def _tenth(value: float) -> float:
    return float(ceil(value / 10)) if value.is_integer() else value / 10
