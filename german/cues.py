"""Turns of phrase that tell something between the lines: "wo wir anfangen sollen", "für unsere Azubis"."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from german.lexicon import names, phrases, words
from german.number_pieces import Pieces

_GAPS = {"~": 3, "..": 10}
"""How many words may stand in between; never the end of a sentence."""


@dataclass(frozen=True)
class Cue:
    """A phrase of the list `name` ("stage.inform") in the pieces `first` to `last` of a text."""

    name: str
    first: int
    last: int


def find_cues(pieces: Pieces) -> list[Cue]:
    """Find the phrases of ``data/cues.txt``, each where it begins; its head says how they are written."""
    return [
        Cue(name, index, last)
        for index in range(len(pieces))
        for element in _elements(pieces.folded(index))
        for name, phrase in _PHRASES.get(element, ())
        if (last := _last(pieces, index, phrase)) is not None
    ]


def _last(pieces: Pieces, index: int, phrase: tuple[str, ...]) -> int | None:
    """Return where a phrase ends whose first word stands at `index`; each word is the nearest that fits."""
    gap = 0
    for element in phrase[1:]:
        if element in _GAPS:
            gap = _GAPS[element]
            continue
        for position in range(index + 1, min(index + 2 + gap, len(pieces))):
            if pieces.starts_sentence(position):
                return None
            if element in _elements(pieces.folded(position)):
                index, gap = position, 0
                break
        else:
            return None
    return index


def _atoms() -> dict[str, set[str]]:
    """Return, for each word as the file has it, the elements of phrases that it fits: itself and its classes."""
    atoms: dict[str, set[str]] = defaultdict(set)
    for name in names("class."):
        for word in words(name):
            atoms[word].add(f"<{name.removeprefix('class.')}>")
    for listed in _PHRASES.values():
        for _, phrase in listed:
            for element in phrase:
                if not element.startswith("<"):
                    atoms[element].add(element)
    return atoms


def _listed() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for name in names("cue."):
        for phrase in phrases(name):
            found[phrase[0]].append((name.removeprefix("cue."), phrase))
    return found


_PHRASES = _listed()
_ATOMS = _atoms()
_FRONTS = tuple(atom for atom in _ATOMS if atom.endswith("*") and not atom.startswith("*"))
_ENDS = tuple(atom for atom in _ATOMS if atom.startswith("*"))


@lru_cache(maxsize=20_000)
def _elements(word: str) -> frozenset[str]:
    return frozenset(element for atom in _fitting(word) for element in _ATOMS[atom])


def _fitting(word: str) -> Iterator[str]:
    if word in _ATOMS:
        yield word
    for front in _FRONTS:
        if word.startswith(front[:-1]):
            yield front
    for end in _ENDS:
        if word.endswith(end[1:]):
            yield end
