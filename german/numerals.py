"""What one written number is worth: digits as Germans set them, and number words."""

import re
from functools import lru_cache

_SMALL = (
    "eins",
    "zwei",
    "drei",
    "vier",
    "fuenf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwoelf",
)
_TEENS = {
    "dreizehn": 13,
    "vierzehn": 14,
    "fuenfzehn": 15,
    "sechzehn": 16,
    "siebzehn": 17,
    "achtzehn": 18,
    "neunzehn": 19,
}
_TENS = {
    "zwanzig": 20,
    "dreissig": 30,
    "vierzig": 40,
    "fuenfzig": 50,
    "sechzig": 60,
    "siebzig": 70,
    "achtzig": 80,
    "neunzig": 90,
}
_UNITS = {"ein": 1, **{word: value for value, word in enumerate(_SMALL[1:9], 2)}}
_SPOKEN = {"zwo": 2, "fuffzehn": 15, "fuffzig": 50, "dreisig": 30}
_HALVES = {
    "eineinhalb": 1.5,
    "anderthalb": 1.5,
    "einundeinhalb": 1.5,
    "zweieinhalb": 2.5,
    "dreieinhalb": 3.5,
    "viereinhalb": 4.5,
}

_GROUPED = re.compile(r"[0-9]{1,3}(?:[.'’][0-9]{3})+(?:,[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:,[0-9]+)?")
_DECIMAL_POINT = re.compile(r"[0-9]+\.[0-9]{1,2}")
MOST_DIGITS = 15
"""Beyond that it is an identifier, and a float would lose digits."""


def _below_hundred() -> dict[str, int]:
    values = {word: value for value, word in enumerate(_SMALL, 1)} | _TEENS | _TENS
    values |= {f"{unit}und{ten}": worth + tens for unit, worth in _UNITS.items() for ten, tens in _TENS.items()}
    values |= {word.replace("dreissig", "dreisig"): value for word, value in values.items()}
    values |= {word.replace("fuenf", "funf").replace("zwoelf", "zwolf"): value for word, value in values.items()}
    return values | _SPOKEN


_BELOW_HUNDRED = _below_hundred()


@lru_cache(maxsize=5_000)
def word_value(folded: str) -> float | None:
    """Read a number word up to 999 999, also with "funf" for "fünf". None for "ein" alone: that is an article."""
    if folded in _HALVES:
        return _HALVES[folded]
    thousands, tausend, rest = folded.partition("tausend")
    if not tausend:
        return _below_thousand(folded)
    front = 1 if thousands in {"", "ein"} else _below_thousand(thousands)
    back = 0 if not rest else _below_thousand(rest.removeprefix("und"))
    return None if front is None or back is None else float(front * 1000 + back)


def _below_thousand(word: str) -> float | None:
    hundreds, hundert, rest = word.partition("hundert")
    if not hundert:
        return _as_float(_BELOW_HUNDRED.get(word))
    front = 1 if hundreds in {"", "ein"} else _BELOW_HUNDRED.get(hundreds)
    back = 0 if not rest else _BELOW_HUNDRED.get(rest.removeprefix("und"))
    return None if front is None or back is None else float(front * 100 + back)


def _as_float(value: int | None) -> float | None:
    return None if value is None else float(value)


def digits_value(written: str, *, decimal_point: bool = False) -> float | None:
    """Read "45", "1.200", "1'200,50" or "1,5"; "1.5" only with `decimal_point`: "4.0" is a version."""
    if len(written) > MOST_DIGITS:
        return None
    if _GROUPED.fullmatch(written):
        return float(re.sub(r"[.'’]", "", written).replace(",", "."))
    if _PLAIN.fullmatch(written) and not is_code(written):
        return float(written.replace(",", "."))
    if decimal_point and _DECIMAL_POINT.fullmatch(written):
        return float(written)
    return None


def is_code(written: str) -> bool:
    """Tell whether a leading zero makes it a part of a date, a telephone number or an article number."""
    return len(written) > 1 and written[0] == "0" and written[1] != ","
