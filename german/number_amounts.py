"""A number before its bounds are applied: "45", "2,5 Mio.", "ein Dutzend", "ein paar hundert"."""

from dataclasses import dataclass, replace

from german.number_bounds import Bound, widened
from german.number_guard import is_label, names_something
from german.number_pieces import Pieces
from german.numerals import digits_value, word_value

_FACTORS = {
    "dutzend": 12.0, "hundert": 100.0, "tausend": 1e3, "tsd": 1e3, "k": 1e3, "teur": 1e3,
    "million": 1e6, "millionen": 1e6, "mio": 1e6, "mill": 1e6, "milliarde": 1e9, "milliarden": 1e9, "mrd": 1e9,
}  # fmt: skip
_THIN_BLANKS = frozenset(" \u00a0\u2009\u202f")
_MOST_GROUPS = 3
_MOST_FACTORS = 2
_ARTICLES = frozenset({"ein", "eine", "einem", "einen", "einer"})
# Between article and factor: "ein gutes Dutzend", "eine halbe Million", "ein paar hundert" (two to five of them).
_SHARES = {"halbes": 0.5, "halbe": 0.5, "halben": 0.5}
_QUALITIES = {
    **dict.fromkeys(("gutes", "gute", "guten"), Bound.GOOD),
    **dict.fromkeys(("knappes", "knappe", "knappen"), Bound.ALMOST),
}
_FEW = frozenset({"paar", "einige", "einigen", "mehrere", "mehreren", "etliche", "etlichen"})
FEW = (2, 5)
HANDFUL = (3, 6)


@dataclass(frozen=True)
class Amount:
    """A number before its bounds are applied; `low` and `high` differ for "ein paar Dutzend" and ranges."""

    first: int
    last: int
    low: float
    high: float
    factor: float = 1.0


def amount_at(pieces: Pieces, index: int) -> Amount | None:
    """Return the number that begins with the piece at `index`."""
    if not pieces.has(index):
        return None
    word, following = pieces.folded(index), pieces.folded(index + 1)
    if word in _ARTICLES:
        return _after_article(pieces, index)
    if word in _FEW and following in _FACTORS:
        return Amount(index, index + 1, *_times(FEW, _FACTORS[following]))
    if word == "handvoll":
        return Amount(index, index, *_times(HANDFUL, 1.0))
    if word == "dutzend":
        return Amount(index, index, 12.0, 12.0, 12.0)
    return _numeral(pieces, index)


def _numeral(pieces: Pieces, first: int) -> Amount | None:
    """ "45", "10 000", "2 Millionen", "drei hundert tausend"."""
    value = _value(pieces, first)
    if value is None:
        return None
    last, factor = first, 1.0
    while last < first + _MOST_GROUPS and _is_group(pieces, last + 1) and len(pieces.folded(first)) <= 3:
        last += 1
        value = value * 1000 + float(pieces.folded(last))
    for _ in range(_MOST_FACTORS):
        if times := _factor(pieces, last + 1):
            last += 1
            factor *= times
    return Amount(first, last, value * factor, value * factor, factor)


def _is_group(pieces: Pieces, index: int) -> bool:
    """ "10 000": thousands set off by a blank."""
    if not (pieces.is_digits(index) and pieces.is_digits(index - 1)):
        return False
    return len(pieces.folded(index)) == 3 and pieces.folded(index).isdecimal() and pieces[index].gap in _THIN_BLANKS


def _factor(pieces: Pieces, index: int) -> float | None:
    if not pieces.has(index) or pieces.starts_clause(index):
        return None
    if pieces.folded(index) == "t" and pieces.gap(index + 1).startswith("€"):
        return 1e3
    return _FACTORS.get(pieces.folded(index))


def _value(pieces: Pieces, index: int) -> float | None:
    word = pieces.folded(index)
    if not pieces.is_digits(index):
        value = word_value(word)
        return None if is_label(pieces, index) else value
    following = pieces.folded(index + 1)
    money = following in _FACTORS or following in {"euro", "eur"} or pieces.gap(index + 1).startswith("€")
    return None if names_something(pieces, index) else digits_value(word, decimal_point=money)


def _after_article(pieces: Pieces, index: int) -> Amount | None:
    """ "ein Dutzend", "ein gutes Dutzend", "eine halbe Million", "ein paar hundert", "eine Handvoll"."""
    word, following = pieces.folded(index + 1), pieces.folded(index + 2)
    if word == "handvoll":
        return Amount(index, index + 1, *_times(HANDFUL, 1.0))
    if word in _FACTORS:
        return Amount(index, index + 1, _FACTORS[word], _FACTORS[word], _FACTORS[word])
    factor = _FACTORS.get(following)
    if factor is None:
        return None
    if word in _FEW:
        return Amount(index, index + 2, *_times(FEW, factor))
    share = _SHARES.get(word, 1.0 if word in _QUALITIES else None)
    if share is None:
        return None
    amount = Amount(index, index + 2, share * factor, share * factor, factor)
    low, high = widened(amount.low, amount.high, _QUALITIES.get(word, Bound.ABOUT))
    return replace(amount, low=low, high=high)


def _times(span: tuple[int, int], factor: float) -> tuple[float, float, float]:
    return span[0] * factor, span[1] * factor, factor
