"""Digits that name something instead of counting it: labels, versions, years, dates, times, postcodes."""

import re

from german.lexicon import words
from german.number_pieces import Pieces

COUNTED = words("counted")
"""Words, folded, that say what was counted: with one of them behind it, "2000" is no year and "12000" no postcode."""

_LABELS = words("labels")
_STREETS = ("strasse", "str", "weg", "gasse", "allee", "platz")
_MONTHS = words("months")
_YEAR_CUES = _MONTHS | words("year_cues")
_YEAR = re.compile(r"1[89][0-9]{2}|20[0-9]{2}")
_POSTCODE = re.compile(r"[0-9]{5}")
_ORDINAL_NOUNS = _MONTHS | words("ordinal_nouns")
_BEFORE_ORDINAL = words("before_ordinal")
_BEFORE_POSTCODE = words("before_postcode")
_JOINTS = frozenset({"bis", "und", "oder"})


def names_something(pieces: Pieces, index: int) -> bool:
    """Tell whether the digits at `index` are no number of things."""
    checks = (is_label, _is_joined, _is_ordinal, _is_time, _is_year, _is_postcode)
    return any(check(pieces, index) for check in checks)


def is_label(pieces: Pieces, index: int) -> bool:
    """ "NIS-2", "Losgröße 1", "§ 5", "Hauptstraße 12", "S7-300"."""
    gap, before = pieces.gap(index), pieces.folded(index - 1)
    if gap.endswith(("§", "#")):
        return True
    if not before or gap not in {"", "-", ".", ":"}:
        return False
    named = before in _LABELS or (before.endswith(_STREETS) and before not in _STREETS)
    return named or (pieces[index].gap == "-" and not pieces.is_digits(index - 1))


def _is_joined(pieces: Pieces, index: int) -> bool:
    """ "24/7", "1:1", "3-4-5", "5-Achs-Maschine"."""
    if pieces.has(index + 1) and not pieces.is_digits(index + 1):
        return pieces[index + 1].gap == "-" and pieces.folded(index + 1) not in COUNTED
    return _run(pieces, index, "/:*=") > 1 or _run(pieces, index, "-") > 2


def _run(pieces: Pieces, index: int, joints: str) -> int:
    """Count the numbers joined to that at `index`, itself included; it looks no further than two to each side."""
    first = last = index
    while index - first < 2 and _joins(pieces, first, joints):
        first -= 1
    while last - index < 2 and _joins(pieces, last + 1, joints):
        last += 1
    return last - first + 1


def _joins(pieces: Pieces, index: int, joints: str) -> bool:
    gap = pieces.gap(index)
    return len(gap) == 1 and gap in joints and pieces.is_digits(index) and pieces.is_digits(index - 1)


def _is_ordinal(pieces: Pieces, index: int) -> bool:
    """ "12. Mai", "im 3. Quartal", "1. Förderung 2. Beratung"."""
    written = pieces.folded(index)
    if len(written) > 2 or not pieces.gap(index + 1).startswith((".", ")")):
        return False
    starts_line = index == 0 or "\n" in pieces[index].gap or pieces.gap(index).endswith((".", ":", ";"))
    return (
        (len(written) == 1 and starts_line)
        or pieces.folded(index + 1) in _ORDINAL_NOUNS
        or pieces.folded(index - 1) in _BEFORE_ORDINAL
    )


def _is_time(pieces: Pieces, index: int) -> bool:
    """ "9 Uhr", "8-17 Uhr", "8 bis 17 Uhr"."""
    following = index + 1
    if pieces.folded(following) in _JOINTS:
        following += 1
    if pieces.is_digits(following):
        following += 1
    return pieces.folded(following) == "uhr"


def _is_year(pieces: Pieces, index: int) -> bool:
    """ "seit 1985", "1985 gegründet", "2024 bis 2026"."""
    if not _YEAR.fullmatch(pieces.folded(index)):
        return False
    other = _other_year(pieces, index)
    if COUNTED & {pieces.folded(index + 1), pieces.folded(other + 1) if other > index else ""}:
        return False
    return (
        other >= 0
        or pieces.folded(index - 1) in _YEAR_CUES
        or pieces.folded(index + 1).startswith(("gegruendet", "gebaut"))
    )


def _other_year(pieces: Pieces, index: int) -> int:
    """Return where the other end of a span of years stands, or -1."""
    for step in (1, -1):
        far = index + 2 * step if pieces.folded(index + step) in _JOINTS else index + step
        joined = far != index + step or pieces.gap(max(index, far)) == "-"
        if joined and _YEAR.fullmatch(pieces.folded(far)):
            return far
    return -1


def _is_postcode(pieces: Pieces, index: int) -> bool:
    """ "78532 Tuttlingen", after a comma, a preposition or nothing."""
    following = index + 1
    if not _POSTCODE.fullmatch(pieces.folded(index)) or not pieces.has(following) or pieces[following].gap != " ":
        return False
    if pieces.folded(following) in COUNTED:
        return False
    starts = index == 0 or pieces.starts_clause(index) or pieces[index].gap == "-"
    return (starts and pieces[following].text[0].isupper()) or pieces.folded(index - 1) in _BEFORE_POSTCODE
