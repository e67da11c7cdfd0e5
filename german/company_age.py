"""How old a company is: "gegründet 2019", "seit drei Jahren am Markt", "Neugründung"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from german.cues import Cue
from german.number_pieces import Pieces
from german.number_reading import Reading

_YEAR = re.compile(r"1[6-9][0-9]{2}|20[0-9]{2}")
_YEARS = frozenset({"jahr", "jahre", "jahren", "johr", "johren"})
_MONTHS = frozenset({"monat", "monate", "monaten"})
_MONTHS_PER_YEAR = 12
NEW = (0.0, 1.0)
"""Years that "Neugründung" stands for."""
YOUNG = (0.0, 5.0)
"""Years that "Start-up" stands for: programmes for young companies mostly end after five."""
_NEAR = 6
"""Pieces between a year or span and the word that says it is of the company."""
_SHORT = 4
"""Pieces of an answer that says nothing else."""


def ages(pieces: Pieces, readings: Sequence[Reading], cues: Iterable[Cue], today: date) -> Iterator[Reading]:
    """Yield ages in full years, the surest first; a year alone leaves open whether its day has passed."""
    found = list(cues)
    founded = _places(found, "founded")
    in_business = _places(found, "in_business")
    for index in range(len(pieces)):
        if (years := _years_since(pieces.folded(index), today)) is None:
            continue
        since = pieces.folded(index - 1) == "seit"
        if _near(pieces, founded, index) or (since and (_near(pieces, in_business, index) or len(pieces) <= _SHORT)):
            yield Reading(index, index, max(years - 1.0, 0.0), years)
    for reading in readings:
        if span := _span(pieces, reading):
            before = pieces.folded(reading.first - 1)
            cued = before in {"vor", "seit", "erst"} and _near(
                pieces, founded if before == "vor" else in_business, reading.first
            )
            if cued or _is_age(pieces, reading) or (len(pieces) <= _SHORT and before != "vor"):
                yield span
    barred = {position for cue in found if cue.name == "age.none" for position in range(cue.first, cue.last + 1)}
    for name, (low, high) in (("age.new", NEW), ("age.young", YOUNG)):
        for cue in found:
            if cue.name == name and barred.isdisjoint(range(cue.first, cue.last + 1)):
                yield Reading(cue.first, cue.last, low, high)


def _years_since(word: str, today: date) -> float | None:
    if not _YEAR.fullmatch(word) or int(word) > today.year:
        return None
    return float(today.year - int(word))


def _places(cues: Iterable[Cue], name: str) -> frozenset[int]:
    return frozenset(place for cue in cues if cue.name == name for place in (cue.first, cue.last))


def _near(pieces: Pieces, cued: frozenset[int], index: int) -> bool:
    """Tell whether one of the cued places stands within reach in the same sentence."""
    for step in (-1, 1):
        for place in range(index + step, index + step * (_NEAR + 1), step):
            if not pieces.has(place) or pieces.starts_sentence(max(place, place - step)):
                break
            if place in cued:
                return True
    return False


def _span(pieces: Pieces, reading: Reading) -> Reading | None:
    """Return a number of years or months as years."""
    unit = pieces.folded(reading.last + 1)
    if unit in _YEARS:
        return Reading(reading.first, reading.last + 1, reading.low, reading.high)
    if unit in _MONTHS:
        low, high = (_in_years(bound) for bound in (reading.low, reading.high))
        return Reading(reading.first, reading.last + 1, low, high)
    return None


def _in_years(months: float | None) -> float | None:
    return None if months is None else float(months // _MONTHS_PER_YEAR)


def _is_age(pieces: Pieces, reading: Reading) -> bool:
    """Tell whether "drei Jahre alt" is said of the company."""
    of = {pieces.folded(position) for position in range(reading.first - 4, reading.first)}
    old = pieces.folded(reading.last + 2) in {"alt", "jung"}
    return old and not of.isdisjoint({"firma", "unternehmen", "betrieb", "wir", "gmbh"})
