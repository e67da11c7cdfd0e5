"""States, countries and towns outside Baden-Württemberg, where a text tells that the company is there."""

from collections.abc import Sequence

from german.analysis import is_stop_word
from german.cues import Cue
from german.lexicon import names, phrases, words
from german.number_pieces import Pieces
from german.places import Gazetteer, PlaceMention, PlaceName

_LIST = "outside."
_BEFORE = words("before_seats")
_REACH = 7
"""Pieces between "wir sitzen" and the place."""
_SHORT = 4
"""Pieces of an answer that says nothing else."""


def with_outside(places: Sequence[PlaceName]) -> Gazetteer:
    """Return a gazetteer of places and, where no place is called so, of what is outside; its region is the state."""
    known = {place.name.casefold() for place in places}
    outside = [
        PlaceName(" ".join(phrase), _LIST + name.removeprefix(_LIST))
        for name in names(_LIST)
        for phrase in phrases(name)
        if " ".join(phrase).casefold() not in known
    ]
    return Gazetteer([*places, *outside])


def inside(mention: PlaceMention) -> list[str]:
    """Return the regions that a mention of such a gazetteer stands for; none for a place outside."""
    return [region for region in mention.region_ids if not region.startswith(_LIST)]


def state_of(mention: PlaceMention) -> str:
    """Return the state or country of a place outside."""
    return mention.region_ids[0].removeprefix(_LIST)


def is_seat(mention: PlaceMention, pieces: Pieces, cues: Sequence[Cue]) -> bool:
    """Tell whether the company is there: "wir sitzen in Wien", "Firma, Wien", a bare "Wien"; not "Kunden in Wien"."""
    within = [index for index in range(len(pieces)) if mention.start <= pieces[index].start < mention.end]
    if not within:
        return False  # part of an address
    first, last = within[0], within[-1]
    while pieces.folded(first - 1) in _BEFORE and not pieces.starts_clause(first):
        first -= 1
    if _is_alone(pieces, first, last) or (len(pieces) <= _SHORT and _names_only(pieces, first, last)):
        return True
    around = range(max(first - _REACH, 0), last + 3)
    said = [cue for cue in cues if cue.first in around and _same_clause(pieces, cue.first, first)]
    if any(cue.name == "elsewhere" and cue.last < first for cue in said):
        return False
    return any(cue.name == "seat" for cue in said) and pieces.folded(first) in _BEFORE


def _names_only(pieces: Pieces, first: int, last: int) -> bool:
    """Tell whether nothing that carries a meaning stands around the place in a short answer: "ja, aus München"."""
    around = {pieces.folded(index) for index in range(len(pieces)) if not first <= index <= last}
    return all(map(is_stop_word, around - {"nach"})) and "nach" not in around


def _is_alone(pieces: Pieces, first: int, last: int) -> bool:
    """Tell whether the place is all that stands between two marks: "Optikfirma, 33 Leute, Wetzlar"."""
    starts = first == 0 or pieces.starts_clause(first)
    ends = last == len(pieces) - 1 or pieces.starts_clause(last + 1)
    return starts and ends


def _same_clause(pieces: Pieces, one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return not any(pieces.starts_clause(position) for position in range(low + 1, high + 1))
